"""All questions with their answers and notes, in words, as whoever gave them would check them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.blocks import Column, Grid, Heading, Paragraph
from kpo_advisor.reports.phrases import NOT_ASKED, UNKNOWN, how_many_answered
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Profile, Said
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block


def answers(given: Recommendation, profile: Profile, rulebook: Rulebook) -> Iterator[Block]:
    """A section: a table for each section of the questionnaire; of activities, answers of their own stand apart."""
    told = _Answers(given, profile)
    yield Heading("The answers")
    yield Paragraph(how_many_answered(given))
    for section in rulebook.sections:
        yield Heading(section.title, level=3)
        yield told.table(section.questions)


class _Answers:
    def __init__(self, given: Recommendation, profile: Profile) -> None:
        self.still_open = {question.question for question in given.open_questions}
        self.profile = profile

    def table(self, questions: Sequence[Question]) -> Grid:
        """The questions with their answers, with columns for who gave them and for notes where there are any."""
        titles = ("Question", "Answer", "Given by", "Note")
        rows = [row for question in questions for row in self._rows(question)]
        shown = [at for at in range(len(titles)) if at < 2 or any(row[at] for row in rows)]
        columns = tuple(Column(titles[at]) for at in shown)
        return Grid(columns, tuple(tuple(row[at] for at in shown) for row in rows), wraps=True)

    def _rows(self, question: Question) -> Iterator[tuple[str, str, str, str]]:
        """A row for what holds for all, and one for each activity with an answer of its own."""
        own = [activity for activity in self.profile.activities if question.id in activity.answers]
        note = self.profile.notes.get(question.id, "")
        if not own or len(own) < len(self.profile.activities) or question.id in self.profile.answers:
            label = f"{question.label} (other activities)" if own else question.label
            yield label, self._answer(question, self.profile.answers), _given_by(question, self.profile.said), note
            note = ""
        for activity in own:
            answer = self._answer(question, activity.answers)
            yield f"{question.label} ({activity.title})", answer, _given_by(question, activity.said), note
            note = ""

    def _answer(self, question: Question, given: Mapping[str, Answer]) -> str:
        if question.id in given:
            answer = given[question.id]
            return UNKNOWN if answer is None else answer_label(question, answer)
        if question.whole and self.profile.activities:
            return "does not apply: the activities are the split"
        if question.id in self.still_open:
            return NOT_ASKED
        counts_as = f"; counts as {question.label_of(question.otherwise)}" if question.otherwise is not None else ""
        return f"does not apply{counts_as}"


def _given_by(question: Question, said: Mapping[str, Sequence[Said]]) -> str:
    """Who gave the answer and when; where they said different things, what each did."""
    by_answer: dict[Answer, list[str]] = {}
    for one in said.get(question.id, ()):
        by_answer.setdefault(one.answer, []).append(f"{one.person} ({one.date})" if one.date else one.person)
    if len(by_answer) == 1:
        return listed(next(iter(by_answer.values())))
    return "; ".join(f"{answer_label(question, answer)}: {listed(people)}" for answer, people in by_answer.items())
