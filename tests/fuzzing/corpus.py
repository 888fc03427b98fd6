"""Inputs that are good, which are then spoilt: real profiles, rulebooks, drafts, and the words that stand in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.drafts.draft import draft_text
from kpo_advisor.interview.options import Options, StopWhen
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.fuzzing.spoiling import spoilt
from tests.fuzzing.trees import LOADER, changed
from tests.small_rulebooks import every_kind
from tests.small_rulebooks.on_disk import LAUNDRY, PLAIN

if TYPE_CHECKING:
    import random

    from kpo_advisor.model.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
OVERLAY = ROOT / "examples" / "firm-overlay"
PROFILE = b"""\
title: Accounts-payable intake   # a comment
answers:
  work_nature: rules-only
  data_types: [health, "trade-secret"]
  goals: [speed, quality]
  people_needed: 12.5
  review_capability: none
  review_build: yes
  saving: unknown
  "on": "1e3"
notes: { work_nature: "60-page procedure" }
weights: { nature: 7 }
activities:
  - { title: one, share: 3, answers: { work_nature: even-mix } }
  - title: two
    answers: { people_needed: 2 }
expect:
  recommended: bpo
  acceptable: [hybrid]
  excluded: [offshore]
  mentions: [d1-rules, d1-litmus, far-away]
  certainty: provisional
  fails: it is not so yet
  unreachable: { far-away: no answer leads there }
"""
_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]+")


def small() -> Rulebook:
    """The rulebook that most profiles are read against."""
    return every_kind.RULEBOOK


@cache
def packaged() -> Rulebook:
    """The packaged rulebook, read from its files."""
    return load_rulebook(cache=False)


@cache
def profiles() -> tuple[bytes, ...]:
    """The worked examples, for the packaged rulebook."""
    return tuple(
        file.read_bytes() for file in sorted((ROOT / "examples").rglob("*.yaml")) if OVERLAY not in file.parents
    )


@cache
def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a rulebook by their path below its folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.yaml"))}


@cache
def small_files() -> dict[str, bytes]:
    """The files of the small rulebook."""
    return {name: text.encode() for name, text in every_kind.FILES.items()}


@cache
def words() -> tuple[str, ...]:
    """Keys, ids and other short words of all these files."""
    found: dict[str, None] = {}
    texts = [PROFILE, *profiles(), *small_files().values(), *files_of(PLAIN).values(), *files_of(LAUNDRY).values()]
    for text in texts:
        found.update(dict.fromkeys(_WORD.findall(text.decode())))
    return tuple(found)


@cache
def drafts() -> tuple[tuple[bytes, bool], ...]:
    """Drafts of interviews after some answers, each with whether it is by the packaged rulebook."""
    found = []
    for rulebook in (small(), packaged()):
        interview = moves.titled(moves.begin(Options(rulebook, stop=StopWhen.NEVER)), "A piece of work")
        interview = split.parted(interview, ["One", "Two"], [2, 1])
        for number, question in enumerate(rulebook.questions.values()):
            if question.whole or question.only_if is not None:
                continue
            interview = moves.edited(interview, question.id)
            if number == 3:
                interview = moves.skipped(interview)
            elif number < 8:
                answer = None if number == 5 or not question.choice_ids else question.choice_ids[0]
                ticks = (answer,) if answer is not None and question.kind == "multi" else answer
                interview = moves.noted(moves.answered(interview, ticks), question.id, "so: #1")
        found.append((draft_text(interview).encode(), rulebook is not small()))
    return tuple(found)


def mutated(data: bytes, chance: random.Random, *, as_json: bool = False) -> bytes:
    """The data with its tree changed, its bytes, or both."""
    manner = chance.random()
    if manner < 0.75:
        try:
            data = changed(data, chance, words(), as_json=as_json)
        except (yaml.YAMLError, UnicodeError, RecursionError):
            manner = 1.0
    elif as_json:
        data = as_json_text(data)
    return spoilt(data, chance) if manner > 0.6 else data


def as_json_text(data: bytes) -> bytes:
    """The same in JSON."""
    import json

    return json.dumps(yaml.load(data, LOADER), ensure_ascii=False, indent=1, default=str).encode()
