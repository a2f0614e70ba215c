"""Starts the programs of a benchmark, one run at a time, and checks that the work was really done."""

import contextlib
import dataclasses
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator

import ideal

# Seconds, far above any run here and any start or end of a server; what takes longer hangs.
TIME_LIMIT = 300
START_LIMIT = 30

# The exit status of a program that Ctrl+C ended.
INTERRUPTED = 130


class Failure(Exception):
    """A run did not do its work, so there is nothing to compare."""


@dataclasses.dataclass(frozen=True)
class Workload:
    """What is ordered, and how the load server answers it."""

    orders: int
    at_once: int
    service_time: str  # As the load server's --service-time takes it.
    answer: str = "url"  # Or "base64".
    edge: int = 1024

    @property
    def size(self) -> str:
        return f"{self.edge}x{self.edge}"


@dataclasses.dataclass(frozen=True)
class Ratios:
    """Of one run, against the ideal for the service times that the server drew in it."""

    wall_clock: float
    process: float | None = None  # The same with the start and the end of the process.


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


def environment() -> dict[str, str]:
    """This process's own without any key, which nothing here needs and nothing here may see."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}


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
def load_server(tools: Tools, workload: Workload, seed: int) -> Iterator[LoadServerRun]:
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
    most = ideal.most_under_way(run.orders)
    if most > workload.at_once:
        raise Failure(f"{most} orders were under way at once where {workload.at_once} were asked for")


def limit(tools: Tools, workload: Workload, seed: int) -> Ratios:
    """The load server alone: the raw client against the ideal."""
    with load_server(tools, workload, seed) as run:
        outcome = raw_client(tools, run.base_url, workload)
    return Ratios(outcome["wall_ms"] / run.ideal_ms())


def program(tools: Tools, workload: Workload, seed: int) -> Ratios:
    """The program's own command line, writing every picture to the disk, against the ideal."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=tools.scratch)))
        run = stack.enter_context(load_server(tools, workload, seed))
        prompts = folder / "prompts.txt"
        report = folder / "report.json"
        pictures = folder / "pictures"
        lines = [f"a robot dog, picture {index + 1} of a benchmark\n" for index in range(workload.orders)]
        prompts.write_text("".join(lines), encoding="utf-8")
        mode = "parallel" if workload.at_once > 1 else "sequential"
        command = [tools.program, "generate", "--prompts", prompts, "--service", "compatible"]
        command += ["--base-url", run.base_url, "--model", "load", "--size", workload.size, "--mode", mode]
        command += ["--at-once", workload.at_once] if mode == "parallel" else []
        command += ["--out", pictures, "--report", report, "--quiet"]
        begin = time.monotonic()
        output_of([str(word) for word in command])
        process_ms = (time.monotonic() - begin) * 1000
        wall_ms, saved = reported(report)
        files = len(list(pictures.rglob("*.png")))
    if saved != workload.orders or files != workload.orders:
        raise Failure(f"{saved} pictures reported and {files} found, not {workload.orders}")
    ideal_ms = run.ideal_ms()
    return Ratios(wall_ms / ideal_ms, process_ms / ideal_ms)


def reported(report: pathlib.Path) -> tuple[float, int]:
    """The wall clock in milliseconds and the number of pictures saved, as the program reports its one run."""
    try:
        (run,) = json.loads(report.read_text(encoding="utf-8"))["runs"]
        return run["wall_ms"], run["saved"]
    except (OSError, ValueError, LookupError) as error:
        raise Failure(f"the program left no report to read: {error!r}") from error


def practice_order_times(tools: Tools, workload: Workload) -> list[float]:
    """Milliseconds that each order takes at a practice server that has painted nothing before."""
    with server([str(tools.program), "practice", "--speed", "quick"]) as base_url:
        with urllib.request.urlopen(base_url + "/models", timeout=START_LIMIT) as answer:
            model = json.load(answer)["data"][0]["id"]
        return raw_client(tools, base_url, workload, model)["order_ms"]
