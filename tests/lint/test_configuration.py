"""Whose settings count: the nearest pyproject.toml that has the table, in the repository or of the same owner."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lint.configuration import Configuration, read_configuration

OURS = '[tool.kpo-advisor.lint]\nignore = ["KPO301"]\n'
FOREIGN = '[project]\nname = "unit"\n[tool.black]\nline-length = 100\n'
FOUND = Configuration(ignore=("KPO301",))


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """A folder two levels below `top`, whose pyproject.toml has the table."""
    unit = tmp_path / "top" / "teams" / "unit"
    unit.mkdir(parents=True)
    (tmp_path / "top" / "pyproject.toml").write_text(OURS, encoding="utf-8")
    return unit


@pytest.mark.parametrize("text", [FOREIGN, "", "[tool]\n", "[tool.kpo-advisor]\n", "\ufeff[project]\n"])
def test_a_file_without_the_table_does_not_end_the_search(unit: Path, text: str) -> None:
    for folder in (unit, unit.parent):
        (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert read_configuration(unit) == FOUND


def test_the_nearest_table_counts_also_where_it_is_empty(unit: Path) -> None:
    (unit.parent / "pyproject.toml").write_text("[tool.kpo-advisor.lint]\n", encoding="utf-8")
    assert read_configuration(unit) == Configuration()


def test_paths_are_as_seen_from_the_folder_of_the_file(unit: Path) -> None:
    (unit.parent / "pyproject.toml").write_text('[tool.kpo-advisor.lint]\npaths = ["ov"]\nrules = "ov"\n', "utf-8")
    (unit / "pyproject.toml").write_text(FOREIGN, encoding="utf-8")
    ov = unit.parent / "ov"
    assert read_configuration(unit) == Configuration(paths=(str(ov),), rules=ov)


@pytest.mark.parametrize("is_file", [False, True])
def test_the_search_ends_at_the_top_of_the_repository(unit: Path, is_file: bool) -> None:
    mark = unit.parent / ".git"
    mark.write_text("gitdir: elsewhere\n", encoding="utf-8") if is_file else mark.mkdir()
    assert read_configuration(unit) == Configuration()
    (unit.parent / "pyproject.toml").write_text(OURS, encoding="utf-8")
    assert read_configuration(unit) == FOUND


def test_a_file_on_the_way_that_is_no_toml_is_told(unit: Path) -> None:
    (unit.parent / "pyproject.toml").write_text("[tool.kpo-advisor.lint\n", encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match=r"teams/pyproject\.toml cannot be read as TOML"):
        read_configuration(unit)


def test_a_number_of_many_digits_is_told(unit: Path) -> None:
    (unit / "pyproject.toml").write_text(f"a = {'9' * 5000}\n", encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match="cannot be read as TOML"):
        read_configuration(unit)


def test_settings_one_level_too_high_are_told(unit: Path) -> None:
    (unit / "pyproject.toml").write_text('[tool.kpo-advisor]\nignore = ["KPO301"]\n', encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match=r'\[tool\.kpo-advisor\] has one key, "lint"; found "ignore"'):
        read_configuration(unit)


def given_to_somebody_else(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Let files or folders belong to another user, as only root could do."""
    real = Path.lstat

    def lstat(self: Path) -> os.stat_result:
        found = real(self)
        return os.stat_result((*found[:4], found.st_uid + 1, *found[5:])) if self in paths else found

    monkeypatch.setattr(Path, "lstat", lstat)


def test_outside_of_a_repository_the_settings_of_somebody_else_do_not_rule(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = unit.parent.parent
    given_to_somebody_else(monkeypatch, top / "pyproject.toml")
    assert read_configuration(unit) == Configuration()
    (top / ".git").mkdir()
    assert read_configuration(unit) == FOUND


def test_a_repository_of_somebody_else_is_none(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = unit.parent.parent
    (top / ".git").mkdir()
    given_to_somebody_else(monkeypatch, top / "pyproject.toml", top / ".git")
    assert read_configuration(unit) == Configuration()


@pytest.mark.parametrize("key", ["paths", "rules"])
@pytest.mark.parametrize("is_repository", [False, True])
@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("/etc/hostname", "absolute"),
        ("//host/share", "absolute"),
        (r"\\\\host\\share", "absolute"),
        ("c:secret.yml", "absolute"),
        ("../..", "leads out"),
        ("../../../nowhere/x.yaml", "leads out"),
        ("in/../../../secret.yml", "leads out"),
        ("out.yaml", "leads out"),
        ("chain.yaml", "leads out"),
        ("far/secret.yml", "leads out"),
        ("a\\u0000b", "leads out"),
        ("-", "standard input"),
        ("./-", "standard input"),
        ("pipe.yaml", "is neither"),
        (".env", "is neither"),
        ("key.txt", "is neither"),
        (".git/config.yaml", "into .git"),
        ("token.yaml", "into .git"),
    ],
)
def test_a_path_that_is_set_leads_to_nothing_but_what_the_repository_shows(
    unit: Path, key: str, is_repository: bool, value: str, why: str
) -> None:
    home = unit.parent
    (home.parent.parent / "secret.yml").touch()
    if is_repository:
        (home.parent / ".git").mkdir()
    links = {"far": "../..", "out.yaml": "../../secret.yml", "chain.yaml": "out.yaml", "token.yaml": ".git/config.yaml"}
    for name, target in links.items():
        (home / name).symlink_to(target)
    for name in (".env", "key.txt"):
        (home / name).touch()
    os.mkfifo(home / "pipe.yaml")
    listed = f'["unit", "{value}"]' if key == "paths" else f'"{value}"'
    (home / "pyproject.toml").write_text(f"[tool.kpo-advisor.lint]\n{key} = {listed}\n", encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match=rf"(?s)teams/pyproject\.toml: {key} has .*{why}"):
        read_configuration(unit)


@pytest.mark.parametrize("value", [".", "unit", "..", "../x.yaml", "../x.json", "nowhere", "near", ".github/cases"])
def test_a_path_that_is_set_may_lead_anywhere_in_the_repository(unit: Path, value: str) -> None:
    home = unit.parent
    (home.parent / ".git").mkdir()
    (home / ".github" / "cases").mkdir(parents=True)
    (home / "near").symlink_to("../x.yaml")
    for name in ("x.yaml", "x.json"):
        (home.parent / name).touch()
    (home / "pyproject.toml").write_text(f'[tool.kpo-advisor.lint]\npaths = ["{value}"]\n', encoding="utf-8")
    assert read_configuration(unit) == Configuration(paths=(str(home / value),))


def test_outside_of_a_repository_a_path_that_is_set_stays_in_the_folder_of_its_file(unit: Path) -> None:
    (unit.parent.parent / "x.yaml").touch()
    (unit.parent / "pyproject.toml").write_text('[tool.kpo-advisor.lint]\npaths = ["../x.yaml"]\n', encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match="leads out of the folder of the file"):
        read_configuration(unit)
