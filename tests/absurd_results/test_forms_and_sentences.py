"""Forms fit the amount of work, reasons argue for the home they stand under, and AI is not kept from anybody."""

from __future__ import annotations

import pytest

from tests.absurd_results.pages import PROFILES, page

NUMBERS = [path.name[:2] for path in sorted(PROFILES.glob("*.yaml"))]
FOR_THE_RIVAL = (
    "one KPO provider",
    "how BPO is measured",
    "how KPO is measured",
    "which is what KPO is for",
    "suits BPO",
)


@pytest.mark.parametrize("number", ["01", "19"])
def test_a_tenth_or_a_fifth_of_a_post_gets_no_team_of_its_own(number: str) -> None:
    little = page(number)
    assert "dedicated-team" not in little.offered("engagement")
    assert "per-person" not in little.offered("pricing")


def test_a_village_bakery_sends_its_books_to_a_bookkeeper_outside() -> None:
    assert page("19").first == "bpo"
    assert "not enough of this routine work for a post" in page("19").reasons("bpo")


def test_an_ipo_that_comes_once_founds_no_centre() -> None:
    assert not {"own-centre", "build-operate-transfer"} & page("14").offered("engagement")


@pytest.mark.parametrize("number", ["17", "18", "24", "25"])
def test_what_the_absurd_reasons_for_in_house_were_printed_with_is_in_house_still(number: str) -> None:
    assert page(number).first == "in-house"


def test_no_reason_for_in_house_argues_for_a_rival() -> None:
    inside = [number for number in NUMBERS if page(number).first == "in-house"]
    assert len(inside) > 10
    told = {number: page(number).reasons("in-house") for number in inside}
    assert not [(number, phrase) for number in inside for phrase in FOR_THE_RIVAL if phrase in told[number]]


def test_scripted_dashboards_come_with_the_warning_that_ai_takes_them_over() -> None:
    assert page("20").first == "bpo"
    assert "Routine dashboard work is being automated" in page("20").in_place()
    assert "medium-high" in page("20").in_place()
    assert "see how much of the routine part software can already do" in page("20").in_place()
