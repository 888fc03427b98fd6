"""JSON Lines: a profile a line, with its group and share beside, and whatever else a script keeps there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Entry, Node, Scalar, Table
from kpo_advisor.portfolios.reading.header import GROUP, SHARE, TITLE
from kpo_advisor.portfolios.reading.lines import moved
from kpo_advisor.portfolios.reading.shares import share_in
from kpo_advisor.portfolios.work import Rejected, Work
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.fields import TITLE_MAX, or_nothing, text
from kpo_advisor.profiles.profile import KEYS, read_profile
from kpo_advisor.text.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.reading.lines import Numbered

NOTHING = Scalar(None, (), "", None, None)
_GROUP = or_nothing(text("The group", TITLE_MAX))


def works_in_lines(lines: Iterator[Numbered], file: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The pieces of work, a line each. A bad one does not stop the others."""
    for number, line in lines:
        if not isinstance(line, str):
            yield Rejected(file, number, line)
            continue
        try:
            yield _work(parse_document(line.encode(), file, json=True), number, rulebook)
        except UnreadableInput as error:
            yield Rejected(file, number, moved(error.findings, number))


def _work(document: TextFile, number: int, rulebook: Rulebook) -> Work:
    """The piece of work that a line holds. Raises UnreadableInput with every fault."""
    faults = Faults()
    report = Reporter(document.file, faults)
    root, beside = document.root, dict[str, Node]()
    if isinstance(root, Table):
        beside = {entry.key.text: entry.value for entry in root.entries if _is_beside(entry)}
        kept = tuple(entry for entry in root.entries if entry.key.text not in beside)
        root = replace(root, entries=kept if root.get(TITLE) is not None else (*kept, _titled(f"Line {number}")))
    profile = read_profile(replace(document, root=root), rulebook, faults)
    share = share_in(beside.pop(SHARE, None), report)
    group = _GROUP.read(beside.pop(GROUP, NOTHING), report) or ""
    faults.raise_if_any()
    assert profile is not None  # only faults keep a profile from being read
    further = tuple((key, node.text) for key, node in beside.items() if isinstance(node, Scalar))
    return Work(document.file, number, profile, group, share, further, moved(profile.outdated, number))


def _is_beside(entry: Entry) -> bool:
    """Whether a key is no profile's: the group, the share, or a plain value under a key that is like none of those."""
    key = entry.key.text
    is_further = key not in KEYS and isinstance(entry.value, Scalar) and nearest(key, KEYS) is None
    return key in (GROUP, SHARE) or is_further


def _titled(title: str) -> Entry:
    return Entry(Scalar(None, (TITLE,), TITLE, TITLE, None), Scalar(None, (TITLE,), title, title, None))
