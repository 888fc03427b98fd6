"""The end is offered where first place hangs on few conditions, in the words of the page, and not again and again.

BPO leads; KPO overtakes it where "a" is so, or where "b" is and one of "c", "d" and "e". They are asked from "c" on.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.interview import foresight, moves
from kpo_advisor.interview.drafts.draft import load, save
from kpo_advisor.interview.foresight import looked_ahead
from kpo_advisor.interview.options import Options, StopWhen
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Phase, Whereabouts, profile_of
from kpo_advisor.interview.words import pages
from kpo_advisor.interview.words.room import ROWS
from kpo_advisor.model.conditions import Every, Some
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.reports.blocks import Item, Paragraph, text_of
from kpo_advisor.reports.page.sureness import how_sure, support
from tests.interview.paper import hold
from tests.interview.test_rows import page_rows
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.interview.state import Interview

CASES = Path(__file__).parents[2] / "examples" / "cases"
BOOK = rulebook(
    map(question, "cdeab"),
    [
        rule("lead", favours={"bpo": 1}),
        rule("alone", answered("a"), favours={"kpo": 2}),
        rule("together", Every((answered("b"), Some(tuple(map(answered, "cde")), 1))), favours={"kpo": 2}),
    ],
)
OPTIONS = Options(BOOK)
ON_TWO = "bpo comes first unless one of these turns out to be so:"
ON_ONE = "bpo comes first unless this turns out to be so:"


def after(*lines: str) -> Interview:
    return hold(OPTIONS, "Some work", *lines).interview


def said(*lines: str) -> str:
    return hold(OPTIONS, "Some work", *lines).paper.text


def test_it_is_offered_after_the_answer_behind_the_page_at_which_it_was_found() -> None:
    assert after().phase is Phase.QUESTION
    assert after("no").is_conditional
    assert said("no").endswith(
        f"""
{ON_TWO}
  - Anyone says that a is "yes", or that b is "yes"; then kpo may come first.
