"""`kpo-advisor explain`: the matrix, the rules, stability and contrast, for one piece and for activities."""

from __future__ import annotations

import json
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
ACTIVITIES = str(EXAMPLES / "activities.yaml")
CASES = sorted(EXAMPLES.glob("cases/*.yaml"))

pytestmark = pytest.mark.usefixtures("worked_out_once")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def _json(kpo: Callable[..., Done], *arguments: str) -> Any:
    done = kpo("explain", *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_the_matrix_adds_up_to_the_scores_of_the_recommendation(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, HALF_EMPTY)
    (piece,) = found["pieces"]
    matrix = piece["matrix"]
    for at, total in enumerate(matrix["totals"]):
        cells = [(row["weight"], row["cells"][at]) for row in matrix["rows"]]
        assert all(cell["alternative"] == total["alternative"] for _, cell in cells)
        assert all(cell["points"] == weight * (cell["favours"] - cell["opposes"]) for weight, cell in cells)
        assert sum(cell["points"] for _, cell in cells) == total["points"]
        ranked = next(row for row in found["recommendation"]["ranking"] if row["alternative"] == total["alternative"])
        assert (total["points"], total["score"], total["rank"]) == (ranked["points"], ranked["score"], ranked["rank"])


def test_the_text_opens_with_every_criterion_beside_every_alternative_in_parts_of_the_score(
    kpo: Callable[..., Done],
) -> None:
    out = kpo("explain", PAYROLL, "--all").out
    head = out.split("\n\nCriteria by alternatives\n")[0]
    assert head.startswith("Monthly payroll of a retail chain\n\nGive it to a provider of rule-bound work (BPO)")
    assert head.count("\n") <= 3
    matrix = _json(kpo, PAYROLL)["pieces"][0]["matrix"]
    table = out.split("Criteria by alternatives\n")[1].split("Parts of the score")[0].splitlines()
    assert table[0].split() == ["Criterion", "weight", *(total["title"] for total in matrix["totals"])]
    cells = []
    for row, shown in zip(matrix["rows"], table[1:], strict=False):
        words = row["title"].split()
        assert shown.split()[: len(words) + 1] == [*words, str(row["weight"])]
        cells.append(shown.split()[len(words) + 1 :])
        assert [part == "." for part in cells[-1]] == [not cell["rules"] for cell in row["cells"]]
    assert table[1 + len(cells)].split() == ["Score", "+25.9", "+14.8", "-12.0", "+3.7"]
    tenths = [[round(10 * float(part)) for part in column if part != "."] for column in zip(*cells, strict=True)]
    assert [sum(column) for column in tenths] == [259, 148, -120, 37]


def test_rules_that_fired_are_open_or_missed_by_one_answer_are_told_with_why(kpo: Callable[..., Done]) -> None:
    rules = {each["rule"]: each for each in _json(kpo, PAYROLL)["pieces"][0]["rules"]}
    fired = rules["counted-results"]
    assert (fired["status"], fired["answers"]) == ("fires", {"acceptance": "counts"})
    missed = rules["no-review-layer"]
    assert missed["status"] == "missed"
    assert missed["misses"] == [
        {"question": "review_capability", "given": "strong", "would": "is none", "answers": ["none"]}
    ]
    text = kpo("explain", PAYROLL, "--all").out
    assert "It would fire if Your own checking is none (now strong)." in text
    still_open = [each for each in _json(kpo, HALF_EMPTY)["pieces"][0]["rules"] if each["status"] == "open"]
    assert still_open
    assert all(each["questions"] or each["results"] for each in still_open)


def test_a_rule_that_missed_fires_once_the_answer_is_set(kpo: Callable[..., Done]) -> None:
    rules = _json(kpo, PAYROLL)["pieces"][0]["rules"]
    missed = [each for each in rules if each["status"] == "missed" and each["criterion"]]
    assert len(missed) > 10
    for each in missed[::7]:
        miss = each["misses"][0]
        answer = miss["answers"][0]
        typed = ",".join(answer) if isinstance(answer, list) else str(answer)
        after = _json(kpo, PAYROLL, "--set", f"{miss['question']}={typed}")["pieces"][0]["rules"]
        assert next(one for one in after if one["rule"] == each["rule"])["status"] in ("fires", "for-now")


def test_stability_and_contrast_agree_with_ranking_under_other_weights(kpo: Callable[..., Done]) -> None:
    case = (PAYROLL, "--set", "skill_level=credentialed", "--set", "limits=none")
    found = _json(kpo, *case)
    (piece,) = found["pieces"]
    recommended = found["recommendation"]["recommended"]
    assert piece["stability"] == found["stability"]
    for contrast in piece["contrasts"]:
        assert sum(each["points"] for each in contrast["differences"]) == contrast["points"]
        for_it = {each["criterion"]: each["points"] for each in contrast["differences"] if each["points"] > 0}
        against = -sum(each["points"] for each in contrast["differences"] if each["points"] < 0)
        assert not contrast["fewest"] or sum(for_it[id] for id in contrast["fewest"]) > against
    limited = [each for each in piece["stability"]["ranges"] if each["high"] is not None]
    for span in limited:
        over = _json(kpo, *case, "--weight", f"{span['criterion']}={int(span['high']) + 1}")
        assert over["pieces"][0]["matrix"]["totals"][0]["alternative"] != recommended
    assert limited, "this setting is here because some weights then have an upper end"


def test_the_answers_that_make_it_certain_do_so_by_themselves(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, PAYROLL)
    answered = {id for rule in found["pieces"][0]["rules"] for id in rule["answers"]}
    others = sorted(answered - set(found["sufficient"]))
    assert found["sufficient"] and others
    without = _json(kpo, PAYROLL, *(f"--set={id}=" for id in others))["recommendation"]
    assert (without["certainty"], without["recommended"]) == ("certain", found["recommendation"]["recommended"])
    for id in found["sufficient"][:3]:
        less = _json(kpo, PAYROLL, *(f"--set={each}=" for each in (id, *others)))["recommendation"]
        assert less["certainty"] == "provisional"
    assert "What makes it certain" in kpo("explain", PAYROLL, "--all").out
    assert _json(kpo, HALF_EMPTY)["sufficient"] is None


def test_activities_have_a_block_each_and_the_plan_a_stability_of_its_own(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, ACTIVITIES)
    assert [piece["activity"] for piece in found["pieces"]] == [
        "Registering claims",
        "Assessing doubtful claims",
        "Yearly study of losses",
    ]
    assert [piece["recommended"] for piece in found["pieces"]] == [
        row["recommended"] for row in found["recommendation"]["plan"]
    ]
    assert found["stability"]["alternative"] == "hybrid"
    assert {rival["activity"] for rival in found["stability"]["rivals"]} <= {
        each["activity"] for each in found["pieces"]
    }
    text = kpo("explain", ACTIVITIES).out
    assert [line for line in text.splitlines() if line.startswith("Activity: ")] == [
        f"Activity: {piece['activity']}" for piece in found["pieces"]
    ]


def test_open_questions_say_whether_they_can_change_the_first_place(kpo: Callable[..., Done]) -> None:
    part = kpo("explain", HALF_EMPTY, "--open").out.split("\nOpen questions (13)\n")[1].split("\n\n")[0]
    moving, still = part.split("No answer changes the first place:\n")
    questions = _json(kpo, HALF_EMPTY)["recommendation"]["open_questions"]
    assert moving.count("\n- ") + moving.startswith("- ") == sum(each["can_change_first"] for each in questions)
    assert still.count("- ") == sum(not each["can_change_first"] for each in questions)
    shorter = kpo("explain", HALF_EMPTY).out.split("\nOpen questions (13)\n")[1].split("\n\n")[0]
    assert shorter.startswith("- Closeness to the core (asked and not known). Who knows: head of strategy")
    assert sum(line.startswith("- ") for line in shorter.splitlines()) == 5


def test_one_criterion_is_told_for_every_alternative_with_its_rules(kpo: Callable[..., Done]) -> None:
    by_title, by_id = (kpo("explain", PAYROLL, "--criterion", name).out for name in ("hiring", "talent"))
    assert by_title == by_id
    head, rules = by_id.split("\nRules that fired (")
    assert "  +3.7  BPO, of +25.9\n        By rule posts-stay-empty-rule-work.\n     .  In-house, of +14.8\n" in head
    assert "Its weight alone changes nothing: BPO stays first with any." in head
    assert "    Rule posts-stay-empty-rule-work. Given " in rules
    assert "Rules that one other answer would make fire (" in rules
    others = {each["rule"] for each in _json(kpo, PAYROLL)["pieces"][0]["rules"] if each["criterion"] != "talent"}
    assert not any(f"Rule {id}." in by_id for id in others)


def test_one_rule_says_whether_it_fires_why_and_what_would_change_that(kpo: Callable[..., Done]) -> None:
    fires = kpo("explain", PAYROLL, "--rule", "counted-results").out
    assert "\nIt fires.\n- Given Acceptance: by figures.\n    It would not fire if Acceptance is " in fires
    missed = kpo("explain", PAYROLL, "--rule", "no-review-layer").out
    assert "\nIt does not fire.\n- Given Your own checking: strong.\n" in missed
    assert "    It would fire if Your own checking is none (now strong).\n" in missed
    waiting = kpo("explain", PAYROLL, "--set", "review_capability=", "--rule", "no-review-layer").out
    assert "    Open on Your own checking.\n" in waiting
    parts = kpo("explain", ACTIVITIES, "--rule", "no-review-layer").out
    assert [line for line in parts.splitlines() if line.startswith("Activity: ")] == [
        "Activity: Registering claims",
        "Activity: Assessing doubtful claims",
        "Activity: Yearly study of losses",
    ]


def test_an_answer_that_a_rule_hangs_on_stops_it_once_it_is_given(kpo: Callable[..., Done]) -> None:
    told = kpo("explain", PAYROLL, "--rule", "lower-bill-per-item").out
    assert "or if Saving outside is costs more or small or none (now moderate)." in told
    for answer in ("small-or-none", "costs-more"):
        after = kpo("explain", PAYROLL, "--set", f"cost_gap={answer}", "--rule", "lower-bill-per-item").out
        assert "\nIt does not fire.\n" in after


def test_one_activity_alone_has_its_reasons(kpo: Callable[..., Done]) -> None:
    out = kpo("explain", ACTIVITIES, "--activity", "Yearly study of losses").out
    assert "Why KPO rather than In-house" in out
    assert "Registering claims" not in out.split("\n\n", 3)[3]  # after the answer to the whole


def test_only_what_is_asked_for_is_long(kpo: Callable[..., Done]) -> None:
    for profile in (PAYROLL, HALF_EMPTY, ACTIVITIES):
        short, whole = kpo("explain", profile).out, kpo("explain", profile, "--all").out
        assert short.count("\n") < 150
        assert whole.count("\n") > 1000
        assert "- --all: every criterion, rule, question and weight.\n" in short


def test_weights_and_settings_are_those_that_are_explained(kpo: Callable[..., Done]) -> None:
    found = _json(kpo, PAYROLL, "--weight", "cost=7", "--set", "volume=low")
    cost = next(row for row in found["pieces"][0]["matrix"]["rows"] if row["criterion"] == "cost")
    assert cost["weight"] == 7
    assert found["recommendation"]["profile"]["weights"] == {"cost": 7}
    assert (
        "Weights of this profile in place of the rulebook's: Cost 7."
        in kpo("explain", PAYROLL, "--weight", "cost=7").out
    )


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for profile in (HALF_EMPTY, ACTIVITIES, str(CASES[0])):
        assert max(len(line) for line in kpo("explain", profile).out.splitlines()) <= columns


@pytest.mark.parametrize("profile", CASES, ids=lambda path: path.stem)
def test_every_worked_case_can_be_explained(kpo: Callable[..., Done], profile: Path) -> None:
    found = _json(kpo, str(profile))
    recommended = found["recommendation"]["recommended"]
    assert (found["stability"] is None) == (recommended not in found["recommendation"]["first"])


def test_the_same_input_gives_the_same_bytes(kpo: Callable[..., Done], worked_out_once: dict[str, Any]) -> None:
    before = [kpo("explain", ACTIVITIES, "--format", form).out for form in ("text", "json")]
    worked_out_once.clear()
    assert [kpo("explain", ACTIVITIES, "--format", form).out for form in ("text", "json")] == before


def test_standard_input_and_a_file_to_write_to(kpo: Callable[..., Done], tmp_path: Path) -> None:
    target = tmp_path / "explained.txt"
    done = kpo("explain", "-", "--output", str(target), stdin=Path(PAYROLL).read_bytes())
    assert (done.code, done.out) == (0, "")
    assert "Criteria by alternatives" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("explain",), "PROFILE"),
        (("explain", "no-such-file.yaml"), "no such file"),
        (("explain", PAYROLL, "--set", "gols=insight"), 'Did you mean "goals"?'),
        (("explain", PAYROLL, "--weight", "cost=0"), "cost"),
        (("explain", PAYROLL, "--criterion", "hirng"), 'Did you mean "hiring"?'),
        (("explain", PAYROLL, "--format", "xml"), "html"),
        (("explain", PAYROLL, "--rule", "no-reviw-layer"), 'Did you mean "no-review-layer"?'),
        (("explain", PAYROLL, "--criterion", "limit"), 'Did you mean "limits"?'),
        (("explain", PAYROLL, "--activity", "one"), "There are none."),
        (("explain", ACTIVITIES, "--activity", "Registering claim"), 'Did you mean "Registering claims"?'),
        (("explain", PAYROLL, "--open", "--rule", "no-review-layer"), "ask for one at a time"),
        (("explain", PAYROLL, "--open", "--format", "json"), "JSON always holds the whole explanation"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_what_is_wrong(
    kpo: Callable[..., Done], arguments: tuple[str, ...], told: str
) -> None:
    done = kpo(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("form", ["text", "json"])
def test_hostile_titles_cannot_steer_a_terminal(kpo: Callable[..., Done], tmp_path: Path, form: str) -> None:
    hostile = "\x1b[31mred\x1b[0m \u202eturned [bold]markup[/bold]"
    answers = {"work_nature": "rules-only"}
    profile = tmp_path / "hostile.json"
    content = {"title": hostile, "answers": answers, "activities": [{"title": hostile, "answers": answers}]}
    profile.write_text(json.dumps(content), encoding="utf-8")
    done = kpo("explain", str(profile), "--format", form)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
