"""The difference between two rulebooks: its effect first, then the changes one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.comparison.effect_on_first import Verdict
from kpo_advisor.comparison.rulebook_changes import How
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.reports.blocks import BlockReport, Code, Column, Fold, Gap, Grid, Heading, Item, Paragraph, Run
from kpo_advisor.reports.diff_words import SCOPE, SENTENCES, DiffWords, gist, is_moved
from kpo_advisor.text.lines import BAD, FAINT, GOOD, STRONG, WARN, Tone
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.comparison.compared import Compared
    from kpo_advisor.comparison.diff import DecisionEffect, Diff
    from kpo_advisor.comparison.effect_on_first import Witness
    from kpo_advisor.comparison.rulebook_changes import RulebookChange
    from kpo_advisor.reports.blocks import Block

NAME, SIDE = 16, 24
"""Columns of an alternative and of one side of the ranking."""

_SIGNS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}
_TONES = {Verdict.SAME: GOOD, Verdict.NEVER: GOOD, Verdict.CHANGES: STRONG}


def diff(given: Diff, *, is_brief: bool) -> BlockReport:
    """The whole comparison; one that is not brief fits a comment on a pull request, details folded."""
    report = _DiffReport(given, is_brief=is_brief)
    return BlockReport(f"What differs: {given.old.source} → {given.new.source}", tuple(report.blocks()))


class _DiffReport:
    def __init__(self, given: Diff, *, is_brief: bool) -> None:
        self.given = given
        self.words = DiffWords(given)
        self.is_brief = is_brief

    def blocks(self) -> Iterator[Block]:
        if not self.is_brief:
            yield Paragraph(self._headline(), STRONG)
        for word, side in (("Old", self.given.old), ("New", self.given.new)):
            book = side.rulebook
            yield Paragraph(f"{side.source} ({book.name} {book.version})", FAINT, lead=f"{word}: ")
        yield Paragraph(f"Differs: {self.words.counts()}.")
        for effect in self.words.told_effects():
            yield from self._effect(effect)
        yield from self._profiles()
        if self.is_brief:
            yield from self._changes()
        elif self.given.changes:
            parts = tuple(tuple(_change_in_full(change)) for change in self.given.changes)
            yield Fold(f"What differs: {counted(len(parts), 'change')}", parts, "change")

    def _headline(self) -> str:
        if not self.given.differs:
            return "The rules say the same as before."
        first, profiles = self.given.effects[0], self.given.profiles
        sentence = SENTENCES[first.effect.verdict].rstrip(".")
        changed = sum(compared.changes_first for compared in profiles)
        among = f"of {counted(len(profiles), 'profile')} given"
        if first.effect.verdict is Verdict.CHANGES and profiles:
            return f"{sentence}; {among}, for {changed or 'none'}."
        # A profile may bring weights of its own, which what is proved does not speak of.
        return f"{sentence}; {among}, {changed} with another first place." if changed else f"{sentence}."

    def _effect(self, effect: DecisionEffect) -> Iterator[Block]:
        found = effect.effect
        yield Heading(f"First place: {self.words.decisions[effect.decision]}")
        yield Paragraph(self.words.verdict(found), _TONES.get(found.verdict, WARN))
        if found.verdict is not Verdict.SAME:
            yield Paragraph(SCOPE, FAINT)
        if effect.shown is not None:
            yield Gap()
            yield self._ranking(effect.shown)
            yield from _list(self.words.why(effect.shown))
        if found.witness is not None:
            yield from self._witness(found.witness)

    def _ranking(self, compared: Compared, indent: str = "") -> Grid:
        name = Column("" if self.is_brief else "Alternative", width=NAME, gap=1)
        sides = Column("before", width=SIDE, gap=0), Column("after", width=SIDE, gap=0)
        return Grid((name, *sides), tuple(self.words.scores(compared)), lead=indent)

    def _witness(self, witness: Witness) -> Iterator[Block]:
        old, new = self.given.old.rulebook, self.given.new.rulebook
        if witness.is_one:
            yield Fold("The profile", ((Code(profile_yaml(witness.after, new)),),))
        else:
            yield Fold("The profile for the old rulebook", ((Code(profile_yaml(witness.before, old)),),))
            yield Fold("The profile for the new rulebook", ((Code(profile_yaml(witness.after, new)),),))

    def _profiles(self) -> Iterator[Block]:
        if not self.given.profiles:
            return
        yield Heading("Profiles")
        yield Paragraph(self.words.profiles(), STRONG)
        told = [compared for compared in self.given.profiles if compared.differs or compared.is_one_sided]
        parts = tuple(tuple(self._profile(compared)) for compared in told)
        if self.is_brief:
            yield from (block for part in parts for block in part)
            return
        moved = list(filter(is_moved, told))
        if moved:
            columns = (Column("Profile"), Column("First before"), Column("First after"))
            yield Grid(columns, tuple((compared.file or "", *self._results(compared)) for compared in moved))
        if parts:
            yield Fold("Scores and rules, profile by profile", parts, "profile")

    def _results(self, compared: Compared) -> tuple[str, str]:
        return self.words.result(compared.before), self.words.result(compared.after)

    def _profile(self, compared: Compared) -> Iterator[Block]:
        yield Gap()
        if not is_moved(compared):
            yield Paragraph((Run(compared.file or ""), f": {self.words.stays(compared)}."), hanging="  ")
            yield from _list(self.words.otherwise(compared), "  ")
            return
        yield Paragraph(f"{compared.file}: {' → '.join(self._results(compared))}.", STRONG)
        for fault in compared.faults:
            yield Item(fault.one_line(), BAD, lead="  ")
        yield self._ranking(compared, "  ")
        yield from _list(self.words.why(compared), "  ")

    def _changes(self) -> Iterator[Block]:
        for kind in dict.fromkeys(change.kind for change in self.given.changes):
            yield Heading(f"Changes: {kind}")
            for change in self.given.changes:
                if change.kind == kind:
                    yield from _change(change)


def _list(sentences: Iterator[str], indent: str = "") -> Iterator[Block]:
    for sentence in sentences:
        yield Item(f"{sentence}.", lead=f"{indent}- ")


def _change(change: RulebookChange) -> Iterator[Block]:
    is_changed = change.how is How.CHANGED
    told = "" if is_changed else f": {gist(change)}"
    yield Item(f"{change.id}{told}", STRONG if is_changed else Tone.PLAIN, lead=f"{_SIGNS[change.how]} ")
    for field in change.fields if is_changed else ():
        yield Item(f"{field.field}:", lead="    ", depth=1)
        for sign, text in (("-", field.before), ("+", field.after)):
            if text is not None:
                yield Item(text, lead=f"      {sign} ", hanging="        ", depth=2)


def _change_in_full(change: RulebookChange) -> Iterator[Block]:
    name = f"{change.kind} {change.id}" if change.kind != change.id else change.kind
    told = "" if change.how is How.CHANGED else f": {gist(change)}"
    yield Paragraph((Run(f"{change.how.capitalize()}:"), f" {name}{told}"))
    if change.how is How.CHANGED:
        rows = tuple((field.field, field.before or "", field.after or "") for field in change.fields)
        yield Grid((Column("Field"), Column("Before"), Column("After")), rows)
