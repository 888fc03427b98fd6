"""From the questionnaire's files to questions; conditions come after, since they look at all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.questions import CanBecome, Choice, Incompatible, Kind, Person, Question, Section
from kpo_advisor.model.reserved_ids import UNKNOWN, of_choices, of_question
from kpo_advisor.rulebooks.assembly.from_shape import made
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

Places = dict[str, "Location"]


def read_people(layers: Layers) -> dict[str, Person]:
    """The people that questions and rules name, by id."""
    return {place.shape.id: made(Person, place.shape) for place in layers.claimed("person", "questions", "people")}


def read_questions(layers: Layers, people: Mapping[str, Person]) -> tuple[dict[str, Question], dict[str, str], Places]:
    """Questions by id, still without `only_if`; section titles by id; and where each question stands.

    Of one whose id is taken, only the faults are of use; what tests that id may be meant for either.
    """
    questions: dict[str, Question] = {}
    titles: dict[str, str] = {}
    places: Places = {}
    for section in layers.records("questions", "sections"):
        titles.setdefault(section.shape.id, section.shape.title)
        for place in section.records("questions"):
            id, question = place.shape.id, _question(place, section.shape.id, layers, people)
            if layers.claim("question", id, place.at("id")):
                questions[id], places[id] = question, place
            else:
                layers.faults.lost.add(f"choice of {id}")
    return questions, titles, places


def with_only_if(questions: dict[str, Question], layers: Layers, reader: ConditionReader) -> dict[str, Question]:
    """The questions with their `only_if` read, of which the first of an id counts; notes cycles."""
    done: dict[str, Question] = {}
    places: Places = {}
    for section in layers.records("questions", "sections"):
        for place in section.records("questions"):
            id, only_if = place.shape.id, reader.read_at(place, "only_if")
            if id not in done:
                done[id], places[id] = replace(questions[id], only_if=only_if), place
    _note_cycles(done, places)
    return done


def sections_of(questions: dict[str, Question], titles: dict[str, str]) -> tuple[Section, ...]:
    """The sections with their questions, in the order of the files."""
    inside: dict[str, list[Question]] = {id: [] for id in titles}
    for question in questions.values():
        inside[question.section].append(question)
    return tuple(Section(id, title, tuple(inside[id])) for id, title in titles.items())


def read_incompatible(layers: Layers, reader: ConditionReader) -> tuple[Incompatible, ...]:
    """The combinations of answers that cannot both hold."""
    found = []
    for place in layers.records("questions", "incompatible"):
        combination = made(Incompatible, place.shape, when=reader.read_at(place, "when"))
        if layers.claim("incompatible", combination.id, place.at("id")):
            found.append(combination)
    return tuple(found)


def _question(place: Location, section: str, layers: Layers, people: Mapping[str, Person]) -> Question:
    shape = place.shape
    place.refers("who_knows", shape.who_knows, "person", people)
    question = made(
        Question,
        shape,
        section=section,
        kind=Kind(shape.kind),
        label=shape.label or _as_words(shape.id),
        who_knows=tuple(people[id] for id in shape.who_knows if id in people),
        whole=shape.scope == "whole",
        can_become=tuple(made(CanBecome, way) for way in shape.can_become),
        only_if=None,
        choices=tuple(_choice(shape.id, id, choice) for id, choice in shape.choices.items()),
        maximum_choices=shape.max,
        exclusive=frozenset(shape.exclusive),
    )
    if not _fits_kind(question, place):
        layers.faults.lost.add(f"choice of {question.id}")
    _check_ids(question, place)
    _check_also(question, place)
    return question


def _choice(question: str, id: str, shape: Any) -> Choice:
    old = (word.rpartition(".") for word in shape.formerly)
    formerly = tuple((asked or question, choice) for asked, _, choice in old)
    return made(Choice, shape, id=id, label=shape.label or _as_words(id), formerly=formerly)


def _as_words(id: str) -> str:
    return id.replace("_", " ").replace("-", " ")


def _fits_kind(question: Question, place: Location) -> bool:
    """Whether a question has what its kind needs, and nothing that its kind does not know."""
    kind, shape = question.kind, place.shape
    faults: list[tuple[str, str]] = []
    takes_choices = kind in (Kind.SCALE, Kind.CHOICE, Kind.MULTI)
    if takes_choices != bool(question.choices):
        faults.append(("kind", f"A question of kind {kind} {'needs' if takes_choices else 'has no'} choices."))
    of_numbers = "unit", "unit_of_one", "minimum", "maximum"
    for keys, only in ((("max", "exclusive"), Kind.MULTI), (of_numbers, Kind.NUMBER)):
        for key in keys:
            if getattr(shape, key) not in (None, []) and kind is not only:
                faults.append((key, f"{key} is for {only} questions only."))
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        faults.append(("maximum", "The maximum is below the minimum."))
    if shape.otherwise is not None and (kind is Kind.NUMBER or shape.only_if is None):
        faults.append(("otherwise", "otherwise is for questions with choices that have an only_if."))
    if shape.asked_if is not None and shape.only_if is None:
        faults.append(("asked_if", "asked_if says in words what only_if says, and there is none."))
    for key, message in faults:
        place.at(key).fault("question-shape", message)
    return not faults


def _check_ids(question: Question, place: Location) -> None:
    """That no id is reserved, and that `exclusive` and `can_become` name choices of the question."""
    place.at("id").reserved("question", question.id, of_question(question.id))
    for id, why in of_choices(question.choice_ids):
        place.at("choices", id).reserved("choice", id, why)
    what, known = f"choice of {question.id}", question.choice_ids
    place.refers("exclusive", place.shape.exclusive, what, known)
    if place.shape.otherwise is not None and question.kind is not Kind.NUMBER:
        if question.otherwise not in known:
            place.at("otherwise").unknown(what, place.shape.otherwise, known)
        elif question.kind is Kind.YES_NO:
            place.part.faults.among.settle(place.file, place.at("otherwise").node)
    for way in place.records("can_become"):
        way.refers("to", [way.shape.to], what, known)
        way.refers("from", way.shape.origins, what, known)


def _check_also(question: Question, place: Location) -> None:
    """That no other word for a choice, or for that nobody knows, is a number or a name here, or stands twice."""
    taken = {UNKNOWN: UNKNOWN} | {f"{at}": id for at, id in enumerate(question.choice_ids, start=1)}
    for id in question.choice_ids:
        taken |= {folded(id): id, folded(question.label_of(id)): id}
    also = [(choice.id, choice.also, place.at("choices", choice.id, "also")) for choice in question.choices]
    for means, words, at in (*also, (UNKNOWN, question.also_unknown, place.at("also_unknown"))):
        for position, word in enumerate(words):
            if folded(word) in taken:
                at.at(position).fault("question-shape", f"{quoted(word)} means {taken[folded(word)]} already.")
            elif len(folded(word)) < 2:
                at.at(position).fault("question-shape", "An interview takes one letter alone for a key.")
            taken.setdefault(folded(word), means)


def _note_cycles(questions: dict[str, Question], places: Places) -> None:
    settled: set[str] = set()
    for start in questions:
        trail = {start: _follows(questions, start)}
        while trail:
            current = next(reversed(trail))
            step = next(trail[current], None)
            if step is None:
                settled.add(current)
                trail.popitem()
            elif step in trail:
                way = list(trail)
                loop = " → ".join([*way[way.index(step) :], step])
                places[start].at("only_if").fault("only-if-cycle", f"only_if goes round in a circle: {loop}.")
                return
            elif step not in settled:
                trail[step] = _follows(questions, step)


def _follows(questions: dict[str, Question], id: str) -> Iterator[str]:
    return (question for question in questions_in(questions[id].only_if) if question in questions)
