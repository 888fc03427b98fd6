"""Places follow the client's reasons, and no destination contradicts the place or the client's own region."""

from __future__ import annotations

import pytest

from kpo_advisor.model.assessment import Fit
from tests.absurd_results.pages import PROFILES, changed, page

NUMBERS = sorted(path.name[:2] for path in PROFILES.glob("*.yaml"))
EUROPE = {"eastern-europe", "poland", "romania"}
DRAWN_FROM_ABROAD = ("offshore KPO usually costs less", "people abroad cost less")


def test_a_us_hedge_fund_is_shown_india() -> None:
    research = page("06")
    assert research.place == ("offshore",)
    assert "india" in research.fits("destination")


@pytest.mark.parametrize("number", ["07", "22"])
def test_review_of_contracts_and_of_accounts_for_a_lower_bill_goes_where_the_bill_is_lower(number: str) -> None:
    assert page(number).place == ("offshore",)
    assert "india" in page(number).fits("destination")


def test_preparing_for_an_ipo_with_some_shared_hours_is_not_kept_in_the_country() -> None:
    assert "onshore" not in page("14").place


def test_an_engineering_firm_in_the_gulf_is_not_told_that_india_is_too_far_or_too_near() -> None:
    assert "india" in page("10").fits("destination")
    assert page("10").place != ("onshore",)


@pytest.mark.parametrize("number", ["13", "15", "29"])
def test_one_place_leads_for_expert_work_with_some_shared_hours(number: str) -> None:
    assert len(page(number).place) == 1
    assert page(number).fits("destination")


def test_us_analytics_with_shared_hours_is_shown_latin_america() -> None:
    assert page("29").place == ("nearshore",)
    assert {"latin-america", "colombia", "argentina"} <= page("29").fits("destination")


@pytest.mark.parametrize("number", NUMBERS)
def test_where_the_place_is_settled_no_destination_waits_for_it(number: str) -> None:
    settled = page(number)
    if settled.first and len(settled.place) == 1:
        assert settled.offered("destination") == settled.fits("destination")


@pytest.mark.parametrize("number", ["06", "07", "08", "12", "22"])
def test_a_page_with_the_place_still_open_says_where_a_destination_drops_out_and_not_that_the_work_stays(
    number: str,
) -> None:
    stopped = changed(number, time_need=None, hiring_barriers=None, cost_gap=None, limits=None, local_fluency=None)
    waiting = [option for option in stopped.given.suggestions["destination"] if option.status is Fit.CHECK]
    assert "india" in {option.option for option in waiting}
    for option in waiting:
        assert [reason.because for reason in option.withheld if " where " not in reason.because] == []


@pytest.mark.parametrize("number", ["03", "09", "26", "28"])
def test_a_european_client_whose_work_goes_far_is_not_shown_eastern_europe(number: str) -> None:
    assert page(number).place == ("offshore",)
    assert not EUROPE & page(number).offered("destination")


def test_a_client_in_india_is_not_sent_offshore_to_india() -> None:
    assert "india" not in page("39").offered("destination") or "offshore" not in page("39").place


@pytest.mark.parametrize("number", ["07", "09", "39", "40"])
def test_clients_elsewhere_are_not_shown_teams_led_by_us_attorneys(number: str) -> None:
    assert "us-attorney-led-offshore" not in page(number).offered("destination")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_home_with_work_in_the_country_does_not_gain_by_prices_abroad(number: str) -> None:
    found = page(number)
    if found.place == ("onshore",):
        assert not [reason for reason in DRAWN_FROM_ABROAD if reason in found.reasons(found.given.first[0])]


@pytest.mark.parametrize("number", ["01", "19"])
def test_a_few_hours_of_rule_work_a_week_are_not_sent_to_another_continent(number: str) -> None:
    assert "offshore" not in page(number).place


def test_a_shared_service_centre_of_an_eu_group_gets_a_place_and_the_countries_named_for_it() -> None:
    centre = page("25")
    assert centre.first == "in-house"
    assert centre.place == ("nearshore",)
    assert {"poland", "romania"} <= centre.fits("destination")
    assert "own-centre" in centre.fits("engagement")
    assert len(centre.given.ranking[0].requires) > 1
