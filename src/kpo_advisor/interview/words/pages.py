"""The interview's words: questions, help, news, the review. Paragraphs only; a screen wraps and colours them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import number_of
from kpo_advisor.interview.order import still_to_ask
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.words.offer import certainty, offer
from kpo_advisor.interview.words.question import question_page
from kpo_advisor.interview.words.review import review, row, with_shares
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.interview.slots import Clash, Slot
    from kpo_advisor.interview.state import Interview


PROMPTS = {
    Phase.TITLE: "Title: ",
    Phase.QUESTION: "> ",
    Phase.CLASH: "A number, or n REASON: ",
    Phase.OFFER: "Enter stops, m goes on: ",
    Phase.REVIEW: "Enter takes it so, a number changes that answer: ",
}
"""What stands before the line that is typed."""


MORE_ANSWERS = "Enter shows the next, a number changes an answer: "
"""The same where more answers follow those that are looked through."""
ON_CONDITIONS = "Enter stops, m asks just that, s goes on: "
"""The same at the offer to stop on conditions."""


def prompt(interview: Interview) -> str:
    """What stands before the line that is typed now."""
    return ON_CONDITIONS if interview.is_conditional else PROMPTS[interview.phase]


def opening(interview: Interview) -> Iterator[Line]:
    """What is said before the first question, shorter where answers are there already."""
    rulebook = interview.rulebook
    yield Line(f"{rulebook.title}: an interview", tone=Tone.STRONG)
    if interview.title is not None:
        count = len(interview.trail)
        there = "One answer is" if count == 1 else f"{count} answers are"
        yield Line(
            f"{interview.title}: {there} there already. r shows them, "
            "e and a number or a name, as in e 5, changes one, ? is help."
        )
        return
    yield Line(rulebook.introduction.split("\n")[0])
    yield Line(
        "Answer by number or by name, from today's facts; u is unknown, which is a real answer. "
        "? is help, why says why you are asked, b goes back, q saves and leaves."
    )


def asked(interview: Interview) -> Iterator[Line]:
    """What the line that is wanted next is about."""
    match interview.phase:
        case Phase.TITLE:
            yield Line("What is the piece of work called? A few words that stand at the head of the result.")
            yield Line("? shows what a good title is, ?? the keys.", tone=Tone.FAINT)
        case Phase.QUESTION:
            assert interview.at is not None  # in this phase a question is on the table
            yield from question_page(interview, interview.at, progress(interview))
        case Phase.CLASH:
            yield from _clash(interview)
        case Phase.OFFER:
            yield from offer(interview)
        case Phase.REVIEW:
            yield from review(interview)


def progress(interview: Interview) -> str:
    """How far the interview is: the section, what was asked, and how much more there can be."""
    place = interview.at
    sections = {section.id: section.title for section in interview.rulebook.sections}
    title = sections[interview.rulebook.questions[place.question].section] if place else "Interview"
    done = sum(map(interview.answered, interview.places()))
    if interview.goes_on and place is not None and not interview.answered(place):
        return f"{title} · {done} asked · {len(interview.queue) + 1} for the report"
    # More answers never make a question matter that cannot, so this only falls, unless an answer is changed.
    most = len(still_to_ask(interview))
    return f"{title} · {done} asked" + (f" · at most {most} more" if most else "")


def _clash(interview: Interview) -> Iterator[Line]:
    clash = interview.clashes()[0]
    reasons = {combination.id: combination.because for combination in interview.rulebook.incompatible}
    where = f" (for the part {interview.parts[clash.part].title})" if clash.part is not None else ""
    yield Line(f"Two answers contradict each other{where}. {reasons[clash.combination]}", "! ", Tone.WARN)
    for place in clashing(interview, clash):
        yield from row(interview, [place])
    first = number_of(interview, clashing(interview, clash)[0].question)
    yield Line(f"Change one of them by its number, as in {first}; or let both stand and say why: n REASON.")


def clashing(interview: Interview, clash: Clash) -> list[Slot]:
    """The places whose answers contradict each other."""
    questions = interview.outlook.clashes[clash]
    return [
        place
        for place in filter(interview.answered, interview.places())
        if place.question in questions and place.part in (None, clash.part)
    ]


def news(before: Interview, after: Interview) -> Iterator[Line]:
    """What a move changed beside the answer: what is no longer used, what is certain or no longer so."""
    for place in after.places():
        label = after.rulebook.questions[place.question].label
        if place in after.outlook.ignored and place not in before.outlook.ignored:
            yield Line(f"The answer to {quoted(label)} is kept and not used: the question does not apply now.", "! ")
        elif place in before.outlook.ignored and place not in after.outlook.ignored and after.answered(place):
            yield Line(f"The answer to {quoted(label)} is used again.", "! ")
    if before.outlook.stop is not None and after.outlook.stop is None:
        yield Line("First place can change again.", "! ", Tone.WARN)
    elif before.outlook.stop != after.outlook.stop and after.phase is not Phase.OFFER:
        yield from certainty(after)


def parts_named(interview: Interview) -> Sequence[Line]:
    """The parts there are, and how to go on with them."""
    rows = [Line(said, f"  {at}  ") for at, said in enumerate(with_shares(interview.parts), start=1)]
    return [
        Line("The parts of the work, which the report calls its activities:"),
        *rows,
        Line("They share all answers but those that you set apart."),
    ]
