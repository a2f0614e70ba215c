"""Tables of ratios: medians with their spread, goals and verdicts."""

import dataclasses
import statistics
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of a table: what was measured, and what it should be at most."""

    name: str
    goal: float | None
    values: Sequence[float]  # One of each run; the median counts.
    limit: Sequence[float] = ()  # What the load server allows, where that may be the reason for a miss.
    others: dict[str, str] = dataclasses.field(default_factory=dict)  # More cells, by the title of the column.
    unit: str = ""

    def verdict(self) -> str:
        if self.goal is None or not self.values:
            return ""
        if statistics.median(self.values) <= self.goal:
            return "met"
        if self.limit and statistics.median(self.limit) > self.goal:
            return "server too slow"
        return "missed"


def figure(values: Sequence[float], unit: str = "") -> str:
    """The median, and from where to where the runs went."""
    if not values:
        return "–"
    digits = 0 if unit else 3  # Ratios have none.
    median = f"{statistics.median(values):.{digits}f}{unit}"
    return median if len(values) == 1 else f"{median} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def fastest(others: dict[str, Sequence[float]]) -> tuple[str, float]:
    """Whoever needs the least by the median, and that."""
    name = min(others, key=lambda other: statistics.median(others[other]))
    return name, statistics.median(others[name])


def print_table(title: str, measured: str, rows: Sequence[Row]) -> None:
    """Columns that hold nothing are left out."""
    titles = dict.fromkeys(name for row in rows for name in row.others)
    lines = [[title, "goal", measured, "verdict", *titles]]
    for row in rows:
        goal = f"≤ {row.goal:.{0 if row.unit else 2}f}{row.unit}" if row.goal is not None else "–"
        cells = [row.name, goal, figure(row.values, row.unit), row.verdict()]
        lines.append(cells + [row.others.get(name, "–") for name in titles])
    kept = [column for column in zip(*lines) if any(cell not in ("", "–") for cell in column[1:])]
    widths = [max(len(cell) for cell in column) for column in kept]
    for line in zip(*kept):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    print(flush=True)
