"""Input made to break readers is refused, early and in words."""

from __future__ import annotations

import itertools

import pytest

from kpo_advisor.portable.limits import MAX_BYTES, MAX_DEPTH, MAX_FAULTS, MAX_NODES, MAX_TEXT
from tests.portable.reading_of import faults_of, marks_of, value_of

pytestmark = pytest.mark.usefixtures("parser")

SIZE = 50_000


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[" * SIZE, 1, MAX_DEPTH + 1),
        ("{a: " * (SIZE // 4), 1, 4 * MAX_DEPTH + 1),
        ("[a, " * (SIZE // 4), 1, 4 * MAX_DEPTH + 1),
        ("- " * (SIZE // 2), 1, 2 * MAX_DEPTH + 1),
        ("".join(" " * depth + "a:\n" for depth in range(300)), MAX_DEPTH + 1, MAX_DEPTH + 1),
    ],
)
def test_deep_nesting_stops_at_the_limit(text: str, line: int, column: int) -> None:
    assert marks_of(text) == [("too-deep", line, column)]


@pytest.mark.parametrize("opening", ["? ", "{"])
def test_keys_nested_in_keys_stop_at_the_limit(opening: str) -> None:
    marks = marks_of(opening * (SIZE // 2))
    assert marks[-1] == ("too-deep", 1, len(opening) * MAX_DEPTH + 1)
    assert {code for code, _, _ in marks[:-1]} == {"key-not-text"}


FLOW = ["[", "{a: ", "[? ", "[\n", "{a:\n", '["]", ', "['}', ", "[ # ]\n", "[é, {b: "]
BLOCK = ["- ", "? ", "- ? "]
BEFORE = [
    *itertools.product(["", "a: ", "# [[[\n- ", 'a: "[[["\nb: ', "a: |\n  [[[\nb:\n  "], FLOW),
    *itertools.product(["", "# [[[\n- ", "a: |\n  [[[\nb:\n  "], BLOCK),
]


@pytest.mark.parametrize(("before", "opening"), BEFORE)
@pytest.mark.parametrize("times", [MAX_DEPTH + 1, 1001, 5000])
def test_however_deep_it_goes_on_the_first_level_too_deep_is_told(before: str, opening: str, times: int) -> None:
    text = before + opening * times
    starts = [index for index in range(len(before), len(text)) if text[index] in "[{-?"]
    above = text[: starts[MAX_DEPTH - bool(before)]]
    assert marks_of(text)[-1] == ("too-deep", above.count("\n") + 1, len(above) - above.rfind("\n"))


def test_nesting_just_at_the_limit_is_read() -> None:
    assert value_of("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None


@pytest.mark.parametrize("quotes", ['"{}"', "'{}'", "|\n  {}\n", ">\n  {}\n", "x # {}\n", "x{}", "\n  x\n  {}"])
def test_brackets_that_are_text_nest_nothing(quotes: str) -> None:
    assert value_of(f"a: {quotes.format('[{- ? ' * 2000)}\n") is not None
    assert value_of(f"- {quotes.format('[' * 2000)}\n") is not None


def test_an_alias_bomb_is_refused_alias_by_alias() -> None:
    text = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True))
    codes = [code for code, _, _ in marks_of(text)]
    assert codes.count("anchor") == 7
    assert codes.count("alias") == 12


def test_a_merge_key_bomb_is_refused() -> None:
    text = "a: &a {x: 1}\n" + "".join(f"b{i}: &b{i}\n  <<: [*a, *a]\n" for i in range(30))
    codes = [code for code, _, _ in marks_of(text)]
    assert codes.count("merge-key") > 20
    assert set(codes) == {"anchor", "alias", "merge-key", "too-many-faults"}


def test_an_alias_to_itself_is_refused() -> None:
    assert marks_of("a: &a [*a]\n") == [("anchor", 1, 4), ("alias", 1, 8)]


@pytest.mark.parametrize("digits", [31, 60_000])
@pytest.mark.parametrize("form", ["{0}", "-{0}", "0x{0}", "{0}.5", "1.{0}", "1.5e+{0}"])
def test_a_number_with_too_many_digits_is_refused_and_never_converted(form: str, digits: int) -> None:
    (finding,) = faults_of(f"a: {form.format('9' * digits)}\n")
    assert finding.slug == "number-too-long"
    assert len(finding.message) < 200


def test_a_number_of_100_000_digits_is_refused() -> None:
    assert marks_of(f"a: {'9' * 100_000}\n") == [("too-long", 1, 4)]


def test_a_number_of_30_digits_is_read() -> None:
    assert value_of(f"a: {'9' * 30}\n") == {"a": 10**30 - 1}


def test_a_text_that_is_too_long_is_refused() -> None:
    assert value_of(f"a: {'x' * MAX_TEXT}\n") == {"a": "x" * MAX_TEXT}
    assert marks_of(f"b: 1\na: {'x' * (MAX_TEXT + 1)}\nb: 2\n") == [
        ("too-long", 2, 4),
        ("duplicate-key", 3, 1),
    ]


def test_too_many_values_are_refused() -> None:
    assert marks_of("- a\n" * MAX_NODES) == [("too-many-values", MAX_NODES, 3)]


def test_a_file_that_is_too_large_is_refused() -> None:
    assert marks_of(b"#" * (MAX_BYTES + 1)) == [("too-large", 0, 0)]


def test_only_so_many_faults_are_shown_and_the_rest_is_counted() -> None:
    findings = faults_of("- 010\n" * (MAX_FAULTS + 7))
    assert len(findings) == MAX_FAULTS + 1
    assert findings[-1].message == f"There are 7 more faults here; {MAX_FAULTS} are shown."


def test_the_fault_that_ends_the_reading_is_shown_past_the_limit_too() -> None:
    marks = marks_of("- 010\n" * (MAX_FAULTS + 7) + "- @\n")
    assert marks[-1] == ("syntax", MAX_FAULTS + 8, 3)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "a NUL character"),
        ("\x1b", "the control character U+001B"),
        ("\x7f", "the control character U+007F"),
        ("\x85", "the line break U+0085"),
        ("\x9b", "the control character U+009B"),
        ("\u2028", "the line separator U+2028"),
        ("\u2029", "the paragraph separator U+2029"),
        ("\ufeff", "a byte order mark in the middle of the text"),
        ("\uffff", "the control character U+FFFF"),
    ],
)
def test_characters_that_are_not_for_text_are_refused_wherever_they_stand(character: str, name: str) -> None:
    findings = faults_of(f'a: b\né: "x{character}{character}"\n# {character}\n')
    assert [(each.slug, each.span.start.line, each.span.start.column) for each in findings if each.span] == [
        ("control-character", 2, 6),
        ("control-character", 3, 3),
    ]
    assert name in findings[0].message


def test_control_characters_written_as_escapes_are_text() -> None:
    assert value_of(r'a: "\0\e\x85\L"') == {"a": "\x00\x1b\x85\u2028"}


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"a: b\n\xc3\xa9\xc3\xa9: \xff\n", 2, 5, "the byte 0xFF does not belong here"),
        (b"a: b\r\xe2\x82", 2, 1, "the byte 0xE2 does not belong here"),
        (b"a: \xed\xa0\x80", 1, 4, "the byte 0xED does not belong here"),
        ("a: b".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: b".encode("utf-32"), 1, 1, "UTF-32"),
        ("a: é".encode("utf-16-le"), 1, 7, "it looks like UTF-16 or UTF-32"),
    ],
)
def test_what_is_not_utf_8_is_refused_at_its_first_bad_byte(data: bytes, line: int, column: int, words: str) -> None:
    (finding,) = faults_of(data)
    assert finding.slug == "not-utf8"
    assert words in finding.message
    assert finding.span is not None
    assert (finding.span.start.line, finding.span.start.column) == (line, column)
