"""The laws of the packaged rulebook, tried on random profiles that hang together.

Sampling refutes a law and does not prove it; what must hold for every profile is proved by exact
reasoning. A law of the kind can_be_first needs one profile for each alternative: the witnesses below.

A law speaks of one piece of work, all questions answered. never_first and only_first are about what
stands first, ties included; unmoved_by about standings and points of the main decision. What never_split and
never_suggested are about is told by the engine.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.questions import Kind
from kpo_advisor.proofs.results import parts_in, suggested_in
from tests.how_many import share
from tests.packaged import rulebook
from tests.proofs.coherent_profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law

RULEBOOK = rulebook()
LAWS = {law.id: law for law in RULEBOOK.laws}
COUNT = share(1500)
HOME = {each.id: decision.id for decision in RULEBOOK.decisions for each in decision.alternatives}

OPEN_TO_ALL: Mapping[str, Answer] = {
    "work_area": ("other",),
    "client_region": ("eu-eea",),
    "work_nature": "even-mix",
    "sop_test": "parts-only",
    "separable": "partial-split",
    "skill_level": "vocational",
    "output_use": ("routine-reporting",),
    "goals": ("another-goal",),
    "volume": "moderate",
    "demand_pattern": "steady",
    "people_needed": Fraction(12),
    "acceptance": "could-write",
    "core": ("none",),
    "institutional_knowledge": "teachable",
    "local_fluency": "no-sign",
    "interaction": "scheduled",
    "presence": "remote",
    "time_need": "flexible",
    "review_capability": "some",
    "data_types": ("none",),
    "limits": ("none",),
    "hiring_barriers": ("slow",),
    "cost_gap": "moderate",
    "long_term_plan": "stay-outside",
    "control_style": "provider-leads-team",
    "pay_for": "per-person",
}
"""A piece of work that nothing bars, all that applies answered; witnesses say where they differ from it."""

ONSHORE_ONLY: Mapping[str, Answer] = {
    "limits": ("country-only",),
    "fitting_provider": "found",
    "protected_split": "no-split",
}
WITNESSES: Mapping[tuple[str, str], Mapping[str, Answer]] = {
    ("provider-within-the-limits-leaves-kpo-open", "bpo"): {**ONSHORE_ONLY, "work_nature": "rules-only"},
    ("provider-within-the-limits-leaves-kpo-open", "kpo"): ONSHORE_ONLY,
    ("reviewer-to-be-named-leaves-kpo-open", "kpo"): {"review_capability": "can-be-named"},
    ("licence-to-sign-leaves-kpo-open", "kpo"): {"limits": ("licensed-signer",), "signatory": "have"},
    ("core-that-can-be-split-off-may-lead-to-hybrid", "hybrid"): {
        "core": ("rivals-gain",),
        "protected_split": "clean-split",
        "separable": "clean-split",
    },
    ("every-home-can-come-first", "bpo"): {"work_nature": "rules-only"},
    ("every-home-can-come-first", "kpo"): {},
    ("every-home-can-come-first", "in-house"): {"institutional_knowledge": "deep", "hiring_barriers": ("none",)},
    ("every-home-can-come-first", "hybrid"): {"separable": "clean-split", "acceptance": "both"},
    ("every-place-can-come-first", "onshore"): {"presence": "sometimes-on-site", "cost_gap": "small-or-none"},
    ("every-place-can-come-first", "nearshore"): {"time_need": "overlap-needed"},
    ("every-place-can-come-first", "offshore"): {},
    ("every-split-can-come-first", "bpo+kpo"): {"separable": "clean-split", "acceptance": "both"},
    ("every-split-can-come-first", "in-house+bpo"): {"separable": "clean-split", "interaction": "constant-realtime"},
    ("every-split-can-come-first", "in-house+kpo"): {
        "work_nature": "mostly-judgement",
        "separable": "clean-split",
        "goals": ("complement-team",),
        "core": ("chosen-for-it",),
        "protected_split": "clean-split",
    },
    ("every-split-can-come-first", "in-house+bpo+kpo"): {
        "separable": "clean-split",
        "acceptance": "both",
        "data_types": ("trade-secret",),
        "protected_split": "partial-split",
    },
}


@pytest.fixture(scope="module")
def profiles() -> Profiles:
    return Profiles(RULEBOOK, seed=1)


def of_kind(*kinds: str) -> list[str]:
    return [law.id for law in RULEBOOK.laws if law.kind in kinds]


def broken(law: Law, found: Assessment) -> bool:
    """Whether a complete profile that meets the premise of a law is a counterexample to it."""
    if law.kind == "never_split":
        return not parts_in(RULEBOOK, found).isdisjoint(law.subjects)
    if law.kind == "never_suggested":
        return not suggested_in(RULEBOOK, found).isdisjoint(law.subjects)
    if law.kind == "never_first":
        return any(id in found.decisions[HOME[id]].first for id in law.subjects)
    if law.kind == "only_first":
        return not set(found.decisions[HOME[law.subjects[0]]].first) <= set(law.subjects)
    excluded = [found.decisions[HOME[id]][id].standing is Standing.EXCLUDED for id in law.subjects]
    return any(excluded) if law.kind == "not_excluded" else not all(excluded)


NEVER = ("never_first", "only_first", "excluded", "not_excluded", "never_suggested", "never_split")


@pytest.mark.parametrize("id", of_kind(*NEVER))
def test_no_profile_breaks_the_law(id: str, profiles: Profiles) -> None:
    law = LAWS[id]
    profiles.reseed(zlib.crc32(id.encode()))
    for answers, found in profiles.where(law, COUNT):
        assert not broken(law, found), answers


@pytest.mark.parametrize("id", of_kind("unmoved_by"))
def test_no_answer_to_these_questions_moves_the_ranking(id: str, profiles: Profiles) -> None:
    law = LAWS[id]
    profiles.reseed(zlib.crc32(id.encode()))
    for answers, found in profiles.where(law, COUNT):
        for question in law.subjects:
            for answer in every_answer(question):
                turned = profiles.meets(law, {**answers, question: answer})
                assert turned is None or ranking(turned) == ranking(found), (question, answer, answers)


def every_answer(id: str) -> list[Answer]:
    """Each choice of a question, of a multi question each by itself."""
    question = RULEBOOK.questions[id]
    return [(choice,) if question.kind is Kind.MULTI else choice for choice in question.choice_ids]


def ranking(found: Assessment) -> object:
    main = found.decisions[RULEBOOK.main.id]
    return [(row.alternative, row.rank, row.standing, row.points) for row in main.ranking]


@pytest.mark.parametrize(
    ("id", "first"), [(id, first) for id in of_kind("can_be_first") for first in LAWS[id].subjects]
)
def test_a_profile_puts_the_alternative_first(id: str, first: str, profiles: Profiles) -> None:
    found = profiles.meets(LAWS[id], {**OPEN_TO_ALL, **WITNESSES[id, first]})
    assert found is not None, "the witness does not meet the premise, or contradicts itself"
    assert (found.open_questions, found.ignored) == ((), ())
    assert HOME[first] in found.taken
    assert found.decisions[HOME[first]].first == (first,)


def test_every_law_says_where_it_comes_from_and_cites_known_facts() -> None:
    for law in RULEBOOK.laws:
        assert law.inferred or law.cites, law.id
        assert set(law.cites) <= RULEBOOK.facts.keys(), law.id


def test_no_rule_that_weighs_looks_at_the_field_of_work() -> None:
    for rule in RULEBOOK.rules:
        conditions = [each for each in (rule.when, rule.unless) if each is not None and rule.weighs]
        assert all("work_area" not in questions_in(each) for each in conditions), rule.id


def test_a_law_that_does_not_hold_is_refuted(profiles: Profiles) -> None:
    false = replace(LAWS["nobody-to-sign-never-leads-to-kpo"], subjects=("in-house",))
    assert any(broken(false, found) for _, found in profiles.where(false, 50))


def test_the_same_seed_gives_the_same_profiles() -> None:
    law = LAWS["us-persons-terms-bar-everything-abroad"]
    one, two = (Profiles(RULEBOOK, 7).where(law, 5) for _ in range(2))
    assert [answers for answers, _ in one] == [answers for answers, _ in two]
