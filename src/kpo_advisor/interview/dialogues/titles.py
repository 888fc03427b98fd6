"""What the work is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview import moves
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused, unquoted
from kpo_advisor.profiles.fields import TITLE_MAX

if TYPE_CHECKING:
    from kpo_advisor.interview.dialogues.talk import Talk
    from kpo_advisor.interview.state import Interview

UNTITLED = "Untitled work"
A_TITLE = "A few words that stand at the head of the result."


def titled(interview: Interview, text: str | Command) -> Interview | Refused:
    """The interview with its title at the beginning; one that is passed over can be given later."""
    if text is Command.BACK:
        return Refused(("This is where it began.",))
    title = UNTITLED if text is Command.SKIP else str(text)
    if not title or len(title) > TITLE_MAX:
        return Refused((f"A title of 1 to {TITLE_MAX} characters is wanted; any words will do.",))
    return moves.titled(interview, title)


def retitled(interview: Interview, words: str, talk: Talk) -> Interview | Refused | None:
    """The interview with another title, which is said; None where it keeps the one it has."""
    title = unquoted(words) or talk.ask("Title (Enter keeps it): ", A_TITLE)
    if isinstance(title, Command) or not title:
        talk.told(f"It is called {interview.title} as before.")
        return None
    if len(title) > TITLE_MAX:
        return Refused((f"A title has at most {TITLE_MAX} characters.",))
    talk.told(f"It is called {title} now.")
    return moves.titled(interview, title)
