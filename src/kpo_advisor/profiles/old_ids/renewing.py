"""Answers by old ids under those of today, each told where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.tree import Listing, Scalar, Table, scalars, yes_no_text
from kpo_advisor.profiles.fault_reporter import beside
from kpo_advisor.profiles.old_ids.given import Given, is_unknown
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kpo_advisor.model.old_ids import Chosen
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Entry, Node
    from kpo_advisor.profiles.fault_reporter import Reporter


class Renewing:
    """Puts answers under today's ids; `entries` are all that there are beside each other, also inherited ones."""

    def __init__(self, rulebook: Rulebook, report: Reporter, entries: Iterable[Entry]) -> None:
        self.rulebook = rulebook
        self.ids = rulebook.old_ids
        self.report = report
        self._said = {entry.key.text: self._words(entry) for entry in entries}

    def _words(self, entry: Entry) -> Collection[str] | None:
        """The choices that an answer names, by the ids that it names them by; None: any."""
        if is_unknown(entry.value):
            return None
        return {self.ids.named(entry.key.text, leaf.text, yes_no_text(leaf)) for leaf in scalars(entry.value)}

    def was_asked(self, old: str) -> bool:
        """Whether a question was asked in its time beside these answers, as far as they say."""
        after = self.ids.followed.get(old)
        said = [(self._said.get(question, (choice,)), choice) for question, choice in after or ()]
        return after is None or any(words is None or choice in words for words, choice in said)

    def by_question(self, entries: Iterable[Entry]) -> dict[str, list[Given]]:
        """Answers by the questions of today that they answer."""
        found = dict[str, list[Given]]()
        for entry in entries:
            for given in self.given(entry):
                found.setdefault(given.key.text, []).append(given)
        return found

    def given(self, entry: Entry) -> Iterator[Given]:
        """An answer under today's ids: of an old question whose choices went to several, each for its own."""
        by, value = entry.key.text, entry.value
        if not self._is_looked_at(entry):
            return
        if by not in self.rulebook.questions and by not in self.ids.successors:
            yield Given(entry.key, value, by)
            return
        asked = self.ids.successors.get(by, (by,))
        if not is_unknown(value):
            before = self.report.faults.count
            asked = self._asked(by, value) or asked[:1]
            if self.report.faults.count > before:
                return
        if len(asked) > 1 and isinstance(value, Table):
            message = f"{by} is no question any more, and what it asked is asked by {listed(asked)}."
            self.report.fault(entry.key, "unknown-question", message, "Answer these.")
            return
        for id in asked:
            yield Given(replace(entry.key, text=id, value=id), self._under(by, value, id), by)
        for id in self.ids.successors.get(by, ()):
            if id not in asked and self.rulebook.questions[id].kind is Kind.MULTI:
                yield Given(replace(entry.key, text=id, value=id), None, by)

    def _is_looked_at(self, entry: Entry) -> bool:
        """Whether an answer still says something; that its id is an old one is told."""
        by = entry.key.text
        told, was_asked = self.ids.told(by), self.was_asked(by)
        if not was_asked:
            after = listed([f"{question}: {choice}" for question, choice in self.ids.followed[by]], "or")
            told = f'"{by}" is an old id, and was asked only after {after}; this answer is not looked at.'
        if told:
            self.report.warn(entry.key, OLD_ID, told)
        if was_asked and by not in self.ids.retired:
            return True
        for leaf in scalars(entry.value):
            self.report.faults.settle(self.report.file, leaf)
        return False

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
                old = [choice for question, choice in self.ids.choices if question == by]
                message = f"{quoted(leaf.text)} is no choice of {by} that another took the place of"
                self.report.fault(leaf, "unknown-choice", f"{message}{beside(leaf.text, old, None)}.")
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
