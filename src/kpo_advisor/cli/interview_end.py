"""How an interview ends: with all that was answered kept, and with the way to go on told."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.cli.failures import say
from kpo_advisor.errors import KpoAdvisorError, cannot_be_written
from kpo_advisor.files.atomic_write import put, put_new
from kpo_advisor.interview.draft import draft_of, save
from kpo_advisor.interview.state import profile_of
from kpo_advisor.profiles.writing import profile_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.interview.driver import Driver
    from kpo_advisor.model.profile import Profile


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands that are shown, to go on or to repeat: as they are typed into a shell, with the same options."""

    output: str
    rules: Sequence[str] = ()
    options: Sequence[str] = ()

    def resume(self, *more: str) -> str:
        """Go on with the draft."""
        return _typed("interview", "--resume", "--output", self.output, *more, *self.rules, *self.options)

    def begin_with(self, answers: str) -> str:
        """Begin with the answers of a profile, and write another."""
        return _typed("interview", "--answers", answers, "--output", "OTHER.yaml", *self.rules, *self.options)

    def recommend(self, *more: str) -> str:
        """Show the result again."""
        return _typed("recommend", self.output, *self.rules, *more)


def say_how_to_go_on(driver: Driver, commands: Commands) -> None:
    """Say where the answers of an interview are that was left before its end."""
    say("")
    if driver.interview.title is None:
        say("Left before anything was said.")
    else:
        say(f"Left. {_kept(driver, commands)}")


def written(driver: Driver, commands: Commands, *, is_forced: bool) -> Profile:
    """The profile, which is now in its file, in the place of the draft.

    Raises KpoAdvisorError where that cannot be done, or where a file came to be there meanwhile that nobody said may
    be written over: the draft stays then, and how to go on is said.
    """
    profile, output = profile_of(driver.interview), commands.output
    data = profile_yaml(profile, driver.interview.rulebook).encode("utf-8", "backslashreplace")
    try:
        (put if is_forced else put_new)(output, data)
    except FileExistsError as error:
        left = f"{output} came to be while the interview went on, and was left as it is."
        kept = _kept(driver, commands, "--force")
        if driver.is_saved:
            kept += f" (which writes over it); or write another file: {commands.begin_with(draft_of(output))}"
        raise KpoAdvisorError(f"{left} {kept}") from error
    except (OSError, ValueError) as error:
        raise KpoAdvisorError(f"{cannot_be_written('profile', output, error)} {_kept(driver, commands)}") from error
    with suppress(OSError):
        Path(draft_of(output)).unlink()
    return profile


def _kept(driver: Driver, commands: Commands, *options: str) -> str:
    """Where the answers are: in the draft, with how to go on; or else on the screen, to be copied from there."""
    draft = draft_of(commands.output)
    if not (driver.is_saved and os.path.lexists(draft)):
        driver.is_saved = False
        with suppress(KpoAdvisorError):
            save(driver.interview, draft)
            driver.is_saved = True
    if driver.is_saved:
        return f"All answers are in {draft}. Go on with: {commands.resume(*options)}"
    from kpo_advisor.cli.output import write

    with suppress(KpoAdvisorError):  # the terminal is gone too
        write("\n" + profile_yaml(profile_of(driver.interview), driver.interview.rulebook))
    before = f"; {draft} holds those before" if os.path.lexists(draft) else ""
    return f"The last answers could not be written to {draft}{before}: they stand above, as a profile to be copied."


def _typed(*words: str) -> str:
    return shlex.join(("kpo-advisor", *words))
