"""Everything behind a recommendation: matrices, rules, stability and contrasts, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.matrix import matrix_of
from kpo_advisor.advice.recommend import recommendation_of
from kpo_advisor.advice.rule_outcomes import rule_outcomes
from kpo_advisor.certainty.contrast import contrasts, fewest
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.sufficient import sufficient
from kpo_advisor.certainty.weights import stability_of
from kpo_advisor.engine.program import program_of

if TYPE_CHECKING:
    from kpo_advisor.advice.matrix import Matrix
    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Contrast, Difference
    from kpo_advisor.model.stability import Stability

SCHEMA = "kpo-advisor/explanation/2"


@dataclass(frozen=True, slots=True)
class Contrasted:
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
    contrasts: tuple[Contrasted, ...]
    rules: tuple[RuleOutcome, ...]
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
    examined = examine(profile, rulebook)
    recommendation = recommendation_of(examined)
    attribution = Attribution(rulebook)
    # By the plan or, where there is none, for the whole.
    recommended = [row.recommended for row in recommendation.plan] or [recommendation.recommended]
    return Explanation(
        SCHEMA,
        recommendation,
        recommendation.stability,
        sufficient(examined),
        tuple(_explained(attribution, profile, *both) for both in zip(examined.pieces, recommended, strict=True)),
    )


def _explained(attribution: Attribution, profile: Profile, piece: Piece, recommended: str | None) -> PieceExplained:
    rulebook = attribution.rulebook
    main, result = rulebook.main, piece.assessment.decisions[rulebook.main.id]
    return PieceExplained(
        activity=piece.activity,
        share=piece.share,
        recommended=recommended,
        matrix=matrix_of(rulebook, main, profile.weights, result),
        stability=stability_of(main, profile.weights, result, recommended),
        contrasts=tuple(Contrasted(one, fewest(one)) for one in contrasts(main, result, recommended)),
        rules=rule_outcomes(attribution, program_of(rulebook), profile.weights, piece),
        open_questions=piece.assessment.open_questions,
    )
