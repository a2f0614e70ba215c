"""Starts the programs of a benchmark, one run at a time, and checks that the work was really done."""

import contextlib
import dataclasses
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

import ideal
from clients import Client
from workload import Failure, Workload, environment

# Seconds, far above any run here and any start or end of a server; what takes longer hangs.
TIME_LIMIT = 300
START_LIMIT = 30

# The exit status of a program that Ctrl+C ended.
INTERRUPTED = 130


@dataclasses.dataclass(frozen=True)
class Run:
    """What one program took for one workload; ideal_ms is of the service times that the server drew in it."""

    ideal_ms: float
    process_ms: float  # From before the process exists until it has ended.
    wall_ms: float | None  # As the program itself reports it.
    cpu_ms: float  # Of the process and its children, in user and system time.
    peak_mb: float  # The most memory that one process of it held.
    first_order_ms: float  # From before the process exists until the server has its first order.

    @property
    def wall_clock(self) -> float:
        return self.wall_ms / self.ideal_ms

    @property
    def process(self) -> float:
        return self.process_ms / self.ideal_ms


@dataclasses.dataclass(frozen=True)
class Tools:
    """Where the programs are, and a folder on a real disk for what they write."""

    program: pathlib.Path
    loadserver: pathlib.Path
    rawclient: pathlib.Path
    scratch: pathlib.Path


@contextlib.contextmanager
def server(command: list[str]) -> Iterator[str]:
    """Runs a server that prints its base URL when it is ready; gives that URL and ends it as Ctrl+C does."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment())
    try:
        yield announced_url(process)
        process.send_signal(signal.SIGINT)
        if process.wait(timeout=START_LIMIT) not in (0, INTERRUPTED):
            raise Failure(f"{command[0]} ended with {process.returncode}")
    except subprocess.TimeoutExpired as hanging:
        raise Failure(f"{command[0]} did not end within {START_LIMIT} s") from hanging
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


def announced_url(process: subprocess.Popen) -> str:
    """The first URL of this machine that the process prints; killing it ends the waiting for one."""
    watchdog = threading.Timer(START_LIMIT, process.kill)
    watchdog.start()
    try:
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/v1", line):
                return found.group()
    finally:
        watchdog.cancel()
    raise Failure(f"{process.args[0]} printed no http://127.0.0.1:PORT/v1")


def output_of(command: list[str]) -> str:
    """The standard output of a program that must succeed; what it says beside goes to the terminal."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, env=environment(), timeout=TIME_LIMIT
        )
    except subprocess.TimeoutExpired as hanging:
        raise Failure(f"{' '.join(command[:2])} … did not end within {TIME_LIMIT} s") from hanging
    if done.returncode != 0:
        words = done.stdout.strip()[-500:]
        raise Failure(f"{' '.join(command[:2])} … ended with {done.returncode}: {words}")
    return done.stdout


def raw_client(tools: Tools, base_url: str, workload: Workload, model: str = "load") -> dict:
    """What the raw client printed: wall_ms, and order_ms of each order."""
    response_format = {"url": "url", "base64": "b64_json"}[workload.answer]
    command = [tools.rawclient, "--base-url", base_url, "--orders", workload.orders]
    command += ["--at-once", workload.at_once, "--size", workload.size, "--model", model]
    command += ["--response-format", response_format, "--time-limit", TIME_LIMIT]
    return json.loads(output_of([str(word) for word in command]))


@dataclasses.dataclass
class LoadServerRun:
    """One life of the load server; its orders are known once it has ended."""

    base_url: str
    workload: Workload
    orders: list[ideal.Order] = dataclasses.field(default_factory=list)

    def ideal_ms(self) -> float:
        service_times = [order.service_time for order in self.orders]
        return ideal.ideal_wall_clock(service_times, self.workload.at_once) / 1e6


