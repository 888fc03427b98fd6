"""The places that the packaged rulebook names: none that contradicts where the work goes, none outside its region."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import Profile, load_rulebook
from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.safeguards import suggestions_of
from kpo_advisor.certainty.examined import without_proof

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

FIELDS = (
    ("investment-finance", "data-analytics-bi"),
    ("legal", "healthcare-clinical"),
    ("accounting-close-tax-audit", "engineering-design"),
)
"""Fields for which the sources together name every place."""

WORK: Mapping[str, Answer] = {
    "data_types": ("none",),
    "work_nature": "mostly-judgement",
    "sop_test": "needs-expert",
    "separable": "one-kind-only",
    "skill_level": "credentialed",
    "output_use": ("informs-strategy",),
    "goals": ("expert-cost", "specialist-access"),
    "volume": "moderate",
    "demand_pattern": "project-by-project",
    "people_needed": Fraction(4),
    "acceptance": "criteria",
    "core": ("none",),
    "institutional_knowledge": "no-sign",
    "interaction": "scheduled",
    "presence": "remote",
    "local_fluency": "no-sign",
    "time_need": "flexible",
    "limits": ("none",),
    "review_capability": "some",
    "hiring_barriers": ("scarce", "expensive"),
    "cost_gap": "large",
    "control_style": "provider-leads-team",
    "long_term_plan": "stay-outside",
    "pay_for": "per-person",
}
"""Work of experts that goes to KPO, offshore."""

ONSHORE: Mapping[str, Answer] = {
    "limits": ("country-only",),
    "fitting_provider": "found",
    "protected_split": "no-split",
}
NEARSHORE: Mapping[str, Answer] = {"goals": ("insight",), "time_need": "gap-unacceptable"}
IN_REGION: Mapping[str, Answer] = {"limits": ("region-only",), "fitting_provider": "found"}

EUROPE = {"eastern-europe", "poland", "romania", "south-africa"}
AMERICA = {"latin-america", "colombia", "argentina"}
NEAR = {
    "united-states": AMERICA,
    "canada": AMERICA,
    "latin-america": AMERICA,
    "uk": EUROPE,
    "eu-eea": EUROPE,
    "other-europe": EUROPE,
    "middle-east-africa": EUROPE,
    "south-asia": {"india", "philippines"},
    "asia-pacific": {"philippines"},
}
"""The places that share most working hours with a region. India shares them with the east of Middle East and Africa."""

INSIDE = {"eu-eea": {"poland", "romania"}, "middle-east-africa": {"south-africa"}, "south-asia": {"india"}} | {
    "latin-america": AMERICA,
    "asia-pacific": {"philippines"},
}
"""The places that may lie in one group of countries with a region."""


@cache
def packaged() -> Rulebook:
    return load_rulebook()


def named(region: str, more: Mapping[str, Answer]) -> tuple[set[str], set[str | None]]:
    """The places that are named and not left out, for any field; and where the work goes."""
    found: set[str] = set()
    places = set()
    for fields in FIELDS:
        answers = {**WORK, "work_area": fields, "client_region": (region,), **more}
        pieces = without_proof(Profile("p", answers), packaged()).pieces
        offered = suggestions_of(Attribution(packaged()), packaged().decision_by_id["destination"], pieces)
        found |= {option.option for option in offered if option.status != "withheld"}
        places.add(pieces[0].assessment.decisions["place"].recommended)
    return found, places


@pytest.mark.parametrize("region", NEAR)
def test_near_places_are_left_out_where_farther_ones_lead(region: str) -> None:
    found, places = named(region, {})
    assert places == {"offshore"}
    assert found
    assert found.isdisjoint(NEAR[region])


@pytest.mark.parametrize("region", NEAR)
def test_far_places_are_left_out_where_near_ones_lead(region: str) -> None:
    found, places = named(region, NEARSHORE)
    assert places == {"nearshore"}
    assert found <= NEAR[region] | ({"india"} if region == "middle-east-africa" else set())


@pytest.mark.parametrize("region", NEAR)
def test_no_place_abroad_is_named_for_work_that_stays_in_the_country(region: str) -> None:
    assert named(region, ONSHORE) == (set(), {"onshore"})


@pytest.mark.parametrize("region", NEAR)
def test_only_places_of_the_region_are_named_for_work_that_stays_in_it(region: str) -> None:
    found, _ = named(region, IN_REGION)
    assert found <= INSIDE.get(region, set())


def test_poland_and_romania_are_named_for_work_that_stays_in_the_eu() -> None:
    assert named("eu-eea", IN_REGION)[0] == {"poland", "romania"}
