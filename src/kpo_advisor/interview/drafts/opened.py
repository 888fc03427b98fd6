"""The file of a profile that an interview opened, to replace it at its end: whether it is still what it was."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.text_file import parse_document, read_bytes
from kpo_advisor.portable.tree import scalars

if TYPE_CHECKING:
    from kpo_advisor.files.text_file import TextFile

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def fingerprint_of(path: str) -> str:
    """What tells the bytes of a file from all others. Raises KpoAdvisorError where it cannot be read."""
    return sha256(read_bytes(path, only_looks=True)).hexdigest()


def is_as_opened(path: str, opened: str) -> bool:
    """Whether a file still has the bytes of this fingerprint; it has not where it cannot be read."""
    try:
        return fingerprint_of(path) == opened
    except KpoAdvisorError:
        return False


def loses_comments(path: str) -> bool:
    """Whether there are comments in a file of YAML, which are lost where it is replaced."""
    try:
        return has_comments(parse_document(read_bytes(path, only_looks=True), path, json=False))
    except KpoAdvisorError:
        return False


def has_comments(document: TextFile) -> bool:
    """Whether there are comments in YAML that has been read: a `#` outside all values and keys."""
    text = document.data.decode("utf-8-sig", "replace")
    lines = [line.start() for line in _LINE.finditer(text)]
    spans = (scalar.span for scalar in scalars(document.root, with_keys=True) if scalar.span is not None)
    at, outside = 0, []
    for span in sorted(spans):
        begin, end = (lines[place.line - 1] + place.column - 1 for place in (span.start, span.end))
        outside.append(text[at:begin])
        at = max(at, end)
    return "#" in "".join([*outside, text[at:]])


def check_replaceable(path: str) -> None:
    """Raise KpoAdvisorError where a file that was opened cannot be replaced at the end."""
    if not os.path.isfile(path):  # noqa: PTH113  pathlib raises for a name that is too long
        raise KpoAdvisorError(f"{path} is no file that can be replaced; write another with --output FILE.")
    if not os.access(path, os.W_OK):
        raise KpoAdvisorError(f"{path} may not be written; write another with --output FILE.")
