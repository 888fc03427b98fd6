"""The difference between two rulebooks as text for a terminal: its effect first, then the changes one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.comparison.effect_on_first import Verdict
from kpo_advisor.comparison.rulebook_changes import How
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.reports.diff_words import SCOPE, DiffWords, gist
from kpo_advisor.reports.layout import BAD, FAINT, GOOD, STRONG, WARN, Line, Page, padded
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.comparison.compared import Compared
    from kpo_advisor.comparison.diff import DecisionEffect, Diff
    from kpo_advisor.comparison.effect_on_first import Witness

NAME, SIDE = 16, 24
"""Columns of an alternative and of one side of the ranking."""

_SIGNS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}
_STYLES = {Verdict.SAME: GOOD, Verdict.NEVER: GOOD, Verdict.CHANGES: STRONG}


def diff_lines(given: Diff, width: int) -> list[Line]:
    """The comparison as lines of at most `width` columns (40 to 100); profiles stand as they are, to be copied."""
    return _Report(given, width).lines()


class _Report:
    def __init__(self, given: Diff, width: int) -> None:
        self.given = given
        self.words = DiffWords(given)
        self.page = Page(width)

    def lines(self) -> list[Line]:
        page = self.page
        for word, side in (("Old", self.given.old), ("New", self.given.new)):
            book = side.rulebook
            page.write(f"{side.source} ({book.name} {book.version})", indent=f"{word}: ", style=FAINT)
        page.write(f"Differs: {self.words.counts()}.")
        for effect in self.words.told_effects():
            self._effect(effect)
        self._profiles()
        self._changes()
        return page.lines

    def _effect(self, effect: DecisionEffect) -> None:
        page = self.page
        page.heading(f"First place: {self.words.decisions[effect.decision]}")
        page.write(self.words.verdict(effect.effect), style=_STYLES.get(effect.effect.verdict, WARN))
        if effect.effect.verdict is not Verdict.SAME:
            page.write(SCOPE, style=FAINT)
        if effect.shown is not None:
            page.blank()
            self._ranking(effect.shown)
            self._list(self.words.why(effect.shown))
        if effect.effect.witness is not None:
            self._witness(effect.effect.witness)

    def _ranking(self, compared: Compared, indent: str = "") -> None:
        self.page.row(f"{indent}{'':{NAME}}{padded('before', SIDE)}{padded('after', SIDE)}", FAINT)
        for title, before, after in self.words.scores(compared):
            self.page.row(f"{indent}{padded(clean(title), NAME - 1)} {padded(before, SIDE)}{padded(after, SIDE)}")

    def _list(self, sentences: Iterator[str], indent: str = "") -> None:
        for each in sentences:
            self.page.write(f"{each}.", indent=f"{indent}- ")

    def _witness(self, witness: Witness) -> None:
        old, new = self.given.old.rulebook, self.given.new.rulebook
        if witness.is_one:
            self._yaml("The profile:", profile_yaml(witness.after, new))
        else:
            self._yaml("The profile for the old rulebook:", profile_yaml(witness.before, old))
            self._yaml("The profile for the new rulebook:", profile_yaml(witness.after, new))

    def _yaml(self, title: str, text: str) -> None:
        self.page.blank()
        self.page.write(title)
        self.page.blank()
        self.page.lines += [Line(clean(each)) for each in text.splitlines()]

    def _profiles(self) -> None:
        page, words = self.page, self.words
        if not self.given.profiles:
            return
        page.heading("Profiles")
        page.write(words.profiles(), style=STRONG)
        for each in self.given.profiles:
            if each.changes_first or each.is_one_sided:
                self._moved(each)
            elif each.differs:
                page.blank()
                page.write(f"{each.file}: {words.stays(each)}.", hanging="  ")
                self._list(words.otherwise(each), "  ")

    def _moved(self, compared: Compared) -> None:
        page, words = self.page, self.words
        page.blank()
        page.write(f"{compared.file}: {words.result(compared.before)} → {words.result(compared.after)}.", style=STRONG)
        for fault in compared.faults:
            page.write(fault.one_line(), indent="  ", style=BAD)
        self._ranking(compared, "  ")
        self._list(words.why(compared), "  ")

    def _changes(self) -> None:
        page = self.page
        for kind in dict.fromkeys(each.kind for each in self.given.changes):
            page.heading(f"Changes: {kind}")
            for each in (one for one in self.given.changes if one.kind == kind):
                told = "" if each.how is How.CHANGED else f": {gist(each)}"
                page.write(f"{each.id}{told}", indent=f"{_SIGNS[each.how]} ", style=STRONG if not told else "")
                for field in each.fields if each.how is How.CHANGED else ():
                    page.write(f"{field.field}:", indent="    ")
                    for sign, text in (("-", field.before), ("+", field.after)):
                        if text is not None:
                            page.write(text, indent=f"      {sign} ", hanging="        ")
