"""`kpo-advisor what-if`: before and after, and what lies between."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
PAYROLL = str(EXAMPLES / "payroll.yaml")
HALF_EMPTY = str(EXAMPLES / "half-empty.yaml")
STANDINGS = {"eligible": [], "held-back": ["held", "back"], "excluded": ["ruled", "out"]}
ACTIVITIES = str(EXAMPLES / "activities.yaml")
NO_REVIEW = ("--set", "review_capability=none")

pytestmark = pytest.mark.usefixtures("worked_out_once")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def _json(kpo: Callable[..., Done], *arguments: str) -> Any:
    done = kpo("what-if", *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_before_and_after_are_what_recommend_gives(kpo: Callable[..., Done], worked_out_once: dict[str, Any]) -> None:
    found = _json(kpo, PAYROLL, *NO_REVIEW)
    worked_out_once.clear()
    assert found["before"] == json.loads(kpo("recommend", PAYROLL, "--format", "json").out)
    assert found["after"] == json.loads(kpo("recommend", PAYROLL, *NO_REVIEW, "--format", "json").out)
    for row in found["ranking"]:
        for side in ("before", "after"):
            full = next(each for each in found[side]["ranking"] if each["alternative"] == row["alternative"])
            assert row[side] == {key: full[key] for key in row[side]}


def test_the_ranking_stands_side_by_side(kpo: Callable[..., Done]) -> None:
    done = kpo("what-if", PAYROLL, *NO_REVIEW)
    assert done.code == 0
    assert "- Your own checking: strong -> none" in done.out
    rows = done.out.split("Ranking\n")[1].split("\n\n")[0].splitlines()
    assert rows[0].split() == ["before", "after"]
    for shown, row in zip(rows[1:], _json(kpo, PAYROLL, *NO_REVIEW)["ranking"], strict=True):
        sides = []
        for side in (row["before"], row["after"]):
            standing = STANDINGS[side["standing"]]
            sides += [str(side["rank"]), f"{side['score']:+.1f}", *standing]
        assert shown.split()[1:] == sides
    assert rows[-1].split()[0] == "KPO"
    assert rows[-1].split()[-2:] == ["ruled", "out"]


def test_rules_that_changed_come_with_their_reason(kpo: Callable[..., Done]) -> None:
    rules = {each["rule"]: each for each in _json(kpo, PAYROLL, *NO_REVIEW)["rules"]}
    assert rules["no-review-layer"]["change"] == "fires"
    assert rules["no-review-layer"]["because"]
    assert {"kind": "excludes", "target": "kpo", "strength": None} in rules["no-review-layer"]["effects"]
    text = kpo("what-if", PAYROLL, *NO_REVIEW).out
    assert "- Opposes KPO (strong); excludes KPO: KPO needs somebody on" in text.split("Rules that now fire")[1]
    assert not [id for id in rules if "-" in id and f"{id}:" in text]


def test_the_way_back_turns_every_change_round(kpo: Callable[..., Done]) -> None:
    forth = {each["rule"]: each["change"] for each in _json(kpo, PAYROLL, *NO_REVIEW)["rules"]}
    text = Path(PAYROLL).read_text(encoding="utf-8").replace("review_capability: strong", "review_capability: none")
    done = kpo("what-if", "-", "--set", "review_capability=strong", "--format", "json", stdin=text.encode())
    back = {each["rule"]: each["change"] for each in json.loads(done.out)["rules"]}
    assert set(back) == set(forth)
    turned = {"fires": "stops", "stops": "fires"}
    assert all(back[id] == turned.get(change, back[id]) for id, change in forth.items())
    assert "fires" in forth.values()


def test_an_answer_taken_out_opens_rules(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, PAYROLL, "--set", "goals=")
    assert found["answers"][0]["after"] is None
    assert "opens" in {each["change"] for each in found["rules"]}
    unknown = _json(kpo, PAYROLL, "--set", "goals=unknown")
    assert unknown["answers"][0]["after"] == "unknown"
    told = " ".join(kpo("what-if", PAYROLL, "--set", "goals=").out.split())
    assert "Goals: lower cost per item, consistency, staff freed or relieved -> not asked" in told


def test_points_that_changed_are_those_between_the_two_rankings(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, PAYROLL, "--weight", "cost=5", "--set", "volume=low")
    assert found["weights"] == [{"criterion": "cost", "title": "Cost", "before": 1, "after": 5}]
    leading = {row["alternative"] for side in ("before", "after") for row in found[side]["ranking"][:2]}
    assert {each["alternative"] for each in found["points"]} <= leading
    for row in found["ranking"]:
        if row["alternative"] in leading:
            moved = sum(
                each["after"] - each["before"] for each in found["points"] if each["alternative"] == row["alternative"]
            )
            assert moved == row["after"]["points"] - row["before"]["points"]


@pytest.mark.parametrize(
    "changes",
    [
        ("--set", "limits=own-people-only,region-only"),
        ("--weight", "cost=9"),
        ("--weight", "kind-of-work=1", "--set", "volume=low"),
    ],
)
@pytest.mark.parametrize("profile", [PAYROLL, HALF_EMPTY, ACTIVITIES])
def test_what_moved_a_score_adds_up_to_what_lies_between_the_printed_ones(
    kpo: Callable[..., Done], profile: str, changes: tuple[str, ...]
) -> None:
    out = kpo("what-if", profile, *changes).out
    assert "points" not in out.split("Rules that")[0]
    _, found, section = out.split("\n\nRules that")[0].partition("What moved the scores of the first two\n")
    for told in section.split("\n- ") if found else ():
        before, after, *moved = (round(10 * float(part)) for part in re.findall(r"[+-]\d+\.\d|\b0\.0", told))
        assert sum(moved) == after - before


def test_a_result_says_in_words_what_else_may_come_first_and_how_that_stands(kpo: Callable[..., Done]) -> None:
    told = " ".join(kpo("what-if", PAYROLL, "--set", "limits=own-people-only,region-only").out.split())
    assert (
        "After: For now, do it in-house. Open: the one open question can still put Hybrid first. Hybrid (ruled out on "
        "what is known now) could still be first."
    ) in told


def test_the_ranking_of_an_activity_that_changes_is_shown_and_of_no_other(kpo: Callable[..., Done]) -> None:
    out = kpo("what-if", ACTIVITIES, "--set", "Yearly study of losses/skill_level=process-trained").out
    assert [line for line in out.splitlines() if line.startswith("Ranking of ")] == [
        "Ranking of Yearly study of losses"
    ]
    part = out.split("Ranking of Yearly study of losses\n")[1].split("\n\n")[0]
    assert [line.split()[:3] for line in part.splitlines()[1:]] == [
        ["KPO", "1", "+24.1"],
        ["In-house", "2", "+15.7"],
        ["BPO", "3", "-13.9"],
    ]


def test_of_activities_the_plan_is_compared_and_rules_name_where(kpo: Callable[..., Done]) -> None:
    setting = ("--set", "1/limits=own-people-only")
    found = _json(kpo, ACTIVITIES, *setting)
    assert found["answers"] == [
        {
            "activity": "Registering claims",
            "question": "limits",
            "label": "Limits on the work",
            "before": ["consent-first"],
            "after": ["own-people-only"],
        }
    ]
    rule = next(each for each in found["rules"] if each["rule"] == "own-people-only")
    assert rule["activities"] == ["Registering claims"]
    text = " ".join(kpo("what-if", ACTIVITIES, *setting).out.split())
    assert "- Registering claims / Limits on the work: consent needed -> reserved to your own people" in text
    assert "- Registering claims: BPO (certain) -> In-house (certain)" in text


def test_a_setting_that_the_profile_has_already_changes_nothing(kpo: Callable[..., Done]) -> None:
    done = kpo("what-if", PAYROLL, "--set", "review_capability=strong")
    assert done.code == 0
    assert "Nothing: the profile says all of this already." in done.out
    assert "Rules that" not in done.out


def test_it_needs_something_to_change(kpo: Callable[..., Done]) -> None:
    done = kpo("what-if", PAYROLL)
    assert (done.code, done.out) == (2, "")
    assert "--set QUESTION=ANSWER or --weight CRITERION=N" in done.err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (("--set", "work_nature=rules-only", "--set", "work_nature=even-mix"), "different answer"),
        (("--set", "gols=insight"), 'Did you mean "goals"?'),
        (("--set", "work_nature=rules"), "work_nature"),
        (("--set", "1/work_nature=rules-only"), "lists no activities"),
        (("--weight", "cst=2"), 'Did you mean "cost"?'),
        (("--weight", "cost=2", "--weight", "cost=3"), "different weight"),
        (("--set", "work_nature"), "question=answer"),
    ],
)
def test_wrong_settings_end_with_two_and_say_what_is_wrong(
    kpo: Callable[..., Done], settings: tuple[str, ...], told: str
) -> None:
    done = kpo("what-if", PAYROLL, *settings)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for profile in (PAYROLL, HALF_EMPTY, ACTIVITIES):
        done = kpo("what-if", profile, "--set", "work_nature=even-mix", "--set", "limits=own-people-only")
        assert max(len(line) for line in done.out.splitlines()) <= columns


def test_the_same_input_gives_the_same_bytes(kpo: Callable[..., Done], worked_out_once: dict[str, Any]) -> None:
    arguments = ("what-if", ACTIVITIES, "--set", "presence=sometimes-on-site", "--format")
    before = [kpo(*arguments, form).out for form in ("text", "json")]
    worked_out_once.clear()
    assert [kpo(*arguments, form).out for form in ("text", "json")] == before


@pytest.mark.parametrize("form", ["text", "json"])
def test_hostile_titles_cannot_steer_a_terminal(kpo: Callable[..., Done], tmp_path: Path, form: str) -> None:
    hostile = "\x1b[31mred\x1b[0m \u202eturned [bold]markup[/bold]"
    profile = tmp_path / "hostile.json"
    activity = {"title": hostile, "answers": {"work_nature": "rules-only"}}
    profile.write_text(json.dumps({"title": hostile, "answers": {}, "activities": [activity]}), encoding="utf-8")
    done = kpo("what-if", str(profile), "--set", "1/work_nature=even-mix", "--format", form)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
