"""The loop of an interview: say what is wanted, read a line, do what it says, keep a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview.dialogues.add_activity import add_activity
from kpo_advisor.interview.dialogues.apart import apart_or_together, part_taken_out
from kpo_advisor.interview.dialogues.notes import noted, noted_on, too_long
from kpo_advisor.interview.dialogues.talk import Leaving, Talk
from kpo_advisor.interview.dialogues.titles import retitled, titled
from kpo_advisor.interview.foresight import looked_ahead
from kpo_advisor.interview.state import Phase, profile_of
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Enter, Refused, Request, TypedAnswer, number_in
from kpo_advisor.interview.typed.names import question_named
from kpo_advisor.interview.typed.reading import read_line
from kpo_advisor.interview.words import pages
from kpo_advisor.interview.words.help import again, help_on, help_on_title, keys, only_about, suggested
from kpo_advisor.interview.words.review import answers_on_screens, review
from kpo_advisor.interview.words.why import why
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.text.lines import GAP, Line, Tone
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.interview.dialogues.talk import Screen
    from kpo_advisor.interview.state import Interview


MOST_SCREENS = 99
"""Screens of answers that can be named."""


@dataclass(slots=True)
class Driver:
    """An interview on a screen; `interview` is always the latest, `save` is called with each new one.

    `is_saved`: the last time that worked, so that the latest is kept. `_instead` is what the line before may have
    meant; Enter takes it. `_screen` is that of the answers which was shown last when they were looked through, and
    `_is_last` whether none follows.
    """

    interview: Interview
    screen: Screen
    save: Callable[[Interview], None]
    is_saved: bool = True
    talk: Talk = field(init=False)
    _instead: str | None = None
    _screen: int = 1
    _is_last: bool = True

    def __post_init__(self) -> None:
        self.talk = Talk(self.screen)

    def run(self) -> bool:
        """Go on to the end; False where it is left before."""
        self.screen.say([*pages.opening(self.interview), GAP])
        again = True
        try:
            while self.interview.phase is not Phase.DONE:
                if again:
                    self.screen.say([GAP, *self._page()])
                    self._look_ahead()
                again = self._title() if self.interview.phase is Phase.TITLE else self._line()
        except Leaving:
            return False
        return True

    def _page(self) -> Iterable[Line]:
        """What is wanted next; of all answers the screen that was shown before."""
        if self.interview.phase is not Phase.REVIEW:
            return pages.asked(self.interview)
        found = answers_on_screens(self.interview)
        self._screen = min(self._screen, len(found))
        self._is_last = self._screen == len(found)
        return found[self._screen - 1]

    def _prompt(self) -> str:
        goes_on = self.interview.phase is Phase.REVIEW and not self._is_last
        return pages.MORE_ANSWERS if goes_on else pages.prompt(self.interview)

    def _look_ahead(self) -> None:
        """Look while the page is read whether the end may be offered soon."""
        if self.interview.phase is Phase.QUESTION:
            self.interview = looked_ahead(self.interview)

    def _title(self) -> bool:
        prompt = pages.prompt(self.interview)
        return self._settle(titled(self.interview, self.talk.ask(prompt, list(help_on_title()))))

    def _line(self) -> bool:
        """Do what the next line says; whether the page is to be shown after it."""
        line = self.talk.read(self._prompt())
        instead, self._instead = self._instead, None
        is_meant = instead is not None and not line.strip()
        match read_line(self.interview, instead if is_meant and instead is not None else line):
            case Refused() as refused:
                return self._refuse(
                    self._with_guess(refused, line), more=suggested(self.interview, line, refused.fitting)
                )
            case TypedAnswer() as typed:
                return self._answer(typed, is_told=typed.is_read or is_meant)
            case Enter():
                return self._enter()
            case Request() as request:
                return self._do(request)

    def _with_guess(self, refused: Refused, line: str) -> Refused:
        """What was refused, with the one choice that it is about, where there is no better guess."""
        about = only_about(self.interview, line) if refused.instead is None and not refused.fitting else None
        if about is None:
            return refused
        return Refused((*refused.reasons, f'Did you mean "{about}"?'), instead=about)

    def _answer(self, typed: TypedAnswer, *, is_told: bool) -> bool:
        """Take an answer, with the note behind it; what was understood is told where it was not named outright."""
        place = moves.on_table(self.interview)
        question = self.interview.rulebook.questions[place.question]
        before = self._with_note(typed.note)
        if isinstance(before, Refused):
            return self._refuse(before)
        if is_told:
            self.talk.told(f"Understood as {answer_label(question, typed.answer)}.")
        if typed.note:
            self.talk.told(noted_on(before, place.question))
        return self._move(moves.answered(before, typed.answer))

    def _with_note(self, note: str) -> Interview | Refused:
        """The interview with a note on the question on the table."""
        if not note:
            return self.interview
        question = moves.on_table(self.interview).question
        return too_long(self.interview, question, note) or moves.noted(self.interview, question, note)

    def _enter(self) -> bool:
        interview = self.interview
        if interview.phase is Phase.REVIEW and not self._is_last:
            self._screen += 1
            return True
        if interview.phase in (Phase.OFFER, Phase.REVIEW):
            return self._stop()
        if interview.phase is Phase.QUESTION:
            if interview.answered(moves.on_table(interview)):
                return self._move(moves.kept(interview))
            return True  # the question again
        return self._refuse(Refused(("Change an answer by its number, or say why both hold with n REASON.",)))

    def _do(self, request: Request) -> bool:
        """Do what is asked for; whether the page is to be shown after it."""
        interview, words = self.interview, request.words
        does: dict[Command, Callable[[], bool]] = {
            Command.HELP: lambda: self._tell(help_on(interview, words)),
            Command.KEYS: lambda: self._tell(keys(interview)),
            Command.WHY: lambda: self._tell(why(interview, moves.on_table(interview))),
            Command.BACK: self._back,
            Command.EDIT: lambda: self._edit(words),
            Command.SKIP: lambda: self._skip(words),
            Command.CLEAR: self._clear,
            Command.UNKNOWN: lambda: self._answer(TypedAnswer(None, words), is_told=False),
            Command.NOTE: lambda: self._beside(noted(interview, words, self.talk)),
            Command.RANKING: self._rank,
            Command.ANSWERS: lambda: self._answers(words),
            Command.PARTS: lambda: self._move(add_activity(interview, words, self.talk)),
            Command.REMOVE: lambda: self._settle(part_taken_out(interview, words, self.talk), "x"),
            Command.DIFFERS: self._differ,
            Command.TITLE: lambda: self._beside(retitled(interview, words, self.talk)),
            Command.MORE: self._more,
            Command.DONE: self._stop,
            Command.QUIT: self._leave,
        }
        return does[request.command]()

    def _leave(self) -> NoReturn:
        raise Leaving

    def _stop(self) -> bool:
        end = moves.reviewed if self.interview.phase is Phase.OFFER else moves.finished
        return self._move(end(self.interview))

    def _more(self) -> bool:
        """What makes the report fuller, or what the conditions are about, is asked."""
        asks = moves.asked_about_conditions if self.interview.is_conditional else moves.gone_on
        return self._move(asks(self.interview))

    def _back(self) -> bool:
        before = moves.back(self.interview)
        return self._settle(Refused(("This is where it began.",)) if before is None else before)

    def _skip(self, note: str) -> bool:
        """Leave a question unasked, a contradiction as it is, or the end for later."""
        interview = self.interview
        if interview.phase is Phase.CLASH:
            self.talk.told("Both answers stand for now; the report says that they contradict each other.")
            return self._move(moves.left_standing(interview, interview.clashes()[0]))
        if interview.phase is Phase.OFFER:
            goes_on = moves.declined if interview.is_conditional else moves.gone_on
            return self._move(goes_on(interview))
        place, before = moves.on_table(interview), self._with_note(note)
        if isinstance(before, Refused):
            return self._refuse(before)
        if note:
            self.talk.told(noted_on(before, place.question))
        if interview.answered(place):
            self.talk.told("The answer stays as it is; c takes it out.")
            return self._move(moves.kept(before))
        return self._move(moves.skipped(before))

    def _clear(self) -> bool:
        """Take the answer on the table out; the question stays unasked."""
        place = moves.on_table(self.interview)
        if not self.interview.answered(place):
            return self._refuse(Refused(("There is no answer here to take out; s leaves the question unasked.",)))
        self.talk.told(f"The answer to {quoted(self.interview.rulebook.questions[place.question].label)} is taken out.")
        return self._move(moves.skipped(self.interview))

    def _tell(self, page: Iterable[Line]) -> bool:
        # The page again would push it off the screen.
        self.screen.say([*page, *again(self.interview)])
        return False

    def _answers(self, words: str) -> bool:
        """Show all answers, the screen of that number; it is gone on from there where they are looked through."""
        if self.interview.phase is not Phase.REVIEW:
            return self._tell(review(self.interview, words))
        self._screen = number_in(words, MOST_SCREENS) or 1
        return True

    def _rank(self) -> bool:
        self.screen.ranking(profile_of(self.interview))
        return self._tell([])

    def _edit(self, words: str) -> bool:
        question = question_named(self.interview, words)
        return self._settle(question if isinstance(question, Refused) else moves.edited(self.interview, question), "e")

    def _differ(self) -> bool:
        """The parts answer the question on the table each for itself, or together again."""
        if not self.interview.parts:
            return self._refuse(Refused(("The work has no parts yet; p NAME adds one.",)))
        return self._settle(apart_or_together(self.interview, moves.on_table(self.interview), self.talk))

    def _settle(self, after: Interview | Refused | None, key: str = "") -> bool:
        """Go on to what came of a line, where anything did; `key` stands before what may have been meant."""
        if isinstance(after, Refused):
            return self._refuse(after, key)
        return after is not None and self._move(after)

    def _beside(self, after: Interview | Refused | None) -> bool:
        """What came of a line that leaves the page as it is, unless something else is on the table then."""
        before = self.interview
        self._settle(after)
        return (before.phase, before.at) != (self.interview.phase, self.interview.at)

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

    def _refuse(self, refused: Refused, key: str = "", more: Iterable[Line] = ()) -> bool:
        reasons = refused.reasons
        if refused.instead is not None:
            self._instead = f"{key} {refused.instead}".strip()
            reasons = (*reasons[:-1], f"{reasons[-1]} Enter takes it.")
        self.talk.refuse(reasons)
        self.screen.say(more)
        return False
