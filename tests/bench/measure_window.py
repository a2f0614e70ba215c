"""Measures the window with windowbench, and prints one table of what was measured beside its goals.

    measure_window.py FOLDER_OF_TOOLS [--starts N] [--pictures N]
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

TIME_LIMIT = 300


def run(tool: pathlib.Path, *words: str) -> dict:
    done = subprocess.run([tool, *words], stdout=subprocess.PIPE, timeout=TIME_LIMIT, check=True, text=True)
    return json.loads(done.stdout)


def seconds_to_first_frame(tool: pathlib.Path, what: str) -> float:
    with tempfile.TemporaryDirectory() as home:  # It ends without clearing up.
        began = time.monotonic()
        subprocess.run([tool, what], timeout=TIME_LIMIT, check=True, env={**os.environ, "TMPDIR": home})
        return time.monotonic() - began


def measure_start(tool: pathlib.Path, starts: int):
    for what in ["start-empty", "start"] * 2:  # Warmed: the first start reads the libraries from the disk.
        seconds_to_first_frame(tool, what)
    times = {"start-empty": [], "start": []}
    for _ in range(starts):
        for what, taken in times.items():
            taken.append(seconds_to_first_frame(tool, what))
    ratio = statistics.median(times["start"]) / statistics.median(times["start-empty"])
    yield "start to first frame ÷ that of an empty Qt window", ratio, 1.5, "×"


def measure_gaps(tools: pathlib.Path, pictures: int):
    server = subprocess.Popen([tools / "loadserver", "--service-time", "constant:400ms", "--answer", "base64"],
                              stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        found = run(tools / "windowbench", "gaps", url, str(pictures), "4")
    finally:
        server.terminate()
        server.wait(TIME_LIMIT)
    rate = f"{found['per_second']:.1f} pictures of 1024² a second"
    yield f"gap of the event loop, median, {rate}", found["p50"], None, "ms"
    yield "gap of the event loop, 99th percentile", found["p99"], None, "ms"
    yield "gap of the event loop, 99.9th percentile", found["p999"], 16, "ms"
    yield f"gap of the event loop, longest of {found['count']}", found["max"], 50, "ms"


def measure_tiles(tool: pathlib.Path):
    for tiles in [10_000, 100_000]:
        found = run(tool, "tiles", str(tiles))
        yield f"{tiles} tiles: first frame", found["first_frame"], 50, "ms"
        yield f"{tiles} tiles: a tile more, median", found["append"]["p50"], 5, "ms"
        yield f"{tiles} tiles: a frame while scrolling, 99th percentile", found["scroll"]["p99"], 8, "ms"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("tools", type=pathlib.Path)
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--pictures", type=int, default=150)
    arguments = parser.parse_args()
    tool = arguments.tools / "windowbench"

    is_met = True
    print(f"{'what':<62} {'measured':>10} {'goal':>9}")
    for rows in [measure_start(tool, arguments.starts), measure_gaps(arguments.tools, arguments.pictures),
                 measure_tiles(tool)]:
        for what, value, goal, unit in rows:
            verdict = "" if goal is None else f"≤ {goal} {unit}" + ("" if value <= goal else "  missed")
            is_met = is_met and (goal is None or value <= goal)
            print(f"{what:<62} {value:>7.2f} {unit:<2} {verdict:>9}", flush=True)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
