r"""How a plain (unquoted) scalar reads, in YAML 1.1 and in YAML 1.2.

YAML 1.1 here is what PyYAML makes of it (`yaml.resolver`), plus the single letters y and n, which its
specification names and PyYAML leaves alone. YAML 1.2 is the core schema of the specification 1.2.2,
section 10.3.2.
Only what has the same kind and the same value in both is taken. Quoted text and block text never come here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.portable.limits import MAX_DIGITS
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from fractions import Fraction

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WORDS_OF_1_1 = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), "true"),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), "false"),
}
_SIGNS_OF_1_1 = {"=": "a default value", "<<": "an order to merge mappings"}
_FIRST_OF_ODD = frozenset("-+.0123456789=<")
"""What a number, a date, `=` and `<<` begin with; anything else is text in both versions."""

_DAY, _TIME = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
_KINDS_1_1 = (
    ("base 2", re.compile(r"[-+]?0b[01_]+")),
    ("base 8", re.compile(r"[-+]?0[0-7_]+")),
    ("base 10", re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")),
    ("base 16", re.compile(r"[-+]?0x[0-9a-fA-F_]+")),
    ("base 60", re.compile(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+")),
    ("fraction", re.compile(r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?")),
    ("base 60", re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*")),
    ("infinity", re.compile(r"[-+]?\.(?:inf|Inf|INF)")),
    ("not a number", re.compile(r"\.(?:nan|NaN|NAN)")),
    ("date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("date and time", re.compile(rf"{_DAY}(?:[Tt]|[ \t]+){_TIME}(?:[ \t]*(?:Z|[-+][0-9]{{1,2}}(?::[0-9]{{2}})?))?")),
)
_KINDS_1_2 = (
    ("base 10", re.compile(r"[-+]?[0-9]+")),
    ("base 8", re.compile(r"0o[0-7]+")),
    ("base 16", re.compile(r"0x[0-9a-fA-F]+")),
    ("fraction", re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")),
    ("infinity", re.compile(r"[-+]?\.(?:inf|Inf|INF)")),
    ("not a number", re.compile(r"\.(?:nan|NaN|NAN)")),
)
_QUOTE_IT = "Write it in quotes if it is text."
_BASES = {"base 2": 2, "base 8": 8, "base 10": 10, "base 16": 16}
_IN_WORDS = {
    "text": "text",
    "base 2": "a number in base two",
    "base 8": "a number in base eight",
    "base 10": "a whole number",
    "base 16": "a number in base sixteen",
    "base 60": "a number in base sixty, as in hours and minutes",
    "fraction": "a number",
    "date": "a date",
    "date and time": "a date and a time",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a plain scalar is refused: a code, what was found, and what to write."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plain scalar is: a value, perhaps in doubt, or a fault."""

    value: str | int | Fraction | bool | None = None
    doubt: str | None = None
    fault: Fault | None = None


def read_plain(text: str) -> Reading:
    """What both versions of YAML read in an unquoted scalar, or a doubt or fault that names both readings."""
    if text in _NULLS:
        return Reading()
    if text in _BOOLS:
        return Reading(_BOOLS[text])
    if text in _WORDS_OF_1_1:
        return Reading(text, doubt=_doubt(text))
    if text[0] not in _FIRST_OF_ODD:
        return Reading(text)
    if text in _SIGNS_OF_1_1:
        return _differs(text, _SIGNS_OF_1_1[text], "text", "Write it in quotes.")
    return _read_number(text)


def _doubt(text: str) -> str:
    meant = _WORDS_OF_1_1[text]
    both = f"YAML 1.1 reads {text} as {meant}, YAML 1.2 as the text {quoted(text)}"
    return f"{both}; write it in quotes if it is text, or write {meant}."


def _read_number(text: str) -> Reading:
    old, new = _kind(text, _KINDS_1_1), _kind(text, _KINDS_1_2)
    if old == new == "text":
        return Reading(text)
    if old == new and old in ("infinity", "not a number"):
        return Reading(fault=not_finite(text))
    if "date" in old:
        return _differs(text, _date_in_words(text, old), "text", "Write it in quotes.")
    if too_long(text):
        return Reading(fault=long_number(text))
    before, after = _value(text, old), _value(text, new)
    if before is not None and before == after:
        return Reading(after)
    number = after if after is not None else before
    hint = _QUOTE_IT if number is None else f"{_QUOTE_IT.removesuffix('.')}, or write {_written(number)}."
    return _differs(text, _in_words(old, before), _in_words(new, after), hint)


def _kind(text: str, kinds: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((name for name, pattern in kinds if pattern.fullmatch(text)), "text")


def _value(text: str, kind: str) -> int | Fraction | None:
    """The value of a number short enough to convert; None for text, and for what has no simple value."""
    digits = text.replace("_", "")
    if kind in _BASES:
        return None if digits.lstrip("+-") in ("0b", "0x") else int(digits, _BASES[kind])
    return exact(digits) if kind == "fraction" else None


def exact(text: str) -> Fraction:
    """The exact value of a decimal number that `too_long` has let through."""
    from fractions import Fraction

    return Fraction(text)


def too_long(text: str) -> bool:
    """Whether a number has too many digits to be converted, or too large an exponent."""
    body, _, exponent = text.lower().partition("e") if "x" not in text.lower() else (text, "", "")
    if len(body) > MAX_DIGITS + 4 or len(exponent) > 4:
        return True
    digits = sum(character.isalnum() for character in body.lower().removeprefix("0x"))
    return digits > MAX_DIGITS or (bool(exponent) and abs(int(exponent)) > MAX_DIGITS)


def long_number(text: str) -> Fault:
    """The fault of a number that is `too_long`."""
    message = f"The number {quoted(text)} is too long; {MAX_DIGITS} digits are read, and exponents to {MAX_DIGITS}."
    return Fault("number-too-long", message, _QUOTE_IT)


def not_finite(text: str) -> Fault:
    """The fault of infinity and of what is not a number."""
    return Fault("not-finite", f"{text} is no number that can be used here.", _QUOTE_IT)


def _in_words(kind: str, value: int | Fraction | None) -> str:
    words = _IN_WORDS[kind]
    return f"{words} ({_written(value)})" if value is not None else words


def _written(value: int | Fraction) -> str:
    """A number as YAML writes it in both versions, without an exponent where that is short."""
    if isinstance(value, int) or value.denominator == 1:
        return str(int(value))
    from decimal import Decimal, localcontext

    with localcontext(prec=4 * MAX_DIGITS):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def _date_in_words(text: str, kind: str) -> str:
    from datetime import date

    try:
        year, month, day = (int(part) for part in re.split(r"[Tt \t]", text, maxsplit=1)[0].split("-"))
        date(year, month, day)
    except ValueError:
        return f"{_IN_WORDS[kind]} that no calendar has"
    return _IN_WORDS[kind]


def _differs(text: str, old: str, new: str, hint: str) -> Reading:
    message = f"{quoted(text)} has two readings: in YAML 1.1 it is {old}, in YAML 1.2 {new}."
    return Reading(fault=Fault("reads-differently", message, hint))
