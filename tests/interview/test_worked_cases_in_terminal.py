"""Every example, told to an interview in a terminal, is decided as its file is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor import load_profile, recommend
from kpo_advisor.reports.formats.to_json import recommendation_json
from tests.how_many import some_of
from tests.interview.terminal import ANSWERS, ASKS, CLASHES, REVIEWS, RULEBOOK, Window, Work

if TYPE_CHECKING:
    from kpo_advisor.model.profile import Profile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of a Unix")

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = [EXAMPLES / "activities.yaml", *sorted((EXAMPLES / "cases").glob("*.yaml"))]
NOT_COMPARED = {"profile", "file", "warnings"}
"""The title, the counts and the file, and that an answer is not used: what does not apply was never asked."""


@pytest.mark.long
@pytest.mark.parametrize("path", some_of(CASES), ids=lambda path: path.stem)
def test_a_case_told_in_an_interview_is_decided_as_its_file(path: Path, tmp_path: Path) -> None:
    case, work = load_profile(path, RULEBOOK), Work(tmp_path / "work.yaml")
    window = work.interview("--stop", "never", TERM="dumb")
    window.type(case.title)
    name_parts(window, case)
    while window.prompt not in (REVIEWS, ANSWERS):
        if window.prompt == CLASHES:
            window.type("n so the case has it")
        else:
            answer_from(window, case)
    window.look_through().type("")
    assert window.code == 0
    assert result(work.written()) == result(case)


def name_parts(window: Window, case: Profile) -> None:
    """Name the activities of a case with their shares, before anything is answered; the second as the rest."""
    for at, each in enumerate(case.activities):
        window.type(each.title if at == 1 else f"p {each.title}")
        window.type(str(each.share))
    assert window.prompt == ASKS


def answer_from(window: Window, case: Profile) -> None:
    """Answer the question on the table as the case does, part by part where its activities differ; else skip it."""
    question, part = window.question, window.part
    own = {each.title: each.answers for each in case.activities}
    answers = case.answers if part is None else {**case.answers, **own[part]}
    if part is None and any(question in each for each in own.values()):
        window.type("d")
    elif question in answers:
        window.answer(answers[question])
    else:
        window.type("s")


def result(profile: Profile) -> dict[str, Any]:
    """All that `recommend --format json` writes about a profile, but for what is not compared."""
    found: dict[str, Any] = json.loads(recommendation_json(recommend(profile, RULEBOOK)))
    return {key: value for key, value in found.items() if key not in NOT_COMPARED}
