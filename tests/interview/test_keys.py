"""Every prompt takes every key; whatever is typed does something said, and a draft can keep it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor.certainty.stop import ConditionalStop
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.driver import Driver
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.state import Interview, Phase, profile_of
from kpo_advisor.interview.typed.commands import NAMES, Command
from kpo_advisor.model.conditions import Every, OneOf
from kpo_advisor.model.questions import Incompatible
from kpo_advisor.model.sensitivity import Proviso
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.writing import profile_yaml
from tests.interview.paper import Paper
from tests.small_rulebooks import every_kind

CLASHING = Every((OneOf("work_nature", frozenset({"rules-only"})), OneOf("goals", frozenset({"insight"}))))
RULEBOOK = replace(every_kind.RULEBOOK, incompatible=(Incompatible("clash", CLASHING, "No insight comes of rules."),))
OPTIONS = Options(RULEBOOK, Order.FIXED, StopWhen.NEVER)


@cache
def standing(where: str) -> Interview:
    """An interview whose next line is about this."""
    titled = moves.titled(moves.begin(OPTIONS), "Some work")
    answered = moves.answered(titled, "judgement-only")
    match where:
        case "title":
            return moves.begin(OPTIONS)
        case "question":
            return answered
        case "parts":
            return moves.edited(split.parted(answered, ["Routine", "Expert"], [60, 40]), "goals")
        case "apart":
            apart = split.set_apart(split.parted(answered, ["Routine", "Expert"], [60, 40]), ["work_nature"])
            return moves.edited(moves.answered(moves.answered(apart, "rules-only"), "even-mix"), "work_nature")
        case "clash":
            goals = moves.edited(moves.answered(titled, "rules-only"), "goals")
            return moves.answered(goals, ("insight",))
        case "offer":
            return replace(answered, phase=Phase.OFFER, at=None)
        case "conditions":
            hanging = Proviso(
                "goals", "goals", (), ("unit-cost",), ("insight",), ("anyone",), ("kpo",), may_be_moot=False
            )
            outlook = replace(answered.outlook, on_conditions=ConditionalStop("bpo", (hanging,)))
            return replace(answered, outlook=outlook, phase=Phase.OFFER, at=None)
    return moves.reviewed(answered)


PROMPTS = {
    "the title": ("title",),
    "a question": ("question",),
    "a question of parts": ("apart",),
    "a contradiction": ("clash",),
    "its reason": ("clash", "n"),
    "the offer": ("offer",),
    "the offer on conditions": ("conditions",),
    "the review": ("review",),
    "a note": ("question", "n"),
    "another title": ("question", "t"),
    "a part's name": ("question", "p"),
    "its share": ("question", "p Audits"),
    "the rest's name": ("question", "p Audits", "60%"),
    "the rest's share": ("question", "p Audits", "60%", ""),
    "the rest's share without an offer": ("question", "p Audits", "200", ""),
    "which answers differ": ("question", "p Audits", "60%", "", ""),
    "a further part's share": ("parts", "p Audits"),
    "out of which part it is taken": ("parts", "p Audits", "10%"),
    "taking out a part": ("parts", "x 1"),
    "putting answers together": ("apart", "d"),
}
"""Where the interview stands, and what is typed then, to come to each prompt."""


@dataclass
class Prompts(Paper):
    """What stood before each line that was wanted, and how much was written before it."""

    wanted: list[str] = field(default_factory=list)
    before: list[int] = field(default_factory=list)

    def read(self, prompt: str) -> str | None:
        self.wanted.append(prompt)
        self.before.append(len(self.written))
        return super().read(prompt)


def typed(prompt: str, *lines: str) -> tuple[Prompts, Driver, bool]:
    """What is on the paper, and whether the interview ended, where these lines are typed at a prompt."""
    where, *before = PROMPTS[prompt]
    paper = Prompts([*before, *lines])
    driver = Driver(standing(where), paper, lambda _: None)
    return paper, driver, driver.run()


@pytest.mark.parametrize("key", [*NAMES, *map(str.upper, NAMES)])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_key_at_every_prompt_does_something_that_is_said(prompt: str, key: str) -> None:
    paper, _, ended = typed(prompt, key)
    at = len(PROMPTS[prompt]) - 1
    if NAMES[key.casefold()] is Command.QUIT:
        assert not ended
        assert len(paper.wanted) == at + 1
    elif not ended:
        said = paper.before[at + 1] - paper.before[at] - 1
        assert said or paper.wanted[at + 1] != paper.wanted[at]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_help_is_there_at_every_prompt_and_the_same_is_asked_again(prompt: str) -> None:
    paper, _, _ = typed(prompt, "?")
    at = len(PROMPTS[prompt]) - 1
    assert paper.wanted[at:] == [paper.wanted[at]] * 2
    assert paper.before[at + 1] - paper.before[at] > 2, "the line, and two more at least"


@pytest.mark.parametrize("prompt", PROMPTS)
def test_leaving_at_a_prompt_keeps_what_was_there_before(prompt: str) -> None:
    _, driver, ended = typed(prompt, "quit")
    assert not ended
    assert driver.interview == standing(PROMPTS[prompt][0])


@pytest.mark.parametrize("prompt", [prompt for prompt, lines in PROMPTS.items() if len(lines) > 1])
def test_going_back_again_and_again_comes_out_of_a_dialogue_as_it_began(prompt: str) -> None:
    _, driver, _ = typed(prompt, *["b"] * (len(PROMPTS[prompt]) - 1))
    assert driver.interview == standing(PROMPTS[prompt][0])


LINES = st.one_of(
    st.sampled_from(
        [*NAMES, "", "y", "1", "2", "3", "1,2", "2 or 3", "not 1", "1, 2?", "60%", "1/3", "n 1 see", "2 n so"]
    ),
    st.sampled_from(
        ["p Audits", "p", "x 1", "x Rou", "e 1", "e goa", "n", "t", '"b"', "rules", "judgement", "0.2", "all"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted({lines[0] for lines in PROMPTS.values()})), st.lists(LINES, max_size=25))
def test_whatever_is_typed_the_interview_stands_and_its_profile_can_be_read_back(where: str, lines: list[str]) -> None:
    driver = Driver(standing(where), Paper(lines), lambda _: None)
    driver.run()
    profile = profile_of(driver.interview)
    faults = Faults()
    kept = read_profile(parse_document(profile_yaml(profile, RULEBOOK).encode(), "p.yaml"), RULEBOOK, faults)
    assert not faults.findings
    assert kept == profile
    assert sum(part.share for part in profile.activities) <= 1_000_000 * len(profile.activities)
