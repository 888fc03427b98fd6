"""Everything behind a recommendation: matrices, rules, stability and contrasts, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Telling
from kpo_advisor.advice.matrix import matrix_of
from kpo_advisor.advice.recommend import recommend, settled
from kpo_advisor.advice.rule_outcomes import rules_told
from kpo_advisor.certainty.contrast import contrasts, fewest
from kpo_advisor.certainty.sufficient import sufficient
from kpo_advisor.certainty.weights import stability, stability_of
from kpo_advisor.engine.pieces import pieces_of
from kpo_advisor.engine.program import program_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.advice.matrix import Matrix
    from kpo_advisor.advice.rule_outcomes import RuleTold
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Contrast, Difference, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.stability import Stability

SCHEMA = "kpo-advisor/explanation/1"


@dataclass(frozen=True, slots=True)
class Compared:
    """A contrast of the first with another, with the fewest criteria that outweigh all against the first."""

    contrast: Contrast
    fewest: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class PieceExplained:
    """One piece of work: the whole (`activity` None), or one activity with its share.

    `recommended` is its own; `open_questions` are those that apply or may apply to it.
    """

    activity: str | None
    share: int
    recommended: str | None
    matrix: Matrix
    stability: Stability | None
    contrasts: tuple[Compared, ...]
    rules: tuple[RuleTold, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A recommendation with all that is behind it.

    `stability` is that of the whole: of activities, that each keeps its home. `sufficient` are the questions
    whose answers alone make the first certain, none of which can be left out; None where it is not certain,
    or where that was not decided within the bound on effort.
    """

    schema: str
    recommendation: Recommendation
    stability: Stability | None
    sufficient: tuple[str, ...] | None
    pieces: tuple[PieceExplained, ...]


def explain(profile: Profile, rulebook: Rulebook) -> Explanation:
    """Explain what `recommend` gives for a profile. Pure, like it."""
    recommendation = recommend(profile, rulebook)
    program = program_of(rulebook)
    whole, asked, _ = settled(profile, rulebook)
    pieces = pieces_of(rulebook, profile, whole)
    telling = Telling(rulebook)
    found = []
    for piece, recommended in zip(pieces, _recommended(recommendation, pieces), strict=True):
        result = piece.assessment.decisions[rulebook.main.id]
        found.append(
            PieceExplained(
                activity=piece.activity,
                share=piece.share,
                recommended=recommended,
                matrix=matrix_of(rulebook, rulebook.main, profile.weights, result),
                stability=stability_of(rulebook.main, profile.weights, result, recommended),
                contrasts=tuple(Compared(each, fewest(each)) for each in contrasts(rulebook.main, result, recommended)),
                rules=rules_told(telling, program, profile.weights, piece),
                open_questions=piece.assessment.open_questions,
            )
        )
    held = stability(rulebook, profile, pieces, whole.main, recommendation.recommended)
    winner = whole.main.winner
    enough = sufficient(rulebook, profile, asked, winner) if winner else None
    return Explanation(SCHEMA, recommendation, held, enough, tuple(found))


def _recommended(recommendation: Recommendation, pieces: Sequence[Piece]) -> list[str | None]:
    """What is recommended for each piece: by the plan, or where there is none, for the whole."""
    if pieces[0].activity is None:
        return [recommendation.recommended]
    return [row.recommended for row in recommendation.plan]
