"""The settings of docs/editors.md: every file gets the schema it fits, and every editor the same."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.files.text_file import read_document
from kpo_advisor.portable.tree import plain
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.cli.running import run
from tests.docs.outputs import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

EXAMPLES = ROOT / "examples"
OVERLAY = EXAMPLES / "firm-overlay"
TEXT = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS = {match[1]: match[2] for match in re.finditer(r"^```(\w+)\n(.*?)^```$", TEXT, re.S | re.M)}
MAPPING: dict[str, str] = json.loads(BLOCKS["json"])["yaml.schemas"]
"""The glob of the files that a schema is for, by the schema's file."""

Faults = dict[str, list[str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Path:
    """A folder with a firm's rulebook and all example profiles, and with the schemas that the page says to write."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(OVERLAY, "overlay")
    shutil.copytree(EXAMPLES, "cases", ignore=shutil.ignore_patterns(OVERLAY.name))
    for line in BLOCKS["sh"].splitlines():
        program, *arguments = shlex.split(line)
        if program == "mkdir":
            Path(arguments[-1]).mkdir()
        else:
            assert program == "kpo-advisor"
            assert run(monkeypatch, capfd, *arguments).code == 0
    return tmp_path


def faults_of(files: Iterable[Path], schema: str) -> Faults:
    """What an editor marks in each of the files."""
    validator = Draft202012Validator(json.loads(Path(schema).read_text(encoding="utf-8")))
    return {
        file.as_posix(): [error.message for error in validator.iter_errors(plain(read_document(file).root))]
        for file in files
    }


def all_faults() -> Faults:
    """What an editor with these settings marks in all files."""
    found: Faults = {}
    for schema, glob in MAPPING.items():
        found |= faults_of(Path().glob(glob), schema)
    return found


def test_every_file_of_the_examples_is_given_a_schema_that_it_fits(here: Path) -> None:
    found = all_faults()
    files = {each.as_posix() for each in Path().rglob("*.yaml")}
    assert len(files) > 20
    assert found == {file: [] for file in files}


def test_every_file_of_the_packaged_rulebook_fits_the_schema_of_rulebooks(here: Path) -> None:
    shutil.rmtree("overlay")
    shutil.copytree(packaged_rulebook(), "overlay")
    found = {file: faults for file, faults in all_faults().items() if file.startswith("overlay/")}
    assert len(found) == len(list(packaged_rulebook().rglob("*.yaml"))) > 20
    assert found == {file: [] for file in found}


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("cases/payroll.yaml", "work_nature:", "work_natur:"),
        ("cases/payroll.yaml", "answers:", "answer:"),
        ("overlay/house-secrecy.yaml", "favours:", "favors:"),
        ("overlay/house-secrecy.yaml", "in-house: clear", "in-house: huge"),
        ("overlay/rulebook.yaml", "weight: 3", "weight: heavy"),
    ],
)
def test_what_is_misspelt_is_marked(here: Path, file: str, right: str, wrong: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert right in text
    Path(file).write_text(text.replace(right, wrong), encoding="utf-8")
    found = all_faults()
    assert [each for each, faults in found.items() if faults] == [file]


def test_all_editors_are_given_the_same_files() -> None:
    assert dict(re.findall(r'\["(.+?)"\] = "(.+?)"', BLOCKS["lua"])) == MAPPING
    assert dict(re.findall(r':(\S+\.json)\s+"(.+?)"', BLOCKS["elisp"])) == MAPPING
    for schema, glob in MAPPING.items():
        assert re.search(rf"`{re.escape(schema)}` for the\s+folder `{glob.partition('/')[0]}`", TEXT)


def test_the_comment_in_a_profile_names_the_schema_and_is_nothing_but_a_comment(here: Path) -> None:
    profile = Path("cases/new.yaml")
    profile.write_text(BLOCKS["yaml"], encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", BLOCKS["yaml"])
    assert named is not None
    assert faults_of([profile], str(profile.parent / named[1])) == {"cases/new.yaml": []}
    assert load_profile(profile, load_rulebook("overlay")).title == "Accounts-payable intake"
