"""Measures the program against the ideal and prints a table of ratios; run.sh builds and starts this."""

import argparse
import dataclasses
import pathlib
import statistics
import sys
import tempfile
from collections.abc import Callable

import measured
from measured import Failure, Tools, Workload

# At most this far from the ideal, the load server is no part of what a row measures.
GOAL_OF_THE_LIMIT = 1.03

WORDS_OF_SERVICE_TIMES = {"lognormal:200ms": "log-normal 200 ms", "constant:50ms": "constant 50 ms"}


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table: the medians of several runs, by column."""

    name: str
    goal: float | None
    ratios: list[float]
    process: list[float] | None
    limit: list[float] | None

    def verdict(self) -> str:
        if self.goal is None:
            return ""
        if self.limit and statistics.median(self.limit) > GOAL_OF_THE_LIMIT:
            return "server too slow"
        return "met" if statistics.median(self.ratios) <= self.goal else "missed"


def named(workload: Workload) -> str:
    at_once = f"{workload.at_once} at once" if workload.at_once > 1 else "one after another"
    service_time = WORDS_OF_SERVICE_TIMES[workload.service_time]
    return f"{workload.orders} prompts, {at_once}, {service_time}, {workload.edge}² by {workload.answer}"


def program_row(tools: Tools, workload: Workload, goal: float, repetitions: int) -> Row:
    """The program and the raw client in turn, both with the same service times in each repetition."""
    limits, ratios = [], []
    for seed in range(1, repetitions + 1):
        say(f"{named(workload)}: {seed} of {repetitions}")
        limits.append(measured.limit(tools, workload, seed).wall_clock)
        ratios.append(measured.program(tools, workload, seed))
    wall_clocks = [ratio.wall_clock for ratio in ratios]
    return Row(named(workload), goal, wall_clocks, [ratio.process for ratio in ratios], limits)


def practice_row(tools: Tools, goal: float, repetitions: int) -> Row:
    """How much longer the practice server takes over each of many orders at once than over one at a time."""
    name = "practice service, 32 orders at once ÷ the same one at a time (median order)"
    together = Workload(orders=32, at_once=32, service_time="")
    alone = dataclasses.replace(together, at_once=1)
    ratios = []
    for repetition in range(1, repetitions + 1):
        say(f"{name}: {repetition} of {repetitions}")
        together_ms = statistics.median(measured.practice_order_times(tools, together))
        ratios.append(together_ms / statistics.median(measured.practice_order_times(tools, alone)))
    return Row(name, goal, ratios, None, None)


def limit_row(tools: Tools, workload: Workload, repetitions: int) -> Row:
    """The load server alone. Where copying pictures fills the processor, the limit itself is far from 1."""
    say(named(workload))
    limits = [measured.limit(tools, workload, seed).wall_clock for seed in range(1, repetitions + 1)]
    return Row(named(workload), None, [], None, limits)


def program_rows(tools: Tools, repetitions: int) -> list[Row]:
    parallel = Workload(orders=300, at_once=32, service_time="lognormal:200ms")
    sequential = Workload(orders=30, at_once=1, service_time="lognormal:200ms")
    return [
        program_row(tools, parallel, 1.05, repetitions),
        program_row(tools, sequential, 1.10, repetitions),
        practice_row(tools, 1.10, repetitions),
    ]


def limit_rows(tools: Tools, repetitions: int) -> list[Row]:
    return [
        limit_row(tools, Workload(300, at_once, service_time, answer, edge), repetitions)
        for service_time in WORDS_OF_SERVICE_TIMES
        for answer in ("url", "base64")
        for edge in (1024, 256)
        for at_once in (8, 32, 100)
    ]


def figure(ratios: list[float] | None) -> str:
    """The median, and from where to where the runs went."""
    if not ratios:
        return "–"
    return f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"


def print_table(rows: list[Row]) -> None:
    columns: list[tuple[str, Callable[[Row], str]]] = [
        ("wall clock ÷ ideal", lambda row: row.name),
        ("goal", lambda row: f"≤ {row.goal:.2f}" if row.goal else "–"),
        ("Contact Sheet", lambda row: figure(row.ratios)),
        ("verdict", Row.verdict),
        ("whole process", lambda row: figure(row.process)),
        ("server alone", lambda row: figure(row.limit)),
    ]
    lines = [[title for title, _ in columns]]
    lines += [[cell(row) for _, cell in columns] for row in rows]
    kept = [column for column in zip(*lines) if any(cell not in ("", "–") for cell in column[1:])]
    widths = [max(len(cell) for cell in column) for column in kept]
    for line in zip(*kept):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs of each instead of five")
    parser.add_argument("--server-alone", action="store_true",
                        help="measure the load server alone, over all that it can serve")
    parser.add_argument("--program", type=pathlib.Path, help="measure this one, not the one just built")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    build = arguments.build
    repetitions = 2 if arguments.quick else 5
    try:
        # Beside the build and not in /tmp, which may be memory: a picture has to reach a disk.
        with tempfile.TemporaryDirectory(dir=build, prefix="measure.") as scratch:
            tools = Tools(
                program=arguments.program.resolve() if arguments.program else build / "contactsheet",
                loadserver=build / "tests/bench/loadserver",
                rawclient=build / "tests/bench/rawclient",
                scratch=pathlib.Path(scratch),
            )
            measure_rows = limit_rows if arguments.server_alone else program_rows
            rows = measure_rows(tools, repetitions)
    except (Failure, OSError) as failure:
        print(f"run.sh: {failure}", file=sys.stderr)
        return 2
    print_table(rows)
    return 0 if all(row.verdict() in ("met", "") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
