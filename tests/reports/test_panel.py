"""What a panel says in words: first whether the differences matter, then what each answer to them would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Kind
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.several.panel import panel as report
from kpo_advisor.several.panel import panel
from kpo_advisor.text.lines import plain
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.panel import Panel, Stand

BOOK = rulebook(
    [
        question("care", Kind.SCALE, ("little", "much"), label="Care"),
        question("pace", Kind.SCALE, ("slow", "fast"), label="Pace"),
        question("colour", Kind.CHOICE, ("red", "blue"), label="Colour"),
        question("law", label="Law", choices=()),
    ],
    [
        rule("base", favours={"bpo": 2}),
        rule("care", answered("care", "much"), favours={"kpo": 3}),
        rule("pace", answered("pace", "fast"), opposes={"kpo": 2}),
        rule("law", answered("law"), excludes=["bpo", "kpo", "in-house", "hybrid"]),
    ],
)


def person(name: str, *activities: Activity, **answers: Answer) -> Profile:
    return Profile("Work", answers, person=name, activities=activities)


LEVEL = rulebook(
    [
        question("care", Kind.SCALE, ("little", "much"), label="Care"),
        question("pace", Kind.SCALE, ("slow", "fast"), label="Pace"),
    ],
    [
        rule("base", favours={"bpo": 2}),
        rule("care", answered("care", "much"), favours={"kpo": 2}),
        rule("pace", answered("pace", "fast"), favours={"in-house": 3}),
    ],
)


def told(*people: Profile, book: Rulebook = BOOK) -> str:
    """The report on one line, without the title and who answered."""
    return in_words(panel(people, book), book)


def in_words(found: Panel, book: Rulebook) -> str:
    blocks = report(found, book, is_brief=True).blocks
    return " ".join(plain(to_terminal(blocks, 200, ascii_only=True)).split())


def test_differences_that_can_decide_are_named_first_with_what_each_answer_would_do() -> None:
    found = told(person("a", care="much", pace="fast"), person("b", care="little", pace="slow", colour="red"))
    assert "The differences matter. Choose bpo or choose kpo: that hangs on who is right about Care and Pace." in found
    assert "Settle these 2 first. By their own answers alone, 2 come to bpo." in found
    assert "Care (ask anyone) - much (a): leaves it open." in found
    assert "- little (b): then bpo is first, whoever is right elsewhere." in found
    assert "What one alone answered (1) - b: Colour: red." in found


def test_a_difference_that_settles_all_comes_before_one_that_does_not() -> None:
    people = person("a", care="much", pace="fast"), person("b", care="little", pace="slow")
    found = told(*people)
    assert found.index("- Care (ask") < found.index("- Pace (ask")


def test_where_one_difference_alone_decides_an_answer_that_leaves_homes_level_says_so() -> None:
    found = told(person("a", care="much", pace="slow"), person("b", care="little", pace="slow"), book=LEVEL)
    assert "- much (a): then bpo and kpo are level." in found
    assert "- little (b): then bpo is first" in found
    assert "other differences" not in found


def test_what_other_differences_decide_is_said_only_where_it_was_decided() -> None:
    people = person("a", care="much", pace="fast"), person("b", care="little", pace="slow")
    found = panel(people, LEVEL)
    clause = "- little (b): then bpo or in-house is first, which the other differences decide."
    assert clause in in_words(found, LEVEL)
    topics = [replace(topic, positions=tuple(map(not_decided, topic.positions))) for topic in found.topics]
    assert "- little (b): then bpo or in-house may be first." in in_words(replace(found, topics=tuple(topics)), LEVEL)


def not_decided(stand: Stand) -> Stand:
    return replace(stand, then=None if stand.then is None else replace(stand.then, only=None))


def test_of_many_who_say_the_same_the_number_is_told_and_of_the_others_the_names() -> None:
    found = told(*(person(name, care="little") for name in "abcdef"), person("g", care="much"), person("h", care=None))
    assert "Care (ask anyone; h does not know)" in found
    assert "- little (the other 6): then bpo is first" in found
    assert "- much (g): then kpo is first" in found


def test_differences_that_cannot_decide_are_said_not_to_matter_and_what_is_unknown_may() -> None:
    found = told(person("a", care="little", colour="red", law="no"), person("b", care="little", colour="blue"))
    assert "The differences do not matter. Choose bpo, whoever is right where they differ." in found
    assert "Certain: nothing that nobody knows can change it either." in found
    assert "Answered by a and b. Of 3 questions they agree on 1 and differ on 1; one alone answered 1." in found
    assert "Differences that cannot change what is first - Colour: red (a); blue (b)." in found
    assert "What two or more agree on (1) Question Answer, and who gave it Care little (all)" in found
    found = told(person("a", care="little", colour="red"), person("b", law=None, colour="blue"))
    assert "It is not certain yet: what nobody knows can still change it." in found
    assert "What nobody knows who was asked (1) Law." in found


def test_a_difference_that_may_rule_out_every_home_says_so() -> None:
    found = told(person("a", care="little", law="yes"), person("b", law="no"))
    assert "Choose bpo or nowhere, since every home is ruled out: that hangs on who is right about Law." in found
    assert "- yes (a): then every home is ruled out." in found
    assert "a 2 nothing: every home is ruled out, certain" in found


def test_where_nobody_differs_there_are_no_differences() -> None:
    found = told(person("a", care="little", law="no"), person("b", care="little"))
    assert "There are no differences. Choose bpo." in found


def test_where_the_work_is_divided_either_way_it_says_whose_part_hangs_on_a_difference() -> None:
    def parts(care: str, pace: str) -> tuple[Activity, ...]:
        law = {"law": "no"}
        checking = Activity("Checking", 1, {"care": care, "pace": pace, **law})
        return (
            Activity("Keying", 1, {"care": "little", **law}),
            checking,
            Activity("Filing", 1, {"care": "much", "pace": "slow", **law}),
        )

    found = told(person("a", *parts("much", "slow")), person("b", *parts("little", "slow")))
    hangs = "but who does Checking hangs on who is right about Care (Checking)"
    assert f"The differences matter. Choose hybrid, whoever is right; {hangs}." in found
    assert "much (a): then kpo is first for Checking, whoever is right elsewhere" in found
    assert "Which activity goes where, whoever is right Activity First Keying bpo, certain Checking bpo or kpo" in found
