"""Faults of every family, put into a copy of the packaged rulebook, are each found at the right line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.lint.seeded_faults import EVIDENCE, MEANING, REFERENCES, SHAPE, SYNTAX, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT_PROOFS = ("KPO0", "KPO1", "KPO3")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded") / "rules"
    shutil.copytree(packaged_rulebook(), folder)
    return folder


@pytest.fixture
def seeded(copy: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, int, str]]:
    """The rulebook with the fault; gives the finding that must come of it."""
    seed: Seed = request.param
    file = copy / seed.file
    whole = file.read_bytes()
    marked, count = re.subn(seed.old, seed.new, whole.decode("utf-8"), count=1)
    assert count == 1, f"nothing in {seed.file} matches {seed.old}"
    assert marked.count("»") == 1
    file.write_text(marked.replace("»", ""), encoding="utf-8")
    line = marked[: marked.index("»")].count("\n") + 1
    yield (seed.file, line, seed.code)
    file.write_bytes(whole)


def found(folder: Path, *select: str) -> set[tuple[str, int, str]]:
    report = lint(find_targets([str(folder)]), Selection(select))
    return {
        (
            Path(each.file).relative_to(folder).as_posix(),
            each.span.start.line if each.span else 0,
            code_of(each.slug),
        )
        for each in report.findings
    }


def name(seed: Seed) -> str:
    return f"{seed.code}-{seed.file}"


def test_there_are_more_than_forty() -> None:
    assert len([*SYNTAX, *SHAPE, *REFERENCES, *EVIDENCE, *MEANING]) > 40


@pytest.mark.parametrize("seeded", [*SYNTAX, *SHAPE], ids=name, indirect=True)
def test_a_fault_of_syntax_or_shape_is_found_and_nothing_else(copy: Path, seeded: tuple[str, int, str]) -> None:
    assert found(copy, *WITHOUT_PROOFS) == {seeded}


@pytest.mark.parametrize("seeded", [*REFERENCES, *EVIDENCE], ids=name, indirect=True)
def test_a_fault_of_reference_or_method_is_found(copy: Path, seeded: tuple[str, int, str]) -> None:
    assert seeded in found(copy, *WITHOUT_PROOFS)


@pytest.mark.parametrize("seeded", MEANING, ids=name, indirect=True)
def test_a_fault_of_meaning_is_found(copy: Path, seeded: tuple[str, int, str]) -> None:
    assert seeded in found(copy, seeded[2])


def test_without_a_fault_nothing_is_found(copy: Path) -> None:
    assert found(copy) == set()
