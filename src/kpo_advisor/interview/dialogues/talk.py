"""Asking for one line, at a prompt where help, back, skip and leave do what they do everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kpo_advisor.interview.typed.commands import NAMES, Command
from kpo_advisor.interview.typed.line import KEYS_DO_NOTHING, flat, holds_keys, unquoted
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.profile import Profile

KEYS_HERE = "b goes back, s passes this over, q saves and leaves. In quotes a key is text."
AS_IT_IS = "It stays as it is."
YES_OR_NO = "y does it; Enter, n, b or s leaves it as it is; q saves and leaves."
SURE = "y does it, Enter does not: "
_YES, _NO = frozenset(("y", "yes")), frozenset(("", "n", "no"))


class Leaving(Exception):
    """The interview is left before its end."""


class Screen(Protocol):
    """Whoever shows paragraphs and reads lines."""

    def say(self, paragraphs: Iterable[Line]) -> None:
        """Show paragraphs."""

    def read(self, prompt: str) -> str | None:
        """One line as it was typed, without its end; None at the end of the input."""

    def ranking(self, profile: Profile) -> None:
        """Show the ranking of a profile."""

    def forget_typed(self) -> None:
        """Forget lines that were typed or pasted ahead."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Questions beside those of the questionnaire, on a screen. Each raises Leaving where the interview is left."""

    screen: Screen

    def read(self, prompt: str) -> str:
        """The next line that holds text alone, whatever it is wanted for."""
        while True:
            line = self.screen.read(prompt)
            if line is None:
                raise Leaving
            if not holds_keys(line):
                return line
            self.refuse(KEYS_DO_NOTHING)

    def ask(self, prompt: str, wanted: str | Sequence[Line]) -> str | Command:
        """What is typed, empty for Enter alone; or that one goes back or passes it over. Help says what is wanted.

        That is with the keys, which can also be shown alone.
        """
        while True:
            text = flat(self.read(prompt))
            command = NAMES.get(text.casefold())
            if command is None:
                return unquoted(text)
            if command in (Command.BACK, Command.SKIP):
                return command
            said = [Line(wanted)] if isinstance(wanted, str) else wanted
            said = [] if command is Command.KEYS else said
            self._do(command, text, [*said, Line(KEYS_HERE, tone=Tone.FAINT)])

    def is_sure(self, what: Iterable[str]) -> bool:
        """Whether what is said is to be done, y or n; going back or passing over does not do it."""
        said = list(what)
        self.screen.say([Line(sentence, "! ", Tone.WARN) for sentence in said])
        while True:
            text = flat(self.read(SURE)).casefold()
            command = NAMES.get(text)
            if text in _YES:
                return True
            if text in _NO or command in (Command.BACK, Command.SKIP):
                self.told(AS_IT_IS)
                return False
            if command is None:
                self.refuse((f"{quoted(text)} is not understood here. {YES_OR_NO}",))
            else:
                self._do(command, text, [*map(Line, said), Line(YES_OR_NO, tone=Tone.FAINT)])

    def refuse(self, reasons: Iterable[str]) -> None:
        """Say why a line was not taken; what was pasted behind it is no answer either."""
        self.screen.forget_typed()
        self.screen.say([Line(reason, "! ", Tone.WARN) for reason in reasons])

    def told(self, *sentences: str) -> None:
        """Say what was done."""
        self.screen.say([Line(sentence, tone=Tone.GOOD) for sentence in sentences])

    def _do(self, command: Command, text: str, help_here: Iterable[Line]) -> None:
        if command is Command.QUIT:
            raise Leaving
        if command in (Command.HELP, Command.KEYS):
            self.screen.say(help_here)
        else:
            self.refuse((f"{quoted(text)} is a key that does nothing here; ? is help. As text, put it in quotes.",))
