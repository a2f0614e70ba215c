#!/usr/bin/env python3
"""Checks that a program was built so that a fault in it is hard to use: check_hardening.py PROGRAM

Reads the ELF file itself (System V ABI, chapters 4 and 5, with the extensions of the GNU tools). Ends with 1
where something is missing, and with 77 where the program is no ELF file.
"""

import pathlib
import struct
import sys

PT_DYNAMIC, PT_GNU_STACK, PT_GNU_RELRO = 2, 0x6474E551, 0x6474E552
DT_STRTAB, DT_FLAGS, DT_FLAGS_1, DT_BIND_NOW = 5, 30, 0x6FFFFFFB, 24
DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 0x8, 0x1, 0x08000000
ET_DYN, PF_X = 3, 1


class Elf:
    """The headers of a little-endian ELF file of 64 bits."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.type = struct.unpack_from("<H", data, 16)[0]
        offset, = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        # type, flags, offset, address and size in the file of each segment
        self.segments = []
        for i in range(count):
            kind, flags, place, address, _, length = struct.unpack_from("<IIQQQQ", data, offset + i * size)
            self.segments.append((kind, flags, place, address, length))

    def segment(self, kind: int) -> tuple[int, int, int, int, int] | None:
        """The first segment of this kind."""
        return next((segment for segment in self.segments if segment[0] == kind), None)

    def dynamic(self) -> dict[int, int]:
        """The entries of the dynamic section by their tags; of several with one tag the last."""
        segment = self.segment(PT_DYNAMIC)
        if segment is None:
            return {}
        _, _, place, _, length = segment
        return dict(struct.iter_unpack("<qQ", self.data[place:place + length]))


def missing(elf: Elf) -> list[str]:
    """What the program lacks, each in a few words."""
    dynamic = elf.dynamic()
    flags, flags_1 = dynamic.get(DT_FLAGS, 0), dynamic.get(DT_FLAGS_1, 0)
    stack = elf.segment(PT_GNU_STACK)
    checks = {
        "a place that differs from start to start (PIE)": elf.type == ET_DYN and flags_1 & DF_1_PIE,
        "read-only relocations (RELRO)": elf.segment(PT_GNU_RELRO) is not None,
        "names bound at the start (BIND_NOW)":
            flags & DF_BIND_NOW or flags_1 & DF_1_NOW or DT_BIND_NOW in dynamic,
        "a stack that is not executable": stack is not None and not stack[1] & PF_X,
        "guards of the stack": b"\0__stack_chk_fail\0" in elf.data,
    }
    return [name for name, holds in checks.items() if not holds]


def main() -> int:
    data = pathlib.Path(sys.argv[1]).read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        print("This is no ELF file of 64 bits: other systems have tools of their own for this.")
        return 77
    found = missing(Elf(data))
    for name in found:
        print(f"{sys.argv[1]} lacks {name}")
    if not found:
        print("Hardened: PIE, RELRO, BIND_NOW, no executable stack, guards of the stack.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
