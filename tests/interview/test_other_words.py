"""The words of people that are no names of choices: countries for their region, once for one-off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.interview import moves
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused, Request, TypedAnswer
from kpo_advisor.interview.typed.reading import Read, read_line
from kpo_advisor.interview.words.help import keys
from kpo_advisor.model.questions import Answer, Kind, PerhapsTicked
from tests.interview.paper import hold

RULEBOOK = load_rulebook()
BEGUN = moves.titled(moves.begin(Options(RULEBOOK)), "A piece of work")


def read(question: str, line: str) -> Read:
    return read_line(moves.edited(BEGUN, question), line)


@pytest.mark.parametrize("id", list(RULEBOOK.questions))
def test_every_other_word_of_the_rulebook_is_its_choice_in_any_spelling(id: str) -> None:
    question = RULEBOOK.questions[id]
    for choice in question.choices:
        answer: Answer = (choice.id,) if question.kind is Kind.MULTI else choice.id
        for word in choice.also:
            for typed in (word, word.upper(), f" the {word}."):
                assert read(id, typed) == TypedAnswer(answer, is_read=True), typed
    for word in question.also_unknown:
        assert read(id, word.capitalize()) == Request(Command.UNKNOWN)


@pytest.mark.parametrize(
    ("question", "line", "answer"),
    [
        ("client_region", "the UK", ("uk",)),
        ("client_region", "Belgium and the USA", ("united-states", "eu-eea")),
        ("client_region", "Germany, France", ("eu-eea",)),
        ("client_region", "Germany, perhaps Japan", PerhapsTicked(("eu-eea",), ("asia-pacific",))),
        ("client_region", "Germany, France?", ("eu-eea",)),
        ("client_region", "South Africa", ("middle-east-africa",)),
        ("client_region", "Trinidad and Tobago and Canada", ("canada", "latin-america")),
        ("client_region", "belg", ("eu-eea",)),
        ("demand_pattern", "once", "one-off"),
        ("goals", "24/7", ("extended-hours",)),
    ],
)
def test_people_name_a_choice_in_their_own_words(question: str, line: str, answer: Answer) -> None:
    found = read(question, line)
    assert isinstance(found, TypedAnswer)
    assert found.answer == answer


def test_what_was_understood_is_told() -> None:
    text = hold(Options(RULEBOOK), "A piece of work", "e client_region", "Belgium").paper.text
    assert "Understood as EU and EEA." in text


def test_a_mistyped_word_offers_the_choice_that_the_screen_shows() -> None:
    found = read("client_region", "Belgum")
    assert isinstance(found, Refused)
    assert found.reasons[-1] == 'Did you mean "EU and EEA"?'
    assert found.instead == "EU and EEA"


def test_a_name_that_is_asked_about_shows_the_choice_it_belongs_to() -> None:
    text = hold(Options(RULEBOOK), "A piece of work", "e client_region", "? nor").paper.text
    assert "   5  EU and EEA: the EU, Norway" in text


@pytest.mark.parametrize("command", list(Command))
@pytest.mark.parametrize("phase", [Phase.QUESTION, Phase.CLASH, Phase.OFFER, Phase.REVIEW])
def test_a_key_is_offered_only_where_it_can_be_used_and_help_shows_it(phase: Phase, command: Command) -> None:
    interview = replace(moves.edited(BEGUN, "people_needed"), phase=phase)
    shown = [line.indent.strip() for line in keys(interview)]
    for mistyped in (f"{command}e", command[:-2] + command[-1] + command[-2]):
        found = read_line(interview, mistyped)
        if isinstance(found, Refused) and found.instead is not None:
            offered = read_line(interview, found.instead)
            assert isinstance(offered, Request)
            assert offered.command.typed in shown
            assert found.reasons[-1] == f'Did you mean the key "{found.instead}"?'
