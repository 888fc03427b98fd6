"""The state machine: whatever the path, the same answers make the same profile, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpo_advisor import load_rulebook
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase, profile_of
from kpo_advisor.model.profile import Activity, Expectation, Profile, Said, Scenario
from kpo_advisor.model.questions import Kind
from tests.how_many import share

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from kpo_advisor.model.questions import Answer, Question

RULEBOOK = load_rulebook()
IDS = list(RULEBOOK.questions)
TITLE = "A piece of work"
ASKED_THROUGH = Options(RULEBOOK, stop=StopWhen.NEVER)
SLOW = settings(max_examples=share(150), deadline=None, suppress_health_check=list(HealthCheck))


def begun(options: Options = ASKED_THROUGH) -> Interview:
    return moves.titled(moves.begin(options), TITLE)


def any_answer(data: DataObject, question: Question) -> Answer:
    if question.kind is Kind.NUMBER:
        return Fraction(data.draw(st.integers(1, 300)))
    if question.kind is not Kind.MULTI:
        return data.draw(st.sampled_from(question.choice_ids))
    most = question.maximum_choices or 3
    ticks = data.draw(st.lists(st.sampled_from(question.choice_ids), min_size=1, max_size=most, unique=True))
    alone = [each for each in ticks if each in question.exclusive]
    return tuple(id for id in question.choice_ids if id in (alone[:1] or ticks))


def with_answers(**answers: Answer) -> Interview:
    """An interview in which these questions were gone to and answered, one after another."""
    interview = begun()
    for question, answer in answers.items():
        interview = moves.answered(moves.edited(interview, question), answer)
    return interview


@pytest.mark.long
@SLOW
@given(st.data())
def test_any_path_that_ends_in_the_same_answers_gives_the_same_profile(data: DataObject) -> None:
    interview = begun()
    said: dict[str, Answer] = {}
    for _ in range(data.draw(st.integers(1, 14))):
        if interview.phase is Phase.CLASH:
            clash = interview.clashes()[0]
            interview = moves.accepted(interview, clash, min(interview.outlook.clashes[clash]), "so it is")
            continue
        move = data.draw(st.sampled_from(["answer", "answer", "answer", "unknown", "skip", "back", "edit"]))
        if move == "edit" or interview.phase is not Phase.QUESTION:
            interview = moves.edited(interview, data.draw(st.sampled_from(IDS)))
        assert interview.at is not None
        question = interview.at.question
        if move == "back":
            interview = moves.back(interview) or interview
        elif move == "skip":
            said.pop(question, None)
            interview = moves.skipped(interview)
        elif move in ("answer", "unknown"):
            said[question] = None if move == "unknown" else any_answer(data, RULEBOOK.questions[question])
            interview = moves.answered(interview, said[question])
    profile = profile_of(interview)
    assert dict(profile.answers) == said
    assert list(profile.answers) == [id for id in IDS if id in said]
    straight = moves.begin(ASKED_THROUGH, profile)
    assert profile_of(straight) == profile
    assert straight.outlook.examined.main == interview.outlook.examined.main
    # What was proved on the way holds, also where it is not found anew.
    assert straight.outlook.stop in (None, interview.outlook.stop)


@pytest.mark.long
@SLOW
@given(st.data())
def test_the_same_state_always_asks_the_same_next(data: DataObject) -> None:
    one, two = begun(), begun()
    for _ in range(data.draw(st.integers(1, 8))):
        if one.phase is not Phase.QUESTION or one.at is None:
            break
        assert one.at == two.at
        answer = any_answer(data, RULEBOOK.questions[one.at.question])
        one, two = moves.answered(one, answer), moves.answered(two, answer)


def test_a_step_back_shows_the_question_before_with_its_answer() -> None:
    first = begun()
    assert first.at is not None
    answer = RULEBOOK.questions[first.at.question].choice_ids[0]
    second = moves.answered(first, answer)
    again = moves.back(second)
    assert again is not None
    assert again.at == first.at
    assert again.answer(first.at) == answer
    assert moves.kept(again).at == second.at


def test_there_is_nothing_before_the_first_question() -> None:
    assert moves.back(begun()) is None


def test_a_skipped_question_is_not_asked_again_by_itself_and_can_be_gone_to() -> None:
    interview = begun()
    skipped = interview.at
    assert skipped is not None
    interview = moves.skipped(interview)
    seen = []
    while interview.phase is Phase.QUESTION and interview.at is not None:
        seen.append(interview.at)
        interview = moves.answered(interview, None)
    assert skipped not in seen
    assert skipped.question not in profile_of(interview).answers
    back_to_it = moves.edited(interview, skipped.question)
    assert back_to_it.at == skipped
    assert profile_of(moves.answered(back_to_it, None)).answers[skipped.question] is None


def test_the_fixed_order_is_that_of_the_questionnaire() -> None:
    interview, seen = begun(Options(RULEBOOK, Order.FIXED, StopWhen.NEVER)), []
    while interview.phase is Phase.QUESTION and interview.at is not None:
        seen.append(interview.at.question)
        interview = moves.answered(interview, None)
    assert seen == [id for id in IDS if id in seen]
    assert interview.phase is Phase.REVIEW


def test_a_question_that_decides_whether_another_applies_is_asked_before_it() -> None:
    interview, seen = begun(), []
    while interview.phase is Phase.QUESTION and interview.at is not None:
        seen.append(interview.at.question)
        interview = moves.answered(interview, None)
    assert seen.index("limits") < seen.index("fitting_provider")
    assert seen.index("limits") < seen.index("signatory")


def test_answers_that_contradict_each_other_are_pointed_out_at_once_and_stand_with_a_note() -> None:
    clash = with_answers(hiring_barriers=("peak-too-large",), demand_pattern="steady")
    assert clash.phase is Phase.CLASH
    assert [each.combination for each in clash.clashes()] == ["steady-work-with-a-peak"]
    stands = moves.accepted(clash, clash.clashes()[0], "demand_pattern", "the peak ends next month")
    assert stands.phase is Phase.QUESTION
    assert profile_of(stands).notes == {"demand_pattern": "the peak ends next month"}
    mended = moves.answered(moves.edited(clash, "demand_pattern"), "seasonal")
    assert not mended.clashes()


def test_an_answer_that_becomes_pointless_is_kept_and_not_used() -> None:
    interview = with_answers(limits=("licensed-signer",), signatory="have")
    pointless = moves.answered(moves.edited(interview, "limits"), ("none",))
    assert profile_of(pointless).answers["signatory"] == "have"
    assert pointless.outlook.ignored == {Slot("signatory")}
    used_again = moves.answered(moves.edited(pointless, "limits"), ("licensed-signer",))
    assert not used_again.outlook.ignored


def test_the_end_is_offered_once_and_again_only_after_certainty_was_lost() -> None:
    interview = begun(Options(RULEBOOK))
    answers: dict[str, Answer] = {"core": ("rivals-gain",), "separable": "cannot-split"}
    for question, answer in answers.items():
        interview = moves.answered(moves.edited(interview, question), answer)
    while interview.phase is Phase.QUESTION:
        interview = moves.answered(interview, None)
    assert interview.phase is Phase.OFFER
    assert interview.outlook.stop is not None
    further = moves.gone_on(interview)
    assert further.phase is Phase.QUESTION
    assert moves.answered(further, None).phase is not Phase.OFFER


def test_parts_share_all_answers_but_those_set_apart() -> None:
    interview = with_answers(work_nature="rules-only", skill_level="general")
    interview = split.parted(interview, ["Routine", "Expert"], [3, 1])
    interview = split.set_apart(interview, ["work_nature"])
    assert interview.at == Slot("work_nature", 0)
    interview = moves.kept(interview)
    assert interview.at == Slot("work_nature", 1)
    interview = moves.answered(interview, "judgement-only")
    profile = profile_of(interview)
    assert profile.answers == {"skill_level": "general"}
    assert profile.activities == (
        Activity("Routine", 3, {"work_nature": "rules-only"}),
        Activity("Expert", 1, {"work_nature": "judgement-only"}),
    )


def test_questions_about_splitting_are_not_asked_of_parts() -> None:
    interview = split.parted(begun(), ["Routine", "Expert"], [1, 1])
    whole = {id for id, question in RULEBOOK.questions.items() if question.whole}
    assert whole
    assert whole.isdisjoint(each.question for each in interview.left())


def test_parts_that_answer_alike_again_have_one_answer() -> None:
    interview = split.parted(begun(), ["Routine", "Expert"], [1, 1])
    interview = split.set_apart(interview, ["work_nature"])
    interview = moves.answered(moves.answered(interview, "rules-only"), "judgement-only")
    together = split.put_together(interview, "work_nature")
    assert together.at == Slot("work_nature")
    assert profile_of(moves.answered(together, "even-mix")).answers["work_nature"] == "even-mix"


def test_of_two_parts_one_taken_out_leaves_the_other_as_the_whole() -> None:
    interview = split.parted(begun(), ["Routine", "Expert"], [1, 1])
    interview = split.set_apart(interview, ["work_nature"])
    interview = moves.answered(moves.answered(interview, "rules-only"), "judgement-only")
    profile = profile_of(split.part_removed(interview, 0))
    assert profile == Profile(TITLE, {"work_nature": "judgement-only"})


def test_parts_that_answer_a_question_apart_are_not_thought_to_answer_it_alike() -> None:
    interview = split.parted(begun(), ["A", "B"], [1, 1])
    apart = split.set_apart(interview, ["work_nature"])
    assert len(apart.outlook.examined.premises) == 2
    assert all("work_nature" in each.own for each in apart.outlook.examined.premises)


def test_a_part_without_an_answer_of_its_own_gets_the_common_one_once_the_parts_differ() -> None:
    parts = (Activity("A", 1, {}), Activity("B", 1, {"work_nature": "judgement-only"}))
    interview = moves.begin(ASKED_THROUGH, Profile(TITLE, {"work_nature": "mostly-rules"}, activities=parts))
    assert not interview.answers
    assert [each.answers["work_nature"] for each in interview.parts] == ["mostly-rules", "judgement-only"]
    skipped = profile_of(moves.skipped(moves.kept(moves.edited(interview, "work_nature"))))
    assert not skipped.answers
    assert [dict(each.answers) for each in skipped.activities] == [{"work_nature": "mostly-rules"}, {}]


def test_a_common_answer_is_written_as_one_again_also_for_a_part_that_took_it_on() -> None:
    """Else a scenario with another common answer would pass by the parts that had none of their own."""
    parts = (Activity("A", 1, {}), Activity("B", 1, {"work_nature": "judgement-only"}))
    scenarios = (Scenario("other", {"work_nature": "even-mix"}),)
    profile = Profile(TITLE, {"work_nature": "mostly-rules"}, activities=parts, scenarios=scenarios)
    interview = moves.begin(ASKED_THROUGH, profile)
    assert profile_of(interview) == profile
    changed = moves.answered(moves.edited(interview, "work_nature"), "rules-only")
    assert [dict(each.answers) for each in profile_of(changed).activities] == [
        {"work_nature": "rules-only"},
        {"work_nature": "judgement-only"},
    ]


def test_what_no_question_is_about_is_handed_on_but_for_parts_that_are_no_more() -> None:
    parts = tuple(Activity(title, 1, {}) for title in ("A", "B", "C"))
    own = {"A": {"work_nature": "even-mix"}, "B": {"work_nature": "rules-only"}}
    profile = Profile(
        TITLE,
        {"volume": None},
        activities=parts,
        expect=Expectation("bpo"),
        scenarios=(Scenario("other", {"volume": "low"}, {"cost": 3}, own),),
        person="counsel",
        date="2026-03-05",
        said={"volume": (Said("counsel", None),)},
    )
    interview = moves.begin(ASKED_THROUGH, profile)
    assert profile_of(interview) == profile
    scenario = replace(profile.scenarios[0], activities={"A": own["A"]})
    assert profile_of(split.part_removed(interview, 1)) == replace(
        profile, activities=(parts[0], parts[2]), scenarios=(scenario,)
    )


def test_what_waits_is_asked_also_after_an_edit_of_something_else() -> None:
    interview = with_answers(work_nature="rules-only", skill_level="general")
    interview = split.parted(interview, ["A", "B"], [1, 1])
    interview = split.set_apart(interview, ["work_nature", "skill_level"])
    waiting = interview.queue
    assert moves.edited(interview, "goals").queue == waiting


def test_an_answer_set_apart_and_put_together_untouched_is_common_as_before() -> None:
    interview = split.parted(with_answers(skill_level="vocational"), ["A", "B"], [1, 1])
    again = split.put_together(split.set_apart(interview, ["skill_level"]), "skill_level")
    assert profile_of(again).answers == {"skill_level": "vocational"}


def test_a_part_taken_out_leaves_what_was_skipped_of_the_others() -> None:
    interview = split.parted(begun(), ["A", "B", "C"], [1, 1, 1])
    interview = split.set_apart(interview, ["work_nature"])
    interview = moves.skipped(moves.answered(moves.answered(interview, "rules-only"), "even-mix"))
    assert interview.skipped == {Slot("work_nature", 2)}
    assert split.part_removed(interview, 0).skipped == {Slot("work_nature", 1)}


def test_parts_named_at_the_offer_make_it_anew() -> None:
    interview = begun(Options(RULEBOOK))
    answers: dict[str, Answer] = {"core": ("rivals-gain",), "separable": "cannot-split"}
    for question, answer in answers.items():
        interview = moves.answered(moves.edited(interview, question), answer)
    while interview.phase is Phase.QUESTION:
        interview = moves.answered(interview, None)
    assert interview.phase is Phase.OFFER
    parted = split.parted(interview, ["A", "B"], [1, 1])
    assert (parted.phase is Phase.OFFER) is (parted.can_end() and bool(parted.left()))
