"""What is printed beside the ranking: safeguards, advice, examples, grades, and suggested options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.certainty.stakes import open_among
from kpo_advisor.model.assessment import Applies, Fit, Status
from kpo_advisor.model.recommendation import Advice, OptionReason, Suggestion
from kpo_advisor.model.rules import PrintKind, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.advice.attribution import Attribution
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.rules import Decision, Printed, Rule

NOT_WHILE_OPEN = (PrintKind.SHOWS, PrintKind.RATES)
"""Kinds that are left out while their rule is open: an example that may not fit is no use."""


def advice_of(attribution: Attribution, pieces: Sequence[Piece]) -> tuple[Advice, ...]:
    """Every printed effect that holds or may hold for the pieces' homes, in the order of topics and rules."""
    topics = [topic.id for decision in attribution.rulebook.decisions for topic in decision.topics]
    order = {id: number for number, id in enumerate(topics)}
    return tuple(sorted(_printed(attribution, pieces), key=lambda advice: order[advice.topic]))


def requires_for(attribution: Attribution, pieces: Sequence[Piece]) -> tuple[Advice, ...]:
    """The safeguards that would go with the pieces at their homes."""
    return tuple(_printed(attribution, pieces, PrintKind.REQUIRES))


def _printed(attribution: Attribution, pieces: Sequence[Piece], only: PrintKind | None = None) -> Iterator[Advice]:
    for rule in attribution.rulebook.rules:
        here = [(piece, _status_now(rule, piece)) for piece in pieces if rule.printed and _is_for(rule, piece)]
        for printed in rule.printed:
            advice = _advice(attribution, rule, printed, here) if only in (None, printed.kind) else None
            if advice is not None:
                yield advice


def suggestions_of(attribution: Attribution, decision: Decision, pieces: Sequence[Piece]) -> tuple[Suggestion, ...]:
    """The options of a decision with reasons for them: those that fit, then the rest.

    Among these, what the client wishes comes first, then what has more reasons, then the order of the decision. Of
    activities an option is withheld only if it is for each that has a reason for it, and is told of the others.
    """
    concerned = [piece for piece in pieces if decision.id in piece.assessment.taken]
    found = []
    for option in decision.options:
        key = (decision.id, option.id)
        suggesting = attribution.rulebook.suggesting.get(key, ())
        withholding = attribution.rulebook.withholding.get(key, ())
        suited = [piece for piece in concerned if any(_holds(rule, piece) for rule in suggesting)]
        if not suited:
            continue
        free = [piece for piece in suited if not any(_holds(rule, piece) for rule in withholding)]
        told = free or suited
        reasons = _option_reasons(attribution, suggesting, told, while_open=False)
        withheld = _option_reasons(attribution, withholding, told, while_open=True)
        status = Fit.WITHHELD if not free else Fit.CHECK if withheld else Fit.FITS
        activities = tuple(piece.activity for piece in told if piece.activity is not None)
        suggestion = Suggestion(option.id, option.title, status, activities, reasons, withheld)
        is_wish = any(key in attribution.rulebook.rule_by_id[reason.rule].wishes for reason in reasons)
        found.append((list(Fit).index(status), not is_wish, -len(reasons), suggestion))
    return tuple(suggestion for *_, suggestion in sorted(found, key=lambda row: row[:3]))


def _status_now(rule: Rule, piece: Piece) -> Status:
    """A rule's status; what is open only because a result is provisional is told with the result as it is now."""
    if rule.id in piece.assessment.holding_now:
        return Status.FOR_NOW
    return piece.assessment.status(rule.id)


def _holds(rule: Rule, piece: Piece) -> bool:
    return _is_for(rule, piece) and _status_now(rule, piece) >= Status.FOR_NOW


def _is_for(rule: Rule, piece: Piece) -> bool:
    return not rule.printed_for or not piece.homes.isdisjoint(rule.printed_for)


def _advice(
    attribution: Attribution, rule: Rule, printed: Printed, here: Sequence[tuple[Piece, Status]]
) -> Advice | None:
    holding = [piece for piece, status in here if status >= Status.FOR_NOW]
    concerned = holding or ([] if printed.kind in NOT_WHILE_OPEN else [piece for piece, status in here if status])
    if not concerned:
        return None
    homes = attribution.meant(rule, _homes(rule, concerned))
    questions = dict.fromkeys(
        id for piece in concerned for id in open_among(attribution.rulebook, rule.questions, piece.assessment)
    )
    facts, inferred, marks = attribution.evidence((rule, homes))
    return Advice(
        rule=rule.id,
        topic=printed.topic,
        kind=printed.kind,
        text=printed.text,
        owner=rule.owner.label if rule.owner and printed.kind is PrintKind.REQUIRES else None,
        status=Applies.HOLDS if holding else Applies.CHECK,
        questions=() if holding else tuple(questions),
        homes=rule.printed_for,
        activities=tuple(piece.activity for piece in concerned if piece.activity is not None),
        because=said_of(rule.because, homes),
        facts=facts,
        inferred=inferred,
        marks=marks,
        label=rule.label,
    )


def _homes(rule: Rule, pieces: Sequence[Piece]) -> set[str]:
    """The homes that a rule prints for in some pieces."""
    return {home for piece in pieces for home in piece.homes if home in rule.printed_for or not rule.printed_for}


def _option_reasons(
    attribution: Attribution, rules: Sequence[Rule], pieces: Sequence[Piece], *, while_open: bool
) -> tuple[OptionReason, ...]:
    found = []
    for rule in rules:
        statuses = [(piece, _status_now(rule, piece)) for piece in pieces if _is_for(rule, piece)]
        strongest = max((status for _, status in statuses), default=Status.OFF)
        if strongest is Status.OFF or (strongest is Status.OPEN and not while_open):
            continue
        applies = Applies.CHECK if strongest is Status.OPEN else Applies.HOLDS
        here = [piece for piece, status in statuses if status >= min(strongest, Status.FOR_NOW)]
        homes = attribution.meant(rule, _homes(rule, here))
        because, evidence = said_of(rule.because, homes) or "", attribution.evidence((rule, homes))
        found.append(OptionReason(rule.id, because, applies, *evidence))
    return tuple(found)
