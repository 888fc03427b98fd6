"""What `recommend` says in a terminal where little is known, much is open, or several bars stand in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done

HEADER = "name: small\ntitle: Small\nversion: '1'\ndecisions: [model]\n"
MODEL = """
decision: model
title: Where
kind: ranked
alternatives:
  bpo: {title: BPO, means: there}
  in-house: {title: In-house, means: here}
criteria:
  c: {title: C, axis: sourcing, weight: 1, rationale: Only one.}
"""
PEOPLE = "people: [{id: anyone, label: anyone}]\n"
QUESTION = "  - {{id: q{0}, kind: yes_no, ask: 'Is it {0}?', who_knows: [anyone]}}\n"
FAVOURS = "  - {{id: r{0}, when: {{q{0}: yes}}, favours: {{bpo: strong}}, because: It is {0}., inferred: Made up.}}\n"
EXCLUDES = (
    "  - {{id: r{0}, when: {{q{0}: yes}}, excludes: [bpo], cure: {1}, because: It is {0}., inferred: Made up.}}\n"
)


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    """Runs `recommend` with a rulebook of these rules on `q0`, `q1`, … and a profile with these answers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")

    def told(rules: str, answers: str, questions: int, *options: str) -> Done:
        asked = "".join("    " + QUESTION.format(number) for number in range(questions))
        files = {
            "rulebook.yaml": HEADER,
            "questions.yaml": PEOPLE + f"sections:\n  - id: all\n    title: All\n    questions:\n{asked}",
            "model/decision.yaml": MODEL,
            "rules.yaml": f"criterion: c\nrules:\n{rules}",
        }
        (tmp_path / "rules" / "model").mkdir(parents=True)
        for name, text in files.items():
            (tmp_path / "rules" / name).write_text(text, encoding="utf-8")
        (tmp_path / "p.yaml").write_text(f"title: P\nanswers: {{{answers}}}\n", encoding="utf-8")
        return run(monkeypatch, capfd, "recommend", "p.yaml", "--rules", "rules", *options)

    return told


def test_a_cure_of_two_bars_is_told_once_and_another_too(kpo: Callable[..., Done]) -> None:
    cures = ("Ask the owner.", "Ask the owner.", "Wait a year.")
    rules = "".join(EXCLUDES.format(number, cure) for number, cure in enumerate(cures))
    done = kpo(rules, "q0: yes, q1: yes, q2: yes", 3, "--full")
    assert done.out.count("BPO is ruled out:") == 3
    assert done.out.count("What would lift it: Ask the owner.") == 1
    assert done.out.count("What would lift it: Wait a year.") == 1


def test_the_ten_questions_that_matter_most_are_told_in_full_and_the_others_named(
    kpo: Callable[..., Done],
) -> None:
    done = kpo("".join(FAVOURS.format(number) for number in range(12)), "", 12, "--full")
    in_full = [number for number in range(12) if f"Is it {number}?" in done.out]
    assert len(in_full) == 10
    others = [f"q{number}" for number in range(12) if number not in in_full]
    assert f"Open too, and it may matter: {', '.join(others)}." in done.out


def test_there_is_no_recommendation_yet_where_no_answer_speaks_for_anything(
    kpo: Callable[..., Done],
) -> None:
    done = kpo(FAVOURS.format(0), "", 1)
    assert "No recommendation yet: nothing that was answered speaks for or against anything" in done.out


def test_what_stands_level_on_reasons_is_no_single_recommendation(kpo: Callable[..., Done]) -> None:
    both = FAVOURS.format(0).replace("bpo: strong", "bpo: strong, in-house: strong")
    done = kpo(both, "q0: yes", 1)
    assert "Choose BPO or choose In-house: the two are level." in done.out
