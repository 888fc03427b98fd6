"""Naming the parts of a work that differ: their titles, their shares, and which answers they give apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.interview import parts as split
from kpo_advisor.interview.dialogues.apart import questions_apart
from kpo_advisor.interview.dialogues.shares import ask_beside, ask_rest, ask_share
from kpo_advisor.interview.typed.commands import NAMES, Command
from kpo_advisor.interview.typed.line import flat, unquoted
from kpo_advisor.interview.words.pages import parts_named
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.profiles.profile import MOST_ACTIVITIES
from kpo_advisor.text.phrases import composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.interview.dialogues.talk import Talk
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.interview.typed.shares import Share

REST, LEFT = "The rest", "What is left"
"""What the second part is called where nobody names it: so, or so where the first has that name."""
A_NAME = "A few words that tell this part from the others; they stand in the report."


def add_activity(interview: Interview, title: str, talk: Talk) -> Interview:
    """The interview with one part more, named in dialogue; the first one brings the rest of the work with it.

    Whoever goes back from the name or passes it over adds nothing; nor does whoever leaves.
    """
    if len(interview.parts) >= MOST_ACTIVITIES:
        talk.refuse((f"There can be {MOST_ACTIVITIES} parts at most.",))
        return interview
    naming = _Naming(interview, talk, title)
    steps = naming.steps()
    at = 0
    while at < len(steps):
        at += 1 if steps[at]() else -1
        if at < 0:
            return interview
    return split.set_apart(naming.split(), naming.apart) if naming.apart else naming.split()


class _Naming:
    """A part that is being named. Each step says whether it goes on; back to the one before otherwise."""

    def __init__(self, interview: Interview, talk: Talk, given: str) -> None:
        self.interview, self.talk, self.given = interview, talk, given
        self.title = self.rest = ""
        self.share: Share = 1
        self.shares: list[int] = []
        self.apart: list[str] = []

    def steps(self) -> list[Callable[[], bool]]:
        """What is asked, one after another."""
        if self.interview.parts:
            return [self._name, self._share_beside, self._apart]
        return [self._name, self._share, self._name_rest, self._share_rest, self._apart]

    def split(self) -> Interview:
        """The work in its parts, as they were named."""
        return split.parted(self.interview, [self.title, *filter(None, [self.rest])], self.shares)

    def _name(self) -> bool:
        given, self.given = self.given, ""
        self.title = self._named("Name of the part that differs (Enter: none): ", given) or ""
        return bool(self.title)

    def _share(self) -> bool:
        share = ask_share(self.talk, self.title, Fraction(1, 2))
        self.share = share or 1
        return share is not None

    def _share_beside(self) -> bool:
        shares = ask_beside(self.talk, self.interview, self.title)
        self.shares = shares or []
        return shares is not None

    def _name_rest(self) -> bool:
        usual = REST if composed(self.title) != composed(REST) else LEFT
        name = self._named(f"Name of what is left (Enter: {usual}): ", "", usual)
        self.rest = name or ""
        return name is not None

    def _share_rest(self) -> bool:
        shares = ask_rest(self.talk, (self.title, self.share), self.rest)
        self.shares = shares or []
        return shares is not None

    def _named(self, prompt: str, given: str, usual: str = "") -> str | None:
        """A name that no part has, the usual one for Enter or where it is passed over; None to go back."""
        taken = {composed(part.title) for part in self.interview.parts} | ({composed(self.title)} if usual else set())
        while True:
            text: str | Command = _given(given) or self.talk.ask(prompt, A_NAME)
            given = ""
            if text is Command.BACK:
                return None
            if isinstance(text, Command) or not text:
                return usual
            reason = _refusal(text, taken)
            if reason is None:
                return text
            self.talk.refuse((reason,))

    def _apart(self) -> bool:
        added = self.split()
        self.talk.screen.say(parts_named(added))
        found = questions_apart(added, self.talk)
        self.apart = found or []
        return found is not None


def _given(words: str) -> str:
    """The name that stands behind the key, unless it is one itself."""
    return "" if words.casefold() in NAMES else unquoted(flat(words))


def _refusal(title: str, taken: Iterable[str]) -> str | None:
    """Why this can be no name; None where it can."""
    if composed(title) in taken:
        return "That name is taken."
    if title.isdigit():
        return f"{title} is no name: parts are called by their numbers too."
    return f"A name has at most {TITLE_MAX} characters." if len(title) > TITLE_MAX else None
