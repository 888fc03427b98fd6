"""What a reader or a check reports about a file: data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

TreePath = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists counted from 0."""

TOO_MANY = "too-many-faults"
"""The slug of the finding that says how many more there are in a file than are told."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text from `start` up to but not including `end`."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, and what stands there."""

    file: str
    span: Span | None
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark about one place in one file.

    `slug` is a stable name such as `duplicate-key`; `span` is None where a file has no place to
    point to (it is missing, or is JSON, where `path` says where); `path` is the way from the top of
    the file to the value, as keys and list positions counted from 0. `hint` says what to do, often
    "did you mean …?". `related` are other places, such as the second rule of a pair. `witness` is the text of
    a profile, in YAML and ready to run, for which what the finding says can be seen. `more` is the number of
    further findings of the file that this one, TOO_MANY, stands for; of any other it is 0.
    """

    slug: str
    severity: Severity
    file: str
    span: Span | None
    message: str
    hint: str | None = None
    path: TreePath = ()
    related: tuple[Related, ...] = ()
    witness: str | None = None
    more: int = 0

    @property
    def place(self) -> tuple[str, int, int, bool, str, str]:
        """Sort key: file, line, column, slug, message.

        A finding without a span comes first in its file; one that counts others comes last at its place.
        """
        start = self.span.start if self.span else Position(0, 0)
        return (self.file, start.line, start.column, self.more > 0, self.slug, self.message)

    def one_line(self) -> str:
        """`file:line:column: message (hint) [slug]`, unescaped; the file alone where there is no span."""
        where = f"{self.file}:{self.span.start.line}:{self.span.start.column}" if self.span else self.file
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.message}{hint} [{self.slug}]"


class UnreadableInput(KpoAdvisorError):
    """Files were given that cannot be read as what they should be.

    `findings` holds every fault of every file, in the order of file, line and column.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(findings, key=lambda finding: finding.place))
        super().__init__("\n".join(finding.one_line() for finding in self.findings))

    def __reduce__(self) -> tuple[type[UnreadableInput], tuple[tuple[Finding, ...]]]:
        """Pickle by the findings, not by the message, so that worker processes can raise it."""
        return (type(self), (self.findings,))


@dataclass(frozen=True, slots=True)
class FaultGiven:
    """A fault of a profile: where it is, what it is, and what to do.

    `line` and `column` count from 1; None where the file has no such place. `path` is the way from the top of the file
    to the value.
    """

    slug: str
    file: str
    line: int | None
    column: int | None
    path: TreePath
    message: str
    hint: str | None

    @classmethod
    def of(cls, finding: Finding) -> FaultGiven:
        """A finding without what only lint says of it."""
        start = finding.span.start if finding.span else None
        line, column = (start.line, start.column) if start else (None, None)
        return cls(finding.slug, finding.file, line, column, finding.path, finding.message, finding.hint)


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in place of a recommendation, among those of several profiles, for one that could not be read."""

    schema: str
    file: str
    faults: tuple[FaultGiven, ...]

    @classmethod
    def of(cls, schema: str, file: str, findings: Sequence[Finding]) -> Unread:
        """What is said of a file whose faults are these, in their order."""
        return cls(schema, file, tuple(map(FaultGiven.of, sorted(findings, key=lambda finding: finding.place))))
