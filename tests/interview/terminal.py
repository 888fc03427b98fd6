"""A terminal window in which an interview runs, for somebody who reads the screen and types."""

from __future__ import annotations

import os
import re
import shlex
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
from rich.cells import cell_len

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer

RULEBOOK = load_rulebook()
QUESTIONS = list(RULEBOOK.questions)
EXAMPLES = Path(__file__).parents[2] / "examples"
OVERLAY = str(EXAMPLES / "firm-overlay")
PAYROLL = load_profile(EXAMPLES / "payroll.yaml", RULEBOOK)
KNOWN = PAYROLL.answers
COMPLETE = ("--answers", str(EXAMPLES / "payroll.yaml"))
WIDE = "給与計算の外部委託 für Büros"
COMBINING = "as cafe\u0301 and Bu\u0308ro say"
COMMAND = [sys.executable, "-m", "kpo_advisor"]
TITLE, ASKS, CLASHES = "Title: ", "> ", "A number, or n REASON: "
ON_CONDITIONS = "Enter stops, m asks just that, s goes on: "
OFFERS, REVIEWS = "Enter stops, m goes on: ", "Enter takes it so, a number changes that answer: "
ANSWERS = "Enter shows the next, a number changes an answer: "
NOTE, PARTS, SHARE = "Note (Enter: none): ", "Numbers as 3,7 (Enter: none): ", "Share (Enter: 50%): "
SURE = "y does it, Enter does not: "
NAMING = rf"(?:Name of|Out of|Title)[^\n]*\(Enter[^\n]*\): |Share(?: \(Enter: [^\n]*\))?: |{SURE}"
FIXED = (TITLE, ASKS, CLASHES, ON_CONDITIONS, OFFERS, REVIEWS, ANSWERS, NOTE, PARTS, SHARE)
PROMPT = re.compile(rf"(?:\A|\n)({'|'.join(map(re.escape, FIXED))}|{NAMING})\Z")
ON_THE_TABLE = re.compile(
    r"\basked\b(?:[^.]*?\s(\d+)\s+more\b)?[^.]*?\n(?:For (?:all parts[^\n]+|the part: ([^\n]+))\n)?\d+\. ([^\n]+)"
)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
PATIENCE = 120
"""Seconds that no step takes, however busy the machine is."""


