"""Collecting the faults of one text while it is read, with a bound on how many."""

from __future__ import annotations

from typing import Final, NoReturn

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.model.finding import Finding, Position, Severity, Span
from kpo_advisor.reading.bound import too_many
from kpo_advisor.reading.limits import MAX_FAULTS


def spot(line: int, column: int) -> Span:
    """The span of one character; line and column from 1."""
    return Span(Position(line, column), Position(line, column + 1))


def span_at(text: str, index: int) -> Span:
    """The span of the character at `index`, counting lines by LF, CR LF and CR."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return spot(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


class TextFaults:
    """The faults of one file so far; past the bound they are only counted."""

    def __init__(self, file: str) -> None:
        self.file: Final = file
        self._findings: list[Finding] = []
        self._more = 0

    def add(
        self,
        code: str,
        span: Span | None,
        message: str,
        hint: str | None = None,
        path: tuple[str | int, ...] = (),
    ) -> None:
        """Note a fault and go on."""
        if len(self._findings) < MAX_FAULTS:
            self._findings.append(Finding(code, Severity.ERROR, self.file, span, message, hint, path))
        else:
            self._more += 1

    def stop(
        self,
        code: str,
        span: Span | None,
        message: str,
        hint: str | None = None,
        path: tuple[str | int, ...] = (),
    ) -> NoReturn:
        """Note a fault after which nothing more can be read, and raise all."""
        # The fault that ends the reading is worth more than one past the bound: it is always kept.
        finding = Finding(code, Severity.ERROR, self.file, span, message, hint, path)
        raise UnreadableInput([*self._findings, finding, *self._note()])

    def raise_if_any(self) -> None:
        """Raise UnreadableInput with every fault noted, if there is one."""
        if self._findings:
            raise UnreadableInput([*self._findings, *self._note()])

    def _note(self) -> list[Finding]:
        if not self._more:
            return []
        shown = len(self._findings)
        return [too_many(self.file, Severity.ERROR, self._findings[-1].span, shown, self._more)]
