"""The cases of a rulebook as text for a terminal: what became of each, and what differs where one failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.reserved import NOTHING
from kpo_advisor.proofs.cases import Outcome, Place
from kpo_advisor.reports.layout import BAD, FAINT, GOOD, STRONG, WARN, Page, listed, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.cases import Case, Lead
    from kpo_advisor.proofs.coverage import Coverage
    from kpo_advisor.proofs.suggested_cases import Search
    from kpo_advisor.reports.layout import Line

WORDS = {
    Outcome.PASSED: ("passed", GOOD),
    Outcome.ACCEPTABLE: ("acceptable", GOOD),
    Outcome.FAILED: ("FAILED", BAD),
    Outcome.KNOWN_FAILURE: ("known to fail", WARN),
    Outcome.NO_LONGER_FAILS: ("NO LONGER FAILS", BAD),
}
COUNTED = {
    Outcome.PASSED: "passed",
    Outcome.ACCEPTABLE: "passed as acceptable",
    Outcome.FAILED: "failed",
    Outcome.KNOWN_FAILURE: "known to fail",
    Outcome.NO_LONGER_FAILS: "no longer failing",
}


@dataclass(frozen=True, slots=True)
class Tested:
    """All that a run of the cases came to.

    `coverage` None where it was not asked for, with `lists_rules` whether to name the rules; `least` the percent
    of rules that must have fired, if any. `search` None where no profiles were asked for; `written` are their
    files, `kept` those that were there before and were left as they are.
    """

    rulebook: Rulebook
    cases: Sequence[Case]
    coverage: Coverage | None = None
    lists_rules: bool = False
    least: int | None = None
    search: Search | None = None
    written: Sequence[str] = ()
    kept: Sequence[str] = ()

    @property
    def covers_too_little(self) -> bool:
        """Whether fewer rules fired than there must."""
        return self.coverage is not None and self.least is not None and self.coverage.percent < self.least

    @property
    def has_failed(self) -> bool:
        """Whether a case failed or no longer fails, or too few rules fired."""
        return self.covers_too_little or any(each.judgement.outcome.is_failure for each in self.cases)


def tested_lines(tested: Tested, width: int) -> list[Line]:
    """The run as lines of at most `width` columns (40 to 100)."""
    return _Report(tested, width).lines()


def percent(share: Fraction) -> str:
    """A percentage with one decimal, rounded down: what is shown is never more than what is there."""
    tenths = share * 10 // 1
    return f"{tenths // 10}.{tenths % 10}%"


class _Report:
    def __init__(self, tested: Tested, width: int) -> None:
        self.tested = tested
        self.page = Page(width)
        self.titles = tested.rulebook.titles

    def lines(self) -> list[Line]:
        for case in self.tested.cases:
            self._case(case)
        self._coverage()
        self._suggested()
        self.page.blank()
        self._summary()
        return self.page.lines

    def _case(self, case: Case) -> None:
        outcome = case.judgement.outcome
        word, style = WORDS[outcome]
        self.page.write(case.file, indent=f"{word}  ", hanging="    ", style=style)
        if outcome is Outcome.ACCEPTABLE:
            expected = self._title(case.expect.recommended)
            self.page.write(f"{self._first(case)} first; {expected} was expected.", indent="    ")
        elif outcome is Outcome.NO_LONGER_FAILS:
            self.page.write(f"It no longer fails, so take the note out: {case.expect.fails}", indent="    ")
        elif outcome is Outcome.KNOWN_FAILURE:
            self.page.write(case.expect.fails or "", indent="    ")
        if outcome in (Outcome.FAILED, Outcome.KNOWN_FAILURE):
            self._differences(case)

    def _differences(self, case: Case) -> None:
        judgement, page = case.judgement, self.page
        if judgement.place is Place.OTHER:
            expected = [self._title(id) for id in (case.expect.recommended, *case.expect.acceptable) if id]
            page.write(f"Expected first: {listed(expected, 'or')}.", indent="    - ", style=STRONG)
            page.write(f"Is first: {self._first(case)} ({case.given.certainty}).", indent="    + ", style=STRONG)
            if case.lead is not None:
                self._lead(case.lead, self._first(case))
        for id in judgement.not_excluded:
            page.write(f"Not ruled out, but expected to be: {self._title(id)}.", indent="    - ")
        if judgement.not_mentioned:
            page.write(f"Not mentioned: {', '.join(judgement.not_mentioned)}.", indent="    - ")
        if judgement.mentioned_after_all:
            told = ", ".join(judgement.mentioned_after_all)
            page.write(f"Mentioned, so take it out of unreachable: {told}.", indent="    + ")
        if judgement.certainty_differs:
            page.write(f"Expected to be {case.expect.certainty}.", indent="    - ")
            page.write(f"Is {case.given.certainty}.", indent="    + ")

    def _lead(self, lead: Lead, first: str) -> None:
        page, over = self.page, self._title(lead.over)
        if lead.score is not None:
            gap = signed(abs(lead.score)).lstrip("+")
            told = f"{first} scores {gap} more than {over}" if lead.score > 0 else f"{over} scores {gap} more"
            page.write(f"{told if lead.score else f'{over} scores as much'}.", indent="      ")
        if lead.bars:
            page.write(f"{over} is {lead.standing.replace('-', ' ')} by:", indent="      ")
        for bar in lead.bars:
            rule = f"{bar.rule}: " if bar.rule else ""
            page.write(f"{rule}{bar.because}", indent="        ")
        if lead.criteria:
            page.write("What decided, with the strongest rules:", indent="      ")
        for each in lead.criteria:
            page.write(f"{each.title}: {', '.join(each.rules)}", indent=f"{signed(each.score):>13}  ")

    def _coverage(self) -> None:
        found = self.tested.coverage
        if found is None or not self.tested.lists_rules:
            return
        self.page.heading("Rules that decided")
        self.page.write("Without the rule, something else would be first in so many cases.", style=FAINT)
        for each in found.decisive:
            self.page.write(f"{each.rule} ({each.decisive})", indent="  ")
        if not found.decisive:
            self.page.write("None.", indent="  ")
        self.page.heading("Rules that fired in no case")
        if any(each.still_open for each in found.never):
            self.page.write("(open): an open answer would have settled it in some case.", style=FAINT)
        for each in found.never:
            self.page.write(f"{each.rule}{' (open)' if each.still_open else ''}", indent="  ")
        if not found.never:
            self.page.write("None.", indent="  ")

    def _suggested(self) -> None:
        search, page = self.tested.search, self.page
        if search is None:
            return
        page.heading("Suggested profiles")
        for file in self.tested.written:
            page.write(f"Written: {file}", indent="  ")
        for file in self.tested.kept:
            page.write(f"Left as it is, since it is there already: {file}", indent="  ", style=WARN)
        for id in search.impossible:
            page.write(f"Proved: no complete profile of one piece of work makes {id} fire.", indent="  ", style=WARN)
        for id in search.not_found:
            page.write(f"No profile was found for {id}.", indent="  ", style=WARN)
        if self.tested.written:
            page.write("To be reviewed: their expect holds what the rules say now, not what is right.", style=WARN)
        elif not search.found:
            page.write("None: every rule that can fire fired in some case.", indent="  ")

    def _summary(self) -> None:
        counts = Counter(each.judgement.outcome for each in self.tested.cases)
        told = [f"{counts[each]} {words}" for each, words in COUNTED.items() if counts[each]]
        total = len(self.tested.cases)
        has_failed = any(each.is_failure for each in counts)
        style = f"{STRONG} {BAD if has_failed else GOOD}"
        self.page.write(f"{total} case{'' if total == 1 else 's'}: {', '.join(told)}.", style=style)
        found = self.tested.coverage
        if found is None:
            return
        can = sum(each.can_decide for each in found.rules)
        self.page.write(
            f"{percent(found.percent)} of the rules fired in some case ({len(found.fired)} of {len(found.rules)}); "
            f"{len(found.decisive)} of the {can} that bear on first place decided one."
        )
        if self.tested.covers_too_little:
            self.page.write(f"That is less than the {self.tested.least}% that are asked for.", style=BAD)

    def _first(self, case: Case) -> str:
        given = case.given
        if given.recommended is not None:
            return self._title(given.recommended)
        tied = listed([self._title(id) for id in given.first])
        return f"nothing, since {tied} stand level" if tied else "nothing, since everything is excluded"

    def _title(self, id: str | None) -> str:
        return "nothing" if id in (None, NOTHING) else self.titles.get(id or "", id or "")
