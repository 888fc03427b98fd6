"""How large and how deep a condition is with the terms that it uses written out, while it is being read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TESTS = 5000
"""Tests of one condition with its terms written out; terms that use terms twice would double without end."""

MOST_LEVELS = 60
"""Conditions inside one another, with the terms that they use written out; what looks at them recurses."""

TOO_MANY = f"With its terms written out this condition has more than {MOST_TESTS} tests."
TOO_DEEP = f"With its terms written out this condition is nested more than {MOST_LEVELS} levels deep."


class Extent:
    """The tests and levels of the condition that is read now, and those of the terms that have been read."""

    def __init__(self) -> None:
        self._tests = 0
        self._level = self._deepest = 0
        self._terms: dict[str, tuple[int, int]] = {}

    @contextmanager
    def of_condition(self) -> Iterator[None]:
        """Count the tests of one condition by themselves."""
        outer, self._tests = self._tests, 0
        yield
        self._tests = outer

    @contextmanager
    def of_term(self, id: str) -> Iterator[None]:
        """Count the tests and levels of a term by themselves, and keep them for where it is used.

        Its levels are bounded from where it is first used, since reading it recurses from there.
        """
        above, self._deepest = self._deepest, self._level
        with self.of_condition():
            yield
            self._terms[id] = (min(self._tests, MOST_TESTS + 1), self._deepest - self._level)
        self._deepest = above

    def enter(self) -> bool:
        """Go one level down, until `leave`; false, and not gone, where that would be too deep."""
        if self._level >= MOST_LEVELS:
            return False
        self._level += 1
        self._deepest = max(self._deepest, self._level)
        return True

    def leave(self) -> None:
        """Go up again."""
        self._level -= 1

    def add_test(self) -> None:
        """Count one test; they are as many as the file has, and so need no bound."""
        self._tests += 1

    def add_term(self, id: str) -> str | None:
        """Count a term that has been read, where it is used; the message of the fault where that is too much."""
        tests, levels = self._terms[id]
        self._tests += tests
        if self._tests > MOST_TESTS:
            return TOO_MANY
        if self._level + levels > MOST_LEVELS:
            return TOO_DEEP
        self._deepest = max(self._deepest, self._level + levels)
        return None
