"""An answer under today's id, and what is put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.tree import Node


class Given(NamedTuple):
    """An answer under today's id; `by` is the id that it was given by.

    The value is None where an old question was answered by what another question asks today.
    """

    key: Scalar
    value: Node | None
    by: str

    @property
    def is_old(self) -> bool:
        """Whether it was given by an old id."""
        return self.by != self.key.text


def is_unknown(value: Node | None) -> bool:
    """Whether a value says that the answer is not known."""
    return isinstance(value, Scalar) and value.value in (None, UNKNOWN)


def is_own(answer: Given, question: Question) -> bool:
    """Whether an answer was given to the question itself, by whatever id it had."""
    return answer.by in (question.id, *question.formerly)


def entry_of(answer: Given) -> Entry:
    """An answer as it was given."""
    return Entry(answer.key, scalar(answer, UNKNOWN) if answer.value is None else answer.value)


def scalar(beside: Given, text: str) -> Scalar:
    """A word at the place of an answer."""
    return Scalar(beside.key.span, beside.key.path, text, text, None)


def listing(beside: Given, items: Iterable[Node]) -> Listing:
    """A list at the place of an answer."""
    return Listing(beside.key.span, beside.key.path, tuple(items))


def table(beside: Given, parts: Mapping[str, Mapping[str, Scalar]]) -> Table:
    """A narrowed answer at the place of another: choices under each of its keys."""
    entries = (Entry(scalar(beside, key), listing(beside, held.values())) for key, held in parts.items())
    return Table(beside.key.span, beside.key.path, tuple(entries))
