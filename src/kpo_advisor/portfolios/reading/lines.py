"""The lines of a stream, with their numbers: each as text, or as the fault that keeps it from being read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding, Span, UnreadableInput
from kpo_advisor.portable.limits import MAX_BYTES
from kpo_advisor.portable.text import OTHER_MARKS, TextFaults, decode, spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

Numbered = tuple[int, "str | tuple[Finding, ...]"]
"""A line from 1 on, with its end, or its faults."""


def numbered(stream: BinaryIO, file: str, begun: Iterable[bytes] = ()) -> Iterator[Numbered]:
    """The lines that are more than white space. Of one longer than the most that is read, nothing is kept.

    `begun` are the first lines, where they have been read already. Raises UnreadableInput where the first line shows
    that the stream is in another encoding.
    """
    lines = chain(begun, iter(partial(stream.readline, MAX_BYTES + 1), b""))
    for number, data in enumerate(lines, start=1):
        is_too_long = len(data) > MAX_BYTES
        end = data
        while is_too_long and end and not end.endswith(b"\n"):
            end = stream.readline(MAX_BYTES)
        if number == 1 and data.startswith(tuple(mark for mark, _ in OTHER_MARKS)):
            decode(data, TextFaults(file))  # which raises
        if data.strip():
            yield number, _text(data, number, file)


def _text(data: bytes, number: int, file: str) -> str | tuple[Finding, ...]:
    if len(data) > MAX_BYTES:
        message = f"This line is longer than {MAX_BYTES >> 20} MiB, the most that is read."
        return (Finding("too-large", Severity.ERROR, file, spot(number, 1), message),)
    try:
        return decode(data, TextFaults(file))
    except UnreadableInput as error:
        return moved(error.findings, number)


def moved(findings: Sequence[Finding], line: int) -> tuple[Finding, ...]:
    """Faults of a text that begins on some line of a file, with their places in the file."""
    return tuple(replace(finding, span=moved_span(finding.span, line)) for finding in findings)


def moved_span(span: Span | None, line: int) -> Span:
    """A place in a text that begins on some line of a file, as a place in the file; None: the beginning of the text."""
    if span is None:
        return spot(line, 1)
    ends = (replace(end, line=end.line + line - 1) for end in (span.start, span.end))
    return Span(*ends)
