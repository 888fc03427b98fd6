"""What is proved of narrowed answers: what may come first, what matters, what would change it, when to stop."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor import recommend
from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.examined import examine, without_proof
from kpo_advisor.certainty.near_misses import NearMisses
from kpo_advisor.certainty.stop import Proof, Stop, stop_of
from kpo_advisor.certainty.sufficient import sufficient
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.conditions import Compare
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Among, Between, Incompatible, Kind, PerhapsTicked
from kpo_advisor.model.sensitivity import FlipKind, FlipStatus, Turn
from kpo_advisor.solver.effort import Effort
from tests.small_rulebooks.building import activity, answered, number, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer

COLOUR = question("colour", Kind.CHOICE, ["red", "green", "blue", "grey"])
OTHER = question("other", Kind.CHOICE, ["calm", "wild"])
SIZE = number("size")
TICKS = question("ticks", Kind.MULTI, ["a", "b", "c"])
RULES = [
    rule("head-start", favours={"bpo": 1}),
    rule("red", answered("colour", "red"), favours={"bpo": 1}),
    rule("blue", answered("colour", "blue"), favours={"kpo": 2}),
    rule("grey", answered("colour", "grey"), favours={"in-house": 3}),
]
BOOK = rulebook([COLOUR, OTHER, SIZE, TICKS], RULES)
"""BPO is first but with blue, which puts KPO first, and with grey, which puts own staff first."""


def profile(**answers: Answer) -> Profile:
    return Profile("made up", answers)


def test_only_what_may_hold_can_come_first() -> None:
    found = examine(profile(colour=Among(("red", "blue"))), BOOK).main
    assert (found.possible, found.winner, found.first) == (("bpo", "kpo"), None, ("bpo",))
    found = examine(profile(colour=Among(("red", "green"))), BOOK).main
    assert (found.possible, found.winner) == (("bpo",), "bpo")
    found = examine(profile(colour=Among(("blue", "grey"))), BOOK).main
    assert (found.possible, found.winner) == (("kpo", "in-house"), None)


def test_a_recommendation_is_certain_where_all_that_may_hold_leads_to_it() -> None:
    book = rulebook([COLOUR], [*RULES, rule("cold", answered("colour", "blue", "grey"), favours={"hybrid": 3})])
    found = recommend(profile(colour=Among(("red", "green"))), book)
    assert (found.recommended, found.certainty) == ("bpo", Certainty.CERTAIN)
    # Hybrid leads by 2; with blue it would by 1, and with grey it would tie with own staff.
    found = recommend(profile(colour=Among(("blue", "grey"))), book)
    assert (found.recommended, found.certainty) == ("hybrid", Certainty.PROVISIONAL)


def test_an_answer_that_is_not_settled_is_an_open_question_that_says_what_may_hold() -> None:
    given = Among(("red", "blue"))
    found = recommend(profile(colour=given, other=None), BOOK)
    told = [(one.question, one.asked, one.can_change_first, one.narrowed) for one in found.open_questions]
    assert told[0] == ("colour", True, True, given)
    assert ("other", True, False, None) in told
    assert ("size", False, False, None) in told
    counts = found.profile
    assert (counts.answered, counts.narrowed, counts.unknown, counts.not_asked) == (0, 1, 1, 2)


def test_only_answers_that_may_hold_are_tried() -> None:
    def tried(answer: Answer, id: str = "colour", rules: tuple[Compare, ...] = ()) -> tuple[Turn, ...]:
        more = [rule(f"r{at}", test, favours={"kpo": 2}) for at, test in enumerate(rules)]
        book = rulebook([COLOUR, SIZE, TICKS], [*RULES, *more, rule("b", answered("ticks", "b"), favours={"kpo": 2})])
        return turns(without_proof(profile(**{id: answer}), book), id, Effort(1))

    assert [turn.answer for turn in tried(None)] == ["blue", "grey"]
    assert [turn.answer for turn in tried(Among(("red", "blue")))] == ["blue"]
    above = Compare("size", "above", Fraction(4))
    assert tried(Between(Fraction(1), Fraction(3)), "size", (above,)) == ()
    (turn,) = tried(Between(Fraction(1), Fraction(5)), "size", (above,))
    assert turn == Turn(Fraction(9, 2), "4.5", ("kpo",))
    assert [turn.answer for turn in tried(PerhapsTicked(("a",), ("b", "c")), "ticks")] == [("a", "b")]
    assert [turn.answer for turn in tried(PerhapsTicked((), ("a", "c")), "ticks")] == []


def test_changes_are_of_plain_answers_and_leave_narrowed_ones_as_they_are() -> None:
    """With `wild` own staff would be first; that another colour would do more is no change of what is given."""
    rules = [*RULES, rule("wild", answered("other", "wild"), favours={"in-house": 2})]
    found = recommend(profile(colour=Among(("red", "blue")), other="calm"), rulebook([COLOUR, OTHER], rules))
    flips = {(flip.alternative, flip.kind): flip for flip in found.flips}
    assert flips["kpo", FlipKind.MISJUDGED].status is FlipStatus.NEVER
    (changes,) = flips["in-house", FlipKind.MISJUDGED].changes
    assert [(change.question, change.before, change.after) for change in changes] == [("other", "calm", "wild")]


def test_a_rule_misses_by_no_narrowed_answer() -> None:
    book = rulebook([COLOUR], [rule("r", answered("colour", "grey"), favours={"bpo": 1})])
    (piece,) = without_proof(profile(colour=Among(("red", "blue"))), book).pieces
    assert NearMisses(program_of(book), {}, piece).of(book.rules[0]) == ()
    (piece,) = without_proof(profile(colour="red"), book).pieces
    assert [miss.answers for miss in NearMisses(program_of(book), {}, piece).of(book.rules[0])] == [("grey",)]


def test_nothing_is_left_to_ask_only_where_what_is_narrowed_may_be_narrowed_in_any_way() -> None:
    """Unknown, `other` may make own staff first; nothing else can, but for the colours blue and grey."""
    rules = [*RULES, rule("wild", answered("other", "wild"), favours={"in-house": 3})]
    book = rulebook([COLOUR, OTHER], rules)

    def stop(colour: Answer) -> Stop | None:
        return stop_of(examine(profile(colour=colour, other=None), book))

    assert stop(Among(("red", "green"))) == Stop("bpo", Proof.NOTHING_UNASKED)
    assert stop(Among(("red", "blue"))) is None
    assert stop(None) == Stop("bpo", Proof.NOTHING_UNASKED)


def test_what_was_not_asked_may_be_answered_in_part() -> None:
    """A rule that waits for any answer fires under a narrowed one, with neither colour known."""
    rules = [*RULES[:1], rule("cold", answered("colour", "blue", "grey"), favours={"kpo": 2})]
    rules += [rule("blue", answered("colour", "blue"), favours={"bpo": 3})]
    rules += [rule("grey", answered("colour", "grey"), favours={"bpo": 3})]
    rules += [rule("wild", answered("other", "wild"), favours={"in-house": 3})]
    book = rulebook([COLOUR, OTHER], rules)
    # With any one colour BPO is first; with blue or grey, and not known which, KPO is.
    assert all(examine(profile(colour=colour, other="calm"), book).main.winner == "bpo" for colour in COLOUR.choice_ids)
    assert examine(profile(colour=Among(("blue", "grey")), other="calm"), book).main.first == ("kpo",)
    assert stop_of(examine(profile(other=None), book)) is None


def test_what_is_narrowed_for_all_activities_is_one_unknown_of_them() -> None:
    parts = (activity("one", other="calm"), activity("two", other="wild"))
    rules = [*RULES, rule("wild", answered("other", "wild"), favours={"bpo": 1})]
    book = rulebook([COLOUR, OTHER], rules)
    common = Profile("made up", {"colour": Among(("green", "grey"))}, activities=parts)
    assert examine(common, book).main.possible == ("bpo", "in-house")
    own = tuple(activity(part.title, other=part.answers["other"], colour=Among(("green", "grey"))) for part in parts)
    assert examine(Profile("made up", activities=own), book).main.possible == ("bpo", "in-house", "hybrid")


def test_what_cannot_hold_together_is_left_out_of_what_may_hold() -> None:
    clash = Incompatible("clash", answered("colour", "blue"), "There is no blue.")
    book = rulebook([COLOUR], RULES, incompatible=[clash])
    found = examine(profile(colour=Among(("red", "blue"))), book)
    assert (found.main.winner, found.pieces[0].assessment.violated) == ("bpo", ())


def test_a_narrowed_answer_can_be_what_makes_the_first_certain() -> None:
    examined = examine(profile(colour=Among(("red", "green")), other="calm"), BOOK)
    assert sufficient(examined) == ("colour",)
