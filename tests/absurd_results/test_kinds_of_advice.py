"""What no page says, on random clients: places that cannot be, forms for too little work, licences and AI forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor import Profile, recommend
from tests.absurd_results.clients import clients
from tests.absurd_results.pages import Page
from tests.how_many import share
from tests.packaged import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Answer

ABROAD = {
    "india": {"south-asia"},
    "philippines": {"asia-pacific"},
    "eastern-europe": {"uk", "eu-eea", "other-europe"},
    "poland": {"uk", "eu-eea", "other-europe"},
    "romania": {"uk", "eu-eea", "other-europe"},
    "latin-america": {"united-states", "canada", "latin-america"},
    "colombia": {"united-states", "canada", "latin-america"},
    "argentina": {"united-states", "canada", "latin-america"},
    "south-africa": {"middle-east-africa"},
}
"""Destinations, and the regions of clients to whom they are no far place."""
BARS = {"named-persons", "country-only", "law-forbids-abroad", "secrecy", "licensed-doer"}
GRADED = {
    "investment-finance",
    "actuarial-risk",
    "legal",
    "patent-ip",
    "market-business-research",
    "healthcare-clinical",
    "engineering-design",
    "research-development",
    "data-analytics-bi",
    "publishing-editorial",
}
"""Fields in which a document grades the risk that AI displaces the work."""


@dataclass(frozen=True)
class Drawn:
    """A random client and the page it gets."""

    answers: Mapping[str, Answer]
    page: Page

    def ticked(self, question: str) -> set[str]:
        """The choices a client ticked."""
        ticks = self.answers[question]
        assert isinstance(ticks, tuple)
        return set(ticks)


@cache
def pages() -> tuple[Drawn, ...]:
    """Some clients with their pages."""
    return tuple(map(drawn_with, clients()[: share(400)]))


def drawn_with(answers: Mapping[str, Answer]) -> Drawn:
    """A client with its page; what could change it is not looked for, as no law here is about that."""
    given = recommend(Profile("drawn", answers=answers), rulebook(), with_conditions=False, with_flips=False)
    return Drawn(answers, Page(given))


def licensed(limit: str) -> list[Drawn]:
    """Some clients whose work the law ties to a licence."""
    return [drawn_with({**each, "limits": (limit,), "signatory": "can-engage"}) for each in clients()[: share(100)]]


def test_the_clients_are_of_every_kind() -> None:
    assert {drawn.page.first for drawn in pages()} >= {"bpo", "kpo", "in-house"}
    assert {place for drawn in pages() for place in drawn.page.place} == {"onshore", "nearshore", "offshore"}


def test_nothing_abroad_is_offered_to_a_client_whose_work_may_not_leave_the_country() -> None:
    for drawn in pages():
        if drawn.page.first and (drawn.page.place == ("onshore",) or BARS & drawn.ticked("limits")):
            assert not ABROAD.keys() & drawn.page.offered("destination")
            assert "us-attorney-led-offshore" not in drawn.page.offered("destination")


def test_no_place_in_the_client_s_own_part_of_the_world_is_offered_as_a_far_one() -> None:
    for drawn in pages():
        if drawn.page.first and drawn.page.place == ("offshore",):
            for destination in ABROAD.keys() & drawn.page.offered("destination"):
                assert drawn.ticked("client_region") - ABROAD[destination]


def test_no_home_that_is_ruled_out_or_held_back_leads_while_another_may_take_the_work() -> None:
    for drawn in pages():
        standings = {home.alternative: home.standing for home in drawn.page.given.ranking}
        if "eligible" in standings.values():
            assert {standings[home] for home in drawn.page.given.first} == {"eligible"}


def test_work_for_one_person_at_most_gets_no_team_and_no_centre() -> None:
    for drawn in pages():
        people = drawn.answers["people_needed"]
        assert isinstance(people, Fraction)
        if people <= 1:
            team = {"dedicated-team", "base-plus-surge", "build-operate-transfer", "own-centre"}
            assert not team & drawn.page.offered("engagement")


def test_nothing_that_ends_soon_founds_a_centre() -> None:
    for drawn in pages():
        if drawn.answers["demand_pattern"] in ("one-off", "until-gap-closes"):
            assert not {"own-centre", "build-operate-transfer"} & drawn.page.offered("engagement")


def test_what_the_client_would_not_pay_for_is_not_offered_as_the_price() -> None:
    asked = [drawn for drawn in pages() if str(drawn.answers["control_style"]).startswith("provider")]
    for drawn in asked:
        if drawn.answers["pay_for"] == "per-output":
            assert "per-person" not in drawn.page.offered("pricing")
        if drawn.answers["pay_for"] == "per-person":
            assert "per-output" not in drawn.page.offered("pricing")


def test_a_licensed_signature_is_asked_for_whichever_home_leads() -> None:
    found = licensed("licensed-signer")
    assert {drawn.page.first for drawn in found} >= {"kpo", "in-house"}
    for drawn in found:
        assert "Engage the licensed professional who signs or supervises" in drawn.page.in_place()


def test_the_licence_of_those_who_do_it_is_checked_whichever_home_leads() -> None:
    for drawn in licensed("licensed-doer"):
        assert "holds the licence that this country asks for" in drawn.page.in_place()


def test_a_graded_field_is_never_without_its_warning_of_ai_and_no_other_field_is_graded() -> None:
    for drawn in pages():
        advice = [each for each in drawn.page.given.advice if each.topic == "ai-displacement"]
        grades = {each.rule for each in advice if each.kind == "rates"}
        if drawn.ticked("work_area") & GRADED:
            assert grades
        elif "medical-coding-clinical-data" not in drawn.ticked("work_area"):
            assert not grades
