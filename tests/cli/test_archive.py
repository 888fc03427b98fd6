"""The package imported from a zip, as zipapps and frozen programs do: all commands answer as they do from a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FIRM = EXAMPLES / "firm-overlay"
PAYROLL = str(EXAMPLES / "payroll.yaml")


@pytest.fixture(scope="module")
def with_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the package, with its rulebook where a wheel has it."""
    archive = tmp_path_factory.mktemp("zip") / "all of it.zip"
    _write(archive, ((ROOT / "src", ""), (ROOT / "rules", "kpo_advisor/rules/")))
    return archive


@pytest.fixture(scope="module")
def without_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the code alone."""
    archive = tmp_path_factory.mktemp("zip") / "code.zip"
    _write(archive, ((ROOT / "src", ""),))
    return archive


def _write(archive: Path, folders: tuple[tuple[Path, str], ...]) -> None:
    with zipfile.ZipFile(archive, "w") as written:
        for folder, below in folders:
            for file in sorted(folder.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    written.write(file, f"{below}{file.relative_to(folder).as_posix()}")


def run(path: Path, cache: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "KPO_ADVISOR_CACHE": str(cache)}
    command = [sys.executable, "-m", "kpo_advisor", *arguments]
    return subprocess.run(
        command, cwd=cwd or cache.parent, env=environment, capture_output=True, text=True, check=False
    )


COMMANDS = (
    ("recommend", PAYROLL),
    ("recommend", PAYROLL, "--rules", str(FIRM)),
    ("explain", PAYROLL),
    ("what-if", PAYROLL, "--set", "volume=low"),
    ("test", str(EXAMPLES / "cases" / "v16-patent-landscape.yaml")),
    ("lint", "--select", "KPO0,KPO1"),
    ("lint", str(FIRM), PAYROLL, "--select", "KPO0,KPO1"),
    ("lint", "--explain", "KPO201"),
    ("diff", "packaged", str(FIRM)),
    ("questions",),
    ("init", "-"),
    ("schema", "profile"),
    ("--help",),
)
ALL = f"""
import sys
from kpo_advisor.cli.app import main
for arguments in {COMMANDS!r}:
    sys.argv = ["kpo-advisor", *arguments]
    code = main()
    print("\\x1e", code, flush=True)
"""
"""All commands in one process, since without kept bytecode an archive is compiled in each."""


@pytest.fixture(scope="module")
def answers(with_rules: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What the commands print and end with, from the folder and from the archive."""
    found = []
    for path in (ROOT / "src", with_rules):
        cache = tmp_path_factory.mktemp("work") / "cache"
        environment = {**os.environ, "PYTHONPATH": str(path), "KPO_ADVISOR_CACHE": str(cache)}
        command = [sys.executable, "-c", ALL]
        done = subprocess.run(command, cwd=cache.parent, env=environment, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == 0
        assert cache.exists() == (path != with_rules)
        found.append(done.stdout.split("\x1e"))
    return found


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=lambda number: " ".join(COMMANDS[number]))
def test_a_command_answers_as_from_a_folder(answers: list[list[str]], number: int) -> None:
    from_folder, from_zip = answers
    assert len(from_folder) == len(COMMANDS) + 1
    assert from_zip[number : number + 2] == from_folder[number : number + 2]


def test_that_no_copy_is_kept_is_said(with_rules: Path, tmp_path: Path) -> None:
    done = run(with_rules, tmp_path / "cache", "--verbose", "--version")
    assert done.stderr == "Compiled rulebooks are not kept: the advisor's own modules are no files, as in a zip.\n"
    assert done.stdout.startswith("kpo-advisor ")


def test_an_archive_named_by_a_relative_path_works_too(with_rules: Path, tmp_path: Path) -> None:
    done = run(Path(with_rules.name), tmp_path / "cache", "questions", cwd=with_rules.parent)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [("lint",), ("diff", "packaged", str(FIRM))], ids=str)
def test_without_a_packaged_rulebook_that_is_said_plainly(
    without_rules: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(without_rules, tmp_path / "cache", *arguments)
    assert done.returncode == 2
    assert "The packaged rulebook is missing" in done.stderr
    assert "--rules" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_packaged_rulebook_another_does(without_rules: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "own")
    done = run(without_rules, tmp_path / "cache", "recommend", PAYROLL, "--rules", str(tmp_path / "own"))
    assert done.returncode == 0, done.stderr
    assert "BPO" in done.stdout


def test_an_overlay_of_a_packaged_rulebook_that_is_missing_is_refused(without_rules: Path, tmp_path: Path) -> None:
    done = run(without_rules, tmp_path / "cache", "recommend", PAYROLL, "--rules", str(FIRM))
    assert done.returncode == 2
    assert "The packaged rulebook is missing" in done.stderr
