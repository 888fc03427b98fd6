"""Flips in words: what would put another alternative first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.recommendation import Change, Flip, Turn

DO = "do"
TELLING = 2
"""Changes at once that are worth telling where answers would have to be misjudged; more is only counted."""


def flips_in_words(flips: Sequence[Flip], titles: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Paragraphs with their depth (0 to 2): for each other alternative what could be done, and what if misjudged."""
    for alternative in dict.fromkeys(flip.alternative for flip in flips):
        yield 0, titles[alternative]
        for flip in flips:
            if flip.alternative == alternative:
                yield 1, _sentence(flip)
                for changes in _told(flip):
                    yield 2, "; ".join(_change(change) for change in changes)


def turns_in_words(turns: Sequence[Turn], titles: Mapping[str, str]) -> Iterator[str]:
    """For each alternative that an answer would put first by itself, the answers that would."""
    by_first: dict[tuple[str, ...], list[str]] = {}
    for turn in turns:
        by_first.setdefault(turn.first, []).append(answer_in_words(turn.answer))
    for first, answers in by_first.items():
        names = " and ".join(titles[id] for id in first) or "Nothing"
        yield f"{names} first with: {', or '.join(answers)}."


def answer_in_words(answer: object) -> str:
    """An answer as a profile holds it: ids, ticks in brackets, exact decimals, `unknown` where there is none."""
    if answer is None:
        return "unknown"
    if isinstance(answer, tuple):
        return f"[{', '.join(map(str, answer))}]"
    return number(answer) if isinstance(answer, Fraction) else str(answer)


def _told(flip: Flip) -> Sequence[tuple[Change, ...]]:
    """All sets for one change, the first for more; none where many answers would have to be misjudged."""
    if flip.size is None or (flip.kind != DO and flip.size > TELLING):
        return ()
    return flip.changes if flip.size == 1 else flip.changes[:1]


def _sentence(flip: Flip) -> str:
    doing = flip.kind == DO
    if flip.status == "found":
        return _found(flip)
    what = "changes that you can bring about" if doing else "answers that could be misjudged"
    return {
        "never": "Nothing you can change puts it first by itself."
        if doing
        else "No other reading of the given answers puts it first by itself, as long as what is open stays open.",
        "beyond": f"It would take more than six {what} to put it first.",
        "not-decided": f"Whether some {what} would put it first was not decided within the bound on effort.",
    }[flip.status]


def _found(flip: Flip) -> str:
    told = _told(flip)
    if flip.kind == DO:
        if flip.size == 1:
            return "You could put it first by one change" + (", any of these:" if len(told) > 1 else ":")
        return f"You could put it first by {flip.size} changes, and by no fewer:"
    if flip.size == 1:
        return "It would be first if one answer were misjudged" + (", any of these:" if len(told) > 1 else ":")
    ending = ", for instance:" if told and len(flip.changes) > 1 else ":" if told else "."
    return f"It would be first if {flip.size} answers were misjudged, and with no fewer{ending}"


def _change(change: Change) -> str:
    where = f" ({', '.join(change.activities)})" if change.activities else ""
    how = f": {change.how.rstrip('.')}" if change.how else ""
    return f"{change.question}{where} {answer_in_words(change.before)} → {answer_in_words(change.after)}{how}"
