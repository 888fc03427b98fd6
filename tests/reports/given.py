"""What the tests of the reports share: a small rulebook, its profiles, and golden files."""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.model.rules import ByAlternative
from kpo_advisor.profiles.profile import load_profile
from kpo_advisor.reports import recommendation as builder
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.small_rulebooks.on_disk import LAUNDRY, LAUNDRY_PROFILES

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import BlockReport

GOLDEN = Path(__file__).parent.parent / "golden"
PROFILES = ("part-known", "in-two-parts", "nothing-left")

HOSTILE = (
    "\x1b[31m red \x1b]0;title\x07 \x9b2J \u202eback\u2066 \ufeff\u200b \ud800 \U000e0041 \u2028 [bold]b[/bold] "
    "**b** _i_ `c` ~~s~~ $m$ <script>alert(1)</script> <b>t</b> &lt; [l](http://x.y) ![i](u) <http://x.y> | c | \\"
)
"""Terminal control, rich markup, Markdown and HTML in one text."""
NOT_TO_BE_WRITTEN = "\x00\x07\x1b\x9b\u202e\u2066\ufeff\u200b\ud800\U000e0041\u2028"

PROSE = {
    "activities", "activity", "ask", "because", "cure", "date", "example", "group", "help", "how", "inferred",
    "introduction", "means", "name", "note", "publisher", "section", "sections", "text", "title", "unit", "version",
    "warnings", "who", "who_knows", "why", "would",
}  # fmt: skip
"""The fields of the models that hold what people wrote, by name. Where a field of such a name holds models
(the sections of a rulebook), their own fields are looked at one by one.
"""

T = TypeVar("T")


@cache
def rulebook() -> Rulebook:
    return load_rulebook(LAUNDRY, cache=False)


@cache
def recommendation(profile: str) -> Recommendation:
    return recommend(load_profile(LAUNDRY_PROFILES / f"{profile}.yaml", rulebook()), rulebook())


def report(profile: str, *, is_brief: bool = False) -> BlockReport:
    return builder.recommendation(recommendation(profile), rulebook(), is_brief=is_brief)


def hostile_report(profile: str, *, is_brief: bool = False) -> BlockReport:
    return builder.recommendation(poisoned(recommendation(profile)), poisoned(rulebook()), is_brief=is_brief)


def check_golden(name: str, text: str) -> None:
    """Compare with a golden file; with KPO_ADVISOR_REGOLD=1 in the environment, write it instead."""
    path = GOLDEN / name
    if os.environ.get("KPO_ADVISOR_REGOLD") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{path} differs; review, then KPO_ADVISOR_REGOLD=1"


def poisoned(value: T) -> T:
    """The same, with a hostile text behind every text that a person wrote; ids stay."""
    return _poisoned(value, is_prose=False)  # type: ignore[no-any-return]


def _poisoned(value: Any, *, is_prose: bool) -> Any:
    if type(value) is str:
        return f"{value} {HOSTILE}" if is_prose else value
    if isinstance(value, tuple):
        return tuple(_poisoned(each, is_prose=is_prose) for each in value)
    if isinstance(value, dict):
        return {key: _poisoned(each, is_prose=False) for key, each in value.items()}
    if isinstance(value, ByAlternative):
        return ByAlternative(tuple((id, f"{text} {HOSTILE}") for id, text in value.texts))
    if is_dataclass(value) and not isinstance(value, type):
        inside = {
            each.name: _poisoned(getattr(value, each.name), is_prose=each.name in PROSE) for each in fields(value)
        }
        return type(value)(**inside)
    return value
