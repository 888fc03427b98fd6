"""Ids that would mean two things: words that rules, profiles, the interview and file systems know already.

One list for all kinds; docs/rulebook.md tells it. An id is refused only where two readings of it can meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rules import WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

CONDITION_WORDS = ("term", "all", "any", "not", "at_least_n", "answered", "decided")
"""Keys of a condition; any other is a question."""
UNKNOWN = "unknown"
"""The answer of one who was asked and does not know."""
NULL = "null"
"""Unknown too in a profile, unless in quotes; `~`, nothing and other spellings of it are no ids."""
NOTHING = "none"
"""`recommended: none`: the case expects that nothing is recommended."""
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""Names that are devices on Windows, also with an ending behind them."""
FILES = frozenset(("rulebook", "questions", "terms", "laws", "contradictions", "decision"))
"""Files that make a folder a rulebook, or look as if it were meant as one."""


def of_alternative(id: str, key: str) -> str | None:
    """Why an id cannot be one of an alternative, option or topic; `key` is what the decision lists them under."""
    if id.endswith(WHOLE):
        return f"an id that ends in {WHOLE} bars a home for the whole work, as in `excludes: [kpo{WHOLE}]`"
    if key == "alternatives" and id == NOTHING:
        return f"a case that expects no recommendation says `recommended: {NOTHING}`"
    return None


def of_question(id: str) -> str | None:
    """Why an id cannot be one of a question."""
    return "it is a word of conditions" if id in CONDITION_WORDS else None


def of_choices(ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """The choices of one question that cannot be called what they are, and why."""
    for place, id in enumerate(ids, start=1):
        if id == UNKNOWN:
            yield id, f"a profile says {UNKNOWN} where nobody knows"
        elif id == NULL:
            yield id, f"a profile that says {NULL} without quotes says {UNKNOWN}"
        elif id.isdigit() and len(id) < 6 and 1 <= int(id) <= len(ids) and int(id) != place:
            yield id, f"an interview takes it for the choice at place {int(id)}, and this one stands at place {place}"


def bases(facts: Iterable[str]) -> Iterator[str]:
    """What the ids of facts begin with before a dot: with `a.b.c` `a` and `a.b`, each once a fact."""
    return (fact[:at] for fact in facts for at, character in enumerate(fact) if character == "." and at)


def of_rule(id: str, facts: Collection[str]) -> str | None:
    """Why an id cannot be one of a rule; `facts` are the ids of facts and what these begin with before a dot."""
    if id in DEVICES:
        return "suggested cases are files called after rules, and Windows keeps this name for a device"
    if id in FILES:
        return f"suggested cases are files called after rules, and {id}.yaml is a file of a rulebook"
    return "a fact is called so too, and `mentions` names rules and facts" if id in facts else None
