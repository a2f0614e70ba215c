"""The ideal wall clock of a run, computed from the load server's log and from nothing else."""

import dataclasses
import heapq
import json
import pathlib
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Order:
    """One line of the log. Times are nanoseconds; None is what did not happen."""

    arrived: int
    service_time: int
    answered: int | None
    delivered: int | None


def read_log(path: pathlib.Path) -> list[Order]:
    """The orders of a log in order of arrival."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Order(line["arrived_ns"], line["service_ns"], line["answered_ns"], line["delivered_ns"])
        for line in sorted(lines, key=lambda line: line["order"])
    ]


def ideal_wall_clock(service_times: Iterable[int], lanes: int) -> int:
    """The wall clock of a scheduler without overhead: each time goes to the lane that is free first."""
    free_at = [0] * lanes
    for service_time in service_times:
        heapq.heapreplace(free_at, free_at[0] + service_time)
    return max(free_at)


def most_under_way(orders: Iterable[Order], is_with_fetch: bool = True) -> int:
    """
    How many orders at most were between arrival and their picture's last byte at the same time, or, where the
    fetch of a linked picture is an affair of its own, their answer's first.
    """
    changes = []
    for order in orders:
        changes.append((order.arrived, 1))
        end = order.delivered if is_with_fetch else order.answered
        if end is not None:
            changes.append((end, -1))
    under_way = most = 0
    for _, change in sorted(changes):  # At one moment an end (-1) comes before a beginning.
        under_way += change
        most = max(most, under_way)
    return most
