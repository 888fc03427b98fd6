"""What a profile notes on its answers is in every report, and beside a contradiction that it explains."""

from __future__ import annotations

import json

from kpo_advisor import load_rulebook, recommend
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.reports.as_json import recommendation_json
from kpo_advisor.reports.layout import plain
from kpo_advisor.reports.markdown import recommendation_markdown
from kpo_advisor.reports.text import recommendation_lines

RULEBOOK = load_rulebook()
NOTED = Profile(
    "Archive",
    {"data_types": ("classified",), "confidentiality": "ordinary"},
    {"confidentiality": "declassified in March"},
)


def test_notes_stand_in_text_markdown_and_json() -> None:
    given = recommend(NOTED, RULEBOOK)
    assert "- confidentiality: declassified in March" in plain(recommendation_lines(given, RULEBOOK, 80))
    assert "- **confidentiality**: declassified in March" in recommendation_markdown(given, RULEBOOK)
    assert json.loads(recommendation_json(given))["profile"]["notes"] == NOTED.notes


def test_a_contradiction_is_told_with_the_note_that_explains_it() -> None:
    (warning,) = recommend(NOTED, RULEBOOK).warnings
    assert warning.endswith("Noted on confidentiality: declassified in March")


def test_a_question_that_one_activity_answers_and_another_was_not_asked_is_not_unknown() -> None:
    parts = (Activity("one", 1, {"skill_level": "general"}), Activity("two", 1, {}))
    counts = recommend(Profile("x", {"confidentiality": None}, activities=parts), RULEBOOK).profile
    assert (counts.answered, counts.unknown) == (1, 1)
