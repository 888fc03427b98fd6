"""Everything that a rulebook says and that differs is told, and nothing else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from kpo_advisor.comparison.rulebook_changes import FieldChange, How, RulebookChange, changes_between
from kpo_advisor.comparison.rulebook_words import in_fields
from kpo_advisor.model.conditions import Every
from kpo_advisor.model.questions import Followed, Kind
from kpo_advisor.model.rulebook import Law, Rulebook, SwitchedOff
from kpo_advisor.model.rules import Decision, Rule, Topic
from tests import packaged
from tests.small_rulebooks.building import answered, question, rule, rulebook

PACKAGED = packaged.rulebook()
NOT_TRIED = {("Rulebook", "sha256"), ("Decision", "kind")}
"""The hash is no part of what is said, and a kind is one of three words."""


def one(old: Rulebook, new: Rulebook) -> RulebookChange:
    (found,) = changes_between(old, new)
    return found


def test_a_rulebook_does_not_differ_from_itself() -> None:
    assert changes_between(PACKAGED, replace(PACKAGED, sha256="0" * 64)) == ()


def test_a_changed_rule_has_its_fields_before_and_after_in_words() -> None:
    old = rulebook([question("size")], [rule("r", answered("size"), favours={"bpo": 1})])
    new = rulebook([question("size")], [replace(rule("r", favours={"bpo": 3, "kpo": 1}), cure="Wait.")])
    assert one(old, new) == RulebookChange(
        "rule",
        "r",
        How.CHANGED,
        (
            FieldChange("when", "size is yes", None),
            FieldChange("favours", "bpo slight", "bpo strong, kpo slight"),
            FieldChange("cure", None, "Wait."),
        ),
    )


def test_what_was_added_is_told_with_all_it_says_and_what_was_removed_too() -> None:
    without, with_it = rulebook([], []), rulebook([], [rule("r", excludes=("kpo",))])
    said = {"excludes": "kpo", "because": "because of r", "cites": "fact", "inferred": "made up"}
    added, removed = one(without, with_it), one(with_it, without)
    assert (added.how, {each.field: (each.before, each.after) for each in added.fields}) == (
        How.ADDED,
        {name: (None, text) for name, text in said.items()},
    )
    assert (removed.how, {each.field: (each.before, each.after) for each in removed.fields}) == (
        How.REMOVED,
        {name: (text, None) for name, text in said.items()},
    )


def test_a_law_that_is_switched_off_is_told_as_removed_and_with_the_reason() -> None:
    law = Law("no-part", "No part goes out.", "never_split", ("bpo",), answered("size"), "made up", ())
    old = replace(rulebook([question("size")], []), laws=(law,))
    new = replace(old, laws=(), switched_off=(SwitchedOff(law, "Parts may go out."),))
    taken, removed = changes_between(old, new)
    assert (taken.kind, taken.id, taken.fields) == (
        "switched-off law",
        "no-part",
        (FieldChange("reason", None, "Parts may go out."),),
    )
    assert (removed.kind, removed.how) == ("law", How.REMOVED)
    assert FieldChange("never_split", "bpo", None) in removed.fields
    assert FieldChange("when", "size is yes", None) in removed.fields


def test_a_choice_is_told_by_its_own_field() -> None:
    old = rulebook([question("size", Kind.SCALE, ("s", "m"))], [])
    new = rulebook([question("size", Kind.SCALE, ("s", "m", "l"))], [])
    assert one(old, new).fields == (
        FieldChange("choices", "s, m", "s, m, l"),
        FieldChange("choice l", None, "l"),
        FieldChange("label of l", None, "l"),
    )


def test_old_ids_other_words_and_what_is_implied_are_told() -> None:
    size = question("size", Kind.SCALE, ("s", "m"))
    small = replace(size.choices[0], formerly=(("bulk", "xs"), ("size", "tiny")), also=("little", "tiny"))
    new = replace(size, formerly=("extent",), otherwise="s", choices=(small, size.choices[1]))
    assert one(rulebook([size], []), rulebook([new], [])).fields == (
        FieldChange("otherwise", None, "s"),
        FieldChange("formerly of s", None, "xs of bulk, tiny of size"),
        FieldChange("also of s", None, "little, tiny"),
        FieldChange("formerly", None, "extent"),
    )


def test_old_questions_that_are_retired_or_followed_others_are_told() -> None:
    old = rulebook([question("size")], [])
    after = (Followed("extent", (("bulk", "xs"), ("bulk", "s"))),)
    new = replace(old, retired={"peak": "The average says enough."}, followed=after)
    assert one(old, new).fields == (
        FieldChange("retired", None, "peak: The average says enough."),
        FieldChange("followed", None, "extent after bulk.xs, bulk.s"),
    )


def test_a_topic_that_comes_to_be_on_the_page_is_told() -> None:
    advice = Decision("advice", "Advice", topics=(Topic("checks", "Checks"),))
    shown = replace(advice, topics=(Topic("checks", "Checks", on_page="yes"),))
    old = replace(rulebook([], []), decisions=(advice,))
    assert one(old, replace(old, decisions=(shown,))).fields == (FieldChange("on_page", "no", "yes"),)


def test_where_a_rule_stands_does_not_count_and_the_order_of_questions_does() -> None:
    rules, asked = [rule("a"), rule("b")], [question("p"), question("q")]
    assert changes_between(rulebook(asked, rules), rulebook(asked, rules[::-1])) == ()
    assert one(rulebook(asked, rules), rulebook(asked[::-1], rules)).fields == (
        FieldChange("order of questions", "p, q", "q, p"),
    )


def test_a_condition_that_means_the_same_in_the_same_words_does_not_differ() -> None:
    size = answered("size")
    books = [rulebook([question("size")], [rule("r", when)]) for when in (size, Every((size,)))]
    assert changes_between(*books) == ()


def _parts(book: Rulebook) -> list[tuple[str, Any]]:
    """One thing of each class in the rulebook, with the fields of the rulebook that lead to it."""
    found: dict[type, tuple[str, Any]] = {Rulebook: ("", book)}
    for field in fields(book):
        value = getattr(book, field.name)
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
            if is_dataclass(each) and field.name not in ("terms", "sections"):
                found.setdefault(type(each), (field.name, each))
    return list(found.values())


@pytest.mark.parametrize(("place", "thing"), _parts(PACKAGED), ids=lambda each: type(each).__name__)
def test_whatever_field_of_a_thing_is_another_the_rulebook_differs(place: str, thing: Any) -> None:
    """Held by the model's own fields, so that one that is added to the model is not forgotten here."""
    for field in fields(thing):
        value = getattr(thing, field.name)
        other = _other(value)
        if other is None or (type(thing).__name__, field.name) in NOT_TRIED or (field.name == "id" and place):
            continue
        changed = replace(thing, **{field.name: other})
        if place:
            held = getattr(PACKAGED, place)
            instead: Any = tuple(changed if each is thing else each for each in held)
            if isinstance(held, dict):
                instead = {id: changed if each is thing else each for id, each in held.items()}
            book = replace(PACKAGED, **{place: instead})
        else:
            book = changed
        assert changes_between(PACKAGED, book), (type(thing).__name__, field.name)


def _other(value: Any) -> Any:
    """Another value of the same sort; None where this test makes none up."""
    if isinstance(value, str) and type(value) is str:
        return f"{value} more"
    if type(value) is int:
        return value + 1
    if isinstance(value, Fraction):
        return value + 1
    return None


def test_every_field_of_rules_questions_and_their_parts_is_told() -> None:
    told = {kind: {name for each in things.values() for name in each} for kind, things in in_fields(PACKAGED).items()}
    renamed = {"printed_for": "for", "printed": "advises"}
    assert {renamed.get(each.name, each.name) for each in fields(Rule)} - {"id"} <= told["rule"]
    asked = {"whole": "scope", "maximum_choices": "max", "id": "ask"}
    of_question = fields(next(iter(PACKAGED.questions.values())))
    assert {asked.get(each.name, each.name) for each in of_question} <= told["question"] | {
        "maximum",
        "formerly",
        "otherwise",
    }
