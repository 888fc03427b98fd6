"""Help: what the question on the table means, what its choices mean, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import number_of
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.commands import shown
from kpo_advisor.interview.typed.line import number_in
from kpo_advisor.interview.words.choices import a_word, meant, narrowed
from kpo_advisor.interview.words.room import PAGE, rows, screens
from kpo_advisor.portable.condition_words import asked_if
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview

ABOUT = {
    Phase.CLASH: "These answers cannot all hold by the definitions of the choices: change one, or say why they do.",
    Phase.OFFER: "Stopping now ends with the recommendation; going on asks what makes its report fuller.",
    Phase.REVIEW: "Look through the answers; each can still be changed by its number.",
}
"""What the prompts that are no question are about."""
ON_CONDITIONS = (
    "Stopping now ends with the recommendation, which says what it hangs on; m asks just about that, and then the end "
    "is offered again; s goes on with all questions that can matter."
)
"""The same of the offer to stop on conditions."""


def help_on(interview: Interview, words: str = "") -> Iterator[Line]:
    """What the question means, with examples and who knows; with words, what its choices with them mean."""
    if interview.phase is not Phase.QUESTION or interview.at is None:
        yield Line(ON_CONDITIONS if interview.is_conditional else ABOUT[interview.phase])
        yield from keys(interview)
    elif words:
        yield from _meaning(interview, interview.at, words)
    else:
        yield from _about(interview, interview.at)


def _about(interview: Interview, place: Slot) -> Iterator[Line]:
    question = interview.rulebook.questions[place.question]
    told = [Line(question.help or "There is no more to say about this question.")]
    examples = [
        Line(f"{choice.label}, for example: {choice.example}", "  - ") for choice in question.choices if choice.example
    ]
    rest = [Line(f"Who would know: {question.who}.")]
    if question.only_if is not None:
        words = asked_if(question, interview.rulebook.questions)
        rest.append(Line(f"Asked only if {words}. {question.else_counts_as}".strip()))
    if rows([*told, *examples, *rest]) > PAGE - 1 or (question.choices and not examples):
        examples = [Line(f"What a choice means: ? and its number or a word of it, as in ? {a_word(question)}.")]
    yield from (*told, *examples, *rest)


def _meaning(interview: Interview, place: Slot, words: str) -> Iterator[Line]:
    question = interview.rulebook.questions[place.question]
    number = number_in(words, len(question.choices))
    found = [question.choices[number - 1]] if number else narrowed(question, words)
    if not found:
        yield Line(f"No choice of this question says {quoted(words)}.")
        return
    first, *more = screens([[line] for line in meant(question, found)], PAGE - 2)
    yield from first
    if more:
        yield Line("There are more; another word narrows them.", tone=Tone.FAINT)


def suggested(interview: Interview, line: str, fitting: Sequence[str]) -> Iterator[Line]:
    """The choices that fit a line that is no answer, else those that its words are about, where they are not all."""
    if interview.phase is not Phase.QUESTION or interview.at is None or len(line.strip()) < 2:
        return  # one letter alone is a key, and no word of a choice
    question = interview.rulebook.questions[interview.at.question]
    found = [choice for choice in question.choices if choice.id in fitting] or narrowed(question, line)
    if 0 < len(found) < len(question.choices):
        yield from screens([[told] for told in meant(question, found)], PAGE - 4)[0]


def again(interview: Interview) -> Iterator[Line]:
    """How the question comes again, which what was asked for beside it may have scrolled away."""
    if interview.phase is Phase.QUESTION and interview.at is not None:
        is_answered = interview.answered(interview.at)
        key = f"e {number_of(interview, interview.at.question)}" if is_answered else "Enter"
        yield Line(f"{key} shows the question again, ?? the keys.", tone=Tone.FAINT)


def only_about(interview: Interview, line: str) -> str | None:
    """The one choice of the question on the table that a line is about, by its definition or its example."""
    if interview.phase is not Phase.QUESTION or interview.at is None or min(map(len, line.split()), default=0) < 3:
        return None
    found = narrowed(interview.rulebook.questions[interview.at.question], line)
    return found[0].label if len(found) == 1 else None


def keys(interview: Interview) -> Iterator[Line]:
    """What can be typed now, beside an answer."""
    for command in shown(interview.phase, has_parts=bool(interview.parts)):
        yield Line(command.does, f"  {command.typed:<12}", Tone.FAINT)


def help_on_title() -> Iterator[Line]:
    """What a good title is, and what the one piece of work is that it names."""
    yield Line("A good title says what is done and for whom, so that others know the work by it. For example:")
    yield Line("Payroll of a retail chain", "  - ")
    yield Line("Review of supplier contracts", "  - ")
    yield Line("One piece of work is what would go out as one order to one team, as it is done today.")
    yield Line("Activities in it that differ are called parts here: p NAME adds one later.")
