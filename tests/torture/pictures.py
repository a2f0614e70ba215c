"""Pictures that say which order they were made for, and whether one is whole: PNG specification, sections 5 and 11."""

import random
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(order: str, edge: int) -> bytes:
    """A picture of noise, so that it is as large as it looks, with `order` in a text chunk."""
    noise = random.Random(order)
    rows = b"".join(b"\0" + noise.randbytes(edge * 3) for _ in range(edge))
    header = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    return (
        SIGNATURE
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"order\0" + order.encode("latin-1", "replace"))
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + chunk(b"IEND", b"")
    )


def read_picture(data: bytes) -> tuple[str, int, int]:
    """The order, width and height of a whole picture(); raises ValueError, with the reason, where it is none."""
    if not data.startswith(SIGNATURE):
        raise ValueError(f"no PNG: {len(data)} bytes, starting with {data[:8]!r}")
    at, order, size = len(SIGNATURE), None, None
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        if len(data) < at + 12 + length:
            break
        if struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] != zlib.crc32(kind + content):
            raise ValueError(f"its chunk {kind!r} is damaged")
        if kind == b"IHDR":
            size = struct.unpack(">II", content[:8])
        elif kind == b"tEXt":
            order = content.removeprefix(b"order\0").decode("latin-1")
        at += 12 + length
        if kind == b"IEND":
            if at != len(data):
                raise ValueError("something follows its end")
            if size is None or order is None:
                raise ValueError("it has no size or order")
            return order, *size
    raise ValueError(f"cut off after {len(data)} bytes")
