"""The failures that are shown as they are: those a user can cause, and one bug of ours that has to be reported.

Everything else that is raised is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.finding import Finding


class KpoAdvisorError(Exception):
    """Something the user gave cannot be used; the message is fit to be shown as it is."""


def reason_of(error: OSError | ValueError) -> str:
    """Why the system refused, in its words."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


class Disagreement(KpoAdvisorError):
    """Engine and solver, which check each other, say different things: a bug of ours, and nothing is answered."""


class UnreadableInput(KpoAdvisorError):
    """Files were given that cannot be read as what they should be.

    `findings` holds every fault of every file, in the order of file, line and column.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(findings, key=lambda each: each.place))
        super().__init__("\n".join(finding.one_line() for finding in self.findings))

    def __reduce__(self) -> tuple[type[UnreadableInput], tuple[tuple[Finding, ...]]]:
        """Pickle by the findings, not by the message, so that worker processes can raise it."""
        return (type(self), (self.findings,))
