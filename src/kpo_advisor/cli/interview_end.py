"""How an interview ends: with all that was answered kept, and with the way to go on told."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.cli.failures import say
from kpo_advisor.errors import KpoAdvisorError, cannot_be_written
from kpo_advisor.files.atomic_write import put, put_new
from kpo_advisor.interview.dialogues.talk import Leaving, Talk
from kpo_advisor.interview.drafts.draft import draft_of, named_after, save
from kpo_advisor.interview.drafts.opened import is_as_opened, loses_comments
from kpo_advisor.interview.driver import Driver
from kpo_advisor.interview.state import profile_of
from kpo_advisor.profiles.writing import profile_yaml

if TYPE_CHECKING:
    from kpo_advisor.cli.interview_commands import Commands
    from kpo_advisor.cli.interview_start import Beginning, Start
    from kpo_advisor.interview.dialogues.talk import Screen
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Ending:
    """An interview that is led, with what it began with and the commands to go on with it.

    `output` is where the profile goes, and `start.output` that by which its draft is called.
    """

    driver: Driver
    start: Start
    beginning: Beginning
    commands: Commands
    output: str

    @classmethod
    def of(cls, beginning: Beginning, start: Start, commands: Commands, screen: Screen) -> Ending:
        """The interview on a screen, kept in the draft with each move."""

        def keep(interview: Interview) -> None:
            save(interview, draft_of(start.output), beginning.opened)

        return cls(Driver(beginning.interview, screen, keep), start, beginning, commands, start.output)

    def named(self) -> Ending:
        """The ending with the profile called after its title, where there is another by the name that it had."""
        if self.beginning.opened or not self.start.gives_way:
            return self
        return replace(self, output=named_after(self.driver.interview.title or "", self.start.output))

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing was changed of the profile that was opened."""
        return self.beginning.unchanged == profile_of(self.driver.interview)

    @property
    def replaces(self) -> bool:
        """Whether the profile takes the place of the file that was opened."""
        return bool(self.beginning.opened) and os.path.lexists(self.start.output)

    def is_wanted(self, screen: Screen) -> bool:
        """Whether the profile may be written: it is asked where that replaces the file that was opened."""
        if not self.replaces or self.is_unchanged or self.start.is_forced:
            return True
        output = self.start.output
        told = [f"{output} is replaced by the answers as they are now."]
        if not is_as_opened(output, self.beginning.opened):
            told.append("It was changed since it was opened here, and that is lost.")
        if loses_comments(output):
            told.append("Its comments are lost.")
        try:
            return Talk(screen).is_sure(told)
        except Leaving:
            return False

    @property
    def told(self) -> str:
        """Where the profile is, at the end."""
        output = self.output
        if self.is_unchanged:
            return f"Nothing was changed, and {output} is as it was."
        return f"The profile is in {output}."

    def written(self) -> Profile:
        """The profile, which is now in its file, in the place of the draft.

        Raises KpoAdvisorError where that cannot be done, or where a file came to be there meanwhile that nobody said
        may be written over: the draft stays then, and how to go on is said.
        """
        profile = profile_of(self.driver.interview)
        if not self.is_unchanged:
            self._write(profile_yaml(profile, self.driver.interview.rulebook).encode("utf-8", "backslashreplace"))
        with suppress(OSError):
            Path(draft_of(self.start.output)).unlink()
        return profile

    def _write(self, data: bytes) -> None:
        output, draft = self.output, draft_of(self.start.output)
        try:
            (put if self.start.is_forced or self.replaces else put_new)(output, data)
        except FileExistsError as error:
            left = f"{output} came to be while the interview went on, and was left as it is."
            kept = self._kept("--force")
            if self.driver.is_saved:
                kept += f" (which writes over it); or write another file: {self.commands.elsewhere(draft)}"
            raise KpoAdvisorError(f"{left} {kept}") from error
        except (OSError, ValueError) as error:
            raise KpoAdvisorError(f"{cannot_be_written('profile', output, error)} {self._kept()}") from error

    def _kept(self, *options: str) -> str:
        """Where the answers are, and how to go on, in one line."""
        told = self.told_kept()
        return f"{told} {self.commands.resume(*options)}" if self.driver.is_saved else told

    def told_kept(self) -> str:
        """Where the answers are: in the draft, to be gone on with; or else on the screen, to be copied from there."""
        driver, draft = self.driver, draft_of(self.start.output)
        if not (driver.is_saved and os.path.lexists(draft)):
            driver.is_saved = False
            with suppress(KpoAdvisorError):
                driver.save(driver.interview)
                driver.is_saved = True
        if driver.is_saved:
            return f"All answers are in {draft}. Go on with:"
        from kpo_advisor.cli.output import write

        with suppress(KpoAdvisorError):  # the terminal is gone too
            write("\n" + profile_yaml(profile_of(driver.interview), driver.interview.rulebook))
        before = f"; {draft} holds those before" if os.path.lexists(draft) else ""
        return f"The last answers could not be written to {draft}{before}: they stand above, as a profile to be copied."


def say_how_to_go_on(ending: Ending | None, commands: Commands) -> None:
    """Say where the answers of an interview are that was left before its end; None: it was left before it began."""
    say("")
    if ending is None:
        say("Left. The draft is as it was.")
    elif ending.driver.interview.title is None:
        say("Left before anything was said.")
    elif ending.is_unchanged:
        with suppress(OSError):
            Path(draft_of(commands.output)).unlink()
        say(f"Left. {ending.told}")
    else:
        say(f"Left. {ending.told_kept()}")
        if ending.driver.is_saved:
            say(commands.resume())
