"""Questions and choices have labels, people are listed once, and both are checked where they are named."""

from __future__ import annotations

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.questions import Person
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes
from tests.small_rulebooks.on_disk import PLAIN

FILES = {path.relative_to(PLAIN).as_posix(): path.read_bytes() for path in sorted(PLAIN.rglob("*.yaml"))}
PLAIN_FILES = tuple(FileBytes(name, name, data) for name, data in FILES.items())
HEADER = b'name: own\ntitle: Own\nversion: "1"\n'


def extended(questions: str, rules: str = "rules: []") -> tuple[tuple[FileBytes, ...], ...]:
    """The plain rulebook, and one over it with a section of these questions and these rules."""
    texts = {"questions": questions, "rules": rules}
    own = tuple(FileBytes(f"{name}.yaml", f"own/{name}.yaml", text.encode()) for name, text in texts.items())
    return PLAIN_FILES, (FileBytes("rulebook.yaml", "own/rulebook.yaml", HEADER), *own)


def asked(fields: str, before: str = "") -> str:
    return f"{before}sections:\n  - id: own\n    title: Own\n    questions:\n      - {{ {fields} }}\n"


def faults(questions: str, rules: str = "rules: []") -> list[tuple[str, int, str, str | None]]:
    with pytest.raises(UnreadableInput) as caught:
        assemble(extended(questions, rules), "")
    return [
        (finding.slug, finding.span.start.line if finding.span else 0, finding.message, finding.hint)
        for finding in caught.value.findings
    ]


def test_labels_are_those_of_the_file_and_the_id_in_words_where_there_is_none() -> None:
    given = "id: late_shift, kind: choice, ask: When., who_knows: [team-leader]"
    choices = "choices: { by-night: { means: at night }, by-day: { label: in daylight, means: by day } }"
    question = assemble(extended(asked(f"{given}, {choices}")), "").questions["late_shift"]
    assert question.label == "late shift"
    assert [choice.label for choice in question.choices] == ["by night", "in daylight"]
    assert (question.label_of("by-day"), question.label_of("yes")) == ("in daylight", "yes")


def test_a_label_has_forty_characters_at_most() -> None:
    fields = "kind: yes_no, ask: When., who_knows: [team-leader]"
    book = assemble(extended(asked(f"id: late, label: {'x' * 40}, {fields}")), "")
    assert book.questions["late"].label == "x" * 40
    ((slug, line, message, _),) = faults(asked(f"id: late, label: {'x' * 41}, {fields}"))
    assert (slug, line) == ("shape", 5)
    assert "at most 40 characters" in message


def test_an_overlay_names_people_of_the_rulebook_it_extends_and_adds_its_own() -> None:
    own = "people: [{ id: baker, label: the baker }]\n"
    book = assemble(extended(asked("id: late, kind: yes_no, ask: Late., who_knows: [baker, team-leader]", own)), "")
    assert book.questions["late"].who_knows == (Person("baker", "the baker"), Person("team-leader", "team leader"))
    assert book.questions["late"].who == "the baker, team leader"


def test_a_person_that_is_listed_twice_is_told_with_the_first_place() -> None:
    own = "people: [{ id: team-leader, label: another }]\n"
    ((slug, line, message, _),) = faults(asked("id: late, kind: yes_no, ask: Late., who_knows: [team-leader]", own))
    assert (slug, line) == ("duplicate-id", 1)
    assert message.startswith('The person "team-leader" exists already, at questions.yaml:')


def test_an_unknown_person_is_a_fault_with_what_may_have_been_meant() -> None:
    found = faults(asked("id: late, kind: yes_no, ask: Late., who_knows: [team leader]"))
    assert [(slug, line) for slug, line, _, _ in found] == [("unknown-person", 5)]
    assert found[0][2].startswith('"team leader" is no person')
    assert found[0][3] == 'Did you mean "team-leader"?'


def test_an_owner_is_one_of_the_people_and_owns_what_is_required() -> None:
    rule = "rules: [{ id: count, topic: method, requires: Count., owner: %s, inferred: A case. }]"
    fields = asked("id: late, kind: yes_no, ask: Late., who_knows: [team-leader]")
    assert assemble(extended(fields, rule % "team-leader"), "").rule_by_id["count"].owner == Person(
        "team-leader", "team leader"
    )
    assert [slug for slug, *_ in faults(fields, rule % "baker")] == ["unknown-person"]
    advises = rule.replace("requires", "advises") % "team-leader"
    assert [slug for slug, *_ in faults(fields, advises)] == ["owner-for-nothing"]


def test_in_the_packaged_rulebook_everything_that_is_required_has_an_owner() -> None:
    rules = [rule for rule in load_rulebook().rules if any(printed.kind == "requires" for printed in rule.printed)]
    assert len(rules) > 40
    assert [rule.id for rule in rules if rule.owner is None] == []
