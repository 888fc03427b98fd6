"""The pieces of a profile, worked out: the whole work or its activities, each with its assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import Depth
from kpo_advisor.model.assessment import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.assessment import Assessment, DecisionResult
    from kpo_advisor.model.profile import Activity, Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work: `activity` is its title, None where the profile is not cut into activities.

    `answers` are the common ones with the activity's own over them, `own` the questions that it answers for
    itself, also with unknown. `homes` are those whose printed effects apply, by `printing_for`, of what is chosen.
    """

    activity: str | None
    share: int
    answers: Mapping[str, Answer]
    own: frozenset[str]
    assessment: Assessment
    homes: frozenset[str]

    @property
    def known(self) -> dict[str, Answer]:
        """The answers without those that were asked for and are unknown; narrowed ones are among them."""
        return {id: answer for id, answer in self.answers.items() if answer is not None}


def piece_of(
    program: Program,
    profile: Profile,
    activity: Activity | None,
    main: DecisionResult | None = None,
    *,
    depth: Depth = Depth.ALL,
) -> Piece:
    """An activity of a profile worked out, or with None all of it; `main` and `depth` as for `assess`."""
    answers = profile.answers if activity is None else profile.answers_of(activity)
    is_part = activity is not None
    assessment = assess(program, answers, profile.weights, is_part=is_part, depth=depth, main=main)
    first = assessment.decisions[program.rulebook.main.id].chosen
    homes = printing_for(program.rulebook, first, assessment)
    if activity is None:
        return Piece(None, 1, answers, frozenset(), assessment, homes)
    return Piece(activity.title, activity.share, answers, frozenset(activity.answers), assessment, homes)


def printing_for(rulebook: Rulebook, alternatives: Iterable[str], assessment: Assessment) -> frozenset[str]:
    """Those whose printed effects apply where alternatives come first: these and, of composites, their parts' homes."""
    found = set(alternatives)
    return frozenset(found.union(*(homes_of(rulebook, alternative, assessment) for alternative in found)))


def homes_of(rulebook: Rulebook, alternative: str, assessment: Assessment) -> frozenset[str]:
    """The homes of an alternative of the main decision: itself or, of a composite, those of its parts.

    A later decision whose alternatives need homes (the split) says which; without it, all homes that
    are left.
    """
    made_of = rulebook.main.alternative(alternative).made_of
    if not made_of:
        return frozenset((alternative,))
    for decision in rulebook.decisions[1:]:
        needing = {option.id: frozenset(option.needs) for option in decision.alternatives if option.needs}
        if needing and decision.id in assessment.taken and decision.id in assessment.decisions:
            picked = [needing[id] for id in assessment.decisions[decision.id].chosen if id in needing]
            if picked:
                return frozenset().union(*picked)
    ranking = assessment.decisions[rulebook.main.id].ranking
    left = {row.alternative for row in ranking if row.left_for_parts[View.NOW]}
    return frozenset(made_of) & left
