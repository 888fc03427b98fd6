"""Flips in words: what would put another alternative first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

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
    """An answer as one would say it: ids without dashes, ticks with commas, numbers as short as they are exact."""
    if isinstance(answer, tuple):
        return ", ".join(str(each).replace("-", " ") for each in answer)
    if isinstance(answer, Fraction):
        return str(answer.numerator) if answer.denominator == 1 else f"{float(answer):g}"
    return str(answer).replace("-", " ")


def _told(flip: Flip) -> Sequence[tuple[Change, ...]]:
    """All sets for one change, the first for more; none where many answers would have to be misjudged."""
    if flip.size is None or (flip.kind != DO and flip.size > TELLING):
        return ()
    return flip.changes if flip.size == 1 else flip.changes[:1]


def _sentence(flip: Flip) -> str:
    doing = flip.kind == DO
    if flip.status == "found":
        if doing:
            return f"You could make it first with {flip.size} change{'' if flip.size == 1 else 's'}, and no fewer:"
        wrong = "1 answer were" if flip.size == 1 else f"{flip.size} answers were"
        told = ", for instance:" if len(_told(flip)) < len(flip.changes) else ":"
        return f"It would be first if {wrong} misjudged, and no fewer{told if _told(flip) else '.'}"
    what = "changes that you can bring about" if doing else "answers that could be misjudged"
    return {
        "never": "Nothing you can change makes it first." if doing else "No misjudged answers would make it first.",
        "beyond": f"It would take more than six {what} to make it first.",
        "not-decided": f"Whether some {what} would make it first was not decided within the bound on effort.",
    }[flip.status]


def _change(change: Change) -> str:
    where = f" ({', '.join(change.activities)})" if change.activities else ""
    how = f": {change.how.rstrip('.')}" if change.how else ""
    return f"{change.question}{where} {answer_in_words(change.before)} → {answer_in_words(change.after)}{how}"
