"""Moves that split the work into parts with answers of their own, and put it together again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview.moves import about_others, ahead, looked_at_anew, with_common, without
from kpo_advisor.interview.numbering import put_on_table
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Phase
from kpo_advisor.model.profile import Activity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.interview.state import Interview


def parted(interview: Interview, titles: Iterable[str], shares: Sequence[int]) -> Interview:
    """The work has these parts beside those that it has, which have the common answers; the shares are those of all."""
    parts = [*interview.parts, *(Activity(title, 1, {}) for title in titles)]
    shared = tuple(replace(part, share=share) for part, share in zip(parts, shares, strict=True))
    added = looked_at_anew(replace(interview, parts=shared))
    # The same page, where it still is one: the place is there, and the end may be offered as before.
    gone = added.phase is Phase.QUESTION and added.at not in set(added.places())
    return ahead(added) if gone or added.phase is Phase.OFFER else added


def part_removed(interview: Interview, part: int) -> Interview:
    """The part is one no longer, and its own answers go with it; what no part answers apart is common again."""
    parts = (*interview.parts[:part], *interview.parts[part + 1 :])
    answers = dict(interview.answers)
    if len(parts) == 1:
        # What is left is the whole work.
        answers, parts = {**answers, **parts[0].answers}, ()
    differing = interview.differing if parts else frozenset()

    def kept(places: Iterable[Slot]) -> Iterator[Slot]:
        """The places of what is left, as they are called now."""
        for place in places:
            if place.part is None:
                yield place
            elif place.part != part:
                yield Slot(place.question, place.part - (place.part > part) if parts else None)

    left = replace(
        interview,
        parts=parts,
        answers=answers,
        differing=differing,
        skipped=frozenset(kept(interview.skipped)),
        queue=tuple(dict.fromkeys(kept(interview.queue))),
        trail=tuple(dict.fromkeys(kept(interview.trail))),
    )
    return ahead(looked_at_anew(left))


def set_apart(interview: Interview, questions: Iterable[str]) -> Interview:
    """The parts answer these questions each for itself, beginning with the common answer; they are asked next."""
    chosen = [id for id in interview.rulebook.questions if id in set(questions)]
    common = {id: interview.answers[id] for id in chosen if id in interview.answers}
    apart = replace(
        interview,
        answers=without(interview.answers, common),
        parts=with_common(common, interview.parts),
        differing=interview.differing | set(chosen),
    )
    apart = looked_at_anew(apart)
    queue = [Slot(id, part) for id in chosen for part in range(len(apart.parts))]
    return ahead(replace(apart, queue=(*queue, *about_others(interview.queue, chosen))))


def put_together(interview: Interview, question: str) -> Interview:
    """The parts have one answer to the question again, which is asked next; own ones that are not alike go."""
    own = {part.answers.get(question) for part in interview.parts}
    alike = own.pop() if len(own) == 1 else None
    together = replace(
        interview,
        answers={**interview.answers, **({} if alike is None else {question: alike})},
        parts=tuple(replace(part, answers=without(part.answers, {question})) for part in interview.parts),
        differing=interview.differing - {question},
        queue=about_others(interview.queue, {question}),
    )
    return put_on_table(looked_at_anew(together), Slot(question))
