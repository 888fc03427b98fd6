"""JSON text becomes the same tree as YAML, exact, and its faults name the path."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpo_advisor.portable import json_tree
from kpo_advisor.portable.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from kpo_advisor.portable.tree import Scalar, Table, doubts
from tests.portable.reading_of import faults_of, marks_of, tree_of, value_of


def test_values_are_read_exactly() -> None:
    text = '{"a": [1, -2, 0.1, 1.5e3, true, false, null, "x", {}, []], "b": {"c": "\\ud83d\\ude00"}}'
    assert value_of(text, json=True) == {
        "a": [1, -2, Fraction(1, 10), Fraction(1500), True, False, None, "x", {}, []],
        "b": {"c": "😀"},
    }


def test_nodes_have_paths_and_no_places() -> None:
    root = tree_of('{"a": [{"b": 1.50}]}', json=True)
    assert isinstance(root, Table)
    items = root.get("a")
    assert items is not None
    assert items.path == ("a",)
    node = tree_of('{"a": 1.50}', json=True).entries[0].value  # type: ignore[union-attr]
    assert node == Scalar(None, ("a",), "1.50", Fraction(3, 2), None)


def test_words_that_yaml_doubts_are_plain_text_in_json() -> None:
    assert list(doubts(tree_of('["no", "on"]', json=True), "f")) == []


def test_line_separators_may_stand_in_json_text() -> None:
    assert value_of('["a\u2028b"]', json=True) == ["a\u2028b"]


def test_keys_that_come_twice_are_refused_with_their_path() -> None:
    findings = faults_of('{"a": {"b": [{"c": 1, "c": 2}]}, "a": 3}', json=True)
    assert [(each.slug, each.path, each.span) for each in findings] == [
        ("duplicate-key", ("a", "b", 0), None),
        ("duplicate-key", (), None),
    ]
    assert [each.message for each in findings] == [
        'At a.b[0]: The key "c" is here twice.',
        'At the top: The key "a" is here twice.',
    ]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_finite_number_is_refused(word: str) -> None:
    (finding,) = faults_of(f'{{"a": [0, {word}]}}', json=True)
    assert (finding.slug, finding.path) == ("not-finite", ("a", 1))
    assert finding.message == f"At a[1]: {word} is no number that can be used here."


@pytest.mark.parametrize(
    "number", ["1" * 31, "1" * 100_000, "1e31", "1E-31", "1e400", "0." + "1" * 31, "1e" + "9" * 9999]
)
def test_numbers_that_are_too_long_are_refused_and_never_converted(number: str) -> None:
    (finding,) = faults_of(f'{{"a": {number}}}', json=True)
    assert (finding.slug, finding.path) == ("number-too-long", ("a",))
    assert len(finding.message) < 200


@pytest.mark.parametrize("number", ["1" * 30, "-" + "1" * 30, "1e30", "1.5e-30"])
def test_numbers_just_short_enough_are_read(number: str) -> None:
    assert value_of(f"[{number}]", json=True) == [Fraction(number)]


def test_half_a_surrogate_pair_is_refused() -> None:
    assert [each.path for each in faults_of('{"a": "\\ud800", "\\udc00": 1}', json=True)] == [("a",), ()]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{"a" 1}', 1, 6, "A colon is expected here, after the key."),
        ('{\n "a": 1\n "b": 2}', 3, 2, "A comma or a closing bracket is expected here."),
        ("{'a': 1}", 1, 2, 'A key in double quotes ("…") is expected here.'),
        ('{"a": }', 1, 7, "A value is expected here."),
        ('{"é😀": "x}', 1, 8, "The text that begins here is never closed."),
        ('{"a": "x\ty"}', 1, 9, r"Control characters in text are written as escapes: \n, \t, \u…."),
        (r'{"a": "\q"}', 1, 8, r"This escape after \ is not known; write \\ for a backslash."),
        ("{} x", 1, 4, "There is more text after the end of the value."),
    ],
)
def test_faults_of_syntax_have_a_place(text: str, line: int, column: int, message: str) -> None:
    (finding,) = faults_of(text, json=True)
    assert (finding.slug, finding.message) == ("syntax", message)
    assert finding.span is not None
    assert (finding.span.start.line, finding.span.start.column) == (line, column)


def test_depth_is_counted_outside_of_text_only() -> None:
    deep = "[" * (MAX_DEPTH - 1) + '"[[[[\\"[[["' + "]" * (MAX_DEPTH - 1)
    assert tree_of(f"[{deep}]", json=True).path == ()
    assert marks_of(f"[[{deep}]]", json=True) == [("too-deep", 1, MAX_DEPTH + 1)]


def test_too_many_values_are_refused() -> None:
    assert value_of(f"[{'1,' * (MAX_NODES - 2)}1]", json=True) == [1] * (MAX_NODES - 1)
    assert marks_of(f"[{'1,' * (MAX_NODES - 1)}1]", json=True) == [("too-many-values", 0, 0)]


def test_a_text_that_is_too_long_is_refused() -> None:
    assert value_of(f'["{"x" * MAX_TEXT}"]', json=True) == ["x" * MAX_TEXT]
    assert marks_of(f'["x{"x" * MAX_TEXT}"]', json=True) == [("too-long", 0, 0)]


_VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.text('a,:[]{}"\\ ', max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab,:", max_size=2), inner, max_size=4),
    max_leaves=12,
)


def _nodes(value: object) -> int:
    """Keys, values, lists and objects together."""
    if isinstance(value, dict):
        return 1 + sum(1 + _nodes(inner) for inner in value.values())
    return 1 + sum(map(_nodes, value)) if isinstance(value, list) else 1


@given(value=_VALUES, indent=st.sampled_from([None, 2]))
def test_a_text_is_refused_before_it_is_parsed_where_it_holds_one_value_too_many(
    value: object, indent: int | None
) -> None:
    assume(_nodes(value) > 1)
    text = json.dumps(value, indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_tree, "MAX_NODES", _nodes(value))
        assert value_of(text, json=True) == value
        patch.setattr(json_tree, "MAX_NODES", _nodes(value) - 1)
        patch.setattr("kpo_advisor.portable.json_tree.json.loads", None)  # it is not asked
        assert marks_of(text, json=True) == [("too-many-values", 0, 0)]
