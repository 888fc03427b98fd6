"""The difference between two rulebooks reads as reviewed in every format, and no text in it acts as markup.

The golden files are tests/golden/diff-*; to write them anew after a wanted change, run the tests with
KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.comparison.diff import Diff, Side, diff
from kpo_advisor.model.questions import Choice
from kpo_advisor.profiles.profile_files import read_pairs
from kpo_advisor.reports import diff as builder
from kpo_advisor.reports.formats.rules_to_json import diff_json
from kpo_advisor.reports.formats.to_markdown import MOST_CHARACTERS, to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import plain
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, check_golden, poisoned, rulebook
from tests.reports.test_markdown import READER, structure, words
from tests.small_rulebooks.building import answered, rule
from tests.small_rulebooks.on_disk import LAUNDRY_PROFILES

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

PROFILES = ("part-known.yaml", "in-two-parts.yaml", "nothing-left.yaml", "diff/filthy.yaml")


def changed() -> Rulebook:
    """The small rulebook with a lower weight, one rule less, one more, one weaker, one more choice, another fact."""
    book = rulebook()
    criteria = tuple(replace(each, weight=2) if each.id == "work" else each for each in book.main.criteria)
    weaker = replace(book.rule_by_id["heavy-stains"], favours=(("laundry", 1),), because="Stains want *heat*.")
    added = rule("damp-house", answered("own_machines", "yes"), favours={"laundry": 3}, criterion="work")
    rules = tuple(weaker if each.id == weaker.id else each for each in book.rules if each.id != "silk-by-hand")
    dirt = replace(
        book.questions["dirt"], choices=(*book.questions["dirt"].choices, Choice("filthy", "more than 50 stains"))
    )
    linen, *others = book.sections
    asked = tuple(dirt if each.id == "dirt" else each for each in linen.questions)
    fact = replace(book.facts["h-stains"], says="Stains go at 60 degrees.")
    return replace(
        book,
        version="2.2",
        sha256="1" * 64,
        decisions=(replace(book.main, criteria=criteria), *book.decisions[1:]),
        rules=(*rules, added),
        sections=(replace(linen, questions=asked), *others),
        facts={**book.facts, "h-stains": fact},
    )


@cache
def compared() -> Diff:
    old, new = rulebook(), changed()
    paths = [str(LAUNDRY_PROFILES / each) for each in PROFILES]
    read = read_pairs(paths, old, new)
    assert not read.findings
    below = f"{LAUNDRY_PROFILES}/"
    named = [
        replace(
            each,
            file=each.file.removeprefix(below),
            faults=tuple(replace(fault, file=fault.file.removeprefix(below)) for fault in each.faults),
        )
        for each in read.pairs
    ]
    return diff(Side("v2.1:rules", old), Side("rules", new), named)


def hostile() -> Diff:
    return poisoned(
        replace(
            compared(),
            old=Side(f"old {HOSTILE}", poisoned(rulebook())),
            new=Side(f"new {HOSTILE}", poisoned(changed())),
            changes=tuple(
                replace(
                    each,
                    fields=tuple(
                        replace(
                            field,
                            before=None if field.before is None else f"{field.before} {HOSTILE}",
                            after=None if field.after is None else f"{field.after} {HOSTILE}",
                        )
                        for field in each.fields
                    ),
                )
                for each in compared().changes
            ),
        )
    )


def text(given: Diff, width: int = 80) -> str:
    return plain(to_terminal(builder.diff(given, is_brief=True).blocks, width))


def diff_markdown(given: Diff) -> str:
    return to_markdown([builder.diff(given, is_brief=False)])


def test_the_report_is_as_reviewed_in_every_format() -> None:
    check_golden("diff.txt", text(compared()))
    check_golden("diff.md", diff_markdown(compared()))


def test_the_names_in_json_are_a_contract() -> None:
    data = json.loads(diff_json(compared()))
    assert list(data) == ["schema", "old", "new", "differs", "changes", "effects", "profiles"]
    assert data["schema"] == "kpo-advisor/diff/1"
    assert data["old"] == {"source": "v2.1:rules", "name": "laundry", "version": "2.1", "sha256": rulebook().sha256}
    assert data["changes"][0] == {
        "kind": "rulebook",
        "id": "rulebook",
        "how": "changed",
        "fields": [{"field": "version", "before": "2.1", "after": "2.2"}],
    }
    effect = data["effects"][0]
    assert list(effect) == ["decision", "verdict", "witness", "shown"]
    assert list(effect["witness"]) == ["complete", "one_profile", "first_before", "first_after", "before", "after"]
    shown = [
        "file",
        "title",
        "changes_first",
        "differs",
        "before",
        "after",
        "faults",
        "points",
        "bars",
        "fires",
        "stops",
    ]
    assert [list(one) for one in (effect["shown"], *data["profiles"])] == [shown] * 5
    after = effect["shown"]["after"]
    assert list(after) == ["recommended", "first", "possible", "certainty", "ranking", "placed"]
    # damp-house, strong for the laundry, lends 2 × 2, and what is apart is clear for both, 2 × 3, of 3 × (2 + 2 + 3)
    first = {"alternative": "both", "rank": 1, "standing": "eligible", "points": 10, "score": 47.6}
    assert after["ranking"][0] == first
    assert after["placed"] == [{"activity": None, "decision": "place", "first": ["near"]}]
    assert effect["shown"]["fires"] == [{"rule": "damp-house", "activities": []}]
    change = ["alternative", "criterion", "before", "after", "rules_before", "rules_after"]
    assert list(effect["shown"]["points"][0]) == change


def test_hostile_texts_leave_the_structure_of_the_markdown_as_it_is() -> None:
    assert structure(diff_markdown(hostile())) == structure(diff_markdown(compared()))


def test_hostile_texts_are_shown_and_steer_nothing() -> None:
    document = diff_markdown(hostile())
    assert not set(document) & set(NOT_TO_BE_WRITTEN)
    assert re.sub(" {2,}", " ", clean(HOSTILE)) in words(document)
    assert "<script" not in READER.render(document)
    assert not set(text(hostile())) & set(NOT_TO_BE_WRITTEN)
    assert not set(diff_json(hostile())) & set(NOT_TO_BE_WRITTEN) - {"\ud800"}
    json.loads(diff_json(hostile()))


def test_the_profile_in_the_text_and_in_the_markdown_is_that_of_the_json() -> None:
    witness: Any = json.loads(diff_json(compared()))["effects"][0]["witness"]
    assert witness["one_profile"] is True
    assert f"\n\n{witness['after']}\n" in text(compared())
    assert f"```yaml\n{witness['after']}```" in diff_markdown(compared())


@pytest.mark.parametrize("width", [40, 57, 100])
def test_no_line_but_those_of_the_profile_is_wider_than_the_page(width: int) -> None:
    outside = text(compared(), width).split("The profile:")[0]
    assert max(map(len, outside.splitlines())) <= width


def test_a_comment_that_would_be_too_long_counts_what_it_leaves_out() -> None:
    facts = {f"f{at}": replace(rulebook().facts["h-stains"], id=f"f{at}", says="x" * 500) for at in range(200)}
    new = replace(rulebook(), facts={**rulebook().facts, **facts}, sha256="2" * 64)
    document = diff_markdown(diff(Side("old", rulebook()), Side("new", new)))
    assert len(document) < 2 * MOST_CHARACTERS
    left_out = re.search(r"(\d+) changes more; `--format json` has all\.", document)
    assert left_out is not None
    assert int(left_out[1]) + document.count("**Added:**") == 200


def test_another_place_is_told_with_what_comes_first_whether_the_place_is_taken_or_not() -> None:
    near = next(each for each in rulebook().decisions if each.id == "place")
    other = next(each.id for each in near.alternatives if each.id != "near")
    barred = rule("no-place-in-town", answered("own_machines", "yes"), excludes=("near",))
    found = diff(Side("old", rulebook()), Side("new", replace(rulebook(), rules=(*rulebook().rules, barred))))
    (place,) = [each for each in found.effects if each.decision == "place"]
    assert place.effect.witness is not None
    assert "near" in place.effect.witness.first_before
    assert "near" not in place.effect.witness.first_after
    assert f"→ {rulebook().titles[other]}." in " ".join(text(found).split("First place: ")[2].split())


def test_rulebooks_that_say_the_same_differ_in_nothing() -> None:
    found = diff(Side("old", rulebook()), Side("new", replace(rulebook(), sha256="2" * 64)))
    assert not found.differs
    assert "the files differ, and what they say is the same" in text(found)
    assert "**The rules say the same as before.**" in diff_markdown(found)
