"""Ten thousand prompts: how soon the first order leaves, and whether memory stays flat."""

import pathlib
import statistics
import subprocess
import time

import measured
from clients import ContactSheet
from measured import Tools
from tables import Row
from workload import Workload

TEN_THOUSAND = Workload(orders=10_000, at_once=100, service_time="constant:50ms", edge=256)
FEW_DONE = 1000

GOAL_OF_THE_FIRST_ORDER_MS = 500
# What a job that has ended may leave behind: its prompt, its moments, the name of its file.
GOAL_PER_PICTURE_KB = 8

BETWEEN_LOOKS = 0.05


def resident_kb(process: subprocess.Popen) -> int:
    """The memory that the process holds now; 0 once it has ended."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    for line in status.splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


class MemoryWatch:
    """Looks at a process from when a thousand pictures are there until all are."""

    def __init__(self) -> None:
        self.after_few_kb = 0
        self.at_end_kb = 0

    def __call__(self, process: subprocess.Popen, pictures: pathlib.Path) -> None:
        done = 0
        while done < TEN_THOUSAND.orders:
            time.sleep(BETWEEN_LOOKS)
            resident = resident_kb(process)
            if resident == 0:
                return
            done = sum(1 for _ in pictures.glob("*.png"))
            if done >= FEW_DONE:
                self.after_few_kb = self.after_few_kb or resident
                self.at_end_kb = resident

    def kb_per_picture(self) -> float:
        return (self.at_end_kb - self.after_few_kb) / (TEN_THOUSAND.orders - FEW_DONE)


def many_rows(tools: Tools, program: ContactSheet, repetitions: int) -> list[Row]:
    runs, watches = [], []
    for seed in range(1, repetitions + 1):
        measured.say(f"10,000 prompts: {seed} of {repetitions}")
        watch = MemoryWatch()
        # Whoever looks disturbs: the first order is timed in a run of its own.
        measured.run_client(tools, program, TEN_THOUSAND, seed, watch)
        runs.append(measured.run_client(tools, program, TEN_THOUSAND, seed))
        watches.append(watch)
    at_1000 = statistics.median(watch.after_few_kb * 1024 / 1e6 for watch in watches)
    at_end = statistics.median(watch.at_end_kb * 1024 / 1e6 for watch in watches)
    others = {"memory with 1,000 done": f"{at_1000:.0f} MB", "with 10,000 done": f"{at_end:.0f} MB"}
    return [
        Row("from the process's start to the first order", GOAL_OF_THE_FIRST_ORDER_MS,
            [run.first_order_ms for run in runs], unit=" ms"),
        Row("memory that grows with each picture that is done", GOAL_PER_PICTURE_KB,
            [watch.kb_per_picture() for watch in watches], others=others, unit=" kB"),
    ]
