"""What can be typed: answers by number and by name, requests, and lines that are neither."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor import load_rulebook
from kpo_advisor.interview import moves
from kpo_advisor.interview.numbering import number_of
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Interview, Phase
from kpo_advisor.interview.typed.commands import NAMES, Command
from kpo_advisor.interview.typed.line import Enter, Refused, Request, TypedAnswer
from kpo_advisor.interview.typed.names import numbers_named, question_named
from kpo_advisor.interview.typed.reading import read_line
from kpo_advisor.model.questions import Among, Between, Choice, Kind, PerhapsTicked
from kpo_advisor.text.escape import clean
from tests.how_many import share
from tests.small_rulebooks import every_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.questions import Answer, Question

RULEBOOK = load_rulebook()
BEGUN = moves.titled(moves.begin(Options(RULEBOOK)), "A piece of work")
SMALL = moves.titled(moves.begin(Options(every_kind.RULEBOOK)), "A piece of work")
"""With a question that takes yes or no; the packaged rulebook has none."""


def at(question: str) -> Interview:
    """An interview with this question on the table."""
    return moves.edited(BEGUN if question in RULEBOOK.questions else SMALL, question)


@pytest.mark.parametrize(
    ("question", "line", "answer"),
    [
        ("work_nature", "2", "mostly-rules"),
        ("work_nature", "mostly-rules", "mostly-rules"),
        ("work_nature", "  Mostly rules ", "mostly-rules"),
        ("work_nature", "MOSTLY_RULES", "mostly-rules"),
        ("goals", "1,3", ("unit-cost", "consistency")),
        ("goals", "3, 1", ("unit-cost", "consistency")),
        ("goals", "3 1", ("unit-cost", "consistency")),
        ("goals", "unit cost, consistency", ("unit-cost", "consistency")),
        ("goals", "1", ("unit-cost",)),
        ("people_needed", "12", Fraction(12)),
        ("people_needed", "2.5", Fraction(5, 2)),
        ("review_build", "yes", "yes"),
        ("review_build", "y", "yes"),
        ("review_build", "2", "no"),
        ("review_build", "No", "no"),
        ("review_build", "n", "no"),
        ("review_build", "nope", "no"),
    ],
)
def test_an_answer_is_taken_by_number_or_by_name(question: str, line: str, answer: Answer) -> None:
    assert read_line(at(question), line) == TypedAnswer(answer)


@pytest.mark.parametrize(
    ("question", "line", "answer"),
    [
        ("work_area", "medical", ("medical-coding-clinical-data",)),
        ("work_area", "help desk, claims", ("claims-processing", "it-helpdesk")),
        ("data_types", "lawyer and client and health", ("health", "privileged-legal")),
        ("data_types", "no", ("none",)),
        ("skill_level", "trade or vocational", "vocational"),
        ("skill_level", "trade or licensed", Among(("vocational", "credentialed"))),
        ("work_nature", "even", "even-mix"),
        ("work_nature", "2 or 3", Among(("mostly-rules", "even-mix"))),
        ("work_nature", "either 3, 2 or 1", Among(("rules-only", "mostly-rules", "even-mix"))),
        ("work_nature", "not 1", Among(("mostly-rules", "even-mix", "mostly-judgement", "judgement-only"))),
        ("work_nature", "2 to 4", Among(("mostly-rules", "even-mix", "mostly-judgement"))),
        ("work_nature", "4 to 2", Among(("mostly-rules", "even-mix", "mostly-judgement"))),
        ("work_nature", "3-2", Among(("mostly-rules", "even-mix"))),
        ("work_nature", "2-3", Among(("mostly-rules", "even-mix"))),
        ("work_nature", "between mostly rules and even", Among(("mostly-rules", "even-mix"))),
        ("goals", "2 or 3", PerhapsTicked((), ("expert-cost", "consistency"))),
        ("goals", "1, 2?", PerhapsTicked(("unit-cost",), ("expert-cost",))),
        ("goals", "1 and perhaps 2", PerhapsTicked(("unit-cost",), ("expert-cost",))),
        ("signatory", "not 1", Among(("can-engage", "none"))),
        ("signatory", "not 1 or 2", "none"),
        ("people_needed", "12 people", Fraction(12)),
        ("people_needed", "3 to 5", Between(Fraction(3), Fraction(5))),
        ("people_needed", "3-5", Between(Fraction(3), Fraction(5))),
        ("people_needed", "between 3 and 5 people", Between(Fraction(3), Fraction(5))),
        ("people_needed", "3 or 3", Fraction(3)),
        ("people_needed", "one person", Fraction(1)),
        ("people_needed", "twenty", Fraction(20)),
        ("people_needed", "Twenty-five people", Fraction(25)),
        ("people_needed", "ninety nine", Fraction(99)),
        ("people_needed", "a hundred", Fraction(100)),
        ("people_needed", "a dozen", Fraction(12)),
        ("people_needed", "two and a half", Fraction(5, 2)),
        ("people_needed", "about 20", Fraction(20)),
        ("people_needed", "about twenty people", Fraction(20)),
        ("people_needed", "~20", Fraction(20)),
        ("people_needed", "about three to five", Between(Fraction(3), Fraction(5))),
        ("people_needed", "twenty to twenty-five", Between(Fraction(20), Fraction(25))),
        ("volume", "high same steps", "high-repetitive"),
        ("volume", "high,same steps", "high-repetitive"),
        ("work_area", "accounting tax and audit", ("accounting-close-tax-audit",)),
        ("review_build", "not yes", "no"),
    ],
)
def test_an_answer_is_taken_as_people_give_it(question: str, line: str, answer: Answer) -> None:
    found = read_line(at(question), line)
    assert isinstance(found, TypedAnswer)
    assert found.answer == answer


@pytest.mark.parametrize("line", ["twenty", "about 20", "3 to 5"])
def test_a_number_that_is_written_out_or_is_about_right_is_told_back(line: str) -> None:
    found = read_line(at("people_needed"), line)
    assert isinstance(found, TypedAnswer)
    assert found.is_read


def beginnings(question: Question, choice: str) -> Iterator[str]:
    """What the id and the label of a choice begin with, and those of no other choice do."""
    others = [name.casefold() for id in question.choice_ids if id != choice for name in (id, question.label_of(id))]
    for name in (choice, question.label_of(choice)):
        for end in range(2, len(name)):
            begun = name[:end].strip(" ,-").casefold()
            is_taken = any(other.replace("-", " ").startswith(begun.replace("-", " ")) for other in others)
            if len(begun) > 1 and not is_taken and begun not in (*NAMES, "no", "yes"):
                yield begun


@pytest.mark.parametrize("id", [id for id, question in RULEBOOK.questions.items() if question.choices])
def test_a_choice_is_the_same_by_number_id_label_and_any_beginning_that_is_no_other(id: str) -> None:
    question, interview = RULEBOOK.questions[id], at(id)
    for number, choice in enumerate(question.choice_ids, start=1):
        answer = (choice,) if question.kind is Kind.MULTI else choice
        for line in (str(number), choice, question.label_of(choice), *beginnings(question, choice)):
            for typed in (line, f"  {line.upper()} "):
                found = read_line(interview, typed)
                assert isinstance(found, TypedAnswer), typed
                assert found.answer == answer, typed


@pytest.mark.parametrize("line", ["don't know", "Don’t know.", "dunno", "no idea", "I do not know", "not sure", "u"])
@pytest.mark.parametrize("question", ["work_nature", "goals", "people_needed", "review_build"])
def test_what_is_not_known_is_said_in_many_ways(question: str, line: str) -> None:
    assert read_line(at(question), line) == Request(Command.UNKNOWN)


def test_a_note_may_follow_an_answer_on_its_line() -> None:
    assert read_line(at("work_nature"), "2 n as 4 or 5 say") == TypedAnswer("mostly-rules", "as 4 or 5 say")
    assert read_line(at("work_nature"), "2 or 3 note 'b'") == TypedAnswer(
        Among(("mostly-rules", "even-mix")), "b", is_read=True
    )
    assert read_line(at("people_needed"), "12 n counted in May") == TypedAnswer(Fraction(12), "counted in May")
    assert read_line(at("review_build"), "n n nobody is there") == TypedAnswer("no", "nobody is there")
    assert read_line(at("work_nature"), "u n counsel will know") == Request(Command.UNKNOWN, "counsel will know")


@pytest.mark.parametrize(
    ("question", "line", "could"),
    [
        ("work_area", "data", ("data-entry-documents", "data-analytics-bi", "data-management")),
        ("sop_test", "yes", ("yes-could-write", "yes-written")),
        ("data_types", "health, secrets", ("trade-secret", "classified")),
    ],
)
def test_a_word_that_fits_several_choices_names_them(question: str, line: str, could: tuple[str, ...]) -> None:
    found = read_line(at(question), line)
    assert isinstance(found, Refused)
    assert found.fitting == could
    assert "fits several of them; give one by its number." in found.reasons[0]


@pytest.mark.parametrize("line", ["4 to 2", "2 to 4"])
def test_a_span_of_a_scale_is_told_back(line: str) -> None:
    found = read_line(at("work_nature"), line)
    assert isinstance(found, TypedAnswer)
    assert found.is_read


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("5 to 3", "The least that it may be comes first."),
        ("5-3", "The least that it may be comes first."),
        ("between 5 and 3 people", "The least that it may be comes first."),
        ("3 or 5", "What is not settled of a number is given by the least and the most that it may be."),
        ("5 or 3", "What is not settled of a number is given by the least and the most that it may be."),
        ("3 and 5", "What is not settled of a number is given by the least and the most that it may be."),
    ],
)
def test_two_numbers_that_are_no_range_offer_the_range_that_may_be_meant(line: str, reason: str) -> None:
    assert read_line(at("people_needed"), line) == Refused((reason, 'Did you mean "3 to 5"?'), instead="3 to 5")


@pytest.mark.parametrize(
    ("question", "line", "reason"),
    [
        ("work_nature", "0", "a number from 1 to 5"),
        ("work_nature", "6", "a number from 1 to 5"),
        ("work_nature", "1,2", 'Did you mean "1 or 2"?'),
        ("work_nature", "mosty-rules", 'Did you mean "mostly rules"?'),
        ("work_nature", "²", "is no choice here"),
        ("work_nature", "maybe 2", "name all that it may be, as in 2 or 3"),
        ("work_nature", "1?, 2?", "name all that it may be, as in 2 or 3"),
        ("work_nature", "2?", "name all that it may be, as in 2 or 3"),
        ("work_nature", "1" * 5000, "is no choice here"),
        ("goals", "1,2,3,4", "At most 3 choices can be ticked here; these are 4."),
        ("goals", "1,1", "named twice"),
        (
            "data_types",
            "none, personal-eu",
            "none stands alone, and cannot hold together with people in the EU or EEA.",
        ),
        ("people_needed", "many", "A number of people is wanted here"),
        ("people_needed", "1.000,5", "Write decimals after a point"),
        ("people_needed", "-1", "is at least"),
        ("people_needed", "1e999999999", "A number of people is wanted here"),
        ("review_build", "maybe", "is no choice here"),
    ],
)
def test_an_impossible_answer_is_explained(question: str, line: str, reason: str) -> None:
    found = read_line(at(question), line)
    assert isinstance(found, Refused)
    assert reason in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("?", Request(Command.HELP)),
        ("why", Request(Command.WHY)),
        ("w", Request(Command.WHY)),
        ("b", Request(Command.BACK)),
        ("B", Request(Command.BACK)),
        ("e 5", Request(Command.EDIT, "5")),
        ("e5", Request(Command.EDIT, "5")),
        ("edit skill_level", Request(Command.EDIT, "skill_level")),
        ("n as the manual has it", Request(Command.NOTE, "as the manual has it")),
        ("l", Request(Command.RANKING)),
        ("q", Request(Command.QUIT)),
        ("u", Request(Command.UNKNOWN)),
        ("Unknown", Request(Command.UNKNOWN)),
    ],
)
def test_a_request_has_a_letter_and_a_long_name(line: str, wanted: Request) -> None:
    assert read_line(at("work_nature"), line) == wanted


def test_an_empty_line_is_enter() -> None:
    assert read_line(BEGUN, " \t ") == Enter()


def test_a_request_with_words_that_it_does_not_take_is_no_request() -> None:
    assert isinstance(read_line(at("work_nature"), "back then we did it by hand"), Refused)


def test_a_question_is_named_by_its_number_or_its_id() -> None:
    number = number_of(BEGUN, "skill_level")
    assert question_named(BEGUN, str(number)) == question_named(BEGUN, "Skill-level") == "skill_level"
    assert numbers_named(BEGUN, f"{number}, work_nature") == ["skill_level", "work_nature"]


def test_an_id_is_taken_as_it_stands_before_one_that_reads_alike() -> None:
    """`two__runs` and `two_runs`, `a--b` and `a-b` read alike but for their runs of signs."""
    (section, *_) = RULEBOOK.sections
    choices = (Choice("a-b", "one"), Choice("a--b", "other"))
    asked = replace(section.questions[0], kind=Kind.CHOICE, maximum_choices=None, choices=choices)
    alike = tuple(replace(asked, id=id) for id in ("two_runs", "two__runs"))
    sections = (replace(section, questions=alike),)
    book = replace(RULEBOOK, sections=sections, rules=(), laws=(), incompatible=(), terms={})
    begun = moves.titled(moves.begin(Options(book)), "A piece of work")
    assert question_named(begun, "two__runs") == "two__runs"
    assert question_named(begun, "Two runs") == "two_runs"
    on_the_table = moves.edited(begun, "two_runs")
    assert read_line(on_the_table, "a--b") == TypedAnswer("a--b")
    assert read_line(on_the_table, "A b") == TypedAnswer("a-b")


@pytest.mark.parametrize("words", ["", "0", "99", "skil_level", "one two"])
def test_what_names_no_question_is_explained(words: str) -> None:
    found = question_named(BEGUN, words)
    assert isinstance(found, Refused)
    assert found.reasons


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("work_nature", "mostly rules  # policy"),
        ("work_nature", "2 (policy says so)"),
        ("work_nature", "2: policy says so"),
        ("goals", "unit cost as the plan has it"),
        ("review_build", "yes we do"),
    ],
)
def test_words_behind_a_choice_are_refused_with_the_way_to_note_them(question: str, line: str) -> None:
    found = read_line(at(question), line)
    assert isinstance(found, Refused)
    assert "To add a note: n TEXT, or ANSWER n TEXT." in found.reasons


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("work_nature", "1, 2"),
        ("work_nature", "2 or foo"),
        ("work_nature", "foo"),
        ("goals", "1, foo"),
        ("goals", "1 1"),
    ],
)
def test_what_is_no_choice_with_words_behind_it_says_nothing_of_notes(question: str, line: str) -> None:
    found = read_line(at(question), line)
    assert isinstance(found, Refused)
    assert "To add a note: n TEXT, or ANSWER n TEXT." not in found.reasons


@pytest.mark.parametrize("phase", [Phase.CLASH, Phase.OFFER, Phase.REVIEW])
def test_where_no_question_is_on_the_table_its_name_or_number_goes_to_it(phase: Phase) -> None:
    interview = replace(BEGUN, phase=phase, at=None)
    for line in ("7", "skill_level", "Skill the work needs", "skill the", "People needed"):
        assert read_line(interview, line) == Request(Command.EDIT, line)
    mistyped = read_line(interview, "Skil the work needs")
    assert isinstance(mistyped, Refused)
    assert mistyped.instead == "Skill the work needs"
    assert read_line(interview, mistyped.instead) == Request(Command.EDIT, mistyped.instead)
    several = read_line(interview, "your")
    assert isinstance(several, Refused)
    assert "could be" in several.reasons[0]
    assert read_line(interview, "nothing like it") == Refused(
        ('"nothing like it" is not understood here; ? shows what can be typed.',)
    )


def test_answers_are_not_taken_while_a_contradiction_stands() -> None:
    clash = moves.answered(at("demand_pattern"), "steady")
    clash = moves.answered(moves.edited(clash, "hiring_barriers"), ("peak-too-large",))
    assert clash.phase is Phase.CLASH
    assert isinstance(read_line(clash, "steady"), Refused)
    assert isinstance(read_line(clash, "u"), Refused)
    assert read_line(clash, "10") == Request(Command.EDIT, "10")


@pytest.mark.long
@settings(max_examples=share(1000))
@given(st.text(max_size=60), st.sampled_from(list(RULEBOOK.questions)))
def test_any_line_is_an_answer_a_request_or_explained(line: str, question: str) -> None:
    found = read_line(at(question), line)
    if isinstance(found, Refused):
        assert all(clean(reason) == reason for reason in found.reasons)