@contextlib.contextmanager
def load_server(tools: Tools, workload: Workload, seed: int, is_with_fetch: bool = True) -> Iterator[LoadServerRun]:
    """A fresh load server for one measured run; afterwards its log is read and checked."""
    with tempfile.TemporaryDirectory(dir=tools.scratch) as folder:
        log = pathlib.Path(folder, "orders.log")
        command = [tools.loadserver, "--service-time", workload.service_time, "--answer", workload.answer]
        command += ["--picture", workload.edge, "--seed", seed, "--log", log]
        with server([str(word) for word in command]) as base_url:
            run = LoadServerRun(base_url, workload)
            yield run
        run.orders = ideal.read_log(log)
    delivered = sum(order.delivered is not None for order in run.orders)
    if len(run.orders) != workload.orders or delivered != workload.orders:
        raise Failure(f"{len(run.orders)} orders came, {delivered} were delivered, not {workload.orders}")
    # Fewer at once than asked for shows as time lost. More would beat the ideal by breaking the agreement.
    most = ideal.most_under_way(run.orders, is_with_fetch)
    if most > workload.at_once:
        raise Failure(f"{most} orders were under way at once where {workload.at_once} were asked for")


def limit(tools: Tools, workload: Workload, seed: int) -> float:
    """The load server alone: the raw client against the ideal."""
    with load_server(tools, workload, seed) as run:
        outcome = raw_client(tools, run.base_url, workload)
    return outcome["wall_ms"] / run.ideal_ms()


Watch = Callable[[subprocess.Popen, pathlib.Path], None]


def run_client(tools: Tools, client: Client, workload: Workload, seed: int, watch: Watch | None = None) -> Run:
    """One run of one program. `watch` is called with its process and the folder of its pictures meanwhile."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=tools.scratch)))
        server_run = stack.enter_context(load_server(tools, workload, seed, client.fetches_at_once))
        pictures = folder / "pictures"
        pictures.mkdir()
        command = client.command(server_run.base_url, workload, folder)
        settle()
        began = time.monotonic_ns()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment())
        if watch:
            watch(process, pictures)
        usage = wait(process)
        process_ms = (time.monotonic_ns() - began) / 1e6
        if process.returncode != 0:
            raise Failure(f"{client.name} ended with {process.returncode}")
        wall_ms = client.wall_ms(folder, workload)
        whole = sum(is_whole(picture) for picture in pictures.rglob("*.png"))
    if whole != workload.orders:
        raise Failure(f"{client.name} left {whole} whole pictures, not {workload.orders}")
    return Run(
        ideal_ms=server_run.ideal_ms(),
        process_ms=process_ms,
        wall_ms=wall_ms,
        cpu_ms=(usage.ru_utime + usage.ru_stime) * 1e3,
        peak_mb=usage.ru_maxrss * 1024 / 1e6,
        first_order_ms=(server_run.orders[0].arrived - began) / 1e6,
    )


def say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def settle() -> None:
    """What the run before left to be written is not the next one's affair."""
    os.sync()


def wait(process: subprocess.Popen) -> resource.struct_rusage:
    """Waits for the process, which is killed where it hangs; gives what it and its children used."""
    watchdog = threading.Timer(TIME_LIMIT, process.kill)
    watchdog.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        watchdog.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


def is_whole(picture: pathlib.Path) -> bool:
    """Whether a file begins and ends as PNG does."""
    with picture.open("rb") as file:
        begin = file.read(8)
        file.seek(-12, os.SEEK_END)
        return begin == b"\x89PNG\r\n\x1a\n" and file.read()[4:8] == b"IEND"


def practice_order_times(tools: Tools, workload: Workload) -> list[float]:
    """Milliseconds that each order takes at a practice server that has painted nothing before."""
    with server([str(tools.program), "practice", "--speed", "quick"]) as base_url:
        with urllib.request.urlopen(base_url + "/models", timeout=START_LIMIT) as answer:
            model = json.load(answer)["data"][0]["id"]
        return raw_client(tools, base_url, workload, model)["order_ms"]
