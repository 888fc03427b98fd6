"""The numbers of questions: 1, 2, 3 in the order in which they were first put on the table.

A number that was shown stays, also over a break. Those not asked yet have the numbers behind, first those that may
still be asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def numbered(interview: Interview) -> list[str]:
    """The questions in the order of their numbers, the first of which is 1.

    Left out are those about splitting the work once it is split, unless they were asked before.
    """
    ahead = (place.question for place in (*interview.outlook.open, *interview.places()))
    return list(dict.fromkeys((*interview.asked, *ahead)))


def number_of(interview: Interview, question: str) -> int:
    """The number of a question; one behind all others for a question that cannot be asked any more."""
    ids = numbered(interview)
    return ids.index(question) + 1 if question in ids else len(ids) + 1


def in_number_order(interview: Interview, places: Iterable[Slot]) -> list[Slot]:
    """The places by the numbers of their questions, those of one question as the parts are."""
    rank = {question: number for number, question in enumerate(numbered(interview))}
    return sorted(places, key=lambda place: (rank[place.question], -1 if place.part is None else place.part))


def put_on_table(interview: Interview, place: Slot) -> Interview:
    """The place is asked now; its question gets the next number unless it has one."""
    asked = with_next(interview.asked, [place.question])
    return replace(interview, at=place, asked=asked, phase=Phase.QUESTION)


def with_next(asked: Iterable[str], questions: Iterator[str] | list[str]) -> tuple[str, ...]:
    """The questions asked so far and then those that were not."""
    return tuple(dict.fromkeys((*asked, *questions)))
