"""Assessing one piece of work: answers to masks, rules to statuses, decisions one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpo_advisor.engine.program import Depth
from kpo_advisor.engine.ranking import rank
from kpo_advisor.engine.rule_states import RuleStates, fires_now, states_of, statuses_of
from kpo_advisor.engine.settled import settled_by
from kpo_advisor.engine.truth import FALSE, OPEN, TRUE, decided
from kpo_advisor.model.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.engine.program import Program
    from kpo_advisor.engine.settled import QuestionMasks
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
    depth: Depth = Depth.ALL,
    main: DecisionResult | None = None,
) -> Assessment:
    """Assess one set of answers.

    `is_part`: it is an activity, so questions about splitting do not apply. `main` is the main
    decision's result where more is proved of it than the bounds can tell; later decisions then rest on
    that. Beyond the `depth` nothing is worked out: `statuses` lacks the other rules, `decisions` the other
    decisions. `weights` replace the rulebook's for the criteria they name. Questions that are missing and
    questions that map to None count the same. Answers are taken as checked by the readers.
    """
    masks = masks_of(program, answers, is_part=is_part)
    deciding = _Deciding(program, masks, weights, depth)
    for stage, decision in enumerate(deciding.decisions, start=1):
        deciding.decide(decision, main if stage == 1 else None, homes_only=is_part and stage == 1)
        deciding.evaluate(stage)
    statuses = statuses_of(program, deciding.states())
    told = (frozenset(deciding.taken), statuses, deciding.holding_now())
    asked = (masks.open_questions, masks.ignored, masks.unsettled)
    return Assessment(deciding.results, *told, *asked, violated_by(program, masks))


def violated_by(program: Program, masks: Masks) -> tuple[str, ...]:
    """The combinations of answers that cannot both hold, and do for sure."""
    return tuple([id for id, node in program.incompatible if node.value(masks.true, masks.false) == TRUE])


class _Deciding:
    """Takes the decisions one after another; each adds to the masks what the later ones look at."""

    def __init__(self, program: Program, masks: Masks, weights: Mapping[str, int], depth: Depth) -> None:
        self.program = program
        self.decisions = program.rulebook.decisions[: 1 if depth is Depth.MAIN else None]
        self.stages = program.stages[depth]
        self.weights = weights
        self.true, self.false = masks.true, masks.false
        self.now_true = self.now_false = 0
        flat = program.flat[depth] & ~masks.out
        self.fires, self.for_now, self.open = flat & ~masks.waiting, 0, flat & masks.waiting
        self.results: dict[str, DecisionResult] = {}
        self.taken: list[str] = []
        self.evaluate(0)

    def evaluate(self, stage: int) -> None:
        """Settle the rules that could be settled only now."""
        for group in self.stages[stage]:
            states = states_of(group, self.true & group.tests, self.false & group.tests)
            self.fires |= states.fires
            self.for_now |= states.for_now
            self.open |= states.open

    def states(self) -> RuleStates:
        """What became of the rules so far."""
        return RuleStates(self.fires, self.for_now, self.open)

    def holding_now(self) -> frozenset[str]:
        """The rules that are open only because a result is, and hold with the results as they are now."""
        true, false = self.true | self.now_true, self.false | self.now_false
        return frozenset(
            rule.id
            for stage in self.stages[1:]
            for group in stage
            for bit, rule in group.rules
            if self.open & bit and fires_now(rule, true, false)
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
            weights = ranked.weights(self.weights)
            result = proved or rank(ranked, self.states(), weights, self.results, homes_only=homes_only)
            self.results[decision.id] = result
            winner = (result.winner,) if result.winner else ()
            possible = (winner or result.possible) if may_be_taken != FALSE else ()
            first = result.chosen if taken_now != FALSE else ()
        # A test on a decision holds only where the decision is taken for sure.
        holds, fails = decided(tests, first)
        self.now_true, self.now_false = self.now_true | (holds if taken_now == TRUE else 0), self.now_false | fails
        holds, fails = decided(tests, possible)
        self.true, self.false = self.true | (holds if may_be_taken == TRUE else 0), self.false | fails


class Masks(NamedTuple):
    """What answers come to: the tests that hold and that do not; the questions that are open, ignored and unsettled.

    `out` are the flat rules that they rule out, `waiting` those that wait for more.
    """

    true: int
    false: int
    open_questions: tuple[str, ...]
    ignored: tuple[str, ...]
    unsettled: tuple[str, ...]
    out: int
    waiting: int


NOTHING = Masks(0, 0, (), (), (), 0, 0)


def masks_of(
    program: Program,
    answers: Mapping[str, Answer],
    *,
    is_part: bool,
    order: Iterable[QuestionMasks] | None = None,
    settled: Masks = NOTHING,
) -> Masks:
    """What answers come to; the questions are in the order of the questionnaire.

    `order` are the questions that are looked at, each after those that its `only_if` looks at; None: all. `settled` is
    what others have come to before, of which the masks are joined to.
    """
    true, false, out, waiting = settled.true, settled.false, settled.out, settled.waiting
    open_questions, ignored, unsettled = list[str](), list[str](), list[str]()
    for question in program.order if order is None else order:
        answer = answers.get(question.id)
        node, implied = question.only_if, question.implied
        applies = TRUE if node is None else node.value(true, false)
        if is_part and question.whole:
            applies, implied = FALSE, 0
        if answer is not None and applies != TRUE:
            (ignored if applies == FALSE else unsettled).append(question.id)
            answer = None if applies == FALSE else answer
        holds, fails, ruled_out, left, is_open = settled_by(question, answer, applies, implied)
        true, false, out, waiting = true | holds, false | fails, out | ruled_out, waiting | left
        if is_open:
            open_questions.append(question.id)
    place = program.position.__getitem__
    told = [tuple(sorted(ids, key=place)) for ids in (open_questions, ignored, unsettled)]
    return Masks(true, false, told[0], told[1], told[2], out, waiting)
