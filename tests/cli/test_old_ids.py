"""Commands that read old ids say so on stderr, with the place and with what took their place, and go on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run
from tests.rulebooks.test_old_ids import BASE, own_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Done

SAYS = '"work_nature" is an old id; the question is work now. [old-id]'
TOLD = f"Warning: p.yaml:2:11: {SAYS}\n"


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    for name, text in BASE.items():
        (tmp_path / "base" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "base" / name).write_text(text, encoding="utf-8")
    text = "title: P\nanswers: {work_nature: mix}\nexpect: {certainty: provisional}\n"
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    return "base"


@pytest.mark.parametrize("command", [("recommend", "p.yaml"), ("explain", "p.yaml"), ("test", "p.yaml")])
def test_a_profile_with_an_old_id_is_read_and_told(
    kpo: Callable[..., Done], rules: str, command: tuple[str, ...]
) -> None:
    done = kpo(*command, "--rules", rules)
    assert done.err == TOLD
    assert done.out


def test_a_setting_by_an_old_id_is_told_beside(kpo: Callable[..., Done], rules: str) -> None:
    done = kpo("what-if", "p.yaml", "--set", "people=3", "--rules", rules)
    assert done.err == TOLD + (
        'Warning: --set: In "people=3": "people" is an old id; the question is staff now. [old-id]\n'
    )
    assert "staff: not asked -> 3" in done.out


def test_lint_finds_it_in_a_profile_too(kpo: Callable[..., Done], rules: str) -> None:
    done = kpo("lint", "p.yaml", "--rules", rules, "--format", "concise")
    assert 'p.yaml:2:11: warning KPO097 old-id: "work_nature" is an old id; the question is work now.' in done.out


def test_an_overlay_with_an_old_id_is_told_at_each_use(kpo: Callable[..., Done], rules: str, tmp_path: Path) -> None:
    for name, text in own_files("{ work_nature: mix }").items():
        (tmp_path / "own").mkdir(exist_ok=True)
        (tmp_path / "own" / name).write_text(text, encoding="utf-8")
    assert rules
    for _ in range(2):
        done = kpo("recommend", "p.yaml", "--rules", "own")
        assert done.err == f"Warning: own/rules.yaml:2:36: {SAYS}\n{TOLD}"
        assert "Choose BPO." in done.out.splitlines()
