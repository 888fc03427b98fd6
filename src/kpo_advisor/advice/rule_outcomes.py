"""Every rule that fired, is open, or missed by one answer, with what it does and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.near_misses import NearMisses
from kpo_advisor.certainty.stakes import open_among
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.rules import EffectKind
from kpo_advisor.portable.condition_words import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.certainty.near_misses import Miss
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.recommendation import CitedFact
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import PrintKind, Rule

MISSED = "missed"


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """One thing a rule does: `kind` (favours, excludes, requires, suggests …) to `target`.

    The target is an alternative (`kpo-whole`: kpo for the whole work), an option or a topic. `strength` is
    1 … 3 of what favours or opposes.
    """

    kind: EffectKind | PrintKind
    target: str
    strength: int | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule and what became of it.

    `status` is fires, for-now (until its `unless` is shown), open, or missed (one other answer would make it
    fire: `misses`). `decision` is the first decision it bears on. `when` and `unless` are its conditions in
    words; `answers` the given answers it looks at, `results` the earlier decisions, `questions` the open
    questions it depends on. `homes` are the parts its sentences are for, empty for all. `because` and `inferred` name
    the alternatives where they differ by alternative.
    """

    rule: str
    status: str
    decision: str | None
    criterion: str | None
    effects: tuple[RuleEffect, ...]
    homes: tuple[str, ...]
    because: str | None
    when: str
    unless: str | None
    answers: Mapping[str, Answer]
    results: tuple[str, ...]
    questions: tuple[str, ...]
    misses: tuple[Miss, ...]
    facts: tuple[CitedFact, ...]
    inferred: str | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleByPiece:
    """What became of a rule in one piece of work (`activity` None: the whole), also if nothing: its status is off then.

    `stops` are the given answers that it hangs on, each by itself, where it fires.
    """

    activity: str | None
    outcome: RuleOutcome
    stops: tuple[Miss, ...]


def rule_outcomes(
    attribution: Attribution, program: Program, weights: Mapping[str, int], piece: Piece
) -> tuple[RuleOutcome, ...]:
    """The rules of a piece that fired, are open or missed by one answer, in the order of the rulebook."""
    near = NearMisses(program, weights, piece)
    found = []
    for rule in attribution.rulebook.rules:
        status = piece.assessment.status(rule.id)
        misses = near.of(rule)
        if status is not Status.OFF or misses:
            found.append(_told(attribution, rule, MISSED if misses else status.word, misses, piece))
    return tuple(found)


def rule_by_piece(profile: Profile, rulebook: Rulebook, rule: str) -> tuple[RuleByPiece, ...]:
    """What became of one rule in each piece of work. Raises KeyError where there is no such rule."""
    asked, program = rulebook.rule_by_id[rule], program_of(rulebook)
    attribution = Attribution(rulebook)
    found = []
    for piece in examine(profile, rulebook).pieces:
        near = NearMisses(program, profile.weights, piece)
        misses = near.of(asked)
        status = MISSED if misses else piece.assessment.status(rule).word
        outcome = _told(attribution, asked, status, misses, piece)
        found.append(RuleByPiece(piece.activity, outcome, near.stops(asked)))
    return tuple(found)


def effects_of(rule: Rule) -> tuple[RuleEffect, ...]:
    """All that a rule does, what weighs first."""
    found = [RuleEffect(EffectKind.FAVOURS, id, strength) for id, strength in rule.favours]
    found += [RuleEffect(EffectKind.OPPOSES, id, strength) for id, strength in rule.opposes]
    found += [RuleEffect(EffectKind.EXCLUDES, exclusion.word, None) for exclusion in rule.excludes]
    found += [RuleEffect(EffectKind.HOLDS_BACK, id, None) for id in rule.holds_back]
    found += [RuleEffect(EffectKind.SUGGESTS, option, None) for _, option in rule.suggests]
    found += [RuleEffect(EffectKind.WITHHOLDS, option, None) for _, option in rule.withholds]
    kinds = dict.fromkeys((printed.kind, printed.topic) for printed in rule.printed)
    return (*found, *(RuleEffect(kind, topic, None) for kind, topic in kinds))


def decision_of(rulebook: Rulebook, rule: Rule) -> str | None:
    """The first decision a rule bears on: by what weighs, else by what it suggests or prints; None for no effect."""
    options = {option for _, option in (*rule.suggests, *rule.withholds)}
    topics = {printed.topic for printed in rule.printed}
    for wanted in (rule.touches, options, topics):
        for decision in rulebook.decisions:
            if wanted & {offer.id for offer in decision.offers}:
                return decision.id
    return None


def _told(attribution: Attribution, rule: Rule, status: str, misses: tuple[Miss, ...], piece: Piece) -> RuleOutcome:
    rulebook = attribution.rulebook
    given = {id: piece.answers[id] for id in rule.questions if piece.answers.get(id) is not None}
    facts, inferred, marks = attribution.evidence((rule, None))
    return RuleOutcome(
        rule=rule.id,
        status=status,
        decision=decision_of(rulebook, rule),
        criterion=rule.criterion,
        effects=effects_of(rule),
        homes=rule.printed_for,
        because=attribution.told(rule.because, None),
        when=in_words(rule.when, rulebook.questions),
        unless=in_words(rule.unless, rulebook.questions) if rule.unless else None,
        answers=given,
        results=tuple(id for id in rulebook.decision_by_id if id in rule.decisions),
        questions=_depends_on(rulebook, rule, status, piece),
        misses=misses,
        facts=facts,
        inferred=inferred,
        marks=marks,
    )


def _depends_on(rulebook: Rulebook, rule: Rule, status: str, piece: Piece) -> tuple[str, ...]:
    if status == Status.OPEN.word:
        return open_among(rulebook, rule.questions, piece.assessment)
    if status == Status.FOR_NOW.word and rule.unless is not None:
        return open_among(rulebook, questions_in(rule.unless), piece.assessment)
    return ()
