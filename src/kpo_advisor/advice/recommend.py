"""The recommendation for a profile: the engine's findings, put into words with their sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.leads import close_to, lead_of
from kpo_advisor.advice.open_questions import checks_of, open_questions_of
from kpo_advisor.advice.safeguards import advice_of, requires_for, suggestions_of
from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.contrast import contrasts
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.flips import flips
from kpo_advisor.certainty.rests_on import rests_on
from kpo_advisor.certainty.weights import stability
from kpo_advisor.engine.pieces import printing_for
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.questions import is_plain
from kpo_advisor.model.recommendation import (
    SCHEMA,
    Notice,
    Placed,
    PlanRow,
    ProfileSummary,
    Recommendation,
    RulebookSummary,
)
from kpo_advisor.model.rules import PrintKind
from kpo_advisor.solver.effort import OF_TURNS, Effort
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import AlternativeResult, DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Ranked
    from kpo_advisor.model.rulebook import Rulebook


def recommend(
    profile: Profile, rulebook: Rulebook, *, with_conditions: bool = True, with_flips: bool = True
) -> Recommendation:
    """Rank the alternatives for a profile and say why.

    Pure: the same profile and rulebook give the same recommendation, and nothing is read or written.
    `recommended` is the alternative proved to stay first whatever the open answers are, where there is
    one, else the first on what is known now; None on a tie and where everything is excluded. The conditions of
    certainty and the flips, which take most of the time, are left out where they are not wanted.
    """
    return recommendation_of(examine(profile, rulebook), with_conditions=with_conditions, with_flips=with_flips)


def recommendation_of(examined: Examined, *, with_conditions: bool = True, with_flips: bool = True) -> Recommendation:
    """What `recommend` gives for a profile that is worked out."""
    rulebook, profile, main, pieces = examined.rulebook, examined.profile, examined.main, examined.pieces
    attribution = Attribution(rulebook)
    ranking = _ranking(attribution, pieces, main)
    cut = {id for id in main.chosen if rulebook.main.alternative(id).made_of}
    told = [replace(piece, homes=piece.homes | cut) for piece in pieces]
    printed = advice_of(attribution, told)
    questions, unclear = open_questions_of(examined)
    tries = Effort(OF_TURNS)
    mainstays = rests_on(examined, tries)
    conditions = conditions_of(examined) if with_conditions else None
    undecided = examined.undecided or unclear or tries.fell_short
    return Recommendation(
        schema=SCHEMA,
        file=profile.file,
        profile=_profile_summary(profile, pieces),
        rulebook=RulebookSummary(rulebook.name, rulebook.version, rulebook.sha256),
        recommended=main.recommended,
        first=main.first,
        possible=main.possible,
        certainty=main.certainty,
        lead=lead_of(main),
        close=close_to(main, rulebook.close_call),
        remarks=_notices(main, rulebook.close_call, undecided=undecided),
        ranking=ranking,
        checks=checks_of(attribution, pieces),
        open_questions=questions,
        flips=flips(examined) if with_flips else (),
        rests_on=mainstays,
        conditions=conditions.provisos if conditions else (),
        conditions_are=conditions.mildness if conditions else None,
        moves_most=next((row.question for row in questions if row.can_change_first), None),
        contrast=contrasts(rulebook.main, main, main.recommended),
        stability=stability(examined),
        plan=tuple(_plan_row(attribution, piece) for piece in pieces if piece.activity is not None),
        decisions=_other_decisions(attribution, pieces),
        suggestions={
            decision.id: suggestions_of(attribution, decision, told)
            for decision in rulebook.decisions
            if decision.options
        },
        advice=tuple(advice for advice in printed if advice.kind is not PrintKind.REQUIRES),
        sources=attribution.sources(),
        warnings=_warnings(rulebook, profile, pieces),
    )


def _ranking(attribution: Attribution, pieces: Sequence[Piece], main: DecisionResult) -> tuple[Ranked, ...]:
    rulebook, given = attribution.rulebook, pieces[0].answers
    answers = {id: value for id, value in given.items() if all(piece.answers.get(id) == value for piece in pieces)}
    rows = []
    for result in _winner_first(main):
        is_plan = pieces[0].activity is not None and rulebook.main.alternative(result.alternative).made_of
        here = []
        for piece in pieces:
            apart = printing_for(rulebook, [result.alternative], piece.assessment)
            here.append(replace(piece, homes=piece.homes | {result.alternative} if is_plan else apart))
        rows.append(attribution.ranked(result, answers, requires_for(attribution, here)))
    return tuple(rows)


def _winner_first(result: DecisionResult) -> list[AlternativeResult]:
    """The ranking, with a proved winner at its head also where it is not the first on what is known now."""
    return sorted(result.ranking, key=lambda row: result.winner not in (None, row.alternative))


def _notices(main: DecisionResult, close_call: int, *, undecided: bool) -> tuple[Notice, ...]:
    left = [row for row in main.ranking if row.standing < Standing.EXCLUDED]
    eligible = [row for row in left if row.standing is Standing.ELIGIBLE]
    is_tie = len(main.first) > 1
    is_close = len(eligible) > 1 and eligible[0].score - eligible[1].score <= close_call
    told = {
        Notice.TIE: is_tie,
        Notice.CLOSE_CALL: is_close and not is_tie,
        Notice.CERTAIN_BY_COMPLETION: main.winner is not None and main.first != (main.winner,),
        Notice.BY_ELIMINATION: len(left) == 1 and len(main.ranking) > 1,
        Notice.BEST_OF_A_POOR_SET: bool(eligible) and all(row.points < 0 for row in eligible),
        Notice.ALL_HELD_BACK: bool(left) and not eligible,
        Notice.ALL_EXCLUDED: not left,
        Notice.NOT_DECIDED: undecided,
    }
    return tuple(notice for notice, holds in told.items() if holds)


def _plan_row(attribution: Attribution, piece: Piece) -> PlanRow:
    result = piece.assessment.decisions[attribution.rulebook.main.id]
    places = [
        piece.assessment.decisions[decision.id].recommended
        for decision in attribution.rulebook.ranked[1:]
        if decision.id in piece.assessment.taken and not any(option.needs for option in decision.alternatives)
    ]
    place = places[0] if places and result.recommended is not None else None
    ranking = tuple(attribution.ranked(row, piece.answers) for row in _winner_first(result))
    return PlanRow(
        piece.activity or "",
        piece.share,
        result.recommended,
        result.chosen,
        result.possible,
        result.certainty,
        place,
        ranking,
    )


def _other_decisions(attribution: Attribution, pieces: Sequence[Piece]) -> dict[str, tuple[Placed, ...]]:
    """The other ranked decisions, one entry for all activities with the same outcome."""
    found: dict[str, tuple[Placed, ...]] = {}
    for decision in attribution.rulebook.ranked[1:]:
        rows: list[Placed] = []
        for piece in pieces:
            result = piece.assessment.decisions[decision.id]
            taken = decision.id in piece.assessment.taken
            if not (taken or any(bar.rule for row in result.ranking for bar in row.bars)):
                continue
            row = Placed(
                decision.id,
                decision.title,
                taken,
                result.recommended,
                result.first,
                result.possible,
                result.certainty,
                tuple(attribution.ranked(row, piece.answers) for row in _winner_first(result)),
                (piece.activity,) if piece.activity else (),
            )
            alike = next((other for other in rows if replace(other, activities=row.activities) == row), None)
            if alike is None:
                rows.append(row)
            else:
                rows[rows.index(alike)] = replace(alike, activities=alike.activities + row.activities)
        found[decision.id] = tuple(rows)
    return found


def _profile_summary(profile: Profile, pieces: Sequence[Piece]) -> ProfileSummary:
    known = {id for piece in pieces for id, answer in piece.answers.items() if is_plain(answer)}
    still_open = [(id, piece.answers) for piece in pieces for id in piece.assessment.open_questions]
    not_asked = {id for id, answers in still_open if id not in answers}
    narrowed = {id for id, answers in still_open if answers.get(id) is not None}
    unknown = {id for id, answers in still_open if answers.get(id) is None} - not_asked
    weights = dict(sorted(profile.weights.items()))
    return ProfileSummary(
        profile.title,
        len(known),
        len(unknown),
        len(not_asked),
        weights,
        dict(profile.notes),
        profile.file,
        len(narrowed),
        profile.answers,
        {activity.title: activity.answers for activity in profile.activities},
    )


def _warnings(rulebook: Rulebook, profile: Profile, pieces: Sequence[Piece]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    contradictions = {combination.id: combination for combination in rulebook.incompatible}
    for piece in pieces:
        where = f" (activity {piece.activity})" if piece.activity else ""
        for id in piece.assessment.ignored:
            is_split = piece.activity and rulebook.questions[id].whole
            why = (
                "where activities are listed, they are the split" if is_split else f"the question does not apply{where}"
            )
            found[f"The answer to {quoted(rulebook.questions[id].label)} is not used: {why}."] = None
        for id in piece.assessment.violated:
            given = contradictions[id]
            noted = {id: profile.notes[id] for id in questions_in(given.when) if id in profile.notes}
            notes = [f"Noted on {quoted(rulebook.questions[id].label)}: {note}" for id, note in noted.items()]
            found[" ".join([f"Two answers contradict each other{where}: {given.because}", *notes])] = None
    return tuple(found)
