"""The failures that are shown as they are, and how bad: those a user can cause, and one bug of ours to be reported.

Everything else that is raised is a bug.
"""

from __future__ import annotations

from enum import StrEnum


class KpoAdvisorError(Exception):
    """Something the user gave cannot be used; the message is fit to be shown as it is."""


def reason_of(error: OSError | ValueError) -> str:
    """Why the system refused, in its words."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def cannot_be_written(what: str, path: object, error: OSError | ValueError) -> KpoAdvisorError:
    """What is said where the system refuses to write a file."""
    return KpoAdvisorError(f"The {what} cannot be written to {path}: {reason_of(error)}.")


class Disagreement(KpoAdvisorError):
    """Engine and solver, which check each other, say different things: a bug of ours, and nothing is answered."""


class Severity(StrEnum):
    """How bad a finding is: an error stops the file from being used, a warning and a mere information do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
