"""What a profile notes on its answers is in every report, and beside a contradiction that it explains."""

from __future__ import annotations

import json

from kpo_advisor import recommend
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.reports import recommendation
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_json import recommendation_json
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.text.lines import plain
from tests.packaged import rulebook

RULEBOOK = rulebook()
NOTED = Profile(
    "Archive",
    {"hiring_barriers": ("peak-too-large",), "demand_pattern": "steady"},
    {"demand_pattern": "the peak ended in March"},
)


def test_notes_stand_in_every_format() -> None:
    given = recommend(NOTED, RULEBOOK)
    brief, full = (recommendation.recommendation(given, RULEBOOK, is_brief=brief) for brief in (True, False))
    assert "- Demand over the year: the peak ended in March" in plain(to_terminal(brief.blocks, 80))
    assert "- **Demand over the year**: the peak ended in March" in to_markdown([full])
    assert "<strong>Demand over the year</strong>: the peak ended in March" in to_html([full])
    assert json.loads(recommendation_json(given))["profile"]["notes"] == NOTED.notes


def test_a_contradiction_is_told_with_the_note_that_explains_it() -> None:
    (warning,) = recommend(NOTED, RULEBOOK).warnings
    assert warning.endswith('Noted on "Demand over the year": the peak ended in March')


def test_a_question_that_one_activity_answers_and_another_was_not_asked_is_not_unknown() -> None:
    parts = (Activity("one", 1, {"skill_level": "general"}), Activity("two", 1, {}))
    counts = recommend(Profile("x", {"demand_pattern": None}, activities=parts), RULEBOOK).profile
    assert (counts.answered, counts.unknown) == (1, 1)
