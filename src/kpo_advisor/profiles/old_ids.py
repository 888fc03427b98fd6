"""Old ids in answers and notes: put under today's ids before they are read, each told where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table, scalars, yes_no_text
from kpo_advisor.text.phrases import listed, quoted, some_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.old_ids import Chosen
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter

TWICE = "answered-twice"


class _Given(NamedTuple):
    """An answer under today's id; `by` is the id that it was given by."""

    key: Scalar
    value: Node
    by: str

    @property
    def is_old(self) -> bool:
        return self.by != self.key.text


def with_todays_ids(profile: Table, rulebook: Rulebook, report: Reporter) -> Table:
    """A profile with today's ids under answers, notes and the answers of activities."""
    if not rulebook.old_ids:
        return profile
    entries = []
    for entry in profile.entries:
        value = entry.value
        if entry.key.text == "answers":
            value = todays_answers(value, rulebook, report)
        elif entry.key.text == "notes":
            value = _notes(value, rulebook, report)
        elif entry.key.text == "activities" and isinstance(value, Listing):
            value = replace(value, items=tuple(_activity(item, rulebook, report) for item in value.items))
        entries.append(replace(entry, value=value))
    return replace(profile, entries=tuple(entries))


def todays_answers(answers: Node, rulebook: Rulebook, report: Reporter) -> Node:
    """Answers by question under today's ids; what is no mapping stays as it is.

    Several answers to one question are a fault, unless all stand under old ids and say the same, or other questions of
    old only add ticks.
    """
    if not isinstance(answers, Table):
        return answers
    renewing, found = _Renewing(rulebook, report), dict[str, list[_Given]]()
    for entry in answers.entries:
        for given in renewing.given(entry):
            found.setdefault(given.key.text, []).append(given)
    return replace(answers, entries=tuple(renewing.one(given) for given in found.values()))


def _activity(item: Node, rulebook: Rulebook, report: Reporter) -> Node:
    entry = item.entry("answers") if isinstance(item, Table) else None
    if entry is None or not isinstance(item, Table):
        return item
    renewed = replace(entry, value=todays_answers(entry.value, rulebook, report))
    return replace(item, entries=tuple(renewed if own is entry else own for own in item.entries))


def _notes(notes: Node, rulebook: Rulebook, report: Reporter) -> Node:
    if not isinstance(notes, Table):
        return notes
    entries = dict[str, tuple[str, Entry]]()
    for entry in notes.entries:
        old, told = entry.key.text, rulebook.old_ids.told(entry.key.text)
        if told:
            report.warn(entry.key, OLD_ID, told)
        now = rulebook.old_ids.successors.get(old, (old,))[0]
        if now in entries:
            message = f"The notes on {entries[now][0]} and on {old} are both on {now}."
            report.fault(entry.key, TWICE, message, "Make one of them.")
        entries.setdefault(now, (old, replace(entry, key=replace(entry.key, text=now, value=now))))
    return replace(notes, entries=tuple(entry for _, entry in entries.values()))


def _is_unknown(value: Node) -> bool:
    return isinstance(value, Scalar) and value.value in (None, UNKNOWN)


class _Renewing:
    """Puts the answers of one mapping under today's ids."""

    def __init__(self, rulebook: Rulebook, report: Reporter) -> None:
        self.rulebook = rulebook
        self.ids = rulebook.old_ids
        self.report = report

    def given(self, entry: Entry) -> Iterator[_Given]:
        """An answer under today's ids: of an old question whose choices went to several, each for its own."""
        by, value = entry.key.text, entry.value
        told = self.ids.told(by)
        if told:
            self.report.warn(entry.key, OLD_ID, told)
        elif by not in self.rulebook.questions:
            yield _Given(entry.key, value, by)
            return
        asked = self.ids.successors.get(by, (by,))
        if not _is_unknown(value):
            before = self.report.faults.count
            asked = self._asked(by, value) or asked[:1]
            if self.report.faults.count > before:
                return
        if len(asked) > 1 and isinstance(value, Table):
            message = f"{by} is no question any more, and what it asked is asked by {listed(asked)}."
            self.report.fault(entry.key, "unknown-question", message, "Answer these.")
            return
        for id in asked:
            yield _Given(replace(entry.key, text=id, value=id), self._under(by, value, id), by)

    def _asked(self, by: str, value: Node) -> tuple[str, ...]:
        """The questions that the choices in an answer belong to; a choice that nothing replaced is a fault."""
        found: dict[str, None] = {}
        for leaf in scalars(value):
            choice, now = self._now(by, leaf)
            told = self.ids.told(by, choice)
            if told:
                self.report.warn(leaf, OLD_ID, told)
            if now is not None:
                found[now[0]] = None
            elif not self.report.skips(leaf, "unknown-choice"):
                old = some_of(choice for question, choice in self.ids.choices if question == by)
                message = f"{quoted(leaf.text)} is no choice of {by} that another took the place of; there are {old}."
                self.report.fault(leaf, "unknown-choice", message)
        return tuple(found)

    def _now(self, by: str, leaf: Scalar) -> tuple[str, Chosen | None]:
        """The old choice that a value names, yes and no in any spelling, and today's."""
        choice = self.ids.named(by, leaf.text, yes_no_text(leaf))
        return choice, self.ids.now(by, choice)

    def _under(self, by: str, value: Node, id: str) -> Node:
        """What of an answer belongs to one question, by its choices of today."""
        if isinstance(value, Listing):
            return replace(
                value, items=tuple(self._under(by, item, id) for item in value.items if self._is_of(by, item, id))
            )
        if isinstance(value, Table):
            entries = (replace(entry, value=self._under(by, entry.value, id)) for entry in value.entries)
            return replace(value, entries=tuple(entries))
        choice, now = self._now(by, value)
        if now is None or not self.ids.told(by, choice):
            return value
        self.report.faults.settle(self.report.file, value)
        return replace(value, text=now[1], value=now[1], doubt=None)

    def _is_of(self, by: str, item: Node, id: str) -> bool:
        """Whether a tick belongs to a question; what is none, or has no successor, is told where it is read."""
        now = self._now(by, item)[1] if isinstance(item, Scalar) else None
        return now is None or now[0] == id

    def one(self, given: Sequence[_Given]) -> Entry:
        """The answers to one question as one; that there are several is a fault where they cannot be."""
        question = self.rulebook.questions.get(given[0].key.text)
        if len(given) == 1 or question is None:
            return Entry(given[0].key, given[0].value)
        are_old = all(answer.is_old for answer in given)
        known = [answer for answer in given if not (are_old and _is_unknown(answer.value))] or given[:1]
        first, ticks = known[0], {tick.text: tick for answer in known for tick in scalars(answer.value)}
        own = [answer for answer in known if answer.by in (question.id, *question.formerly)]
        is_sum = question.kind is Kind.MULTI and len(own) < 2 and not any(_is_unknown(tick) for tick in ticks.values())
        if len(known) == 1 or (are_old and len(ticks) == 1):
            return Entry(first.key, first.value)
        if is_sum and not any(isinstance(answer.value, Table) for answer in known):
            return Entry(first.key, Listing(first.value.span, first.value.path, tuple(ticks.values())))
        message = f"{question.id} is answered by {listed([answer.by for answer in known])}."
        self.report.fault(known[-1].key, TWICE, message, "Keep one of them.")
        return Entry(first.key, first.value)
