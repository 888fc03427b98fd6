"""Overlays may test old ids; each is told where it stands, and none may be in use or belong to two things."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.model.conditions import Answered, Compare, Condition, NoneOf, OneOf, Some
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.questions import Followed
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes
from kpo_advisor.rulebooks.loading import load_rulebook

QUESTIONS = """\
people: [{ id: anyone, label: anyone }]
sections:
  - id: all
    title: All
    questions:
      - id: work
        kind: scale
        formerly: [work_nature]
        ask: How much judgement?
        who_knows: [anyone]
        choices:
          rules: { means: none, formerly: [rules-only] }
          mix: { means: some }
          judgement: { means: all }
      - id: residency
        kind: choice
        ask: Where must it stay?
        who_knows: [anyone]
        choices:
          anywhere: { means: anywhere, formerly: [residency_rule.none] }
          inside: { means: inside, formerly: [residency_rule.country] }
      - id: found
        kind: choice
        ask: Is a provider found?
        who_knows: [anyone]
        choices:
          found: { means: one is found, formerly: [residency_rule.met, search.yes] }
          none: { means: none is found }
      - id: staff
        kind: number
        formerly: [people]
        ask: How many people?
        who_knows: [anyone]
"""
BASE = {
    "rulebook.yaml": 'name: base\ntitle: Base\nversion: "2"\nclose_call: 5\ndecisions: [model]\n',
    "questions.yaml": QUESTIONS,
    "model/decision.yaml": """
decision: model
title: Model
kind: ranked
alternatives: { bpo: { title: BPO, means: out }, in-house: { title: In-house, means: here } }
criteria: { c: { title: C, axis: nature, weight: 1, rationale: Only one. } }
""",
}
MERGED = (
    QUESTIONS
    + """\
      - id: limits
        kind: multi
        exclusive: [none]
        ask: What binds you?
        who_knows: [anyone]
        choices:
          own-people: { means: ours only, formerly: [firms.own-staff] }
          country: { means: in the country, formerly: [firms.at-home, law.forbids] }
          none: { means: nothing, formerly: [firms.permits, law.no-rule] }
