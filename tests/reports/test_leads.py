"""The differences between two alternatives: they sum as printed, and each is told by what makes most of it."""

from __future__ import annotations

from fractions import Fraction

from kpo_advisor.model.recommendation import CitedReason, Ranked
from kpo_advisor.model.sensitivity import Contrast, Difference
from kpo_advisor.reports.pictures.leads import Part, lead_of, of_whom, parts_of_lead


def reason(points: int, criterion: str = "cost") -> CitedReason:
    return CitedReason(criterion, criterion.title(), points, ("a-rule",), ("So it is.",), {}, (), None, ())


def ranked(name: str, *reasons: CitedReason, out_of: int = 100) -> Ranked:
    points = sum(each.points for each in reasons)
    score = Fraction(100 * points, out_of)
    return Ranked(name, name.title(), 1, "eligible", score, points, out_of, (score, score), reasons, (), ())


def told_of(first: Ranked, second: Ranked) -> Part:
    """The part of the one criterion that both are told apart by."""
    points = first.points - second.points
    contrast = Contrast(
        first.alternative, second.alternative, points, first.score - second.score, (Difference("cost", "Cost", points),)
    )
    (part,) = parts_of_lead(contrast, first, second)
    return part


def test_what_speaks_more_for_the_one_ahead_tells_the_difference() -> None:
    first, second = ranked("first", reason(6)), ranked("second", reason(2), reason(-1))
    part = told_of(first, second)
    assert part.shown == 5
    assert (part.about, part.reason) == (first, first.reasons[0])


def test_what_speaks_for_both_alike_does_not_tell_what_speaks_against_the_one_behind() -> None:
    first, second = ranked("first", reason(6)), ranked("second", reason(6), reason(-2))
    part = told_of(first, second)
    assert part.shown == 2
    assert (part.about, part.reason) == (second, second.reasons[1])


def test_where_more_speaks_against_the_one_behind_than_for_the_one_ahead_that_tells_it() -> None:
    first, second = ranked("first", reason(3)), ranked("second", reason(2), reason(-6))
    part = told_of(first, second)
    assert part.shown == 7
    assert (part.about, part.reason) == (second, second.reasons[1])


def test_where_the_second_leads_its_own_reason_tells_it() -> None:
    first, second = ranked("first"), ranked("second", reason(4))
    part = told_of(first, second)
    assert part.shown == -4
    assert (part.about, part.reason) == (second, second.reasons[0])


def test_the_parts_sum_to_the_lead_between_the_printed_scores() -> None:
    """4/9 and 2/9 are printed as 44.4 and 22.2, and three parts of 2/27 as 7.4 each, which sum to 22.2."""
    first = ranked("first", *(reason(4, name) for name in ("cost", "risk", "time")), out_of=27)
    second = ranked("second", *(reason(2, name) for name in ("cost", "risk", "time")), out_of=27)
    differences = tuple(Difference(name, name.title(), 2) for name in ("cost", "risk", "time"))
    contrast = Contrast("first", "second", 6, Fraction(600, 27), differences)
    assert lead_of(first, second) == Fraction(222, 10)
    assert [part.shown for part in parts_of_lead(contrast, first, second)] == [Fraction(74, 10)] * 3


def test_the_lead_is_that_of_the_printed_scores_also_where_the_exact_one_is_rounded_otherwise() -> None:
    """3/8 and 1/16 are 37.5 and 6.25, printed 6.2: between those lies 31.3, though the exact 31.25 is printed 31.2."""
    first, second = ranked("first", reason(6), out_of=16), ranked("second", reason(1), out_of=16)
    part = told_of(first, second)
    assert lead_of(first, second) == part.shown == Fraction(313, 10)


def test_what_does_not_differ_has_no_parts() -> None:
    first, second = ranked("first", reason(2)), ranked("second", reason(2))
    assert parts_of_lead(Contrast("first", "second", 0, Fraction(0), ()), first, second) == ()


def test_a_reason_that_is_none_for_the_first_names_whose_it_is() -> None:
    first, second = ranked("first", reason(6)), ranked("second", reason(2))
    assert of_whom(told_of(first, second), first) == ""
    assert of_whom(told_of(second, first), second) == "For First: "
    assert of_whom(told_of(ranked("third"), opposed := ranked("opposed", reason(-2))), opposed) == "Against Opposed: "
    assert of_whom(told_of(first := ranked("first"), ranked("opposed", reason(-2))), first) == "Against Opposed: "


def test_a_criterion_without_a_reason_is_said_of_nobody() -> None:
    first = ranked("first")
    assert of_whom(Part("cost", "Cost", Fraction(1)), first) == ""
