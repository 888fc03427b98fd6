"""What follows from first places, for all profiles: the homes of a composite's parts, and the options suggested."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.safeguards import suggestions_of
from kpo_advisor.engine.pieces import Piece, homes_of, printing_for
from kpo_advisor.model.assessment import Fit
from kpo_advisor.model.conditions import Decided, decisions_in, tests
from kpo_advisor.solver.atoms import fact
from kpo_advisor.solver.profiles import Profiles
from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.rankings import (
    can_be_ranked,
    decision_facts,
    effect_facts,
    effects_of,
    encoded,
    moving_rules,
    weight_facts,
)
from kpo_advisor.solver.solver import Layout, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.encoding import Encoding


def parts_are_known(rulebook: Rulebook) -> bool:
    """Whether the solver can tell the homes of a composite's parts: every decision that may pick them is ranked."""
    return all(can_be_ranked(rulebook, decision.id) for decision in _splitting(rulebook))


def suggestions_are_known(rulebook: Rulebook, options: Iterable[str]) -> bool:
    """Whether the solver can tell if these options are suggested: all that it hangs on is ranked."""
    asked = frozenset(options)
    rules = _offering(rulebook, asked)
    conditions = [condition for rule in rules for condition in rule.conditions]
    offering = [
        decision for decision in rulebook.decisions if not asked.isdisjoint(option.id for option in decision.options)
    ]
    conditions += [decision.when for decision in offering]
    is_known = all(can_be_ranked(rulebook, id) for id in decisions_in(*conditions))
    return is_known and (parts_are_known(rulebook) or not any(rule.printed_for for rule in rules))


@lru_cache(maxsize=8)
def result_profiles(rulebook: Rulebook, effort: Effort) -> Profiles:
    """The profiles with every decision ranked that can be, the homes of parts, and what is suggested.

    They are of one piece of work, under the rulebook's own weights, and made once for an effort. What conditions find
    decided elsewhere may come out in any way.
    """
    ranked = [decision for decision in rulebook.ranked if can_be_ranked(rulebook, decision.id)]
    options = frozenset(option.id for decision in rulebook.decisions for option in decision.options)
    moving = moving_rules(rulebook, ranked)
    rules = [*moving, *(rule for rule in _offering(rulebook, options) if rule not in moving)]
    when = [decision.when for decision in rulebook.decisions]
    encoding = encoded(rulebook, rules, when, guesses=True)
    facts = [
        text_of("proofs/results.lp"),
        *decision_facts(ranked),
        *weight_facts(rulebook.main),
        *effect_facts(effects_of(rules, ranked)),
        *_result_facts(rulebook, ranked, rules, encoding),
    ]
    return Profiles(encoding, Layout(1, plain=True), facts, effort, extent_of(rulebook))


def _result_facts(
    rulebook: Rulebook, ranked: Iterable[Decision], rules: Iterable[Rule], encoding: Encoding
) -> Iterator[str]:
    for decision in rulebook.decisions:
        yield fact("taken_if", decision.id, encoding.node(decision.when))
        yield from (fact("option", decision.id, option.id) for option in decision.options)
    for decision in ranked:
        yield from (fact("ranks", decision.id, alternative.id) for alternative in decision.alternatives)
    for order, decision in enumerate(_splitting(rulebook)):
        yield fact("splits", decision.id, order)
    conditions = [condition for rule in rules for condition in rule.conditions]
    known = {decision.id for decision in ranked}
    for condition in dict.fromkeys((*conditions, *(decision.when for decision in rulebook.decisions))):
        for test in tests(condition):
            if isinstance(test, Decided) and test.decision in known:
                node = encoding.node(test)
                yield fact("about", node, test.decision)
                yield from (fact("names", node, id) for id in sorted(test.alternatives))
    for number, rule in enumerate(rules):
        yield from (fact("suggests", number, option) for _, option in rule.suggests)
        yield from (fact("withholds", number, option) for _, option in rule.withholds)
        yield from (fact("limited", number, home) for home in rule.printed_for)


def _splitting(rulebook: Rulebook) -> list[Decision]:
    """The later decisions whose alternatives name homes for parts, in their order."""
    return [decision for decision in rulebook.ranked[1:] if any(home.needs for home in decision.alternatives)]


def _offering(rulebook: Rulebook, options: frozenset[str]) -> list[Rule]:
    """The rules that suggest or withhold any of the options."""
    offered = [(rule, (*rule.suggests, *rule.withholds)) for rule in rulebook.rules]
    return [rule for rule, pairs in offered if any(option in options for _, option in pairs)]


def parts_in(rulebook: Rulebook, assessment: Assessment) -> frozenset[str]:
    """The homes of the parts of the composites that stand first, as the engine finds them."""
    first = assessment.decisions[rulebook.main.id].chosen
    composites = [id for id in first if rulebook.main.alternative(id).made_of]
    return frozenset[str]().union(*(homes_of(rulebook, id, assessment) for id in composites))


def suggested_in(rulebook: Rulebook, assessment: Assessment) -> frozenset[str]:
    """The options that are suggested and not withheld for sure, as reports tell them."""
    first = assessment.decisions[rulebook.main.id].chosen
    homes = printing_for(rulebook, first, assessment)
    piece = Piece(None, 1, {}, frozenset(), assessment, homes)
    attribution = Attribution(rulebook)
    found = [told for decision in rulebook.decisions for told in suggestions_of(attribution, decision, [piece])]
    return frozenset(told.option for told in found if told.status is not Fit.WITHHELD)
