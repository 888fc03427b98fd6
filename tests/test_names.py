"""What the house promises of its names and sizes: one idea has one name, and a module can be read in one go."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import kpo_advisor

SOURCE = Path(kpo_advisor.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 300
MANY_ALIKE = ("cli", "checks")
"""Rooms with a file a command and a file a check; no other has more than a dozen."""


def classes() -> Counter[str]:
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in MODULES]
    return Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_no_class_name_stands_for_two_ideas() -> None:
    assert {name for name, count in classes().items() if count > 1} == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_can_be_read_in_one_go(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("room", sorted({module.parent for module in MODULES}), ids=lambda room: room.name)
def test_a_room_has_at_most_a_dozen_modules(room: Path) -> None:
    inside = [module for module in room.glob("*.py") if module.name != "__init__.py"]
    assert len(inside) <= 12 or room.name in MANY_ALIKE


def told(tree: ast.AST) -> set[str]:
    """The texts of a module that are no docstrings, and no types in quotes."""
    silent = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            found.add(node.value)
    return {text for text in found if " " in text and "|" not in text}


def test_no_text_that_people_read_names_a_class() -> None:
    """A class that is renamed with its word in a sentence would be read by users."""
    names = {name.lstrip("_") for name in classes() if sum(letter.isupper() for letter in name) > 1}
    texts = {text for module in MODULES for text in told(ast.parse(module.read_text(encoding="utf-8")))}
    assert {text for text in texts if names.intersection(re.findall(r"\w+", text))} == set()
