"""What of a profile that was made for an earlier state of a rulebook fits the one of today, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Listing, Table, node_at, scalars
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.text.phrases import cut, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import Finding, TreePath
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node

BY_ID = {"answers": "", "notes": "note on ", "weights": "weight of "}
"""Keys of a profile under which there is something for each id, and what it is."""
REASONS = {
    "unknown-question": "it is not asked any more",
    "unknown-choice": "there is no such choice any more",
    "unknown-criterion": "it is no criterion any more",
}
"""Why an answer does not fit, by the slug of the fault that reading it has."""


def fitting(document: TextFile, rulebook: Rulebook) -> tuple[Profile, tuple[str, ...]]:
    """The profile without what has a fault, and what that is, in words; answers by old ids stand under those of today.

    An answer of several ticks of which one does not fit is left out as a whole: without it, it would say another thing.
    Raises UnreadableInput where the profile itself has a fault.
    """
    left_out: dict[TreePath, str] = {}
    root = document.root
    while True:
        faults = Faults()
        profile = read_profile(replace(document, root=root), rulebook, faults)
        if profile is not None:
            found = (finding for finding in profile.outdated if _unit(finding.path)[-1] in rulebook.old_ids.retired)
            left_out |= {_unit(finding.path): _told(finding, document.root, rulebook) for finding in found}
            return profile, tuple(left_out.values())
        if any(finding.path in left_out or not finding.path for finding in faults.findings):
            faults.raise_if_any()  # what was left out is not what is wrong
        left_out |= {_unit(finding.path): _told(finding, document.root, rulebook) for finding in faults.findings}
        root = _without(root, left_out.keys())


def _unit(path: TreePath) -> TreePath:
    """What is left out as a whole: the answer, the note or the weight that something at a path belongs to."""
    ends = (at + 2 for at, key in enumerate(path[:-1]) if key in BY_ID)
    return path[: next(ends, len(path))]


def _without(node: Node, paths: Set[TreePath]) -> Node:
    if isinstance(node, Table):
        entries = (entry for entry in node.entries if entry.value.path not in paths)
        return replace(node, entries=tuple(replace(entry, value=_without(entry.value, paths)) for entry in entries))
    if isinstance(node, Listing):
        return replace(node, items=tuple(_without(item, paths) for item in node.items if item.path not in paths))
    return node


def _told(finding: Finding, root: Node, rulebook: Rulebook) -> str:
    """What is left out, as it was written, and why."""
    path = _unit(finding.path)
    id, value = str(path[-1]), cut(", ".join(scalar.text for scalar in scalars(node_at(root, path))))
    what = f"{''.join(_kinds(path))}{_named(id, rulebook)}"
    why = rulebook.old_ids.retired.get(id) or REASONS.get(finding.slug, finding.message)
    return f"{sentence_case(what)}: {value} ({why.removesuffix('.')})."


def _kinds(path: TreePath) -> Iterator[str]:
    yield from (BY_ID[key] for key in path[:-1] if isinstance(key, str) and key in BY_ID)


def _named(id: str, rulebook: Rulebook) -> str:
    """What an id stands for; one that stands for nothing any more as words."""
    question = rulebook.questions.get(id)
    return question.label if question else rulebook.criterion_titles().get(id, id.replace("_", " "))
