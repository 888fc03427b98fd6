"""What differs between two rulebooks: what was added, what was removed, and which fields of the rest changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.comparison.rulebook_words import RULEBOOK, Fields, in_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook


class How(StrEnum):
    """What became of a thing between the old rulebook and the new one."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, in the rulebook's own words; None where it says nothing."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RulebookChange:
    """A thing that differs; of one that was added or removed, `fields` are all it says."""

    kind: str
    id: str
    how: How
    fields: tuple[FieldChange, ...]


def changes_between(old: Rulebook, new: Rulebook) -> tuple[RulebookChange, ...]:
    """All that differs, by kind, in the order of the rulebooks.

    Compared by what is said: a condition that only names a term where it spelled it out is the same, and
    where things stand, in which file or after which other rule or fact, does not count. The order of the
    questions does, and so does that of alternatives, options and topics, and of the choices of a question.
    """
    before, after = in_fields(old), in_fields(new)
    orders = {RULEBOOK: _orders(old, new)}
    return tuple(
        change
        for kind in before
        for id in dict.fromkeys((*before[kind], *after[kind]))
        for change in _change(kind, id, before[kind].get(id), after[kind].get(id), orders.get(kind, []))
    )


def _change(
    kind: str, id: str, before: Fields | None, after: Fields | None, orders: Sequence[FieldChange]
) -> Iterator[RulebookChange]:
    old, new = before or {}, after or {}
    both = [FieldChange(name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new))]
    fields = [*(field for field in both if field.before != field.after), *orders]
    if fields or before is None or after is None:
        how = How.ADDED if before is None else How.REMOVED if after is None else How.CHANGED
        yield RulebookChange(kind, id, how, tuple(fields))


def _orders(old: Rulebook, new: Rulebook) -> list[FieldChange]:
    """The orders that differ among what both rulebooks have."""
    lists = {
        "order of questions": (tuple(old.questions), tuple(new.questions)),
        "order of alternatives, options and topics": (tuple(old.titles), tuple(new.titles)),
    }
    found = []
    for name, (before, after) in lists.items():
        first, then = [id for id in before if id in after], [id for id in after if id in before]
        if first != then:
            found.append(FieldChange(name, ", ".join(first), ", ".join(then)))
    return found
