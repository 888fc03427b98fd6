"""The smallest pictures that are whole, made by hand."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 1, height: int = 1) -> bytes:
    """A black PNG of one row of bytes, whatever size it says it has."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """The segments of a JPEG that begins with Adobe's and not with JFIF's, with a table before its frame."""
    adobe = b"\xff\xee\0\x0eAdobe\0d\0\0\0\0\0"
    table = b"\xff\xc4\0\x03\0"
    frame = b"\xff\xff\xc0\0\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\0"
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"\x12\x34"
    return b"\xff\xd8" + adobe + table + frame + scan + b"\xff\xd9"
