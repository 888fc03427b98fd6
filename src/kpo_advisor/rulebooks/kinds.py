"""The kinds of files of a rulebook: which shape each has, and how one is known by its path and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.files.file_names import stem_of
from kpo_advisor.model.reserved_ids import FILES
from kpo_advisor.rulebooks import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.rulebooks.shapes import Shape

FILE_SHAPES: dict[str, type[Shape]] = {
    "rulebook": shapes.RulebookFile,
    "questions": shapes.QuestionsFile,
    "terms": shapes.TermsFile,
    "contradictions": shapes.ContradictionsFile,
    "laws": shapes.LawsFile,
    "facts": shapes.FactsFile,
    "decision": shapes.DecisionFile,
    "rules": shapes.RuleFile,
}


def kind_of(relative_path: str) -> str:
    """The key in FILE_SHAPES of a rulebook's file, by its path below the rulebook in any case, `/` between parts."""
    folder, _, name = relative_path.rpartition("/")
    stem = stem_of(name)
    if folder == "" and stem in FILES:
        return stem
    if folder.casefold() == "facts":
        return "facts"
    return "decision" if stem == "decision" else "rules"


def kinds_with(keys: Iterable[str]) -> set[str]:
    """The kinds of files that alone may have one of these keys at their top."""
    found = set()
    for key in keys:
        kinds = [kind for kind, shape in FILE_SHAPES.items() if key in shape.model_fields]
        if len(kinds) == 1:
            found.update(kinds)
    return found
