"""The commands that an interview shows, to go on or to repeat: as they are typed into a shell."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.interview.drafts.draft import another_output

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands about a profile, with the options of the interview that need to be repeated."""

    output: str
    rules: Sequence[str] = ()
    options: Sequence[str] = ()

    def resume(self, *more: str) -> str:
        """Go on with the draft."""
        return _typed("interview", "--resume", "--output", self.output, *more, *self.rules, *self.options)

    def open(self) -> str:
        """Open the profile, to replace it at the end."""
        return _typed("interview", self.output, *self.rules, *self.options)

    def elsewhere(self, profile: str) -> str:
        """Begin with what is in a profile, and write another."""
        return _typed("interview", profile, "--output", "OTHER.yaml", *self.rules, *self.options)

    def another(self) -> str:
        """Begin with another piece of work."""
        return _typed("interview", "--output", another_output(self.output), *self.rules, *self.options)

    def recommend(self) -> str:
        """Show the result again."""
        return _typed("recommend", self.output, *self.rules)

    def report(self) -> str:
        """Write the document to hand on."""
        return _typed("report", self.output, *self.rules, "--output", "report.html")


def _typed(*words: str) -> str:
    return shlex.join(("kpo-advisor", *words))
