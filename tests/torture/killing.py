"""Sudden deaths: kill -9 at a random moment, and at every single call that changes a file; and calls that fail."""

import errno
import pathlib
import random as randomness
import subprocess
import time

import fsck
from press import Place, end, place, prompts, resume, start
from server import Manner, Service, running_service
from suite import Tally, Tools

KILLED = -9


def end_or_kill(process: subprocess.Popen, after: float) -> tuple[int, str]:
    """Its own end within `after` seconds, or death."""
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
    return end(process)


def go_on(
    tools: Tools,
    tally: Tally,
    name: str,
    spot: Place,
    service: Service,
    folder: pathlib.Path,
    count: int,
    *,
    random: randomness.Random | None = None,
    is_kept_enough: bool = False,
    in_hand: set[str] = frozenset(),
) -> None:
    """What came of a press that was cut off, at once and after it went on; dies once or twice more where `random` says so.

    Nothing may be lost or ordered twice then, what was here is saved, and what never left is ordered.
    """
    findings = fsck.check(folder, service.orders, was_cut=True)
    in_hand = findings.in_hand | in_hand
    if not any(folder.glob("run*.jsonl")):
        tally.expect(name, not service.orders, "nothing is ordered before there is a journal")
        tally.take(name, findings)
        return
    tally.note(name, findings)
    while random and random.random() < 0.4:
        after = random.uniform(0, 0.7)
        end_or_kill(resume(tools.program, spot, folder), after)
        service.settle()
        name += f", then {after * 1000:.0f} ms"
        findings = fsck.check(folder, service.orders, was_cut=True)
        tally.note(name, findings)
        in_hand |= findings.in_hand
    status, errors = end(resume(tools.program, spot, folder))
    if status == 2 and list(folder.glob("*.rmlock")):
        # Of a lock without a name in it Qt says only after half a minute that nobody holds it.
        time.sleep(31)
        status, errors = end(resume(tools.program, spot, folder))
    if status == 2 and not service.orders:
        tally.take(name, findings)  # It died before there was a plan.
        return
    name += ", resumed"
    tally.expect(name, status in (0, 1), f"it goes on (status {status}: {errors})")
    findings = fsck.check(folder, service.orders, was_cut=False, in_hand=in_hand, is_kept_enough=is_kept_enough)
    tally.take(name, findings)
    tally.expect(name, status == 1 or findings.saved == count, f"status 0 means that all are saved, not {findings.saved}")
    missing = count - len({order.prompt for order in service.orders})
    tally.expect(name, missing <= findings.never_arrived, f"what never left is ordered: {missing} are missing")


def kill(tools: Tools) -> Tally:
    """kill -9 after U(0 s, 2 s), with eight under way, then to go on, and perhaps to be killed again."""
    tally, random = Tally(), tools.random("kill")
    count = 160
    for number in range(1, tools.times(200) + 1):
        after = random.uniform(0, 2)
        with place() as spot, running_service(random.getrandbits(32)) as service:
            status, errors = end_or_kill(start(tools.program, spot, service.base_url, prompts(count)), after)
            service.settle()
            name = f"kill {number}, after {after * 1000:.0f} ms"
            tally.expect(name, status in (0, KILLED), f"it ends well or by the signal (status {status}: {errors})")
            if status == 0:
                tally.take(name, fsck.check(spot.out, service.orders, was_cut=False))
            else:
                go_on(tools, tally, name, spot, service, spot.out, count, random=random)
    return tally


# Three pictures, the least that have something under way beside each other.
FEW = Manner(longest=0.03)
FEW_PROMPTS = prompts(3)


def shim(tools: Tools, spot: Place, at: int, action: str, *, on: bool = False) -> dict[str, str]:
    variables = {"LD_PRELOAD": str(tools.shims / "shim.so"), "SHIM_BELOW": f"{spot.out}"}
    variables |= {"SHIM_LOG": str(spot.root / "calls"), "SHIM_AT": str(at), "SHIM_ACTION": action}
    return variables | ({"SHIM_ON": "1"} if on else {})


def calls_of(spot: Place) -> list[str]:
    """What was called, in its order: “write /run.jsonl”."""
    path = spot.root / "calls"
    if not path.exists():
        return []
    return [line.split(" ", 1)[1] for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]


def calls_of_a_run(tools: Tools) -> list[str]:
    with place() as spot, running_service(tools.seed, FEW) as service:
        status, errors = end(start(tools.program, spot, service.base_url, FEW_PROMPTS, variables=shim(tools, spot, 0, "0")))
        if status != 0:
            raise RuntimeError(f"a run without any fault ended with {status}: {errors}")
        calls = calls_of(spot)
        if not calls:
            raise RuntimeError(f"no call of the program was seen: {tools.shims / 'shim.so'} was not loaded")
        return calls


def chosen(tools: Tools, suite: str) -> list[int]:
    """The numbers of the calls to try: all of them, and some that come only when something goes wrong."""
    count = len(calls_of_a_run(tools)) + 5
    first = tools.random(suite).randint(1, 10) if tools.is_quick else 1
    return list(range(first, count + 1, 10 if tools.is_quick else 1))


