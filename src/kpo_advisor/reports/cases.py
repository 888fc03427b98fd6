"""The cases of a rulebook: what became of each, and what differs where one failed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.reserved_ids import NOTHING
from kpo_advisor.proofs.cases import Outcome, Place
from kpo_advisor.reports.blocks import BlockReport, Gap, Heading, Item, Paragraph
from kpo_advisor.text.lines import BAD, FAINT, GOOD, STRONG, WARN, Tone
from kpo_advisor.text.phrases import counted, listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.proofs.cases import Case, Lead, Tested
    from kpo_advisor.reports.blocks import Block

WORDS = {
    Outcome.PASSED: ("passed", "passed", GOOD),
    Outcome.ACCEPTABLE: ("acceptable", "passed as acceptable", GOOD),
    Outcome.FAILED: ("FAILED", "failed", BAD),
    Outcome.KNOWN_FAILURE: ("known to fail", "known to fail", WARN),
    Outcome.NO_LONGER_FAILS: ("NO LONGER FAILS", "no longer failing", BAD),
}
"""What is said of one case, and of several behind their number."""


def cases(tested: Tested, *, is_brief: bool) -> BlockReport:
    """The run; what it comes to stands last in a brief report, where a terminal shows it, and otherwise first."""
    return BlockReport(f"Cases of {tested.rulebook.title}", tuple(_CasesReport(tested, is_brief=is_brief).blocks()))


def percent(share: Fraction) -> str:
    """A percentage with one decimal, rounded down: what is shown is never more than what is there."""
    tenths = share * 10 // 1
    return f"{tenths // 10}.{tenths % 10}%"


class _CasesReport:
    def __init__(self, tested: Tested, *, is_brief: bool) -> None:
        self.tested = tested
        self.is_brief = is_brief
        self.titles = tested.rulebook.titles

    def blocks(self) -> Iterator[Block]:
        if not self.is_brief:
            yield from self._summary()
        for case in self.tested.cases:
            yield from self._case(case)
        yield from self._coverage()
        yield from self._suggested()
        if self.is_brief:
            yield Gap()
            yield from self._summary()

    def _case(self, case: Case) -> Iterator[Block]:
        outcome = case.judgement.outcome
        word, _, tone = WORDS[outcome]
        yield Item(case.file, tone, lead=f"{word}  ", hanging="    ")
        if outcome is Outcome.ACCEPTABLE:
            expected = self._title(case.expect.recommended)
            yield _below(f"{self._first(case)} first; {expected} was expected.")
        elif outcome is Outcome.NO_LONGER_FAILS:
            yield _below(f"It no longer fails, so take the note out: {case.expect.fails}")
        elif outcome is Outcome.KNOWN_FAILURE:
            yield _below(case.expect.fails or "")
        if outcome in (Outcome.FAILED, Outcome.KNOWN_FAILURE):
            yield from self._differences(case)

    def _differences(self, case: Case) -> Iterator[Block]:
        judgement = case.judgement
        if judgement.place is Place.OTHER:
            expected = [self._title(id) for id in filter(None, (case.expect.recommended, *case.expect.acceptable))]
            yield _below(f"Expected first: {listed(expected, 'or')}.", "- ", STRONG)
            yield _below(f"Is first: {self._first(case)} ({case.given.certainty}).", "+ ", STRONG)
            if case.lead is not None:
                yield from self._lead(case.lead, self._first(case))
        for id in judgement.not_excluded:
            yield _below(f"Not ruled out, but expected to be: {self._title(id)}.", "- ")
        if judgement.not_mentioned:
            yield _below(f"Not mentioned: {', '.join(judgement.not_mentioned)}.", "- ")
        if judgement.mentioned_after_all:
            told = ", ".join(judgement.mentioned_after_all)
            yield _below(f"Mentioned, so take it out of unreachable: {told}.", "+ ")
        if judgement.certainty_differs:
            yield _below(f"Expected to be {case.expect.certainty}.", "- ")
            yield _below(f"Is {case.given.certainty}.", "+ ")

    def _lead(self, lead: Lead, first: str) -> Iterator[Block]:
        over = self._title(lead.over)
        if lead.score is not None:
            gap = unsigned(lead.score)
            told = f"{first} scores {gap} more than {over}" if lead.score > 0 else f"{over} scores {gap} more"
            yield Item(f"{told if lead.score else f'{over} scores as much'}.", lead="      ", depth=2)
        if lead.bars:
            yield Item(f"{over} is {lead.standing.replace('-', ' ')} by:", lead="      ", depth=2)
        for bar in lead.bars:
            rule = f"{bar.rule}: " if bar.rule else ""
            yield Item(f"{rule}{bar.because}", lead="        ", depth=3)
        if lead.criteria:
            yield Item("What decided, with the strongest rules:", lead="      ", depth=2)
        for criterion in lead.criteria:
            told = f"{criterion.title}: {', '.join(criterion.rules)}"
            yield Item(told, lead=f"{signed(criterion.score):>13}  ", depth=3)

    def _coverage(self) -> Iterator[Block]:
        found = self.tested.coverage
        if found is None or not self.tested.lists_rules:
            return
        yield Heading("Rules that decided")
        yield Paragraph("Without the rule, something else would be first in so many cases.", FAINT)
        yield from _named([f"{rule.rule} ({rule.decisive})" for rule in found.decisive])
        yield Heading("Rules that fired in no case")
        if any(rule.still_open for rule in found.never):
            yield Paragraph("(open): an open answer would have settled it in some case.", FAINT)
        yield from _named([f"{rule.rule}{' (open)' if rule.still_open else ''}" for rule in found.never])

    def _suggested(self) -> Iterator[Block]:
        search = self.tested.search
        if search is None:
            return
        yield Heading("Suggested profiles")
        for file in self.tested.written:
            yield Item(f"Written: {file}", lead="  ")
        for file in self.tested.kept:
            yield Item(f"Left as it is, since it is there already: {file}", WARN, lead="  ")
        for id in search.impossible:
            yield Item(f"Proved: no complete profile of one piece of work makes {id} fire.", WARN, lead="  ")
        for id in search.not_found:
            yield Item(f"No profile was found for {id}.", WARN, lead="  ")
        if self.tested.written:
            yield Paragraph("To be reviewed: their expect holds what the rules say now, not what is right.", WARN)
        elif not search.found:
            yield Item("None: every rule that can fire fired in some case.", lead="  ")

    def _summary(self) -> Iterator[Block]:
        counts = Counter(case.judgement.outcome for case in self.tested.cases)
        told = [f"{counts[outcome]} {words}" for outcome, (_, words, _) in WORDS.items() if counts[outcome]]
        has_failed = any(outcome.is_failure for outcome in counts)
        tone = STRONG | (BAD if has_failed else GOOD)
        yield Paragraph(f"{counted(len(self.tested.cases), 'case')}: {', '.join(told)}.", tone)
        found = self.tested.coverage
        if found is None:
            return
        can = sum(rule.can_decide for rule in found.rules)
        own = " of its own" if found.inherited else ""
        if found.rules or not found.inherited:
            yield Paragraph(
                f"{percent(found.percent)} of the rules{own} fired in some case ({len(found.fired)} of "
                f"{len(found.rules)}); {len(found.decisive)} of the {can} that bear on first place decided one."
            )
        else:
            yield Paragraph("The rulebook has no rules of its own to be reached.")
        if found.inherited:
            yield Paragraph(f"Not counted: {counted(found.inherited, 'rule')} of the rulebooks that it extends.", FAINT)
        if self.tested.covers_too_little:
            yield Paragraph(f"That is less than the {self.tested.least}% that are asked for.", BAD)

    def _first(self, case: Case) -> str:
        given = case.given
        if given.recommended is not None:
            return self._title(given.recommended)
        tied = listed([self._title(id) for id in given.first])
        return f"nothing, since {tied} are tied" if tied else "nothing, since everything is ruled out"

    def _title(self, id: str | None) -> str:
        return "nothing" if id in (None, NOTHING) else self.titles.get(id or "", id or "")


def _below(text: str, sign: str = "", tone: Tone = Tone.PLAIN) -> Item:
    return Item(text, tone, lead=f"    {sign}", depth=1)


def _named(rules: Sequence[str]) -> Iterator[Block]:
    for rule in rules or ("None.",):
        yield Item(rule, lead="  ")
