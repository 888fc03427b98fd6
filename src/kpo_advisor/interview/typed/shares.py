"""Shares of the parts of a work as they are typed, and all of them in whole numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.line import Refused, number_in
from kpo_advisor.interview.typed.number_words import in_figures
from kpo_advisor.profiles.profile import MAX_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Activity

SHARES = (
    "A share is a part of the whole, as 60%, 3/5, 0.6 or two thirds; or a whole number, as of hours or people, beside "
    "those of the other parts."
)
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*(?:%|percent|per cent)")
_RATIO = re.compile(r"([0-9]{1,9})\s*(?:/|of|out of)\s*([0-9]{1,9})")
_DECIMAL = re.compile(r"[0-9]{0,3}[.,][0-9]{1,9}")
_FRACTION = re.compile(r"([0-9]|a)?\s*(half|thirds?|quarters?|fifths?|tenths?)")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

Share = int | Fraction
"""A whole number against the other parts, or a fraction of the whole."""


def share_typed(text: str) -> Share | Refused:
    """The share that a text gives."""
    figures = in_figures(text.casefold())
    number = number_in(figures, MAX_SHARE)
    if number:
        return number
    part = _part_of_whole(figures.replace("-", " "))
    if part is None:
        return Refused((f"This is no share. {SHARES}",))
    if not 0 < part < 1:
        return Refused(("A part is more than nothing and less than the whole.",))
    if in_whole_numbers([part, 1 - part]) is None:
        return Refused((f"That is finer than can be kept: there are {MAX_SHARE} parts of the whole at most.",))
    return part


def _part_of_whole(text: str) -> Fraction | None:
    percent, ratio = _PERCENT.fullmatch(text), _RATIO.fullmatch(text)
    if percent is not None:
        return Fraction(percent[1].replace(",", ".")) / 100
    if ratio is not None:
        return Fraction(int(ratio[1]), int(ratio[2])) if int(ratio[2]) else Fraction(0)
    if _DECIMAL.fullmatch(text):
        return Fraction(text.replace(",", "."))
    named = _FRACTION.fullmatch(text)
    if named is None:
        return None
    return Fraction(int((named[1] or "1").replace("a", "1")), _PARTS[named[2].removesuffix("s")])


def share_in_words(part: Fraction) -> str:
    """`60%`; `1/3` where it takes no whole number of percent."""
    percent = 100 * part
    return f"{percent}%" if percent.denominator == 1 else str(part)


def parts_of_whole(parts: Sequence[Activity]) -> list[Fraction]:
    """What part of the whole each of the parts is."""
    whole = sum(part.share for part in parts)
    return [Fraction(part.share, whole) for part in parts]


def in_whole_numbers(parts: Sequence[Fraction]) -> list[int] | None:
    """Parts of the whole as shares against each other, of 100 where that goes; None where they are too fine to keep."""
    common = lcm(*(part.denominator for part in parts))
    whole = 100 if 100 % common == 0 else common
    return [int(part * whole) for part in parts] if whole <= MAX_SHARE else None
