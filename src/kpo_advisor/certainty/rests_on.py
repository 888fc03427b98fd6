"""What a recommendation rests on: the given answers of which the nearest other answer puts another first.

Nearest is one step on a scale, the next range of a number that rules tell apart, one tick more or less, and any
other choice of a question without an order. Any change at all would name the weightiest question everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.certainty.decisive_answers import Trial
from kpo_advisor.certainty.flips import changed_profile
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.sensitivity import Change, Mainstay
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.rankings import encoding_of
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.questions import Answer, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.effort import Effort

Rank = tuple[bool, int, int]
"""How much an answer carries, less is more: whether another is not alone first, its lead in standing and in points."""


def rests_on(examined: Examined, effort: Effort) -> tuple[Mainstay, ...]:
    """The answers that the recommended one rests on, each with the change that puts another most clearly first.

    All else is as it is known now. An answer after which another stands alone comes before one that makes a tie;
    then one without a note before one with; then by the lead of the other, its standing before its points; then in
    the order of the questionnaire. None where nothing is recommended. Only as many changes are tried as the effort
    admits. Raises Disagreement where the full assessment does not confirm what the short one found.
    """
    main, notes = examined.main, examined.profile.notes
    if main.recommended is None:
        return ()
    trial = Trial(examined)
    same = (main.first, (main.recommended,))
    found: list[tuple[tuple[bool, bool, int, int], Mainstay]] = []
    for id, activities, given in _given(examined):
        ranked: list[tuple[Rank, Mainstay]] = []
        for answer, would in nearest(examined.rulebook, id, given):
            titles = activities or (None,)
            if not effort.take(trial.steps(id, titles)):
                break
            first = trial.first(id, titles, answer)
            if first not in same:
                question = examined.rulebook.questions[id]
                told = (question.label, activities, given, answer_label(question, given), answer, would)
                mainstay = Mainstay(id, *told, first, tuple(person.label for person in question.who_knows))
                rank = _confirmed(examined, mainstay)
                ranked += [] if rank is None else [(rank, mainstay)]
        if ranked:
            (is_level, standing, points), mainstay = min(ranked, key=lambda way: way[0])
            found.append(((is_level, id in notes, standing, points), mainstay))
    return tuple(mainstay for _, mainstay in sorted(found, key=lambda row: row[0]))


def nearest(rulebook: Rulebook, id: str, given: Plain) -> Iterator[tuple[Answer, str]]:
    """The answers nearest to a plain one, each in words that follow the question's label.

    A choice that excludes all others counts as no tick: one tick more replaces it, and it stands in for the last one
    that is taken away. Ticks beyond what the question takes, and an answer without any, are none.
    """
    question = rulebook.questions[id]
    if isinstance(given, tuple):
        yield from _ticks(question, given)
    elif question.kind is Kind.NUMBER:
        encoding = encoding_of(rulebook)
        cells = encoding.cells[id]
        places = [cells.places.index(cells.of(given)) in span for span in encoding.ranges(id)]  # type: ignore[arg-type]
        at = places.index(True)
        for other in (at - 1, at + 1):
            if 0 <= other < len(places):
                span = encoding.ranges(id)[other]
                closest = span[-1] if other < at else span[0]
                words = cells.words(cells.places[span[0]], cells.places[span[-1]])
                yield cells.samples[cells.places[closest]], f"is {words}"
    else:
        choices = question.choice_ids
        for at, choice in enumerate(choices):
            is_near = question.kind is not Kind.SCALE or abs(at - choices.index(str(given))) == 1
            if choice != given and is_near:
                yield choice, f"is {quoted(question.label_of(choice))}"


def _ticks(question: Question, given: tuple[str, ...]) -> Iterator[tuple[Answer, str]]:
    ticked = set(given) - question.exclusive
    for choice in question.choice_ids:
        label = quoted(question.label_of(choice))
        if choice in question.exclusive:
            if len(ticked) == 1:
                yield (choice,), f"is {label}"
            continue
        turned = ticked ^ {choice}
        if turned and len(turned) <= (question.maximum_choices or len(question.choice_ids)):
            answer = question.in_order(turned)
            changed = f"with {label} added" if choice in turned else f"without {label}"
            yield answer, changed if ticked else f"is {label}"


def _given(examined: Examined) -> Iterator[tuple[str, tuple[str, ...], Plain]]:
    """The plain answers that are used, each with the activities that share it, in the order of the questionnaire."""
    unused = set.intersection(*(set(piece.assessment.ignored) for piece in examined.pieces))
    for id in examined.rulebook.questions:
        if id in unused:
            continue
        knowing = [premise for premise in examined.premises if id in premise.plain]
        sharing = [premise for premise in knowing if id not in premise.own]
        if sharing:
            yield id, tuple(title for premise in sharing for title in premise.activities), sharing[0].plain[id]
        for premise in knowing:
            if id in premise.own:
                yield id, premise.activities, premise.plain[id]


def _confirmed(examined: Examined, mainstay: Mainstay) -> Rank | None:
    """How much an answer carries, by the full assessment; None where the other would contradict what was given."""
    told = (mainstay.answer, mainstay.answer_label, mainstay.change, mainstay.would)
    change = Change(mainstay.question, mainstay.label, mainstay.activities, *told, None)
    after = assess_profile(
        program_of(examined.rulebook), changed_profile(examined.profile, (change,)), depth=Depth.MAIN
    )
    for before, piece in zip(examined.pieces, after.pieces, strict=True):
        if set(piece.assessment.violated) - set(before.assessment.violated):
            return None
    first = after.main.first
    if first != mainstay.first_then:
        answers = (piece.answers for piece in after.pieces)
        raise disagreement(f"an answer that puts {listed(mainstay.first_then)} first", examined.rulebook, *answers)
    if len(first) != 1:
        return True, 0 if first else 1, 0
    ahead, behind = after.main[first[0]], after.main[examined.main.recommended or ""]
    return False, ahead.standing - behind.standing, behind.points - ahead.points
