"""What a row of a portfolio says of a piece of work is what its recommendation says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.portfolios.placing import Placing
from kpo_advisor.portfolios.work import Work
from tests.packaged import profile, rulebook

if TYPE_CHECKING:
    from kpo_advisor import Recommendation
    from kpo_advisor.portfolios.placement import Placement

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PROFILES = [*sorted(EXAMPLES.glob("*.yaml")), *sorted((EXAMPLES / "cases").glob("v*.yaml"))]


@cache
def recommended(path: Path) -> Recommendation:
    return recommend(profile(path), rulebook(), with_conditions=False)


@cache
def placed(path: Path) -> Placement:
    return Placing(rulebook()).placed(Work(path.name, None, profile(path)))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_first_place_certainty_and_lead_are_those_of_the_recommendation(path: Path) -> None:
    given, row = recommended(path), placed(path)
    assert (row.recommended, row.certainty, row.lead) == (given.recommended, given.certainty, given.lead)
    assert row.first == ((given.recommended,) if given.recommended else given.first)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_what_is_out_is_what_is_not_eligible_with_a_bar_in_a_few_words(path: Path) -> None:
    out = {row.alternative: row for row in placed(path).out}
    for ranked in recommended(path).ranking:
        if ranked.standing == Standing.ELIGIBLE.word:
            assert ranked.alternative not in out
        else:
            told = out[ranked.alternative]
            assert told.standing == ranked.standing
            assert told.why in {bar.label or "" for bar in ranked.bars} | {""}


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_the_place_is_the_one_that_was_decided_for_all_of_it(path: Path) -> None:
    given, row = recommended(path), placed(path)
    taken = [told for told in given.decisions["place"] if told.taken]
    found = {told.recommended for told in taken}
    assert row.place == (found.pop() if len(found) == 1 else None)
    if row.place is not None:
        assert all(row.place in places for places in row.places.values())


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_the_form_is_the_first_that_is_not_withheld(path: Path) -> None:
    offered = [told.option for told in recommended(path).suggestions["engagement"] if told.status != "withheld"]
    assert placed(path).form == next(iter(offered), None)


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_all_that_is_open_is_told_and_what_may_decide_covers_what_can(path: Path) -> None:
    given, row = recommended(path), placed(path)
    assert {asked.question for asked in row.open} == {asked.question for asked in given.open_questions}
    can = {asked.question for asked in given.open_questions if asked.can_change_first}
    assert can <= {asked.question for asked in row.open if asked.may_decide}


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_the_next_to_confirm_is_what_moves_most_unless_only_a_proof_rules_it_out(path: Path) -> None:
    given, row = recommended(path), placed(path)
    ruled_out = {asked.question for asked in given.open_questions if not asked.can_change_first}
    asked = row.next and row.next.question
    assert asked == given.moves_most or asked in ruled_out


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_a_quick_one_calls_certain_only_what_is(path: Path) -> None:
    quick = Placing(rulebook(), is_quick=True).placed(Work(path.name, None, profile(path)))
    if quick.certainty is Certainty.CERTAIN:
        assert placed(path).recommended == quick.recommended
        assert placed(path).certainty is Certainty.CERTAIN
    assert {asked.question for asked in placed(path).open if asked.may_decide} <= {
        asked.question for asked in quick.open if asked.may_decide
    }
