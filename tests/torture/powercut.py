"""Power cuts: what is on a disk at one moment, while the program goes on.

An ext4 image is mounted so that its file system brings nothing to it by itself (commit=300); the program is stopped,
the image copied as it is, and the copy mounted: its journal of the file system is replayed, as after a power cut. Then
the press goes on there.
"""

import contextlib
import pathlib
import signal
import subprocess
import time
from collections.abc import Iterator

from killing import go_on
from press import end, place, prompts, start
from server import running_service
from suite import Skip, Tally, Tools


def run(*words) -> bool:
    done = subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


@contextlib.contextmanager
def mounted(image: pathlib.Path, folder: pathlib.Path, options: str) -> Iterator[None]:
    folder.mkdir()
    if not run("mount", "-o", options, image, folder):
        raise Skip("no image can be mounted here (needs root and loop devices)")
    try:
        yield
    finally:
        run("umount", folder)


def powercut(tools: Tools) -> Tally:
    """A power cut after U(0 s, 1.5 s), with eight under way."""
    tally, random = Tally(), tools.random("powercut")
    for number in range(1, tools.times(30) + 1):
        after = random.uniform(0.1, 1.5)
        with place() as spot:
            image, cut = spot.root / "disk.img", spot.root / "cut.img"
            with image.open("wb") as file:
                file.truncate(96 << 20)
            if not run("mkfs.ext4", "-q", "-F", image):
                raise Skip("mkfs.ext4 is missing")
            with running_service(random.getrandbits(32)) as service:
                with mounted(image, spot.root / "disk", "loop,commit=300"):
                    out = spot.root / "disk" / "out"
                    process = start(tools.program, spot, service.base_url, prompts(160), out=str(out))
                    time.sleep(after)
                    process.send_signal(signal.SIGSTOP)
                    service.settle()
                    run("cp", "--sparse=always", image, cut)
                    process.kill()
                    end(process)
                with mounted(cut, spot.root / "after", "loop"):
                    name = f"power cut {number}, after {after * 1000:.0f} ms"
                    out = spot.root / "after" / "out"
                    go_on(tools, tally, name, spot, service, out, 160, is_kept_enough=True)
    return tally
