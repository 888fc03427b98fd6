"""Short ways to read a text in tests."""

from __future__ import annotations

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.portable.tree import Node, plain


def tree_of(text: str | bytes, *, json: bool = False) -> Node:
    """The tree of a text that can be read."""
    return parse_document(text if isinstance(text, bytes) else text.encode(), "f", json=json).root


def value_of(text: str | bytes, *, json: bool = False) -> object:
    """The plain value of a text that can be read."""
    return plain(tree_of(text, json=json))


def faults_of(text: str | bytes, *, json: bool = False) -> tuple[Finding, ...]:
    """The findings of a text that cannot be read."""
    with pytest.raises(UnreadableInput) as caught:
        tree_of(text, json=json)
    return caught.value.findings


def marks_of(text: str | bytes, *, json: bool = False) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding; 0 and 0 where it has no place."""
    starts = [(each.slug, each.span.start if each.span else None) for each in faults_of(text, json=json)]
    return [(code, start.line if start else 0, start.column if start else 0) for code, start in starts]
