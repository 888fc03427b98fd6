"""`kpo-advisor panel` and `merge`: several people's files of one piece of work."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "panel"
THREE = [str(EXAMPLES / f"{name}.yaml") for name in ("head-of-the-function", "counsel", "procurement")]


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.chdir(tmp_path)
    return partial(run, monkeypatch, capfd)


def write(file: str, text: str) -> str:
    Path(file).write_text(text, encoding="utf-8")
    return file


def test_the_first_sentence_says_whether_the_differences_matter_and_which(kpo: Callable[..., Done]) -> None:
    done = kpo("panel", *THREE)
    assert (done.code, done.err) == (0, "")
    answer = " ".join(done.out.split("\n\n")[1].split())
    assert answer.startswith("The differences matter. Give it to a provider of expert work (KPO) or do it in-house: ")
    found = json.loads(kpo("panel", *THREE, "--format", "json").out)
    deciding = [topic["label"] for topic in found["topics"] if topic["decides"]]
    assert deciding == ["Rules or judgement", "Inside knowledge"]
    assert all(label in answer for label in deciding)


def test_where_the_differences_do_not_matter_it_says_so(kpo: Callable[..., Done]) -> None:
    same = "answers: {work_nature: rules-only, sop_test: yes-written, volume: high-repetitive}\n"
    one = write("one.yaml", same + "notes: {}\n")
    other = write("other.yaml", same.replace("}", ", pay_for: per-output}"))
    third = write("third.yaml", same.replace("}", ", pay_for: per-person}"))
    assert "There are no differences." in kpo("panel", one, other).out
    assert "The differences do not matter." in " ".join(kpo("panel", one, other, third).out.split())


def test_the_merged_profile_is_what_the_panel_calls_all_together(kpo: Callable[..., Done]) -> None:
    merged = kpo("merge", *THREE, "--output", "all.yaml")
    assert (merged.code, merged.out, merged.err) == (0, "", "")
    together = json.loads(kpo("panel", *THREE, "--format", "json").out)["together"]
    result = json.loads(kpo("recommend", "all.yaml", "--format", "json").out)
    for key in ("recommended", "first", "possible", "certainty"):
        assert together[key] == result[key]
    assert 'skill_level:\n    - {person: "head of the function", answer: domain-expert' in Path("all.yaml").read_text()


def test_all_that_does_not_go_together_is_told_at_once_and_nothing_is_written(kpo: Callable[..., Done]) -> None:
    first = write("a.yaml", "activities: [{title: Keying, share: 2}, {title: Deciding}]\nweights: {cost: 3}\n")
    typo = write("b.yaml", "person: a\nactivities: [{title: Keyin}, {title: Deciding}]\nweights: {cost: 4}\n")
    less = write("c.yaml", "activities: [{title: Deciding}]\n")
    other = write("d.yaml", "activities: [{title: Deciding, share: 2}, {title: Keying}]\n")
    done = kpo("merge", first, typo, less, other, "--output", "all.yaml")
    assert (done.code, done.out) == (2, "")
    told = [line.partition(" (")[0] for line in done.err.splitlines()]
    assert 'b.yaml: "a" gave the answers of a.yaml already. Say in each file who it is: person: … ' in done.err
    assert 'b.yaml: "Keyin" is no activity of a.yaml; there are Keying and Deciding. Did you mean "Keying"?' in done.err
    assert 'b.yaml: The weight of "Cost" is 4, and 3 in a.yaml. Agree on the weights first.' in done.err
    assert "c.yaml: Of the activities in a.yaml, Keying is missing. List the same activities, or none." in done.err
    assert 'd.yaml: The share of "Keying" is 1 of 3, and 2 of 3 in a.yaml. Agree on the shares first.' in done.err
    assert len(told) >= 5
    assert not Path("all.yaml").exists()


def test_one_person_makes_no_panel(kpo: Callable[..., Done]) -> None:
    again = f"{THREE[0]} is named several times; it counts once.\n"
    for files, told in ((THREE[:1], ""), ([THREE[0], THREE[0]], again)):
        done = kpo("panel", *files)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"{told}Error: A panel holds the files of two people or more against each other.\n"


def test_a_file_named_twice_is_merged_once_and_that_is_told(kpo: Callable[..., Done]) -> None:
    file = write("a.yaml", "title: Intake\nperson: counsel\nanswers: {volume: low}\n")
    once, twice = kpo("merge", file), kpo("merge", file, file)
    assert (once.err, twice.err) == ("", "a.yaml is named several times; it counts once.\n")
    assert twice.out == once.out


def test_the_faults_of_all_sheets_are_told_at_once_and_what_else_stands_on_them(kpo: Callable[..., Done]) -> None:
    file = write("a.yaml", "title: Intake\nanswers: {}\n")
    bad = [write(name, "title: Intake\nanswers: {volume: lots}\n") for name in ("b.yaml", "c.yaml")]
    done = kpo("merge", file, "--answers", bad[0], "--answers", bad[1])
    assert done.code == 2
    assert "b.yaml:2:19:" in done.err
    assert "c.yaml:2:19:" in done.err
    sheet = write("d.yaml", "title: Intake\nanswers: {volume: low}\nweights: {cost: 3}\n")
    done = kpo("merge", file, "--answers", sheet)
    assert done.out == "title: Intake\nanswers:\n  volume: low\n"
    assert done.err == "Left out is weights of d.yaml: a sheet gives its own answers and notes alone.\n"


def test_the_faults_of_all_files_are_told_at_once(kpo: Callable[..., Done]) -> None:
    one, other = write("a.yaml", "answers: {volume: lots}\n"), write("b.yaml", "answers: {volume: some}\n")
    for command in ("panel", "merge"):
        done = kpo(command, one, other)
        assert done.code == 2
        assert "a.yaml:1:19:" in done.err
        assert "b.yaml:1:19:" in done.err


def test_what_is_left_out_of_the_merged_profile_is_told(kpo: Callable[..., Done]) -> None:
    one = write("a.yaml", "title: Intake\nanswers: {volume: low}\nexpect: {recommended: bpo}\n")
    other = write("b.yaml", "title: Claims\nanswers: {volume: low}\n")
    done = kpo("merge", one, other)
    assert done.code == 0
    assert done.out.startswith("title: Intake\nanswers:\n  volume: low\nsaid:\n")
    assert 'The title is "Intake"; others call the work "Claims".' in done.err
    assert "Left out is expect of a.yaml: it is about these answers alone." in done.err


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_order_of_the_files_changes_no_claim_and_the_same_files_give_the_same_bytes(
    kpo: Callable[..., Done], form: str
) -> None:
    once = kpo("panel", *THREE, "--format", form).out
    assert once == kpo("panel", *THREE, "--format", form).out
    if form == "json":
        turned = json.loads(kpo("panel", *reversed(THREE), "--format", form).out)
        told = json.loads(once)
        assert turned["firsts"] == told["firsts"]
        assert [topic["decides"] for topic in turned["topics"]] == [topic["decides"] for topic in told["topics"]]
