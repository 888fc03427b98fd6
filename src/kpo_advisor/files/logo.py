"""Reading the picture that stands for a firm: a PNG or a JPEG, told by its bytes and whole."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.text_file import read_bytes, shown_name

if TYPE_CHECKING:
    import os

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 5000
"""On each side."""

PNG, JPEG = "image/png", "image/jpeg"
_SIGNATURES = {PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that begin a frame, whose size follows; the other three in the range are tables."""
_ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""
_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class LogoFile:
    """The bytes of a picture as they were, what it shows in words, their media type, and its size in pixels."""

    data: bytes
    shows: str
    media: str
    width: int
    height: int

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its size in some unit, as large as it may be within a frame while its sides keep their ratio."""
        ratio = min(width / self.width, height / self.height)
        return self.width * ratio, self.height * ratio


def read_logo(path: str | os.PathLike[str], shows: str) -> LogoFile:
    """Read a picture, told by its bytes and not by its name.

    Raises KpoAdvisorError for what is no whole PNG or JPEG, or larger than a logo needs to be, and UnreadableInput
    for what cannot be read at all.
    """
    data, shown = read_bytes(path, by_hand=True), shown_name(str(path), None)
    if len(data) > MOST_BYTES:
        raise _refused(shown, "it is larger than 1 MiB")
    media = next((media for media, signature in _SIGNATURES.items() if data.startswith(signature)), None)
    if media is None:
        raise _refused(shown, "it is neither a PNG nor a JPEG")
    size = _size_of_png(data) if media == PNG else _size_of_jpeg(data)
    if size is None:
        raise _refused(shown, "it is damaged or not whole")
    if not all(0 < pixels <= MOST_PIXELS for pixels in size):
        raise _refused(shown, f"its sides are to be 1 to {MOST_PIXELS} pixels")
    return LogoFile(data, shows, media, *size)


def _refused(shown: str, why: str) -> KpoAdvisorError:
    return KpoAdvisorError(f"{shown} cannot be the logo: {why}.")


def _size_of_png(data: bytes) -> tuple[int, int] | None:
    """Width and height; None where its chunks do not follow each other from its head to its end."""
    at, size = len(_SIGNATURES[PNG]), None
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if size is None:
            if (length, kind) != (13, b"IHDR") or len(data) < at + 16:
                return None
            size = struct.unpack_from(">II", data, at + 8)
        at += 12 + length
        if kind == b"IEND":
            return size if at == len(data) else None
    return None


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """Width and height; None where its segments do not lead to a frame and a scan, or its end is missing."""
    at, size = 2, None
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == _SCAN:
            return size if data.rstrip(b"\0").endswith(b"\xff\xd9") else None
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            if at + 9 > len(data):
                return None
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = width, height
        at += 2 + length
    return None
