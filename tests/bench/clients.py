"""The programs that do the same work: Contact Sheet, and scripts as careful people write them."""

import dataclasses
import functools
import json
import pathlib
import subprocess

from workload import Failure, Workload, environment

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE / "peers"


@dataclasses.dataclass(frozen=True)
class Client:
    """One program that orders pictures, and how it is started."""

    name: str

    @property
    def fetches_at_once(self) -> bool:
        """Whether a linked picture is fetched before another order takes the place of its own."""
        return True

    def command(self, base_url: str, workload: Workload, folder: pathlib.Path) -> list[str]:
        """Puts the pictures into `folder`/pictures, which exists; `folder` is for whatever else it needs."""
        raise NotImplementedError

    def wall_ms(self, folder: pathlib.Path, workload: Workload) -> float | None:
        """The wall clock as the program itself reports it, checked; None where it reports none."""
        return None


@dataclasses.dataclass(frozen=True)
class ContactSheet(Client):
    program: pathlib.Path

    def command(self, base_url: str, workload: Workload, folder: pathlib.Path) -> list[str]:
        prompts = folder / "prompts.txt"
        lines = [f"a robot dog, picture {index + 1} of a benchmark\n" for index in range(workload.orders)]
        prompts.write_text("".join(lines), encoding="utf-8")
        mode = ["parallel", "--at-once", workload.at_once] if workload.at_once > 1 else ["sequential"]
        command = [self.program, "generate", "--prompts", prompts, "--service", "compatible"]
        command += ["--base-url", base_url, "--model", "load", "--size", workload.size, "--mode", *mode]
        command += ["--out", folder / "pictures", "--report", folder / "report.json", "--quiet"]
        return [str(word) for word in command]

    def wall_ms(self, folder: pathlib.Path, workload: Workload) -> float:
        try:
            (run,) = json.loads((folder / "report.json").read_text(encoding="utf-8"))["runs"]
            wall_ms, saved = run["wall_ms"], run["saved"]
        except (OSError, ValueError, LookupError) as error:
            raise Failure(f"{self.name} left no report to read: {error!r}") from error
        if saved != workload.orders:
            raise Failure(f"{self.name} reports {saved} pictures, not {workload.orders}")
        return wall_ms


@dataclasses.dataclass(frozen=True)
class Script(Client):
    """A script in peers/; all take the same arguments."""

    start: tuple[str, ...]
    is_safe: bool = True  # Brings every picture to the disk, as Contact Sheet does.
    fetches_last: bool = False  # First come all orders, then all linked pictures.

    @property
    def fetches_at_once(self) -> bool:
        return not self.fetches_last

    def command(self, base_url: str, workload: Workload, folder: pathlib.Path) -> list[str]:
        form = {"url": "url", "base64": "b64_json"}[workload.answer]
        words = [base_url, workload.orders, workload.at_once, workload.size, form, folder / "pictures"]
        return [*self.start, *(str(word) for word in words), "safely" if self.is_safe else "only-write"]

    def only_writing(self) -> "Script":
        return dataclasses.replace(self, name=f"{self.name}, only writing", is_safe=False)


def succeeds(*command: str) -> bool:
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    except OSError:
        return False
    return done.returncode == 0


@functools.cache
def peers() -> tuple[list[Script], list[str]]:
    """Those that can run here, and a sentence for each that cannot."""
    found, missing = [], []
    # The first python3 of the path may be one that Debian's packages are not for.
    pythons = [python for python in ("python3", "/usr/bin/python3") if succeeds(python, "-c", "import aiohttp")]
    if pythons:
        found.append(Script("aiohttp", (pythons[0], str(PEERS / "aiohttp_peer.py"))))
    else:
        missing.append("aiohttp is left out: no python3 here has it (package python3-aiohttp).")
    if succeeds("node", "--eval", f"require(require.resolve('openai', {{ paths: ['{HERE.parent / 'clients'}'] }}))"):
        found.append(Script("openai (node)", ("node", str(PEERS / "openai_peer.mjs"))))
    else:
        missing.append("openai (node) is left out: run \"npm ci\" in tests/clients (packages nodejs and npm).")
    if succeeds("curl", "--no-progress-meter", "--parallel-immediate", "--version"):
        found.append(Script("curl --parallel", (str(PEERS / "curl_peer.sh"),), fetches_last=True))
    else:
        missing.append("curl --parallel is left out: no curl 7.68 or later is here (package curl).")
    return found, missing