Proved: no answer to the 4 questions left can change the first place otherwise.
The report would say so too. m asks just about these, s goes on with all that can matter.
Enter stops, m asks just that, s goes on: (end)
"""
    )


def test_it_can_be_taken_and_the_page_says_the_same() -> None:
    held = hold(OPTIONS, "Some work", "no", "", "")
    assert held.ended
    found = recommend(held.profile, BOOK)
    assert how_sure(found, BOOK) == "Certain unless one of these turns out to be so:"
    (item,) = (text_of(block.words) for block in support(found, BOOK) if isinstance(block, Item))
    assert f"  - {item}\n" in held.paper.text


def test_m_asks_what_the_conditions_are_about_and_nothing_else_before_it_is_certain() -> None:
    text = said("no", "m", "no", "no").split("Enter stops", 1)[1]
    assert [line for line in text.split("\n") if line[:3] in ("2. ", "3. ")] == ["2. a", "3. b"]
    assert "First place is certain: bpo." in text


def test_where_nobody_knows_what_the_conditions_are_about_asking_on_is_no_use() -> None:
    text = said("no", "m", "u", "u")
    assert text.count(ON_TWO) == 1
    assert 'as long as what is unknown stays unknown: "a" and "b".' in text


def test_an_answer_that_a_condition_rules_out_takes_the_offer_back() -> None:
    interview = after("no", "b", "", "e b", "yes")
    assert interview.phase is Phase.QUESTION
    assert interview.outlook.on_conditions is None


def test_where_none_were_found_they_are_looked_for_again_only_after_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[int] = []
    monkeypatch.setattr(foresight, "conditional_stop_of", lambda _, most, __: searches.append(most))
    far = looked_ahead(looked_ahead(moves.begin(OPTIONS, Profile("Some work"))))
    assert len(searches) == 1
    looked_ahead(moves.skipped(far))
    assert len(searches) == 1
    looked_ahead(moves.answered(far, "no"))
    assert len(searches) == 2


def test_what_was_declined_is_not_offered_again_until_it_hangs_on_less() -> None:
    assert after("no", "s").phase is Phase.QUESTION
    assert said("no", "s", "no").count("comes first unless") == 1
    assert said("no", "s", "e a", "no", "no").count(ON_ONE) == 1


def test_it_is_not_offered_on_as_many_conditions_as_there_are_questions_that_matter() -> None:
    settled = moves.begin(OPTIONS, Profile("Some work", dict.fromkeys("cde", "no")))
    assert settled.at == Slot("a")
    assert looked_ahead(settled).outlook.on_conditions is None


def test_it_is_not_offered_to_who_asked_for_all_questions_nor_looked_for_while_others_wait() -> None:
    never = hold(Options(BOOK, stop=StopWhen.NEVER), "Some work", "no", "no")
    assert "comes first unless" not in never.paper.text
    waiting = after("no", "m")
    assert waiting.queue == (Slot("b"),)
    assert looked_ahead(waiting) is waiting


def test_nothing_is_offered_on_what_parts_may_answer_apart() -> None:
    """The page takes an answer that both parts lack for one unknown, and would name one condition for two."""
    parts = (Activity("A", 1, {}), Activity("B", 1, {"c": "no"}))
    for differing, found in ((frozenset[str](), True), (frozenset("a"), False)):
        where = Whereabouts(differing=differing)
        interview = looked_ahead(moves.begin(OPTIONS, Profile("In parts", {}, activities=parts), where))
        assert interview.nears_end is found


def test_a_certain_end_says_which_answers_it_rests_on_as_the_page_does() -> None:
    settled = moves.begin(OPTIONS, Profile("Some work", dict.fromkeys("cde", "no")))
    certain = moves.answered(settled, "no")
    assert [line.text for line in pages.asked(certain)] == [
        "First place is certain: bpo.",
        "Proved: no answer to the one question left can change the first place.",
        "It rests on one of your answers; were it wrong, first would be:",
        'kpo, if a is "yes" (anyone).',
        "No question left tells more of place or form.",
    ]
    found = recommend(profile_of(certain), BOOK)
    told = [text_of(block.words) for block in support(found, BOOK) if isinstance(block, Paragraph | Item)]
    assert told == [line.text for line in pages.asked(certain)][2:4]


@pytest.mark.parametrize(("line", "says"), [("?", "m asks just about that"), ("??", "just with what first place")])
def test_help_at_the_offer_says_what_the_keys_do(line: str, says: str) -> None:
    assert says in said("no", line)


def test_every_key_that_goes_elsewhere_comes_back_to_the_offer() -> None:
    for line in ("b", "e c", "1", "back"):
        interview = after("no", line)
        assert interview.at == Slot("c")
        assert moves.kept(interview).is_conditional


def test_a_draft_goes_on_at_the_offer_and_keeps_what_was_declined(tmp_path: Path) -> None:
    path = str(tmp_path / "work.yaml.draft")
    for lines, declined, is_offered in ((("no",), {}, True), (("no", "s"), {"bpo": 2}, False)):
        left = after(*lines)
        save(left, path)
        draft = load(path, BOOK)
        again = moves.begin(OPTIONS, draft.profile, draft.left)
        assert again == replace(left, section=again.section)
        assert again.declined == declined
        assert again.is_conditional is is_offered


def test_a_draft_keeps_that_the_end_was_declined_for_a_fuller_report(tmp_path: Path) -> None:
    path, options = str(tmp_path / "work.yaml.draft"), Options(load_rulebook())
    interview = moves.titled(moves.begin(options), "Some work")
    interview = moves.answered(moves.edited(interview, "core"), ("rivals-gain",))
    interview = moves.answered(moves.edited(interview, "separable"), "cannot-split")
    while interview.phase is Phase.QUESTION:
        interview = moves.answered(interview, None)
    save(moves.gone_on(interview), path)
    draft = load(path, options.rulebook)
    again = moves.begin(options, draft.profile, draft.left)
    while again.phase is Phase.QUESTION:
        assert pages.progress(again).endswith(" for the report")
        again = moves.answered(again, None)
    assert again.phase is Phase.REVIEW


@pytest.mark.parametrize(("name", "known"), [("v12-equity-research-support", 16), ("v24-military-vehicle-drawings", 8)])
def test_the_offer_of_a_worked_case_fits_a_screen_and_is_what_the_page_says(name: str, known: int) -> None:
    """They are looked for once so much is known."""
    book = load_rulebook()
    answers = load_profile(CASES / f"{name}.yaml", book).answers
    interview = moves.titled(moves.begin(Options(book)), "A piece of work")
    while not interview.is_conditional:
        interview = looked_ahead(interview) if len(interview.trail) >= known else interview
        interview = moves.answered(interview, answers.get(moves.on_table(interview).question))
    assert page_rows(interview) <= ROWS
    offered = [line.text for line in pages.asked(interview) if line.indent]
    found = recommend(profile_of(interview), book)
    assert offered == [text_of(block.words) for block in support(found, book) if isinstance(block, Item)]
