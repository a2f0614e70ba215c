"""Networks: pictures that were paid for and cannot be downloaded for a while, and a program that is left meanwhile."""

import signal
import subprocess
import time

import fsck
from killing import KILLED, end_or_kill, go_on
from press import end, place, prompts, resume, start
from server import Manner, running_service
from suite import Tally, Tools

LINKS = Manner(longest=0.05, forms=("url",))
COUNT = 12


def kill(process: subprocess.Popen) -> None:
    process.kill()


def interrupt(process: subprocess.Popen) -> None:
    """Ctrl+C: what is under way is waited for."""
    process.send_signal(signal.SIGINT)


def leave(process: subprocess.Popen) -> None:
    """Ctrl+C, and again: what is under way is left."""
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)  # Two signals at once are one.
    if process.poll() is None:
        process.send_signal(signal.SIGINT)


def network(tools: Tools) -> Tally:
    """No picture can be downloaded: the run ends, is killed or left, and goes on, until the network is there again."""
    tally, random = Tally(), tools.random("network")
    for number in range(1, tools.times(20) + 1):
        with place() as spot, running_service(random.getrandbits(32), LINKS) as service:
            service.downloads_fail = True
            act = random.choice((None, kill, interrupt, leave))
            after = random.uniform(0.2, 4)
            process = start(tools.program, spot, service.base_url, prompts(COUNT), at_once=COUNT)
            name = f"{number}: no downloads" + (f", {act.__name__} after {after:.1f} s" if act else "")
            if act:
                time.sleep(after)
                act(process)
            status, errors = end(process)
            service.settle()
            tally.expect(name, status in (1, 130, KILLED), f"it ends as it should (status {status}: {errors})")
            findings = fsck.check(spot.out, service.orders, was_cut=act is kill)
            tally.note(name, findings)
            if act in (None, interrupt):
                tally.expect_all(name, findings, service.orders)
            if random.random() < 0.5:
                after = random.uniform(0.1, 10)
                end_or_kill(resume(tools.program, spot, spot.out), after)
                service.settle()
                name += f", resumed for {after:.1f} s"
                tally.note(name, fsck.check(spot.out, service.orders, was_cut=True))
            service.downloads_fail = False
            go_on(tools, tally, name, spot, service, spot.out, COUNT, in_hand=findings.in_hand)
    return tally
