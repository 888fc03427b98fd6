"""How ranking compares with a rule engine on the same rules, a weighted sum on the finished matrix, and brute force.

    python -m benchmarks.others PYTHON [ROUNDS]

PYTHON is that of another environment, in which zen-engine and pymcdm are installed; nothing else of it is used. In one
run, for one made-up client who answers everything: our ranking of all decisions with its reasons; zen-engine finding
which of the rules that move these rankings hold, told to it as one decision table, which is a part of that; pymcdm's
weighted sum on the matrix of ratings, which is another part; and the ranking that the tests hold ours to, which spells
out the definitions. What the rule engine finds is compared with what ours does first. The ratios of the medians are the
figures to look at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.questions import Clients
from benchmarks.ranking import median_of
from kpo_advisor import load_rulebook
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Kind
from tests.engine.brute_force import work_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

OTHERS = """
import json, statistics, sys, time
import numpy, zen
from pymcdm.methods import WSM

given = json.load(open(sys.argv[1]))

def median_of(action):
    times = []
    for _ in range(given["rounds"]):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)

table = zen.ZenEngine().create_decision(json.dumps(given["table"]))
matrix, weights = numpy.array(given["matrix"], float), numpy.array(given["weights"], float)
weights /= weights.sum()
types, body = numpy.ones(len(weights)), WSM(normalization_function=lambda column, cost: column)
fired = [row["rule"] for row in table.evaluate(given["answers"])["result"]]
times = {"zen": median_of(lambda: table.evaluate(given["answers"])),
         "pymcdm": median_of(lambda: body(matrix, weights, types))}
print(json.dumps({"fired": fired, "times": times}))
"""

SIGNS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<", "is": "=="}


def expression(condition: Condition, rulebook: Rulebook) -> str:
    """A condition on answers in the language of zen-engine."""
    told = ""
    match condition:
        case OneOf(question, choices) if rulebook.questions[question].kind is Kind.MULTI:
            told = f"some({question}, # in {sorted(choices)})"
        case OneOf(question, choices):
            told = f"{question} in {sorted(choices)}"
        case NoneOf(question, choices):
            told = f"none({question}, # in {sorted(choices)})"
        case Compare(question, comparison, constant):
            told = f"{question} {SIGNS[comparison]} {float(constant)}"
        case Answered(question):
            told = f"{question} != null"
        case Not(part):
            told = f"not {expression(part, rulebook)}"
        case Every(parts):
            told = _joined(" and ", parts, rulebook) or "true"
        case Some(parts, 1):
            told = _joined(" or ", parts, rulebook)
        case Some(parts, count):
            told = f"len(filter([{_joined(', ', parts, rulebook)}], # == true)) >= {count}"
        case Decided():
            raise ValueError("rules that look at results move no ranking of the packaged rulebook")
    return f"({told})"


def _joined(word: str, parts: Iterable[Condition], rulebook: Rulebook) -> str:
    return word.join(expression(part, rulebook) for part in parts)


def table(rulebook: Rulebook) -> dict[str, Any]:
    """The rules that move a ranking as one decision table: a row a rule, all that hold are collected."""
    rows = []
    for rule in rulebook.rules:
        if rule.weighs:
            unless = f" and not {expression(rule.unless, rulebook)}" if rule.unless else ""
            holds = expression(rule.when, rulebook) + unless
            rows.append({"_id": rule.id, "holds": holds, "rule": json.dumps(rule.id)})
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "holds", "name": "holds", "field": ""}],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    ends = [{"id": end, "name": end, "type": f"{end}Node"} for end in ("input", "output")]
    middle = {"id": "table", "name": "table", "type": "decisionTableNode", "content": content}
    edges = [("input", "table"), ("table", "output")]
    return {
        "nodes": [*ends, middle],
        "edges": [{"id": start, "sourceId": start, "targetId": end, "type": "edge"} for start, end in edges],
    }


def told(rulebook: Rulebook, answers: Mapping[str, Answer], ignored: Iterable[str]) -> dict[str, Any]:
    """Answers as data, those that a question which does not apply counts as having in place of what was given."""
    found: dict[str, Any] = {}
    for id, question in rulebook.questions.items():
        answer = question.implied if id in ignored else answers[id]
        empty: Any = [] if question.kind is Kind.MULTI else None
        number = question.kind is Kind.NUMBER and answer is not None
        found[id] = float(answer) if number else list(answer) if isinstance(answer, tuple) else answer or empty  # type: ignore[arg-type]
    return found


def matrix(rulebook: Rulebook, main: DecisionResult) -> list[list[int]]:
    """The ratings of the alternatives of the main decision, a row each."""
    return [
        [row.by_criterion.get(criterion.id, 0) // criterion.weight for criterion in rulebook.main.criteria]
        for row in main.ranking
    ]


def main(python: str, rounds: int) -> None:
    """Measure and print."""
    rulebook = load_rulebook()
    program = program_of(rulebook)
    answers = Clients(rulebook, 1).profile().answers
    found = assess(program, answers, depth=Depth.RANKINGS)
    result = found.decisions[rulebook.main.id]
    given = {
        "rounds": rounds,
        "table": table(rulebook),
        "answers": told(rulebook, answers, found.ignored),
        "matrix": matrix(rulebook, result),
        "weights": rulebook.main.weights({}),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "given.json")
        path.write_text(json.dumps(given), encoding="utf-8")
        done = subprocess.run([python, "-c", OTHERS, path], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
    others = json.loads(done.stdout)
    holding = {id for id, status in found.statuses.items() if status >= Status.FOR_NOW}
    if set(others["fired"]) != holding:
        sys.exit(f"the rule engine finds other rules: {sorted(holding.symmetric_difference(others['fired']))}")
    ours = median_of(lambda: assess(program, answers, depth=Depth.RANKINGS), rounds)
    times = {
        f"ranking with reasons ({len(holding)} rules hold)": ours,
        "zen-engine: which rules hold": others["times"]["zen"],
        "pymcdm: the weighted sum": others["times"]["pymcdm"],
        "brute force: the ranking": median_of(lambda: work_out(rulebook, answers, {}), max(2, rounds // 20)),
    }
    for name, seconds in times.items():
        print(f"{name:40}{seconds * 1e6:>10.0f} µs{seconds / ours:>10.2f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [python]:
            main(python, 500)
        case [python, rounds] if rounds.isdecimal() and int(rounds) >= 2:
            main(python, int(rounds))
        case _:
            sys.exit(__doc__)
