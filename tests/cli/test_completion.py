"""What shells complete, asked for as bash, zsh and fish ask: by variables of the environment."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from kpo_advisor.cli.app import main
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.cli.running import Done
from tests.small_rulebooks.on_disk import LAUNDRY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = f"--rules {LAUNDRY}"


def _asked(**variables: str) -> Done:
    """What a shell is answered, in this process: without a bound on the time, which a busy machine would pass."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, variables),
        patch("sys.argv", ["kpo-advisor"]),
        patch("kpo_advisor.cli.completing._end_in_time"),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        return Done(main(), out.getvalue(), err.getvalue())


def _asked_apart(**variables: str) -> subprocess.CompletedProcess[str]:
    """The same as shells do it: in a process of its own."""
    command = [sys.executable, "-m", "kpo_advisor"]
    environment = {**os.environ, **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def bash(line: str) -> list[str]:
    """The words that bash is told, which has parted words at `=` and `:` and joins them by line ends."""
    words = line.replace("=", " = ").split(" ")
    words = [word for word in words[:-1] if word] + words[-1:]
    if words[-1] == "" and line.endswith("="):
        words.pop()
    at = str(len(words) - 1)
    done = _asked(_KPO_ADVISOR_COMPLETE="complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=at)
    assert done.err == ""
    return done.out.split()


def zsh(line: str) -> list[str]:
    done = _asked(_KPO_ADVISOR_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert done.err == ""
    if done.out == "_files\n":  # zsh then offers files
        return []
    return done.out.removeprefix("_arguments '*: :((").removesuffix("))'\n").replace('"', "").split()


def fish(line: str) -> list[str]:
    done = _asked(
        _KPO_ADVISOR_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="get-args", _TYPER_COMPLETE_ARGS=line
    )
    assert done.err == ""
    return done.out.split()


@pytest.mark.parametrize("shell", [bash, zsh, fish])
def test_sections_criteria_and_what_can_be_shown_are_completed(shell: Callable[[str], list[str]]) -> None:
    assert shell(f"kpo-advisor questions {RULES} --section ") == ["linen", "house"]
    assert shell(f"kpo-advisor questions {RULES} --who c") == ["caretaker", "counsel"]
    assert shell(f"kpo-advisor explain p.yaml {RULES} --weight d") == [f"distance={weight}" for weight in range(1, 5)]
    assert shell(f"kpo-advisor recommend p.yaml {RULES} --weight ") == ["work=", "means=", "parting=", "distance="]
    assert shell(f"kpo-advisor show {RULES} dirt heavy-") == ["heavy-stains"]
    assert shell(f"kpo-advisor show {RULES} dirt.h") == ["dirt.heavy"]


def test_questions_then_their_choices_are_completed_with_what_stands_before_them() -> None:
    line = f"kpo-advisor what-if p.yaml {RULES} --set "
    for shell in (zsh, fish):
        assert shell(f"{line}own") == ["own_machines=", *(f"own_machines={word}" for word in ("yes", "no", "unknown"))]
        assert shell(f"{line}k") == ["kinds=", "kilos="]
        assert shell(f"{line}dirt=h") == ["dirt=heavy"]
        assert shell(f"{line}kinds=silk,") == ["kinds=silk,none", "kinds=silk,uniforms"]
        assert shell(f"{line}Rooms/dirt=l") == ["Rooms/dirt=light"]
        assert shell(f"{line}nothing=") == []


def test_bash_is_given_only_what_stands_behind_the_sign_at_which_it_parts_words() -> None:
    line = f"kpo-advisor what-if p.yaml {RULES} --set"
    assert bash(f"{line} dirt=h") == ["heavy"]
    assert bash(f"{line}=dirt=h") == ["heavy"]
    assert bash(f"{line} dirt=") == ["light", "normal", "heavy", "unknown"]
    assert bash(f"{line} kinds=silk,u") == ["silk,uniforms"]
    assert bash(f"{line} k") == ["kinds=", "kilos="]


SHELLS = {
    "bash": (
        ["--norc", "--noprofile"],
        "bind 'set enable-bracketed-paste off'; eval \"$(kpo-advisor --show-completion bash)\"",
    ),
    "zsh": (["-f", "-i"], 'autoload -U compinit; compinit -u -D; eval "$(kpo-advisor --show-completion zsh)"'),
    "fish": (["--no-config", "-i"], "kpo-advisor --show-completion fish | source"),
}
"""How each is started without anybody's settings, and told of the completion."""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_puts_the_words_where_they_belong(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    import pexpect

    program = tmp_path / "kpo-advisor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kpo_advisor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    own = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "ZDOTDIR": str(tmp_path), "PS1": "$ "}
    variables = {**os.environ, **own, "TERM": "xterm" if shell == "fish" else "dumb"}
    options, told = SHELLS[shell]
    window = pexpect.spawn(shell, options, env=variables, encoding="utf-8", timeout=30, dimensions=(24, 200))
    window.sendline(f"{told}; echo rea''dy")
    window.expect("ready")
    typed = [(" dirt=he", "avy "), (" own_m", "achines="), (" kinds=silk,u", "niforms ")]
    if shell == "bash":
        typed.append(("=own_m", "achines="))
    for begun, added in typed:
        window.send(f"\x15kpo-advisor what-if p.yaml {RULES} --set{begun}\t")
        window.expect_exact(added)
    window.close(force=True)


def test_what_a_recommendation_may_be_or_fall_short_by_is_completed_behind_a_comma_too() -> None:
    assert zsh(f"kpo-advisor recommend p.yaml {RULES} --expect ") == ["laundry", "own", "both", "none"]
    assert zsh(f"kpo-advisor recommend p.yaml {RULES} --expect own,") == ["own,laundry", "own,both", "own,none"]
    assert bash("kpo-advisor recommend p.yaml --fail-on c") == ["close"]
    assert fish("kpo-advisor recommend p.yaml --fail-on close,") == ["close,provisional", "close,held-back"]


def test_what_a_portfolio_is_chosen_and_sorted_by_is_completed() -> None:
    assert zsh(f"kpo-advisor portfolio p.csv {RULES} --where own") == zsh(f"kpo-advisor what-if p {RULES} --set own")
    assert zsh("kpo-advisor portfolio p.csv --sort t") == ["title"]
    assert fish("kpo-advisor portfolio p.csv --sort ") == ["title", "group", "share", "home", "lead", "certainty"]
    assert bash("kpo-advisor portfolio p.csv --first in") == ["in-house"]


def test_codes_of_findings_are_completed_one_after_the_other() -> None:
    assert bash("kpo-advisor lint --explain KPO09") == [f"KPO09{number}" for number in (0, 1, 2, 3, 4, 5, 6, 7, 8)]
    assert "uncited-fact" in bash("kpo-advisor lint --ignore u")
    assert zsh("kpo-advisor lint --select KPO097,KPO09")[-1] == "KPO097,KPO098"
    assert "KPO097,KPO097" not in zsh("kpo-advisor lint --select KPO097,KPO09")


def test_commands_and_options_are_completed_as_before() -> None:
    assert bash("kpo-advisor wh") == ["what-if"]
    assert len(bash("kpo-advisor ")) > 8
    assert bash("kpo-advisor explain --wei") == ["--weight"]


def test_a_changed_rulebook_is_completed_as_it_is_now(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(LAUNDRY, folder)
    line = f"kpo-advisor show --rules {folder} heavy-"
    assert bash(line) == bash(line) == ["heavy-stains"]
    for path in folder.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("heavy-stains", "heavy-spots"), encoding="utf-8")
    assert bash(line) == ["heavy-spots"]


def test_an_overlay_is_completed_with_what_it_extends_and_anew_when_that_changes(tmp_path: Path) -> None:
    base, own = tmp_path / "base", tmp_path / "own"
    shutil.copytree(LAUNDRY, base)
    own.mkdir()
    header = 'name: own\ntitle: Ours\nversion: "1"\nextends: ../base\n'
    (own / "rulebook.yaml").write_text(header, encoding="utf-8")
    line = f"kpo-advisor show --rules {own} heavy-"
    assert bash(line) == ["heavy-stains"]
    for path in base.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("heavy-stains", "heavy-spots"), encoding="utf-8")
    assert bash(line) == ["heavy-spots"]


def test_all_that_can_be_shown_is_completed_without_a_kept_list_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")
    expected = [id for id in sorted(load_rulebook(LAUNDRY).rule_by_id) if id.startswith("s")]
    assert bash(f"kpo-advisor show {RULES} s") == expected != []


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("kpo-advisor questions --rules /no/such/folder --section ", "5"),
        ("kpo-advisor questions --rules . --section ", "5"),
        ("kpo-advisor --version questions --section zz", "4"),
        ("kpo-advisor --verbose questions --section zz", "4"),
        ("kpo-advisor recommend --output rules/rulebook.yaml --set zz", "5"),
        ("kpo-advisor nonsense --section ", "3"),
        ("kpo-advisor show ' ", "2"),
        ("kpo-advisor show \x1b[31m", "2"),
        ("kpo-advisor lint --fail-level x --explain zz", "5"),
        ("kpo-advisor", "17"),
        ("", "0"),
        ("kpo-advisor show", "-1"),
        ("kpo-advisor show", "x"),
    ],
)
def test_nothing_but_words_is_printed_whatever_was_typed(words: str, at: str) -> None:
    done = _asked(_KPO_ADVISOR_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=at)
    assert done.err == ""
    assert all(len(line.split(" ")) == 1 for line in done.out.splitlines())
    if words.endswith("zz") or "--rules" in words:
        assert done.out.strip() == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_rulebook_that_nobody_writes_to_the_end_does_not_make_a_shell_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rulebook.yaml")
    line = f"kpo-advisor questions --rules {tmp_path} --section "
    done = _asked_apart(_KPO_ADVISOR_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD="5")
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_a_process_of_its_own_answers_the_same() -> None:
    line = f"kpo-advisor questions {RULES} --section "
    asked = {"_KPO_ADVISOR_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    apart = _asked_apart(**asked)
    assert (apart.stdout, apart.stderr) == (_asked(**asked).out, "")
    assert '"linen"' in apart.stdout


def test_a_kept_list_that_is_broken_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setenv("KPO_ADVISOR_CACHE", str(kept))
    line = f"kpo-advisor questions {RULES} --section "
    assert bash(line) == ["linen", "house"]
    (path,) = kept.glob("words-*.json")
    for broken in ("", "[]", "{", path.read_text(encoding="utf-8").replace('"linen"', "7")):
        path.write_text(broken, encoding="utf-8")
        assert bash(line) == ["linen", "house"]
