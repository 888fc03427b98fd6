"""Which answers the parts give apart, or together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview import parts as split
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused
from kpo_advisor.interview.typed.names import numbers_named, part_named
from kpo_advisor.text.lines import Line
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.dialogues.talk import Talk
    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview

HOW = "At a question whose answer differs between the parts, type d."
WHICH = "Which of the answers so far differ between the parts? Name their questions."


def questions_apart(interview: Interview, talk: Talk) -> list[str] | None:
    """The questions answered so far whose answers differ between the parts; None to go back."""
    common = (place for place in interview.places() if place.part is None)
    if not any(map(interview.answered, common)):
        talk.screen.say([Line(HOW)])
        return []
    talk.screen.say([Line(WHICH)])
    instead = None
    while True:
        text = talk.ask("Numbers as 3,7 (Enter: none): ", f"{WHICH} r at a question shows their numbers. {HOW}")
        if text is Command.BACK:
            return None
        found = numbers_named(interview, "" if text is Command.SKIP else str(text) or instead or "")
        if not isinstance(found, Refused):
            talk.screen.say([Line(HOW)])
            return found
        talk.refuse(found.reasons)
        instead = found.instead


def part_taken_out(interview: Interview, words: str, talk: Talk) -> Interview | Refused | None:
    """The work without a part, after it was said what becomes of the others; None where it is not to be."""
    part = part_named(interview, words)
    if isinstance(part, Refused):
        return part
    if not talk.is_sure(_what_becomes(interview, part)):
        return None
    return split.part_removed(interview, part)


def _what_becomes(interview: Interview, part: int) -> Iterator[str]:
    """What goes with a part, and what becomes of the others."""
    gone = interview.parts[part]
    own = _answered_apart(interview, gone.answers)
    yield f"{gone.title} is then no part any more" + (f", and its own answers go: {own}." if own else ".")
    others = [other for other in interview.parts if other is not gone]
    if len(others) == 1:
        (left,) = others
        own = _answered_apart(interview, left.answers)
        yield f"{left.title} is then the whole work: its name and its share go" + (
            f", and its own answers hold for all of it: {own}." if own else "."
        )
    else:
        total = sum(other.share for other in others)
        shares = listed([f"{other.title} {other.share} of {total}" for other in others])
        yield f"The other parts keep their shares against each other: {shares}."


def apart_or_together(interview: Interview, place: Slot, talk: Talk) -> Interview | None:
    """The parts answer a question each for itself, or together again; None where it is not to be."""
    if place.part is None or place.question not in interview.differing:
        return split.set_apart(interview, [place.question])
    answers = {part.answers[place.question] for part in interview.parts if place.question in part.answers}
    label = interview.rulebook.questions[place.question].label
    gone = f"The parts have different answers to {label}: these go, and it is asked once for all."
    return split.put_together(interview, place.question) if len(answers) < 2 or talk.is_sure([gone]) else None


def _answered_apart(interview: Interview, questions: Iterable[str]) -> str:
    """The questions in words, in the order of the questionnaire."""
    known = set(questions)
    return listed([question.label for id, question in interview.rulebook.questions.items() if id in known])
