"""Measures the window: its start, its event loop, its gallery and its waterfall; window.sh builds and starts this."""

import argparse
import contextlib
import dataclasses
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import measured
import workload
from workload import Failure

STARTS = 20
WARMING_STARTS = 3
GOAL_OF_THE_START = 1.5


@dataclasses.dataclass(frozen=True)
class Pace:
    """How pictures come to the window; at_once over the mean of the drawn times is how many a second."""

    words: str
    at_once: int
    service_time: str
    pictures: int
    edge: int = 1024


# The mean of log-normal times is 1.063 times their median.
GAPS = Pace("30 a second", 12, "lognormal:376ms", 1800)
MANY = Pace("10,000 prompts, 100 a second", 100, "lognormal:940ms", 10_000, 256)


@dataclasses.dataclass(frozen=True)
class Row:
    """One figure, in the unit that its name or the column says."""

    name: str
    value: float
    goal: float | None
    unit: str = "ms"

    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else "missed"


@contextlib.contextmanager
def display(scratch: pathlib.Path) -> Iterator[dict[str, str]]:
    """The variables that lead to a display of its own, or to none where there is no Xvfb."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read_end, write_end = os.pipe()
    with open(scratch / "xvfb.log", "wb") as log:
        command = [xvfb, "-displayfd", str(write_end), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[write_end], stdout=log, stderr=log)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as reader:
            number = reader.readline().strip()
        if not number:
            raise Failure("Xvfb did not start")
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def environment(home: pathlib.Path, screen: dict[str, str]) -> dict[str, str]:
    """A person who has nothing yet: no settings, no list, no pictures."""
    inherited = {
        name: value
        for name, value in workload.environment().items()
        if not name.startswith(("XDG_", "QT_", "WAYLAND_")) and not name.lower().endswith("_proxy")
    }
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {**inherited, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8", **screen}


def run(command: list[str], variables: dict[str, str]) -> str:
    done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, text=True, timeout=measured.TIME_LIMIT)
    if done.returncode != 0:
        raise Failure(f"{command[0]} ended with {done.returncode}")
    return done.stdout


def start_ms(program: pathlib.Path, variables: dict[str, str]) -> float:
    """From before the process exists until its first frame; both clocks are the machine's monotonic one."""
    began = time.monotonic_ns()
    output = run([str(program)], variables)
    found = re.search(r"^first frame at (\d+)$", output, re.MULTILINE)
    if not found:
        raise Failure(f"{program} painted no frame")
    return (int(found.group(1)) - began) / 1e6


def start_rows(tools: pathlib.Path, variables: dict[str, str]) -> list[Row]:
    empty, whole = [], []
    for start in range(WARMING_STARTS + STARTS):
        pair = start_ms(tools / "emptywindow", variables), start_ms(tools / "wholewindow", variables)
        if start >= WARMING_STARTS:
            empty.append(pair[0])
            whole.append(pair[1])
    empty_ms, whole_ms = statistics.median(empty), statistics.median(whole)
    return [
        Row("empty window, start to first frame, median", empty_ms, None),
        Row("Contact Sheet, start to first frame, median", whole_ms, None),
        Row("Contact Sheet ÷ empty window", whole_ms / empty_ms, GOAL_OF_THE_START, "×"),
    ]


def printed_rows(output: str) -> list[Row]:
    rows = []
    for line in output.splitlines():
        name, value, goal = line.split("\t")
        rows.append(Row(name, float(value), float(goal) if goal else None))
    return rows


def gap_rows(pace: Pace, tools: pathlib.Path, home: pathlib.Path, variables: dict[str, str]) -> list[Row]:
    command = [tools / "loadserver", "--service-time", pace.service_time, "--answer", "base64", "--picture", pace.edge]
    with measured.server([str(word) for word in command]) as url:
        command = [tools / "windowgaps", home, url, pace.at_once, pace.pictures, tools.parents[1] / "contactsheet"]
        output = run([str(word) for word in command], variables)
    return [dataclasses.replace(row, name=f"{pace.words}: {row.name}") for row in printed_rows(output)]


def print_table(rows: list[Row]) -> None:
    width = max(len(row.name) for row in rows)
    print(f"{'':{width}}  {'measured':>12}  {'goal':>10}")
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:g} {row.unit}"
        print(f"{row.name:{width}}  {f'{row.value:.2f} {row.unit}':>12}  {goal:>10}  {row.verdict()}".rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(prog="window.sh", description=__doc__)
    parser.add_argument("--only", choices=["start", "gaps", "many", "tiles", "bars"], help="measure this part alone")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    tools = arguments.build / "tests/bench"
    rows: list[Row] = []
    try:
        # Beside the build and not in /tmp, which may be memory: a picture has to reach a disk.
        with tempfile.TemporaryDirectory(dir=arguments.build, prefix="window.") as folder:
            scratch = pathlib.Path(folder)
            with display(scratch) as screen:
                print(f"window.sh: platform {screen['QT_QPA_PLATFORM']}", file=sys.stderr)
                if arguments.only in (None, "start"):
                    rows += start_rows(tools, environment(scratch / "start", screen))
                if arguments.only in (None, "gaps"):
                    rows += gap_rows(GAPS, tools, scratch / "gaps", environment(scratch / "gaps", screen))
                if arguments.only in (None, "many"):
                    rows += gap_rows(MANY, tools, scratch / "many", environment(scratch / "many", screen))
                if arguments.only in (None, "tiles"):
                    rows += printed_rows(run([str(tools / "gallerytiles")], environment(scratch / "tiles", screen)))
                if arguments.only in (None, "bars"):
                    rows += printed_rows(run([str(tools / "waterfallbars")], environment(scratch / "bars", screen)))
    except (Failure, OSError, subprocess.TimeoutExpired) as failure:
        print(f"window.sh: {failure}", file=sys.stderr)
        return 2
    print_table(rows)
    return 0 if all(row.verdict() in ("met", "") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
