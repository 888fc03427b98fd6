"""A rulebook, profiles and cases on disk whose every text steers terminals, hides, and commands CI's runners."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.small_rulebooks.on_disk import LAUNDRY

if TYPE_CHECKING:
    from collections.abc import Iterator


HOSTILE = (
    "::add-mask::BPO ::w ::x \x1b]0;t\x07 \x9b2J \u202eback\u200b\ufe01\xad\u2800 ##vso[task.complete]x ##[error]e "
    "<img src=x> `c`\n::stop-commands::pwn"
)
"""Short enough for a title, and of words that command wherever a line is wrapped before them."""
HOSTILE_LABEL = "::w ::x \x1b]0;t\x07 \u202e##[error]"
PROSE = {
    "advises", "ask", "because", "cure", "date", "example", "help", "how", "inferred", "introduction", "keeps",
    "means", "note", "publisher", "rationale", "reason", "requires", "says", "section", "shows", "title",
    "unit", "version",
}  # fmt: skip
"""The keys of rule files below which people write what they like."""


def write_hostile(folder: Path) -> None:
    """Write a rulebook, another that differs, a profile, one with activities, a case and one full of mistakes."""
    for source in LAUNDRY.rglob("*.yaml"):
        rules = _poisoned(yaml.safe_load(source.read_text(encoding="utf-8")))
        for book in ("book", "other"):
            target = folder / book / source.relative_to(LAUNDRY)
            target.parent.mkdir(parents=True, exist_ok=True)
            other = json.dumps(rules).replace("fewer than 3", "fewer than 2").replace('"strong"', '"clear"')
            _write(target, rules if book == "book" else json.loads(other))
    answers = {"dirt": "heavy", "kinds": ["none"], "own_machines": "no"}
    profile = {"title": HOSTILE, "answers": answers, "notes": {"dirt": HOSTILE}}
    _write(folder / "profile.yaml", profile)
    parts = [{"title": f"{HOSTILE} {number}", "answers": {"kilos": number}} for number in (1, 2)]
    _write(folder / "parts.yaml", {**profile, "activities": parts})
    expect = {"recommended": "own", "mentions": ["machines-stand-there"], "fails": HOSTILE}
    _write(folder / "case.yaml", {**profile, "expect": expect})
    wrong = {"title": HOSTILE, "answers": {HOSTILE: 1, "dirt": HOSTILE, "kilos": "x"}, HOSTILE: 1, "weights": HOSTILE}
    _write(folder / "::error file=a::wrong ##vso[task.complete].yaml", wrong)


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def _poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        by_alternative = key in ("because", "inferred")
        return {each: _poisoned(inside, key if by_alternative else each) for each, inside in value.items()}
    if isinstance(value, list):
        return [_poisoned(each, key) for each in value]
    if key == "label":
        return f"{HOSTILE_LABEL} {value}"[:40]
    return f"{HOSTILE} {value}" if isinstance(value, str) and key in PROSE else value


def texts(value: Any) -> Iterator[str]:
    """All texts in what was read from JSON or YAML."""
    if isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))
    elif isinstance(value, str):
        yield value
