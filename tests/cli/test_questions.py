"""`questions` prints the questionnaire, whom to ask, and a sheet for one person, whose answers are taken back."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run
from tests.small_rulebooks.on_disk import LAUNDRY, LAUNDRY_PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

RULES = ("--rules", str(LAUNDRY))
KNOWN = str(LAUNDRY_PROFILES / "part-known.yaml")
DONE = str(LAUNDRY_PROFILES / "nothing-left.yaml")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.chdir(tmp_path)
    return partial(run, monkeypatch, capfd)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("counsel.yaml", "# Questions for counsel: Hotel *Zur Post* [new].\n"),
        ("counsel.yml", "# Questions for counsel"),
        ("counsel.md", "# Questions for counsel: Hotel \\*Zur Post\\* \\[new\\]\n"),
        ("counsel.HTML", "<!DOCTYPE html>\n"),
        ("counsel.json", '{\n  "schema": "kpo-advisor/sheets/1"'),
        ("counsel.txt", "Questions for counsel: Hotel *Zur Post* [new]\n"),
        ("counsel", "Questions for counsel"),
    ],
)
def test_a_sheet_is_written_as_its_name_ends(name: str, begins: str, kpo: Callable[..., Done], tmp_path: Path) -> None:
    assert kpo("questions", "--who", "counsel", "--profile", KNOWN, *RULES, "-o", name).code == 0
    assert (tmp_path / name).read_text().startswith(begins)


def test_the_questionnaire_too_is_written_as_its_name_ends_or_as_is_asked_for(
    kpo: Callable[..., Done], tmp_path: Path
) -> None:
    assert kpo("questions", *RULES, "-o", "all.md").code == 0
    assert (tmp_path / "all.md").read_text() == kpo("questions", *RULES, "-f", "markdown").out
    assert kpo("questions", *RULES, "-o", "all.md", "-f", "text").code == 0
    assert (tmp_path / "all.md").read_text() == kpo("questions", *RULES).out


def test_without_a_person_a_profile_says_whom_to_ask_what(kpo: Callable[..., Done]) -> None:
    done = kpo("questions", "--profile", KNOWN, *RULES)
    assert done.out == (
        "Whom to ask: Hotel *Zur Post* [new]\n\n"
        "What can change the result\n"
        "- Head of housekeeping: Special care; Bed linen and uniforms.\n"
        "- Caretaker: Machines of your own; Amount.\n"
        "- Tailor: Special care.\n"
        "- Counsel: Consent of the owner.\n\n"
        "What several know stands with each of them. A form to fill in, for each:\n"
        + "".join(
            f"kpo-advisor questions --who {who} --rules {LAUNDRY} --profile {KNOWN} -o {who}.html\n"
            for who in ("head-of-housekeeping", "caretaker", "tailor", "counsel")
        )
    )
    piped = kpo("questions", "--profile", "-", *RULES, stdin=Path(KNOWN).read_bytes()).out
    assert "--profile FILE -o head-of-housekeeping.html" in piped
    people = json.loads(kpo("questions", "--profile", KNOWN, *RULES, "-f", "json").out)["people"]
    assert [person["id"] for person in people] == ["head-of-housekeeping", "tailor", "caretaker", "counsel"]
    assert "there is nobody to ask" in kpo("questions", "--profile", DONE, *RULES).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--who", "councel"), 'Nobody called "councel" answers questions. Did you mean "counsel"?'),
        (("--who", "counsel", "--by-who"), "--section and --by-who are for the whole questionnaire"),
        (("--profile", KNOWN, "--section", "linen"), "--section and --by-who are for the whole questionnaire"),
        (("-f", "yaml"), "A file to fill in is for one person: add --who PERSON."),
        (("-o", "all.yaml"), "One with all questions is written by kpo-advisor init."),
        (("--profile", KNOWN, "-o", "all.yaml"), "A file to fill in is for one person"),
        (("--who", "counsel", "--profile", "none.yaml"), "none.yaml"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, kpo: Callable[..., Done], tmp_path: Path
) -> None:
    done = kpo("questions", *RULES, *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert list(tmp_path.iterdir()) == []


def answered(kpo: Callable[..., Done], tmp_path: Path, name: str, line: str) -> None:
    """Have a sheet written for counsel, and its one line filled in."""
    kpo("questions", "--who", "counsel", "--profile", KNOWN, *RULES, "-o", name)
    sheet = tmp_path / name
    sheet.write_text(sheet.read_text().replace("# consent: yes | no", line))


def test_the_answers_of_a_sheet_count_as_if_the_profile_had_them(kpo: Callable[..., Done], tmp_path: Path) -> None:
    answered(kpo, tmp_path, "counsel.yaml", "consent: yes")
    for command in ("recommend", "explain"):
        done = kpo(command, KNOWN, *RULES, "--answers", "counsel.yaml", "-f", "json")
        assert done.out == kpo(command, KNOWN, *RULES, "--set", "consent=yes", "-f", "json").out
        assert done.out != kpo(command, KNOWN, *RULES, "-f", "json").out
    changed = kpo("what-if", KNOWN, *RULES, "--answers", "counsel.yaml").out
    assert "- Consent of the owner: not asked -> yes" in changed
    report = kpo("report", KNOWN, *RULES, "--answers", "counsel.yaml", "-f", "markdown", "--without-notes").out
    assert report == kpo("report", KNOWN, *RULES, "--set", "consent=yes", "-f", "markdown", "--without-notes").out


def test_the_answers_of_a_sheet_are_kept_by_merge(kpo: Callable[..., Done], tmp_path: Path) -> None:
    answered(kpo, tmp_path, "counsel.yaml", "consent: yes")
    assert kpo("merge", KNOWN, *RULES, "--answers", "counsel.yaml", "-o", "next.yaml").code == 0
    kept = (tmp_path / "next.yaml").read_text()
    assert "consent: yes" in kept
    assert "said:\n  consent:\n    - {person: counsel, answer: yes}\n" in kept
    told = kpo("recommend", "next.yaml", *RULES).out
    assert told == kpo("recommend", KNOWN, *RULES, "--answers", "counsel.yaml").out
    refused = kpo("merge", KNOWN, DONE, *RULES, "--answers", "counsel.yaml")
    assert (refused.code, refused.out) == (2, "")
    assert "--answers fills in one profile." in refused.err


def test_a_sheet_stands_beside_the_profile_in_a_panel_and_a_merge(kpo: Callable[..., Done], tmp_path: Path) -> None:
    answered(kpo, tmp_path, "counsel.yaml", "consent: yes")
    assert "consent: yes" in kpo("merge", KNOWN, "counsel.yaml", *RULES).out
    assert "Answered by part-known and counsel." in kpo("panel", KNOWN, "counsel.yaml", *RULES).out


def test_what_is_set_on_the_command_line_counts_more_than_a_sheet(kpo: Callable[..., Done], tmp_path: Path) -> None:
    answered(kpo, tmp_path, "counsel.yaml", "consent: yes")
    both = kpo("recommend", KNOWN, *RULES, "--answers", "counsel.yaml", "--set", "consent=no", "-f", "json").out
    assert both == kpo("recommend", KNOWN, *RULES, "--set", "consent=no", "-f", "json").out


def test_sheets_that_contradict_each_other_or_are_about_other_work_are_told(
    kpo: Callable[..., Done], tmp_path: Path
) -> None:
    answered(kpo, tmp_path, "one.yaml", "consent: yes")
    answered(kpo, tmp_path, "two.yaml", "consent: no")
    done = kpo("recommend", KNOWN, *RULES, "--answers", "one.yaml", "--answers", "two.yaml")
    assert (done.code, done.out) == (2, "")
    assert 'one.yaml and two.yaml answer "Consent of the owner" differently.' in done.err
    other = kpo("recommend", DONE, *RULES, "--answers", "one.yaml")
    assert other.code == 0
    assert 'Warning: one.yaml is about "Hotel *Zur Post* [new]"' in other.err


def test_a_sheet_that_is_written_names_the_command_that_takes_it_back(kpo: Callable[..., Done]) -> None:
    asked = ("questions", "--who", "counsel", *RULES)
    back = f"When it comes back: kpo-advisor interview {KNOWN} --rules {LAUNDRY} --answers"
    assert f"{back} c.yaml" in kpo(*asked, "--profile", KNOWN, "-o", "c.yaml").err
    assert f"{back} counsel.yaml" in kpo(*asked, "--profile", KNOWN, "-o", "form.html").err
    assert kpo(*asked, "--profile", KNOWN, "-o", "c.md").err == ""
    assert kpo(*asked, "--profile", KNOWN, "-f", "yaml").err == ""
    assert kpo(*asked, "-o", "blank.yaml").err == ""


def test_a_sheet_that_is_broken_is_told_with_its_place(kpo: Callable[..., Done], tmp_path: Path) -> None:
    answered(kpo, tmp_path, "counsel.yaml", "consent: yes | no")
    done = kpo("recommend", KNOWN, *RULES, "--answers", "counsel.yaml")
    assert (done.code, done.out) == (2, "")
    assert "counsel.yaml:" in done.err
    assert "consent takes yes, no or unknown" in done.err
