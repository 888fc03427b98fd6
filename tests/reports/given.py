"""What the tests of the reports share: a small rulebook, its profiles, and golden files."""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.reading.profile import load_profile
from kpo_advisor.reading.rulebook import load_rulebook
from kpo_advisor.reasoning.recommend import recommend

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation

FIXTURES = Path(__file__).parent / "fixtures"
GOLDEN = Path(__file__).parent.parent / "golden"
PROFILES = ("part-known", "in-two-parts", "nothing-left")

HOSTILE = (
    "\x1b[31m red \x1b]0;title\x07 \x9b2J \u202eback\u2066 \ufeff\u200b \ud800 \U000e0041 \u2028 [bold]b[/bold] "
    "**b** _i_ `c` ~~s~~ $m$ <script>alert(1)</script> <b>t</b> &lt; [l](http://x.y) ![i](u) <http://x.y> | c | \\"
)
"""Terminal control, rich markup, Markdown and HTML in one text."""
NOT_TO_BE_WRITTEN = "\x00\x07\x1b\x9b\u202e\u2066\ufeff\u200b\ud800\U000e0041\u2028"

T = TypeVar("T")


@cache
def rulebook() -> Rulebook:
    return load_rulebook(FIXTURES / "rulebook", cache=False)


@cache
def recommendation(profile: str) -> Recommendation:
    return recommend(load_profile(FIXTURES / f"{profile}.yaml", rulebook()), rulebook())


def check_golden(name: str, text: str) -> None:
    """Compare with a golden file; with KPO_ADVISOR_REGOLD=1 in the environment, write it instead."""
    path = GOLDEN / name
    if os.environ.get("KPO_ADVISOR_REGOLD") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{path} differs; review, then KPO_ADVISOR_REGOLD=1"


def poisoned(value: T) -> T:
    """The same, with a hostile text behind the start of every text that is prose and not an id.

    Prose is what holds a space or a capital: ids have neither, and the models look things up by them.
    """
    return _poisoned(value)  # type: ignore[no-any-return]


def _poisoned(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return f"{value} {HOSTILE}" if " " in value or value.lower() != value else value
    if isinstance(value, Rulebook):
        inside = {field.name: _poisoned(getattr(value, field.name)) for field in fields(value)}
        return Rulebook(**inside)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _poisoned(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple(_poisoned(each) for each in value)
    if isinstance(value, dict):
        return {key: _poisoned(each) for key, each in value.items()}
    return value
