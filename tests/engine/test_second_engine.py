"""The engine against one that was written from the documentation alone."""

from __future__ import annotations

import shutil
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.engine.second_engine import TOP, Book, Piece, Work, first_of, hold, ranks

if TYPE_CHECKING:
    from pathlib import Path


def test_two_engines_agree_on_scores_standings_ranking_place_and_plan() -> None:
    met = hold(200)
    kinds = ("activities", "parts with other homes", "own weights", "unknowns", "questions that do not apply")
    assert met["profiles"] == 200
    assert all(met[kind] >= 10 for kind in kinds), met
    assert all(met[f"first: {home}"] for home in ("bpo", "kpo", "in-house", "hybrid", "a tie")), met


IMPLIED = {
    "fitting_provider": "none-found",
    "signatory": "none",
    "protected_split": "no-split",
}
"""For questions that apply only under answers to others, choices that rules look at."""


def test_two_engines_agree_where_questions_that_do_not_apply_count_as_answered(tmp_path: Path) -> None:
    rules = shutil.copytree(TOP / "rules", tmp_path / "rules")
    text = (rules / "questions.yaml").read_text(encoding="utf-8")
    for id, choice in IMPLIED.items():
        before = f"      - id: {id}\n"
        assert before in text
        text = text.replace(before, f"{before}        otherwise: {choice}\n")
    (rules / "questions.yaml").write_text(text, encoding="utf-8")
    met = hold(100, rules=rules)
    assert met["profiles"] == 100
    assert all(met[kind] >= 10 for kind in ("activities", "answers implied", "answers that may be implied")), met


def test_the_second_engine_ranks_as_one_does_by_hand() -> None:
    table = {"bpo": (1, 40), "kpo": (0, -3), "in-house": (0, -3), "hybrid": (2, 50)}
    assert ranks(table) == {"kpo": 1, "in-house": 1, "bpo": 3, "hybrid": 4}
    assert first_of(table) == {"kpo", "in-house"}
    assert first_of({"bpo": (2, 9), "kpo": (2, 1)}) == set()


def test_the_second_engine_reads_the_rules_as_one_does_by_hand() -> None:
    """Most items follow rules: +3 for BPO and in-house, +2 for hybrid, at a weight of 5; nothing else is said."""
    book = Book(TOP / "rules")
    model = book.decisions[0]
    piece = Piece(book, {"work_nature": "mostly-rules"}, {"kind-of-work": "5"}, is_part=False)
    assert piece.table(model) == {"bpo": (0, 15), "kpo": (0, 0), "in-house": (0, 15), "hybrid": (0, 10)}
    # 3+2+1+1+1 of nature, 2+1+1+1+1+2+2+2+2+2+1+2+2 of sourcing, 4+1+2 of cut; 5 in place of 3.
    assert piece.out_of(model) == 3 * (8 + 21 + 7 + 2)


def test_the_second_engine_cuts_work_as_one_does_by_hand() -> None:
    """Both parts are for own staff alone: shares weigh the points, the standing is the worst, nothing is cut."""
    book = Book(TOP / "rules")
    parts = [
        {"title": "a", "share": "2", "answers": {"limits": "own-people-only"}},
        {"title": "b", "share": "1", "answers": {"limits": "own-people-only"}},
    ]
    work = Work(book, {"title": "t", "activities": parts})
    assert work.whole["bpo"] == (2, 0)
    assert work.whole["in-house"] == (0, 3 * 3 * 2)  # strong, on a weight of 2, with shares of 3
    assert work.whole["hybrid"] == (2, 18)  # every activity has the same home, so nothing is cut
    assert Fraction(100 * 18, work.out_of) == Fraction(1800, 3 * 3 * 36)
