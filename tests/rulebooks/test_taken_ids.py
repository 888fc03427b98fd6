"""An id that is taken is told, what follows from that is not, and what else is wrong with the same thing is."""

from __future__ import annotations

import pytest

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes, read_files
from tests.small_rulebooks.on_disk import PLAIN

HEADER = "{name: over, title: Over, version: '1', extends: x, decisions: [when]}"
RULE = "id: judgement-stays, because: So., inferred: Ours."
QUESTION = "id: secrets, label: Secrets, ask: 'Are there secrets?'"
FACT = "id: d1-rules, section: First, says: So., basis: document"
DECISION = "title: When, kind: ranked"
ALTERNATIVES = "alternatives: {soon: {title: Soon, means: soon}, bpo: {title: BPO, means: a provider}}"
CRITERIA = "criteria: {hours: {title: Hours, axis: nature, weight: 1, rationale: So.}}"
OWN = "alternatives: {soon: {title: Soon, means: soon}, late: {title: Late, means: late}}"
OWN_CRITERIA = "criteria: {haste: {title: Haste, axis: nature, weight: 1, rationale: So.}}"

# By what has the id: the file, what stands in it, and by the kind of a further fault what makes it one.
TAKEN: dict[str, tuple[str, str, dict[str, tuple[str, str]]]] = {
    "question": (
        "questions.yaml",
        f"sections: [{{id: more, title: More, questions: [{{{QUESTION}, kind: yes_no, who_knows: [team-leader]}}]}}]",
        {
            "unknown-person": ("[team-leader]", "[nobody-here]"),
            "unknown-question": ("kind: yes_no", "kind: yes_no, only_if: {no_such_question: so}"),
            "question-shape": ("kind: yes_no", "kind: yes_no, max: 3"),
        },
    ),
    "term": (
        "terms.yaml",
        "terms: [{id: rule-work, means: so, when: {work_nature: rules-only}}]",
        {
            "unknown-question": ("{work_nature: rules-only}", "{no_such_question: so}"),
            "unknown-choice": ("rules-only", "no-such-choice"),
            "unknown-term": ("{work_nature: rules-only}", "{term: no-such-term}"),
        },
    ),
    "incompatible": (
        "questions.yaml",
        "incompatible: [{id: a, when: {secrets: yes}, because: So.}, {id: a, when: {own_staff: free}, because: So.}]",
        {"unknown-choice": ("free", "no-such-choice"), "unknown-question": ("own_staff", "no_such_question")},
    ),
    "fact": (
        "facts/d2.yaml",
        f"{{document: {{id: d2, title: A, publisher: B, date: '2024'}}, facts: [{{{FACT}}}]}}",
        {"unknown-contradiction": ("basis: document}", "basis: document, see: [X99]}")},
    ),
    "rule": (
        "model/more.yaml",
        f"{{criterion: hours, rules: [{{{RULE}, favours: {{bpo: slight}}}}]}}",
        {
            "unknown-alternative": ("{bpo: slight}", "{nobody: slight}"),
            "unknown-question": ("favours:", "when: {no_such_question: so}, favours:"),
            "no-source": (", inferred: Ours.", ""),
        },
    ),
    "law": (
        "laws.yaml",
        "laws: [{id: secrets-stay, says: So., when: {secrets: yes}, excluded: [bpo], inferred: Ours.}]",
        {
            "unknown-alternative": ("[bpo]", "[nobody]"),
            "unknown-choice": ("{secrets: yes}", "{own_staff: no-such-choice}"),
            "law-shape": ("excluded: [bpo]", "excluded: [bpo], never_first: [bpo]"),
        },
    ),
    "criterion": (
        "when/decision.yaml",
        f"{{decision: when, {DECISION}, {OWN}, {CRITERIA}}}",
        {"unknown-question": ("kind: ranked", "kind: ranked, when: {no_such_question: so}")},
    ),
    "alternative": (
        "when/decision.yaml",
        f"{{decision: when, {DECISION}, {ALTERNATIVES}, {OWN_CRITERIA}}}",
        {"unknown-question": ("kind: ranked", "kind: ranked, when: {no_such_question: so}")},
    ),
    "decision": (
        "when/decision.yaml",
        f"{{decision: pricing, {DECISION}, {OWN}, {OWN_CRITERIA}}}",
        {"unknown-question": ("kind: ranked", "kind: ranked, when: {no_such_question: so}")},
    ),
}
WITH_ANOTHER = [(what, kind) for what, (_, _, faults) in TAKEN.items() for kind in faults]

