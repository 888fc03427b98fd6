"""What each open question can still move, worked out by hand: BPO leads KPO by one point of one criterion."""

from __future__ import annotations

import pytest

from kpo_advisor import Profile
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stakes import Stake, Swing, stakes_of
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

BOOK = rulebook(
    [
        question("turns"),
        question("helps"),
        question("bars"),
        question("gate"),
        question("gated", only_if=answered("gate")),
        question("idle"),
        question("known"),
    ],
    [
        rule("head-start", favours={"bpo": 1}),
        rule("for-kpo", answered("turns"), favours={"kpo": 3}),
        rule("for-bpo", answered("helps"), favours={"bpo": 2}),
        rule("no-bpo", answered("bars"), excludes=("bpo",)),
        rule("little", answered("gated"), favours={"kpo": 1}),
        rule("for-another", answered("idle"), favours={"in-house": 1}),
        rule("settled", answered("known"), favours={"kpo": 2}),
    ],
    [decision(alternatives=("bpo", "kpo", "in-house"), weights={"c": 2})],
)
POSSIBLE = ("bpo", "kpo")


@pytest.fixture(scope="module")
def stakes() -> dict[str, Stake]:
    (piece,) = examine(Profile("open", {"known": "no"}), BOOK).pieces
    return stakes_of(BOOK, {}, piece, POSSIBLE)


def test_only_open_questions_that_move_what_is_possible_have_a_stake_in_the_order_of_the_questionnaire(
    stakes: dict[str, Stake],
) -> None:
    assert list(stakes) == ["turns", "helps", "bars", "gate", "gated"]


def test_a_swing_is_what_the_strongest_rating_would_change_times_the_weight(stakes: dict[str, Stake]) -> None:
    assert stakes["turns"].swings == (Swing("bpo", "kpo", gain=0, loss=2 * 3),)
    assert stakes["helps"].swings == (Swing("bpo", "kpo", gain=2 * (2 - 1), loss=0),)  # 2 takes the place of 1
    assert [stakes[id].width for id in ("turns", "helps", "bars")] == [6, 2, 0]


def test_a_rule_that_would_exclude_is_named_and_moves_no_points(stakes: dict[str, Stake]) -> None:
    assert stakes["bars"] == Stake(bars=("no-bpo",))


def test_a_question_that_decides_whether_another_is_asked_has_its_stake_through_it(stakes: dict[str, Stake]) -> None:
    assert stakes["gate"] == Stake(gates=("gated",))
    assert stakes["gated"].swings == (Swing("bpo", "kpo", gain=0, loss=2),)


def test_a_profiles_own_weights_scale_the_swings() -> None:
    (piece,) = examine(Profile("heavy", weights={"c": 5}), BOOK).pieces
    assert stakes_of(BOOK, {"c": 5}, piece, POSSIBLE)["turns"].width == 5 * 3
