"""What a question counts as answered by where it does not apply: read, refused where it means nothing, and told."""

from __future__ import annotations

import pytest

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.questions import Question
from kpo_advisor.profiles.answer_schema import answer_schema
from kpo_advisor.profiles.writing import blank_profile
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.questionnaire import questionnaire
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.text.lines import plain
from tests.rulebooks.test_labels_and_people import asked, extended

UNGATED = "id: limit, ask: May it go., who_knows: [team-leader]"
GATED = UNGATED + ", only_if: { secrets: yes }"
RULES = "kind: choice, choices: { no-rule: { label: no rule at all, means: none }, barred: { means: not at all } }"


def read(fields: str) -> Question:
    return assemble(extended(asked(fields)), "").questions["limit"]


def fault(fields: str) -> tuple[str, str, str | None]:
    with pytest.raises(UnreadableInput) as caught:
        read(fields)
    (finding,) = caught.value.findings
    return finding.slug, finding.message, finding.hint


def test_it_is_a_choice_and_of_a_question_with_ticks_one_tick() -> None:
    assert (read(f"{GATED}, {RULES}, otherwise: no-rule").implied) == "no-rule"
    assert (read(f"{GATED}, {RULES.replace('choice,', 'multi,', 1)}, otherwise: no-rule").implied) == ("no-rule",)
    assert read(f"{GATED}, kind: yes_no, otherwise: no").implied == "no"
    assert read(f"{GATED}, {RULES}").implied is None


def test_a_choice_that_does_not_exist_is_a_fault_with_what_may_have_been_meant() -> None:
    slug, message, hint = fault(f"{GATED}, {RULES}, otherwise: no-rules")
    assert (slug, hint) == ("unknown-choice", 'Did you mean "no-rule"?')
    assert message == '"no-rules" is no choice of limit.'


@pytest.mark.parametrize("fields", [f"{GATED}, kind: number", f"{UNGATED}, {RULES}"])
def test_without_choices_or_without_only_if_it_means_nothing(fields: str) -> None:
    slug, message, _ = fault(f"{fields}, otherwise: no-rule")
    assert (slug, message) == ("question-shape", "otherwise is for questions with choices that have an only_if.")


def test_everything_that_explains_a_question_says_so() -> None:
    book = assemble(extended(asked(f"{GATED}, {RULES}, otherwise: no-rule")), "")
    says = "Otherwise it counts as answered: no rule at all."
    assert f"Only if secrets is yes. {says}" in blank_profile(book)
    assert says in answer_schema(book.questions["limit"], book.questions)["description"]
    for is_brief in (True, False):
        assert says in " ".join(plain(to_terminal(questionnaire(book, is_brief=is_brief).blocks, 80)).split())
