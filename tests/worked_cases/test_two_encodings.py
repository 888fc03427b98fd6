"""Two encodings of each worked case, made apart and from its prose alone, lead to what people say of the case.

The one stands in examples/cases, the other beside this file; labels.yaml holds what people say.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation

HERE = Path(__file__).parent
FOLDERS = {"first": HERE.parent.parent / "examples" / "cases", "second": HERE / "second_encoding"}
LABELS: Mapping[str, Mapping[str, Any]] = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))


@cache
def encoding_of(encoding: str, case: str) -> Path:
    """The file in which one of the two encoded a case."""
    (path,) = (path for path in FOLDERS[encoding].glob(f"{case}-*.yaml") if not path.stem.endswith("-as-one"))
    return path


def encoded(encoding: str, case: str) -> Profile:
    return packaged.profile(encoding_of(encoding, case))


def given(encoding: str, case: str) -> Recommendation:
    return packaged.recommended(encoding_of(encoding, case))


def test_every_case_is_encoded_twice() -> None:
    assert len(LABELS) == 33
    for encoding in FOLDERS:
        assert {encoded(encoding, case).title for case in LABELS}


@pytest.mark.parametrize("encoding", FOLDERS)
def test_what_people_name_first_stands_first_in_31_of_33(encoding: str) -> None:
    misses = {case for case, label in LABELS.items() if given(encoding, case).recommended != label["first"]}
    assert len(misses) <= 2, misses
    assert all(given(encoding, case).recommended in LABELS[case]["also"] for case in misses)


def test_both_encodings_lead_to_the_same_place_in_31_of_33() -> None:
    apart = {case for case in LABELS if given("first", case).recommended != given("second", case).recommended}
    assert len(apart) <= 2, apart


@pytest.mark.parametrize("encoding", FOLDERS)
@pytest.mark.parametrize("case", LABELS)
def test_what_people_call_out_is_not_shown_as_fitting(encoding: str, case: str) -> None:
    fitting = {row.alternative for row in given(encoding, case).ranking if row.standing == "eligible"}
    assert fitting & set(LABELS[case]["out"]) == set()


def test_two_people_answer_alike_19_times_in_20() -> None:
    pairs = [pair for case in LABELS for pair in answered_by_both(case)]
    same = sum(one == other for one, other in pairs)
    assert Fraction(same, len(pairs)) >= Fraction(19, 20)


def answered_by_both(case: str) -> Iterator[tuple[object, object]]:
    """The answers to the questions that apply for both, unknown among them; activities are matched in their order.

    What activities share is counted once, but where one of them answers it on its own.
    """
    first, second = encoded("first", case), encoded("second", case)
    parts = list(zip(first.activities, second.activities, strict=True))
    own = {question for pair in parts for activity in pair for question in activity.answers}
    shared = (set(first.answers) & set(second.answers)) - own
    yield from ((first.answers[question], second.answers[question]) for question in sorted(shared))
    for one, other in parts:
        for question in sorted(one.answers.keys() | other.answers.keys()):
            answers, others = {**first.answers, **one.answers}, {**second.answers, **other.answers}
            if question in answers and question in others:
                yield answers[question], others[question]
