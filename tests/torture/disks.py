"""Bad disks: full, read-only, gone, with names that are taken, and names that are odd."""

import contextlib
import errno
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import fsck
from killing import shim
from press import Place, end, place, prompts, resume, start
from server import Manner, Service, running_service
from suite import Tally, Tools

LARGE = Manner(edges=(500,), longest=0.05)  # 750 kB a picture.


def mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


@contextlib.contextmanager
def small_disk(folder: pathlib.Path, options: str = "size=4m") -> Iterator[bool]:
    """A disk of 4 MB at `folder`, for as long; False where this machine lets nobody mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    is_mounted = mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


def enlarge(folder: pathlib.Path) -> None:
    """Makes room on the small disk at `folder`."""
    if not mount("-o", "remount,size=200m", str(folder)):
        raise RuntimeError(f"the small disk at {folder} cannot be enlarged")


def limit_files(size: int) -> Callable[[], None]:
    """What a full disk looks like without root: no file of the process grows beyond `size`."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def wait_until(condition: Callable[[], bool], limit: float = 30) -> bool:
    until = time.monotonic() + limit
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def pictures_in(folder: pathlib.Path) -> int:
    return len(list(folder.glob("*.png")))


def take(
    tools: Tools, tally: Tally, name: str, spot: Place, service: Service, outcome: tuple[int, str], **how
) -> None:
    """Counts a fault after which some pictures cannot have gone where they belong, and goes on without it.

    Where any disk has room, no picture is missing, and in the end every one that is here is saved, and what the run
    could not order is ordered. `count`: how many it was to make, where all of them have room then.
    """
    status, errors = outcome
    tally.expect(name, status in (0, 1), f"it comes to its own end (status {status}: {errors})")
    tally.expect(name, status == 0 or bool(errors) or "expired" in spot.states(), f"it says what is wrong: {errors!r}")
    folder = how.pop("folder", spot.out)
    how = {"was_cut": False, "elsewhere": [spot.elsewhere], "is_journal_whole": False} | how
    before_going_on, has_room = how.pop("before_going_on", lambda: None), how.pop("has_room", True)
    count = how.pop("count", 0)
    findings = fsck.check(folder, service.orders, **how)
    tally.take(name, findings)
    if has_room:
        tally.expect_all(name, findings, service.orders)
    before_going_on()
    status, errors = end(resume(tools.program, spot, folder))
    name += ", resumed"
    tally.expect(name, status in (0, 1), f"it goes on (status {status}: {errors})")
    how |= {"is_journal_whole": True, "in_hand": findings.in_hand}
    findings = fsck.check(folder, service.orders, **how)
    tally.note(name, findings)
    if not count:
        return
    missing = count - len({order.prompt for order in service.orders})
    tally.expect(name, missing <= findings.never_arrived, f"what never left is ordered: {missing} are missing")


def full(tools: Tools, tally: Tally) -> None:
    with place() as spot, running_service(tools.seed, LARGE) as service, small_disk(spot.out) as is_mounted:
        if is_mounted:
            outcome = end(start(tools.program, spot, service.base_url, prompts(12)))
            how = {"before_going_on": lambda: enlarge(spot.out), "count": 12}
            take(tools, tally, "a full disk", spot, service, outcome, **how)
    with place() as spot, running_service(tools.seed, LARGE) as service, small_disk(spot.home) as is_mounted:
        if is_mounted:
            folder = spot.home / "out"
            outcome = end(start(tools.program, spot, service.base_url, prompts(40), out=str(folder)))
            are_fewer = len(service.orders) < 40
            tally.expect("a full disk, and no other", are_fewer, "nothing more is ordered than has room")
            how = {"folder": folder, "before_going_on": lambda: enlarge(spot.home), "has_room": False, "count": 40}
            take(tools, tally, "a full disk, and no other", spot, service, outcome, **how)
    with place() as spot, running_service(tools.seed, Manner(edges=(60, 300), longest=0.05)) as service:
        process = start(tools.program, spot, service.base_url, prompts(24), preexec_fn=limit_files(100_000))
        take(tools, tally, "files that do not grow", spot, service, end(process), has_room=False, count=24)


def read_only(tools: Tools, tally: Tally) -> None:
    with place() as spot, running_service(tools.seed) as service, small_disk(spot.out, "ro") as is_mounted:
        if not is_mounted:
            spot.out.chmod(0o555)
        if is_mounted or os.geteuid() != 0:
            status, errors = end(start(tools.program, spot, service.base_url, prompts(3)))
            spot.out.chmod(0o755) if not is_mounted else None
            tally.faults += 1
            tally.expect("a read-only folder", status == 2, f"it is told before anything is ordered (status {status})")
            tally.expect("a read-only folder", not service.orders, "nothing is ordered")
            tally.expect("a read-only folder", str(spot.out) in errors, f"the folder is named: {errors!r}")
    # In the middle of a run, where no system remounts a disk on which the journal is open.
    random = tools.random("read-only")
    for at in random.sample(range(20, 120), tools.times(20)):
        with place() as spot, running_service(at) as service:
            variables = shim(tools, spot, at, str(errno.EROFS), on=True)
            outcome = end(start(tools.program, spot, service.base_url, prompts(30), variables=variables))
            take(tools, tally, f"read-only from call {at} on", spot, service, outcome, count=30)


