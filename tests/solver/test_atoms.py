"""What Python says of the .lp files is in them, and is said in one place."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

import kpo_advisor
from kpo_advisor.solver import atoms

SOURCE = Path(kpo_advisor.__file__).parent
FUNCTIONS = {name: made for name, made in vars(atoms).items() if inspect.isfunction(made)}
LITERALS = [name for name, made in FUNCTIONS.items() if made.__annotations__["return"] == "Literal"]


def names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-z_]+\b", text))


@cache
def statements() -> tuple[str, ...]:
    """All rules of all .lp files, without comments."""
    told = [re.sub("%.*", "", file.read_text("utf-8")) for file in sorted(SOURCE.rglob("*.lp"))]
    return tuple(re.split(r"\.\s", "\n".join(told)))


def spelled(tree: ast.AST) -> list[str]:
    """What the f-strings begin with that spell an atom."""
    begun = [node.values[0] for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    words = [str(part.value) for part in begun if isinstance(part, ast.Constant)]
    return [word for word in words if re.match(r"[a-z_]+\(\"?$", word)]


def facts(tree: ast.AST) -> list[str]:
    """The predicates of the facts that a module writes, where they are said by name."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    said = [call.args[0] for call in calls if ast.unparse(call.func) in ("fact", "self._say")]
    return [str(name.value) for name in said if isinstance(name, ast.Constant)]


def modules() -> dict[str, ast.AST]:
    return {str(file.relative_to(SOURCE)): ast.parse(file.read_text("utf-8")) for file in SOURCE.rglob("*.py")}


@pytest.mark.parametrize("name", LITERALS)
def test_every_literal_is_of_an_atom_in_the_head_of_some_rule(name: str) -> None:
    heads = frozenset[str]().union(*(names(statement.split(":-")[0]) for statement in statements()))
    assert name in heads
    made = getattr(atoms, name)
    count = len(inspect.signature(made).parameters) - 1
    assert re.match(rf"{name}\b", made(*["x"] * count)[0])


def test_every_fact_that_is_written_is_looked_at_by_some_rule() -> None:
    written = {predicate for tree in modules().values() for predicate in facts(tree)}
    assert {"question", "when", "alternative", "piece", "touched"} <= written
    assert written <= frozenset[str]().union(*map(names, statements()))


def test_atoms_are_spelled_in_one_module() -> None:
    found = {name: words for name, tree in modules().items() if (words := spelled(tree))}
    assert found.keys() == {"solver/atoms.py"}
