"""Where the documents say to avoid KPO, or to choose in-house, KPO does not lead as if nothing had been said."""

from __future__ import annotations

import pytest

from tests.absurd_results.pages import changed, page

ABROAD_IS_CHEAPER = ("people abroad cost less", "offshore KPO usually costs less")


def test_defence_drawings_for_us_persons_are_made_in_house() -> None:
    drawings = page("16")
    assert drawings.first == "in-house"
    assert "one source" in drawings.reasons("in-house")
    assert drawings.fits("destination") == set()
    assert "each person who sees the work qualifies" in drawings.in_place()


def test_defence_drawings_are_not_brought_home_by_writing_rules_for_doubtful_cases() -> None:
    assert "Write rules for the commonest doubtful cases" not in page("16").text


def test_seven_limits_at_once_keep_equity_research_in_house() -> None:
    limited = page("31")
    assert limited.first == "in-house"
    assert "One source says to avoid KPO" in limited.against("kpo")


def test_seven_limits_and_leaders_at_hand_all_day_hold_kpo_back() -> None:
    limited = page("43")
    assert limited.first == "in-house"
    assert limited.home("kpo").standing == "held-back"
    assert "One source says to avoid KPO" in limited.against("kpo")


@pytest.mark.parametrize("number", ["16", "31", "43"])
def test_the_reader_of_an_avoided_kpo_is_told_that_a_source_speaks_of_it(number: str) -> None:
    assert "one source" in page(number).text.lower()


@pytest.mark.parametrize("number", ["16", "31", "32", "41", "43"])
def test_work_that_may_not_leave_the_country_has_no_place_abroad(number: str) -> None:
    limited = page(number)
    standing = {
        home.alternative: home.standing for decided in limited.given.decisions["place"] for home in decided.ranking
    }
    assert standing["offshore"] == standing["nearshore"] == "excluded"
    assert limited.fits("destination") == set()


@pytest.mark.parametrize("number", ["32", "41"])
def test_a_limit_that_no_provider_is_known_to_meet_takes_the_lead_from_kpo(number: str) -> None:
    limited, free = page(number), page("06")
    assert free.first == "kpo"
    assert limited.first != "kpo"
    assert "One source says to avoid KPO" in limited.against("kpo")
    assert limited.home("kpo").score < free.home("kpo").score
    assert limited.home("in-house").score > free.home("in-house").score


@pytest.mark.parametrize("number", ["16", "31", "32", "41", "43"])
def test_no_reason_that_holds_only_abroad_counts_where_abroad_is_barred(number: str) -> None:
    limited = page(number)
    for home in ("kpo", "hybrid", "bpo"):
        assert not [reason for reason in ABROAD_IS_CHEAPER if reason in limited.reasons(home)]
    assert "allow work from abroad" not in limited.text


def test_the_same_reasons_count_where_nothing_bars_abroad() -> None:
    assert [reason for reason in ABROAD_IS_CHEAPER if reason in page("06").reasons("kpo")]


def test_a_provider_that_promises_the_place_of_the_data_leaves_kpo_first() -> None:
    promised = page("42")
    assert promised.first == "kpo"
    assert "Write the limits into the contract" in promised.in_place()
    assert promised.place == ("onshore",)
    assert "Get quotes from inside the country" in promised.in_place()


def test_work_whose_quality_nobody_can_state_is_not_sent_out() -> None:
    vague = page("45")
    assert vague.first == "in-house"
    assert vague.home("kpo").standing == vague.home("bpo").standing == "held-back"
    assert "Write criteria" in vague.in_place()


def test_criteria_are_all_that_keeps_vague_research_from_kpo() -> None:
    assert changed("45", acceptance="criteria").first == "kpo"