class Window:
    """A terminal window in which the command runs.

    `raw` is all that was written to the window, `shown` what was since the last line typed, without colours.
    `prompt` is what stands before the line that is wanted; empty, and `code` is there, once the command has ended.
    """

    def __init__(self, *arguments: str, columns: int = 80, folder: str = "", **environment: str) -> None:
        self.child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            env={**os.environ, "TERM": "xterm-256color", **environment},
            cwd=folder or None,
            dimensions=(40, columns),
            encoding="utf-8",
            codec_errors="surrogateescape",
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = 0
        self.raw = self.shown = self.prompt = ""
        self.code: int | None = None
        self._wait()

    def type(self, line: str | bytes) -> str:
        """Type a line and Enter; what is shown until another is wanted, with the line as the terminal echoes it."""
        return self.press((line if isinstance(line, str) else line.decode("utf-8", "surrogateescape")) + "\r")

    def press(self, keys: str) -> str:
        """Press keys; what is shown until a line is wanted or the command has ended."""
        assert self.code is None, self.raw
        self.child.send(keys)
        return self._wait()

    def kill(self, by: int) -> None:
        """Send a signal, and wait until the command has ended."""
        self.child.kill(by)
        self._wait()

    def close(self) -> None:
        """Close the window, as one does with the mouse, and wait until the command has ended."""
        self.child.ptyproc.fileobj.close()
        self._end()

    def _wait(self) -> str:
        ended = self.child.expect([PROMPT, pexpect.EOF]) == 1
        read = self.child.before if ended else self.child.before + self.child.after
        self.raw += read
        self.shown = _seen(read)
        if ended:
            self._end()
        else:
            self.prompt = self.child.match[1]
        return self.shown

    def _end(self) -> None:
        self.child.wait()
        self.child.close()
        self.prompt, self.code = "", self.child.exitstatus

    @property
    def question(self) -> str:
        """The id of the question on the table."""
        begins = self._table()[3]
        (found,) = (question.id for question in RULEBOOK.questions.values() if question.ask.startswith(begins))
        return found

    @property
    def part(self) -> str | None:
        """The part that the question on the table is about, None for the whole."""
        return self._table()[2]

    @property
    def most(self) -> int:
        """How many more questions there are at most."""
        return int(self._table()[1] or 0)

    def _table(self) -> re.Match[str]:
        assert self.prompt == ASKS, self.raw
        *_, last = ON_THE_TABLE.finditer(_seen(self.raw))
        return last

    def answer(self, answer: Answer) -> None:
        """Answer the question on the table, every other one by number; None is unknown."""
        if isinstance(answer, Fraction):
            self.type(number(answer))
        elif answer is None:
            self.type("u")
        else:
            assert isinstance(answer, str | tuple), "narrowed answers are not typed"
            chosen = (answer,) if isinstance(answer, str) else answer
            ids = RULEBOOK.questions[self.question].choice_ids
            by_number = QUESTIONS.index(self.question) % 2
            self.type(",".join(str(ids.index(each) + 1) if by_number else each for each in chosen))

    def answer_all(self, answers: Mapping[str, Answer], most: int | None = None) -> dict[str, Answer]:
        """Answer what is asked, or so many at most, until something else is wanted; what was answered.

        What has no answer is unknown. An end on conditions is declined.
        """
        given: dict[str, Answer] = {}
        while self.prompt in (ASKS, ON_CONDITIONS) and len(given) != most:
            if self.prompt == ON_CONDITIONS:
                self.type("s")
                continue
            given[self.question] = answers.get(self.question)
            self.answer(given[self.question])
        return given

    def finish(self) -> None:
        """Know no more answers, and take everything as it stands."""
        while self.code is None:
            self.type({ASKS: "u", SURE: "y", CLASHES: "s"}.get(self.prompt, ""))

    def look_through(self) -> Window:
        """Go to the last screen of all answers, where they are looked through."""
        while self.prompt == ANSWERS:
            self.type("")
        assert self.prompt == REVIEWS
        return self

    def written(self) -> list[str]:
        """The lines that the command wrote since the last line typed: without its echo, and without the prompt."""
        return self.shown.removesuffix(self.prompt).split("\n")[1:]

    def widest(self) -> int:
        """The columns that the widest of these lines takes, paths and commands to be copied aside."""
        copied = ("kpo-advisor ", "The profile is in ")
        return max(cell_len(each) for each in self.written() if not any(words in each for words in copied))

    def command(self, said: str, until: str = r"\n") -> list[str]:
        """The arguments of the command that is shown behind these words, as a shell understands them."""
        found = re.search(rf"{said}:\s+kpo-advisor ([^\n]*?){until}", self.shown)
        assert found is not None, self.raw
        return shlex.split(found[1])


def _seen(raw: str) -> str:
    return STYLE.sub("", raw).replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that is interviewed about, by where its profile goes: a folder of its own."""

    output: Path

    @property
    def draft(self) -> Path:
        return self.output.with_name(f"{self.output.name}.draft")

    def interview(self, *options: str, columns: int = 80, **environment: str) -> Window:
        return Window("interview", "--output", str(self.output), *options, columns=columns, **environment)

    def files(self) -> set[str]:
        """The names of all files there are."""
        return {each.name for each in self.output.parent.iterdir()}

    def drafted(self) -> Profile:
        """The profile in the draft."""
        return load_profile(self.draft, RULEBOOK)

    def written(self) -> Profile:
        """The profile that was written; of the interview nothing else is left."""
        assert self.files() == {self.output.name}
        return load_profile(self.output, RULEBOOK)
