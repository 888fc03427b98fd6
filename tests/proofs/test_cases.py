"""Judging a case: what counts as first, excluded and mentioned, and what is said of one that failed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.model.profile import Expectation
from kpo_advisor.proofs.cases import Outcome, Place, judge, judged, lead_over, mentioned, ruled_out

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def payroll() -> Recommendation:
    """BPO is first, in-house and KPO are eligible behind it, hybrid is held back."""
    rulebook = load_rulebook()
    return recommend(load_profile(EXAMPLES / "payroll.yaml", rulebook), rulebook)


def _outcome(given: Recommendation, **expected: object) -> Outcome:
    return judge(Expectation(**expected), given).outcome  # type: ignore[arg-type]


# --- first place -----------------------------------------------------------------------------------


def test_the_expected_first_place_passes_and_an_acceptable_one_is_told_apart(payroll: Recommendation) -> None:
    assert _outcome(payroll, recommended="bpo") is Outcome.PASSED
    assert _outcome(payroll, recommended="kpo", acceptable=("hybrid", "bpo")) is Outcome.ACCEPTABLE
    assert _outcome(payroll, recommended="kpo", acceptable=("hybrid",)) is Outcome.FAILED


def test_a_case_may_expect_nothing_of_first_place(payroll: Recommendation) -> None:
    assert judge(Expectation(certainty="certain"), payroll).place is Place.EXPECTED


def test_expecting_none_is_met_only_where_nothing_is_recommended(payroll: Recommendation) -> None:
    tied = replace(payroll, recommended=None, first=("bpo", "kpo"))
    assert _outcome(payroll, recommended="none") is Outcome.FAILED
    assert _outcome(tied, recommended="none") is Outcome.PASSED
    assert _outcome(tied, recommended="bpo") is Outcome.FAILED


def test_a_case_known_to_fail_must_fail(payroll: Recommendation) -> None:
    assert _outcome(payroll, recommended="kpo", fails="not yet") is Outcome.KNOWN_FAILURE
    assert _outcome(payroll, recommended="bpo", fails="not yet") is Outcome.NO_LONGER_FAILS
    assert _outcome(payroll, recommended="kpo", acceptable=("bpo",), fails="not yet") is Outcome.NO_LONGER_FAILS
    assert Outcome.NO_LONGER_FAILS.is_failure
    assert not Outcome.KNOWN_FAILURE.is_failure


# --- what else is expected ---------------------------------------------------------------------------


def test_held_back_is_not_excluded(payroll: Recommendation) -> None:
    assert judge(Expectation(excluded=("hybrid",)), payroll).not_excluded == ("hybrid",)
    assert "hybrid" not in ruled_out(payroll)


def test_a_place_that_is_barred_counts_as_excluded() -> None:
    rulebook = load_rulebook()
    given = recommend(load_profile(EXAMPLES / "cases" / "v24-military-vehicle-drawings.yaml", rulebook), rulebook)
    assert "offshore" in ruled_out(given)
    assert "offshore" not in {row.alternative for row in given.ranking}


def test_the_rules_and_facts_of_a_reason_are_mentioned_and_so_are_the_bases_of_facts(payroll: Recommendation) -> None:
    told = mentioned(payroll)
    reason = payroll.ranking[0].reasons[0]
    assert {*reason.rules, *(fact.id for fact in reason.facts)} <= told
    bases = {id.split(".")[0] for id in told if "." in id}
    assert bases
    assert bases <= told


def test_what_is_unreachable_is_not_asked_for_and_must_not_be_mentioned(payroll: Recommendation) -> None:
    there = payroll.ranking[0].reasons[0].rules[0]
    expect = Expectation(mentions=("nowhere", "gone", there), unreachable={"gone": "why", there: "why"})
    judgement = judge(expect, payroll)
    assert judgement.not_mentioned == ("nowhere",)
    assert judgement.mentioned_after_all == (there,)
    assert judgement.outcome is Outcome.FAILED


def test_a_certainty_is_compared_only_where_one_is_expected(payroll: Recommendation) -> None:
    assert not judge(Expectation(recommended="bpo"), payroll).certainty_differs
    assert _outcome(payroll, recommended="bpo", certainty="provisional") is Outcome.FAILED


# --- why another one is first ----------------------------------------------------------------------


def test_a_lead_names_the_criteria_that_outweigh_the_rest_with_their_strongest_rules(payroll: Recommendation) -> None:
    lead = lead_over(Expectation(recommended="in-house"), payroll)
    assert lead is not None
    contrast = next(each for each in payroll.contrast if each.second == "in-house")
    assert (lead.points, lead.score, lead.bars) == (contrast.points, contrast.score, ())
    against = -sum(each.points for each in contrast.differences if each.points < 0)
    assert sum(each.points for each in lead.criteria) > against
    named = {rule for row in payroll.ranking for reason in row.reasons for rule in reason.rules}
    for each in lead.criteria:
        assert each.rules
        assert set(each.rules) <= named
        assert each.score == Fraction(100 * each.points, payroll.ranking[0].out_of)


def test_where_the_expected_one_stands_lower_its_bars_are_told_and_no_points(payroll: Recommendation) -> None:
    lead = lead_over(Expectation(recommended="hybrid"), payroll)
    assert lead is not None
    assert lead.standing == "held-back"
    assert lead.bars
    assert lead.criteria == ()


def test_where_only_acceptable_ones_are_named_the_first_of_them_is_compared(payroll: Recommendation) -> None:
    lead = lead_over(Expectation(acceptable=("kpo", "in-house")), payroll)
    assert lead is not None
    assert lead.over == "kpo"


def test_there_is_no_lead_over_nothing_and_none_in_a_case_that_passed(payroll: Recommendation) -> None:
    assert lead_over(Expectation(recommended="none"), payroll) is None
    assert judged("a.yaml", Expectation(recommended="bpo"), payroll).lead is None
