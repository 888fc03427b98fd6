"""Work that nobody can check or sign does not go to a rule-bound service, and the signature is not forgotten."""

from __future__ import annotations

import pytest

from tests.absurd_results.pages import Page, changed, page


def assert_goes_to_no_provider(told: Page) -> None:
    assert told.first == "in-house"
    assert told.home("kpo").standing == "excluded"
    assert told.home("bpo").standing != "eligible"
    assert told.home("hybrid").score < told.home("in-house").score
    assert told.place == ()


def test_research_of_analysts_without_a_reviewer_goes_neither_to_kpo_nor_in_part_to_bpo() -> None:
    unreviewed = page("33")
    assert_goes_to_no_provider(unreviewed)
    assert "Expert work needs a reviewer on your side before it can go out" in unreviewed.in_place()


def test_reserve_models_that_nobody_signs_go_neither_to_kpo_nor_in_part_to_bpo() -> None:
    assert_goes_to_no_provider(page("34"))


@pytest.mark.parametrize("number", ["34", "35"])
def test_a_signature_that_the_law_wants_is_asked_of_own_staff_too(number: str) -> None:
    unsigned = page(number)
    assert unsigned.first == "in-house"
    assert "Engage the licensed professional who signs or supervises before the work starts" in unsigned.in_place()


@pytest.mark.parametrize("number", ["33", "34"])
@pytest.mark.parametrize("split", ["clean-split", "partial-split", "cannot-split", "one-kind-only"])
def test_no_cut_gives_the_judgement_of_experts_to_bpo_when_kpo_is_out(number: str, split: str) -> None:
    cut = changed(number, separable=split)
    assert not cut.leads("bpo")
    assert not cut.leads("hybrid")


def test_tax_memos_that_could_be_split_are_not_said_to_suit_bpo_and_own_staff_alike() -> None:
    split = changed("23", separable="partial-split")
    assert split.first == "in-house"
    assert not split.leads("hybrid")
    if split.home("hybrid").standing == "eligible":
        assert "nothing is left for a rule-bound service" not in split.text


def test_a_start_up_without_a_tax_person_is_not_told_that_its_own_experts_can_do_it() -> None:
    memos = page("23")
    assert memos.reasons("in-house") == ""
    assert "your own experts can" not in memos.text.lower()
    assert "your own people can" not in memos.text.lower()
    assert "Hire or train people who have the skill before the start" in memos.in_place()


def test_a_start_up_without_a_tax_person_or_a_reviewer_is_shown_the_professional_firm() -> None:
    assert "a professional firm that answers for its own advice" in page("23").in_place()
