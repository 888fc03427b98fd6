"""Services look at files from the top of the repository, wherever the command was run."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from kpo_advisor.errors import Severity
from kpo_advisor.files.text_file import printable
from kpo_advisor.lint.formats.addresses import Addresses
from kpo_advisor.lint.formats.github import github
from kpo_advisor.lint.formats.gitlab import gitlab
from kpo_advisor.lint.formats.sarif import sarif
from kpo_advisor.lint.linting import Report
from kpo_advisor.model.finding import Finding

FILE = "rules/a.yaml"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: `top/teams/unit`, in no repository yet."""
    unit = tmp_path / "top" / "teams" / "unit"
    (unit / "rules").mkdir(parents=True)
    (unit / FILE).touch()
    monkeypatch.chdir(unit)
    return unit


def report(file: str) -> Report:
    return Report((Finding("made-up", Severity.ERROR, file, None, "New."),), {}, ("rules",), 0, 0)


def address(file: str) -> str:
    """SARIF's, as it stands there."""
    (result,) = json.loads(sarif(report(file)))["runs"][0]["results"]
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def names_in_all_formats(file: str) -> list[str]:
    """What the three formats call a file, SARIF's address as the path it stands for."""
    found = report(file)
    annotated = re.fullmatch(r"::error file=([^,]*),title=.*\n", github(found))
    assert annotated is not None
    return [
        annotated[1].replace("%3A", ":").replace("%2C", ",").replace("%25", "%"),
        json.loads(gitlab(found))[0]["location"]["path"],
        unquote(urlsplit(address(file)).path),
    ]


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_the_top_is_what_the_service_says(unit: Path, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, str(unit.parent.parent))
    assert names_in_all_formats(FILE) == ["teams/unit/rules/a.yaml"] * 3


@pytest.mark.parametrize("is_file", [False, True])
def test_without_a_service_the_top_is_where_git_is(unit: Path, is_file: bool) -> None:
    mark = unit.parent / ".git"
    mark.write_text("gitdir: ../.git/modules/teams\n", encoding="utf-8") if is_file else mark.mkdir()
    assert names_in_all_formats(FILE) == ["unit/rules/a.yaml"] * 3


def test_outside_of_a_repository_files_are_named_as_seen_from_the_working_folder(unit: Path) -> None:
    assert names_in_all_formats(str(unit / FILE)) == [FILE] * 3
    assert names_in_all_formats("../x.yaml") == [(unit.parent / "x.yaml").as_posix()] * 3


def test_from_outside_a_repository_its_files_are_named_from_its_own_top(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (unit.parent / ".git").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert names_in_all_formats("../top/teams/unit/rules/a.yaml") == ["unit/rules/a.yaml"] * 3


@pytest.mark.parametrize(
    "given", ["./rules/../rules/a.yaml", "../unit/rules/a.yaml", "../../teams/unit/rules//a.yaml", "rules/./a.yaml"]
)
def test_ways_round_are_taken_out(unit: Path, given: str) -> None:
    (unit.parent.parent / ".git").mkdir()
    assert names_in_all_formats(given) == ["teams/unit/rules/a.yaml"] * 3


@pytest.mark.parametrize("workspace", ["", "teams", "../..", "/no/such/folder"])
def test_a_workspace_that_is_relative_or_not_above_the_file_does_not_count(unit: Path, workspace: str) -> None:
    (unit.parent.parent / ".git").mkdir()
    addresses = Addresses({"GITHUB_WORKSPACE": workspace})
    assert addresses[FILE] == Path("teams/unit/rules/a.yaml")


def test_of_two_workspaces_the_one_that_is_above_the_file_counts(unit: Path) -> None:
    addresses = Addresses({"GITHUB_WORKSPACE": str(unit / "other"), "CI_PROJECT_DIR": str(unit.parent)})
    assert addresses[FILE] == Path("unit/rules/a.yaml")


def test_a_workspace_is_the_same_through_a_link(unit: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(tmp_path / "top")
    addresses = Addresses({"GITHUB_WORKSPACE": str(tmp_path / "linked")})
    wanted = Path("teams/unit/rules/a.yaml")
    assert addresses[FILE] == addresses[str(tmp_path / "linked" / "teams" / "unit" / FILE)] == wanted
    assert addresses[str(unit / FILE)] == wanted


def test_a_file_behind_a_link_has_the_path_that_git_knows(unit: Path) -> None:
    (unit.parent / ".git").mkdir()
    (unit / "now").symlink_to("rules")
    (unit / "b.yaml").symlink_to("rules/a.yaml")
    (unit / "out.yaml").symlink_to("/etc/hostname")
    (unit / "loop.yaml").symlink_to("loop.yaml")
    addresses = Addresses({})
    assert addresses["now/a.yaml"] == addresses["b.yaml"] == Path("unit/rules/a.yaml")
    assert addresses["out.yaml"] == Path("unit/out.yaml")
    assert addresses["loop.yaml"] == Path("unit/loop.yaml")


@pytest.mark.parametrize(
    "name", ["with space.yaml", "100%.yaml", "ä,b.yaml", "#1?.yaml", "back\\slash.yaml", "c:d.yaml"]
)
def test_odd_names_come_through(unit: Path, name: str) -> None:
    (unit.parent / ".git").mkdir()
    assert names_in_all_formats(f"../unit/{name}") == [f"unit/{name}"] * 3
    outside = unit.parent.parent / name
    assert names_in_all_formats(str(outside)) == [outside.as_posix()] * 3


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_byte_that_is_no_text_is_itself_in_an_address_and_an_escape_elsewhere(unit: Path) -> None:
    (unit.parent / ".git").mkdir()
    Path(os.fsdecode(b"caf\xe9")).mkdir()
    Path(os.fsdecode(b"caf\xe9/na\xefve.yaml")).touch()
    Path("real.yaml").touch()
    Path(os.fsdecode(b"link\xff.yaml")).symlink_to("real.yaml")
    Path("caf\\udce9.yaml").touch()  # so called by somebody
    shown = printable(os.fsdecode(b"caf\xe9/na\xefve.yaml"))
    for name in (shown, str(unit / shown), f"../unit/{shown}"):
        assert address(name) == "unit/caf%E9/na%EFve.yaml"
        assert names_in_all_formats(name)[:2] == ["unit/caf\\udce9/na\\udcefve.yaml"] * 2
    assert names_in_all_formats("link\\udcff.yaml") == ["unit/real.yaml"] * 3
    assert names_in_all_formats("caf\\udce9.yaml") == ["unit/caf\\udce9.yaml"] * 3
    outside = os.fsencode(unit.parent.parent) + b"/\xe9.yaml"
    Path(os.fsdecode(outside)).touch()
    assert address(printable(os.fsdecode(outside))).endswith("/top/%E9.yaml")


def test_standard_input_keeps_its_name_in_a_repository(unit: Path) -> None:
    (unit.parent / ".git").mkdir()
    assert names_in_all_formats("<stdin>") == ["<stdin>"] * 3
