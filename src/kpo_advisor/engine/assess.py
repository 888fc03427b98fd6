"""Assessing one piece of work: answers to masks, rules to statuses, decisions one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.ranking import rank
from kpo_advisor.engine.truth import FALSE, OPEN, TRUE, decided
from kpo_advisor.model.assessment import Assessment, Status
from kpo_advisor.model.questions import is_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.engine.program import Program, RuleNode, Stage
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rules import Decision

NO_WEIGHTS: Mapping[str, int] = {}


def assess(
    program: Program,
    answers: Mapping[str, Answer],
    weights: Mapping[str, int] = NO_WEIGHTS,
    *,
    is_part: bool = False,
    ranks_only: bool = False,
    main: DecisionResult | None = None,
) -> Assessment:
    """Assess one set of answers.

    `is_part`: it is an activity, so questions about splitting do not apply. `main` is the main
    decision's result where more is proved of it than the bounds can tell; later decisions then rest on
    that. `ranks_only` passes over the rules that only print; `statuses` then lacks them. `weights` replace
    the rulebook's for the criteria they name. Questions that are missing and questions that map to None
    count the same. Answers are taken as checked by the readers.
    """
    true, false, open_questions, ignored, unsettled = masks_of(program, answers, is_part=is_part)
    violated = tuple(id for id, node in program.incompatible if node.value(true, false) == TRUE)
    deciding = _Deciding(program, program.ranking_stages if ranks_only else program.stages, weights, true, false)
    deciding.evaluate(0)
    for stage, decision in enumerate(program.rulebook.decisions, start=1):
        deciding.decide(decision, main if stage == 1 else None, homes_only=is_part and stage == 1)
        deciding.evaluate(stage)
    statuses = {rule.id: status for rule, status in zip(program.rules, deciding.statuses, strict=True) if status}
    taken, holding_now = frozenset(deciding.taken), deciding.holding_now()
    return Assessment(deciding.results, taken, statuses, holding_now, open_questions, ignored, unsettled, violated)


class _Deciding:
    """Takes the decisions one after another; each adds to the masks what the later ones look at."""

    def __init__(
        self, program: Program, stages: Sequence[Stage], weights: Mapping[str, int], true: int, false: int
    ) -> None:
        self.program = program
        self.stages = stages
        self.weights = weights
        self.true, self.false = true, false
        self.now_true = self.now_false = 0
        self.statuses = [Status.OFF] * len(program.rules)
        self.results: dict[str, DecisionResult] = {}
        self.taken: list[str] = []

    def evaluate(self, stage: int) -> None:
        """Settle the rules that could be settled only now."""
        for at, rule in self.stages[stage]:
            self.statuses[at] = status_of(rule, self.true, self.false)

    def holding_now(self) -> frozenset[str]:
        """The rules that are open only because a result is, and hold with the results as they are now."""
        true, false = self.true | self.now_true, self.false | self.now_false
        return frozenset(
            rule.id
            for stage in self.stages[1:]
            for at, rule in stage
            if self.statuses[at] is Status.OPEN and fires_now(rule, true, false)
        )

    def decide(self, decision: Decision, proved: DecisionResult | None, *, homes_only: bool) -> None:
        """Rank a decision of kind ranked, and let later conditions see the result if it may be taken."""
        when, tests = self.program.when[decision.id], self.program.decided[decision.id]
        may_be_taken = when.value(self.true, self.false)
        true, false = self.true | self.now_true, self.false | self.now_false
        taken_now = when.value(true, false)
        if taken_now == OPEN:
            # What nobody has answered takes no decision: where results leave it open, it is taken for now.
            taken_now = when.value(true, false | self.program.on_answers & ~true)
        if taken_now != FALSE:
            self.taken.append(decision.id)
        ranked = self.program.ranked.get(decision.id)
        possible, first = tuple[str, ...](), tuple[str, ...]()
        if ranked is not None:
            weights = decision.weights(self.weights)
            result = proved or rank(ranked, self.statuses, weights, self.results, homes_only=homes_only)
            self.results[decision.id] = result
            winner = (result.winner,) if result.winner else ()
            possible = (winner or result.possible) if may_be_taken != FALSE else ()
            first = result.chosen if taken_now != FALSE else ()
        # A test on a decision holds only where the decision is taken for sure.
        holds, fails = decided(tests, first)
        self.now_true, self.now_false = self.now_true | (holds if taken_now == TRUE else 0), self.now_false | fails
        holds, fails = decided(tests, possible)
        self.true, self.false = self.true | (holds if may_be_taken == TRUE else 0), self.false | fails


Masks = tuple[int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The tests that hold and those that do not, and the questions that are open, ignored and unsettled."""


def masks_of(program: Program, answers: Mapping[str, Answer], *, is_part: bool) -> Masks:
    """What answers come to; the questions are in the order of the questionnaire."""
    true = false = 0
    open_questions, ignored, unsettled = set[str](), set[str](), set[str]()
    for question in program.order:
        answering = program.answering[question.id]
        answer = answers.get(question.id)
        node = program.only_if.get(question.id)
        applies = TRUE if node is None else node.value(true, false)
        implied = answering.implied
        if is_part and question.whole:
            applies, implied = FALSE, 0
        if applies == FALSE:
            true |= implied
            false |= answering.all & ~implied
            if answer is not None:
                ignored.add(question.id)
        elif answer is None:
            open_questions.add(question.id)
        else:
            if not is_plain(answer):
                open_questions.add(question.id)
            holding, may_hold = answering.bounds(answer)
            if applies == TRUE:
                true |= holding
                false |= answering.all & ~may_hold
            else:
                # Sure is only what is so both under the answer and where the question turns out not to apply.
                true |= holding & implied
                false |= answering.all & ~(may_hold | implied)
                unsettled.add(question.id)

    def in_order(ids: set[str]) -> tuple[str, ...]:
        return tuple(id for id in program.rulebook.questions if id in ids)

    return true, false, in_order(open_questions), in_order(ignored), in_order(unsettled)


def status_of(rule: RuleNode, true: int, false: int) -> Status:
    """What becomes of a rule under the tests that hold and those that do not."""
    when = rule.when.value(true, false)
    if when == FALSE:
        return Status.OFF
    unless = FALSE if rule.unless is None else rule.unless.value(true, false)
    if unless == TRUE:
        return Status.OFF
    if when == OPEN:
        return Status.OPEN
    return Status.FIRES if unless == FALSE else Status.FOR_NOW


def fires_now(rule: RuleNode, true: int, false: int) -> bool:
    """Whether the status of a rule is at least FOR_NOW: asked by itself, since that is what is asked most."""
    return rule.when.value(true, false) == TRUE and (rule.unless is None or rule.unless.value(true, false) != TRUE)
