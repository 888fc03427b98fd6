"""What five pieces of work come to together, added up by hand."""

from __future__ import annotations

from fractions import Fraction

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.portfolios.placement import Placement, ToConfirm
from kpo_advisor.portfolios.totals import HomeTotal, OpenTotal
from tests.portfolios.placements import placement, totals_of

LIMITS = ToConfirm("limits", "Limits on the work", "counsel", may_decide=True)
REGION = ToConfirm("client_region", "Your region", "counsel", may_decide=False)
GOALS = ToConfirm("goals", "Goals", "sponsor", may_decide=True)


def piece(
    first: str,
    share: int,
    group: str,
    *still_open: ToConfirm,
    places: tuple[str, ...] = (),
) -> Placement:
    return placement(
        group=group,
        share=Fraction(share),
        first=(first,),
        certainty=Certainty.PROVISIONAL if still_open else Certainty.CERTAIN,
        places={first: places} if places else {},
        next=next(iter(still_open), None),
        open=still_open,
    )


FIVE = (
    piece("bpo", 10, "Finance", LIMITS, REGION, places=("onshore", "nearshore")),
    piece("bpo", 20, "Finance", places=("onshore",)),
    piece("in-house", 5, "Legal"),
    piece("kpo", 1, "Legal", GOALS, LIMITS, places=("onshore",)),
    piece("bpo", 4, "", LIMITS, places=("nearshore",)),
)


def test_pieces_shares_and_what_is_certain_add_up() -> None:
    totals = totals_of(FIVE)
    assert (totals.pieces, totals.share, totals.certain) == (5, Fraction(40), 2)


def test_each_home_has_its_pieces_their_share_and_how_many_are_certain() -> None:
    assert totals_of(FIVE).homes == {
        ("bpo",): HomeTotal(3, Fraction(34), 1),
        ("in-house",): HomeTotal(1, Fraction(5), 1),
        ("kpo",): HomeTotal(1, Fraction(1), 0),
    }


def test_each_group_has_its_homes() -> None:
    assert totals_of(FIVE).groups == {
        "Finance": {("bpo",): HomeTotal(2, Fraction(30), 1)},
        "Legal": {("in-house",): HomeTotal(1, Fraction(5), 1), ("kpo",): HomeTotal(1, Fraction(1), 0)},
        "": {("bpo",): HomeTotal(1, Fraction(4), 0)},
    }


def test_each_person_has_the_answers_that_are_open_and_those_that_may_decide() -> None:
    assert totals_of(FIVE).people == {"counsel": OpenTotal(4, 3), "sponsor": OpenTotal(1, 1)}


def test_the_answer_that_settles_most_is_the_one_that_most_pieces_wait_for() -> None:
    totals = totals_of(FIVE)
    assert totals.first_to_ask == {"limits": 2, "goals": 1}
    assert totals.questions["limits"] == OpenTotal(3, 3)


def test_one_provider_could_take_what_no_bar_keeps_from_its_place() -> None:
    assert totals_of(FIVE).providers == {
        ("bpo", "onshore"): HomeTotal(2, Fraction(30), 1),
        ("bpo", "nearshore"): HomeTotal(2, Fraction(14), 0),
        ("kpo", "onshore"): HomeTotal(1, Fraction(1), 0),
    }
