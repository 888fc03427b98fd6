"""Looking for profiles: all that meet a premise, the small one among them, and whether the engine confirms it.

The small one is chosen so that every run picks the same: as few questions as can be have an answer other than the
plain one, under which the fewest tests hold. Among such profiles the questions of the questionnaire get, one after
another, the plain answer if that is still possible, else the first choice that is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import is_met
from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.questions import Kind
from kpo_advisor.solver.atoms import ans, complete, has, odder_than, ticks, violated
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.rankings import encoding_of, weight_facts
from kpo_advisor.solver.solver import MOST_CHANGES, Layout, Solver, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.encoding import Encoding
    from kpo_advisor.solver.solver import Assumed, Ticks

STEP_CONFLICTS = 500
"""A hard bound: a step that reaches it keeps the answer that is at hand, and the profile is less small."""

Answers = dict[str, "Answer"]

Shows = Callable[["Assessment"], bool]
"""Whether the engine finds in a profile what it is a witness of."""


class Profiles:
    """All profiles under one program, none of which contradicts itself; not safe to share between threads.

    The assumptions that queries share: `complete` are the profiles with every question that applies answered, `every`
    also those in which questions are unanswered, `contradictory_too` the complete ones with combinations that cannot
    hold. In two worlds a profile is a pair of them.
    """

    def __init__(
        self, encoding: Encoding, layout: Layout, further: Iterable[str], effort: Effort, extent: int = 0
    ) -> None:
        rules = text_of("solver/unchanged.lp")
        self.solver = Solver(encoding, layout, (rules, *further), effort, extent)
        consistent = [violated(piece, id, False) for piece in self.solver.pieces for id in encoding.incompatible]
        self.every: Assumed = self.solver.assumed(consistent)
        self.contradictory_too: Assumed = self.solver.assumed([complete()])
        self.complete: Assumed = self.solver.assumed(consistent, self.contradictory_too)

    def can(self, *literals: Literal) -> bool | None:
        """Whether some complete profile meets the literals; None: not decided within the bound."""
        return self.solver.ask(literals, self.complete)

    def smallest(self, literals: Iterable[Literal], unanswered: Collection[str] = ()) -> dict[int, Answers] | None:
        """The small profile, of each piece, that meets the literals, which can be met; None past the bound.

        It is complete but for the questions that are to stay `unanswered`; those that do not apply have an answer
        too. The layout must be `plain`.
        """
        solver, shared = self.solver, self.every if unanswered else self.complete
        told = [has(piece, id, id not in unanswered) for piece in solver.pieces for id in solver.encoding.questions]
        base = solver.assumed([*literals, *told], shared)
        for most in range(MOST_CHANGES + 1):
            fewer = solver.assumed([odder_than(most, False)], base)
            model = solver.witness((), fewer, STEP_CONFLICTS)
            if model is not None:
                return _Choosing(solver, fewer, model).profiles(unanswered)
        model = solver.witness((), base)
        return None if model is None else _Choosing(solver, base, model).profiles(unanswered)

    def witness(
        self, rulebook: Rulebook, what: str, literals: Iterable[Literal], shows: Shows, when: Condition = ALWAYS
    ) -> Answers | None:
        """The answers that count in the small profile that meets the literals, `confirmed`; None past the bound."""
        found = self.smallest(literals)
        return None if found is None else confirmed(rulebook, what, found[1], shows, when)[0]


class _Choosing:
    """Settles question after question, with one way in which all that is settled can be met."""

    def __init__(self, solver: Solver, fixed: Assumed, model: Ticks) -> None:
        self.solver = solver
        self.fixed = fixed
        self.model = model

    def profiles(self, unanswered: Collection[str]) -> dict[int, Answers]:
        encoding = self.solver.encoding
        found: dict[int, Answers] = {piece: {} for piece in self.solver.pieces}
        for piece in self.solver.pieces:
            for id, question in encoding.questions.items():
                if id not in unanswered:
                    found[piece][id] = encoding.answer(id, self._settled(piece, question))
        return found

    def _settled(self, piece: int, question: Question) -> tuple[str, ...]:
        """The plain answer where it can be given, else the first choice that can be, or as few ticks as can be."""
        every = self.solver.encoding.choices(question)
        for choice in dict.fromkeys((self.solver.encoding.plain[question.id], *every)):
            if self._can(ticks(piece, question.id, (choice,), every), (choice,) == self.model[piece, question.id]):
                return (choice,)
        if question.kind is Kind.MULTI:
            for choice in every:
                without = ans(piece, question.id, choice, False)
                if not self._can([without], choice not in self.model[piece, question.id]):
                    self.fixed = self.solver.assumed([ans(piece, question.id, choice)], self.fixed)
        return self.model[piece, question.id]

    def _can(self, literals: Iterable[Literal], known: bool) -> bool:
        """Whether these can hold too; then they are settled. `known`: they hold in the way that is at hand."""
        further = self.solver.assumed(literals, self.fixed)
        model = self.model if known else self.solver.witness((), further, STEP_CONFLICTS)
        if model is None:
            return False
        self.fixed, self.model = further, model
        return True


def confirmed(
    rulebook: Rulebook,
    what: str,
    answers: Mapping[str, Answer],
    shows: Shows = lambda _: True,
    when: Condition = ALWAYS,
) -> tuple[Answers, Assessment]:
    """The answers that count, and what the engine makes of them.

    Raises Disagreement unless they are complete, free of contradictions, meet the condition, and show what they are to.
    """
    assessment = assess(program_of(rulebook), answers)
    counting = {id: answer for id, answer in answers.items() if id not in assessment.ignored}
    is_sound = not (assessment.open_questions or assessment.violated) and is_met(when, rulebook.questions, counting)
    if not (is_sound and shows(assessment)):
        raise disagreement(what, rulebook, answers)
    return counting, assessment


@lru_cache(maxsize=8)
def ranked_profiles(
    rulebook: Rulebook,
    effort: Effort,
    later: str | None = None,
    worlds: int = 1,
    conditions: tuple[Condition, ...] = (),
) -> Profiles:
    """The profiles with the main ranking and, where one is named that `can_be_ranked`, that of a later decision.

    They are of one piece of work, under the rulebook's own weights, and made once for an effort; further `conditions`
    are those to be asked about.
    """
    encoding = encoding_of(rulebook, later, conditions)
    layout = Layout(1, worlds, plain=True)
    return Profiles(encoding, layout, weight_facts(rulebook.main), effort, extent_of(rulebook, conditions))


def first_met(ways: Iterable[tuple[Profiles, Sequence[Literal]]]) -> tuple[bool | None, int]:
    """Whether some complete profile meets the literals of some way, and the position of the first way that can be."""
    able: bool | None = False
    for at, (profiles, way) in enumerate(ways):
        found = profiles.can(*way)
        if found:
            return True, at
        able = None if found is None else able
    return able, 0
