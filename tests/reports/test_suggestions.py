"""The options of a decision in a brief report: what fits, and once of several what to check first or leave out."""

from __future__ import annotations

from kpo_advisor import Profile, recommend
from kpo_advisor.model.rules import Decision, Option
from kpo_advisor.reports import recommendation as builder
from kpo_advisor.reports.formats.to_terminal import to_paper
from kpo_advisor.text.lines import plain
from tests.small_rulebooks.building import activity, answered, decision, question, rule, rulebook

PRICING = Decision("pricing", "Pricing", options=tuple(Option(id, id, id) for id in ("flat", "hourly", "by-piece")))
RULES = [
    rule("home", favours={"bpo": 1}),
    rule("asked", answered("q"), suggests=tuple(("pricing", id) for id in ("flat", "hourly", "by-piece"))),
]


def told(profile: Profile, *more: str) -> list[str]:
    """The lines on pricing; `more` are questions that withhold by the hour and by piece where the answer is yes."""
    withholds = (("pricing", "hourly"), ("pricing", "by-piece"))
    rules = [*RULES, *(rule(f"not-{id}", answered(id), withholds=withholds) for id in more)]
    book = rulebook([question("q"), question("late")], rules, [decision(), PRICING])
    report = builder.recommendation(recommend(profile, book), book, is_brief=True)
    lines = plain(to_paper(report.blocks, 120)).split("\n")
    return [line for line in lines if line.startswith("- ") and any(name in line for name in ("flat", "hourly"))]


def test_what_to_check_first_of_several_options_is_said_once_after_them() -> None:
    assert [line.split(". ")[0] for line in told(Profile("p", {"q": "yes"}), "late")] == [
        "- flat",
        "- hourly",
        "- Check first: hourly, by-piece",
    ]


def test_what_is_left_out_for_one_reason_is_said_together() -> None:
    answers = {"q": "yes", "late": "yes"}
    assert [line.split(". ")[0] for line in told(Profile("p", answers), "late")] == [
        "- flat",
        "- Left out: hourly, by-piece",
    ]


def test_an_option_names_the_activities_it_is_for_where_it_is_not_for_all() -> None:
    parts = (activity("one", q="yes"), activity("two", q="no"))
    assert [line.split(". ")[0] for line in told(Profile("p", activities=parts))] == ["- flat (A)", "- hourly (A)"]
    both = (activity("one", q="yes"), activity("two", q="yes"))
    assert [line.split(". ")[0] for line in told(Profile("p", activities=both))] == ["- flat", "- hourly"]
