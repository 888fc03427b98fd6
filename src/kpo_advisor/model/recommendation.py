"""The recommendation: what is published as text, JSON and Markdown. Field names are a contract.

Fields may be added, never changed; `SCHEMA` carries the version. Fractions are printed as scores of
−100 … 100, rounded to one decimal; `points` are exact integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from kpo_advisor.model.assessment import Applies, Certainty, Fit
    from kpo_advisor.model.rules import EffectKind, PrintKind
    from kpo_advisor.model.sensitivity import Contrast, Flip, Mainstay, Mildness, OpenQuestion, Proviso
    from kpo_advisor.model.stability import Stability

SCHEMA = "kpo-advisor/recommendation/3"


class Notice(StrEnum):
    """What is to be known of a result as a whole."""

    TIE = "tie"
    CLOSE_CALL = "close-call"
    CERTAIN_BY_COMPLETION = "certain-by-completion"
    BY_ELIMINATION = "by-elimination"
    BEST_OF_A_POOR_SET = "best-of-a-poor-set"
    ALL_HELD_BACK = "all-held-back"
    ALL_EXCLUDED = "all-excluded"
    NOT_DECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact behind a sentence; `basis` is document or inferred, `see` the contradictions it is part of."""

    id: str
    document: str
    section: str | None
    basis: str
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedReason:
    """What one criterion says for or against an alternative, with the strongest rules behind it.

    `rules` and `because` go in pairs. `answers` are the given answers those rules look at.
    `inferred` is None where a document says all of it. `marks` name where it is said: `3h`, or `ours` for what no
    document states.
    """

    criterion: str
    title: str
    points: int
    rules: tuple[str, ...]
    because: tuple[str, ...]
    answers: Mapping[str, object]
    facts: tuple[CitedFact, ...]
    inferred: str | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedBar:
    """Why an alternative is held back or excluded; `rule` None where it follows from other bars.

    `label` says it in a few words, where the rule has such.
    """

    rule: str | None
    effect: EffectKind
    for_now: bool
    because: str
    cure: str | None
    facts: tuple[CitedFact, ...]
    inferred: str | None
    marks: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence to print: a safeguard, advice, an example or a grade.

    `kind` is requires, keeps, advises, shows or rates. `status` is holds, or check: it may apply, depending on
    `questions`. `homes` are the parts it is for, empty for all. `activities` names those it comes from where the
    profile lists activities. `owner` sees to what is required, in words. `label` says it in a few words, where the
    rule has such.
    """

    rule: str
    topic: str
    kind: PrintKind
    text: str
    owner: str | None
    status: Applies
    questions: tuple[str, ...]
    homes: tuple[str, ...]
    activities: tuple[str, ...]
    because: str | None
    facts: tuple[CitedFact, ...]
    inferred: str | None
    marks: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One alternative of a ranking; equal standing and points share a rank."""

    alternative: str
    title: str
    rank: int
    standing: str
    score: Fraction
    points: int
    out_of: int
    range: tuple[Fraction, Fraction]
    reasons: tuple[CitedReason, ...]
    bars: tuple[CitedBar, ...]
    requires: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """An open question that could change a standing: to be answered before signing.

    `effect` is excludes, holds-back or frees (what is barred until the opposite is shown), on `alternatives`; `would`
    says it in words. `label` is the question's.
    """

    rule: str
    question: str
    label: str
    effect: EffectKind
    alternatives: tuple[str, ...]
    would: str
    because: str
    cure: str | None
    facts: tuple[CitedFact, ...]
    activities: tuple[str, ...]
    inferred: str | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision that is not the main one: what comes first, and the ranking.

    `taken` false: the result does not call for it; it is given for its bars, should work go out after all.
    """

    decision: str
    title: str
    taken: bool
    recommended: str | None
    first: tuple[str, ...]
    possible: tuple[str, ...]
    certainty: Certainty
    ranking: tuple[Ranked, ...]
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Where one activity goes, with its own certainty."""

    activity: str
    share: int
    recommended: str | None
    first: tuple[str, ...]
    possible: tuple[str, ...]
    certainty: Certainty
    place: str | None
    ranking: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An option with the reasons for it, and its activities; `status` is fits, check (a reason is open) or withheld."""

    option: str
    title: str
    status: Fit
    activities: tuple[str, ...]
    reasons: tuple[OptionReason, ...]
    withheld: tuple[OptionReason, ...]


@dataclass(frozen=True, slots=True)
class OptionReason:
    """Why an option is suggested or withheld; `status` is holds or check."""

    rule: str
    because: str
    status: Applies
    facts: tuple[CitedFact, ...]
    inferred: str | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a sentence rests on, numbered from 1 in the order of the rulebook, with the sections cited.

    `marks` are those of the sections, in their order; the document as a whole is marked by its number.
    """

    number: int
    id: str
    title: str
    publisher: str
    date: str
    note: str | None
    sections: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """The profile the recommendation is for, and how many questions are known, asked and not known, not asked.

    `narrowed` are those whose answer is not settled: one of several. Of activities, a question known in one and open
    in another counts as both. `notes` are what the profile says of its answers. `file` is the profile's, as it was
    given (`<stdin>` for standard input); None where it was not read from a file. `answers` are the common ones, and
    `activities` the own ones of each activity by its title.
    """

    title: str
    answered: int
    unknown: int
    not_asked: int
    weights: Mapping[str, int]
    notes: Mapping[str, str]
    file: str | None
    narrowed: int = 0
    answers: Mapping[str, object] = field(default_factory=dict)
    activities: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulebookSummary:
    """The rulebook it was made with; `sha256` is over the bytes of all its files."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The answer to a profile.

    `certainty`: certain (proved: nothing that is open can change the first), provisional, or none (everything is
    excluded). `lead`, of the score, is over the next of the same standing, on what is known now; None without one.
    `close` are those of its standing within the rulebook's `close_call` of it, in the order of the ranking. `file` is
    as in the profile's summary.
    `conditions` make a provisional one certain, and `conditions_are` smallest (proved), enough or open (no few mild
    ones do); null where none are needed. `moves_most` is the question that could move most, null where none can.
    """

    schema: str
    file: str | None
    profile: ProfileSummary
    rulebook: RulebookSummary
    recommended: str | None
    first: tuple[str, ...]
    possible: tuple[str, ...]
    certainty: Certainty
    lead: Fraction | None
    close: tuple[str, ...]
    remarks: tuple[Notice, ...]
    ranking: tuple[Ranked, ...]
    checks: tuple[OpenCheck, ...]
    open_questions: tuple[OpenQuestion, ...]
    flips: tuple[Flip, ...]
    rests_on: tuple[Mainstay, ...]
    conditions: tuple[Proviso, ...]
    conditions_are: Mildness | None
    moves_most: str | None
    contrast: tuple[Contrast, ...]
    stability: Stability | None
    plan: tuple[PlanRow, ...]
    decisions: Mapping[str, tuple[Placed, ...]]
    suggestions: Mapping[str, tuple[Suggestion, ...]]
    advice: tuple[Advice, ...]
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]
