"""Tortures the program, suite by suite, and prints what became of what was paid for. See README.md."""

import argparse
import pathlib
import random
import sys
import time
import traceback

import disks
import killing
import networks
import oddities
import powercut
from suite import Skip, Tally, Tools

SUITES = {
    "kill": killing.kill,
    "crashpoints": killing.crashpoints,
    "resumepoints": killing.resumepoints,
    "failing": killing.failing,
    "diskkill": killing.diskkill,
    "disk": disks.disk,
    "network": networks.network,
    "powercut": powercut.powercut,
    "clock": oddities.clock,
    "sleep": oddities.sleep,
    "characters": oddities.characters,
}

COLUMNS = "{:<13} {:>7} {:>8} {:>8} {:>8} {:>6} {:>14} {:>8}"


def row(name: str, tally: Tally, seconds: float) -> str:
    figures = (tally.faults, tally.orders, tally.saved, tally.unknown, tally.lost, tally.twice)
    return COLUMNS.format(name, *figures, f"{seconds:.0f} s")


def run(names: list[str], tools: Tools) -> int:
    """0 where nothing was lost, ordered twice or otherwise wrong, 1 where something was, 2 where nothing was tried."""
    rows, total, began, is_sound = [], Tally(), time.monotonic(), True
    for name in names:
        start = time.monotonic()
        try:
            tally = SUITES[name](tools)
        except Skip as skip:
            print(f"{name}: skipped, {skip}.", flush=True)
            rows.append(f"{name:<13} skipped")
            continue
        except Exception:  # The other suites are run all the same.
            traceback.print_exc()
            rows.append(f"{name:<13} broke off")
            is_sound = False
            continue
        seconds = time.monotonic() - start
        verdict = "ok" if not tally.wrongs else f"{len(tally.wrongs)} THINGS ARE WRONG"
        print(f"{name}: {tally.faults} faults, {tally.orders} orders, in {seconds:.0f} s: {verdict}", flush=True)
        for wrong in tally.wrongs[:20]:
            print(f"  {wrong}", flush=True)
        rows.append(row(name, tally, seconds))
        is_sound = is_sound and not tally.wrongs
        for field in ("faults", "orders", "saved", "unknown", "lost", "twice"):
            setattr(total, field, getattr(total, field) + getattr(tally, field))
    print()
    print(COLUMNS.format("", "faults", "orders", "saved", "unknown", "lost", "ordered twice", "took"))
    print("\n".join(rows))
    print(row("together", total, time.monotonic() - began), flush=True)
    if not is_sound:
        return 1
    return 0 if total.faults else 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shims", type=pathlib.Path, required=True, help="the folder with shim.so and clock.so")
    parser.add_argument("--only", action="append", choices=SUITES, help="this suite alone; may be given several times")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    asked = parser.parse_args()
    print(f"The seed is {asked.seed} (--seed).", flush=True)
    tools = Tools(asked.program.resolve(), asked.shims.resolve(), asked.seed, asked.quick)
    return run(asked.only or list(SUITES), tools)


if __name__ == "__main__":
    sys.exit(main())
