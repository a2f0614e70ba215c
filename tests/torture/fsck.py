"""Is a press whole? An independent reader of its folder, after docs/run-format.md, beside what the service counted.

    fsck.py FOLDER      checks a folder alone, and prints what it found; status 1 where something is broken
"""

import base64
import collections
import dataclasses
import hashlib
import json
import pathlib
import re
import sys
from collections.abc import Iterable

from pictures import read_picture
from server import Order

JOURNAL = re.compile(r"run(_[0-9]+)?\.jsonl")
ENDS = ("saved", "refused", "failed", "expired", "unknown", "cancelled")
MARKS = ("trash", "restore")
# Ends by which a person learns that an order may have been charged, or was.
TOLD = ("expired", "unknown")


@dataclasses.dataclass
class Findings:
    """What became of one press."""

    orders: int = 0  # That reached the service.
    saved: int = 0  # Pictures that the journal calls saved, and that are.
    unknown: int = 0  # Orders without a picture whose journal says, or leaves to be seen, that they were sent.
    in_hand: set[str] = dataclasses.field(default_factory=set)  # Orders whose pictures are here, in any form.
    never_arrived: int = 0  # Jobs that the journal has sent, and of which no order reached the service.
    temporary: int = 0  # Files under temporary names, which a program that was killed leaves behind.
    lost: list[str] = dataclasses.field(default_factory=list)
    twice: list[str] = dataclasses.field(default_factory=list)
    broken: list[str] = dataclasses.field(default_factory=list)

    @property
    def wrongs(self) -> list[str]:
        return [*(f"lost: {s}" for s in self.lost), *(f"twice: {s}" for s in self.twice), *self.broken]


@dataclasses.dataclass
class Job:
    """What the journals say of one picture of the plan, in its run and in those that continue it."""

    prompt: str
    order_ids: list[str] = dataclasses.field(default_factory=list)
    events: list[dict] = dataclasses.field(default_factory=list)
    ends: list[str] = dataclasses.field(default_factory=list)  # One a run.
    is_open: bool = False  # Planned or sent, and without an end in the run that is its last.

    @property
    def end(self) -> str | None:
        return "saved" if "saved" in self.ends else self.ends[-1] if self.ends and not self.is_open else None


class Press:
    """The folder of a press as its journals tell it."""

    def __init__(self, folder: pathlib.Path, findings: Findings, *, may_be_cut: bool):
        self.folder = folder
        self.jobs: list[Job] = []
        self.ended_runs: list[tuple[dict, collections.Counter]] = []
        self.plans: list[collections.Counter] = []  # How often each run plans a prompt.
        self.trashed: set[str] = set()  # Files that a person moved to the trash.
        self._by_id: dict[tuple[str, int, int], Job] = {}
        self._by_place: dict[tuple[str, int, int], Job] = {}
        self._counts: dict[tuple[str, int], collections.Counter] = collections.defaultdict(collections.Counter)
        self._findings = findings
        journals = sorted(path for path in folder.glob("*.jsonl") if JOURNAL.fullmatch(path.name))
        for path in journals:
            for line in self._lines(path, may_be_cut):
                self._take(path.name, line)

    def _lines(self, path: pathlib.Path, may_be_cut: bool) -> Iterable[dict]:
        *whole, last = path.read_bytes().split(b"\n")
        if last and not may_be_cut:
            self._findings.broken.append(f"{path.name} ends within a line, though nothing cut it off")
        damage = None
        for number, line in enumerate(whole, 1):
            try:
                event = json.loads(line)
                if event["v"] != 1 or not isinstance(event["event"], str):
                    raise ValueError("it is no event of version 1")
            except (ValueError, KeyError, TypeError) as error:
                damage = damage or f"{path.name}, line {number}: {error}"
                continue
            if damage and event["event"] != "resumed":  # Before that, a kill may have cut one off.
                self._findings.broken.append(damage)
            damage = None
            yield event
        if damage:
            self._findings.broken.append(damage)

    def _take(self, journal: str, line: dict) -> None:
        event, run = line["event"], line["run"]
        if event == "plan":
            self.plans.append(collections.Counter(planned["prompt"] for planned in line["jobs"]))
            for planned in line["jobs"]:
                place = (journal, line.get("continues") or run, planned["index"])
                job = self._by_place.get(place) if line.get("continues") else None
                if job is None:
                    job = Job(planned["prompt"])
                    self.jobs.append(job)
                job.is_open = True
                self._by_place[journal, run, planned["index"]] = self._by_id[journal, run, planned["id"]] = job
        elif event == "run_ended":
            self.ended_runs.append((line, self._counts[journal, run]))
        elif event in MARKS:
            named = (job for (name, _, id), job in self._by_id.items() if (name, id) == (journal, line["job"]))
            if line["value"] not in (saved.get("file") for job in named for saved in job.events):
                self._findings.broken.append(f"{journal} has “{event}” of a file that was not saved: {line['value']}")
            (self.trashed.add if event == "trash" else self.trashed.discard)(line["value"])
        elif "job" in line:
            job = self._by_id.get((journal, run, line["job"]))
            if job is None:
                self._findings.broken.append(f"{journal} has “{event}” of a job that no plan holds: {line['job']}")
                return
            if "saved" in job.ends:
                self._findings.broken.append(f"{journal} has “{event}” of a job that was saved before")
            if event == "sending":
                job.order_ids.append(line["order"])
            if event in ENDS:
                job.ends.append(event)
                job.is_open = False
                self._counts[journal, run][event] += 1
            job.events.append(line)


