"""The package's top is thin: it loads nothing of weight and hands out what it promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kpo_advisor
from kpo_advisor.rulebooks.packaged import packaged_rulebook

HEAVY = {"clingo", "pydantic", "rich", "typer", "yaml"}


def modules_loaded_by(statement: str) -> set[str]:
    """The top-level modules a fresh interpreter has loaded after the statement."""
    program = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["kpo_advisor", "kpo_advisor.rulebooks.packaged", "kpo_advisor.errors"])
def test_importing_the_top_of_the_package_loads_no_dependency(module: str) -> None:
    loaded = modules_loaded_by(f"import {module}")
    assert "kpo_advisor" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("name", kpo_advisor.__all__)
def test_every_promised_name_can_be_had_and_is_listed(name: str) -> None:
    assert getattr(kpo_advisor, name)
    assert name in dir(kpo_advisor)


def test_a_name_that_is_not_promised_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'recomend'"):
        _ = kpo_advisor.recomend  # type: ignore[attr-defined]


def test_the_packaged_rulebook_is_an_absolute_folder_with_a_rulebook_in_it() -> None:
    assert packaged_rulebook().is_absolute()
    assert (packaged_rulebook() / "rulebook.yaml").is_file()


def test_every_room_has_its_folder_of_tests() -> None:
    rooms = {path.parent.name for path in Path(kpo_advisor.__file__).parent.glob("*/__init__.py")}
    assert "engine" in rooms
    assert rooms - {path.parent.name for path in Path(__file__).parent.glob("*/test_*.py")} == set()
