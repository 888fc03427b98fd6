"""Old ids in a rulebook's files: that no two things have one, and conditions that still use them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.questions import Followed
from kpo_advisor.portable.tree import Listing, Scalar, yes_no_text
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.model.old_ids import OldIds
    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.faults import FileFaults
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location


_NO_MORE = "An old id is one that is no more."


def check_old_ids(questions: Mapping[str, Question], places: Mapping[str, Location]) -> None:
    """Note old ids that are still in use, and those that two things had."""
    taken: dict[tuple[str, str | None], str] = {(id, None): id for id in questions}
    for question in questions.values():
        taken |= {(question.id, choice): f"{choice} of {question.id}" for choice in question.choice_ids}
    for question in questions.values():
        place = places[question.id]
        for number, old in enumerate(question.formerly):
            _claim_old((old, None), question.id, place.at("formerly", number), taken)
        for choice in question.choices:
            for number, pair in enumerate(choice.formerly):
                at = place.at("choices", choice.id, "formerly", number)
                _claim_old(pair, f"{choice.id} of {question.id}", at, taken)


def read_retired(layers: Layers, ids: OldIds, questions: Mapping[str, Question]) -> dict[str, str]:
    """Why nothing took the place of old questions, by their ids; notes those in use and those that others list."""
    retired: dict[str, str] = {}
    for place in layers.records("questions", "retired"):
        id = str(place.path[-1])
        if id in questions:
            place.key().fault("old-id-taken", f"{id} is in use, so it is not retired.", _NO_MORE)
        elif id in ids.successors:
            now = listed(ids.successors[id])
            place.key().fault("old-id-taken", f"{id} is an old id of {now} already.", "Let one of them have it.")
        elif layers.claim("retired question", id, place.key()):
            retired[id] = place.shape
    return retired


def read_followed(layers: Layers, ids: OldIds, questions: Mapping[str, Question]) -> tuple[Followed, ...]:
    """The choices after which alone old questions were asked; notes ids that never were or are not old."""
    followed: list[Followed] = []
    for place in layers.records("questions", "followed"):
        id = str(place.path[-1])
        if id not in ids.successors:
            place.key().fault("unknown-question", f"{quoted(id)} is no old question that another took the place of.")
        asked_after = []
        for number, word in enumerate(place.shape):
            question, _, choice = word.partition(".")
            now = ids.now(question, choice)
            if now is None or now[0] not in questions or now[1] not in questions[now[0]].choice_ids:
                message = f"{quoted(word)} is no choice of today, nor one that another took the place of."
                place.at(number).fault("unknown-choice", message)
            asked_after.append((question, choice))
        if layers.claim("old question that followed", id, place.key()):
            followed.append(Followed(id, tuple(asked_after)))
    return tuple(followed)


def _claim_old(old: tuple[str, str | None], now: str, at: Location, taken: dict[tuple[str, str | None], str]) -> None:
    question, choice = old
    word = question if choice is None else f"{choice} of {question}"
    if taken.get(old) == word:
        at.fault("old-id-taken", f"{word} is in use, so it is no old id of {now}.", _NO_MORE)
    elif old in taken:
        at.fault("old-id-taken", f"{word} is an old id of {taken[old]} already.", "Let one of them have it.")
    taken.setdefault(old, now)


def check_old_rules(places: Sequence[Location]) -> None:
    """Note rules that took the place of one that its own rulebook still has; an overlay may use such an id anew."""
    in_use = {(place.part.layer, place.shape.id) for place in places}
    for place in places:
        for number, old in enumerate(place.shape.formerly):
            if (place.part.layer, old) in in_use:
                message = f"{old} is in use, so it is no old id of {place.shape.id}."
                place.at("formerly", number).fault("old-id-taken", message, _NO_MORE)


def todays(ids: OldIds, question: str, place: Location) -> str:
    """The id of a question that is named outside of conditions: today's, with a warning, for one that it had."""
    if question in ids.retired:
        message = f"{question} is no question any more, and nothing took its place: {ids.retired[question]}"
        place.fault("unknown-question", message)
    if question in ids.renamed:
        place.part.faults.warn(place.node, OLD_ID, ids.told(question) or "")
    return ids.renamed.get(question, question)


def by_question(
    ids: OldIds, question: str, node: Node, faults: FileFaults
) -> tuple[dict[str, Listing], tuple[str, ...]]:
    """The choices that a test names of an old question, by the question of today they belong to; old ones are told.

    The second are the questions of which a choice became no tick: none that came from the old question is made there.
    """
    found: dict[str, list[Node]] = {}
    without: dict[str, None] = {}
    for item in node.items if isinstance(node, Listing) else (node,):
        now = ids.now(question, _word(ids, question, item))
        if now is None:
            known = [choice for asked, choice in ids.choices if asked == question]
            faults.unknown(item, f"choice of {question}", _word(ids, question, item), known)
        elif (question, _word(ids, question, item)) in ids.no_tick:
            renewed(ids, question, item, faults)  # only told
            without[now[0]] = None
        else:
            found.setdefault(now[0], []).append(renewed(ids, question, item, faults))
    return {id: Listing(node.span, node.path, tuple(items)) for id, items in found.items()}, tuple(without)


def renewed(ids: OldIds, question: str, node: Node, faults: FileFaults) -> Node:
    """One choice or a list of them under today's ids; old ones are told."""
    if isinstance(node, Listing) and ids:
        return replace(node, items=tuple(renewed(ids, question, item, faults) for item in node.items))
    word = _word(ids, question, node)
    told, now = ids.told(question, word), ids.now(question, word)
    if not told or now is None or not isinstance(node, Scalar):
        return node
    faults.warn(node, OLD_ID, told)
    faults.among.settle(faults.file, node)
    return replace(node, text=now[1], value=now[1], doubt=None)


def _word(ids: OldIds, question: str, item: Node) -> str:
    """The choice that an item names: yes and no in any spelling where these are old ids."""
    text = item.text if isinstance(item, Scalar) else "a list or mapping"
    return ids.named(question, text, yes_no_text(item))
