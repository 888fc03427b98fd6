"""A suggested case as a file: a profile with what the rules say of it now, marked as not reviewed."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Expectation
from kpo_advisor.model.reserved_ids import NOTHING
from kpo_advisor.profiles.writing import WIDTH, profile_yaml

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.suggested_cases import Reaching

REVIEW = "To be reviewed: expect holds what the rules say now, not what is right."


def suggested_yaml(reaching: Reaching, rulebook: Rulebook) -> str:
    """The profile as YAML that loads, with comments at its head and `expect` filled in from the rules."""
    expect = Expectation(recommended=reaching.recommended or NOTHING)
    told = [REVIEW, f"Reaches: {', '.join(reaching.rules)}."]
    comments = [line for sentence in told for line in wrap(sentence, WIDTH - 2, break_on_hyphens=False)]
    head = "".join(f"# {line}\n" for line in comments)
    return head + profile_yaml(replace(reaching.profile, expect=expect), rulebook)
