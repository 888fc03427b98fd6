"""The loop of an interview: say what is wanted, read a line, do what it says, keep a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves, pages
from kpo_advisor.interview.help import help_on, how_to_answer
from kpo_advisor.interview.lines import (
    KEYS_DO_NOTHING,
    SHORT,
    Ask,
    Enter,
    Given,
    Refused,
    Wanted,
    flat,
    holds_keys,
    part_named,
    question_named,
    read_line,
)
from kpo_advisor.interview.naming import add_part
from kpo_advisor.interview.review import review
from kpo_advisor.interview.said import GAP, Said, Tone
from kpo_advisor.interview.state import Phase, profile_of
from kpo_advisor.interview.why import why
from kpo_advisor.profiles.fields import TITLE_MAX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile


LONGEST_NOTE = 10_000
"""Characters of all that is noted on one question."""


class Left(Exception):
    """The interview is left before its end."""


class Screen(Protocol):
    """Whoever shows paragraphs and reads lines."""

    def say(self, paragraphs: Iterable[Said]) -> None:
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
                again = self._take(self._read(pages.prompt(self.interview)))
        except Left:
            return False
        return True

    def _read(self, prompt: str) -> str:
        """The next line that holds text alone, whatever it is wanted for."""
        while True:
            line = self.screen.read(prompt)
            if line is None:
                raise Left
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
            case Given(answer):
                return self._move(moves.answered(self.interview, answer))
            case Enter():
                return self._enter()
            case Wanted(ask, words):
                return self._do(ask, words)

    def _title(self, line: str) -> bool:
        title = flat(line)
        if title in ("q", Ask.QUIT):
            raise Left
        if title in ("?", Ask.HELP):
            self.screen.say(how_to_answer(self.interview))
            return True
        if title.casefold() in SHORT:
            return self._refuse((f"{title} is no title; ? shows how to answer, q leaves.",))
        if not title or len(title) > TITLE_MAX:
            return self._refuse((f"A title of 1 to {TITLE_MAX} characters is wanted; any words will do.",))
        return self._move(moves.titled(self.interview, title))

    def _enter(self) -> bool:
        interview = self.interview
        match interview.phase:
            case Phase.OFFER:
                return self._move(moves.reviewed(interview))
            case Phase.REVIEW:
                return self._move(moves.finished(interview))
            case Phase.QUESTION if interview.at is not None and interview.answered(interview.at):
                return self._move(moves.kept(interview))
            case Phase.QUESTION:
                return self._refuse(("Give an answer; or s skips the question, u is unknown, ? is help.",))
        return self._refuse(("Change an answer with e N, or say why both hold with n REASON.",))

    def _do(self, ask: Ask, words: str) -> bool:
        if ask is Ask.QUIT:
            raise Left
        after = self._moved(ask)
        if after is not None:
            return self._move(after)
        match ask:
            case Ask.BACK:
                return self._refuse(("This is where it began.",))
            case Ask.EDIT:
                return self._edit(words)
            case Ask.NOTE:
                return self._note(words)
            case Ask.TITLE:
                return self._retitle(words)
            case Ask.PARTS | Ask.REMOVE | Ask.DIFFERS:
                return self._parts(ask, words)
        return self._show(ask)

    def _moved(self, ask: Ask) -> Interview | None:
        """What a request that needs no words makes of the interview; None where it makes nothing."""
        interview = self.interview
        match ask:
            case Ask.UNKNOWN:
                return moves.answered(interview, None)
            case Ask.SKIP:
                return moves.skipped(interview)
            case Ask.MORE:
                return moves.gone_on(interview)
            case Ask.DONE if interview.phase is Phase.OFFER:
                return moves.reviewed(interview)
            case Ask.DONE:
                return moves.finished(interview)
            case Ask.BACK:
                return moves.back(interview)
        return None

    def _show(self, ask: Ask) -> bool:
        interview = self.interview
        match ask:
            case Ask.HELP:
                self.screen.say(help_on(interview))
            case Ask.WHY if interview.at is not None:
                self.screen.say(why(interview, interview.at))
            case Ask.RANKING:
                self.screen.ranking(profile_of(interview))
            case Ask.ANSWERS:
                self.screen.say(review(interview))
        return interview.phase is not Phase.REVIEW

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
            self.screen.say([Said(f"It is called {title} now.", tone=Tone.GOOD)])
        return False

    def _note(self, words: str) -> bool:
        interview = self.interview
        text = words or flat(self._read("Note (Enter: none): "))
        if not text:
            return False
        if text.casefold() in SHORT:
            return self._refuse((f"{text} is no note; nothing was added.",))
        if text == "-" and interview.at is not None and interview.phase is Phase.QUESTION:
            self._move(moves.note_removed(interview, interview.at.question))
            self.screen.say([Said(f"There is no note on {interview.at.question} now.", tone=Tone.GOOD)])
            return False
        if text == "-":
            return self._refuse(("Say why both hold, as in: n it is declassified in March.",))
        if interview.phase is Phase.CLASH:
            clash = interview.clashes()[0]
            # The note belongs to the answer given last, of those that contradict each other.
            places = pages.clashing(interview, clash)
            last = max(places, key=lambda each: interview.trail.index(each) if each in interview.trail else -1)
            if self._is_too_much(last.question, text):
                return False
            return self._move(moves.accepted(interview, clash, last.question, text))
        assert interview.at is not None  # notes are for questions, and elsewhere refused
        question = interview.at.question
        if self._is_too_much(question, text):
            return False
        self._move(moves.noted(interview, question, text))
        self.screen.say([Said(f"Noted on {question}: {self.interview.notes[question]}", tone=Tone.GOOD)])
        return False

    def _is_too_much(self, question: str, text: str) -> bool:
        """Whether the notes on a question would be longer than can be read back; that is said."""
        is_too_much = len(self.interview.notes.get(question, "")) + 1 + len(text) > LONGEST_NOTE
        if is_too_much:
            self._refuse((f"The notes on one question have at most {LONGEST_NOTE} characters; not added.",))
        return is_too_much

    def _parts(self, ask: Ask, words: str) -> bool:
        interview = self.interview
        if ask is Ask.PARTS:
            return self._move(add_part(interview, words, self._read, self.screen.say))
        if ask is Ask.REMOVE:
            part = part_named(interview, words)
            if isinstance(part, Refused):
                return self._refuse(part.reasons)
            own = interview.parts[part].answers
            if own and not self._is_sure(f"That takes out {', '.join(own)} of this part", "x"):
                return False
            return self._move(moves.part_removed(interview, part))
        if not interview.parts or interview.at is None:
            return self._refuse(("The work has no parts yet; p NAME adds one.",))
        question = interview.at.question
        together = interview.at.part is not None
        if together and question in interview.differing:
            answers = {each.answers[question] for each in interview.parts if question in each.answers}
            if len(answers) > 1 and not self._is_sure("That takes out the answers of the parts to this question", "d"):
                return False
            return self._move(moves.put_together(interview, question))
        return self._move(moves.set_apart(interview, [question]))

    def _is_sure(self, what: str, letter: str) -> bool:
        self.screen.say([Said(f"{what}.", "! ", Tone.WARN)])
        return flat(self._read(f"{letter} again does it, Enter does not: ")).casefold() == letter

    def _move(self, after: Interview) -> bool:
        before, self.interview = self.interview, after
        try:
            self.save(after)
            self.is_saved = True
        except KpoAdvisorError as error:
            self.is_saved = False
            self.screen.say([Said(str(error), "! ", Tone.WARN)])
        self.screen.say(pages.news(before, after))
        return True

    def _refuse(self, reasons: Iterable[str]) -> bool:
        # What was pasted behind a line that is no answer is no answer either.
        self.screen.forget_typed()
        self.screen.say([Said(each, "! ", Tone.WARN) for each in reasons])
        return False
