"""What an explanation prints adds up as it is printed, keeps its length, and names nothing by an id but rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from kpo_advisor.advice.matrix import Matrix, matrix_of
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.reports.blocks import Grid, Paragraph, text_of
from kpo_advisor.reports.explained.table import NOTHING, table
from kpo_advisor.reports.explanation import Excerpt, explanation
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.text.lines import plain
from tests.packaged import explained, rulebook
from tests.proofs.coherent_profiles import Profiles

ROOT = Path(__file__).parents[2]
CASES = sorted(
    (*ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/cases/*.yaml"), *ROOT.glob("tests/absurd_results/profiles/*"))
)
RULEBOOK = rulebook()
LONGEST = 165
"""Lines at 80 columns that nobody asked for; most explanations take some 120."""
IDS = {
    *RULEBOOK.questions,
    *(choice for question in RULEBOOK.questions.values() for choice in question.choice_ids),
    *(criterion.id for criterion in RULEBOOK.main.criteria),
    *RULEBOOK.titles,
}
NOT_WORDS = re.compile(rf"(?<![\w-])({'|'.join(sorted(id for id in IDS if '_' in id))})(?![\w-])")
"""Ids that no sentence holds by chance."""
RULES = re.compile(r"^ +Rules? [a-z0-9-].*?(?:\.(?= )|\.$)", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    """A profile; all tests of one follow each other, so that it is explained once."""
    found: Path = request.param
    return found


@cache
def told(path: Path) -> str:
    """An explanation as nobody asked for more of it."""
    return plain(to_terminal(explanation(explained(path), RULEBOOK, is_brief=True).blocks, 80))


def check_columns(matrix: Matrix) -> None:
    """Each column of the table as printed adds up to its score as printed."""
    for is_whole in (True, False):
        grid = next(block for block in table(matrix, is_whole=is_whole) if isinstance(block, Grid))
        *parts, score = grid.rows[: len(grid.rows) - grid.totals + 1]
        assert score[0] == "Score"
        for at in range(2, len(score)):
            tenths = [round(10 * float(row[at])) for row in parts if row[at] != NOTHING]
            assert sum(tenths) == round(10 * float(score[at]))


def test_the_columns_of_the_table_add_up_as_printed_for_300_random_profiles() -> None:
    program, drawn = program_of(RULEBOOK), Profiles(RULEBOOK, 13)
    main = RULEBOOK.main
    for _ in range(300):
        answers = {id: drawn.answer(id) for id in RULEBOOK.questions if drawn.random.random() < 0.8}
        weights = {criterion.id: drawn.random.randint(1, 9) for criterion in drawn.random.sample(main.criteria, 4)}
        result = assess(program, answers, weights).decisions[main.id]
        check_columns(matrix_of(RULEBOOK, main, weights, result))


def test_what_is_printed_adds_up_and_names_nothing_by_an_id_but_rules(path: Path) -> None:
    found = explained(path)
    for piece in found.pieces:
        check_columns(piece.matrix)
    blocks = explanation(found, RULEBOOK, is_brief=True, excerpt=Excerpt(is_whole=True)).blocks
    whole = "\n".join(text_of(block.words) for block in blocks if isinstance(block, Paragraph))
    assert NOT_WORDS.findall(whole) == []
    assert NOT_WORDS.findall(told(path)) == []
    assert "points" not in RULES.sub("", told(path))


def test_the_differences_to_the_next_best_add_up_to_what_is_between_the_printed_scores(path: Path) -> None:
    for section in re.split(r"\nWhy .* rather than .*\n", told(path))[1:]:
        head = " ".join(section.split())
        first, second = re.findall(r"[+-]?\d+\.\d", head)[:2]
        differences = re.findall(r"^ +([+-]\d+\.\d|0\.0)  ", section.split("\n\n")[0], re.MULTILINE)
        lead = round(10 * float(first)) - round(10 * float(second))
        assert sum(round(10 * float(part)) for part in differences) == lead


def test_nobody_is_told_hundreds_of_lines_unasked(path: Path) -> None:
    lines = told(path).splitlines()
    assert len(lines) <= LONGEST
    assert "- --all: every criterion, rule, question and weight." in lines
