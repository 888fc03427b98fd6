"""Each kind of absurdity, on random clients: the profiles, with every third answer drawn anew."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import Profile
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from tests.absurd_results.clients import clients
from tests.packaged import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.assessment import AlternativeResult, DecisionResult
    from kpo_advisor.model.questions import Answer

    Answers = Mapping[str, Answer]

Change = tuple[dict[str, "Answer"], dict[str, "Answer"]]
"""The answers before and after."""
PLAIN: dict[str, Answer] = {"limits": ("none",), "core": ("none",), "data_types": ("none",)}
AVOID: dict[str, Change] = {
    "a law forbids it abroad": (PLAIN, {"limits": ("law-forbids-abroad",), "fitting_provider": "likely"}),
    "only certain persons": (PLAIN, {"limits": ("named-persons",), "fitting_provider": "likely"}),
    "terms keep it in the country": (PLAIN, {"limits": ("country-only",), "fitting_provider": "likely"}),
    "secrecy": (PLAIN, {"limits": ("secrecy",), "fitting_provider": "likely"}),
    "a licence of this country": (PLAIN, {"limits": ("licensed-doer",), "fitting_provider": "likely"}),
    "a provider that was found": (
        {**PLAIN, "local_fluency": "no-sign"},
        {"limits": ("named-persons",), "fitting_provider": "found"},
    ),
    "no provider found": (PLAIN, {"limits": ("country-only",), "fitting_provider": "none-found"}),
    "nobody to sign": (PLAIN, {"limits": ("licensed-signer",), "signatory": "none"}),
    "constant access": ({"interaction": "scheduled"}, {"interaction": "constant-realtime"}),
    "only locals": ({"local_fluency": "no-sign"}, {"local_fluency": "only-locals"}),
    "presence": ({"presence": "remote"}, {"presence": "always-on-site"}),
    "a time gap": ({"time_need": "flexible"}, {"time_need": "gap-unacceptable"}),
    "vague results": ({"acceptance": "criteria"}, {"acceptance": "vague"}),
    "deep knowledge": ({"institutional_knowledge": "no-sign"}, {"institutional_knowledge": "deep"}),
    "the core": (PLAIN, {**PLAIN, "core": ("rivals-gain",), "protected_split": "no-split"}),
    "no reviewer": ({"review_capability": "strong"}, {"review_capability": "none"}),
    "no gap to pay for checking": ({"cost_gap": "moderate"}, {"cost_gap": "small-or-none"}),
}
"""What the documents name against KPO: the answers without it, and those with it."""

MET: dict[str, Change] = {
    "strong review": ({"review_capability": "some"}, {"review_capability": "strong"}),
    "nobody on the spot": ({"presence": "sometimes-on-site"}, {"presence": "remote"}),
    "scheduled contact": ({"interaction": "daily"}, {"interaction": "scheduled"}),
    "criteria written": ({"acceptance": "could-write"}, {"acceptance": "criteria"}),
    "a signatory": (
        {**PLAIN, "limits": ("licensed-signer",), "signatory": "can-engage"},
        {**PLAIN, "limits": ("licensed-signer",), "signatory": "have"},
    ),
}
"""Preconditions, where own staff can do it: the answers that meet one, and those that meet it better still."""

OWN_STAFF_CAN: dict[str, Answer] = {"hiring_barriers": ("none",), "goals": ("free-staff",)}

WISHED: dict[str, Change] = {
    "control": ({"goals": ("another-goal",)}, {"goals": ("another-goal", "regain-control")}),
    "staying inside": ({"long_term_plan": "stay-outside"}, {"long_term_plan": "stay-inside"}),
    "own managers": ({"control_style": "provider-leads-team"}, {"control_style": "our-managers"}),
    "own staff": ({"hiring_barriers": ("scarce",)}, {"hiring_barriers": ("none",)}),
    "a saving that shrinks": ({"cost_gap": "large"}, {"cost_gap": "moderate"}),
    "a saving that goes": ({"cost_gap": "moderate"}, {"cost_gap": "small-or-none"}),
    "a dearer quote": ({"cost_gap": "small-or-none"}, {"cost_gap": "costs-more"}),
}
"""What speaks for own staff: the answers without it, and those with it."""

MORE_JUDGEMENT: dict[str, Change] = {
    "a few doubtful cases": ({"work_nature": "rules-only"}, {"work_nature": "mostly-rules"}),
    "half of the items": ({"work_nature": "mostly-rules"}, {"work_nature": "even-mix"}),
    "most items": ({"work_nature": "even-mix"}, {"work_nature": "mostly-judgement"}),
    "every item": ({"work_nature": "mostly-judgement"}, {"work_nature": "judgement-only"}),
    "a trade": ({"skill_level": "process-trained"}, {"skill_level": "vocational"}),
    "a degree": ({"skill_level": "vocational"}, {"skill_level": "domain-expert"}),
    "a licence": ({"skill_level": "domain-expert"}, {"skill_level": "credentialed"}),
}
"""Steps from rules to judgement and from training to expertise."""


@cache
def program() -> Program:
    return program_of(rulebook())


def decided(answers: Answers) -> DecisionResult:
    return assess_profile(program(), Profile("drawn", answers=answers)).main


def home(result: DecisionResult, alternative: str) -> AlternativeResult:
    return next(row for row in result.ranking if row.alternative == alternative)


def lead(result: DecisionResult, alternative: str) -> int:
    """By how many points a home is ahead of own staff."""
    return home(result, alternative).points - home(result, "in-house").points


def reasons(row: AlternativeResult) -> dict[str, str]:
    """The sentences of the rules by which a home gains points."""
    return {
        rule: " ".join(filter(None, [str(rulebook().rule_by_id[rule].because)]))
        for reason in row.reasons
        if reason.points > 0
        for rule in reason.rules
    }


@pytest.mark.parametrize("item", AVOID)
def test_no_item_of_the_avoid_lists_raises_the_score_or_the_standing_of_kpo(item: str) -> None:
    without, with_it = AVOID[item]
    for answers in clients():
        before = home(decided({**answers, **without}), "kpo")
        after = home(decided({**answers, **without, **with_it}), "kpo")
        assert after.points <= before.points
        assert after.standing >= before.standing


@pytest.mark.parametrize("provider", ["bpo", "kpo"])
@pytest.mark.parametrize("precondition", MET)
def test_a_precondition_met_still_better_is_no_reason_to_go_out(precondition: str, provider: str) -> None:
    before, after = MET[precondition]
    for client in clients():
        answers = {**client, **OWN_STAFF_CAN}
        assert lead(decided({**answers, **after}), provider) <= lead(decided({**answers, **before}), provider)


@pytest.mark.parametrize("provider", ["bpo", "kpo"])
@pytest.mark.parametrize("reason", WISHED)
def test_what_speaks_for_own_staff_never_brings_a_provider_nearer_to_the_lead(reason: str, provider: str) -> None:
    before, after = WISHED[reason]
    for answers in clients():
        assert lead(decided({**answers, **after}), provider) <= lead(decided({**answers, **before}), provider)


@pytest.mark.parametrize("step", MORE_JUDGEMENT)
def test_more_judgement_or_expertise_never_brings_bpo_nearer_to_own_staff(step: str) -> None:
    before, after = MORE_JUDGEMENT[step]
    for answers in clients():
        assert lead(decided({**answers, **after}), "bpo") <= lead(decided({**answers, **before}), "bpo")


def test_rules_for_doubtful_cases_never_speak_for_kpo() -> None:
    for answers in clients():
        mixed, by_rules = (
            decided({**answers, "sop_test": "parts-only", "work_nature": nature})
            for nature in ("even-mix", "mostly-rules")
        )
        assert home(by_rules, "kpo").points <= home(mixed, "kpo").points


@pytest.mark.parametrize("item", AVOID)
def test_kpo_held_back_never_hands_the_judgement_of_experts_to_bpo(item: str) -> None:
    without, with_it = AVOID[item]
    for answers in clients():
        judged = {
            **answers,
            "work_nature": "mostly-judgement",
            "sop_test": "needs-expert",
            "skill_level": "credentialed",
        }
        result = decided({**judged, **without, **with_it})
        assert "bpo" not in result.first


def test_nothing_gained_abroad_counts_where_abroad_is_barred() -> None:
    for answers in clients():
        for limit in ("law-forbids-abroad", "named-persons", "country-only", "secrecy", "licensed-doer"):
            result = decided({**answers, "limits": (limit,)})
            for provider in ("bpo", "kpo"):
                gained = reasons(home(result, provider))
                assert not {rule for rule, because in gained.items() if "abroad" in because or "offshore" in because}


def test_own_staff_are_credited_with_no_skill_where_nobody_has_it() -> None:
    for answers in clients():
        gained = reasons(home(decided({**answers, "hiring_barriers": ("no-skill-inside",)}), "in-house"))
        assert not {
            rule for rule, because in gained.items() if "own people can" in because or "own experts can" in because
        }


@pytest.mark.parametrize("step", ["half of the items", "most items", "every item"])
def test_fewer_items_that_need_judgement_never_bring_kpo_nearer_to_own_staff(step: str) -> None:
    fewer, more = MORE_JUDGEMENT[step]
    for client in clients():
        answers = {**client, "institutional_knowledge": "no-sign"}
        assert lead(decided({**answers, **fewer}), "kpo") <= lead(decided({**answers, **more}), "kpo")
