"""The worked cases come out as a careful consultant decides them, with the reasons that must appear.

Each file under examples/cases was encoded from the case's prose alone. `expect` in it says what must come
out; a fact that cannot fire from the prose is listed there as unreachable, never forced.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.model.assessment import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.profile import Expectation, Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook

CASES = sorted((Path(__file__).parent.parent / "examples" / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest, rulebook: Rulebook) -> tuple[Profile, Recommendation]:
    profile = load_profile(request.param, rulebook)
    return profile, recommend(profile, rulebook)


def test_all_fifteen_cases_are_there() -> None:
    assert len({path.name.split("-")[0] for path in CASES}) == 15


def test_the_expected_alternative_stands_first(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    expect = _expected(profile)
    if expect.fails:
        pytest.xfail(expect.fails)
    assert recommendation.recommended == expect.recommended


def test_what_must_be_excluded_is_shown_as_ruled_out(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    assert set(_expected(profile).excluded) <= set(_ruled_out(recommendation))


def test_nothing_is_excluded_by_a_missing_answer(case: tuple[Profile, Recommendation], rulebook: Rulebook) -> None:
    profile, recommendation = case
    given = {id for answers in _all_answers(profile) for id, answer in answers.items() if answer is not None}
    for row in recommendation.ranking:
        for bar in row.bars:
            if bar.rule is not None:
                from kpo_advisor.model.conditions import questions_in

                assert given & set(questions_in(rulebook.rule_by_id[bar.rule].when))


def test_the_reasons_that_must_appear_are_mentioned(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    expect = _expected(profile)
    mentioned = set(_mentioned(recommendation))
    bases = {id.split(".")[0] for id in mentioned}
    missing = [id for id in expect.mentions if id not in mentioned | bases and id not in expect.unreachable]
    assert missing == []


def test_a_fact_listed_as_unreachable_is_indeed_not_mentioned(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    mentioned = set(_mentioned(recommendation))
    bases = {id.split(".")[0] for id in mentioned}
    assert [id for id in _expected(profile).unreachable if id in mentioned | bases] == []


def test_a_certainty_that_a_case_states_is_met(case: tuple[Profile, Recommendation]) -> None:
    profile, recommendation = case
    expect = _expected(profile)
    assert expect.certainty in (None, recommendation.certainty)


def test_the_case_with_missing_answers_lists_permission_and_residency_as_checks(rulebook: Rulebook) -> None:
    profile = load_profile(next(path for path in CASES if path.stem.startswith("v45")), rulebook)
    checked = {each.question for each in recommend(profile, rulebook).checks}
    assert {"outside_terms", "residency_rule", "confidentiality"} <= checked


def _expected(profile: Profile) -> Expectation:
    assert profile.expect is not None
    return profile.expect


def _all_answers(profile: Profile) -> Iterator[dict[str, object]]:
    yield dict(profile.answers)
    for activity in profile.activities:
        yield dict(activity.answers)


def _ruled_out(recommendation: Recommendation) -> Iterator[str]:
    excluded = Standing.EXCLUDED.word
    yield from (row.alternative for row in recommendation.ranking if row.standing == excluded)
    for rows in recommendation.decisions.values():
        for placed in rows:
            yield from (row.alternative for row in placed.ranking if row.standing == excluded)


def _mentioned(recommendation: Recommendation) -> Iterator[str]:
    """Every rule and fact named in reasons, bars, safeguards, advice, checks, the plan and the suggestions."""
    rankings = [recommendation.ranking, *(row.ranking for row in recommendation.plan)]
    rankings += [placed.ranking for rows in recommendation.decisions.values() for placed in rows]
    for ranking in rankings:
        for row in ranking:
            for cited in (*(each.facts for each in row.reasons), *(each.facts for each in row.bars)):
                yield from (fact.id for fact in cited)
            for required in row.requires:
                yield from (fact.id for fact in required.facts)
    for rule, facts in (
        *((each.rule, each.facts) for each in recommendation.advice),
        *((each.rule, each.facts) for each in recommendation.checks),
    ):
        yield rule
        yield from (fact.id for fact in facts)
    for suggestions in recommendation.suggestions.values():
        for suggestion in suggestions:
            for reason in suggestion.reasons:
                yield from (fact.id for fact in reason.facts)
