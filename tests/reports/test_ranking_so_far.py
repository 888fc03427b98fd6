"""The ranking so far, which an interview shows: with activities, which of them bar the whole, and where each goes."""

from __future__ import annotations

from pathlib import Path

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.cli.output import terminal_lines
from kpo_advisor.reports.recommendation import ranking

EXAMPLES = Path(__file__).parents[2] / "examples"
RULEBOOK = load_rulebook()


def shown(example: str) -> list[str]:
    given = recommend(load_profile(EXAMPLES / example, RULEBOOK), RULEBOOK, with_conditions=False)
    return [line.text for line in terminal_lines([ranking(given, RULEBOOK)], is_plain=True)]


def test_a_home_that_one_activity_bars_for_the_whole_names_that_activity_and_the_list_says_which_it_is() -> None:
    lines = shown("cases/v41-payables-and-cash-analysis.yaml")
    told = " ".join(" ".join(lines).split())
    assert "as a whole ruled out: no routine part (B)" in told
    where = lines[lines.index("Which activity goes where") :]
    assert [line[:3] for line in where if line[:1] in "AB"] == ["A  ", "B  "]


def test_work_without_activities_has_neither() -> None:
    lines = shown("payroll.yaml")
    assert "Ranking" in lines
    assert "as a whole" not in " ".join(lines)
    assert "Which activity goes where" not in lines
