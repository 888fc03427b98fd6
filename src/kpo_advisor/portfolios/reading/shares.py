"""The share of a piece of work: a number above 0, in hours or whatever a portfolio counts in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.portable.tree import Scalar
from kpo_advisor.profiles.fault_reporter import describe

if TYPE_CHECKING:
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter

MOST = 1_000_000_000
ONE = Fraction(1)


def share_in(node: Node | None, report: Reporter) -> Fraction:
    """The share that a node holds, 1 where there is none; what is no share is noted."""
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return ONE
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and 0 < value <= MOST:
        return Fraction(value)
    hint = "Write decimals after a point, and do not part thousands."
    message = f"The share is a number above 0 and at most {MOST:,}, found {describe(node)}."
    report.fault(node, "not-a-share", message, hint)
    return ONE
