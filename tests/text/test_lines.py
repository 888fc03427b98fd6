"""Lines are wrapped, cut and filled by the columns that a terminal shows, not by characters."""

from __future__ import annotations

import pytest

from kpo_advisor.text.lines import (
    BAD,
    GAP,
    GOOD,
    NO_BREAK,
    STRONG,
    Line,
    Tone,
    cells,
    cut,
    padded,
    plain,
    readable,
    wrapped,
)


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("洗濯", 4), ("a\u200db", 2)]
)
def test_wide_signs_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_words_are_wrapped_below_what_stands_before_the_first() -> None:
    assert list(wrapped("one two three", 9, "- ")) == ["- one two", "  three"]
    assert list(wrapped("one two three", 9, "- ", "")) == ["- one two", "three"]
    assert list(wrapped("", 9, "- ")) == ["- "]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert list(wrapped("ab abcdefgh", 4, "- ", " ")) == ["- ab", " abc", " def", " gh"]


def test_half_of_a_wide_sign_does_not_fit() -> None:
    assert cut("洗濯", 3) == "洗"
    assert padded("洗濯", 3) == "洗 "
    assert padded("ab", 4) == "ab  "


def test_plain_lines_end_without_spaces() -> None:
    assert plain([Line("a  ", tone=BAD), GAP, Line("b")]) == "a\n\nb\n"


@pytest.mark.parametrize(("width", "taken"), [(1, 40), (40, 40), (80, 80), (100, 100), (250, 100)])
def test_text_is_neither_narrower_nor_wider_than_can_be_read(width: int, taken: int) -> None:
    assert readable(width) == taken


def test_tones_go_together() -> None:
    assert list(STRONG | GOOD) == [Tone.STRONG, Tone.GOOD]
    assert not Tone.PLAIN


def test_no_line_ends_at_a_space_that_holds_words_together() -> None:
    assert list(wrapped(f"one two{NO_BREAK}three", 9)) == ["one", "two three"]
