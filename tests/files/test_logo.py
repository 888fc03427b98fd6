"""A logo is a whole PNG or JPEG of a sensible size, told by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.logo import LogoFile, read_logo
from kpo_advisor.model.finding import UnreadableInput
from tests.files.logos import jpeg, png

if TYPE_CHECKING:
    from pathlib import Path

TRUNCATED = "it is damaged or not whole"


def read(folder: Path, data: bytes, name: str = "logo.png") -> LogoFile:
    path = folder / name
    path.write_bytes(data)
    return read_logo(path, "Logo")


@pytest.mark.parametrize(("data", "media"), [(png(300, 90), "image/png"), (jpeg(300, 90), "image/jpeg")])
def test_type_and_size_are_told_by_the_bytes_whatever_the_name_is(data: bytes, media: str, tmp_path: Path) -> None:
    assert read(tmp_path, data, "logo.txt") == LogoFile(data, "Logo", media, 300, 90)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "neither a PNG nor a JPEG"),
        (b"GIF89a" + bytes(20), "neither a PNG nor a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (png()[:-1], TRUNCATED),
        (png()[:20], TRUNCATED),
        (png() + b"<script>", TRUNCATED),
        (png()[:8] + png()[33:], TRUNCATED),  # without its head
        (jpeg()[:-2], TRUNCATED),
        (jpeg()[:30], TRUNCATED),
        (jpeg()[:4], TRUNCATED),
        (b"\xff\xd8\xff\xd9", TRUNCATED),
        (b"\xff\xd8\xff\xda\0\x02\xff\xd9", TRUNCATED),  # a scan without a frame
        (png(0, 5), "1 to 5000 pixels"),
        (png(5, 5001), "1 to 5000 pixels"),
        (jpeg(0xFFFF, 1), "1 to 5000 pixels"),
        (png() + bytes(1024 * 1024), "larger than 1 MiB"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(KpoAdvisorError, match=rf"logo\.png cannot be the logo: .*{why}"):
        read(tmp_path, data)


@pytest.mark.parametrize("data", [png(3, 2), jpeg(3, 2)], ids=["png", "jpeg"])
def test_a_picture_that_ends_anywhere_before_its_end_is_refused(data: bytes, tmp_path: Path) -> None:
    for end in range(len(data)):
        with pytest.raises(KpoAdvisorError, match="cannot be the logo"):
            read(tmp_path, data[:end])


def test_a_file_that_is_not_there_is_told_as_for_every_input(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        read_logo(tmp_path / "none.png", "Logo")


def test_a_logo_is_as_large_as_its_frame_allows_and_keeps_its_shape(tmp_path: Path) -> None:
    assert read(tmp_path, png(300, 90)).within(240, 72) == (240, 72)
    assert read(tmp_path, png(100, 10)).within(240, 72) == (240, 24)
    assert read(tmp_path, png(10, 100)).within(240, 72) == pytest.approx((7.2, 72))
