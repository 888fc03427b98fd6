"""`kpo-advisor recommend`: formats, settings, several profiles, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from kpo_advisor import load_rulebook
from kpo_advisor.reports.formats.contracts.schema import recommendation_schema
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAYROLL = str(EXAMPLES / "payroll.yaml")
HALF_EMPTY = str(EXAMPLES / "half-empty.yaml")
ACTIVITIES = str(EXAMPLES / "activities.yaml")

MEASURED = {"to_terminal", "terminal_pictures"}
"""What tells how many lines a page takes, in whatever format it is written."""

pytestmark = pytest.mark.usefixtures("worked_out_once")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def test_the_answer_and_how_certain_it_is_come_first(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", PAYROLL)
    assert done.code == 0
    head = done.out.splitlines()[:6]
    assert "Give it to a provider of rule-bound work (BPO), working from a nearby country." in head
    assert any(line.startswith("Certain:") for line in head)


def test_no_line_is_wider_than_the_terminal(kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        for profile in (PAYROLL, HALF_EMPTY, ACTIVITIES):
            done = kpo("recommend", profile)
            assert max(len(line) for line in done.out.splitlines()) <= columns


@pytest.mark.parametrize(
    ("form", "loaded"),
    [
        ("text", MEASURED),
        ("json", {"to_json"}),
        ("markdown", {"to_markdown", *MEASURED}),
        ("html", {"to_html", "html_pictures", "html_style", "svg", *MEASURED}),
    ],
)
def test_only_the_renderers_that_are_used_are_loaded(form: str, loaded: set[str]) -> None:
    assert loaded_by("kpo_advisor.reports.formats.", "recommend", HALF_EMPTY, "--format", form) == loaded


def test_what_is_not_cut_to_a_page_is_not_measured() -> None:
    assert loaded_by("kpo_advisor.reports.formats.", "recommend", HALF_EMPTY, "--full", "--format", "markdown") == {
        "to_markdown"
    }


def test_the_version_is_told_without_any_command() -> None:
    assert loaded_by("kpo_advisor.cli.", "--version") == {"app", "completing", "exits", "streams", "taken_as_typed"}
    assert "recommend" in loaded_by("kpo_advisor.cli.", "--help")


def loaded_by(beginning: str, *words: str) -> set[str]:
    """The modules of a room that a call has loaded when it ends."""
    program = f"""if True:
        import sys
        from kpo_advisor.cli.app import main
        main()
        names = [name for name in sys.modules if name.startswith({beginning!r})]
        print(*[name.removeprefix({beginning!r}) for name in names], file=sys.stderr)
    """
    command = [sys.executable, "-c", program, *words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())


def test_a_pipe_gets_no_colour_and_plain_gets_ascii_only(kpo: Callable[..., Done]) -> None:
    assert "\x1b" not in kpo("recommend", PAYROLL).out
    ranking = kpo("recommend", PAYROLL, "--plain").out.split("Why BPO")[0]
    assert ranking.isascii()


def test_json_holds_the_contract(kpo: Callable[..., Done]) -> None:
    found = json.loads(kpo("recommend", PAYROLL, "--format", "json").out)
    assert found["schema"] == "kpo-advisor/recommendation/3"
    assert found["recommended"] == "bpo"
    assert found["certainty"] == "certain"
    for row in found["ranking"]:
        assert sum(reason["points"] for reason in row["reasons"]) == row["points"]
    assert set(found["suggestions"]) == {"engagement", "destination", "pricing"}
    assert {"place", "split"} <= set(found["decisions"])


def test_the_same_input_gives_the_same_bytes(kpo: Callable[..., Done], worked_out_once: dict[str, Any]) -> None:
    forms = ("text", "json", "markdown", "html")
    before = [kpo("recommend", ACTIVITIES, "--format", form).out for form in forms]
    worked_out_once.clear()
    assert [kpo("recommend", ACTIVITIES, "--format", form).out for form in forms] == before


def test_several_profiles_are_a_stream_of_json_lines(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", PAYROLL, ACTIVITIES, "--format", "json")
    assert [json.loads(line)["recommended"] for line in done.out.splitlines()] == ["bpo", "hybrid"]


def test_of_several_profiles_the_good_ones_are_still_answered(kpo: Callable[..., Done], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("answers: {work_nature: rules}\n", encoding="utf-8")
    done = kpo("recommend", PAYROLL, str(bad), "--format", "json")
    assert done.code == 2
    good, failed = (json.loads(line) for line in done.out.splitlines())
    assert (good["file"], good["recommended"]) == (PAYROLL, "bpo")
    assert "bad.yaml:1:24" in done.err
    assert (failed["schema"], failed["file"]) == (good["schema"], str(bad))
    told = [(fault["slug"], fault["line"], fault["column"], fault["path"]) for fault in failed["faults"]]
    assert told == [("unknown-choice", 1, 24, ["answers", "work_nature"])]
    assert not list(Draft202012Validator(recommendation_schema()).iter_errors(failed))


def test_of_several_profiles_that_cannot_be_read_each_has_its_line(kpo: Callable[..., Done], tmp_path: Path) -> None:
    done = kpo("recommend", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--format", "json")
    assert done.code == 2
    assert [json.loads(line)["faults"][0]["slug"] for line in done.out.splitlines()] == ["missing", "missing"]
    alone = kpo("recommend", str(tmp_path / "a.yaml"), "--format", "json")
    assert (alone.code, json.loads(alone.out)["faults"][0]["slug"]) == (2, "missing")


def test_the_lead_is_over_the_next_of_the_same_standing_and_names_what_is_close(kpo: Callable[..., Done]) -> None:
    found = json.loads(kpo("recommend", PAYROLL, "--format", "json").out)
    scores = {row["alternative"]: row["score"] for row in found["ranking"] if row["standing"] == "eligible"}
    assert found["lead"] == pytest.approx(scores["bpo"] - scores["in-house"], abs=0.1)
    assert found["close"] == []
    found = json.loads(
        kpo("recommend", PAYROLL, "--set", "skill_level=credentialed", "--set", "limits=none", "--format", "json").out
    )
    assert found["recommended"] == "bpo"
    assert "close-call" in found["remarks"]
    assert found["close"] == ["in-house"]


def test_what_the_homes_of_a_close_call_require_stands_in_full_as_on_the_page(
    kpo: Callable[..., Done],
) -> None:
    close = (PAYROLL, "--set", "skill_level=credentialed", "--set", "limits=none")
    page, full = kpo("recommend", *close).out, kpo("recommend", "--full", *close).out
    for behind in (", whichever you choose", ", with the choice in brackets", ", with BPO", ", with In-house"):
        assert (f"\nBefore the start{behind}\n" in page) == (f"\nWhat must be in place{behind}\n" in full)
    assert "\nWhat must be in place, with BPO\n" in full


def test_each_result_in_json_says_which_file_it_is_of(
    kpo: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    same = "title: Same\nanswers: {work_nature: rules-only}\n"
    for name in ("a.yaml", "c.yaml"):
        Path(name).write_text(same, encoding="utf-8")
    Path("b.yaml").write_text("titel: x\n", encoding="utf-8")
    done = kpo("recommend", "a.yaml", "b.yaml", "./c.yaml", "-", "a.yaml", "--format", "json", stdin=same.encode())
    assert done.code == 2
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["file"] for line in lines] == ["a.yaml", "b.yaml", "./c.yaml", "<stdin>", "a.yaml"]
    assert [line["file"] for line in lines if "profile" in line] == ["a.yaml", "./c.yaml", "<stdin>", "a.yaml"]
    assert done.err.startswith("b.yaml:1:1: ")


def test_explanations_and_changes_in_json_say_which_file_they_are_of(kpo: Callable[..., Done]) -> None:
    explained = json.loads(kpo("explain", HALF_EMPTY, "--format", "json").out)
    assert explained["recommendation"]["profile"]["file"] == HALF_EMPTY
    changed = json.loads(kpo("what-if", HALF_EMPTY, "--set", "goals=insight", "--format", "json").out)
    assert [changed[key]["profile"]["file"] for key in ("before", "after")] == [HALF_EMPTY, HALF_EMPTY]


def test_standard_input_is_a_profile_too(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", "-", "--format", "json", stdin=Path(PAYROLL).read_bytes())
    assert json.loads(done.out)["recommended"] == "bpo"
    done = kpo("recommend", "-", "--format", "json", stdin=b'{"title": "From JSON", "answers": {}}')
    assert json.loads(done.out)["profile"]["title"] == "From JSON"


def test_strict_ends_with_one_where_something_is_not_certain(kpo: Callable[..., Done]) -> None:
    assert kpo("recommend", PAYROLL, "--strict").code == 0
    assert kpo("recommend", HALF_EMPTY, "--strict").code == 1


GATED = (PAYROLL, HALF_EMPTY)


@pytest.mark.parametrize(
    ("gates", "told"),
    [
        (("--strict",), {HALF_EMPTY: ["--strict: first may be KPO, In-house or Hybrid"]}),
        (("--fail-on", "provisional"), {HALF_EMPTY: ["--fail-on provisional: first may be KPO, In-house or Hybrid"]}),
        (
            ("--fail-on", "close,held-back", "--set", "skill_level=credentialed", "--set", "limits=none"),
            {PAYROLL: ["--fail-on close: In-house is too close to call"]},
        ),
        (("--expect", "bpo"), {HALF_EMPTY: ["--expect bpo: KPO is recommended"]}),
        (("--expect", "bpo,kpo"), {}),
        (("--expect", "bpo", "--expect", "kpo"), {}),
        (("--min-lead", "4.6"), {}),
        (("--min-lead", "4.7"), {HALF_EMPTY: ["--min-lead 4.7: the lead is 4.6"]}),
        (
            ("--min-lead", "12", "--expect", "none"),
            {
                PAYROLL: ["--expect none: BPO is recommended", "--min-lead 12: the lead is 11.1"],
                HALF_EMPTY: ["--expect none: KPO is recommended", "--min-lead 12: the lead is 4.6"],
            },
        ),
    ],
)
def test_each_gate_that_a_file_fails_is_told_and_ends_with_one(
    kpo: Callable[..., Done], gates: tuple[str, ...], told: dict[str, list[str]]
) -> None:
    done = kpo("recommend", *GATED, *gates, "--format", "json")
    assert done.code == (1 if told else 0)
    assert done.err == "".join(f"{file} fails {reason}.\n" for file in GATED for reason in told.get(file, ()))
    assert [json.loads(line)["file"] for line in done.out.splitlines()] == [*GATED]


def test_a_file_that_cannot_be_read_counts_more_than_a_gate_and_both_are_told(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", "no-such-file.yaml", HALF_EMPTY, "--strict")
    assert done.code == 2
    assert done.err.splitlines()[0].startswith("no-such-file.yaml: ")
    assert done.err.splitlines()[1].startswith(f"{HALF_EMPTY} fails --strict: ")


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (("--fail-on", "provisionl"), 'found "provisionl". Did you mean "provisional"?'),
        (("--fail-on", "close,"), 'found "".'),
        (("--expect", "in_house"), 'found "in_house". Did you mean "in-house"?'),
        (("--min-lead", "nan"), '--min-lead takes a number such as 5 or 2.5, found "nan".'),
        (("--min-lead", "-1"), "--min-lead takes a number such as 5 or 2.5"),
    ],
)
def test_a_gate_that_is_none_is_refused_before_anything_is_answered(
    kpo: Callable[..., Done], gate: tuple[str, ...], told: str
) -> None:
    done = kpo("recommend", PAYROLL, *gate)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_chosen_fields_stand_alone_in_the_order_in_which_they_were_named(kpo: Callable[..., Done]) -> None:
    fields = "lead,file,ranking.alternative,profile.answers.limits,profile.answers.pay_for,ranking.score"
    line = kpo("recommend", PAYROLL, HALF_EMPTY, "--format", "json", "--fields", fields).out.splitlines()[1]
    found = json.loads(line)
    assert list(found) == ["lead", "file", "ranking", "profile"]
    assert (found["lead"], found["file"]) == (4.6, HALF_EMPTY)
    assert [list(row) for row in found["ranking"]] == [["alternative", "score"]] * 4
    limits = {"perhaps": ["consent-first", "secrecy"]}
    assert found["profile"] == {"answers": {"limits": limits, "pay_for": None}}


def test_without_conditions_among_the_chosen_fields_all_others_are_as_with_all(kpo: Callable[..., Done]) -> None:
    whole = json.loads(kpo("recommend", HALF_EMPTY, "--format", "json").out)
    names = [name for name in whole if name not in ("conditions", "conditions_are")]
    assert json.loads(kpo("recommend", HALF_EMPTY, "--format", "json", "--fields", ",".join(names)).out) == {
        name: whole[name] for name in names
    }
    both = kpo("recommend", HALF_EMPTY, "--format", "json", "--fields", "conditions,conditions_are").out
    assert json.loads(both) == {name: whole[name] for name in ("conditions", "conditions_are")}


def test_what_could_not_be_read_is_told_whole_whatever_fields_are_chosen(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", "no-such-file.yaml", "--format", "json", "--fields", "lead")
    assert done.code == 2
    assert list(json.loads(done.out)) == ["schema", "file", "faults"]


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("recomended", '"recomended" is no field of a recommendation. Did you mean "recommended"?'),
        ("ranking.titel", '"titel" is no field of "ranking". Did you mean "title"?'),
        ("profile.answers.limit", '"limit" is no field of "profile.answers". Did you mean "limits"?'),
        ("suggestions.place", '"place" is no field of "suggestions".'),
        ("stability.factor_squared", '"factor_squared" is no field of "stability".'),
        ("lead.x", '"lead" has no fields.'),
        ("file,", '"" is no field of a recommendation.'),
    ],
)
def test_a_field_that_is_none_is_told_with_what_may_be_meant(kpo: Callable[..., Done], field: str, told: str) -> None:
    done = kpo("recommend", PAYROLL, "--format", "json", "--fields", field)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_fields_are_chosen_of_json_alone(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", PAYROLL, "--fields", "file")
    assert (done.code, done.err) == (2, "Error: --fields chooses from JSON: add --format json.\n")


def test_settings_replace_answers(kpo: Callable[..., Done]) -> None:
    settings = (
        "--set",
        "work_nature=judgement-only",
        "--set",
        "sop_test=needs-expert",
        "--set",
        "goals=insight,quality",
    )
    found = json.loads(kpo("recommend", PAYROLL, "--format", "json", *settings).out)
    assert found["ranking"][0]["alternative"] != "bpo"
    emptied = json.loads(kpo("recommend", PAYROLL, "--format", "json", "--set", "goals=").out)
    assert "goals" in {each["question"] for each in emptied["open_questions"]}


def test_a_setting_can_name_an_activity(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", ACTIVITIES, "--format", "json", "--set", "1/limits=own-people-only")
    plan = json.loads(done.out)["plan"]
    assert plan[0]["recommended"] == "in-house"


def test_a_weight_can_be_changed(kpo: Callable[..., Done]) -> None:
    found = json.loads(kpo("recommend", PAYROLL, "--format", "json", "--weight", "cost=10").out)
    assert found["profile"]["weights"] == {"cost": 10}
    cost = [each for each in found["ranking"][0]["reasons"] if each["criterion"] == "cost"]
    assert cost[0]["points"] == 30


def test_contradictory_or_unknown_settings_are_refused_with_all_faults(kpo: Callable[..., Done]) -> None:
    done = kpo(
        "recommend",
        PAYROLL,
        "--set",
        "work_nature=rules-only",
        "--set",
        "work_nature=even-mix",
        "--set",
        "gols=insight",
    )
    assert done.code == 2
    assert "work_nature" in done.err
    assert 'Did you mean "goals"?' in done.err
    assert done.out == ""


def test_an_overlay_changes_weights_and_adds_rules(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", PAYROLL, "--rules", str(EXAMPLES / "firm-overlay"), "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["rulebook"]["name"] != load_rulebook().name


@pytest.mark.parametrize("command", ["recommend", "explain", "test"])
def test_the_packaged_rulebook_is_used_in_the_folder_of_another_and_that_is_said(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(EXAMPLES / "firm-overlay")
    case = str(EXAMPLES / "cases" / "v01-multi-country-payroll.yaml")
    note = "The packaged rulebook is used; for the one in this folder add --rules .\n"
    assert kpo(command, case, "--format", "json").err == note
    assert kpo(command, case, "--format", "json", "--rules", ".").err == ""
    monkeypatch.chdir(packaged_rulebook())
    assert kpo(command, case, "--format", "json").err == ""


def test_a_result_can_be_written_to_a_file(kpo: Callable[..., Done], tmp_path: Path) -> None:
    target = tmp_path / "result.md"
    assert kpo("recommend", PAYROLL, "--format", "markdown", "--output", str(target)).out == ""
    assert "BPO" in target.read_text(encoding="utf-8")
    done = kpo("recommend", PAYROLL, "--output", str(tmp_path / "no-such-folder" / "x"))
    assert done.code == 2
    assert "cannot be written" in done.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("recomend", PAYROLL), "recommend"),
        (("recommend", PAYROLL, "--formt", "json"), "--format"),
        (("recommend", PAYROLL, "--format", "xml"), "markdown"),
        (("recommend", "no-such-file.yaml"), "no such file"),
        (("recommend", PAYROLL, "--rules", "no-such-folder"), "does not exist"),
        (("recommend", str(EXAMPLES)), "folder"),
        (("recommend",), "PROFILE"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_what_is_right(
    kpo: Callable[..., Done], arguments: tuple[str, ...], told: str
) -> None:
    done = kpo(*arguments)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err


HOSTILE = "\x1b[31mred\x1b[0m \u202eright to left [bold]markup[/bold] **bold** <b>html</b> | \x07 `code`"


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_hostile_title_cannot_steer_a_terminal(kpo: Callable[..., Done], tmp_path: Path, form: str) -> None:
    profile = tmp_path / "hostile.json"
    answers = {"work_nature": "rules-only"}
    content = {"title": HOSTILE, "answers": answers, "activities": [{"title": HOSTILE, "answers": answers}]}
    profile.write_text(json.dumps(content), encoding="utf-8")
    done = kpo("recommend", str(profile), "--format", form)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    if form == "json":
        assert json.loads(done.out)["profile"]["title"] == HOSTILE
    else:
        assert "\u202e" not in done.out
    if form == "markdown":
        assert "<b>" not in done.out.replace("\\<b", "")
    if form == "html":
        assert "<b>html" not in done.out
