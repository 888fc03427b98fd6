"""Comments that suppress findings: `# kpo: ignore[KPO301] why it is right here`."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.codes import UNKNOWN, UNUSED, WITHOUT_REASON, code_of, known
from kpo_advisor.model.finding import Finding, Position, Span
from kpo_advisor.portable.most_faults import Kept
from kpo_advisor.portable.text import lines_of
from kpo_advisor.portable.tree import scalars
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.portable.most_faults import Untold
    from kpo_advisor.portable.tree import Node

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*kpo:[ \t]*ignore(?:\[(?P<names>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_ONLY_COMMENT = re.compile(r"[ \t]*(?:#.*)?\Z")
_FORM = "Write # kpo: ignore[CODE] and why."


@dataclass(slots=True)
class _Suppression:
    """One comment: where it stands, the lines it is about, what it names, and what was used of that."""

    span: Span
    lines: tuple[int, int]
    names: tuple[str, ...]
    reason: str
    used: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings that are left, how many were suppressed, and of what there was too much to be kept."""

    findings: Sequence[Finding]
    count: int
    untold: Untold


def suppress(
    findings: Sequence[Finding],
    documents: Iterable[TextFile],
    judged: Collection[str],
    own: Collection[str],
    untold: Untold,
) -> Suppressed:
    """Take out the findings that a comment suppresses, and add those about the comments.

    A comment is about its own line, and where it stands alone, about the next line that is no comment. Faults
    that stop a file from being used cannot be suppressed. Only comments in the files `own` are remarked upon.
    `judged` are the slugs that were looked for: a suppression of any other is not called unused. MAX_FAULTS remarks
    of one kind in one file are kept; the rest is counted with `untold`, the findings that were not even kept.
    """
    by_file = {document.file: list(_comments(document)) for document in documents}
    at = _by_place(findings, by_file)
    left = [finding for finding in findings if not _is_suppressed(finding, at)]
    remarks = Kept()
    for file, comments in by_file.items():
        if file in own:
            _remark(file, comments, judged, remarks)
    return Suppressed([*left, *remarks.findings], len(findings) - len(left), untold + remarks.untold)


_Place = tuple[str, int, str]


def _by_place(findings: Iterable[Finding], by_file: Mapping[str, Sequence[_Suppression]]) -> dict[_Place, _Suppression]:
    """By file, line and name, the first comment that suppresses it there; only for lines with findings."""
    lines = {(finding.file, finding.span.start.line) for finding in findings if finding.span is not None}
    at: dict[_Place, _Suppression] = {}
    for file, comments in by_file.items():
        for comment in comments:
            for line in comment.lines:
                for name in comment.names if (file, line) in lines else ():
                    at.setdefault((file, line, name), comment)
    return at


def _is_suppressed(finding: Finding, at: Mapping[_Place, _Suppression]) -> bool:
    code = code_of(finding.slug)
    if finding.span is None or (code.startswith("KPO0") and finding.severity is Severity.ERROR):
        return False
    line = finding.span.start.line
    named = {name: at[finding.file, line, name] for name in (code, finding.slug) if (finding.file, line, name) in at}
    if not named:
        return False
    first = min(named.values(), key=lambda comment: comment.span.start)
    first.used |= {name for name, comment in named.items() if comment is first}
    return True


def _remark(file: str, comments: Iterable[_Suppression], judged: Collection[str], remarks: Kept) -> None:
    codes = known()
    slugs = {**codes, **{slug: slug for slug in codes.values()}}
    for comment in comments:
        for slug, message, hint, misspelt in _about(comment, judged, slugs):
            if not remarks.skips(file, slug, Severity.WARNING):
                meant = did_you_mean(misspelt, slugs) if misspelt else hint
                remarks.keep(Finding(slug, Severity.WARNING, file, comment.span, message, meant))


def _about(
    comment: _Suppression, judged: Collection[str], slugs: Mapping[str, str]
) -> Iterator[tuple[str, str, str | None, str | None]]:
    """What is to be said about a comment: slug, message, what to do, and a name that may be misspelt."""
    if not comment.reason:
        yield WITHOUT_REASON, "This comment does not say why the finding is suppressed.", _FORM, None
    if not comment.names:
        yield UNKNOWN, "This comment names no check.", _FORM, None
    for name in comment.names:
        if name not in slugs:
            yield UNKNOWN, f"{quoted(name)} is no code or name of a check.", None, name
        elif name not in comment.used and slugs[name] in judged:
            yield UNUSED, f"There is no finding {name} here to suppress.", "Take the comment out.", None


def _comments(document: TextFile) -> Iterator[_Suppression]:
    if b"kpo:" not in document.data or document.root.span is None:  # JSON has no comments
        return
    lines = lines_of(document.data)
    spans = _text_spans(document.root)
    following = 0
    for number, line in enumerate(lines, start=1):
        match = _COMMENT.search(line)
        if match is None or _is_inside(spans, Position(number, match.start() + 1)):
            continue
        if following <= number:
            following = _line_after(number, lines)
        names = tuple(dict.fromkeys(filter(None, map(str.strip, (match["names"] or "").split(",")))))
        meant = following if _ONLY_COMMENT.match(line) else number
        span = Span(Position(number, match.start() + 1), Position(number, len(line.rstrip()) + 1))
        yield _Suppression(span, (number, meant), names, match["reason"].strip())


def _line_after(number: int, lines: Sequence[str]) -> int:
    """The next line that is no comment; one past the end where none follows."""
    after = range(number, len(lines))
    return next((at + 1 for at in after if not _ONLY_COMMENT.match(lines[at])), len(lines) + 1)


def _text_spans(root: Node) -> list[Span]:
    """Where keys and values are, inside of which `#` begins no comment; in order."""
    spans = sorted(node.span for node in scalars(root, with_keys=True) if node.span is not None)
    return [span for span in spans if span.start < span.end]


def _is_inside(spans: Sequence[Span], place: Position) -> bool:
    before = bisect_right(spans, place, key=attrgetter("start")) - 1
    return before >= 0 and place < spans[before].end
