"""Texts of rulebooks and profiles steer no terminal, hide nothing and command no CI, in any output of any command."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kpo_advisor.cli.outgoing_text import disarmed
from kpo_advisor.text.escape import clean
from tests.cli.hostile import HOSTILE, texts, write_hostile
from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.cli.running import Done

COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""What a runner obeys: GitHub's the first at the start of a line, others the second anywhere."""
WRONG = "::error file=a::wrong ##vso[task.complete].yaml"
RULES = ("--rules", "book")
ABOUT_PROFILES = [
    ("recommend", "profile.yaml", "parts.yaml", *RULES),
    ("explain", "profile.yaml", *RULES),
    ("explain", "parts.yaml", *RULES),
    ("what-if", "parts.yaml", "--set", "dirt=light", "--set", "2/kilos=7", *RULES),
    ("panel", "parts.yaml", "profile.yaml", *RULES),
    ("test", ".", "--coverage", *RULES),
    ("diff", "book", "other", "--profiles", "parts.yaml", "--profiles", "profile.yaml"),
    ("questions", *RULES),
    ("questions", "--by-who", *RULES),
    ("questions", "--profile", "parts.yaml", *RULES),
    ("questions", "--who", "counsel", "--profile", "parts.yaml", *RULES),
]
IN_FORMATS = [
    (*arguments, "--format", form) for arguments in ABOUT_PROFILES for form in ("text", "json", "markdown", "html")
]
LINTED = [
    ("lint", "book", WRONG, *RULES, "--format", form)
    for form in ("text", "concise", "json", "github", "gitlab", "sarif")
]
OTHERS = [
    ("recommend", "profile.yaml", "--plain", *RULES),
    ("merge", "profile.yaml", "parts.yaml", *RULES),
    *(
        ("report", profile, "--firm", HOSTILE, "--format", form, *RULES)
        for profile in ("profile.yaml", "parts.yaml")
        for form in ("html", "markdown")
    ),
    ("report", "profile.yaml", "--date", HOSTILE, *RULES),
    ("report", "profile.yaml", "--logo", WRONG, *RULES),
    ("recommend", WRONG, *RULES),
    ("recommend", "no-such-##vso[x].yaml", *RULES),
    ("recommend", "profile.yaml", "--rules", WRONG),
    ("recommend", "parts.yaml", "--set", "::x\n::y/dirt=light", *RULES),
    ("explain", "profile.yaml", "--weight", "::x=\n##[x]1", *RULES),
    ("lint", "::no-such"),
    ("lint", "book", "--statistics"),
    ("questions", "--section", "\n::x", *RULES),
    ("questions", "--who", "\n::x", *RULES),
    ("questions", "--who", "counsel", "--profile", "parts.yaml", "--format", "yaml", *RULES),
    ("init", "-", *RULES),
    ("schema", "profile", *RULES),
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder)
    return folder


@pytest.fixture
def kpo(hostile: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    monkeypatch.chdir(hostile)
    return partial(run, monkeypatch, capfd)


def _check(written: str) -> None:
    for line in written.split("\n"):  # not splitlines: it would take out what it splits at
        assert clean(line) == line
    assert COMMAND.findall(written) == []


@pytest.mark.parametrize("arguments", [*IN_FORMATS, *LINTED, *OTHERS], ids=" ".join)
def test_no_output_steers_hides_or_commands(arguments: Sequence[str], kpo: Callable[..., Done]) -> None:
    done = kpo(*arguments)
    assert done.code in (0, 1, 2)
    assert done.out or done.err
    _check(done.err)
    if "github" in arguments:
        commands = [line.split("::")[1].split(" ")[0] for line in done.out.splitlines()]
        assert set(commands) == {"error", "warning"}
        _check("".join(f"{line.partition('::')[2]}\n" for line in done.out.splitlines()))
        return
    _check(done.out)
    if arguments[-1] == "json" or arguments[0] == "schema":
        data = [json.loads(line) for line in done.out.splitlines()] if arguments[0] == "recommend" else done.out
        given = data if isinstance(data, list) else json.loads(data)
        assert any(HOSTILE in text or '"::add-mask' in text for text in texts(given))


def test_the_result_in_a_file_is_the_same_as_on_standard_output(kpo: Callable[..., Done], tmp_path: Path) -> None:
    for arguments in (ABOUT_PROFILES[0], *(each for each in LINTED if "github" in each)):
        target = tmp_path / "out"
        assert kpo(*arguments, "--output", str(target)).out == ""
        assert target.read_bytes().decode() == kpo(*arguments).out


def test_a_blank_profile_of_a_hostile_rulebook_is_a_profile_without_answers(kpo: Callable[..., Done]) -> None:
    done = kpo("init", "-", *RULES)
    assert yaml.safe_load(done.out) == {"answers": None}
    uncommented = re.sub(r"^  # (\w+: a number)", r"  \1", done.out, flags=re.MULTILINE)
    (answers,) = yaml.safe_load(uncommented).values()
    assert list(answers) == ["kilos"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x\n", ":\\x3aerror::x\n"),
        ("a\n \t\u00a0\u3000::set-env name=P::x", "a\n \t\u00a0\u3000:\\x3aset-env name=P::x"),
        ("\n\n  ::x\n::y", "\n\n  :\\x3ax\n:\\x3ay"),
        (":::x", ":\\x3a:x"),
        ("see std::vector, a :: b", "see std::vector, a :: b"),
        ("a ##vso[x]1 ###[b] ##teamcity[c]", r"a #\u0023vso[x]1 ##\u0023[b] #\u0023teamcity[c]"),
        ("## Heading [1], #[2], # #[3]", "## Heading [1], #[2], # #[3]"),
    ],
)
def test_what_a_runner_obeys_is_broken_up_and_nothing_else(text: str, shown: str) -> None:
    assert disarmed(text) == shown


@pytest.mark.parametrize("data", ["##vso[x]", "\\##[x]", "###[", {"##[a]": ["\\\\##[", "::x\n::y"]}])
def test_data_stay_the_same_in_json_and_yaml(data: Any) -> None:
    for indent in (None, 2):
        assert json.loads(disarmed(json.dumps(data, indent=indent))) == data
        assert yaml.safe_load(disarmed(json.dumps(data, indent=indent))) == data


@pytest.mark.parametrize(
    "arguments", [["--##vso[x]"], ["recommend", "--##vso[x]"], ["lint", "-f", "\x1b[1m"], ["\n::error::"]]
)
def test_a_wrong_call_commands_nobody(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    done = run(monkeypatch, capfd, *arguments)
    assert done.code == 2
    assert "Error: " in done.err
    assert "##vso[" not in done.err
    assert not any(line.lstrip().startswith("::") for line in done.err.splitlines())
    assert "\x1b" not in done.err