ELSEWHERE = {
    "unknown-alternative": "{criterion: hours, rules: [{id: a, favours: {nobody: slight}, because: So., inferred: S}]}",
    "unknown-criterion": "{criterion: no-such, rules: [{id: a, favours: {bpo: slight}, because: So., inferred: So.}]}",
    "unknown-fact": "{criterion: hours, rules: [{id: a, favours: {bpo: slight}, because: So., cites: [no-such]}]}",
    "unknown-term": "{rules: [{id: a, when: {term: no-such}, excludes: [bpo], because: S, inferred: S}]}",
}
"""Rules with faults that have nothing to do with an id that is taken."""


def kinds_of(files: dict[str, str]) -> set[str]:
    """The kinds of the faults that are told of an overlay of these files."""
    header = {"rulebook.yaml": HEADER if "when/decision.yaml" in files else HEADER.replace("[when]", "[]")}
    over = tuple(FileBytes(name, f"over/{name}", text.encode()) for name, text in {**header, **files}.items())
    with pytest.raises(UnreadableInput) as error:
        assemble([tuple(read_files(PLAIN)), over], "")
    return {finding.slug for finding in error.value.findings}


@pytest.mark.parametrize("what", TAKEN)
def test_of_an_id_that_is_taken_no_more_is_told_where_nothing_else_is_wrong(what: str) -> None:
    name, text, _ = TAKEN[what]
    assert kinds_of({name: text}) == {"duplicate-id"}


@pytest.mark.parametrize(("what", "kind"), WITH_ANOTHER)
def test_what_else_is_wrong_with_a_thing_whose_id_is_taken_is_told_too(what: str, kind: str) -> None:
    name, text, faults = TAKEN[what]
    good, bad = faults[kind]
    assert good in text
    assert kinds_of({name: text.replace(good, bad)}) == {"duplicate-id", kind}


@pytest.mark.parametrize("what", [what for what in TAKEN if what != "decision"])
@pytest.mark.parametrize("kind", ELSEWHERE)
def test_an_id_that_is_taken_hides_no_fault_of_a_rule(what: str, kind: str) -> None:
    name, text, _ = TAKEN[what]
    assert kinds_of({name: text, "model/own.yaml": ELSEWHERE[kind]}) == {"duplicate-id", kind}


def test_what_tests_a_question_that_is_there_twice_may_be_meant_for_either() -> None:
    choices = "choices: {few: {label: few, means: few}, many: {label: many, means: many}}"
    asked = f"{{{QUESTION}, kind: scale, who_knows: [team-leader], {choices}}}"
    rule = "{id: a, when: {secrets: {at_least: many}}, favours: {bpo: slight}, because: So., inferred: So.}"
    files = {
        "questions.yaml": f"sections: [{{id: more, title: More, questions: [{asked}]}}]",
        "model/own.yaml": f"{{criterion: hours, rules: [{rule}]}}",
    }
    assert kinds_of(files) == {"duplicate-id"}


def test_a_rule_on_a_criterion_that_is_there_twice_may_rate_what_either_decision_ranks() -> None:
    name, text, _ = TAKEN["criterion"]
    rule = "{criterion: hours, rules: [{id: a, favours: {soon: slight}, because: So., inferred: So.}]}"
    assert kinds_of({name: text, "when/own.yaml": rule}) == {"duplicate-id"}
