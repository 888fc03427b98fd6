"""Comments that suppress findings: `# kpo: ignore[KPO301] why it is right here`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.lint.codes import UNKNOWN, UNUSED, WITHOUT_REASON, code_of, known
from kpo_advisor.model.finding import Finding, Position, Severity, Span
from kpo_advisor.reading.suggest import did_you_mean
from kpo_advisor.reading.tree import Listing, Scalar
from kpo_advisor.reading.tree import Mapping as Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kpo_advisor.reading.source import Document
    from kpo_advisor.reading.tree import Node

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*kpo:[ \t]*ignore(?:\[(?P<names>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_ONLY_COMMENT = re.compile(r"[ \t]*(?:#.*)?\Z")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_FORM = "Write # kpo: ignore[CODE] and why."


@dataclass(slots=True)
class _Suppression:
    """One comment: where it stands, which lines it is about, what it names, and what of that was used."""

    file: str
    span: Span
    lines: frozenset[int]
    names: tuple[str, ...]
    reason: str
    used: set[str] = field(default_factory=set)


def suppress(
    findings: Iterable[Finding], documents: Iterable[Document], judged: Collection[str], own: Collection[str]
) -> tuple[list[Finding], int]:
    """The findings that no comment suppresses, with those about the comments, and how many were suppressed.

    A comment is about its own line, and where it stands alone, about the next line that is no comment. Faults
    that stop a file from being used cannot be suppressed. Only comments in the files `own` are remarked upon.
    `judged` are the slugs that were looked for: a suppression of any other is not called unused.
    """
    by_file = {document.file: list(_comments(document)) for document in documents}
    left, count = [], 0
    for finding in findings:
        if _is_suppressed(finding, by_file.get(finding.file, ())):
            count += 1
        else:
            left.append(finding)
    for file, comments in by_file.items():
        for each in comments if file in own else ():
            left.extend(_about(each, judged))
    return left, count


def _is_suppressed(finding: Finding, comments: Sequence[_Suppression]) -> bool:
    code = code_of(finding.code)
    if finding.span is None or (code.startswith("KPO0") and finding.severity is Severity.ERROR):
        return False
    for each in comments:
        names = {code, finding.code} & set(each.names)
        if names and finding.span.start.line in each.lines:
            each.used |= names
            return True
    return False


def _about(each: _Suppression, judged: Collection[str]) -> Iterator[Finding]:
    codes = known()
    if not each.reason:
        yield _finding(WITHOUT_REASON, each, "This comment does not say why the finding is suppressed.", _FORM)
    if not each.names:
        yield _finding(UNKNOWN, each, "This comment names no check.", _FORM)
    for name in each.names:
        slug = codes.get(name, name)
        if slug not in codes.values():
            hint = did_you_mean(name, [*codes, *codes.values()])
            yield _finding(UNKNOWN, each, f'"{name}" is no code or name of a check.', hint)
        elif name not in each.used and slug in judged:
            yield _finding(UNUSED, each, f"There is no finding {name} here to suppress.", "Take the comment out.")


def _finding(slug: str, each: _Suppression, message: str, hint: str | None) -> Finding:
    return Finding(slug, Severity.WARNING, each.file, each.span, message, hint)


def _comments(document: Document) -> Iterator[_Suppression]:
    text = document.data.decode("utf-8", "replace").removeprefix("\ufeff")
    if "kpo:" not in text or document.root.span is None:  # JSON has no comments
        return
    lines = _LINE_BREAK.split(text)
    inside = _TextSpans(document.root)
    for number, line in enumerate(lines, start=1):
        match = _COMMENT.search(line)
        if match is None or inside.holds(Position(number, match.start() + 1)):
            continue
        names = tuple(name.strip() for name in (match["names"] or "").split(",") if name.strip())
        span = Span(Position(number, match.start() + 1), Position(number, len(line.rstrip()) + 1))
        yield _Suppression(document.file, span, _lines_meant(number, lines), names, match["reason"].strip())


def _lines_meant(number: int, lines: Sequence[str]) -> frozenset[int]:
    if not _ONLY_COMMENT.match(lines[number - 1]):
        return frozenset((number,))
    after = range(number + 1, len(lines) + 1)
    following = next((each for each in after if not _ONLY_COMMENT.match(lines[each - 1])), number)
    return frozenset((number, following))


class _TextSpans:
    """The places that are inside of keys and values, where `#` begins no comment."""

    def __init__(self, root: Node) -> None:
        self._spans = [node.span for node in _scalars(root) if node.span is not None]

    def holds(self, place: Position) -> bool:
        return any(span.start <= place < span.end for span in self._spans)


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table):
            waiting.extend(part for entry in node.entries for part in (entry.key, entry.value))
        elif isinstance(node, Listing):
            waiting.extend(node.items)
        else:
            yield node
