"""A few inputs of every reader, and whether the run over many of them notices what it looks for."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.errors import KpoAdvisorError, Severity
from kpo_advisor.model.finding import Finding, UnreadableInput
from tests.fuzzing.places import emptied, kept, put_odd
from tests.fuzzing.trial import Broken, Trial, judge
from tests.how_many import share

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and limits of a Unix")

if sys.platform != "win32":
    from tests.fuzzing.batch import READERS, make

FEW = {"proofs": 15, "revisions": 20, "trees": 10, "numbers": 150, "settings": 40, "lint": 10, "overlays": 10}
LONG = 20.0
"""How much more CPU an input may take here than in a long run: no test is to fail on a busy machine."""


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_what_is_spoilt_is_read_or_refused_in_words(
    reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")
    for number in range(share(10 * FEW.get(reader, 30))):
        try:
            judge(make(reader, number, tmp_path / "input"), LONG)
        except BaseException as error:
            error.add_note(f"again: python -m tests.fuzzing --only {reader} --seed {number} --inputs 1")
            raise


def test_the_same_number_gives_the_same_input(tmp_path: Path) -> None:
    for reader in READERS:
        make(reader, 7, tmp_path / "one")
        make(reader, 7, tmp_path / "two")
        assert _tree(tmp_path / "one") == _tree(tmp_path / "two"), reader


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@dataclass
class Counted:
    """What is read is another thing each time."""

    count: int = 0

    def read(self) -> int:
        self.count += 1
        return self.count


def _raise(error: BaseException) -> Callable[[], None]:
    def read() -> None:
        raise error

    return read


def _cannot_be_written(found: object) -> None:
    raise ValueError(f"{found} cannot be written")


def _work() -> None:
    sum(number * number for number in range(2_000_000))


def _refusal(file: str, message: str, code: str = "x") -> Callable[[], None]:
    return _raise(UnreadableInput([Finding(code, Severity.ERROR, file, None, message)]))


@pytest.mark.parametrize(
    ("trial", "error"),
    [
        (Trial(_raise(KeyError("a bug"))), KeyError),
        (Trial(_raise(RecursionError())), RecursionError),
        (Trial(_raise(KpoAdvisorError(" "))), Broken),
        (Trial(_raise(UnreadableInput([]))), Broken),
        (Trial(_refusal("a.yaml", "No place.")), Broken),
        (Trial(_refusal("a.json", "no sentence")), Broken),
        (Trial(_refusal("a.json", "x" * 10_000 + ".")), Broken),
        (Trial(Counted().read), Broken),
        (Trial(_work, seconds=0.001), Broken),
        (Trial(lambda: 1, _cannot_be_written), ValueError),
    ],
)
def test_what_a_reader_must_not_do_is_noticed(trial: Trial, error: type[BaseException]) -> None:
    with pytest.raises(error):
        judge(trial)


def test_a_refusal_in_words_is_none(tmp_path: Path) -> None:
    judge(Trial(_refusal("a.yaml", "There is no such file.", "missing")))
    judge(Trial(_refusal("a.json", "A line is of no use in JSON.")))


def test_a_run_ends_with_1_where_an_input_fails_and_keeps_it(tmp_path: Path) -> None:
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import kpo_advisor.portable.scalars as scalars\n"
        "real = scalars.read_plain\n"
        "def read_plain(text):\n"
        "    if '999' in text: raise ZeroDivisionError('a bug')\n"
        "    return real(text)\n"
        "scalars.read_plain = read_plain\n",
        encoding="utf-8",
    )
    done = _run(tmp_path, "--only", "numbers", "--inputs", "40", "--seed", "5", "--keep", str(tmp_path / "kept"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "ZeroDivisionError: a bug" in done.stdout
    first = sorted((tmp_path / "kept").iterdir())[0]
    assert "ZeroDivisionError" in (first / "failure.txt").read_text(encoding="utf-8")
    broken.unlink()
    reader, _, number = first.name.partition("-")
    again = _run(tmp_path, "--only", reader, "--inputs", "1", "--seed", number)
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_batch_that_dies_is_told_and_the_run_goes_on_behind_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import kpo_advisor.profiles.settings as settings, os\n"
        "real = settings.apply_settings\n"
        "def apply_settings(profile, texts, rulebook):\n"
        "    if len(texts) > 100: os._exit(9)\n"
        "    return real(profile, texts, rulebook)\n"
        "settings.apply_settings = apply_settings\n",
        encoding="utf-8",
    )
    done = _run(tmp_path, "--only", "settings", "--inputs", "12", "--seed", "14", "--keep", str(tmp_path / "kept"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the batch ended with 9" in done.stdout
    assert "settings            12 inputs" in done.stdout


def _run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "tests.fuzzing", *arguments]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_what_lies_outside_is_never_written_to(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"as it was")
    outside.chmod(0o640)
    for number in range(40):
        path = tmp_path / f"link-{number}"
        path.symlink_to(outside)
        with suppress(OSError):
            put_odd(path, random.Random(number))
    assert outside.read_bytes() == b"as it was"
    assert stat.S_IMODE(outside.stat().st_mode) == 0o640


def test_an_input_is_kept_with_its_links_and_pipes(tmp_path: Path) -> None:
    chance = random.Random(3)
    source = emptied(tmp_path / "source")
    for number in range(30):
        put_odd(source / str(number), chance)
    kept(source, tmp_path / "copy")
    kinds = _kinds(source)
    assert _kinds(tmp_path / "copy") == kinds
    assert set(kinds.values()) == {"pipe", "link", "other"}


def _kinds(folder: Path) -> dict[str, str]:
    return {
        path.name: "link" if path.is_symlink() else "pipe" if stat.S_ISFIFO(path.lstat().st_mode) else "other"
        for path in folder.iterdir()
    }
