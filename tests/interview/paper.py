"""A screen on paper: it reads what a script says, and keeps all that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.interview import moves
from kpo_advisor.interview.driver import Driver
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Interview, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.text.lines import Line


@dataclass
class Paper:
    """Lines to be typed, and what was written so far."""

    lines: list[str]
    written: list[str] = field(default_factory=list)
    dropped: int = 0

    def say(self, paragraphs: Iterable[Line]) -> None:
        self.written += [f"{each.indent}{each.text}" for each in paragraphs]

    def read(self, prompt: str) -> str | None:
        line = self.lines.pop(0) if self.lines else None
        self.written.append(f"{prompt}{'(end)' if line is None else line}")
        return line

    def ranking(self, profile: Profile) -> None:
        self.written.append(f"(the ranking of {len(profile.answers)} answers)")

    def forget_typed(self) -> None:
        self.dropped += 1

    @property
    def text(self) -> str:
        return "\n".join(self.written) + "\n"


@dataclass
class Held:
    """An interview that was held on paper."""

    interview: Interview
    paper: Paper
    ended: bool
    saved: list[Interview]

    @property
    def profile(self) -> Profile:
        return profile_of(self.interview)


def hold(options: Options, *lines: str) -> Held:
    """Hold an interview in which these lines are typed, one after another."""
    paper, saved = Paper(list(lines)), list[Interview]()
    driver = Driver(moves.begin(options), paper, saved.append)
    ended = driver.run()
    return Held(driver.interview, paper, ended, saved)
