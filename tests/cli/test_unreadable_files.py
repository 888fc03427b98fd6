"""Files and folders that cannot be read are told, each by its name, by every command that meets them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kpo_advisor
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CASE = "v01-multi-country-payroll.yaml"
SOURCES = str(Path(kpo_advisor.__file__).parent.parent)
LIMIT = 60
"""Seconds after which a command counts as hanging."""

_DROP_CAPABILITY, _OVERRIDE, _SEARCH = 24, 1, 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes, devices and closed folders of a Unix")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def closed(path: Path) -> None:
    path.write_text("rules: []\n", encoding="utf-8")
    path.chmod(0)


def folder(path: Path) -> None:
    path.mkdir()


ODD: list[tuple[Callable[[Path], None], str]] = [
    (loop, "too many"),
    (dangling, "no such file"),
    (os.mkfifo, "a pipe"),
    (device, "a device"),
    (closed, "permission denied"),
]
OVERLAY = {
    "rulebook.yaml": "# Small.\nname: overlay\ntitle: Overlay\nversion: '1'\nextends: ../plain\n",
    "house-secrecy.yaml": "criterion: hours\nrules:\n"
    "  - {id: odd-work, favours: {bpo: slight}, because: It is odd., inferred: Made up.}\n",
}
COMMANDS = {
    "lint": ["lint", "overlay", "--select", "KPO0", "--format", "concise"],
    "test": ["test", "cases", "--rules", "overlay"],
    "recommend": ["recommend", f"cases/{CASE}", "--rules", "overlay"],
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with an overlay on a plain rulebook, and a case."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PLAIN, "plain")
    Path("overlay").mkdir()
    for name, text in OVERLAY.items():
        Path("overlay", name).write_text(text, encoding="utf-8")
    Path("cases").mkdir()
    shutil.copy(EXAMPLES / "cases" / CASE, "cases")


def kpo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, for which closed files are closed even where the tests run as root."""
    return subprocess.run(
        [sys.executable, "-m", "kpo_advisor", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LIMIT,
        env={**os.environ, "PYTHONPATH": SOURCES},
        preexec_fn=_as_anybody,
    )


def _as_anybody() -> None:
    if os.geteuid() == 0:
        system = ctypes.CDLL(None)
        for capability in (_OVERRIDE, _SEARCH):
            system.prctl(_DROP_CAPABILITY, capability, 0, 0, 0)


def told(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """The command ended with the code, said the words, and told no traceback."""
    shown = (done.stdout + done.stderr).lower()
    assert "traceback" not in shown
    assert done.returncode == code, shown
    for word in words:
        assert word in shown


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("make", "reason"), ODD, ids=[make.__name__ for make, _ in ODD])
def test_a_file_of_a_rulebook_that_cannot_be_read_is_told(
    make: Callable[[Path], None], reason: str, command: str
) -> None:
    make(Path("overlay/x.yaml"))
    reason = "not followed" if make in (dangling, device) else reason
    told(kpo(*COMMANDS[command]), 2, "overlay/x.yaml", reason)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_in_a_rulebook_that_cannot_be_looked_into_is_told(command: str) -> None:
    Path("overlay/closed").mkdir(mode=0)
    Path("overlay/linked").symlink_to("../cases")
    Path("overlay/up").symlink_to("..")
    shown = ("overlay/closed", "permission denied", "overlay/linked", "overlay/up", "a link to a folder")
    told(kpo(*COMMANDS[command]), 2, *shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_called_like_a_file_is_a_folder(command: str) -> None:
    Path("overlay/x.yaml").mkdir()
    shutil.copy("overlay/house-secrecy.yaml", "overlay/x.yaml")
    # 1, findings, for lint: what is in the folder is read, and here exists already.
    told(kpo(*COMMANDS[command]), 1 if command == "lint" else 2, "overlay/x.yaml/house-secrecy.yaml", "exists already")


@pytest.mark.parametrize("make", [dangling, os.mkfifo])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_rulebook_yaml_that_cannot_be_read_is_told(make: Callable[[Path], None], command: str) -> None:
    Path("overlay/rulebook.yaml").unlink()
    make(Path("overlay/rulebook.yaml"))
    told(kpo(*COMMANDS[command]), 2, "overlay/rulebook.yaml")


@pytest.mark.parametrize("make", [folder, loop, closed])
def test_an_extended_folder_that_is_no_folder_is_told_where_it_is_named(make: Callable[[Path], None]) -> None:
    header = Path("overlay/rulebook.yaml")
    header.write_text(header.read_text(encoding="utf-8").replace("../plain\n", "../base\n"), encoding="utf-8")
    make(Path("base"))
    told(kpo(*COMMANDS["recommend"]), 2, 'overlay/rulebook.yaml:5:10: "../base" leads to overlay/../base.')
    told(kpo(*COMMANDS["lint"]), 1, "overlay/rulebook.yaml:5:10: error kpo025")


@pytest.mark.parametrize(("make", "reason"), ODD, ids=[make.__name__ for make, _ in ODD])
def test_a_profile_that_cannot_be_read_is_told_and_the_others_are_answered(
    make: Callable[[Path], None], reason: str
) -> None:
    make(Path("cases/x.yaml"))
    is_link = make in (loop, dangling, device)  # other programs make such: mentioned, and nothing else is said of it
    code, met = (0, "or nowhere, are not followed") if is_link else (2, reason)
    told(kpo("test", "cases"), code, "cases/x.yaml", met, "1 passed")
    told(kpo("lint", "cases"), code, "cases/x.yaml", met, "against the packaged rulebook")
    if make is os.mkfifo:
        return  # named by hand, a pipe is read
    told(
        kpo("recommend", "cases/x.yaml", f"cases/{CASE}"),
        2,
        "cases/x.yaml",
        reason,
        "give it to a provider of rule-bound work",
    )
    told(kpo("lint", "cases/x.yaml"), 2, "cases/x.yaml")


def test_a_folder_of_cases_that_is_closed_is_told() -> None:
    Path("cases/closed").mkdir(mode=0)
    told(kpo("test", "cases"), 2, "cases/closed", "permission denied", "1 passed")
    told(kpo("lint", "cases"), 2, "cases/closed", "the folder cannot be read: permission denied", "1 profile")
    Path("cases").chmod(0)
    told(kpo("lint", "cases"), 2, "cases", "the folder cannot be read: permission denied")
    told(kpo("lint", f"cases/{CASE}"), 2, "permission denied")
    told(kpo("test", "cases"), 2, "cases: the folder cannot be read: permission denied")
    told(kpo("recommend", f"cases/{CASE}"), 2, "permission denied")


def test_links_below_a_folder_of_cases_lead_nowhere_else() -> None:
    Path("cases/up").symlink_to("..")
    told(kpo("test", "cases"), 0, "1 case: 1 passed.")


@pytest.mark.parametrize("target", ["../token.txt", "../.git/config.yaml", ".secret.yaml", "note.txt"])
def test_a_link_among_cases_shows_nothing_of_what_lies_elsewhere(target: str) -> None:
    for name in ("token.txt", ".git/config.yaml", "cases/.secret.yaml", "cases/note.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("answers: {token: xyzzy}\n", encoding="utf-8")
    Path("cases/a.yaml").symlink_to(target)
    for command in (["lint", "cases", "--select", "KPO0"], ["test", "."]):
        done = kpo(*command)
        told(done, 0, "cases/a.yaml", "not followed")
        assert "xyzzy" not in done.stdout + done.stderr
    told(kpo("lint", "cases/a.yaml"), 1, "xyzzy")  # the path was given


def test_a_rulebook_that_is_closed_is_told() -> None:
    Path("overlay").chmod(0o444)
    told(kpo("lint", "."), 2, "overlay/rulebook.yaml", "permission denied")
    told(kpo(*COMMANDS["recommend"]), 2, "overlay/rulebook.yaml", "permission denied")
    Path("overlay").chmod(0)
    told(kpo(*COMMANDS["recommend"]), 2, "overlay", "not readable")
    told(kpo(*COMMANDS["lint"]), 2, "overlay", "the folder cannot be read: permission denied")
