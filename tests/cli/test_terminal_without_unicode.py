"""Whatever goes to a terminal in ASCII, Latin-1 or cp1252 is made fit for it, coloured or not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "kpo_advisor"]
TITLE = "Übersicht – 日本 😀 “é”"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of a Unix")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A profile whose title is beyond ASCII, and a rulebook of which everything is."""
    profile = {"title": TITLE, "answers": {"work_nature": "rules-only"}, "notes": {"work_nature": TITLE}}
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    wrong = {"title": TITLE, "answers": {TITLE: 1}}
    (tmp_path / "wrong.yaml").write_text(yaml.safe_dump(wrong, allow_unicode=True), encoding="utf-8")
    head = {"name": "own", "title": TITLE, "version": "1", "extends": "packaged"}
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "rulebook.yaml").write_text(yaml.safe_dump(head), encoding="utf-8")
    return tmp_path


def _screen(folder: Path, *arguments: str, **environment: str) -> bytes:
    """The bytes that a command writes to its terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    settings = {**kept, "TERM": "xterm", "COLUMNS": "100", **environment}
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], *arguments], env=settings, cwd=str(folder), timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    shown: bytes = child.before
    assert b"Traceback" not in shown
    return shown


COLOURED, BARE = {"TERM": "xterm"}, {"NO_COLOR": "1"}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["recommend", "p.yaml"], COLOURED),
        (["recommend", "p.yaml"], BARE),
        (["recommend", "p.yaml"], {"TERM": "dumb"}),
        (["recommend", "p.yaml", "--plain"], COLOURED),
        (["recommend", "p.yaml", "--format", "markdown"], COLOURED),
        (["what-if", "p.yaml", "--set", "work_nature=even-mix"], BARE),
        (["questions", "--rules", "book"], COLOURED),
        (["init", "-", "--rules", "book"], COLOURED),
        (["lint", "wrong.yaml"], BARE),
        (["lint", "wrong.yaml", "--plain"], COLOURED),
        (["recommend", "wrong.yaml"], COLOURED),
    ],
    ids=str,
)
def test_a_terminal_in_ascii_gets_ascii(arguments: list[str], environment: dict[str, str], folder: Path) -> None:
    shown = _screen(folder, *arguments, **C_LOCALE, **environment)
    assert shown.isascii()
    assert rb"\xdcbersicht - \u65e5\u672c" in shown


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("environment", [COLOURED, BARE], ids=["coloured", "bare"])
def test_what_a_western_terminal_has_it_shows(encoding: str, environment: dict[str, str], folder: Path) -> None:
    shown = _screen(folder, "recommend", "p.yaml", PYTHONIOENCODING=encoding, **environment).decode(encoding)
    assert r"Übersicht - \u65e5\u672c \U0001f600 " + '"é"' in shown


@pytest.mark.parametrize(
    "arguments", [["recommend", "p.yaml"], ["questions", "--rules", "book"], ["explain", "p.yaml"]]
)
def test_json_on_such_a_terminal_has_the_same_data(arguments: list[str], folder: Path) -> None:
    shown = _screen(folder, *arguments, "--format", "json", **C_LOCALE)
    assert shown.isascii()
    piped = subprocess.run([*COMMAND, *arguments, "--format", "json"], cwd=folder, capture_output=True, check=True)
    assert TITLE.encode() in piped.stdout
    assert json.loads(shown) == json.loads(piped.stdout)


def test_what_is_piped_is_utf8_whatever_the_locale(folder: Path) -> None:
    settings = {**os.environ, **C_LOCALE}
    for arguments in (["recommend", "p.yaml"], ["recommend", "wrong.yaml"]):
        done = subprocess.run([*COMMAND, *arguments], cwd=folder, env=settings, capture_output=True, check=False)
        assert "Ü".encode() in done.stdout + done.stderr


def test_an_interview_on_such_a_terminal_is_held_in_ascii(folder: Path) -> None:
    settings = {**os.environ, **C_LOCALE, "TERM": "dumb", "COLUMNS": "100"}
    arguments = ["interview", "--answers", "p.yaml", "--rules", "book", "--output", "new.yaml"]
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], *arguments], env=settings, cwd=str(folder), timeout=60)
    child.expect("> $")
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert child.before.isascii()
