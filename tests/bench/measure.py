"""Measures the program against the ideal and its peers, and prints tables of ratios; run.sh starts this."""

import argparse
import dataclasses
import itertools
import pathlib
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence

import clients
import measured
from clients import Client, ContactSheet
from many import many_rows
from measured import Run, Tools, say
from tables import Row, fastest, figure, print_table
from workload import Failure, Workload

LOG_NORMAL = "lognormal:200ms"
CONSTANT = "constant:50ms"
WORDS_OF_SERVICE_TIMES = {LOG_NORMAL: "log-normal 200 ms", CONSTANT: "constant 50 ms"}

# Wall clock ÷ ideal. The sequential run and the last two are where the program's own time shows most.
GOALS = {
    Workload(300, 8, LOG_NORMAL): 1.02,
    Workload(300, 32, LOG_NORMAL): 1.03,
    Workload(300, 100, LOG_NORMAL): 1.10,
    Workload(300, 8, LOG_NORMAL, "base64"): 1.03,
    Workload(300, 32, LOG_NORMAL, "base64"): 1.05,
    Workload(300, 100, LOG_NORMAL, "base64"): 1.20,
    Workload(300, 8, CONSTANT, edge=256): 1.10,
    Workload(300, 32, CONSTANT, edge=256): 1.20,
    Workload(30, 1, LOG_NORMAL): 1.10,
}
OF_CPU = Workload(300, 32, LOG_NORMAL, "base64")
OF_MEMORY = Workload(300, 100, LOG_NORMAL, "base64")

GOAL_OF_CPU = 0.8  # Of what aiohttp needs for a picture.
GOAL_OF_MEMORY = 0.5  # Of what node holds.
GOAL_OF_MEMORY_MB = 200

# Where base64 of large pictures comes quickly, the program has to be this much faster than the fastest peer.
GOAL_WHERE_COPYING_COUNTS = 1 / 1.5

Runs = dict[Workload, dict[str, list[Run]]]


def named(workload: Workload) -> str:
    at_once = f"{workload.at_once} at once" if workload.at_once > 1 else "one after another"
    service_time = WORDS_OF_SERVICE_TIMES[workload.service_time]
    return f"{workload.orders} prompts, {at_once}, {service_time}, {workload.edge}² by {workload.answer}"


def alternate(tools: Tools, programs: Sequence[Client], workload: Workload, repetitions: int) -> dict[str, list[Run]]:
    """All programs in turn, each repetition with service times of its own; another one begins each time."""
    runs = defaultdict(list)
    for seed in range(1, repetitions + 1):
        say(f"{named(workload)}: {seed} of {repetitions}")
        first = seed % len(programs)
        for program in [*programs[first:], *programs[:first]]:
            runs[program.name].append(measured.run_client(tools, program, workload, seed))
    return runs


def ideal_row(workload: Workload, runs: dict[str, list[Run]], limits: list[float]) -> Row:
    ours, *others = runs
    cells = {"whole process": figure([run.process for run in runs[ours]])}
    cells |= {name: figure([run.process for run in runs[name]]) for name in others}
    cells["server alone"] = figure(limits)
    return Row(named(workload), GOALS[workload], [run.wall_clock for run in runs[ours]], limits, cells)


def resource_rows(runs: Runs, ours: str) -> list[Row]:
    """What the runs for the ideal needed of the machine."""
    rows = []
    cpu = {name: [run.cpu_ms for run in of_program] for name, of_program in runs[OF_CPU].items()}
    memory = {name: [run.peak_mb for run in of_program] for name, of_program in runs[OF_MEMORY].items()}
    if "aiohttp" in cpu:
        cells = {name: f"{statistics.median(cpu[name]) / statistics.median(cpu['aiohttp']):.2f}" for name in cpu}
        rows.append(Row(f"CPU a picture ÷ aiohttp: {named(OF_CPU)}", GOAL_OF_CPU, quotients(cpu[ours], cpu["aiohttp"]),
                        others=cells))
    node = "openai (node)"
    if node in memory:
        cells = {name: f"{statistics.median(memory[name]) / statistics.median(memory[node]):.2f}" for name in memory}
        rows.append(Row(f"peak memory ÷ node: {named(OF_MEMORY)}", GOAL_OF_MEMORY,
                        quotients(memory[ours], memory[node]), others=cells))
    rows.append(Row("peak memory of Contact Sheet, the same", GOAL_OF_MEMORY_MB, memory[ours], unit=" MB"))
    return rows


def quotients(dividends: Sequence[float], divisors: Sequence[float]) -> list[float]:
    return [dividend / divisor for dividend, divisor in zip(dividends, divisors, strict=True)]


def practice_row(tools: Tools, repetitions: int) -> Row:
    """How much longer the practice server takes over each of many orders at once than over one at a time."""
    name = "practice service, 32 orders at once ÷ the same one at a time (median order)"
    together = Workload(orders=32, at_once=32, service_time="")
    alone = dataclasses.replace(together, at_once=1)
    ratios = []
    for repetition in range(1, repetitions + 1):
        say(f"{name}: {repetition} of {repetitions}")
        together_ms = statistics.median(measured.practice_order_times(tools, together))
        ratios.append(together_ms / statistics.median(measured.practice_order_times(tools, alone)))
    return Row(name, 1.10, ratios)


def limits_of(tools: Tools, workload: Workload, repetitions: int) -> list[float]:
    return [measured.limit(tools, workload, seed) for seed in range(1, repetitions + 1)]


