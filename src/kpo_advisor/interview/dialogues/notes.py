"""Notes: on the question on the table, on an earlier one, and why answers that contradict each other both hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview import moves
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused, unquoted
from kpo_advisor.interview.typed.names import note_on_another
from kpo_advisor.interview.words import pages

if TYPE_CHECKING:
    from kpo_advisor.interview.dialogues.talk import Talk
    from kpo_advisor.interview.state import Interview

LONGEST = 10_000
"""Characters of all that is noted on one question."""
TAKES_OUT = "-"
A_NOTE = "What the answer rests on: a paper, a person, a date. - takes the notes on this question out."
ON_WHICH = Refused(("Say on which question, by its number or its name, as in: n 6 see the contract.",))
A_REASON = "Why both answers hold, as in: it is declassified in March."


def noted(interview: Interview, words: str, talk: Talk) -> Interview | Refused | None:
    """The interview with the note that is typed or asked for; None where there is none after all."""
    at_clash = interview.phase is Phase.CLASH
    wanted = A_REASON if at_clash else A_NOTE
    if not words and not at_clash and interview.at is None:
        return ON_WHICH
    text = words or talk.ask("Note (Enter: none): ", wanted)
    if isinstance(text, Command) or not text:
        talk.told("Nothing was noted.")
        return None
    other = note_on_another(interview, words)
    if at_clash:
        return _accepted(interview, *(other or (None, unquoted(text))))
    if other is None and interview.at is None:
        return ON_WHICH
    question, note = other or (moves.on_table(interview).question, text)
    return _with_note(interview, question, unquoted(note), talk)


def too_long(interview: Interview, question: str, note: str) -> Refused | None:
    """Why a note cannot be added: the notes on a question could not be read back with it. None where it can."""
    if len(interview.notes.get(question, "")) + 1 + len(note) <= LONGEST:
        return None
    return Refused((f"The notes on one question have at most {LONGEST} characters; not added.",))


def noted_on(interview: Interview, question: str) -> str:
    """What is noted on a question, as a sentence."""
    return f"Noted on {interview.rulebook.questions[question].label}: {interview.notes[question]}"


def _with_note(interview: Interview, question: str, note: str, talk: Talk) -> Interview | Refused:
    label = interview.rulebook.questions[question].label
    if note == TAKES_OUT:
        talk.told(f"There is no note on {label} now.")
        return moves.note_removed(interview, question)
    refused = too_long(interview, question, note)
    if refused is not None:
        return refused
    after = moves.noted(interview, question, note)
    talk.told(noted_on(after, question))
    return after


def _accepted(interview: Interview, on: str | None, reason: str) -> Interview | Refused:
    """The contradiction stands; why is noted on the answer that is named, or else on the one given last."""
    if reason == TAKES_OUT:
        return Refused((f"Say why both hold. {A_REASON}",))
    clash = interview.clashes()[0]
    places = pages.clashing(interview, clash)
    named = {place.question for place in places} & {on}
    question = named.pop() if named else max(places, key=interview.last_on_table).question
    return too_long(interview, question, reason) or moves.accepted(interview, clash, question, reason)