def crashpoints(tools: Tools) -> Tally:
    """Death before the n-th call that changes a file, for every n of a run of three pictures."""
    tally = Tally()
    for at in chosen(tools, "crashpoints"):
        with place() as spot, running_service(tools.seed + at, FEW) as service:
            variables = shim(tools, spot, at, "kill")
            status, errors = end(start(tools.program, spot, service.base_url, FEW_PROMPTS, variables=variables))
            service.settle()
            calls = calls_of(spot)
            name = f"death at call {at} ({calls[at - 1] if len(calls) >= at else 'never made'})"
            tally.expect(name, status in (0, KILLED), f"it ends well or by the signal (status {status}: {errors})")
            if status == 0:
                tally.take(name, fsck.check(spot.out, service.orders, was_cut=False))
            else:
                go_on(tools, tally, name, spot, service, spot.out, len(FEW_PROMPTS))
    return tally


def resumepoints(tools: Tools) -> Tally:
    """kill -9 with eight under way, then death before the n-th call of the run that goes on, for n up to 50."""
    tally = Tally()
    for at in range(1, 51, 5 if tools.is_quick else 1):
        with place() as spot, running_service(tools.seed + at, Manner(longest=0.08)) as service:
            end_or_kill(start(tools.program, spot, service.base_url, prompts(40)), 0.25)
            service.settle()
            in_hand = fsck.check(spot.out, service.orders, was_cut=True).in_hand
            end(resume(tools.program, spot, spot.out, shim(tools, spot, at, "kill")))
            service.settle()
            calls = calls_of(spot)
            name = f"goes on, and dies at call {at} ({calls[at - 1] if len(calls) >= at else 'never made'})"
            go_on(tools, tally, name, spot, service, spot.out, 40, in_hand=in_hand)
    return tally


ACTIONS = {
    "EIO": (str(errno.EIO), False),
    "ENOSPC": (str(errno.ENOSPC), False),
    "ENOSPC from then on": (str(errno.ENOSPC), True),
    "EROFS from then on": (str(errno.EROFS), True),
    "half a write, then ENOSPC": ("short", False),
}


def failing(tools: Tools) -> Tally:
    """The n-th call that changes a file fails, or all from the n-th on, for every n of a run of three pictures."""
    tally = Tally()
    for at in chosen(tools, "failing"):
        for action, (number, on) in ACTIONS.items():
            with place() as spot, running_service(tools.seed + at, FEW) as service:
                variables = shim(tools, spot, at, number, on=on)
                process = start(tools.program, spot, service.base_url, FEW_PROMPTS, variables=variables)
                status, errors = end(process)
                hit = calls_of(spot)[at - 1 :]
                name = f"{action} at call {at} ({hit[0] if hit else 'never made'})"
                tally.expect(name, status in (0, 1, 2), f"it comes to its own end (status {status}: {errors})")
                tally.expect(name, status == 0 or bool(errors) or bool(spot.states()), "it says what went wrong")
                tally.expect(name, status != 2 or not service.orders, "nothing is ordered where it cannot begin")
                tally.expect(name, status != 0 or spot.states() == ["saved"] * 3, "status 0 means that all are saved")
                is_journal_whole = not any(call.endswith(".jsonl") for call in (hit if on or number == "short" else hit[:1]))
                how = {"was_cut": False, "elsewhere": [spot.elsewhere], "is_journal_whole": is_journal_whole}
                how["can_remove"] = not any(call.startswith("unlink") for call in hit)
                findings = fsck.check(spot.out, service.orders, **how)
                tally.take(name, findings)
                tally.expect_all(name, findings, service.orders)
                if status == 1 and any(spot.out.glob("run*.jsonl")):
                    # The disk works again: what did not end goes on, and nothing is ordered a second time.
                    status, errors = end(resume(tools.program, spot, spot.out))
                    name += ", resumed"
                    tally.expect(name, status in (0, 1, 2), f"it goes on, or says why not (status {status}: {errors})")
                    how["in_hand"] = findings.in_hand
                    tally.note(name, fsck.check(spot.out, service.orders, **how))
    return tally


def diskkill(tools: Tools) -> Tally:
    """kill -9 after 30 to 350 ms on a disk of which a call fails, or all from it on; then to go on where it works."""
    tally, random = Tally(), tools.random("diskkill")
    count = 40
    for number in range(1, tools.times(200) + 1):
        action, at, after = random.choice(list(ACTIONS)), random.randint(10, 150), random.uniform(0.03, 0.35)
        error, on = ACTIONS[action]
        with place() as spot, running_service(random.getrandbits(32), Manner(longest=0.08)) as service:
            variables = shim(tools, spot, at, error, on=on)
            process = start(tools.program, spot, service.base_url, prompts(count), variables=variables)
            status, errors = end_or_kill(process, after)
            service.settle()
            name = f"{number}: {action} at call {at}, death after {after * 1000:.0f} ms"
            is_sound = status in (0, 1, KILLED) or (status == 2 and not service.orders)
            tally.expect(name, is_sound, f"it ends by itself or by the signal (status {status}: {errors})")
            how = {"elsewhere": [spot.elsewhere], "is_journal_whole": False}
            findings = fsck.check(spot.out, service.orders, was_cut=True, **how)
            if not any(spot.out.glob("run*.jsonl")):
                tally.expect(name, not service.orders, "nothing is ordered before there is a journal")
                tally.take(name, findings)
                continue
            tally.note(name, findings)
            status, errors = end(resume(tools.program, spot, spot.out))
            name += ", resumed"
            is_sound = status in (0, 1) or (status == 2 and not service.orders)  # It died before there was a plan.
            tally.expect(name, is_sound, f"it goes on (status {status}: {errors})")
            how = {"elsewhere": [spot.elsewhere], "in_hand": findings.in_hand}
            tally.take(name, fsck.check(spot.out, service.orders, was_cut=False, **how))
    return tally
