"""Judging a recommendation against what a worked case expects, and saying why another one stands first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.certainty.contrast import fewest
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.reserved_ids import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.profile import Expectation
    from kpo_advisor.model.recommendation import Advice, CitedBar, OpenCheck, OptionReason, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Difference
    from kpo_advisor.proofs.coverage import Coverage
    from kpo_advisor.proofs.suggested_cases import Suggested


class Place(StrEnum):
    """How first place compares with what a case expects of it; a case that expects nothing of it is met."""

    EXPECTED = "expected"
    ACCEPTABLE = "acceptable"
    OTHER = "other"


class Outcome(StrEnum):
    """What becomes of a case; the last two are those of a case with a note that it fails."""

    PASSED = "passed"
    ACCEPTABLE = "acceptable"
    FAILED = "failed"
    KNOWN_FAILURE = "known-failure"
    NO_LONGER_FAILS = "no-longer-fails"

    @property
    def is_failure(self) -> bool:
        """Whether somebody has to do something: to the rules, to the case, or to its note."""
        return self in (Outcome.FAILED, Outcome.NO_LONGER_FAILS)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a case expects and the recommendation does not give.

    `not_excluded` should be ruled out and is not. `not_mentioned` should be mentioned; what the case lists
    as unreachable is not asked for. `mentioned_after_all` is listed as unreachable and mentioned.
    `known_to_fail`: the case has a note that it fails.
    """

    place: Place
    not_excluded: tuple[str, ...]
    not_mentioned: tuple[str, ...]
    mentioned_after_all: tuple[str, ...]
    certainty_differs: bool
    known_to_fail: bool

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing; an acceptable first place is none that is missing."""
        missing = self.not_excluded or self.not_mentioned or self.mentioned_after_all
        return not (self.place is Place.OTHER or missing or self.certainty_differs)

    @property
    def outcome(self) -> Outcome:
        """What becomes of the case."""
        if self.known_to_fail:
            return Outcome.NO_LONGER_FAILS if self.is_met else Outcome.KNOWN_FAILURE
        if not self.is_met:
            return Outcome.FAILED
        return Outcome.ACCEPTABLE if self.place is Place.ACCEPTABLE else Outcome.PASSED


@dataclass(frozen=True, slots=True)
class Deciding:
    """A criterion that put the first before the expected one: by how much, and the strongest rules behind it.

    `score` is what `points` are on the scale of scores, −100 … 100.
    """

    criterion: str
    title: str
    points: int
    score: Fraction
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """Why the expected alternative does not stand first.

    `points` and `score` are the lead of the recommended one over it; not above 0 where the standing or what
    is open decides, None where nothing is recommended. `bars` are those of the expected one, where it stands
    lower; otherwise `criteria` are the fewest that outweigh all that speaks for it.
    """

    over: str
    standing: str
    points: int | None
    score: Fraction | None
    bars: tuple[CitedBar, ...]
    criteria: tuple[Deciding, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A profile with `expect`, from `file`, and what came of it; `lead` where first place is another."""

    file: str
    expect: Expectation
    given: Recommendation
    judgement: Judgement
    lead: Lead | None


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
    search: Suggested | None = None
    written: Sequence[str] = ()
    kept: Sequence[str] = ()

    @property
    def covers_too_little(self) -> bool:
        """Whether fewer rules fired than there must."""
        return self.coverage is not None and self.least is not None and self.coverage.percent < self.least

    @property
    def has_failed(self) -> bool:
        """Whether a case failed or no longer fails, or too few rules fired."""
        return self.covers_too_little or any(case.judgement.outcome.is_failure for case in self.cases)


def judged(file: str, expect: Expectation, given: Recommendation) -> Case:
    """The case of a file, judged."""
    judgement = judge(expect, given)
    return Case(file, expect, given, judgement, lead_over(expect, given) if judgement.place is Place.OTHER else None)


