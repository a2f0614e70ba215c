"""An image service on loopback that counts what is ordered: OpenAI's Images API, by base64 and by url."""

import asyncio
import base64
import contextlib
import dataclasses
import hashlib
import json
import random
import threading
from collections.abc import Iterator

from pictures import picture


@dataclasses.dataclass
class Order:
    """One order that came whole: from here on it costs money."""

    id: str  # What the program calls it: X-Client-Request-Id.
    prompt: str
    hash: str  # BLAKE2b-256 of the picture that was made.
    path: str = ""  # Of its picture, where the answer is a link.
    answered: bool = False  # The whole answer went out.


@dataclasses.dataclass(frozen=True)
class Manner:
    """How the service answers."""

    shortest: float = 0.005  # Seconds until the answer begins, drawn evenly.
    longest: float = 0.15
    edges: tuple[int, ...] = (8, 60, 250)  # Of the pictures, drawn evenly.
    forms: tuple[str, ...] = ("base64", "url")  # Drawn as well.


class Service:
    """Use as `with running_service(...) as service:`; what it counts may be read when the program has ended."""

    def __init__(self, seed: int, manner: Manner):
        self.orders: list[Order] = []
        self.base_url = ""
        self.downloads_fail = False  # Pictures at their links get a 503, or no answer.
        self._random = random.Random(seed)
        self._manner = manner
        self._pictures: dict[str, bytes] = {}
        self._tasks: set[asyncio.Task] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512), self._loop
        ).result()
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    def settle(self) -> None:
        """Waits until the service has read what the program sent before it died."""
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), self._loop).result()

    def stop(self) -> None:
        async def end():
            self._server.close()
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            # The program may die at any moment and its connections with it, and stop() ends those that are left.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                    headers = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in head[1:])}
                    body = await reader.readexactly(int(headers.get("content-length", 0)))
                    method, path, _ = head[0].split(" ", 2)
                    if method == "POST" and path.endswith("/images/generations"):
                        await self._make(headers, body, writer)
                    elif path in self._pictures and self.downloads_fail:
                        if self._random.random() < 0.5:
                            return
                        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
                    else:
                        await self._send(writer, self._pictures.get(path, b"[]"))
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _make(self, headers: dict[str, str], body: bytes, writer: asyncio.StreamWriter) -> None:
        manner, name = self._manner, headers.get("x-client-request-id", "")
        data = picture(name, self._random.choice(manner.edges))
        order = Order(name, json.loads(body)["prompt"], hashlib.blake2b(data, digest_size=32).hexdigest())
        self.orders.append(order)
        form = self._random.choice(manner.forms)
        await asyncio.sleep(self._random.uniform(manner.shortest, manner.longest))
        if form == "base64":
            entry = {"b64_json": base64.b64encode(data).decode()}
        else:
            path = f"/pictures/{len(self._pictures)}.png"
            self._pictures[path] = data
            order.path = path
            entry = {"url": self.base_url.removesuffix("/v1") + path}
        await self._send(writer, json.dumps({"created": 1, "data": [entry]}).encode())
        order.answered = True

    async def _send(self, writer: asyncio.StreamWriter, body: bytes) -> None:
        """In three pieces, so that a program may die between them."""
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        half = len(body) // 2
        for piece in (body[:half], body[half:]):
            await writer.drain()
            await asyncio.sleep(0.001)
            writer.write(piece)
        await writer.drain()


@contextlib.contextmanager
def running_service(seed: int, manner: Manner = Manner()) -> Iterator[Service]:
    service = Service(seed, manner)
    service.start()
    try:
        yield service
    finally:
        service.stop()
