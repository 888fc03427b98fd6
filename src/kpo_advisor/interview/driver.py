"""The loop of an interview: say what is wanted, read a line, do what it says, keep a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, Protocol

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.add_activity import add_activity
from kpo_advisor.interview.state import Phase, profile_of
from kpo_advisor.interview.typed.commands import SHORT, Command
from kpo_advisor.interview.typed.line import KEYS_DO_NOTHING, Enter, Refused, Request, TypedAnswer, flat, holds_keys
from kpo_advisor.interview.typed.names import part_named, question_named
from kpo_advisor.interview.typed.reading import read_line
from kpo_advisor.interview.words import pages
from kpo_advisor.interview.words.help import help_on, how_to_answer
from kpo_advisor.interview.words.review import review
from kpo_advisor.interview.words.why import why
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.text.lines import GAP, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile


LONGEST_NOTE = 10_000
"""Characters of all that is noted on one question."""


class _Left(Exception):
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


@dataclass(slots=True)
class Driver:
    """An interview on a screen; `interview` is always the latest, `save` is called with each new one.

    `is_saved`: the last time that worked, so that the latest is kept.
    """

    interview: Interview
    screen: Screen
    save: Callable[[Interview], None]
    is_saved: bool = True

    def run(self) -> bool:
        """Go on to the end; False where it is left before."""
        self.screen.say([*pages.opening(self.interview), GAP])
        again = True
        try:
            while self.interview.phase is not Phase.DONE:
                if again:
                    self.screen.say([GAP, *pages.asked(self.interview)])
                again = self._take(self._read(pages.PROMPTS[self.interview.phase]))
        except _Left:
            return False
        return True

    def _read(self, prompt: str) -> str:
        """The next line that holds text alone, whatever it is wanted for."""
        while True:
            line = self.screen.read(prompt)
            if line is None:
                raise _Left
            if not holds_keys(line):
                return line
            self._refuse(KEYS_DO_NOTHING)

    def _take(self, line: str) -> bool:
        """Do what a line says; whether the page is to be shown after it."""
        if self.interview.phase is Phase.TITLE:
            return self._title(line)
        match read_line(self.interview, line):
            case Refused(reasons):
                return self._refuse(reasons)
            case TypedAnswer(answer):
                return self._move(moves.answered(self.interview, answer))
            case Enter():
                return self._enter()
            case Request() as request:
                return self._do(request)

    def _title(self, line: str) -> bool:
        title = flat(line)
        if title in ("q", Command.QUIT):
            raise _Left
        if title in ("?", Command.HELP):
            self.screen.say(how_to_answer(self.interview))
            return True
        if title.casefold() in SHORT:
            return self._refuse((f"{title} is no title; ? shows how to answer, q leaves.",))
        if not title or len(title) > TITLE_MAX:
            return self._refuse((f"A title of 1 to {TITLE_MAX} characters is wanted; any words will do.",))
        return self._move(moves.titled(self.interview, title))

    def _enter(self) -> bool:
        interview = self.interview
        if interview.phase in (Phase.OFFER, Phase.REVIEW):
            return self._stop()
        if interview.phase is Phase.QUESTION:
            if interview.answered(moves.on_table(interview)):
                return self._move(moves.kept(interview))
            return self._refuse(("Give an answer; or s skips the question, u is unknown, ? is help.",))
        return self._refuse(("Change an answer with e N, or say why both hold with n REASON.",))

    def _do(self, request: Request) -> bool:
        """Do what is asked for; whether the page is to be shown after it."""
        interview, words = self.interview, request.words
        does: dict[Command, Callable[[], bool]] = {
            Command.HELP: lambda: self._show(help_on(interview)),
            Command.WHY: lambda: self._show(why(interview, moves.on_table(interview))),
            Command.BACK: self._back,
            Command.EDIT: lambda: self._edit(words),
            Command.SKIP: lambda: self._move(moves.skipped(interview)),
            Command.UNKNOWN: lambda: self._move(moves.answered(interview, None)),
            Command.NOTE: lambda: self._note(words),
            Command.RANKING: self._rank,
            Command.ANSWERS: lambda: self._show(review(interview)),
            Command.PARTS: lambda: self._move(add_activity(interview, words, self._read, self.screen.say)),
            Command.REMOVE: lambda: self._remove(words),
            Command.DIFFERS: self._differ,
            Command.TITLE: lambda: self._retitle(words),
            Command.MORE: lambda: self._move(moves.gone_on(interview)),
            Command.DONE: self._stop,
            Command.QUIT: self._leave,
        }
        return does[request.command]()

    def _leave(self) -> NoReturn:
        raise _Left

    def _stop(self) -> bool:
        end = moves.reviewed if self.interview.phase is Phase.OFFER else moves.finished
        return self._move(end(self.interview))

    def _back(self) -> bool:
        before = moves.back(self.interview)
        return self._refuse(("This is where it began.",)) if before is None else self._move(before)

    def _show(self, page: Iterable[Line]) -> bool:
        self.screen.say(page)
        return self.interview.phase is not Phase.REVIEW

    def _rank(self) -> bool:
        self.screen.ranking(profile_of(self.interview))
        return self.interview.phase is not Phase.REVIEW

    def _edit(self, words: str) -> bool:
        question = question_named(self.interview, words)
        if isinstance(question, Refused):
            return self._refuse(question.reasons)
        return self._move(moves.edited(self.interview, question))

    def _retitle(self, words: str) -> bool:
        title = words or flat(self._read("Title (Enter keeps it): "))
        if len(title) > TITLE_MAX:
            return self._refuse((f"A title has at most {TITLE_MAX} characters.",))
        if title:
            self._move(moves.titled(self.interview, title))
            self.screen.say([Line(f"It is called {title} now.", tone=Tone.GOOD)])
        return False

    def _note(self, words: str) -> bool:
        interview = self.interview
        text = words or flat(self._read("Note (Enter: none): "))
        if not text:
            return False
        if text.casefold() in SHORT:
            return self._refuse((f"{text} is no note; nothing was added.",))
        if interview.phase is Phase.CLASH:
            return self._accept(text)
        question = moves.on_table(interview).question
        if text == "-":
            self._move(moves.note_removed(interview, question))
            self.screen.say([Line(f"There is no note on {question} now.", tone=Tone.GOOD)])
        elif self._has_room(question, text):
            self._move(moves.noted(interview, question, text))
            self.screen.say([Line(f"Noted on {question}: {self.interview.notes[question]}", tone=Tone.GOOD)])
        return False

    def _accept(self, reason: str) -> bool:
        """The contradiction stands; why is noted on the answer given last, of those that contradict each other."""
        if reason == "-":
            return self._refuse(("Say why both hold, as in: n it is declassified in March.",))
        clash = self.interview.clashes()[0]
        question = max(pages.clashing(self.interview, clash), key=self.interview.last_on_table).question
        if not self._has_room(question, reason):
            return False
        return self._move(moves.accepted(self.interview, clash, question, reason))

    def _has_room(self, question: str, text: str) -> bool:
        """Whether the notes on a question can be read back with one more; it is said where not."""
        if len(self.interview.notes.get(question, "")) + 1 + len(text) <= LONGEST_NOTE:
            return True
        return self._refuse((f"The notes on one question have at most {LONGEST_NOTE} characters; not added.",))

    def _remove(self, words: str) -> bool:
        interview = self.interview
        part = part_named(interview, words)
        if isinstance(part, Refused):
            return self._refuse(part.reasons)
        own = interview.parts[part].answers
        if own and not self._is_sure(f"That takes out {', '.join(own)} of this part", "x"):
            return False
        return self._move(split.part_removed(interview, part))

    def _differ(self) -> bool:
        """The parts answer the question on the table each for itself, or together again."""
        interview = self.interview
        if not interview.parts:
            return self._refuse(("The work has no parts yet; p NAME adds one.",))
        place = moves.on_table(interview)
        if place.part is None or place.question not in interview.differing:
            return self._move(split.set_apart(interview, [place.question]))
        answers = {part.answers[place.question] for part in interview.parts if place.question in part.answers}
        if len(answers) > 1 and not self._is_sure("That takes out the answers of the parts to this question", "d"):
            return False
        return self._move(split.put_together(interview, place.question))

    def _is_sure(self, what: str, letter: str) -> bool:
        self.screen.say([Line(f"{what}.", "! ", Tone.WARN)])
        return flat(self._read(f"{letter} again does it, Enter does not: ")).casefold() == letter

    def _move(self, after: Interview) -> bool:
        before, self.interview = self.interview, after
        try:
            self.save(after)
            self.is_saved = True
        except KpoAdvisorError as error:
            self.is_saved = False
            self.screen.say([Line(str(error), "! ", Tone.WARN)])
        self.screen.say(pages.news(before, after))
        return True

    def _refuse(self, reasons: Iterable[str]) -> bool:
        # What was pasted behind a line that is no answer is no answer either.
        self.screen.forget_typed()
        self.screen.say([Line(reason, "! ", Tone.WARN) for reason in reasons])
        return False