def check(
    folder: pathlib.Path,
    orders: list[Order],
    *,
    was_cut: bool,
    elsewhere: Iterable[pathlib.Path] = (),
    is_journal_whole: bool = True,
    can_remove: bool = True,
    foreign: Iterable[str] = (),
    in_hand: Iterable[str] = (),
    is_kept_enough: bool = False,
) -> Findings:
    """What became of `orders`, which reached the service, in `folder`.

    was_cut: the program did not come to its own end. elsewhere: further folders in which pictures may be.
    is_journal_whole: False where the disk refused the journal, so that pictures may be there and it does not say so.
    can_remove: False where the folder was moved or the disk refused it, so that kept answers cannot be taken away.
    foreign: files that somebody else put there. in_hand: orders whose pictures were here before, and have
    to be saved, or, where is_kept_enough, to be here still: a power cut may take what says whose a picture is.
    """
    findings = Findings(orders=len(orders))
    press = Press(folder, findings, may_be_cut=was_cut or not is_journal_whole)
    made = {order.id: order for order in orders}
    found = check_files(folder, made, findings, set(foreign))
    for other in elsewhere:
        found |= check_files(other, made, findings, set())
    for job in press.jobs:
        check_saved(press, job, made, findings)
    check_orders(press, orders, found, findings, was_cut=was_cut, is_journal_whole=is_journal_whole)
    if not was_cut and is_journal_whole:
        check_ends(press, findings)
        if can_remove:
            check_kept_answers(press, findings)
    saved = {order_id for job in press.jobs if job.end == "saved" for order_id in job.order_ids}
    lost = set(in_hand) - saved - (found if is_kept_enough else set())
    findings.lost += [f"the picture of the order {order} was here, and is not saved" for order in lost]
    findings.in_hand = found
    return findings


def check_files(folder: pathlib.Path, made: dict[str, Order], findings: Findings, foreign: set[str]) -> set[str]:
    """Every file under a final name is whole; gives the ids of the orders whose pictures are here in any form."""
    found = set()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        name = path.name
        if path.is_dir() or name in foreign or JOURNAL.fullmatch(name.removesuffix(".rmlock").removesuffix(".lock")):
            continue
        if name.startswith("."):
            findings.temporary += 1
        elif path.name == "answers.jsonl" and path.parent.name == "incoming":
            for _, answer in answer_lines(path):
                found |= orders_in(answer, made)
        elif path.parent.name == "incoming":
            found |= orders_in(path.read_bytes(), made)
        elif ".part" in name or path.suffix not in (".png", ".jpg", ".webp"):
            findings.broken.append(f"a file that nobody knows: {path}")
        else:
            try:
                data = path.read_bytes()
                order = read_picture(data)[0]
            except ValueError as error:
                findings.broken.append(f"no whole picture under a final name: {path}: {error}")
                continue
            found.add(order)
            if made and order not in made:
                findings.broken.append(f"a picture that the service did not make: {path}")
            elif made and hashlib.blake2b(data, digest_size=32).hexdigest() != made[order].hash:
                findings.broken.append(f"another picture than the service made: {path}")
    return found


def answer_lines(path: pathlib.Path) -> list[tuple[str, bytes]]:
    """The orders and answers that share a file; a line that was cut off is none."""
    answers = []
    for text in path.read_bytes().split(b"\n"):
        try:
            line = json.loads(text)
            answers.append((line["order"], base64.b64decode(line["answer"], validate=True)))
        except (ValueError, KeyError, TypeError):
            continue
    return answers


