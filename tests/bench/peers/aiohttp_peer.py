"""What a careful script with aiohttp does: orders pictures under a semaphore and saves each as it comes.

Arguments: BASE_URL ORDERS AT_ONCE SIZE url|b64_json FOLDER safely|only-write
"""

import asyncio
import base64
import os
import sys

import aiohttp


def save(folder: str, index: int, picture: bytes, is_safe: bool) -> None:
    """Writes one picture; safely means that a power cut takes nothing away, as Contact Sheet has it."""
    name = os.path.join(folder, f"{index:04}.png")
    if not is_safe:
        with open(name, "wb") as file:
            file.write(picture)
        return
    with open(name + ".part", "wb") as file:
        file.write(picture)
        file.flush()
        os.fdatasync(file.fileno())
    os.rename(name + ".part", name)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(descriptor)
    os.close(descriptor)


async def order(session: aiohttp.ClientSession, base_url: str, body: dict) -> bytes:
    async with session.post(base_url + "/images/generations", json=body) as answer:
        answer.raise_for_status()
        data = (await answer.json())["data"][0]
    if "b64_json" in data:
        return base64.b64decode(data["b64_json"])
    async with session.get(data["url"]) as picture:
        picture.raise_for_status()
        return await picture.read()


async def main(base_url: str, orders: int, at_once: int, size: str, form: str, folder: str, manner: str) -> None:
    semaphore = asyncio.Semaphore(at_once)
    # No limit of its own: how many are under way is the semaphore's affair.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def make(index: int) -> None:
            body = {"model": "load", "prompt": f"a robot dog, picture {index} of a benchmark", "n": 1,
                    "size": size, "response_format": form}
            async with semaphore:
                picture = await order(session, base_url, body)
            await asyncio.to_thread(save, folder, index, picture, manner == "safely")

        await asyncio.gather(*(make(index) for index in range(1, orders + 1)))


if __name__ == "__main__":
    base_url, orders, at_once, *rest = sys.argv[1:]
    asyncio.run(main(base_url, int(orders), int(at_once), *rest))
