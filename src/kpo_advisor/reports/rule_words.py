"""What became of a rule, what it does, and the answers behind it, as sentences for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rules import STRENGTHS
from kpo_advisor.reports.changes import answer_in_words
from kpo_advisor.reports.layout import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.advice.rule_outcomes import Effect
    from kpo_advisor.certainty.near_misses import Miss
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

_WORDS = {strength: word for word, strength in STRENGTHS.items()}
_VERBS = {
    "favours": "favours",
    "opposes": "opposes",
    "excludes": "excludes",
    "holds-back": "holds back",
    "suggests": "suggests",
    "withholds": "leaves out",
    "requires": "requires, under",
    "keeps": "keeps with you, under",
    "advises": "advises, under",
    "shows": "shows, under",
    "rates": "grades, under",
}


def effects_in_words(rulebook: Rulebook, effects: Sequence[Effect], homes: Sequence[str] = ()) -> str:
    """`favours KPO (clear) and Hybrid (slight); excludes BPO`; what is printed for some homes only says so."""
    targets: dict[str, list[str]] = {}
    for each in effects:
        strength = f" ({_WORDS[each.strength]})" if each.strength else ""
        targets.setdefault(each.kind, []).append(rulebook.title_of(each.target) + strength)
    told = "; ".join(f"{_VERBS[kind]} {listed(names)}" for kind, names in targets.items())
    parts = listed([rulebook.titles[id] for id in homes], "or")
    return f"{told} (where the home is {parts})" if parts else told


def answers_in_words(answers: Mapping[str, Answer]) -> str:
    """`work_nature rules-only; goals insight, quality`."""
    return "; ".join(f"{id} {typed(answer)}" for id, answer in answers.items())


def miss_in_words(miss: Miss) -> str:
    """`work_nature is even-mix (now rules-only)`."""
    return f"{miss.question} {miss.would} (now {typed(miss.given)})"


def typed(answer: Answer) -> str:
    """An answer with its ids as they are typed, since whoever reads this may want to try others."""
    if answer is None:
        return "unknown"
    if isinstance(answer, tuple):
        return ", ".join(answer)
    return answer if isinstance(answer, str) else answer_in_words(answer)