def orders_in(answer: bytes, made: dict[str, Order]) -> set[str]:
    """The orders whose pictures an answer that was kept holds: the picture itself, base64 in JSON, or a link."""
    try:
        if answer.startswith(b"\x89PNG"):
            return {read_picture(answer)[0]}
        (entry,) = json.loads(answer)["data"]
        if "b64_json" in entry:
            return {read_picture(base64.b64decode(entry["b64_json"]))[0]}
        return {order.id for order in made.values() if order.path and entry["url"].endswith(order.path)}
    except (ValueError, LookupError, TypeError):
        return set()


def check_saved(press: Press, job: Job, made: dict[str, Order], findings: Findings) -> None:
    """What the journal calls saved is there, whole, and the very picture."""
    for line in (line for line in job.events if line["event"] == "saved"):
        path = press.folder / line["file"]
        if line["file"] in press.trashed and not path.exists():
            continue
        try:
            data = path.read_bytes()
            order, width, height = read_picture(data)
            saved = (len(data), width, height, hashlib.blake2b(data, digest_size=32).hexdigest())
            if saved != (line["bytes"], line["width"], line["height"], line["blake2b"]):
                raise ValueError(f"it is {saved}, not as its line says")
            if made and order not in job.order_ids:
                raise ValueError(f"it belongs to another job: {order}")
        except (OSError, ValueError) as error:
            findings.lost.append(f"{path} is called saved: {error}")
        else:
            findings.saved += 1


def check_orders(
    press: Press, orders: list[Order], found: set[str], findings: Findings, *, was_cut: bool, is_journal_whole: bool
) -> None:
    """Each order was told to the journal before it left, left once, and ended as something a person sees."""
    sender = {}
    for job in press.jobs:
        for order_id in job.order_ids:
            if order_id in sender:
                findings.twice.append(f"the journal has the order {order_id} twice")
            sender[order_id] = job
    for order_id, count in collections.Counter(order.id for order in orders).items():
        if count > 1:
            findings.twice.append(f"the order {order_id} reached the service {count} times")
    # The service refuses nothing: a second order of a job is one too many.
    told = set()
    for job in press.jobs:
        reached = [order.id for order in orders if order.id in job.order_ids]
        findings.never_arrived += 1 if job.order_ids and not reached else 0
        if len(reached) > 1:
            findings.twice.append(f"“{job.prompt}” was ordered {len(reached)} times")
            told.add(job.prompt)
    # Nor may jobs that no line connects order a prompt more often than any one run planned it.
    for prompt, count in collections.Counter(order.prompt for order in orders).items():
        planned = max((plan[prompt] for plan in press.plans), default=0)
        if count > max(planned, 1) and prompt not in told:
            findings.twice.append(f"“{prompt}” reached the service {count} times, and a run planned {planned}")
    for order in orders:
        job = sender.get(order.id)
        if job is None:
            findings.lost.append(f"no journal has sent the order {order.id} of “{order.prompt}”")
        elif job.prompt != order.prompt:
            findings.broken.append(f"the prompt “{job.prompt}” reached the service as “{order.prompt}”")
        elif job.end == "saved":
            continue
        elif job.end in TOLD or (job.is_open and was_cut):
            findings.unknown += 1
        elif order.id in found:
            findings.unknown += 0 if is_journal_whole else 1
            if is_journal_whole and job.end is None:
                findings.broken.append(f"the picture of “{job.prompt}” is here, and the journal does not say so")
        else:
            findings.lost.append(f"“{job.prompt}” was made, ended as {job.end}, and is nowhere")


def check_ends(press: Press, findings: Findings) -> None:
    """A run that came to its end says so, and its counts are those of its jobs."""
    open_jobs = [job.prompt for job in press.jobs if job.is_open]
    if open_jobs:
        findings.broken.append(f"{len(open_jobs)} jobs never ended, such as “{open_jobs[0]}”")
    for line, ends in press.ended_runs:
        if any(line["counts"].get(end, 0) != ends[end] for end in ENDS):
            findings.broken.append(f"the run {line['run']} counts {line['counts']}, and its jobs ended as {dict(ends)}")


def check_kept_answers(press: Press, findings: Findings) -> None:
    """An answer is kept as long as its picture is not safe, and no longer: it may hold a signed link."""
    kept = [answer.stem for answer in press.folder.glob("incoming/*.answer")]
    for lines in press.folder.glob("incoming/answers.jsonl"):
        kept += [order for order, _ in answer_lines(lines)]
    for order in kept:
        if any(job.end == "saved" and order in job.order_ids for job in press.jobs):
            findings.broken.append(f"the answer to {order} is kept, and its picture is saved")


def main(folder: pathlib.Path) -> int:
    findings = check(folder, [], was_cut=True)
    print("\n".join(findings.wrongs) or f"{findings.saved} pictures are saved, and whole.")
    return 1 if findings.wrongs else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
