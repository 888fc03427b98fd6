"""A rulebook small enough to know by heart, with a question of every kind and some awkward ids."""

from __future__ import annotations

from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes

HEADER = """
name: small
title: A small rulebook
version: "1"
close_call: 5
decisions: [model, place]
"""
QUESTIONS = r"""
introduction: >-
  Answer for one piece of work.

  Say unknown rather than guess.
people:
  - {id: team-leader, label: team leader}
  - {id: sponsor, label: sponsor}
  - {id: security-officer, label: security officer}
  - {id: head-of-the-function, label: head of the function}
  - {id: finance, label: finance}
  - {id: anyone, label: anyone}
sections:
  - id: work
    title: The work
    questions:
      - id: work_nature
        kind: scale
        ask: In how many of the last ten pieces did the person have to weigh something up?
        who_knows: [team-leader]
        choices:
          rules-only: {means: in none}
          even-mix: {means: in four to six}
          judgement-only: {means: in all ten, example: an opinion on a new point of law}
      - id: goals
        kind: multi
        max: 3
        ask: What would you point at a year from now?
        who_knows: [sponsor]
        choices:
          unit-cost: {means: the bill per piece is lower}
          insight: {means: we decide better}
          quality: {means: fewer errors}
          speed: {means: a piece is ready sooner}
      - id: data_types
        kind: multi
        exclusive: [none]
        ask: Which data do the doers see?
        who_knows: [security-officer]
        choices:
          none: {means: none of these}
          health: {means: a person's health}
          trade-secret: {means: what rivals must not learn}
      - id: separable
        kind: choice
        scope: whole
        ask: Can the parts be handed over apart?
        who_knows: [team-leader]
        choices:
          clean-split: {means: "yes"}
          cannot-split: {means: "no"}
  - id: checking
    title: Checking
    questions:
      - id: review_capability
        kind: scale
        ask: Who finds a serious error?
        who_knows: [head-of-the-function]
        choices:
          none: {means: nobody}
          some: {means: "somebody, sometimes"}
          strong: {means: a named person with hours for it}
      - id: review_build
        kind: yes_no
        ask: Could somebody do that check before the first delivery?
        who_knows: [head-of-the-function]
        only_if: {review_capability: none}
      - id: people_needed
        kind: number
        unit: people
        minimum: 0
        maximum: 1000
        ask: How many people does it take?
        help: Decimals are fine.
        who_knows: [team-leader]
      - id: saving
        kind: number
        ask: "What does it save, in points? A bell \a, and a line\u2028break."
        who_knows: [finance]
        only_if:
          any:
            - {goals: unit-cost, people_needed: {above: 2}}
            - {not: {data_types: [health, trade-secret]}}
      - id: "on"
        kind: choice
        ask: Is this question's id awkward?
        who_knows: [anyone]
        choices:
          "no": {means: an id that YAML 1.1 takes for false}
          "2024": {means: an id that is a number}
          "1e3": {means: an id with two readings}
          off-hours: {means: an id that is none of these}
"""
MODEL = """
decision: model
title: Where the work should be done
kind: ranked
alternatives:
  bpo: {title: BPO, means: rule work}
  kpo: {title: KPO, means: expert work}
  in-house: {title: In-house, means: own staff}
  hybrid: {title: Hybrid, means: parts, made_of: [bpo, kpo, in-house]}
criteria:
  nature: {title: Nature, axis: nature, weight: 3, rationale: It tells rule work from expert work.}
  checking: {title: Checking, axis: sourcing, weight: 2, rationale: Expert work has to be checked.}
"""
PLACE = """
decision: place
title: Where the provider sits
kind: ranked
alternatives:
  onshore: {title: Onshore, means: in the country}
  offshore: {title: Offshore, means: far away}
criteria:
  distance: {title: Distance, axis: place, weight: 1, rationale: Time zones.}
"""
RULES = """
criterion: nature
rules:
  - id: rules-suit-bpo
    when: {work_nature: rules-only}
    favours: {bpo: clear}
    because: Work by rules suits a BPO provider.
    cites: [d1-rules]
  - id: no-review-layer
    when: {review_capability: none}
    unless: {review_build: yes}
    excludes: [kpo]
    because: Nobody could catch errors.
    cites: [d1-litmus.fails, d1-litmus.passes]
  - id: far-away
    criterion: distance
    when: {goals: speed}
    opposes: {offshore: slight}
    because: Distance costs time.
    inferred: Ours.
"""
FACTS = """
document: {id: d1, title: A document, publisher: A publisher, date: "2024"}
facts:
  - {id: d1-rules, says: Rules suit BPO., basis: document}
  - {id: d1-litmus.passes, says: A newcomer can do it., basis: document}
  - {id: d1-litmus.fails, says: A newcomer cannot do it., basis: document}
"""
FILES = {
    "facts/d1.yaml": FACTS,
    "model/decision.yaml": MODEL,
    "model/rules.yaml": RULES,
    "place/decision.yaml": PLACE,
    "questions.yaml": QUESTIONS,
    "rulebook.yaml": HEADER,
}

RULEBOOK = assemble([tuple(FileBytes(name, name, text.encode()) for name, text in FILES.items())], "0" * 64)
