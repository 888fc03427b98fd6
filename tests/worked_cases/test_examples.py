"""The worked cases come out as a careful consultant decides them, with the reasons that must appear.

Each file under examples/cases was encoded from the case's prose alone. `expect` in it says what must come
out; a fact that cannot fire from the prose is listed there as unreachable, never forced.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.conditions import questions_in
from kpo_advisor.proofs.cases import Outcome, Place, judged
from tests import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.cases import Case

CASES = sorted((Path(__file__).parent.parent.parent / "examples" / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return packaged.rulebook()


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[Profile, Case]:
    profile = packaged.profile(request.param)
    assert profile.expect is not None
    return profile, judged(request.param.name, profile.expect, packaged.recommended(request.param))


def test_all_thirty_three_cases_are_there() -> None:
    assert len({path.name.split("-")[0] for path in CASES}) == 33


def test_an_expected_or_acceptable_alternative_stands_first(case: tuple[Profile, Case]) -> None:
    judgement = case[1].judgement
    assert judgement.place in (Place.EXPECTED, Place.ACCEPTABLE) or judgement.outcome is Outcome.KNOWN_FAILURE


def test_what_must_be_excluded_is_shown_as_ruled_out(case: tuple[Profile, Case]) -> None:
    assert case[1].judgement.not_excluded == ()


def test_nothing_is_excluded_by_a_missing_answer(case: tuple[Profile, Case], rulebook: Rulebook) -> None:
    profile, judged_case = case
    given = {id for answers in _all_answers(profile) for id, answer in answers.items() if answer is not None}
    for row in judged_case.given.ranking:
        for bar in row.bars:
            if bar.rule is not None:
                assert given & set(questions_in(rulebook.rule_by_id[bar.rule].when))


def test_the_reasons_that_must_appear_are_mentioned(case: tuple[Profile, Case]) -> None:
    assert case[1].judgement.not_mentioned == ()


def test_a_fact_listed_as_unreachable_is_indeed_not_mentioned(case: tuple[Profile, Case]) -> None:
    assert case[1].judgement.mentioned_after_all == ()


def test_a_certainty_that_a_case_states_is_met(case: tuple[Profile, Case]) -> None:
    assert not case[1].judgement.certainty_differs


def test_no_note_of_a_failure_is_out_of_date(case: tuple[Profile, Case]) -> None:
    assert case[1].judgement.outcome is not Outcome.NO_LONGER_FAILS


def test_the_case_with_missing_answers_lists_permission_and_residency_as_checks() -> None:
    path = next(path for path in CASES if path.stem.startswith("v45"))
    checked = {each.question for each in packaged.recommended(path).checks}
    assert "limits" in checked


def _all_answers(profile: Profile) -> Iterator[dict[str, object]]:
    yield dict(profile.answers)
    for activity in profile.activities:
        yield dict(activity.answers)
