"""Old questions that became ticks of one, that followed another, or that nothing took the place of."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import profile_from
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Among, Choice, Followed, Kind, PerhapsTicked, admits
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import profile_schema, read_profile
from kpo_advisor.profiles.settings import apply_settings
from kpo_advisor.profiles.writing import profile_yaml
from tests.small_rulebooks.building import question, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Answer

LIMITS = (
    Choice("own-people", "ours only", formerly=(("firms", "own-staff"),)),
    Choice("consent", "somebody must agree", formerly=(("firms", "ask-first"), ("abroad", "ask-first"))),
    Choice("country", "in the country", formerly=(("abroad", "never"), ("law", "forbids"))),
    Choice(
        "none",
        "nothing of these",
        formerly=(("firms", "permits"), ("firms", "nothing-written"), ("abroad", "permits"), ("law", "no-rule")),
    ),
)
"""Of three old questions; abroad was asked where firms were permitted, or after consent."""
REVIEW = (
    Choice("none", "nobody", formerly=(("review_build", "no"),)),
    Choice("can-be-named", "somebody can be named", formerly=(("review_build", "yes"),)),
    Choice("some", "somebody"),
    Choice("strong", "an expert"),
)
BOOK = replace(
    rulebook(
        [
            replace(question("limits", Kind.MULTI), choices=LIMITS, exclusive=frozenset(("none",))),
            replace(question("review", Kind.SCALE, formerly=("checking",)), choices=REVIEW),
            question("staff"),
        ],
        [],
    ),
    retired={"peak": "The average says enough."},
    followed=(
        Followed("abroad", (("firms", "permits"), ("firms", "ask-first"))),
        Followed("review_build", (("review", "none"),)),
    ),
)


def read(text: str) -> tuple[Profile | None, list[tuple[str, str]]]:
    faults = Faults()
    profile = read_profile(parse_document(text.encode(), "p.yaml"), BOOK, faults)
    return profile, [(told.slug, told.message) for told in (*faults.findings, *faults.warnings)]


def answers(text: str) -> Mapping[str, Answer]:
    profile, told = read(f"answers: {{{text}}}\n")
    assert profile is not None, told
    assert {slug for slug, _ in told} <= {"old-id"}
    return profile.answers


def limits(text: str) -> Answer:
    return answers(text)["limits"]


def slugs(text: str) -> list[str]:
    profile, told = read(f"answers: {{{text}}}\n")
    assert profile is None
    return [slug for slug, _ in told if slug != "old-id"]


def test_a_tick_is_made_where_an_old_answer_became_it() -> None:
    assert limits("firms: own-staff, law: no-rule") == ("own-people",)
    assert limits("firms: permits, abroad: never, law: no-rule") == ("country",)
    assert limits("firms: ask-first, abroad: never, law: forbids") == ("consent", "country")


def test_none_is_the_answer_where_all_old_questions_were_answered_otherwise() -> None:
    assert limits("firms: nothing-written, law: no-rule") == ("none",)


def test_a_tick_is_perhaps_made_where_an_old_question_is_unknown_or_not_answered() -> None:
    assert limits("firms: own-staff") == PerhapsTicked(("own-people",), ("country",))
    assert limits("firms: own-staff, law: unknown") == PerhapsTicked(("own-people",), ("country",))
    assert limits("law: no-rule") == PerhapsTicked((), ("own-people", "consent", "country", "none"))
    assert limits("firms: nothing-written") == PerhapsTicked((), ("country", "none"))


def test_a_question_that_was_not_asked_after_this_answer_leaves_nothing_open() -> None:
    """`abroad` could have ticked `consent` after `permits`, and was not asked after `nothing-written`."""
    assert limits("firms: permits, law: no-rule") == PerhapsTicked((), ("consent", "country", "none"))
    assert limits("firms: nothing-written, law: no-rule") == ("none",)


def test_answers_of_which_all_are_unknown_are_unknown() -> None:
    assert answers("firms: unknown, law: unknown")["limits"] is None
    assert answers("staff: yes") == {"staff": "yes"}


def test_an_old_answer_that_was_narrowed_leaves_its_ticks_open() -> None:
    open_ = limits("firms: {one_of: [own-staff, permits]}, abroad: never, law: no-rule")
    assert open_ == PerhapsTicked(("country",), ("own-people",))
    assert limits("firms: {one_of: [own-staff, ask-first]}, law: no-rule") == PerhapsTicked(
        (), ("own-people", "consent", "country")
    )
    assert limits("firms: {one_of: [permits, nothing-written]}, abroad: never, law: no-rule") == ("country",)


CHOICES = {
    "firms": ("own-staff", "ask-first", "permits", "nothing-written"),
    "abroad": ("ask-first", "never", "permits"),
    "law": ("forbids", "no-rule"),
}
BECAME = {old: choice.id for choice in LIMITS for old in choice.formerly if choice.id != "none"}
GIVEN = [
    {id: answer for id, answer in zip(CHOICES, row, strict=True) if answer}
    for row in product(*((*choices, "unknown", "") for choices in CHOICES.values()))
]


def ticks_of(firms: str, abroad: str, law: str) -> tuple[str, ...]:
    """What complete answers of then are today; `abroad` does not count where it was not asked."""
    given = [("firms", firms), ("law", law)]
    if firms in ("permits", "ask-first"):
        given.append(("abroad", abroad))
    made = {BECAME.get(answer) for answer in given}
    return tuple(choice.id for choice in LIMITS if choice.id in made) or ("none",)


@pytest.mark.parametrize("given", [given for given in GIVEN if set(given.values()) - {"unknown"}], ids=str)
def test_partial_answers_admit_what_every_completion_of_them_is_today(given: Mapping[str, str]) -> None:
    open_ = [choices if given.get(id, "unknown") == "unknown" else (given[id],) for id, choices in CHOICES.items()]
    was_asked = given.get("abroad", "unknown") == "unknown" or given.get("firms", "unknown") != "unknown"
    complete = {ticks_of(*row) for row in product(*open_) if was_asked or row[0] in ("permits", "ask-first")}
    found = answers(", ".join(f"{id}: {answer}" for id, answer in given.items()))["limits"]
    assert all(admits(found, ticks) for ticks in complete)
    if given.get("firms", "unknown") != "unknown":  # else whether abroad was asked is open too
        sure, possible = set.intersection(*map(set, complete)), set[str]().union(*complete)
        ticked, perhaps = (found.ticked, found.perhaps) if isinstance(found, PerhapsTicked) else (found, ())
        assert isinstance(ticked, tuple)
        assert (set(ticked), {*ticked, *perhaps}) == (sure, possible)


def test_a_choice_that_is_listed_nowhere_is_a_fault() -> None:
    assert slugs("firms: perhaps, law: no-rule") == ["unknown-choice"]
    assert slugs("firms: {some: [own-staff]}") == ["wrong-kind"]
    assert slugs("firms: [own-staff, own-staff]") == ["duplicate-choice"]
    assert slugs("firms: []") == ["empty-list"]


def test_old_answers_add_their_ticks_to_those_of_today() -> None:
    assert limits("limits: [own-people], law: forbids") == ("own-people", "country")
    assert limits("limits: [own-people], law: no-rule") == ("own-people",)
    assert limits("limits: [none], law: no-rule") == ("none",)
    assert slugs("limits: [none], law: forbids") == ["exclusive-choice"]


def test_each_old_id_is_told_and_of_a_choice_that_became_no_tick_that_it_is_so() -> None:
    assert [message for _, message in read("answers: {firms: permits, abroad: never}\n")[1]] == [
        '"firms" is an old id; the question is limits now.',
        '"permits" of firms is an old id; no tick of limits comes from it.',
        '"abroad" is an old id; the question is limits now.',
        '"never" of abroad is an old id; the choice is country of limits now.',
    ]


def test_an_answer_that_was_not_asked_for_is_told_and_not_looked_at() -> None:
    profile, told = read("answers: {firms: own-staff, abroad: never, law: no-rule}\n")
    assert profile is not None
    assert profile.answers == {"limits": ("own-people",)}
    assert told[2][1] == (
        '"abroad" is an old id, and was asked only after firms: permits or firms: ask-first; '
        "this answer is not looked at."
    )


def test_an_activity_inherits_what_it_does_not_answer_of_the_old_questions() -> None:
    profile, _ = read(
        "answers: {firms: nothing-written, law: no-rule}\n"
        "activities: [{title: A, answers: {law: forbids}}, {title: B, answers: {firms: own-staff}}, {title: C}]\n"
    )
    assert profile is not None
    assert profile.answers == {"limits": ("none",)}
    assert [activity.answers for activity in profile.activities] == [
        {"limits": ("country",)},
        {"limits": ("own-people",)},
        {},
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("review: none, review_build: yes", "can-be-named"),
        ("review_build: yes, review: none", "can-be-named"),
        ("checking: none, review_build: yes", "can-be-named"),
        ("review: none, review_build: no", "none"),
        ("review: none, review_build: unknown", Among(("none", "can-be-named"))),
        ("review: none", "none"),
        ("review_build: yes", "can-be-named"),
        ("review: {one_of: [none, some]}, review_build: yes", Among(("can-be-named", "some"))),
        ("review: unknown, review_build: yes", Among(("can-be-named", "some", "strong"))),
        ("review: unknown, review_build: unknown", None),
        ("review: {one_of: [none, some, strong]}, review_build: unknown", None),
        ("review: strong, review_build: yes", "strong"),
        ("review: can-be-named, review_build: no", "can-be-named"),
    ],
)
def test_a_question_that_followed_answers_in_place_of_the_choice_that_it_followed(text: str, answer: Answer) -> None:
    assert answers(text) == {"review": answer}


def test_what_followed_another_choice_is_told_and_not_looked_at() -> None:
    _, told = read("answers: {review: strong, review_build: yes}\n")
    assert told == [
        ("old-id", '"review_build" is an old id, and was asked only after review: none; this answer is not looked at.')
    ]
    assert slugs("review: none, checking: none, review_build: yes") == ["answered-twice"]
    assert slugs("review: nobody, review_build: perhaps") == ["unknown-choice"]
    assert slugs("review_build: []") == ["wrong-kind"]


def test_an_activity_and_the_common_answers_are_read_together() -> None:
    profile, _ = read(
        "answers: {review: none, review_build: yes}\nactivities: [{title: A, answers: {review_build: no}}, "
        "{title: B, answers: {review: strong}}, {title: C, answers: {review: none}}]\n"
    )
    assert profile is not None
    assert profile.answers == {"review": "can-be-named"}
    assert [activity.answers["review"] for activity in profile.activities] == ["none", "strong", "can-be-named"]


def test_a_retired_question_is_told_with_the_reason_and_not_looked_at() -> None:
    profile, told = read("answers: {peak: no, staff: yes}\nnotes: {peak: in May, staff: counted}\n")
    assert profile is not None
    assert (profile.answers, profile.notes) == ({"staff": "yes"}, {"staff": "counted"})
    says = '"peak" is an old id, and nothing took its place: The average says enough.'
    assert told == [("old-id", says)] * 2


def test_notes_on_questions_that_became_one_follow_upon_each_other() -> None:
    profile, _ = read("answers: {}\nnotes: {firms: the contract, law: counsel said so, review_build: Ann}\n")
    assert profile is not None
    assert profile.notes == {"limits": "the contract\ncounsel said so", "review": "Ann"}
    assert read("answers: {}\nnotes: {checking: one, review: two}\n")[0] is None


def test_settings_are_read_so_too() -> None:
    found = apply_settings(Profile("P", {}), ["firms=own-staff", "peak=3", "review_build=yes"], BOOK)
    assert found.answers == {"limits": PerhapsTicked(("own-people",), ("country",)), "review": "can-be-named"}
    with pytest.raises(UnreadableInput):
        apply_settings(Profile("P", {}), ["firms=whatever"], BOOK)


def test_what_was_read_so_is_written_and_read_again_without_old_ids() -> None:
    old = "title: P\nanswers: {firms: own-staff, review: unknown, review_build: yes, peak: 2}\n"
    profile, _ = read(old)
    assert profile is not None
    again, told = read(profile_yaml(profile, BOOK))
    assert again is not None
    assert (again.answers, told) == (profile.answers, [])


def test_the_schema_takes_them_too() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    old = {"firms": "permits", "review_build": True, "peak": 3}
    check = jsonschema.Draft202012Validator(profile_schema(BOOK))
    assert [error.message for error in check.iter_errors({"answers": old, "notes": {"peak": "x"}})] == []
    assert profile_from({"answers": old}, BOOK).answers["review"] == "can-be-named"