def limit_rows(tools: Tools, repetitions: int) -> Iterator[Row]:
    """The load server alone. Where copying pictures fills the processor, the limit itself is far from 1."""
    for service_time, answer, edge, at_once in itertools.product(
            WORDS_OF_SERVICE_TIMES, ("url", "base64"), (1024, 256), (8, 32, 100)):
        workload = Workload(300, at_once, service_time, answer, edge)
        say(named(workload))
        yield Row(named(workload), None, limits_of(tools, workload, repetitions))


def grid() -> list[Workload]:
    """Every cell in which the program has to be at least as fast as every peer."""
    return [
        Workload(orders, at_once, service_time, answer, edge)
        for service_time, edge, answer, orders, at_once in itertools.product(
            WORDS_OF_SERVICE_TIMES, (256, 1024), ("url", "base64"), (3, 30, 300), (8, 32, 100))
    ]


def goal_against_peers(workload: Workload) -> float:
    is_copying = workload.answer == "base64" and workload.edge == 1024 and workload.service_time == CONSTANT
    # With three pictures nothing is copied at the same time: the answer is waiting for one service time.
    return GOAL_WHERE_COPYING_COUNTS if is_copying and workload.orders == 300 else 1


def peer_row(workload: Workload, runs: dict[str, list[Run]]) -> Row:
    ours, *others = runs
    times = {name: [run.process_ms for run in of_program] for name, of_program in runs.items()}
    peer, _ = fastest({name: times[name] for name in others})
    cells = {"fastest peer": peer}
    cells |= {f"{name} ÷ ideal": figure([run.process for run in of_program]) for name, of_program in runs.items()}
    return Row(named(workload), goal_against_peers(workload), quotients(times[ours], times[peer]), others=cells)


def measure_ideal(tools: Tools, ours: ContactSheet, without: ContactSheet | None, repetitions: int) -> list[Row]:
    peers, _ = clients.peers()
    runs: Runs = {}
    rows = []
    for workload in GOALS:
        if workload.at_once == 1:  # What one after another costs is a question to the program alone.
            programs = [ours]
        else:
            programs = [ours, *([without] if without else [])]
            programs += itertools.chain.from_iterable((peer, peer.only_writing()) for peer in peers)
        runs[workload] = alternate(tools, programs, workload, repetitions)
        in_order = {program.name: runs[workload][program.name] for program in programs}
        rows.append(ideal_row(workload, in_order, limits_of(tools, workload, repetitions)))
        say(told(rows[-1]))
    rows.append(practice_row(tools, repetitions))
    print_table("wall clock ÷ ideal", ours.name, rows)
    resources = resource_rows(runs, ours.name)
    print_table("what it takes", ours.name, resources)
    return rows + resources


def measure_peers(tools: Tools, ours: ContactSheet, cells: str, repetitions: int) -> list[Row]:
    peers, _ = clients.peers()
    if not peers:
        raise Failure("there is no peer to compare with")
    workloads = [workload for workload in grid() if all(word in named(workload) for word in cells.split("+"))]
    programs = [ours, *peers]
    rows = []
    for workload in workloads:
        runs = alternate(tools, programs, workload, repetitions)
        rows.append(peer_row(workload, {program.name: runs[program.name] for program in programs}))
        say(told(rows[-1]))
    print_table("whole process ÷ that of the fastest peer", ours.name, rows)
    return rows


def told(row: Row) -> str:
    """A row that is known already while the others are measured."""
    cells = "; ".join(f"{name} {cell}" for name, cell in row.others.items())
    return f"{row.name}: {figure(row.values)} {row.verdict()}; {cells}"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two runs of each instead of five, and of three")
    parser.add_argument("--only", choices=["ideal", "peers", "many"], help="measure this part alone")
    parser.add_argument("--cells", default="", metavar="WORDS",
                        help="of the part peers only the cells whose names hold all of these, "
                             'such as "300 prompts+base64+50 ms"')
    parser.add_argument("--server-alone", action="store_true",
                        help="measure the load server alone, over all that it can serve")
    parser.add_argument("--program", type=pathlib.Path, help="measure this one, not the one just built")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--without-durability", type=pathlib.Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(tools: Tools, arguments: argparse.Namespace) -> list[Row]:
    if arguments.server_alone:
        rows = list(limit_rows(tools, 2 if arguments.quick else 5))
        print_table("wall clock ÷ ideal", "server alone", rows)
        return rows
    ours = ContactSheet("Contact Sheet", tools.program)
    unsafe = arguments.without_durability
    without = ContactSheet("without journal and fsync", unsafe) if unsafe else None
    _, missing = clients.peers()
    for sentence in missing:
        print(f"Note: {sentence}", flush=True)
    rows = []
    if arguments.only in (None, "ideal"):
        rows += measure_ideal(tools, ours, without, 2 if arguments.quick else 5)
    if arguments.only in (None, "many"):
        many = many_rows(tools, ours, 1 if arguments.quick else 3)
        print_table("10,000 prompts, 100 at once", ours.name, many)
        rows += many
    if arguments.only in (None, "peers"):
        rows += measure_peers(tools, ours, arguments.cells, 2 if arguments.quick else 3)
    return rows


def main() -> int:
    arguments = parse_arguments()
    build = arguments.build.resolve()
    try:
        # Beside the build and not in /tmp, which may be memory: a picture has to reach a disk.
        with tempfile.TemporaryDirectory(dir=build, prefix="measure.") as scratch:
            tools = Tools(
                program=arguments.program.resolve() if arguments.program else build / "contactsheet",
                loadserver=build / "tests/bench/loadserver",
                rawclient=build / "tests/bench/rawclient",
                scratch=pathlib.Path(scratch),
            )
            rows = measure(tools, arguments)
    except (Failure, OSError) as failure:
        print(f"run.sh: {failure}", file=sys.stderr)
        return 2
    return 0 if all(row.verdict() in ("met", "") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
