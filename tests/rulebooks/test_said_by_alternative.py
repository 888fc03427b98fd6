"""`because` and `inferred` are a sentence for all alternatives or one for each; what is named must be what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.rules import ByAlternative
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.cache.plain_form import as_json, from_json
from kpo_advisor.rulebooks.folder import FileBytes
from tests.small_rulebooks.every_kind import FILES

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

PRICING = """
decision: pricing
title: The price
kind: suggestions
options: {hourly: {title: By the hour, means: Each hour.}}
"""
ADVICE = """
decision: advice
title: Advice
kind: topics
topics: {care: {title: Care}}
"""


def book(rule: str) -> Rulebook:
    """The small rulebook with one more rule, whose `because` stands in line 8."""
    text = f"criterion: checking\ntopic: care\nrules:\n  - id: more\n    cites: [d1-rules]\n{rule}"
    files = {
        **FILES,
        "rulebook.yaml": FILES["rulebook.yaml"].replace("[model, place]", "[model, place, pricing, advice]"),
        "pricing/decision.yaml": PRICING,
        "advice/decision.yaml": ADVICE,
        "more.yaml": text,
    }
    return assemble([tuple(FileBytes(name, name, text.encode()) for name, text in sorted(files.items()))], "0" * 64)


def read(rule: str) -> Rule:
    return book(rule).rule_by_id["more"]


WEIGHS = "    favours: {kpo: clear}\n    opposes: {bpo: slight}\n    holds_back: [hybrid]\n"


def test_each_alternative_has_its_sentence_in_the_order_of_the_file() -> None:
    rule = read(f"{WEIGHS}    because: {{kpo: Experts., bpo: Hands., hybrid: Both.}}\n    inferred: {{bpo: Ours.}}\n")
    assert rule.because == ByAlternative((("kpo", "Experts."), ("bpo", "Hands."), ("hybrid", "Both.")))
    assert rule.inferred == ByAlternative((("bpo", "Ours."),))


def test_a_sentence_for_all_stays_one() -> None:
    rule = read(f"{WEIGHS}    because: Work.\n    inferred: Ours.\n")
    assert (rule.because, rule.inferred) == ("Work.", "Ours.")


@pytest.mark.parametrize(
    ("effect", "because"),
    [
        (WEIGHS, "{kpo: Experts., bpo: Hands.}"),  # of a composite are told the sentences of its homes
        ("    excludes: [kpo-whole, offshore]\n", "{kpo: Experts., offshore: Far.}"),
        ("    for: [kpo]\n    advises: Mind.\n", "{kpo: Experts.}"),
        ("    advises: Mind.\n", "{bpo: Hands.}"),  # which need not say why
        ("    suggests: {pricing: [hourly]}\n", "{bpo: Hands., kpo: Experts., in-house: Own.}"),
        ("    for: [bpo]\n    suggests: {pricing: [hourly]}\n", "{bpo: Hands.}"),
        ("    withholds: {pricing: [hourly]}\n", "{bpo: Hands., kpo: Experts., in-house: Own.}"),
    ],
)
def test_what_a_rule_bears_on_may_have_sentences_of_its_own(effect: str, because: str) -> None:
    assert isinstance(read(f"{effect}    because: {because}\n").because, ByAlternative)


UNKNOWN, MISSING, SHAPE = "unknown-alternative", "no-because", "shape"


@pytest.mark.parametrize(
    ("effect", "said", "slug", "message", "hint"),
    [
        (
            WEIGHS,
            "because: {kpo: Experts., bpo: Hands., in-house: Own.}",
            UNKNOWN,
            '"in-house" is no alternative of the rule more; there are bpo, hybrid and kpo.',
            None,
        ),
        (
            WEIGHS,
            "because: {kpo: A., bpo: B., hybird: C.}",
            UNKNOWN,
            '"hybird" is no alternative.',
            'Did you mean "hybrid"?',
        ),
        (
            WEIGHS,
            "because: W.\n    inferred: {offshore: Ours.}",
            UNKNOWN,
            '"offshore" is no alternative of the rule more; there are bpo, hybrid and kpo.',
            None,
        ),
        (
            "    for: [kpo]\n    advises: Mind.\n",
            "because: {bpo: Hands.}",
            UNKNOWN,
            '"bpo" is no alternative of the rule more; there is kpo.',
            None,
        ),
        (
            WEIGHS,
            "because: {kpo: A., boo: B.}",
            UNKNOWN,
            '"boo" is no alternative; there are bpo, kpo, in-house, hybrid, onshore and offshore.',
            None,
        ),
        (WEIGHS, "because: {}", SHAPE, "This mapping is empty.", None),
        (WEIGHS, "because: {kpo: Experts.}", MISSING, "The rule more does not say why of bpo (because).", None),
        (
            "    excludes: [bpo]\n    holds_back: [hybrid, offshore]\n",
            "because: {offshore: Far.}",
            MISSING,
            "The rule more does not say why of bpo and hybrid (because).",
            None,
        ),
        (
            "    suggests: {pricing: [hourly]}\n",
            "because: {bpo: Hands.}",
            MISSING,
            "The rule more does not say why of in-house and kpo (because).",
            None,
        ),
        (
            WEIGHS,
            "because: [Experts., Hands.]",
            SHAPE,
            "A text, or a mapping of alternatives to texts, is wanted here, found a list.",
            None,
        ),
        (
            WEIGHS,
            "because: {kpo: 3, bpo: Hands.}",
            SHAPE,
            "A text is wanted here, found the number 3.",
            "Write it in quotes.",
        ),
    ],
)
def test_what_is_said_of_others_or_not_at_all_is_a_fault_at_its_place(
    effect: str, said: str, slug: str, message: str, hint: str | None
) -> None:
    with pytest.raises(UnreadableInput) as caught:
        book(f"{effect}    {said}\n")
    (found,) = caught.value.findings
    assert (found.file, found.slug, found.message, found.hint) == ("more.yaml", slug, message, hint)
    assert found.path[:3] == ("rules", 0, "inferred" if "inferred" in said else "because")


def test_a_kept_rulebook_keeps_the_sentences() -> None:
    found = book(f"{WEIGHS}    because: {{kpo: Experts., bpo: Hands.}}\n")
    assert from_json(as_json(found)).rule_by_id["more"] == found.rule_by_id["more"]
