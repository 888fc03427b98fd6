"""Opening a rulebook to check it: every fault of its files, and the book where there is none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.lint.book import Book
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.assembly.rulebook import assemble_layers
from kpo_advisor.rulebooks.folder import find_files
from kpo_advisor.rulebooks.layers import Layers
from kpo_advisor.rulebooks.loading import chain, digest_of
from kpo_advisor.rulebooks.shapes import shape_of
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from kpo_advisor.files.source import Document
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.portable.bound import Untold
    from kpo_advisor.rulebooks.folder import RulebookFile

Chain = list[tuple["RulebookFile", ...]]
_Record = tuple[str, tuple[str | int, ...]]

_NEEDS = {
    "unknown-fact": ("facts",),
    "unknown-contradiction": ("contradictions",),
    "unknown-question": ("questions",),
    "unknown-choice": ("questions",),
    "unknown-term": ("terms",),
    "unknown-rule": ("rules",),
    "unknown-alternative": ("decision",),
    "unknown-criterion": ("decision",),
    "unknown-decision": ("decision",),
    "unknown-decision-with-options": ("decision",),
    "unknown-option": ("decision",),
    "unknown-topic": ("decision",),
    "no-decision": ("decision", "rulebook"),
    "main-decision": ("decision", "rulebook"),
    "decision-not-listed": ("rulebook",),
    "decided-too-early": ("decision", "rulebook"),
}
"""What follows from a file that could not be read, and is no fault: which kinds of file each fault looks at."""

_DROPS_DECISION = "decision-shape"
"""The fault that leaves out a decision, with everything that it declares."""

_DOUBT = "reads-differently"
_CONDITIONS = frozenset(("when", "unless", "only_if"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A rulebook's files as they were found; `book` is None where there are findings.

    `untold` counts the findings that were not kept, since there were too many of their kind. `texts` are the bytes
    of all files by the name shown, `documents` those that can be read, `own` the files of the rulebook itself,
    without those of the rulebooks that it extends.
    """

    findings: tuple[Finding, ...]
    untold: Untold
    texts: Mapping[str, bytes]
    documents: tuple[Document, ...]
    own: frozenset[str]
    book: Book | None


def open_rulebook(folder: Path, effort: int = USUAL) -> Opened:
    """Read a folder and what it extends. Raises UnreadableInput where its own files cannot be had.

    `effort` as in a book.
    """
    try:
        files = chain(folder)
    except UnreadableInput as error:
        return _without_base(folder, error)
    layers = Layers(files, Faults())
    texts = {file.shown: file.data for layer in files for file in layer}
    own = frozenset(file.shown for file in files[-1])
    try:
        rulebook = assemble_layers(layers, digest_of(files))
    except UnreadableInput:
        found, untold = _sound(layers.faults, layers, files)
        return Opened(found, untold, texts, tuple(layers.documents), own, None)
    found, untold = tuple(layers.faults.warnings), layers.faults.untold
    return Opened(found, untold, texts, tuple(layers.documents), own, Book(layers, rulebook, effort))


def _without_base(folder: Path, error: UnreadableInput) -> Opened:
    """The faults of the folder's own files, besides those for which what it extends could not be had."""
    files, faults = find_files(folder)
    layers = Layers([files], Faults())
    texts = {file.shown: file.data for file in files}
    own = frozenset(texts)
    base = [_at_extends(finding, layers, texts) for finding in error.findings if finding not in faults]
    every = dict.fromkeys([*faults, *layers.faults.findings, *base])
    return Opened(tuple(every), layers.faults.untold, texts, tuple(layers.documents), own, None)


def _at_extends(finding: Finding, layers: Layers, texts: Mapping[str, bytes]) -> Finding:
    """A fault without a place in files that are not the folder's own, moved to where they are asked for."""
    headers = layers["rulebook"]
    if finding.file in texts or finding.span is not None or not headers or not headers[0].shape.extends:
        return finding
    node = headers[0].node("extends")
    message = f"{finding.message} ({finding.file})"
    return replace(finding, file=headers[0].file, span=node.span, path=node.path, message=message)


def _sound(faults: Faults, layers: Layers, files: Chain) -> tuple[tuple[Finding, ...], Untold]:
    """The findings without those that another one may have caused: what it left out is not unknown.

    Where one of a kind and file is left out so, neither are those counted that were too many to be kept.
    """
    findings = faults.findings
    read = {part.file for parts in layers.parts.values() for part in parts}
    unread = {file.shown for layer in files for file in layer} - read
    lost = {shape_of(file.relative) for layer in files for file in layer if file.shown in unread}
    if any(each.slug == _DROPS_DECISION or _is_double_decision(each, layers) for each in findings):
        lost.add("decision")
    odd = _questions_at_fault(findings, layers)
    sound = [
        each
        for each in findings
        if not lost.intersection(_NEEDS.get(each.slug, ())) and not _is_about_choices_of(each, odd)
    ]
    parsed = {document.file for document in layers.documents}
    records = {_record(each) for each in sound if each.slug != _DOUBT}
    kept = dict.fromkeys(
        each for each in sound if not (_is_doubt_in_condition(each, parsed) and _is_unread(each, unread, lost, records))
    )
    dropped = {(each.file, each.slug) for each in findings if each not in kept}
    return tuple(kept), Counter({key: number for key, number in faults.untold.items() if key[:2] not in dropped})


def _is_unread(finding: Finding, unread: Collection[str], lost: Collection[str], records: Collection[_Record]) -> bool:
    """Whether the condition around a word may not have been read: for its file, its record, or the questions."""
    return finding.file in unread or "questions" in lost or _record(finding) in records


def _is_doubt_in_condition(finding: Finding, parsed: Collection[str]) -> bool:
    """Whether it is about a word that might well be a yes or no, had the condition around it been read."""
    return finding.slug == _DOUBT and finding.file in parsed and not _CONDITIONS.isdisjoint(finding.path)


def _record(finding: Finding) -> _Record:
    """The rule, term or law that a finding is in; of a question, all of its section."""
    return (finding.file, finding.path[:2])


def _questions_at_fault(findings: Sequence[Finding], layers: Layers) -> set[str]:
    """The questions whose choices are not what they seem, since the question itself has a fault."""
    at_fault = {(each.file, each.path[:4]) for each in findings if each.slug == "question-shape"}
    return {
        question.id
        for part, number, section in layers.each("questions", "sections")
        for index, question in enumerate(section.questions)
        if (part.file, ("sections", number, "questions", index)) in at_fault
    }


def _is_about_choices_of(finding: Finding, questions: Collection[str]) -> bool:
    if finding.slug != "unknown-choice":
        return False
    return any(re.search(rf"is no choice of {re.escape(id)}\b", finding.message) for id in questions)


def _is_double_decision(finding: Finding, layers: Layers) -> bool:
    return finding.slug == "duplicate-id" and finding.file in {part.file for part in layers["decision"]}
