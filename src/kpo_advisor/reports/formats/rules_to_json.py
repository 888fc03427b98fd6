"""What was found about rulebooks as JSON, in the ways of `to_json`: differences, cases, the questionnaire."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import json_number
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.proofs.cases import Outcome
from kpo_advisor.reports.formats.to_json import fields_of, written
from kpo_advisor.reports.questionnaire import choices, grouped, numbered

if TYPE_CHECKING:
    from kpo_advisor.comparison.compared import Compared
    from kpo_advisor.comparison.diff import DecisionEffect, Diff, Side
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.cases import Case, Tested
    from kpo_advisor.proofs.coverage import Coverage
    from kpo_advisor.reports.questionnaire import Group

CASES, QUESTIONS = "kpo-advisor/test/1", "kpo-advisor/questions/1"


def diff_json(given: Diff) -> str:
    """The difference between two rulebooks.

    Of a field, null stands for nothing said; of a result, for a profile that this side cannot take.
    """
    from kpo_advisor.comparison.diff import SCHEMA

    found = {
        "schema": SCHEMA,
        "old": _side(given.old),
        "new": _side(given.new),
        "differs": given.differs,
        "changes": given.changes,
        "effects": [_effect(effect, given) for effect in given.effects],
        "profiles": [_compared(compared) for compared in given.profiles],
    }
    return written(found)


def cases_json(tested: Tested) -> str:
    """What became of each case and why, and what they cover; `percent` is rounded down to hundredths."""
    counts = Counter(case.judgement.outcome for case in tested.cases)
    search = tested.search
    found = {
        "schema": CASES,
        "rulebook": book_fields(tested.rulebook),
        "passed": not tested.has_failed,
        "counts": {outcome: counts[outcome] for outcome in Outcome},
        "cases": [_case(case) for case in tested.cases],
        "coverage": _coverage(tested.coverage, tested.least) if tested.coverage else None,
        "suggested": search
        and {
            "written": tested.written,
            "kept": tested.kept,
            "profiles": [{"title": found.profile.title, "rules": found.rules} for found in search.found],
            "impossible": search.impossible,
            "not_found": search.not_found,
        },
    }
    return written(found)


def questions_json(rulebook: Rulebook, *, section: str | None = None, by_who: bool = False) -> str:
    """The questionnaire; arguments as for `questionnaire`.

    The groups of questions are `sections`, or `people` with `by_who`. `only_if` is in words.
    """
    groups = grouped(rulebook, section, by_who=by_who)
    found = {
        "schema": QUESTIONS,
        "rulebook": book_fields(rulebook),
        "title": rulebook.title,
        "introduction": rulebook.introduction,
        "people" if by_who else "sections": [_group(group, rulebook, by_who=by_who) for group in groups],
    }
    return written(found)


def book_fields(rulebook: Rulebook) -> dict[str, str]:
    """Which rulebook it is."""
    return {"name": rulebook.name, "version": rulebook.version, "sha256": rulebook.sha256}


def _side(side: Side) -> dict[str, str]:
    return {"source": side.source, **book_fields(side.rulebook)}


def _effect(effect: DecisionEffect, given: Diff) -> dict[str, Any]:
    witness = effect.effect.witness
    return {
        "decision": effect.decision,
        "verdict": effect.effect.verdict,
        "witness": witness
        and {
            "complete": witness.is_complete,
            "one_profile": witness.is_one,
            "first_before": witness.first_before,
            "first_after": witness.first_after,
            "before": profile_yaml(witness.before, given.old.rulebook),
            "after": profile_yaml(witness.after, given.new.rulebook),
        },
        "shown": effect.shown and _compared(effect.shown),
    }


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        "file": compared.file,
        "title": compared.title,
        "changes_first": compared.changes_first,
        "differs": compared.differs,
        "before": compared.before,
        "after": compared.after,
        "faults": [fault.one_line() for fault in compared.faults],
        "points": compared.reasons,
        "bars": compared.bars,
        "fires": compared.fires,
        "stops": compared.stops,
    }


def _case(case: Case) -> dict[str, Any]:
    judgement, lead = case.judgement, case.lead
    bars = lead and [{"rule": bar.rule, "effect": bar.effect, "because": bar.because} for bar in lead.bars]
    return {
        "file": case.file,
        "title": case.given.profile.title,
        "outcome": judgement.outcome,
        "expect": case.expect,
        "recommended": case.given.recommended,
        "first": case.given.first,
        "certainty": case.given.certainty,
        "place": judgement.place,
        "not_excluded": judgement.not_excluded,
        "not_mentioned": judgement.not_mentioned,
        "mentioned_after_all": judgement.mentioned_after_all,
        "certainty_differs": judgement.certainty_differs,
        "lead": lead and {**fields_of(lead), "bars": bars},
    }


def _coverage(found: Coverage, least: int | None) -> dict[str, Any]:
    return {
        "rules": len(found.rules),
        "inherited": found.inherited,
        "fired": len(found.fired),
        "decisive": len(found.decisive),
        "percent": int(found.percent * 100) / 100,
        "least": least,
        "by_rule": found.rules,
    }


def _group(group: Group, rulebook: Rulebook, *, by_who: bool) -> dict[str, Any]:
    head = {"who": group.id} if by_who else {"id": group.id, "title": group.title}
    numbers = numbered(rulebook)
    return {
        **head,
        "questions": [question_fields(question, numbers[question.id], rulebook) for question in group.questions],
    }


def question_fields(question: Question, position: int, rulebook: Rulebook) -> dict[str, Any]:
    """All about a question; `position` is its number in the whole questionnaire."""
    return {
        "number": position,
        "id": question.id,
        "label": question.label,
        "section": question.section,
        "kind": question.kind,
        "ask": question.ask,
        "help": question.help,
        "who_knows": [person.label for person in question.who_knows],
        "scope": "whole" if question.whole else "piece",
        "only_if": None if question.only_if is None else in_words(question.only_if, rulebook.questions),
        "asked_if": question.asked_if,
        "otherwise": question.otherwise,
        "choices": [_choice(question, *choice) for choice in choices(question)],
        "max": question.maximum_choices,
        "exclusive": question.in_order(question.exclusive),
        "unit": question.unit,
        "unit_of_one": question.unit_of_one,
        "minimum": None if question.minimum is None else json_number(question.minimum),
        "maximum": None if question.maximum is None else json_number(question.maximum),
        "actionable": question.actionable,
        "can_become": [{"to": change.to, "from": change.origins, "how": change.how} for change in question.can_become],
    }


def _choice(question: Question, id: str, means: str, example: str | None) -> dict[str, Any]:
    label, group = question.label_of(id), next((one.group for one in question.choices if one.id == id), None)
    return {"id": id, "label": label, "means": means or None, "example": example, "group": group}
