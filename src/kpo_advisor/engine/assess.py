"""Assessing one piece of work: answers to masks, rules to statuses, decisions one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.ranking import rank
from kpo_advisor.engine.truth import FALSE, OPEN, TRUE, decided
from kpo_advisor.model.assessment import Assessment, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.engine.program import Program, RankedDecision, RuleNode
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.questions import Answer

NO_WEIGHTS: Mapping[str, int] = {}


def assess(
    program: Program,
    answers: Mapping[str, Answer],
    weights: Mapping[str, int] = NO_WEIGHTS,
    *,
    is_part: bool = False,
) -> Assessment:
    """Assess one set of answers; `is_part`: it is an activity, so questions about splitting do not apply.

    `weights` replace the rulebook's for the criteria they name. Questions that are missing and
    questions that map to None count the same. Answers are taken as checked by the readers.
    """
    true, false, open_questions, ignored = _masks(program, answers, is_part=is_part)
    violated = tuple(id for id, node in program.incompatible if node.value(true, false) == TRUE)
    rules = program.rules
    statuses = [Status.OFF if rule.stage else _status(rule, true, false) for rule in rules]
    results: dict[str, DecisionResult] = {}
    taken: list[str] = []
    now_true = now_false = 0
    ranked = {each.decision.id: each for each in program.ranked}
    for stage, decision in enumerate(program.rulebook.decisions, start=1):
        each = ranked.get(decision.id)
        when = program.when[decision.id]
        if when.value(true | now_true, false | now_false) != FALSE:
            taken.append(decision.id)
        possible: tuple[str, ...] = ()
        if each is not None and when.value(true, false) != FALSE:
            homes_only = is_part and decision is program.rulebook.main
            result = rank(each, statuses, _weights(each, weights), results, homes_only=homes_only)
            results[decision.id] = result
            possible = (result.winner,) if result.winner else result.possible
            holds, fails = decided(program.bits, decision.id, (result.winner,) if result.winner else result.first)
            now_true, now_false = now_true | holds, now_false | fails
        holds, fails = decided(program.bits, decision.id, possible)
        true, false = true | holds, false | fails
        for number, rule in enumerate(rules):
            if rule.stage == stage:
                statuses[number] = _status(rule, true, false)
    fired = {rule.id: status for rule, status in zip(rules, statuses, strict=True) if status}
    return Assessment(results, frozenset(taken), fired, open_questions, ignored, violated)


def _masks(
    program: Program, answers: Mapping[str, Answer], *, is_part: bool
) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    """The masks of the tests that hold and that do not, the open questions, the ignored answers."""
    true = false = 0
    unanswered: set[str] = set()
    ignored: set[str] = set()
    for question in program.order:
        answering = program.answering[question.id]
        answer = answers.get(question.id)
        node = program.only_if.get(question.id)
        applies = TRUE if node is None else node.value(true, false)
        if is_part and question.whole:
            applies = FALSE
        if applies == FALSE:
            false |= answering.all
            if answer is not None:
                ignored.add(question.id)
        elif answer is None:
            unanswered.add(question.id)
        else:
            holding = answering.holding(answer)
            false |= answering.all & ~holding
            if applies == TRUE:
                true |= holding
            # Where it is open whether the question applies, what would hold under the answer is open:
            # it is false if the question turns out not to apply.
    in_order = program.rulebook.questions
    return true, false, tuple(id for id in in_order if id in unanswered), tuple(id for id in in_order if id in ignored)


def _status(rule: RuleNode, true: int, false: int) -> Status:
    when = rule.when.value(true, false)
    if when == FALSE:
        return Status.OFF
    unless = FALSE if rule.unless is None else rule.unless.value(true, false)
    if unless == TRUE:
        return Status.OFF
    if when == OPEN:
        return Status.OPEN
    return Status.FIRES if unless == FALSE else Status.FOR_NOW


def _weights(ranked: RankedDecision, own: Mapping[str, int]) -> tuple[int, ...]:
    if not own:
        return ranked.weights
    return tuple(own.get(each.id, each.weight) for each in ranked.decision.criteria)