retired: { peak: The average says enough. }
followed: { law: [firms.permits, firms.at-home], search: [residency.inside] }
"""
)
"""Three old questions more: two became ticks of one, and nothing took the place of the third."""
HEADER = 'name: own\ntitle: Own\nversion: "1"\nextends: ../base\n'


def own_files(when: str, laws: str = "laws: []") -> dict[str, str]:
    weighs = "favours: { bpo: slight }, because: So., inferred: So."
    rules = f"rules:\n  - {{ id: r, criterion: c, when: {when}, {weighs} }}\n"
    return {"rulebook.yaml": HEADER, "rules.yaml": rules, "laws.yaml": laws}


def layer(texts: dict[str, str], prefix: str = "") -> tuple[FileBytes, ...]:
    return tuple(FileBytes(name, prefix + name, text.encode()) for name, text in sorted(texts.items()))


def overlay(when: str, laws: str = "laws: []") -> Rulebook:
    return assemble((layer(BASE), layer(own_files(when, laws), "own/")), "")


def read(when: str) -> tuple[Condition, list[str]]:
    book = overlay(when)
    assert {warning.slug for warning in book.outdated} <= {"old-id"}
    return book.rule_by_id["r"].when, [warning.message for warning in book.outdated]


def one_of(question: str, *choices: str) -> OneOf:
    return OneOf(question, frozenset(choices))


def test_a_rule_on_a_renamed_question_looks_at_the_new_one() -> None:
    told = ['"work_nature" is an old id; the question is work now.']
    assert read("{ work_nature: mix }") == (one_of("work", "mix"), told)
    assert read("{ people: { above: 2 } }")[0] == Compare("staff", "above", Fraction(2))


def test_all_comparisons_take_old_choices() -> None:
    told = ['"rules-only" of work is an old id; the choice is rules now.']
    assert read("{ work: { above: rules-only } }") == (one_of("work", "mix", "judgement"), told)
    assert read("{ work: { not: rules-only } }") == (one_of("work", "mix", "judgement"), told)
    assert read("{ work_nature: [rules-only, mix] }")[0] == one_of("work", "rules", "mix")


def test_choices_of_a_question_that_was_merged_go_to_their_own_questions() -> None:
    assert read("{ residency_rule: country }")[0] == one_of("residency", "inside")
    both, told = read("{ residency_rule: [country, met] }")
    assert both == Some((one_of("residency", "inside"), one_of("found", "found")))
    assert told == [
        '"residency_rule" is an old id; the question is residency and found now.',
        '"country" of residency_rule is an old id; the choice is inside of residency now.',
        '"met" of residency_rule is an old id; the choice is found of found now.',
    ]
    assert read("{ search: yes }")[0] == one_of("found", "found")


def test_a_rule_that_waits_for_an_answer_takes_the_old_id_of_a_question() -> None:
    told = ['"work_nature" is an old id; the question is work now.']
    assert read("{ answered: work_nature }") == (Answered("work"), told)


def test_a_rulebook_without_old_ids_in_its_conditions_warns_of_nothing() -> None:
    assert read("{ work: { none_of: [mix] } }") == (one_of("work", "rules", "judgement"), [])


@pytest.mark.parametrize(
    ("when", "slug"),
    [
        ("{ residency_rule: { not: country } }", "condition-shape"),
        ("{ answered: residency_rule }", "condition-shape"),
        ("{ residency_rule: village }", "unknown-choice"),
        ("{ work_nature: mixed }", "unknown-choice"),
        ("{ work_natures: mix }", "unknown-question"),
    ],
)
def test_what_cannot_be_read_under_todays_ids_is_a_fault(when: str, slug: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        overlay(when)
    assert [(finding.slug, finding.file) for finding in caught.value.findings] == [(slug, "own/rules.yaml")]


def test_a_law_may_name_a_question_by_its_old_id() -> None:
    book = overlay("{ work: mix }", "laws: [{ id: l, says: So., unmoved_by: [people], inferred: So. }]")
    assert book.laws[0].subjects == ("staff",)
    assert [(warning.file, warning.message) for warning in book.outdated] == [
        ("own/laws.yaml", '"people" is an old id; the question is staff now.')
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[people]", "[residency]", 31, "residency is in use, so it is no old id of staff."),
        ("[people]", "[work_nature]", 31, "work_nature is an old id of work already."),
        ("[rules-only]", "[mix]", 12, "mix of work is in use, so it is no old id of rules of work."),
        (
            "[residency_rule.country]",
            "[work.judgement]",
            21,
            "judgement of work is in use, so it is no old id of inside of residency.",
        ),
        (
            "[residency_rule.country]",
            "[residency_rule.none]",
            21,
            "none of residency_rule is an old id of anywhere of residency already.",
        ),
    ],
)
def test_an_old_id_that_is_in_use_or_had_by_another_is_a_fault_at_its_place(
    old: str, new: str, line: int, message: str
) -> None:
    texts = {**BASE, "questions.yaml": QUESTIONS.replace(old, new)}
    with pytest.raises(UnreadableInput) as caught:
        assemble((layer(texts),), "")
    (finding,) = caught.value.findings
    assert finding.span is not None
    assert (finding.slug, finding.span.start.line, finding.message) == ("old-id-taken", line, message)


def of_merged(when: str, laws: str = "laws: []") -> Rulebook:
    base = {**BASE, "questions.yaml": MERGED}
    return assemble((layer(base), layer(own_files(when, laws), "own/")), "")


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("{ firms: own-staff }", one_of("limits", "own-people")),
        ("{ firms: permits }", NoneOf("limits", frozenset(("own-people", "country")))),
        ("{ law: no-rule }", NoneOf("limits", frozenset(("country",)))),
        (
            "{ firms: [own-staff, permits] }",
            Some((one_of("limits", "own-people"), NoneOf("limits", frozenset(("own-people", "country"))))),
        ),
    ],
)
def test_an_old_choice_that_became_no_tick_holds_where_none_of_its_question_is_made(
    when: str, condition: Condition
) -> None:
    assert of_merged(when).rule_by_id["r"].when == condition


def test_that_no_tick_comes_from_an_old_choice_is_told() -> None:
    assert [warning.message for warning in of_merged("{ law: no-rule }").outdated] == [
        '"law" is an old id; the question is limits now.',
        '"no-rule" of law is an old id; no tick of limits comes from it.',
    ]


def test_a_rulebook_knows_what_is_retired_and_what_followed() -> None:
    book = of_merged("{ work: mix }")
    assert book.retired == {"peak": "The average says enough."}
    assert book.followed == (
        Followed("law", (("firms", "permits"), ("firms", "at-home"))),
        Followed("search", (("residency", "inside"),)),
    )


@pytest.mark.parametrize(
    ("when", "laws", "file"),
    [
        ("{ peak: { above: 2 } }", "laws: []", "own/rules.yaml"),
        ("{ answered: peak }", "laws: []", "own/rules.yaml"),
        ("{ work: mix }", "laws: [{ id: l, says: So., unmoved_by: [peak], inferred: So. }]", "own/laws.yaml"),
    ],
)
def test_a_retired_question_in_an_overlay_is_a_fault_that_tells_why(when: str, laws: str, file: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        of_merged(when, laws)
    (finding,) = caught.value.findings
    assert (finding.slug, finding.file, finding.message) == (
        "unknown-question",
        file,
        "peak is no question any more, and nothing took its place: The average says enough.",
    )


@pytest.mark.parametrize(
    ("old", "new", "slug", "message"),
    [
        ("{ peak:", "{ staff:", "old-id-taken", "staff is in use, so it is not retired."),
        ("{ peak:", "{ law:", "old-id-taken", "law is an old id of limits already."),
        ("{ law: [firms", "{ limits: [firms", "unknown-question", '"limits" is no old question'),
        ("firms.at-home], s", "firms.at-sea], s", "unknown-choice", '"firms.at-sea" is no choice of today'),
        ("[residency.inside]", "[residence.inside]", "unknown-choice", '"residence.inside" is no choice of today'),
    ],
)
def test_what_a_questionnaire_says_of_old_questions_is_held_to_them(
    old: str, new: str, slug: str, message: str
) -> None:
    assert MERGED.count(old) == 1
    with pytest.raises(UnreadableInput) as caught:
        assemble((layer({**BASE, "questions.yaml": MERGED.replace(old, new)}),), "")
    (finding,) = caught.value.findings
    assert finding.slug == slug
    assert finding.message.startswith(message)
    assert finding.span is not None
    assert finding.span.start.line >= MERGED[: MERGED.index("retired:")].count("\n") + 1


def test_lint_and_every_load_tell_of_an_overlay_that_still_uses_an_old_id(tmp_path: Path) -> None:
    files = {"base": BASE, "own": own_files("{ work_nature: mix }")}
    for folder, texts in files.items():
        for name, text in texts.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for _ in range(2):  # also where a compiled copy could be used
        assert [warning.slug for warning in load_rulebook(tmp_path / "own").outdated] == ["old-id"]
    (finding,) = lint(find_targets([str(tmp_path / "own")]), Selection(("old-id",))).findings
    assert (finding.slug, finding.severity, Path(finding.file).name) == ("old-id", "warning", "rules.yaml")
