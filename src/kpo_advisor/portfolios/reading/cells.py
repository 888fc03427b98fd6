"""A cell of a table as the answer that it gives.

`a;b` ticks both, `a;b?` perhaps the second; `a|b` is one of them, and of several ticks at least one; `2..5` is a number
between these. `unknown` is asked and not known, an empty cell not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import BETWEEN, ONE_OF, Kind
from kpo_advisor.portable.tree import Listing
from kpo_advisor.profiles.settings import number_node, perhaps_node, set_node, text_node

if TYPE_CHECKING:
    from kpo_advisor.model.finding import Span, TreePath
    from kpo_advisor.portable.tree import Node, Scalar

TICKS, EITHER, MAYBE, RANGE = ";", "|", "?", ".."


def cell_node(kind: Kind, text: str, span: Span | None, path: TreePath = ()) -> Node:
    """What a profile would have in place of the cell, to a question of that kind; it is not empty."""
    if kind is Kind.NUMBER:
        ends = text.split(RANGE)
        numbers = [number_node(end.strip(), span, path) for end in ends]
        return numbers[0] if len(ends) == 1 else set_node({BETWEEN: numbers}, span, path)
    if kind is Kind.MULTI:
        return _ticks(text, span, path)
    choices = [text_node(choice, span, path) for choice in _parts(text, EITHER)]
    return choices[0] if len(choices) == 1 else set_node({ONE_OF: choices}, span, path)


def _ticks(text: str, span: Span | None, path: TreePath) -> Node:
    ticked: list[Scalar] = []
    perhaps: list[Scalar] = []
    for part in _parts(text, TICKS):
        may = [choice.removesuffix(MAYBE).strip() for choice in _parts(part, EITHER)]
        nodes = [text_node(choice, span, path) for choice in may]
        (perhaps if len(may) > 1 or part.endswith(MAYBE) else ticked).extend(nodes)
    if perhaps:
        return perhaps_node(ticked, perhaps, span, path)
    return ticked[0] if len(ticked) == 1 else Listing(span, path, tuple(ticked))


def _parts(text: str, sign: str) -> list[str]:
    """The parts, without empty ones, unless there are no others."""
    return [part.strip() for part in text.split(sign) if part.strip()] or [text]
