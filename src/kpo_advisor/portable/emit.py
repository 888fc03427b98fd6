r"""Writing values as YAML that both versions of it, and our own reader, read back as the same.

Text stands plain where that is beyond doubt, and otherwise in double quotes, with escapes for whatever
the reader refuses and for what nobody would see.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.portable.scalars import read_plain
from kpo_advisor.text.escape import UNSEEN, as_escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LETTER = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_PLAIN = re.compile(rf"[{_LETTER}](?:[{_LETTER} _.,;()/+'%&!?\u2013\u2014-]*[{_LETTER}.)!?%])?")
_PLAIN_IN_LIST = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*")
# Besides what nobody would see: control characters, white space that looks like a space, what is no character.
_HIDDEN = f"\x00-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffe\uffff{UNSEEN}"
_NOT_IN_COMMENTS = re.compile(f"[{_HIDDEN}]")
_NOT_IN_QUOTES = re.compile(rf'[{_HIDDEN}"\\]')
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_MOST_EXPONENT = 30


def scalar(text: str, *, in_list: bool = False) -> str:
    """The text as one YAML scalar on one line; `in_list`: between brackets.

    Half of a surrogate pair is no character and has no form in UTF-8; it becomes U+FFFD.
    """
    pattern = _PLAIN_IN_LIST if in_list else _PLAIN
    if pattern.fullmatch(text):
        reading = read_plain(text)
        if reading.fault is None and reading.doubt is None and reading.value == text:
            return text
    return f'"{_NOT_IN_QUOTES.sub(_escape, text)}"'


def flow(items: Iterable[str | Fraction]) -> str:
    """Texts and numbers as a YAML list on one line."""
    written = [number(item) if isinstance(item, Fraction) else scalar(item, in_list=True) for item in items]
    return f"[{', '.join(written)}]"


def flow_table(entries: Mapping[str, Iterable[str | Fraction]]) -> str:
    """Lists by their keys as a YAML mapping on one line."""
    return f"{{{', '.join(f'{key}: {flow(items)}' for key, items in entries.items())}}}"


def visible(text: str) -> str:
    """The text on one line, as it may stand in a comment: runs of white space become a space."""
    return _NOT_IN_COMMENTS.sub(_escape, " ".join(text.split()))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or as_escape(match)


def number(value: Fraction) -> str:
    """The number in decimals, exactly, with an exponent only where it would be too long to be read back.

    Raises ValueError where no decimal that the reader takes has this value, as for one third.
    """
    for text in _decimals(value):
        reading = read_plain(text)
        if reading.fault is None and not isinstance(reading.value, str) and reading.value == value:
            return text
    raise ValueError(f"{value} cannot be written as a decimal that is read back as the same number")


def json_number(value: Fraction) -> int | float:
    """The number as JSON has it: whole, or as near as 17 digits come."""
    return value.numerator if value.denominator == 1 else float(value)


def _decimals(value: Fraction) -> Iterator[str]:
    """The ways to write a number that both versions of YAML know: plain, and with an exponent."""
    if value.denominator == 1:
        yield str(value.numerator)
    places = 0
    while places < 2 * _MOST_EXPONENT and (value * 10**places).denominator != 1:
        places += 1
    sign, digits = "-" if value < 0 else "", str(abs(int(value * 10**places)))
    zeros = min(len(digits) - len(digits.rstrip("0")), _MOST_EXPONENT)
    yield f"{sign}{digits[: len(digits) - zeros]}.e+{zeros}"
    for exponent in (0, min(places, _MOST_EXPONENT)):
        behind = places - exponent
        padded = digits.zfill(behind + 1)
        power = f"e-{exponent}" if exponent else ""
        yield f"{sign}{padded[: len(padded) - behind]}.{padded[len(padded) - behind :]}{power}"
    yield f"{sign}.{digits.zfill(_MOST_EXPONENT)}e-{_MOST_EXPONENT}"
