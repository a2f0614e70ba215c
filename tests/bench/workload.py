"""What is ordered in a run, and what every program of a benchmark is started with."""

import dataclasses
import os


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


def environment() -> dict[str, str]:
    """This process's own without any key, which nothing here needs and nothing here may see."""
    return {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
