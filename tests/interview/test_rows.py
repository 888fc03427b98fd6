"""What is asked and what is said about it fits a terminal of 24 rows and 80 columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.certainty.stop import ConditionalStop
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.options import Options, StopWhen
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.words import pages
from kpo_advisor.interview.words.choices import grouped, narrowed
from kpo_advisor.interview.words.help import again, help_on, help_on_title, keys
from kpo_advisor.interview.words.review import review
from kpo_advisor.interview.words.room import ROWS, rows, screens
from kpo_advisor.interview.words.why import why
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.sensitivity import Proviso
from kpo_advisor.text.lines import GAP, Line
from tests.interview.paper import hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer, Question

RULEBOOK = load_rulebook()
BEGUN = moves.titled(moves.begin(Options(RULEBOOK)), "A piece of work")
TO_THE_END = moves.titled(moves.begin(Options(RULEBOOK, stop=StopWhen.NEVER)), "A piece of work")
QUESTIONS = sorted(RULEBOOK.questions)


def page_rows(interview: Interview) -> int:
    """The rows of what is asked, the empty line before it and the prompt behind it."""
    return rows([GAP, *pages.asked(interview), Line(pages.PROMPTS[interview.phase])])


def last_answer(question: Question) -> Answer:
    """An answer that is long in words: as many choices as may be ticked."""
    if question.kind is Kind.NUMBER:
        return question.minimum
    if question.kind is not Kind.MULTI:
        return question.choice_ids[-1]
    usual = [id for id in question.choice_ids if id not in question.exclusive]
    return tuple(usual[: question.maximum_choices or 3])


@pytest.mark.parametrize("id", QUESTIONS)
def test_a_question_fits_a_screen_also_with_an_answer_and_of_a_part(id: str) -> None:
    asked = moves.edited(BEGUN, id)
    assert page_rows(asked) <= ROWS
    answered = moves.edited(moves.answered(asked, last_answer(RULEBOOK.questions[id])), id)
    assert page_rows(answered) <= ROWS
    if not RULEBOOK.questions[id].whole:
        parted = split.parted(answered, ["Review of contracts", "The rest"], [3, 1])
        assert page_rows(split.set_apart(parted, [id])) <= ROWS


@pytest.mark.parametrize("id", QUESTIONS)
def test_help_on_a_question_fits_a_screen_and_says_who_knows(id: str) -> None:
    asked = moves.edited(BEGUN, id)
    told = [*help_on(asked)]
    assert rows([*told, *again(asked)]) + 1 <= ROWS
    assert f"Who would know: {RULEBOOK.questions[id].who}." in [line.text for line in told]
    assert not {command.does for command in Command} & {line.text for line in told}


@pytest.mark.parametrize("id", QUESTIONS)
def test_why_is_at_most_four_sentences_without_an_id(id: str) -> None:
    for interview in (moves.edited(BEGUN, id), moves.edited(TO_THE_END, id)):
        told = [line.text for line in why(interview, moves.on_table(interview))]
        assert 2 <= len(told) <= 4
        assert all(sentence.endswith(".") for sentence in told)
        assert rows([*map(Line, told), *again(interview)]) + 1 <= ROWS
        words = set(" ".join(told).replace(".", " ").split())
        assert words.isdisjoint(known for known in (*RULEBOOK.questions, *RULEBOOK.rule_by_id) if {*"_-"} & {*known})


def test_no_condition_is_told_in_ids_or_as_a_list_of_labels() -> None:
    for question in RULEBOOK.questions.values():
        if question.only_if is not None:
            assert question.asked_if
            (told,) = (line for line in pages.asked(moves.edited(BEGUN, question.id)) if "not known yet" in line.text)
            assert told.text == f"If {question.asked_if} (not known yet): answer for that case."


def test_the_keys_and_the_help_on_the_title_fit_a_screen() -> None:
    for phase in (Phase.QUESTION, Phase.CLASH, Phase.OFFER, Phase.REVIEW):
        interview = replace(BEGUN, phase=phase)
        assert rows([*keys(interview), *again(interview)]) + 1 <= ROWS
        assert rows([*help_on(interview), *again(interview)]) + 1 <= ROWS
    assert rows([*help_on_title(), Line(pages.PROMPTS[Phase.TITLE])]) <= ROWS


def ends_of_interviews() -> Iterator[Interview]:
    """Ends with many answers, the longest notes that are usual, and parts."""
    interview = TO_THE_END
    while interview.phase is Phase.QUESTION:
        place = moves.on_table(interview)
        interview = moves.noted(interview, place.question, "as the head of the function said in the meeting of March")
        interview = moves.answered(interview, None)
    yield interview
    parted = split.parted(interview, ["Review of contracts", "The rest"], [3, 1])
    yield moves.reviewed(split.set_apart(parted, ["work_nature", "skill_level", "goals"]))


def test_the_review_fits_screens_each_of_which_names_the_next() -> None:
    for interview in ends_of_interviews():
        assert page_rows(interview) <= ROWS
        shown, at = list[str](), "1"
        while True:
            first, *told = [line.text for line in review(interview, at)]
            assert rows([GAP, *review(interview, at), Line(pages.PROMPTS[Phase.REVIEW])]) <= ROWS
            assert rows([*review(interview, at), *again(BEGUN), Line(pages.PROMPTS[Phase.QUESTION])]) <= ROWS
            shown += told
            at = first.partition("; r ")[2].partition(" ")[0]
            if at == "1":
                break
        for id in {place.question for place in interview.places()}:
            assert any(line.startswith(f"{RULEBOOK.questions[id].label}: ") for line in shown)


def test_a_contradiction_and_an_offer_fit_a_screen() -> None:
    steady = moves.answered(moves.edited(BEGUN, "demand_pattern"), "steady")
    clash = moves.answered(moves.edited(steady, "hiring_barriers"), ("peak-too-large",))
    assert clash.phase is Phase.CLASH
    assert page_rows(clash) <= ROWS
    offer = BEGUN
    while offer.phase is not Phase.OFFER:
        offer = moves.skipped(offer)
        if offer.phase is Phase.REVIEW:
            break
    assert page_rows(offer) <= ROWS


def test_an_offer_on_three_conditions_fits_a_screen_however_long_they_are_and_of_parts() -> None:
    """Half of the choices, the longest ones, are ruled out; each may not apply; the others are first then."""
    parted = split.parted(BEGUN, [f"Part number {number} of the work" for number in range(1, 9)], [1] * 8)
    for interview, parts in ((BEGUN, ()), (parted, tuple(part.title for part in parted.parts[:7]))):
        conditions = [condition(question, parts) for question in RULEBOOK.questions.values() if question.choices]
        longest = sorted(conditions, key=lambda proviso: -page_rows(offered(interview, proviso)))[:3]
        assert 15 <= page_rows(offered(interview, *longest)) <= ROWS


def condition(question: Question, parts: tuple[str, ...]) -> Proviso:
    ids = sorted(question.choice_ids, key=lambda id: len(question.label_of(id)))
    left, gone = tuple(ids[: (len(ids) + 1) // 2]), tuple(ids[(len(ids) + 1) // 2 :])
    who = tuple(person.label for person in question.who_knows)
    return Proviso(question.id, question.label, parts, left, gone, who, ("bpo", "in-house"), may_be_moot=True)


def offered(interview: Interview, *conditions: Proviso) -> Interview:
    outlook = replace(interview.outlook, on_conditions=ConditionalStop("hybrid", conditions))
    return replace(interview, phase=Phase.OFFER, at=None, outlook=outlook)


def test_a_list_too_long_for_a_screen_is_shown_by_groups_with_every_choice_once() -> None:
    for question in RULEBOOK.questions.values():
        if question.choices:
            text = " ".join(line.text for line in grouped(question)).replace("\xa0", " ")
            for at, choice in enumerate(question.choices, start=1):
                assert f"{at} {choice.label}" in text
    field = RULEBOOK.questions["work_area"]
    shown = [line.text.replace("\xa0", " ") for line in pages.asked(moves.edited(BEGUN, "work_area"))]
    assert "Health: 22 medical coding and clinical data · 23 clinical and regulatory health work" in shown
    assert not any(field.choices[0].means in line for line in shown)


@pytest.mark.parametrize(
    ("question", "words", "choices"),
    [
        ("work_area", "health", ["medical-coding-clinical-data", "healthcare-clinical"]),
        ("work_area", "MEDIC", ["medical-coding-clinical-data"]),
        ("work_area", "invoices", ["bookkeeping-payables"]),
        ("goals", "errors", ["quality"]),
        ("data_types", "peop uk", ["personal-uk"]),
        ("limits", "building permit", []),
        ("limits", " - ", []),
    ],
)
def test_words_narrow_the_choices(question: str, words: str, choices: list[str]) -> None:
    assert [choice.id for choice in narrowed(RULEBOOK.questions[question], words)] == choices


def test_a_word_that_is_no_answer_shows_the_choices_that_it_is_about() -> None:
    text = hold(Options(RULEBOOK), "A piece of work", "e goals", "specialists").paper.text
    assert "  2  lower cost of specialists: specialists cost less than such people here" in text
    assert " 11  a partner for our specialists:" in text
    assert hold(Options(RULEBOOK), "A piece of work", "e goals", "? errors").paper.text.count("   4  quality") == 2


def test_blocks_are_laid_on_screens_in_their_order() -> None:
    def block(name: str, count: int) -> list[Line]:
        return [Line(f"{name}{number}") for number in range(count)]

    def names(pages: Iterable[Iterable[Line]]) -> list[str]:
        return [" ".join(line.text for line in page) for page in pages]

    assert names(screens([block("a", 2), block("b", 1), block("c", 2)], 3)) == ["a0 a1 b0", "c0 c1"]
    assert names(screens([block("a", 1), block("b", 4)], 3)) == ["a0 b0 b1", "b2 b3"]
    assert names(screens([], 3)) == [""]
