"""What is still open: the checks before signing, and the questions that may still change the first."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.certainty.stakes import open_among, open_on, rules_on
from kpo_advisor.model.assessment import Standing, Status
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.recommendation import OpenCheck
from kpo_advisor.model.rules import EffectKind, Exclusion
from kpo_advisor.model.sensitivity import OpenQuestion
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.solver.effort import OF_PROFILE, OF_TURNS, Effort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.advice.attribution import Attribution
    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule


VERBS = {EffectKind.EXCLUDES: "exclude", EffectKind.HOLDS_BACK: "hold back", EffectKind.FREES: "free"}


def checks_of(attribution: Attribution, pieces: Sequence[Piece]) -> tuple[OpenCheck, ...]:
    """Open questions that could bar, hold back or free an alternative of a decision that is taken."""
    found: dict[tuple[str, str, EffectKind], OpenCheck] = {}
    rulebook = attribution.rulebook
    for piece in pieces:
        here = () if piece.activity is None else (piece.activity,)
        for rule in rulebook.rules:
            status = piece.assessment.status(rule.id)
            if status in (Status.OFF, Status.FIRES):
                continue
            for effect, targets in _effects(rule, status, piece).items():
                would = f"{VERBS[effect]} {' and '.join(map(rulebook.title_of, targets))}"
                homes = [Exclusion.of(target).alternative for target in targets]
                facts, inferred, marks = attribution.evidence((rule, attribution.meant(rule, homes)))
                for question in _deciding(rulebook, rule, status, piece):
                    key = (rule.id, question, effect)
                    label = rulebook.questions[question].label
                    activities = (*found[key].activities, *here) if key in found else here
                    why = (attribution.because(rule, homes), rule.cure, facts, activities, inferred, marks)
                    found[key] = OpenCheck(rule.id, question, label, effect, targets, would, *why)
    order = list(rulebook.questions)
    return tuple(sorted(found.values(), key=lambda check: order.index(check.question)))


def open_questions_of(examined: Examined) -> tuple[tuple[OpenQuestion, ...], bool]:
    """All open questions: those that may change the first come first, by what hangs on them.

    A question that no open rule on a possible first looks at cannot; for the others it is asked of the
    solver, and one that is not decided counts as one that can. Beside: whether they took more than all may take.
    """
    rulebook, profile, main, pieces = examined.rulebook, examined.profile, examined.main, examined.pieces
    leverage = dict(leverage_of(rulebook, pieces, main)) if main.winner is None else {}
    questions = sorted(leverage, key=lambda id: -leverage[id])
    effort = Effort(OF_PROFILE)
    for id, can_change in pivots(examined, questions, effort).items() if leverage else ():
        if can_change is False:
            del leverage[id]
    still_open = {id for piece in pieces for id in piece.assessment.open_questions}
    asked = set(profile.answers) | {id for activity in profile.activities for id in activity.answers}
    tries = Effort(OF_TURNS)
    rows = []
    for id, question in rulebook.questions.items():
        if id in still_open:
            turning = turns(examined, id, tries) if id in leverage else ()
            told = (id, question.label, question.ask, tuple(person.label for person in question.who_knows))
            narrowed = _narrowed(pieces, id)
            in_words = None if narrowed is None else answer_label(question, narrowed)
            rows.append(OpenQuestion(*told, id in asked, id in leverage, turning, narrowed, in_words))
    ordered = sorted(rows, key=lambda row: (-leverage.get(row.question, -1), -len(row.turns)))
    return tuple(ordered), effort.fell_short or tries.fell_short


def _narrowed(pieces: Sequence[Piece], question: str) -> Answer:
    """The one answer that the pieces have in which a question is open; None where it is unknown or they differ."""
    given = {piece.answers.get(question) for piece in pieces if question in piece.assessment.open_questions}
    return given.pop() if len(given) == 1 else None


def _effects(rule: Rule, status: Status, piece: Piece) -> dict[EffectKind, tuple[str, ...]]:
    """What the answer would do to alternatives that still count, by effect."""
    counting = _counting(piece)
    excluded = tuple(exclusion.word for exclusion in rule.excludes if exclusion.alternative in counting)
    held = tuple(id for id in rule.holds_back if id in counting)
    found = {EffectKind.EXCLUDES: excluded, EffectKind.HOLDS_BACK: held}
    if status is Status.FOR_NOW:
        found = {EffectKind.FREES: (*excluded, *held)}
    return {effect: alternatives for effect, alternatives in found.items() if alternatives}


def _deciding(rulebook: Rulebook, rule: Rule, status: Status, piece: Piece) -> tuple[str, ...]:
    """The open questions that decide whether an open rule holds, or whether one that holds for now is lifted."""
    condition = rule.unless if status is Status.FOR_NOW and rule.unless else rule.when
    return open_among(rulebook, questions_in(condition), piece.assessment)


def _counting(piece: Piece) -> set[str]:
    """The alternatives whose decision is taken and that are not out in any case."""
    results = [result for id, result in piece.assessment.decisions.items() if id in piece.assessment.taken]
    return {row.alternative for result in results for row in result.ranking if row.best is not Standing.EXCLUDED}


def leverage_of(rulebook: Rulebook, pieces: Sequence[Piece], main: DecisionResult) -> Mapping[str, int]:
    """For each open question that open rules on a possible alternative look at: the points at stake.

    A question that is not among them cannot change what stands first.
    """
    stakes: dict[str, int] = {}
    for piece in pieces:
        result = piece.assessment.decisions[rulebook.main.id]
        concerned = set(result.possible) | {id for id in main.possible if rulebook.main.alternative(id).made_of}
        concerned |= {home for id in concerned for home in rulebook.main.alternative(id).made_of}
        can_move = _can_move(rulebook, frozenset(concerned))
        for rule, questions in open_on(rulebook, piece, concerned):
            stake = can_move[rule.id] * piece.share
            for question in questions:
                if stakes.get(question, -1) < stake:
                    stakes[question] = stake
        _add_only_if(rulebook, piece, stakes)
    return stakes


@lru_cache(maxsize=64)
def _can_move(rulebook: Rulebook, concerned: frozenset[str]) -> dict[str, int]:
    """The most points that each rule on some of these alternatives can move; a bar counts as all there are."""
    weights = {criterion.id: criterion.weight for criterion in rulebook.main.criteria}
    bar = 3 * sum(weights.values())
    found = {}
    for rule in rules_on(rulebook, concerned):
        touched = [strength for id, strength in (*rule.favours, *rule.opposes) if id in concerned]
        stake = max(touched, default=0) * weights.get(rule.criterion or "", 0)
        found[rule.id] = max(stake, 0 if concerned.isdisjoint(rule.bars) else bar)
    return found


def _add_only_if(rulebook: Rulebook, piece: Piece, stakes: dict[str, int]) -> None:
    """A question that decides whether another one applies matters as much as that one."""
    waiting = list(stakes)
    while waiting:
        id = waiting.pop()
        for other in open_among(rulebook, questions_in(rulebook.questions[id].only_if), piece.assessment):
            if stakes.get(other, 0) < stakes[id]:
                stakes[other] = stakes[id]
                waiting.append(other)
