"""Numbers that are written out in English, up to a hundred, as figures."""

from __future__ import annotations

import re

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS))},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    **{word: value for value, word in ((12, "a dozen"), (100, "a hundred"), (100, "one hundred"), (100, "hundred"))},
}
_TEN_AND_UNIT = rf"({'|'.join(_TENS)})[-\s]({'|'.join(_UNITS[1:])})"
_WORDS = re.compile(rf"\b(?:{_TEN_AND_UNIT}|({'|'.join(sorted(_VALUES, key=len, reverse=True))}))\b")
_HALVES = re.compile(r"\b([0-9]+) and a half\b")


def in_figures(text: str) -> str:
    """A text in small letters with the numbers in it as figures: `twenty-five` is 25, `two and a half` 2.5."""

    def figures(found: re.Match[str]) -> str:
        ten, unit, whole = found.groups()
        return str(_VALUES[whole] if whole else _VALUES[ten] + _VALUES[unit])

    return _HALVES.sub(r"\1.5", _WORDS.sub(figures, text))
