"""The matrix of criteria by alternatives, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from kpo_advisor import Profile, explain
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

BOOK = rulebook(
    [question("q")],
    [
        rule("much", favours={"bpo": 3}),
        rule("less", favours={"bpo": 1}),
        rule("against", opposes={"bpo": 2, "kpo": 1}),
        rule("hard", answered("q"), favours={"kpo": 2}, criterion="d"),
    ],
    [decision(alternatives=("bpo", "kpo", "in-house"), weights={"c": 2, "d": 3})],
)
PROFILE = Profile("by hand", {"q": "yes"})


def test_a_cell_is_the_strongest_for_less_the_strongest_against_times_the_weight() -> None:
    (piece,) = explain(PROFILE, BOOK).pieces
    c, d = piece.matrix.rows
    assert [cell.alternative for cell in c.cells] == ["kpo", "bpo", "in-house"]  # 4, 2 and 0 points
    assert [(cell.favours, cell.opposes, cell.rating, cell.points) for cell in c.cells] == [
        (0, 1, -1, -2),
        (3, 2, 1, 2),
        (0, 0, 0, 0),
    ]
    assert [cell.points for cell in d.cells] == [6, 0, 0]


def test_a_cell_names_the_strongest_rules_in_both_directions() -> None:
    (piece,) = explain(PROFILE, BOOK).pieces
    assert [cell.rules for cell in piece.matrix.rows[0].cells] == [("against",), ("much", "against"), ()]


def test_the_totals_are_the_sums_of_the_columns_out_of_three_times_all_weights() -> None:
    (piece,) = explain(PROFILE, BOOK).pieces
    assert [(total.alternative, total.rank, total.points) for total in piece.matrix.totals] == [
        ("kpo", 1, 4),
        ("bpo", 2, 2),
        ("in-house", 3, 0),
    ]
    assert piece.matrix.out_of == 3 * (2 + 3)


def test_a_profiles_own_weight_takes_the_place_of_the_rulebooks() -> None:
    (piece,) = explain(replace(PROFILE, weights={"c": 5}), BOOK).pieces
    assert [row.weight for row in piece.matrix.rows] == [5, 3]
    assert [(total.alternative, total.points) for total in piece.matrix.totals] == [
        ("bpo", 5),
        ("kpo", 6 - 5),
        ("in-house", 0),
    ]
