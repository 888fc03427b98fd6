"""The vocabulary of the .lp files: how facts are spelled, and the literals that queries are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Literal = tuple[str, bool]
"""An atom, and whether it is to hold."""


def fact(predicate: str, *arguments: int | str) -> str:
    """A fact: numbers stand as they are, words in quotes."""
    told = ",".join([str(word) if isinstance(word, int) else f'"{word}"' for word in arguments])
    return f"{predicate}({told})." if arguments else f"{predicate}."


def facts_of_choices(node: int, choices: Iterable[str]) -> str:
    """The choices that a node names: one fact, which clingo takes apart.

    A fact for each would be three times the text, which takes longer to read than to lay out.
    """
    named = ";".join([f'"{choice}"' for choice in choices])
    return f"in({node},({named}))."


# ---- answers -------------------------------------------------------------------------------------------


def has(piece: int, question: str, holds: bool = True) -> Literal:
    """That a question has a known answer."""
    return f'has({piece},"{question}")', holds


def ans(piece: int, question: str, choice: str, holds: bool = True) -> Literal:
    """That an answer is this choice, or has it among its ticks or, narrowed to some choices, among these."""
    return f'ans({piece},"{question}","{choice}")', holds


def ticks(piece: int, question: str, choices: Iterable[str], every: Iterable[str]) -> Iterator[Literal]:
    """That a piece's answer to a question is exactly these choices."""
    chosen = set(choices)
    for choice in every:
        yield ans(piece, question, choice, choice in chosen)


def narrowed(piece: int, question: str, holds: bool = True) -> Literal:
    """That an answer is narrowed, and not plain."""
    return f'narrowed({piece},"{question}")', holds


def perhaps(piece: int, question: str, choice: str, holds: bool = True) -> Literal:
    """That a narrowed answer perhaps has this choice among its ticks."""
    return f'perhaps({piece},"{question}","{choice}")', holds


def complete(holds: bool = True) -> Literal:
    """That every question which applies is answered."""
    return "complete", holds


def shared(piece: int, other: int, question: str, holds: bool = True) -> Literal:
    """That a question has one answer, or is one unknown, for two pieces; the first has the lower number."""
    return f'shared({piece},{other},"{question}")', holds


def violated(piece: int, combination: str, holds: bool = True) -> Literal:
    """That a combination of answers which cannot hold may hold all the same."""
    return f'violated({piece},"{combination}")', holds


def tied(question: str, holds: bool = True) -> Literal:
    """That a question is answered alike in both worlds, or in neither."""
    return f'tied("{question}")', holds


# ---- conditions and rules ------------------------------------------------------------------------------


def yes(piece: int, node: int, holds: bool = True) -> Literal:
    """That a condition holds."""
    return f"yes({piece},{node})", holds


def fires(piece: int, rule: int, holds: bool = True) -> Literal:
    """That a rule fires, at least for now."""
    return f"fires({piece},{rule})", holds


def lone(group: int, holds: bool = True) -> Literal:
    """That no two rules of a group fire."""
    return f"lone({group})", holds


def without(rule: int, holds: bool = True) -> Literal:
    """That everything is ranked without a rule, besides with it."""
    return f"without({rule})", holds


def matters(holds: bool = True) -> Literal:
    """That without the rule a rating or a standing is another."""
    return "matters", holds


# ---- rankings ------------------------------------------------------------------------------------------


def excluded(piece: int, alternative: str, holds: bool = True) -> Literal:
    """That an alternative is excluded."""
    return f'excluded({piece},"{alternative}")', holds


def held(piece: int, alternative: str, holds: bool = True) -> Literal:
    """That an alternative is held back, and not excluded."""
    return f'held({piece},"{alternative}")', holds


def eligible(piece: int, alternative: str, holds: bool = True) -> Literal:
    """That an alternative is neither excluded nor held back."""
    return f'eligible({piece},"{alternative}")', holds


def before(piece: int, alternative: str, other: str, holds: bool = True) -> Literal:
    """That one alternative stands before another."""
    return f'before({piece},"{alternative}","{other}")', holds


def first(piece: int, alternative: str, holds: bool = True) -> Literal:
    """That an alternative stands first in a piece, perhaps with others."""
    return f'first({piece},"{alternative}")', holds


def outcome(alternative: str, holds: bool = True) -> Literal:
    """That an alternative stands first in the first world, perhaps with others."""
    return f'outcome(1,"{alternative}")', holds


def alone(alternative: str, holds: bool = True) -> Literal:
    """That an alternative stands first in the first world by itself."""
    return f'alone(1,"{alternative}")', holds


def part_at(piece: int, home: str, holds: bool = True) -> Literal:
    """That a composite stands first and one of its parts has this home."""
    return f'part_at({piece},"{home}")', holds


def suggested(piece: int, option: str, holds: bool = True) -> Literal:
    """That an option is suggested and not withheld."""
    return f'suggested({piece},"{option}")', holds


def muted(criterion: str, holds: bool = True) -> Literal:
    """That everything is ranked without a criterion, besides with it."""
    return f'muted("{criterion}")', holds


def moves_first(holds: bool = True) -> Literal:
    """That without the criterion another stands first."""
    return "moves_first", holds


def differ(holds: bool = True) -> Literal:
    """That two worlds have other alternatives first."""
    return "differ", holds


def differs(holds: bool = True) -> Literal:
    """That two rulebooks put other alternatives first."""
    return "differs", holds


def joined(holds: bool = True) -> Literal:
    """That two rulebooks have an alternative in common that stands first."""
    return "joined", holds


# ---- what several people said --------------------------------------------------------------------------


def option_holds(world: int, difference: int, option: int, holds: bool = True) -> Literal:
    """That of what people said where they differ, one option is so."""
    return f"option_holds({world},{difference},{option})", holds


def alike(difference: int, holds: bool = True) -> Literal:
    """That two worlds take the same option."""
    return f"alike({difference})", holds


def sole(piece: int, alternative: str, holds: bool = True) -> Literal:
    """That an alternative stands first in a piece by itself."""
    return f'sole({piece},"{alternative}")', holds


def moved(piece: int, holds: bool = True) -> Literal:
    """That another stands first in the same piece of the other world."""
    return f"moved({piece})", holds


# ---- changes of given answers, and small witnesses -----------------------------------------------------


def changing(holds: bool = True) -> Literal:
    """That given answers may be replaced."""
    return "changing", holds


def given(piece: int, question: str, choice: str, holds: bool = True) -> Literal:
    """That a choice was given."""
    return f'given({piece},"{question}","{choice}")', holds


def allowed(piece: int, question: str, choice: str, holds: bool = True) -> Literal:
    """That an answer may become a choice."""
    return f'allowed({piece},"{question}","{choice}")', holds


def counted(piece: int, question: str, holds: bool = True) -> Literal:
    """That a change of an answer counts here, and not with another piece that shares it."""
    return f'counted({piece},"{question}")', holds


def changed(piece: int, question: str, holds: bool = True) -> Literal:
    """That an answer is another than was given."""
    return f'changed({piece},"{question}")', holds


def change(piece: int, question: str, holds: bool = True) -> Literal:
    """That an answer is another than was given, and counts."""
    return f'change({piece},"{question}")', holds


def more_than(changes: int, holds: bool = True) -> Literal:
    """That more answers are changed."""
    return f"more_than({changes})", holds


def odder_than(answers: int, holds: bool = True) -> Literal:
    """That more answers are other than the plain ones."""
    return f"odder_than({answers})", holds
