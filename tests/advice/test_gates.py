"""Which gates a recommendation fails where nothing, several or what is held back comes first."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from kpo_advisor.advice.gates import Gates, Shortfall, failures
from kpo_advisor.model.assessment import Certainty
from tests.reports.given import recommendation

ALL = Gates(strict=True, fail_on=frozenset(Shortfall), homes=("own",), least_lead=Fraction(1))
GIVEN = replace(
    recommendation("part-known"), certainty=Certainty.CERTAIN, recommended="own", first=("own",), close=(), lead=None
)
FIRST = replace(GIVEN.ranking[0], alternative="own", title="Own", standing="eligible")
GIVEN = replace(GIVEN, ranking=(FIRST, replace(FIRST, alternative="sent", title="Sent")))


def failed(**changed: Any) -> list[str]:
    """The gates of all that fail, each with its reason."""
    return [f"{gate}: {reason}" for gate, reason in failures(replace(GIVEN, **changed), ALL)]


def test_what_is_certain_and_alone_of_its_standing_fails_none() -> None:
    assert failed() == []


def test_where_nothing_can_be_recommended_all_but_close_fail() -> None:
    assert failed(recommended=None, first=(), certainty=Certainty.NONE) == [
        "--strict: nothing can be recommended",
        "--fail-on provisional: nothing can be recommended",
        "--fail-on held-back: nothing can be recommended",
        "--expect own: nothing can be recommended",
        "--min-lead 1: nothing can be recommended",
    ]


def test_a_shared_first_place_is_close_and_leads_by_nothing() -> None:
    tie = failed(recommended=None, first=("own", "sent"), possible=("own", "sent"), certainty=Certainty.PROVISIONAL)
    assert tie == [
        "--strict: first may be Own or Sent",
        "--fail-on provisional: first may be Own or Sent",
        "--fail-on close: Own and Sent share the first place",
        "--expect own: Own and Sent share the first place",
        "--min-lead 1: Own and Sent share the first place",
    ]


def test_what_comes_first_may_be_held_back_with_certainty() -> None:
    held = replace(FIRST, standing="held-back")
    assert failed(ranking=(held,)) == ["--fail-on held-back: what comes first is held back"]


def test_a_lead_is_held_against_the_gate_as_it_is_printed() -> None:
    assert failed(lead=Fraction(95, 100)) == []
    assert failed(lead=Fraction(94, 100)) == ["--min-lead 1: the lead is 0.9"]
