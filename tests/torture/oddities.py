"""Time that jumps, a machine that sleeps, and prompts with every odd character."""

import random as randomness
import signal
import time
import unicodedata

import fsck
from disks import wait_until
from press import end, place, prompts, start
from server import Manner, running_service
from suite import Tally, Tools

DAY = 24 * 60 * 60


def whole_run(tally: Tally, name: str, spot, service, outcome: tuple[int, str], count: int) -> None:
    """A run that nothing should have disturbed."""
    tally.expect(name, outcome[0] == 0, f"every picture is saved: {outcome}")
    tally.expect(name, len(service.orders) == count, f"{count} orders are sent, not {len(service.orders)}")
    tally.take(name, fsck.check(spot.out, service.orders, was_cut=False))


def clock(tools: Tools) -> Tally:
    """The wall clock jumps by days, forth and back, while pictures are made."""
    tally, random = Tally(), tools.random("clock")
    for number in range(tools.times(20)):
        jumps = ",".join(
            f"{after}:{random.choice((-1, 1)) * random.randint(60, 400 * DAY)}" for after in (0, 200, 400, 600)
        )
        with place() as spot, running_service(random.getrandbits(32)) as service:
            variables = {"LD_PRELOAD": str(tools.shims / "clock.so"), "CLOCK_JUMPS": jumps}
            outcome = end(start(tools.program, spot, service.base_url, prompts(60), variables=variables))
            whole_run(tally, f"clock jumps {jumps}", spot, service, outcome, 60)
    return tally


def sleep(tools: Tools) -> Tally:
    """SIGSTOP in the middle of a run, SIGCONT three seconds later."""
    tally, random = Tally(), tools.random("sleep")
    for number in range(tools.times(10)):
        with place() as spot, running_service(random.getrandbits(32)) as service:
            process = start(tools.program, spot, service.base_url, prompts(60))
            count = random.randint(1, 50)
            wait_until(lambda: len(service.orders) >= count)
            process.send_signal(signal.SIGSTOP)
            time.sleep(3)
            process.send_signal(signal.SIGCONT)
            whole_run(tally, f"stopped after {count} orders", spot, service, end(process), 60)
    return tally


def odd_prompt(random: randomness.Random, number: int) -> str:
    """Any character of Unicode but control characters, which a list must not hold."""
    length = random.choice((1, 3, 10, 40, 200))
    characters = []
    while len(characters) < length:
        # Half of them from where most of the odd ones are.
        code = random.choice((random.randint(1, 0x2FF), random.randint(0x2000, 0x206F), random.randint(1, 0x10FFFF)))
        if unicodedata.category(chr(code)) not in ("Cc", "Cs") or code == 0x09:
            characters.append(chr(code))
    # A word at each end: white space there is no part of a prompt.
    return f"{random.choice('=+-@#x')}{number} {''.join(characters)} end"


def characters(tools: Tools) -> Tally:
    """10,000 prompts with every odd character: each reaches the service as it was typed."""
    tally, random = Tally(), tools.random("characters")
    texts = [odd_prompt(random, number) for number in range(tools.times(10_000))]
    quick = Manner(shortest=0, longest=0.02, edges=(1,))
    with place() as spot, running_service(tools.seed, quick) as service:
        outcome = end(start(tools.program, spot, service.base_url, texts, at_once=32), limit=600)
        whole_run(tally, "odd prompts", spot, service, outcome, len(texts))
        arrived = {order.prompt for order in service.orders}
        wrong = [text for text in texts if text not in arrived]
        tally.expect("odd prompts", not wrong, f"every prompt arrives as it is, not {len(wrong)} such as {wrong[:1]!r}")
        tally.faults = len(texts)
    # What cannot be sent as it is, is refused with its place before anything is ordered.
    codes = [code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and code not in (0x09, 0x0A, 0x0D)]
    for code in codes[:: 10 if tools.is_quick else 1]:
        with place() as spot, running_service(tools.seed) as service:
            status, errors = end(start(tools.program, spot, service.base_url, ["a dog", f"a {chr(code)} cat"]))
            name = f"the control character {code:#x}"
            tally.faults += 1
            tally.expect(name, status == 2 and not service.orders, f"it is refused (status {status})")
            tally.expect(name, "line 2" in errors.lower(), f"its place is named: {errors!r}")
    return tally
