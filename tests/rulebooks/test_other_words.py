"""Other words by which people mean a choice, or that nobody knows: what they may be, and where they are understood."""

from __future__ import annotations

import pytest

from kpo_advisor import load_rulebook, profile_from
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from tests.rulebooks.test_labels_and_people import asked, extended, faults

RULEBOOK = load_rulebook()
EUROPE = (
    "Austria Belgium Bulgaria Croatia Cyprus Czechia Denmark Estonia Finland France Germany Greece Hungary Iceland "
    "Ireland Italy Latvia Liechtenstein Lithuania Luxembourg Malta Netherlands Norway Poland Portugal Romania Slovakia "
    "Slovenia Spain Sweden"
)
"""The members of the EU and of the EEA."""


def often(also: str, unknown: str = "[]") -> str:
    """A question how often, with other words for its second choice and for that nobody knows."""
    choices = f"choices: {{ often: {{ label: many times, means: many }}, single: {{ means: one, also: {also} }} }}"
    return asked(f"id: times, kind: choice, ask: When., who_knows: [team-leader], also_unknown: {unknown}, {choices}")


def test_a_choice_and_what_nobody_knows_have_other_words() -> None:
    question = assemble(extended(often("[once, one time]", "[no sign yet]")), "").questions["times"]
    assert question.choices[1].also == ("once", "one time")
    assert question.also_unknown == ("no sign yet",)
    assert [question.also_called(words) for words in ("Once", "ONE-time", "single", "")] == [
        "single",
        "single",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("also", "unknown", "message"),
    [
        ("[Often]", "[]", '"Often" means often already.'),
        ("[many  Times]", "[]", '"many  Times" means often already.'),
        ("[single]", "[]", '"single" means single already.'),
        ("['1']", "[]", '"1" means often already.'),
        ("[once, Once]", "[]", '"Once" means single already.'),
        ("[once]", "[once]", '"once" means single already.'),
        ("[unknown]", "[]", '"unknown" means unknown already.'),
        ("[o]", "[]", "An interview takes one letter alone for a key."),
    ],
)
def test_no_word_means_two_things_in_a_question_or_one_twice(also: str, unknown: str, message: str) -> None:
    assert [(slug, told) for slug, _, told, _ in faults(often(also, unknown))] == [("question-shape", message)]


def test_the_place_of_a_word_is_told() -> None:
    with pytest.raises(UnreadableInput) as caught:
        assemble(extended(often("[once, often]")), "")
    (finding,) = caught.value.findings
    assert finding.span is not None
    assert finding.span.start.column == often("[once, often]").split("\n")[4].index("often]") + 1


@pytest.mark.parametrize("country", EUROPE.split())
def test_each_member_of_the_eu_and_eea_is_in_that_region(country: str) -> None:
    assert RULEBOOK.questions["client_region"].also_called(country) == "eu-eea"


def test_a_profile_that_has_another_word_is_told_which_choice_it_means() -> None:
    with pytest.raises(UnreadableInput) as caught:
        profile_from({"title": "A", "answers": {"client_region": ["Norway"], "demand_pattern": "Once"}}, RULEBOOK)
    told = [(finding.slug, finding.hint) for finding in caught.value.findings]
    assert told == [("unknown-choice", "Write eu-eea."), ("unknown-choice", "Write one-off.")]
