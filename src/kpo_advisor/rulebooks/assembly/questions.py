"""From the questionnaire's files to questions; conditions come after, since they look at all of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.questions import CanBecome, Choice, Incompatible, Kind, Question, Section
from kpo_advisor.model.reserved import of_choices, of_question

if TYPE_CHECKING:
    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers, Part
    from kpo_advisor.rulebooks.shapes import QuestionShape

Places = dict[str, tuple["Part", int, int]]


def read_questions(layers: Layers) -> tuple[dict[str, Question], dict[str, str], Places]:
    """Questions by id, still without `only_if`; section titles by id; and where each question stands."""
    questions: dict[str, Question] = {}
    titles: dict[str, str] = {}
    places: Places = {}
    for part, number, section in layers.each("questions", "sections"):
        titles.setdefault(section.id, section.title)
        for index, shape in enumerate(section.questions):
            node = part.node("sections", number, "questions", index, "id")
            if layers.claim("question", shape.id, part, node):
                questions[shape.id] = _question(shape, section.id, layers, part, number, index)
                places[shape.id] = (part, number, index)
    return questions, titles, places


def with_only_if(questions: dict[str, Question], places: Places, reader: ConditionReader) -> dict[str, Question]:
    """The questions with their `only_if` read; notes cycles."""
    done = {}
    for id, question in questions.items():
        part, number, index = places[id]
        shape = part.shape.sections[number].questions[index]
        condition = None
        if shape.only_if is not None:
            condition = reader.read(part.node("sections", number, "questions", index, "only_if"), part.file)
        done[id] = replace(question, only_if=condition)
    _note_cycles(done, places, reader)
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
    for part, index, shape in layers.each("questions", "incompatible"):
        if layers.claim("incompatible", shape.id, part, part.node("incompatible", index, "id")):
            when = reader.read(part.node("incompatible", index, "when"), part.file)
            found.append(Incompatible(shape.id, when, shape.because))
    return tuple(found)


def _question(shape: QuestionShape, section: str, layers: Layers, part: Part, number: int, index: int) -> Question:
    kind = Kind(shape.kind)
    choices = tuple(Choice(id, each.means, each.example) for id, each in shape.choices.items())
    question = Question(
        id=shape.id,
        section=section,
        kind=kind,
        ask=shape.ask,
        who_knows=tuple(shape.who_knows),
        role=shape.role,
        help=shape.help,
        whole=shape.scope == "whole",
        actionable=shape.actionable,
        can_become=tuple(CanBecome(each.to, tuple(each.origins), each.how) for each in shape.can_become),
        choices=choices,
        maximum_choices=shape.max,
        exclusive=frozenset(shape.exclusive),
        unit=shape.unit,
        minimum=None if shape.minimum is None else Fraction(shape.minimum),
        maximum=None if shape.maximum is None else Fraction(shape.maximum),
    )
    _check_kind(question, shape, layers, part, ("sections", number, "questions", index))
    _check_ids(question, shape, layers, part, ("sections", number, "questions", index))
    return question


Location = tuple[str | int, ...]


def _check_kind(question: Question, shape: QuestionShape, layers: Layers, part: Part, at: Location) -> None:
    """That a question has what its kind needs, and nothing that its kind does not know."""
    kind = question.kind

    def fault(key: str, message: str) -> None:
        layers.faults.add(part.file, part.node(*at, key), "question-shape", message)

    takes_choices = kind in (Kind.SCALE, Kind.CHOICE, Kind.MULTI)
    if takes_choices != bool(question.choices):
        fault("kind", f"A question of kind {kind} {'needs' if takes_choices else 'has no'} choices.")
    for keys, only in ((("max", "exclusive"), Kind.MULTI), (("unit", "minimum", "maximum"), Kind.NUMBER)):
        for key in keys:
            if getattr(shape, key) not in (None, []) and kind is not only:
                fault(key, f"{key} is for {only} questions only.")
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        fault("maximum", "The maximum is below the minimum.")


def _check_ids(question: Question, shape: QuestionShape, layers: Layers, part: Part, at: Location) -> None:
    """That no id is reserved, and that `exclusive` and `can_become` name choices of the question."""
    layers.faults.reserved(part.file, part.node(*at, "id"), "question", shape.id, of_question(shape.id))
    for id, why in of_choices(question.choice_ids):
        layers.faults.reserved(part.file, part.node(*at, "choices", id), "choice", id, why)
    for position, id in enumerate(shape.exclusive):
        if id not in question.choice_ids:
            layers.faults.unknown(
                part.file,
                part.node(*at, "exclusive", position),
                f"choice of {shape.id}",
                id,
                question.choice_ids,
            )
    for position, each in enumerate(shape.can_become):
        for step, id in enumerate([each.to, *each.origins]):
            where = ("to",) if step == 0 else ("from", step - 1)
            if id not in question.choice_ids:
                node = part.node(*at, "can_become", position, *where)
                layers.faults.unknown(part.file, node, f"choice of {shape.id}", id, question.choice_ids)


def _note_cycles(questions: dict[str, Question], places: Places, reader: ConditionReader) -> None:
    settled: set[str] = set()
    for start in questions:
        trail = {start: None}
        stack = [(start, iter(_follows(questions, start)))]
        while stack:
            current, following = stack[-1]
            step = next(following, None)
            if step is None:
                settled.add(current)
                stack.pop()
                del trail[current]
            elif step in trail:
                part, number, index = places[start]
                way = list(trail)
                loop = " → ".join([*way[way.index(step) :], step])
                node = part.node("sections", number, "questions", index, "only_if")
                reader.faults.add(part.file, node, "only-if-cycle", f"only_if goes round in a circle: {loop}.")
                return
            elif step not in settled:
                stack.append((step, iter(_follows(questions, step))))
                trail[step] = None


def _follows(questions: dict[str, Question], id: str) -> tuple[str, ...]:
    return tuple(each for each in questions_in(questions[id].only_if) if each in questions)
