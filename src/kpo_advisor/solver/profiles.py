"""Looking for profiles: all that meet a premise, the small one among them, and whether the engine confirms it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import is_met
from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.solver.atoms import complete, violated
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.extent import extent_of
from kpo_advisor.solver.rankings import encoding_of, weight_facts
from kpo_advisor.solver.solver import Layout, Solver, text_of
from kpo_advisor.solver.witness import smallest_profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.encoding import Encoding
    from kpo_advisor.solver.solver import Assumed

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

        It is complete but for the questions that are to stay `unanswered`. The layout must be `plain`.
        """
        return smallest_profile(self.solver, literals, self.every if unanswered else self.complete, unanswered)

    def witness(
        self, rulebook: Rulebook, what: str, literals: Iterable[Literal], shows: Shows, when: Condition = ALWAYS
    ) -> Answers | None:
        """The answers that count in the small profile that meets the literals, `confirmed`; None past the bound."""
        found = self.smallest(literals)
        return None if found is None else confirmed(rulebook, what, found[1], shows, when)[0]


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
