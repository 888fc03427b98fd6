"""What the proofs may take is counted and bounded, and what they leave undecided is one finding."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lint.checks import not_decided
from kpo_advisor.lint.configuration import read_configuration
from kpo_advisor.lint.linting import Report, lint
from kpo_advisor.lint.open_rulebook import open_rulebook
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.model.conditions import Compare, Every, Not, Some
from kpo_advisor.model.questions import Kind
from kpo_advisor.proofs.conditions import impossible_conditions
from kpo_advisor.proofs.proofs import Left, Proofs, proofs_of
from kpo_advisor.proofs.rules import covered_rules
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.shared_solvers import new_solver
from kpo_advisor.solver.solver import Layout
from tests.lint.cases_on_disk import HERE
from tests.small_rulebooks.building import answered, number, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

HARD = HERE / "cases" / "KPO211" / "bad"


def checked(folder: Path, *select: str, ignore: tuple[str, ...] = (), effort: int = 100) -> Report:
    return lint(find_targets([str(folder)]), Selection(select, ignore), effort=effort)


def codes(report: Report) -> list[str]:
    return [each.slug for each in report.findings]


def test_every_proof_about_the_packaged_rulebook_takes_less_than_a_tenth_of_the_usual_effort() -> None:
    assert codes(checked(packaged_rulebook(), effort=10)) == []


def test_what_is_not_decided_is_one_finding_that_counts_it_and_says_what_to_do() -> None:
    (found,) = checked(HARD, "KPO201").findings
    assert found.slug == "not-decided"
    assert "whether a condition can hold and whether a rule can fire" in found.message
    assert found.hint is not None
    assert "--effort 1000" in found.hint


@pytest.mark.parametrize(
    ("effort", "raised"), [(1, ["10"]), (99_999, ["999990"]), (100_001, ["1000000"]), (1_000_000, [])]
)
def test_the_bound_that_a_finding_offers_is_one_that_may_be_asked_for(effort: int, raised: list[str]) -> None:
    book = open_rulebook(HARD, effort).book
    assert book is not None
    proofs_of(book.rulebook, effort).left[Left.LAW] += 1
    (found,) = not_decided.check(book)
    assert found.hint is not None
    assert re.findall(r"--effort (\d+)", found.hint) == raised
    assert found.hint.endswith("ake the conditions and the rulebook simpler.")


def test_it_is_told_whatever_is_selected_unless_it_is_ignored_by_name() -> None:
    assert codes(checked(HARD, "KPO201", ignore=("KPO2",))) == ["not-decided"]
    assert codes(checked(HARD, "KPO201", ignore=("KPO211",))) == []
    assert codes(checked(HARD, "KPO201", ignore=("not-decided",))) == []
    assert codes(checked(HARD, "KPO3", ignore=("no-own-label",))) == []


def test_the_same_rulebook_gets_the_same_findings_every_time() -> None:
    assert checked(HARD, "KPO2", effort=20).findings == checked(HARD, "KPO2", effort=20).findings


def test_one_hard_condition_leaves_the_others_decided() -> None:
    ticks = [question(f"q{at}") for at in range(40)]
    yes = tuple(answered(each.id, "yes") for each in ticks)
    no = tuple(answered(each.id, "no") for each in ticks)
    hard = Every((Some(yes, 20), Some(no, 21)))
    clash = Every((answered("q0", "yes"), answered("q0", "no")))
    others = [rule(f"r{at}", condition, favours={"kpo": 1}) for at, condition in enumerate(yes)]
    rules = [rule("hard", hard, favours={"bpo": 1}), rule("clash", clash, favours={"bpo": 1}), *others]
    proofs = Proofs(rulebook(ticks, rules))
    assert [each.id for each in impossible_conditions(proofs)] == ["clash"]
    assert proofs.left[Left.CONDITION] == 1


def test_more_effort_decides_more() -> None:
    ticks = [question(f"q{at}") for at in range(13)]
    yes, no = (tuple(answered(each.id, word) for each in ticks) for word in ("yes", "no"))
    book = rulebook(ticks, [rule("hard", Every((Some(yes, 7), Some(no, 7))), favours={"bpo": 1})])
    little, much = Proofs(book, 1), Proofs(book, 100)
    assert [each.id for each in impossible_conditions(little)] == []
    assert little.left[Left.CONDITION] == 1
    assert [each.id for each in impossible_conditions(much)] == ["hard"]
    assert much.left[Left.CONDITION] == 0


def many_constants(count: int) -> Rulebook:
    """Every rule compares with a number of its own."""
    conditions = [Compare("n", "at_least", Fraction(at)) for at in range(count)]
    return rulebook([number("n")], [rule(f"r{at}", each, favours={"bpo": 1}) for at, each in enumerate(conditions)])


def many_choices(count: int) -> Rulebook:
    """Every rule names one choice more than the one before, so that the named ones are half the square of the rules."""
    choices = [f"c{at}" for at in range(count)]
    conditions = [answered("n", *choices[: at + 1]) for at in range(count)]
    rules = [rule(f"r{at}", each, favours={"bpo": 1}) for at, each in enumerate(conditions)]
    return rulebook([question("n", Kind.CHOICE, choices)], rules)


def test_a_rulebook_too_large_to_be_laid_out_is_not_laid_out_and_that_is_told() -> None:
    proofs = Proofs(many_choices(1_200))
    assert list(impossible_conditions(proofs)) == []
    assert list(covered_rules(proofs)) == []
    assert proofs.left[Left.EVERYTHING] == 1
    assert "firing" not in vars(proofs)


def test_a_rulebook_that_compares_one_number_with_thousands_of_constants_is_not_too_large() -> None:
    """At least 0 always holds, and so the first rule always fires; two thousand others hold in ranges of their own."""
    proofs = Proofs(many_constants(2_000), 1_000)
    assert proofs.fits
    assert proofs.firing.solver.size < 50_000
    assert proofs.firing.can(proofs.fires(proofs.rulebook.rules[0], False)) is False
    assert proofs.firing.can(proofs.fires(proofs.rulebook.rules[1_999])) is True


def test_what_is_laid_out_is_foreseen() -> None:
    many = (many_constants(50), many_constants(1_000), many_choices(50), many_choices(100))
    for book in (*many, rulebook([question("q")], [])):
        size = new_solver(book, {}, Layout(1)).size
        assert size / 2 < extent_of(book) < 4 * size


def test_rules_that_are_covered_are_found_among_hundreds_that_do_the_same() -> None:
    asked = [question(f"q{at}") for at in range(6)]
    pairs = [Every((answered(one.id), Not(answered(other.id)))) for one in asked for other in asked if one != other]
    rules = [rule(f"r{at}", pairs[at % len(pairs)], favours={"bpo": 2}) for at in range(120)]
    rules.append(rule("weak", answered("q0"), favours={"bpo": 1}))
    proofs = Proofs(rulebook(asked, rules))
    found = {each.rule: each.by for each in covered_rules(proofs)}
    assert found.keys() == {each.id for each in rules if each.id != "weak"}
    assert all(len(by) == 1 for by in found.values())
    assert proofs.left[Left.COVERED] == 0


@pytest.mark.parametrize("said", ["0", "-5", "1000001", "true", '"much"', "1.5"])
def test_effort_in_the_settings_is_a_number_in_its_range(tmp_path: Path, said: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.kpo-advisor.lint]\neffort = {said}\n")
    with pytest.raises(KpoAdvisorError, match=r"effort in .* is a whole number from 1 to 1000000"):
        read_configuration(tmp_path)


def test_effort_may_stand_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.kpo-advisor.lint]\neffort = 250\n")
    assert read_configuration(tmp_path).effort == 250
