"""What the sponsor wants above all is not answered with its opposite."""

from __future__ import annotations

from tests.absurd_results.pages import page


def test_payables_that_the_sponsor_wants_back_under_control_stay_inside() -> None:
    controlled = page("36")
    assert controlled.first == "in-house"
    assert "regain oversight and control" in controlled.reasons("in-house")
    assert controlled.place == ()


def test_research_that_own_staff_can_do_and_the_sponsor_wants_inside_stays_inside() -> None:
    controlled = page("37")
    assert controlled.first == "in-house"
    assert "You can do it with your own people" in controlled.reasons("in-house")


def test_a_partner_for_specialists_who_stay_does_not_take_the_whole_from_them() -> None:
    complemented = page("38")
    assert complemented.first == "hybrid"
    assert [decided.recommended for decided in complemented.given.decisions["split"]] == ["in-house+kpo"]


def test_cover_for_a_parental_leave_under_own_managers_is_own_capacity_for_a_while() -> None:
    cover = page("30")
    assert cover.first == "in-house"
    assert cover.fits("engagement") == {"staff-augmentation"}
    assert "Build a long-term relationship" not in cover.text


def test_a_dearer_quote_that_buys_nothing_the_sponsor_named_does_not_send_payables_out() -> None:
    dearer = page("44")
    assert dearer.first != "bpo"
    assert "higher than your own cost" in dearer.against("bpo")
