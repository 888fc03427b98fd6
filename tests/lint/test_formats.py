"""Every format says where and what, and nothing in a name or a message gets out of its place."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from kpo_advisor.errors import Severity
from kpo_advisor.lint.formats.as_json import as_json
from kpo_advisor.lint.formats.concise import concise, statistics
from kpo_advisor.lint.formats.github import github
from kpo_advisor.lint.formats.gitlab import gitlab
from kpo_advisor.lint.formats.sarif import ROOT, sarif
from kpo_advisor.lint.formats.text import rows
from kpo_advisor.lint.linting import Report
from kpo_advisor.model.finding import Finding, Position, Related, Span
from kpo_advisor.text.lines import STRONG, WARN

SCHEMA = os.environ.get("KPO_ADVISOR_SARIF_SCHEMA")

HOSTILE_NAMES = [
    "rules/a,b:c%d.yaml",
    "::error file=x::y.yaml",
    "new\nline\r.yaml",
    "\x1b[31mred\x1b[0m.yaml",
    "with space #1?.yaml",
    "C:\\rules\\a.yaml",
    "right\u202eto-left.yaml",
    "bad-byte-\udcff.yaml",
    "http://example.org/a.yaml",
]
HOSTILE_MESSAGE = "100% [link](http://x) {0}\n::error::injected\r\x1b]0;title\x07\u202e\u2028 end"


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


def report(*findings: Finding, texts: dict[str, bytes] | None = None) -> Report:
    return Report(findings, texts or {}, rulebooks=("rules",), profiles=2, suppressed=0)


def finding(file: str = "rules/a.yaml", message: str = "Wrong.", at: Span | None = None, **more: Any) -> Finding:
    return Finding("uncited-fact", Severity.WARNING, file, at or span(2, 3, 2, 7), message, **more)


def text(of: Report) -> str:
    return "".join(f"{row.text}\n" for row in rows(of))


def test_text_frames_the_line_with_a_caret_below_what_is_meant() -> None:
    related = Related("rules/a.yaml", span(1, 1, 1, 4), "the first")
    found = finding(hint="Mend it.", related=(related,), witness="title: A\nanswers: {}\n")
    assert text(report(found, texts={"rules/a.yaml": b"abc\n  name: x\n"})) == (
        "warning[KPO301] uncited-fact: Wrong.\n"
        "  --> rules/a.yaml:2:3\n"
        "  |\n"
        "2 |   name: x\n"
        "  |   ^^^^\n"
        "  see rules/a.yaml:1:1: the first\n"
        "  |\n"
        "1 | abc\n"
        "  | ^^^\n"
        "  help: Mend it.\n"
        "  witness, a profile that shows it:\n"
        "    title: A\n"
        "    answers: {}\n"
        "\n"
        "1 finding (1 warning). Checked the rulebook in rules/ and 2 profiles against the packaged rulebook.\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "shown", "indent", "marks"),
    [
        ("日本: x", 5, "日本: x", 6, 1),
        ("\tx: 1", 2, " x: 1", 1, 1),
        ("\x1b[31m: x", 8, "\\x1b[31m: x", 10, 1),
        ("e\u0301: x", 4, "e\u0301: x", 2, 1),
        ("", 1, "", 0, 1),
    ],
)
def test_the_caret_stands_below_the_character_whatever_its_width(
    line: str, column: int, shown: str, indent: int, marks: int
) -> None:
    found = finding(at=span(1, column, 1, column + 1))
    lines = text(report(found, texts={"rules/a.yaml": line.encode()})).splitlines()
    assert lines[3] == f"1 | {shown}".rstrip()
    assert lines[4] == "  | " + " " * indent + "^" * marks


def test_of_a_long_line_the_part_around_the_caret_is_shown() -> None:
    line = "x" * 5000 + "HERE" + "y" * 5000
    lines = text(report(finding(at=span(1, 5001, 1, 5005)), texts={"rules/a.yaml": line.encode()})).splitlines()
    assert len(lines[3]) < 140
    start = lines[4].index("^")
    assert lines[3][start : start + 4] == "HERE"
    assert lines[4].count("^") == 4


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    lines = text(report(finding(at=span(1, 4, 9, 1)), texts={"rules/a.yaml": b"a: >-  \n b\n"})).splitlines()
    assert lines[3:5] == ["1 | a: >-", "  |    ^^"]


def test_a_finding_past_the_end_of_its_file_has_no_frame() -> None:
    assert "|" not in text(report(finding(at=span(9, 1, 9, 2)), texts={"rules/a.yaml": b"a: b\n"}))


def test_a_finding_in_json_says_where_by_the_path() -> None:
    found = Finding("duplicate-key", Severity.ERROR, "a.json", None, "Twice.", path=("answers", "goals", 1))
    assert "  --> a.json\n   at answers.goals[1]\n" in text(report(found))


def test_what_stands_out_in_text_is_the_code_the_places_the_carets_and_the_words_before_help() -> None:
    related = Related("rules/a.yaml", span(1, 1, 1, 4), "the first")
    found = finding(hint="Mend it.", related=(related,), witness="title: A\n")
    shown = rows(report(found, texts={"rules/a.yaml": b"^ ^\n  name: ^\n"}))
    assert [(line.text[slice(*line.stretch)], line.tone) for line in shown if line.stretch] == [
        ("warning[KPO301]", WARN),
        ("rules/a.yaml:2:3", STRONG),
        ("^^^^", WARN),
        ("rules/a.yaml:1:1", STRONG),
        ("^^^", STRONG),
        ("help", STRONG),
        ("witness", STRONG),
    ]


def test_concise_is_one_line_a_finding() -> None:
    lines = concise(report(finding(hint="Mend it."), finding(message=HOSTILE_MESSAGE))).splitlines()
    assert lines[0] == "rules/a.yaml:2:3: warning KPO301 uncited-fact: Wrong. Mend it."
    assert len(lines) == 3


def test_statistics_count_by_code_the_most_frequent_first() -> None:
    once = Finding("duplicate-key", Severity.ERROR, "a.yaml", None, "Twice.")
    lines = statistics(report(once, finding(), finding(message="b"))).splitlines()
    assert [line.split()[:3] for line in lines[:2]] == [
        ["2", "KPO301", "uncited-fact:"],
        ["1", "KPO012", "duplicate-key:"],
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("write", [text, concise, github])
def test_nothing_hostile_reaches_a_terminal(write: Any, name: str) -> None:
    related = (Related(name, None, HOSTILE_MESSAGE),)
    found = finding(name, HOSTILE_MESSAGE, hint=HOSTILE_MESSAGE, related=related, witness=HOSTILE_MESSAGE)
    shown = write(report(found, texts={name: b"\x1b[2J\n\x1b[2J: \xe2\x80\xae\n"}))
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_github_command_is_one_line_that_nothing_ends_early(name: str) -> None:
    found = finding(name, HOSTILE_MESSAGE, hint=HOSTILE_MESSAGE, witness="title: 100%\nanswers: {}\n")
    shown = github(report(found))
    assert shown.count("\n") == 1
    properties, message = shown.removeprefix("::warning ").rstrip("\n").split("::", 1)
    keys = [each.split("=", 1)[0] for each in properties.split(",")]
    assert keys == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert ":" not in properties
    assert "%25 [link]" in message
    assert "title: 100%25%0Aanswers" in message


def test_a_github_command_names_no_columns_over_several_lines() -> None:
    assert "col" not in github(report(finding(at=span(1, 3, 2, 1)))).partition("::uncited")[0].split("title")[0]


def test_github_prints_nothing_where_nothing_is_found() -> None:
    assert github(report()) == ""


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_json_is_ascii_and_gives_back_what_was_said(name: str) -> None:
    shown = as_json(report(finding(name, HOSTILE_MESSAGE, witness="title: é\n")))
    assert shown.isascii()
    only = json.loads(shown)["findings"][0]
    assert only["message"] == HOSTILE_MESSAGE
    assert only["witness"] == "title: é\n"
    assert only["file"] == name.encode("utf-8", "backslashreplace").decode()
    assert (only["start"], only["end"]) == ({"line": 2, "column": 3}, {"line": 2, "column": 7})


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_sarif_names_files_by_relative_addresses(name: str) -> None:
    shown = sarif(report(finding(name, HOSTILE_MESSAGE, related=(Related(name, None, "too"),))))
    assert shown.isascii()
    result = json.loads(shown)["runs"][0]["results"][0]
    for place in (*result["locations"], *result["relatedLocations"]):
        address = place["physicalLocation"]["artifactLocation"]
        assert address["uriBaseId"] == ROOT
        assert set(address["uri"]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%/._-~")
        assert not address["uri"].startswith("/")


def test_sarif_says_which_rule_a_result_is_of() -> None:
    run = json.loads(sarif(report(finding(), Finding("made-up", Severity.ERROR, "a.yaml", None, "New."))))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == ["KPO301", "KPO099"]
    assert [each["level"] for each in run["results"]] == ["warning", "error"]


def test_sarif_shows_braces_and_brackets_as_they_are() -> None:
    run = json.loads(sarif(report(finding(message=r"[a](1) [b] {0}"))))["runs"][0]
    assert run["results"][0]["message"]["text"] == r"\[a](1) [b] {{0}}"


def test_sarif_of_a_file_elsewhere_has_an_absolute_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, outside = tmp_path / "in" / "a b.yaml", tmp_path / "out.yaml"
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    run = json.loads(sarif(report(finding(str(inside)), finding(str(outside)))))["runs"][0]
    first, second = (each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"])
    assert first == {"uri": "a%20b.yaml", "uriBaseId": ROOT}
    assert second == {"uri": outside.as_uri()}


def test_a_fingerprint_stays_when_the_lines_move() -> None:
    run = json.loads(sarif(report(finding(), finding(at=span(9, 3, 9, 7)), finding(message="Other."))))["runs"][0]
    first, moved, other = (each["partialFingerprints"]["kpoAdvisor/v1"] for each in run["results"])
    assert first == moved != other


def test_gitlab_says_what_where_and_how_bad() -> None:
    faults = [
        finding(hint="Mend it."),
        Finding("duplicate-key", Severity.ERROR, "a.json", None, "Twice."),
        Finding("made-up", Severity.INFO, "./b/../c.yaml", span(7, 1, 9, 1), "New."),
    ]
    issues = json.loads(gitlab(report(*faults)))
    prints = [each.pop("fingerprint") for each in issues]
    assert issues == [
        {
            "description": "KPO301 uncited-fact: Wrong. Mend it.",
            "check_name": "KPO301",
            "severity": "major",
            "location": {"path": "rules/a.yaml", "lines": {"begin": 2}},
        },
        {
            "description": "KPO012 duplicate-key: Twice.",
            "check_name": "KPO012",
            "severity": "critical",
            "location": {"path": "a.json", "lines": {"begin": 1}},
        },
        {
            "description": "KPO099 made-up: New.",
            "check_name": "KPO099",
            "severity": "info",
            "location": {"path": "c.yaml", "lines": {"begin": 7}},
        },
    ]
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in prints)


def test_gitlab_is_an_empty_list_where_nothing_is_found() -> None:
    assert gitlab(report()) == "[]\n"


def test_gitlab_names_files_as_seen_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    shown = json.loads(gitlab(report(finding(str(tmp_path / "in" / "a.yaml")), finding(str(tmp_path / "b.yaml")))))
    assert [each["location"]["path"] for each in shown] == ["a.yaml", (tmp_path / "b.yaml").as_posix()]


def test_a_gitlab_fingerprint_stays_when_the_lines_move_and_no_two_are_the_same() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [each["fingerprint"] for each in json.loads(gitlab(report(*findings)))]

    first = finding()
    many = prints(first, finding(at=span(9, 3, 9, 7)), finding("rules/b.yaml"), finding(message="Other."))
    assert len(set(many)) == 4
    assert prints(finding(at=span(5, 1, 5, 2))) == prints(first) == many[:1]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_gitlab_is_ascii_and_gives_back_what_was_said(name: str) -> None:
    shown = gitlab(report(finding(name, HOSTILE_MESSAGE)))
    assert shown.isascii()
    assert json.loads(shown)[0]["description"].endswith(HOSTILE_MESSAGE)


@pytest.mark.skipif(SCHEMA is None, reason="KPO_ADVISOR_SARIF_SCHEMA names no copy of the schema")
def test_sarif_is_valid_against_its_schema() -> None:
    import jsonschema

    every = [
        finding(name, HOSTILE_MESSAGE, hint="h", related=(Related(name, None, "x"),), witness="w")
        for name in HOSTILE_NAMES
    ]
    every.append(Finding("no-rulebook", Severity.INFO, "rules", None, "None."))
    schema = json.loads(Path(str(SCHEMA)).read_text(encoding="utf-8"))
    for shown in (sarif(report(*every)), sarif(report())):
        jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker()).validate(
            json.loads(shown)
        )
