"""A line as it was typed, and what it can turn out to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from kpo_advisor.interview.typed.commands import Command
    from kpo_advisor.model.questions import Answer

KEYS_DO_NOTHING = ("Arrow and other control keys do nothing in a line; it was not taken. Type it again.",)
_KEYS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»"}


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer to the question on the table, with a note on it where one was typed behind it.

    `is_read`: it was not named outright, so that it is said what was understood.
    """

    answer: Answer
    note: str = ""
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A command, with the words behind it; of `u` and `s` these are a note."""

    command: Command
    words: str = ""


@dataclass(frozen=True, slots=True)
class Enter:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be used, and why; `instead` is the line that may have been meant, `fitting` what it may name.

    Enter takes what may have been meant.
    """

    reasons: tuple[str, ...]
    instead: str | None = None
    fitting: tuple[str, ...] = ()


def holds_keys(line: str) -> bool:
    """Whether a line holds what keys without a letter send, such as arrows, or other control characters; no tabs."""
    return _KEYS.search(line) is not None


def flat(line: str) -> str:
    """What was typed, on one line without anything that could steer a terminal."""
    return " ".join(clean(line).split())


def unquoted(text: str) -> str:
    """Free text without the quotes around it, in which a key is text too."""
    if len(text) > 2 and _QUOTES.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
        return text[1:-1].strip() or text
    return text


def number_in(text: str, highest: int) -> int | None:
    """The whole number from 1 to `highest` that a text is; None for any other text."""
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number and 1 <= int(text) <= highest else None