def judge(expect: Expectation, given: Recommendation) -> Judgement:
    """Compare a recommendation with what is expected of it.

    A fact `base.part` that is mentioned is a mention of `base` too.
    """
    told = mentioned(given)
    out = ruled_out(given)
    wanted = [id for id in expect.mentions if id not in expect.unreachable]
    return Judgement(
        place=_place(expect, given),
        not_excluded=tuple(id for id in expect.excluded if id not in out),
        not_mentioned=tuple(id for id in wanted if id not in told),
        mentioned_after_all=tuple(id for id in expect.unreachable if id in told),
        certainty_differs=expect.certainty not in (None, given.certainty),
        known_to_fail=expect.fails is not None,
    )


def mentioned(given: Recommendation) -> frozenset[str]:
    """Every rule and fact named in reasons, bars, safeguards, advice, checks, the plan and the suggestions.

    With a fact come the bases of its id: with `a.b.c` also `a.b` and `a`.
    """
    found = set(_named(given))
    return frozenset(found | {id[:at] for id in found for at, character in enumerate(id) if character == "."})


def ruled_out(given: Recommendation) -> frozenset[str]:
    """Every alternative that is excluded, in the main ranking or that of another decision."""
    return frozenset(row.alternative for row in _rows(given) if row.standing == Standing.EXCLUDED.word)


def lead_over(expect: Expectation, given: Recommendation) -> Lead | None:
    """Why the expected alternative, or the first of the acceptable ones, is not first; None where it is none."""
    over = expect.recommended or next(iter(expect.acceptable), None)
    row = next((ranked for ranked in given.ranking if ranked.alternative == over), None)
    if row is None:
        return None
    first = next((ranked for ranked in given.ranking if ranked.alternative == given.recommended), None)
    contrast = next((contrast for contrast in given.contrast if contrast.second == row.alternative), None)
    standing = Standing.of(row.standing)
    is_lower = standing is Standing.EXCLUDED if first is None else standing > Standing.of(first.standing)
    criteria: tuple[Deciding, ...] = ()
    if first is not None and contrast is not None and not is_lower:
        criteria = tuple(_deciding(difference, first, row) for difference in fewest(contrast))
    points, score = (contrast.points, contrast.score) if contrast else (None, None)
    return Lead(row.alternative, row.standing, points, score, row.bars if is_lower else (), criteria)


def _place(expect: Expectation, given: Recommendation) -> Place:
    first = given.recommended or NOTHING
    if first == expect.recommended or not (expect.recommended or expect.acceptable):
        return Place.EXPECTED
    return Place.ACCEPTABLE if first in expect.acceptable else Place.OTHER


def _deciding(difference: Difference, first: Ranked, other: Ranked) -> Deciding:
    """The rules for the first and against the other on one criterion; the strongest are all that a reason names."""
    own = [reason for reason in first.reasons if reason.criterion == difference.criterion and reason.points > 0]
    against = [reason for reason in other.reasons if reason.criterion == difference.criterion and reason.points < 0]
    rules = dict.fromkeys(rule for reason in (*own, *against) for rule in reason.rules)
    score = Fraction(100 * difference.points, first.out_of)
    return Deciding(difference.criterion, difference.title, difference.points, score, tuple(rules))


def _rows(given: Recommendation) -> Iterator[Ranked]:
    """The rows of the main ranking and of those of the other decisions."""
    yield from given.ranking
    for placed in given.decisions.values():
        for placing in placed:
            yield from placing.ranking


def _named(given: Recommendation) -> Iterator[str]:
    options = [reason for found in given.suggestions.values() for option in found for reason in option.reasons]
    citing: list[Advice | OpenCheck | OptionReason | CitedBar] = [*given.advice, *given.checks, *options]
    for row in (*_rows(given), *(row for planned in given.plan for row in planned.ranking)):
        citing += [*row.bars, *row.requires]
        for reason in row.reasons:
            yield from (*reason.rules, *(fact.id for fact in reason.facts))
    for cited in citing:
        yield from () if cited.rule is None else (cited.rule,)
        yield from (fact.id for fact in cited.facts)
