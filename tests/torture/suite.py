"""What the suites share: the tools they are given, and the tally they keep."""

import dataclasses
import pathlib
import random

import fsck
from server import Order


class Skip(Exception):
    """A suite cannot run on this machine; says why."""


@dataclasses.dataclass(frozen=True)
class Tools:
    program: pathlib.Path
    shims: pathlib.Path  # The folder with shim.so and clock.so.
    seed: int
    is_quick: bool  # A tenth of everything.

    def times(self, count: int) -> int:
        return max(1, count // 10) if self.is_quick else count

    def random(self, suite: str) -> random.Random:
        return random.Random(f"{self.seed} {suite}")


@dataclasses.dataclass
class Tally:
    """What one suite did."""

    faults: int = 0
    orders: int = 0
    saved: int = 0
    unknown: int = 0
    lost: int = 0
    twice: int = 0
    wrongs: list[str] = dataclasses.field(default_factory=list)

    def note(self, name: str, findings: fsck.Findings) -> None:
        """Counts what is wrong halfway through a fault, after which take() says what came of it."""
        self.lost += len(findings.lost)
        self.twice += len(findings.twice)
        self.wrongs += [f"{name}: {wrong}" for wrong in findings.wrongs]

    def take(self, name: str, findings: fsck.Findings) -> None:
        """Counts one fault, called `name`, and what came of it."""
        self.faults += 1
        self.orders += findings.orders
        self.saved += findings.saved
        self.unknown += findings.unknown
        self.note(name, findings)
        if findings.saved + findings.unknown + len(findings.lost) < findings.orders:
            self.wrongs.append(
                f"{name}: {findings.saved} saved and {findings.unknown} unknown are fewer than {findings.orders} orders"
            )

    def expect_all(self, name: str, findings: fsck.Findings, orders: list[Order]) -> None:
        """That the picture of every order is here in some form: nothing cut the program off, and a disk took it."""
        missing = [order.prompt for order in orders if order.id not in findings.in_hand]
        self.lost += len(missing)
        self.wrongs += [f"{name}: lost: the picture of “{prompt}” is nowhere" for prompt in missing]

    def expect(self, name: str, holds: bool, claim: str) -> None:
        if not holds:
            self.wrongs.append(f"{name}: this does not hold: {claim}")
