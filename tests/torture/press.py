"""Starts the program in a home of its own, and ends it."""

import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds, far above any run here: what takes longer hangs.
TIME_LIMIT = 120

# What may come between the program and a service on loopback, or pay for it.
UNWANTED = ("_API_KEY", "_PROXY", "_proxy")


@dataclasses.dataclass
class Place:
    """Where one press goes, and all else that the program writes."""

    root: pathlib.Path

    @property
    def out(self) -> pathlib.Path:
        return self.root / "out"

    @property
    def home(self) -> pathlib.Path:
        return self.root / "home"

    @property
    def report(self) -> pathlib.Path:
        return self.root / "report.json"

    @property
    def elsewhere(self) -> pathlib.Path:
        """Where pictures go that their own folder does not take."""
        return self.home / "data" / "Contact Sheet" / "Unsaved pictures"

    def states(self) -> list[str]:
        """What the report says of each picture; empty where there is none."""
        try:
            (run,) = json.loads(self.report.read_text(encoding="utf-8"))["runs"]
        except (OSError, ValueError, LookupError):
            return []
        return [request["state"] for request in run["requests"]]


@contextmanager
def place(scratch: pathlib.Path | None = None) -> Iterator[Place]:
    root = pathlib.Path(tempfile.mkdtemp(prefix="torture-", dir=scratch))
    (root / "home").mkdir()
    try:
        yield Place(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def environment(place: Place) -> dict[str, str]:
    words = {name: value for name, value in os.environ.items() if not name.endswith(UNWANTED)}
    words |= {"HOME": str(place.home), "LC_ALL": "C.UTF-8"}
    for name in ("config", "data", "cache", "state"):
        words[f"XDG_{name.upper()}_HOME"] = str(place.home / name)
    return words


def prompts(count: int) -> list[str]:
    return [f"a robot dog, picture {number}" for number in range(1, count + 1)]


def write_list(place: Place, texts: list[str]) -> pathlib.Path:
    """The list as a file, in which what has a meaning in lists or in prompts is plain."""
    lines = []
    for text in texts:
        plain = "".join("\\" + c if c in "{}|\\" else c for c in text)
        lines.append(("\\" if plain.startswith("#") else "") + plain)
    path = place.root / "prompts.txt"
    path.write_bytes("".join(line + "\n" for line in lines).encode())
    return path


def start(
    program: pathlib.Path,
    place: Place,
    base_url: str,
    texts: list[str],
    *more: str,
    at_once: int = 8,
    variables: dict[str, str] | None = None,
    out: str | None = None,
    **how,
) -> subprocess.Popen:
    command = ["--prompts", write_list(place, texts), "--service", "compatible", "--base-url", base_url]
    command += ["--at-once", at_once, "--out", out or place.out, *more]
    return generate(program, place, command, variables, **how)


def resume(
    program: pathlib.Path, place: Place, folder: pathlib.Path, variables: dict[str, str] | None = None
) -> subprocess.Popen:
    return generate(program, place, ["--resume", folder], variables)


def generate(
    program: pathlib.Path, place: Place, words: list, variables: dict[str, str] | None, **how
) -> subprocess.Popen:
    command = [program, "generate", *words, "--report", place.report, "--quiet"]
    return subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        cwd=place.root,
        env=environment(place) | (variables or {}),
        **how,
    )


def end(process: subprocess.Popen, limit: float = TIME_LIMIT) -> tuple[int, str]:
    """Waits for its own end: status and what it said on the standard error. One that hangs is killed: status -9."""
    try:
        errors = process.communicate(timeout=limit)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        errors = process.communicate()[1] + f"\n(killed after {limit} s without an end)"
    return process.returncode, errors.strip()
