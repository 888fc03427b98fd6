"""YAML text becomes a tree with places, or faults with places, whichever parser PyYAML has."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kpo_advisor.model.finding import Position, Span
from kpo_advisor.portable.scalars import read_plain
from kpo_advisor.portable.tree import Listing, Scalar, Table, doubts, path_text
from tests.portable.reading_of import faults_of, marks_of, tree_of, value_of

if TYPE_CHECKING:
    from kpo_advisor.portable.tree import Node

pytestmark = pytest.mark.usefixtures("parser")


def at(root: Node, *path: str | int) -> Node:
    node: Node | None = root
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, Listing)
            node = node.items[step]
        else:
            assert isinstance(node, Table)
            node = node.get(step)
    assert node is not None
    return node


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def test_values_that_mean_the_same_in_both_versions_are_read() -> None:
    text = """\
text: some words
whole: 12
signed: [-3, +4, 0x1F, 007]
exact: [1.5, -0.2, 1., .5, 1.5e+3]
yes-or-no: [true, False, TRUE]
nothing: [null, ~, Null]
empty:
quoted: ["no", '010', "", "2026-01-01"]
block: |
  two
  lines
folded: >-
  one
  line
over lines: one
  text
"""
    assert value_of(text) == {
        "text": "some words",
        "whole": 12,
        "signed": [-3, 4, 31, 7],
        "exact": [Fraction(3, 2), Fraction(-1, 5), Fraction(1), Fraction(1, 2), Fraction(1500)],
        "yes-or-no": [True, False, True],
        "nothing": [None, None, None],
        "empty": None,
        "quoted": ["no", "010", "", "2026-01-01"],
        "block": "two\nlines\n",
        "folded": "one line",
        "over lines": "one text",
    }


def test_a_number_with_a_point_is_a_fraction_and_one_without_is_an_int() -> None:
    assert [type(each) for each in value_of("[1, 1.0]")] == [int, Fraction]  # type: ignore[attr-defined]


def test_every_node_knows_its_place_and_path() -> None:
    root = tree_of('é: "😀"\nlist:\n  - a\n  - {b: cd,\n     e: f}\nlast: x\n')
    assert root.span == span(1, 1, 6, 8)
    assert at(root, "é").span == span(1, 4, 1, 7)
    assert at(root, "list").span == span(3, 3, 5, 11)
    inner = at(root, "list", 1)
    assert inner.span == span(4, 5, 5, 11)
    assert inner.path == ("list", 1)
    assert at(root, "list", 1, "e").span == span(5, 9, 5, 10)
    assert at(root, "list", 1, "e").path == ("list", 1, "e")
    assert isinstance(inner, Table)
    assert inner.entries[1].key.span == span(5, 6, 5, 7)
    assert inner.entries[1].key.path == ("list", 1, "e")


def test_a_value_that_is_not_written_stands_behind_its_key() -> None:
    root = tree_of("a:\nb: {c: , d}\n")
    assert at(root, "a").span == span(1, 2, 1, 2)
    assert at(root, "b", "c").span == span(2, 6, 2, 6)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert tree_of(b"\xef\xbb\xbfa: b\r\nc: |\r\n  d\r\n") == tree_of("a: b\nc: |\n  d\n")


def test_a_key_may_be_looked_up_and_may_be_missing() -> None:
    root = tree_of("a: 1\n")
    assert isinstance(root, Table)
    assert root.get("b") is None


def test_a_list_at_the_top_is_read() -> None:
    assert value_of("- a\n- b\n") == ["a", "b"]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), "the top"),
        (("a", "b", 1, "c"), "a.b[1].c"),
        ((0, "a"), "[0].a"),
        (("a", "x" * 61), f"a.{'x' * 60}…"),
    ],
)
def test_a_path_is_shown_as_people_write_it(path: tuple[str | int, ...], shown: str) -> None:
    assert path_text(path) == shown


@pytest.mark.parametrize("word", ["yes", "No", "NO", "on", "Off", "y", "N"])
def test_a_yes_no_word_is_read_as_text_in_doubt(word: str) -> None:
    root = tree_of(f"a:\n  - x\n  - {word}\n")
    node = at(root, "a", 1)
    assert isinstance(node, Scalar)
    assert node.value == word
    (finding,) = doubts(root, "f.yaml")
    assert (finding.slug, finding.file, finding.span, finding.path) == (
        "reads-differently",
        "f.yaml",
        node.span,
        ("a", 1),
    )
    assert f'as the text "{word}"' in finding.message
    assert list(doubts(root, "f.yaml", {("a", 1)})) == []


def test_a_quoted_yes_no_word_is_in_no_doubt() -> None:
    assert list(doubts(tree_of("a: \"no\"\nb: 'yes'\nc: |\n  on\nd: nO\n"), "f")) == []


READ_DIFFERENTLY = {
    "010": ("a number in base eight (8)", "a whole number (10)"),
    "08": ("text", "a whole number (8)"),
    "0o17": ("text", "a number in base eight (15)"),
    "0b1": ("a number in base two (1)", "text"),
    "-0x1F": ("a number in base sixteen (-31)", "text"),
    "1_000": ("a whole number (1000)", "text"),
    "1_0.5": ("a number (10.5)", "text"),
    "1e3": ("text", "a number (1000)"),
    "1.5e3": ("text", "a number (1500)"),
    "-.5": ("text", "a number (-0.5)"),
    "12:30": ("a number in base sixty, as in hours and minutes", "text"),
    "12:30.5": ("a number in base sixty, as in hours and minutes", "text"),
    "2026-03-01": ("a date", "text"),
    "2026-13-45": ("a date that no calendar has", "text"),
    "2026-03-01 10:00:00": ("a date and a time", "text"),
    "2026-3-1T10:00:00.5Z": ("a date and a time", "text"),
    "0b_": ("a number in base two", "text"),
    "0x_": ("a number in base sixteen", "text"),
    "=": ("a default value", "text"),
    "<<": ("an order to merge mappings", "text"),
}


@pytest.mark.parametrize("word", READ_DIFFERENTLY)
def test_what_the_versions_read_differently_is_refused_and_both_readings_are_named(word: str) -> None:
    old, new = READ_DIFFERENTLY[word]
    (finding,) = faults_of(f"a:\n  - x\n  - {word}\n")
    assert finding.slug == "reads-differently"
    assert finding.message == f'"{word}" has two readings: in YAML 1.1 it is {old}, in YAML 1.2 {new}.'
    assert finding.span == span(3, 5, 3, 5 + len(word))
    assert finding.path == ("a", 1)


@pytest.mark.parametrize("word", [".nan", ".NaN", ".inf", "-.INF", "+.Inf"])
def test_what_is_no_finite_number_is_refused(word: str) -> None:
    assert marks_of(f"a: {word}\n") == [("not-finite", 1, 4)]


@pytest.mark.parametrize("word", ["01:30", "2026-03", "1.2.3", "0:30", "12:75", "1e", "0x", "+", "-x", "._5", "v1"])
def test_what_both_versions_read_as_text_is_text(word: str) -> None:
    assert value_of(f"a: {word}\n") == {"a": word}


def test_a_plain_scalar_is_taken_just_when_pyyaml_reads_the_same() -> None:
    # Every text of up to five of these characters; what is taken has to be what PyYAML makes of it.
    resolver: Any = yaml.SafeLoader("")
    taken = 0
    for length in range(1, 6):
        for characters in itertools.product("0179.:-+_exob", repeat=length):
            text = "".join(characters)
            reading = read_plain(text)
            if reading.fault is None and reading.doubt is None and reading.value != text:
                taken += 1
                tag = resolver.resolve(yaml.ScalarNode, text, (True, False))
                kind = {int: "int", Fraction: "float"}[type(reading.value)]
                assert tag == f"tag:yaml.org,2002:{kind}", text
                assert float(reading.value) == float(yaml.safe_load(text)), text  # type: ignore[arg-type]
    assert taken > 1000


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a: &x 1\n", [("anchor", 1, 4)]),
        ("a: &x\n  b: c\n", [("anchor", 1, 4)]),
        ("a: 1\nb: *a\n", [("alias", 2, 4)]),
        ("*a : b\n", [("alias", 1, 1)]),
        ("a: !!str 1\n", [("tag", 1, 4)]),
        ("a: ! x\n", [("tag", 1, 4)]),
        ("a: !x [b]\n", [("tag", 1, 4)]),
        ("a: !e!x b\n", [("tag", 1, 4)]),
        ("<<: {a: b}\n", [("merge-key", 1, 1)]),
        ("%YAML 1.2\n---\na: b\n", [("directive", 1, 1)]),
        ("# x\n%TAG ! x\n%FOO\n---\na: b\n", [("directive", 2, 1), ("directive", 3, 1)]),
        ("a: 1\nb: 2\n'a': 3\n", [("duplicate-key", 3, 1)]),
        ("x: {a: 1, a: 2}\n", [("duplicate-key", 1, 11)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
        ("--- a\n--- b\n", [("several-documents", 2, 1)]),
        ("1: a\n", [("key-not-text", 1, 1)]),
        ("true: a\n", [("key-not-text", 1, 1)]),
        ("null: a\n", [("key-not-text", 1, 1)]),
        ("?\n: a\n", [("key-not-text", 1, 2)]),
        ("? [a]\n: b\n", [("key-not-text", 1, 3)]),
        ("? {a: b}\n: c\n", [("key-not-text", 1, 3)]),
        ("{a: b}: c\n", [("key-not-text", 1, 1)]),
        ("no: a\n", [("reads-differently", 1, 1)]),
        ("010: a\n", [("reads-differently", 1, 1)]),
    ],
)
def test_what_is_not_portable_is_refused_at_its_place(text: str, marks: list[tuple[str, int, int]]) -> None:
    assert marks_of(text) == marks


def test_a_key_that_comes_twice_is_told_with_its_first_place() -> None:
    (finding,) = faults_of("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    assert finding.message == 'The key "c" is here twice; it is already in line 3, column 3.'
    assert finding.path == ("b", "c")


def test_a_quoted_merge_sign_is_a_key_like_any_other() -> None:
    assert value_of('"<<": a\n') == {"<<": "a"}


def test_the_reading_goes_on_after_a_fault_so_that_all_are_shown() -> None:
    text = "a: &x 010\nb: *x\n1: {c: 1, c: !t 2}\n? [d]\n: 1e3\nf: 12:30\ng: [\n"
    assert marks_of(text) == [
        ("anchor", 1, 4),
        ("reads-differently", 1, 4),
        ("alias", 2, 4),
        ("key-not-text", 3, 1),
        ("duplicate-key", 3, 11),
        ("tag", 3, 14),
        ("key-not-text", 4, 3),
        ("reads-differently", 5, 3),
        ("reads-differently", 6, 4),
        ("syntax", 8, 1),
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "---\n", "--- # x\n...\n"])
def test_a_file_that_says_nothing_is_refused_as_empty(text: str) -> None:
    assert marks_of(text) == [("empty", 0, 0)]


SYNTAX = [
    ("a: b: c\n", 1, 5, "A colon that makes a key is not allowed here."),
    ("a: b\n c: d\n", 2, 3, "A colon that makes a key is not allowed here."),
    ("a: b\nc\n", 2, 1, "A key is expected here, but no colon follows it."),
    ('a: "x\nb: c\n', 1, 4, "The quoted text that begins here is never closed."),
    ("a: 'x\n---\n", 1, 4, "The quoted text that begins here is not closed before the document ends."),
    ("a: [1, 2\nb: 3\n", 2, 2, "The list opened with [ needs a comma or its closing ] here."),
    ("a: {b: c\nd: e", 2, 2, "The mapping opened with { needs a comma or its closing } here."),
    ("a: [b?]", 1, 6, "The list opened with [ needs a comma or its closing ] here."),
    ("a: {b: c?}", 1, 9, "The mapping opened with { needs a comma or its closing } here."),
    ("a: {b:[c]}", 1, 6, "This colon needs a space after it."),
    ("a: {b:}", 1, 6, "This colon needs a space after it."),
    ("a: @x", 1, 4, "Text cannot begin with @ here."),
    ("a: `x", 1, 4, "Text cannot begin with ` here."),
    ("a: %x", 1, 4, "Text cannot begin with % here."),
    ("a:\n  b: c\n d: e\n", 3, 2, "This line does not fit the lines above it."),
    (": a\n", 1, 1, "There is no key before this colon."),
    ("a: {: b}\n", 1, 5, "There is no key before this colon."),
    ("a: b\n- c\n", 2, 1, "This line does not fit the lines above it."),
    ('a: "b" c\n', 1, 8, "This line does not fit the lines above it."),
    (r'a: "\q"', 1, 5, r"This escape after \ stands for no character."),
    (r'a: "\xZZ"', 1, 5, r"This escape after \ stands for no character."),
    (r'a: "b\\\ud800"', 1, 8, r"This escape after \ stands for no character."),
    (r'a: "\U00110000"', 1, 5, r"This escape after \ stands for no character."),
    (r'a: "\UFFFFFFFF"', 1, 5, r"This escape after \ stands for no character."),
    ("a: |x\n", 1, 5, "Only + or -, a digit from 1 to 9 and a comment may follow | or > on its line."),
    ("a: |#x\n  y\n", 1, 5, "Only + or -, a digit from 1 to 9 and a comment may follow | or > on its line."),
    ("a: - b\n", 1, 4, "A list entry (- …) is not allowed here."),
    ("a: ? b\n", 1, 4, "A key marked with ? is not allowed here."),
    ("[a]]", 1, 4, "There is more text after the end of the value."),
    ("a: ]", 1, 4, "A value is expected here."),
    ("a: [,]", 1, 5, "A value is expected here."),
    ("a: & b", 1, 5, "Text that begins with & or * has to be in quotes."),
    ("a: *", 1, 5, "Text that begins with & or * has to be in quotes."),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), SYNTAX)
def test_faults_of_syntax_are_worded_alike_for_both_parsers(text: str, line: int, column: int, message: str) -> None:
    (finding,) = faults_of(text)
    assert (finding.slug, finding.message) == ("syntax", message)
    assert finding.span is not None
    assert finding.span.start == Position(line, column)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n\tb: c\n", 2, 1),
        ("a:\n  \tb: c\n", 2, 3),
        ("a:\tb\n", 1, 3),
        ("a: b\t\n", 1, 5),
        ("a: b\t# c\n", 1, 5),
        ('a: "b"\t\n', 1, 7),
        ("-\ta\n", 1, 2),
        ("key\tvalue\n", 1, 4),
        ("a: |\n\tb\n", 2, 1),
        ("a: |\n  \tb\n", 2, 3),
        ("a: >\t\n  b\n", 1, 5),
        ("# c\td\n\ta: b\n", 2, 1),
    ],
)
def test_a_tab_outside_text_is_refused(text: str, line: int, column: int) -> None:
    assert marks_of(text) == [("tab", line, column)]


def test_tabs_in_quotes_in_block_text_and_in_comments_are_fine() -> None:
    assert value_of('# c\td\ra: "x\ty"\nb: |\n  x\ty\n  \tz\nc: d # e\tf\ng: h\n') == {
        "a": "x\ty",
        "b": "x\ty\n\tz\n",
        "c": "d",
        "g": "h",
    }
