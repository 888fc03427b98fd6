"""Whatever the bytes are: a tree or faults in words, and the same from both of PyYAML's parsers."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable import yaml_events
from kpo_advisor.portable.tree import Node, doubts, plain
from tests.how_many import share

PIECES = [
    *(
        "a",
        "b: ",
        "c:",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        '"x"',
        "'y'",
        '"',
        "'",
    ),
    *(
        "# c",
        "#",
        "\t",
        "|",
        ">",
        "|\n  ",
        "? ",
        ": ",
        ":",
        "&a ",
        "*a",
        "!!str ",
        "!t ",
        "!",
        "010",
        "1e3",
        "no",
    ),
    *("<<: ", "~", "é", "😀", "%", "@", "---", "---\n", "...\n", "\r\n", "\r", "1.5", '"\\u00e9"', "\\", "="),
    *(
        "?",
        "x?y",
        "-",
        "--",
        "\n- ",
        "\na: ",
        '"k": ',
        "%YAML 1.1\n",
        "|+\n",
        ">-\n ",
        "|2\n",
        ".inf",
        "a #b",
    ),
    *("\ufeff", "\x00", "\u2028", "{a: b}", "[a, b]", '"a\n b"', "2026-13-45", "12:30", "9" * 40),
]
PROFILE = """\
title: Accounts-payable intake   # a comment
answers:
  work_nature: rules-only
  data_types: [personal-eu, "health"]
  people_needed: 12
notes: { work_nature: "60-page procedure" }
activities:
  - title: one
    answers: {skill_level: trained}
text: |
  some
   lines
"""
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@st.composite
def changed_profiles(draw: st.DrawFn) -> str:
    """A real profile with one to three pieces put in or taken out."""
    text = PROFILE
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.just("")))
        text = text[:at] + piece + text[at + draw(st.integers(0, 8)) :]
    return text


def outcome(data: bytes, loader: Any, *, json: bool | None = False) -> Node | UnreadableInput:
    with mock.patch.object(yaml_events, "loader_class", lambda: loader):
        try:
            return parse_document(data, "f", json=json).root
        except UnreadableInput as error:
            return error


def check_words(result: Node | UnreadableInput) -> None:
    if isinstance(result, UnreadableInput):
        assert result.findings
        for finding in result.findings:
            assert finding.slug
            assert finding.message[-1] in ".:"
            assert finding.span is None or min(finding.span.start.line, finding.span.start.column) >= 1


@pytest.mark.long
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize("json", [False, True, None])
@given(data=st.binary(max_size=60))
@settings(max_examples=share(500))
def test_any_bytes_are_read_or_refused(loader: Any, json: bool | None, data: bytes) -> None:
    check_words(outcome(data, loader, json=json))


@pytest.mark.long
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@given(text=st.one_of(texts, changed_profiles()))
@settings(max_examples=share(5000))
@example("c: {d:[e]}")
@example("a: [b: ]")
@example("|#")
@example("|\n  \tx")
@example('a: "\\ud83d"')
@example("# c\r.inf.inf\t \n  ~")
@example("|\n  x")
def test_both_parsers_take_the_same_texts_and_give_the_same_tree(text: str) -> None:
    quick, slow = outcome(text.encode(), yaml.CSafeLoader), outcome(text.encode(), yaml.SafeLoader)
    check_words(quick)
    check_words(slow)
    if isinstance(quick, UnreadableInput) or isinstance(slow, UnreadableInput):
        assert isinstance(quick, UnreadableInput)
        assert isinstance(slow, UnreadableInput)
    else:
        assert quick == slow


@pytest.mark.long
@given(text=st.one_of(texts, changed_profiles()))
@settings(max_examples=share(2000))
def test_what_is_taken_without_doubt_is_what_pyyaml_reads(text: str) -> None:
    root = outcome(text.encode(), yaml.SafeLoader)
    if not isinstance(root, UnreadableInput) and not list(doubts(root, "f")):
        assert plain(root) == yaml.safe_load(text.removeprefix("\ufeff"))


_scalars = st.one_of(st.none(), st.booleans(), st.integers(-(10**30) + 1, 10**30 - 1), st.text(max_size=20))
_trees = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.long
@given(tree=_trees.filter(lambda each: each is not None))
@settings(max_examples=share(1000))
def test_what_json_writes_is_read_back(tree: object) -> None:
    import json

    assert plain(parse_document(json.dumps(tree).encode(), "f", json=True).root) == tree


@pytest.mark.long
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@given(
    tree=st.dictionaries(st.text(max_size=8), st.one_of(st.text(max_size=20), st.booleans()), min_size=1, max_size=5)
)
@settings(max_examples=share(1000))
def test_quoted_text_is_read_back_as_it_was(loader: Any, tree: dict[str, object]) -> None:
    text = yaml.dump(tree, default_style='"', width=10**6).replace('!!bool "true"', "true")
    text = text.replace('!!bool "false"', "false")
    result = outcome(text.encode(), loader)
    assert not isinstance(result, UnreadableInput), result
    assert plain(result) == tree