def vanished(tools: Tools, tally: Tally) -> None:
    random = tools.random("vanished")
    for number in range(tools.times(20)):
        with place() as spot, running_service(random.getrandbits(32)) as service:
            moved, count = spot.root / "moved", random.randint(1, 20)
            process = start(tools.program, spot, service.base_url, prompts(40))
            if wait_until(lambda: pictures_in(spot.out) >= count or process.poll() is not None):
                spot.out.rename(moved)
            # The journal, which is open, went along; what finds no folder goes elsewhere.
            how = {"folder": moved, "elsewhere": [spot.elsewhere, spot.out], "is_journal_whole": True}
            how["can_remove"] = False
            take(tools, tally, f"moved after {count} pictures", spot, service, end(process), **how)
    for number in range(tools.times(20)):
        with place() as spot, running_service(random.getrandbits(32)) as service:
            count = random.randint(1, 20)
            process = start(tools.program, spot, service.base_url, prompts(40))
            wait_until(lambda: pictures_in(spot.out) >= count or process.poll() is not None)
            shutil.rmtree(spot.out, ignore_errors=True)
            gone = {order.id for order in service.orders}  # They may have been in the folder.
            take_removed(tally, f"removed after {count} pictures", spot, service, end(process), gone)


def take_removed(
    tally: Tally, name: str, spot: Place, service: Service, outcome: tuple[int, str], gone: set[str]
) -> None:
    """A removed folder takes its journal along: then the report has to account for what was ordered after that."""
    status, errors = outcome
    findings = fsck.Findings(orders=len(service.orders))
    found = fsck.check_files(spot.elsewhere, {order.id: order for order in service.orders}, findings, set())
    found |= fsck.check_files(spot.out, {order.id: order for order in service.orders}, findings, set())
    told = dict(zip(prompts(40), spot.states()))
    for order in service.orders:
        if order.id in found:
            findings.saved += 1
        elif order.id in gone or told.get(order.prompt) in fsck.TOLD:
            findings.unknown += 1
        else:
            findings.lost.append(f"“{order.prompt}” ended as {told.get(order.prompt)} and is nowhere")
    prompts_ordered = [order.prompt for order in service.orders]
    findings.twice = [prompt for prompt in set(prompts_ordered) if prompts_ordered.count(prompt) > 1]
    tally.expect(name, status in (0, 1), f"it comes to its own end (status {status}: {errors})")
    tally.expect(name, status == 0 or bool(errors), "it says what is wrong")
    tally.take(name, findings)


def clashes(tools: Tools, tally: Tally) -> None:
    """Files of other people come between the plan and the pictures: they stay as they are."""
    slow = Manner(shortest=0.4, longest=0.6)
    with place() as spot, running_service(tools.seed, slow) as service:
        process = start(tools.program, spot, service.base_url, prompts(16))
        wait_until(lambda: len(service.orders) >= 8)
        secret = spot.root / "secret"
        secret.write_text("mine", encoding="utf-8")
        foreign = {}
        for number in range(1, 17):
            path = spot.out / f"prompts_{number}.png"
            if number % 4 == 0:
                path.mkdir()
            elif number % 4 == 1:
                path.symlink_to(secret)
            elif number % 4 == 2:
                path.symlink_to(spot.root / "nowhere")
            else:
                path.write_text("mine", encoding="utf-8")
                foreign[path] = "mine"
        status, errors = end(process)
        names = {f"prompts_{number}.png" for number in range(1, 17)}
        tally.take("names that are taken", fsck.check(spot.out, service.orders, was_cut=False, foreign=names))
        tally.expect("names that are taken", status == 0, f"every picture is saved (status {status}: {errors})")
        foreign[secret] = "mine"
        for path, text in foreign.items():
            tally.expect("names that are taken", path.read_text(encoding="utf-8") == text, f"{path.name} stays as it is")
        tally.expect("names that are taken", not (spot.root / "nowhere").exists(), "nothing is written through a link")


ODD = [
    "with space ",
    "line\nbreak",
    "tab\tand \x01",
    "quotes \"'`$(echo no)",
    "-option",
    "~",
    "percent %n %1 %s",
    "\U0001f436 zwj \U0001f469\u200d\U0001f680",
    "e\u0301 combining",
    "\u202egnp.exe",
    "שלום mixed",
    "CON",
    "dots...",
    "ü" * 120,
    "*?[a]",
    "a:b|c<d>",
    "back\\slash",
]


def odd_names(tools: Tools, tally: Tally) -> None:
    for number, odd in enumerate(ODD[:: 10 if tools.is_quick else 1]):
        with place() as spot, running_service(tools.seed + number, Manner(longest=0.03)) as service:
            folder = spot.root / "pictures" / odd
            folder.mkdir(parents=True)
            more = ["--list-name", f"=../{odd}", "--name", "{list}_{prompt}_{index}"]
            texts = [f"a dog {' '.join(odd.split())} {n}" for n in range(3)]
            texts = ["".join(c for c in text if c != "\x01") for text in texts]
            outcome = end(start(tools.program, spot, service.base_url, texts, *more, out=str(folder)))
            name = f"the folder {odd!r}"
            tally.take(name, fsck.check(folder, service.orders, was_cut=False))
            tally.expect(name, outcome[0] == 0, f"every picture is saved: {outcome}")
            outside = [path for path in spot.root.rglob("*.png") if folder not in path.parents]
            tally.expect(name, not outside, f"no picture leaves its folder: {outside}")


def disk(tools: Tools) -> Tally:
    """Full, read-only, vanished, taken and odd."""
    tally = Tally()
    for part in (full, read_only, vanished, clashes, odd_names):
        part(tools, tally)
    return tally
