"""From a rulebook's files to the rulebook: every id that is used exists, or all that do not are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.reserved import of_alternative
from kpo_advisor.model.rulebook import Contradiction, Law, Rulebook, SwitchedOff
from kpo_advisor.model.rules import Alternative, Criterion, Decision, Document, Fact, Option, Topic
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
from kpo_advisor.rulebooks.assembly.questions import (
    read_incompatible,
    read_questions,
    sections_of,
    with_only_if,
)
from kpo_advisor.rulebooks.assembly.rules import RuleReader
from kpo_advisor.rulebooks.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.rules import Rule
    from kpo_advisor.rulebooks.folder import RulebookFile
    from kpo_advisor.rulebooks.layers import Part
    from kpo_advisor.rulebooks.shapes import DecisionFile

LAW_KINDS = ("never_first", "only_first", "excluded", "not_excluded", "can_be_first", "unmoved_by")


@dataclass(frozen=True, slots=True)
class _Sources:
    facts: dict[str, Fact]
    documents: dict[str, Document]


def assemble(layers_of_files: Iterable[tuple[RulebookFile, ...]], sha256: str) -> Rulebook:
    """The rulebook that the files of one folder, or of a chain of folders, hold; the extended ones first.

    Raises UnreadableInput with every fault of every file.
    """
    return assemble_layers(Layers(layers_of_files, Faults()), sha256)


def assemble_layers(layers: Layers, sha256: str) -> Rulebook:
    """The same from files that are read already; their faults are raised with the others."""
    faults = layers.faults
    if not layers["rulebook"]:
        faults.raise_if_any()
    header = layers["rulebook"][-1].shape
    bare, titles, places = read_questions(layers)
    shapes = {part.shape.decision: part for part in layers["decision"] if _claim_decision(layers, part)}
    reader = ConditionReader(bare, {id: _ids(part.shape) for id, part in shapes.items()}, faults)
    for part, index, term in layers.each("terms", "terms"):
        if layers.claim("term", term.id, part, part.node("terms", index, "id")):
            reader.announce_term(term.id, part.file, part.node("terms", index, "when"))
    reader.read_terms()
    questions = with_only_if(bare, places, reader)
    decisions = _decisions(layers, shapes, reader, [id for part in layers["rulebook"] for id in part.shape.decisions])
    sources = _sources(layers)
    rules = RuleReader(layers, decisions, sources.facts, reader).read()
    switched_off = _switched_off(layers, rules)
    off = {each.rule for each in switched_off}
    incompatible = read_incompatible(layers, reader)
    laws = _laws(layers, reader, decisions, sources.facts)
    contradictions = _contradictions(layers)
    for document in layers.documents:
        faults.doubts(document.root, document.file)
    faults.raise_if_any()
    return Rulebook(
        name=header.name,
        title=header.title,
        version=header.version,
        sha256=sha256,
        close_call=_close_call(layers),
        introduction="\n".join(
            part.shape.introduction.strip() for part in layers["questions"] if part.shape.introduction
        ),
        sections=sections_of(questions, titles),
        incompatible=incompatible,
        terms=dict(reader.terms),
        decisions=_weighted(layers, decisions),
        rules=tuple(rule for rule in rules if rule.id not in off),
        facts=sources.facts,
        documents=sources.documents,
        contradictions=contradictions,
        laws=laws,
        switched_off=switched_off,
    )


def _close_call(layers: Layers) -> int:
    """The last one that is given counts: an overlay may set its own."""
    given = [part.shape.close_call for part in layers["rulebook"] if part.shape.close_call is not None]
    return given[-1] if given else 0


def _claim_decision(layers: Layers, part: Part) -> bool:
    new = layers.claim("decision", part.shape.decision, part, part.node("decision"))
    for key in ("alternatives", "options", "topics"):
        for id in getattr(part.shape, key):
            new &= layers.claim("alternative, option or topic", id, part, part.node(key, id))
            layers.faults.reserved(part.file, part.node(key, id), key[:-1], id, of_alternative(id, key))
    for id in part.shape.criteria:
        new &= layers.claim("criterion", id, part, part.node("criteria", id))
    wanted = {"ranked": "alternatives", "suggestions": "options", "topics": "topics"}[part.shape.kind]
    for key in ("alternatives", "options", "topics", "criteria"):
        has = bool(getattr(part.shape, key))
        wants = key == wanted or (key == "criteria" and part.shape.kind == "ranked")
        if has != wants:
            message = f"A decision of kind {part.shape.kind} {'needs' if wants else 'has no'} {key}."
            layers.faults.add(part.file, part.node(key) if has else part.node("kind"), "decision-shape", message)
            new = False
    return new


def _ids(shape: DecisionFile) -> tuple[str, ...]:
    return (*shape.alternatives, *shape.options, *shape.topics)


def _decisions(
    layers: Layers, shapes: Mapping[str, Part], reader: ConditionReader, order: list[str]
) -> tuple[Decision, ...]:
    rulebook = layers["rulebook"][-1]
    listed = frozenset(order)
    for id in order:
        if id not in shapes:
            layers.faults.unknown(rulebook.file, rulebook.node("decisions"), "decision", id, shapes)
    for id, part in shapes.items():
        if id not in listed:
            message = (
                f"The decision {id} stands in no list of decisions of a rulebook.yaml, so it would never be taken."
            )
            layers.faults.add(part.file, part.node("decision"), "decision-not-listed", message)
    found: list[Decision] = []
    for id in dict.fromkeys(order):
        if id in shapes:
            found.append(_decision(shapes[id], reader, [each.id for each in found if each.alternatives]))
    _check_main(layers, shapes, found)
    _check_homes(layers, shapes, found)
    return tuple(found)


def _check_main(layers: Layers, shapes: Mapping[str, Part], decisions: Sequence[Decision]) -> None:
    """The first decision is the one that is ranked for the user, whatever the answers are."""
    if not decisions:
        rulebook = layers["rulebook"][-1]
        layers.faults.add(
            rulebook.file, rulebook.node("decisions"), "no-decision", "A rulebook lists at least one decision."
        )
        return
    main, part = decisions[0], shapes[decisions[0].id]
    if not main.alternatives or part.shape.when is not None:
        message = f"The first decision, {main.id}, must be of kind ranked and have no `when`: it is what users ask for."
        layers.faults.add(part.file, part.node("decision"), "main-decision", message)


def _decision(part: Part, reader: ConditionReader, earlier: Sequence[str]) -> Decision:
    shape = part.shape
    alternatives = tuple(
        Alternative(id, each.title, each.means, tuple(each.made_of), tuple(each.needs))
        for id, each in shape.alternatives.items()
    )
    options = tuple(Option(id, option.title, option.means) for id, option in shape.options.items())
    topics = tuple(Topic(id, topic.title) for id, topic in shape.topics.items())
    criteria = tuple(
        Criterion(id, each.title, each.axis, each.weight, each.rationale) for id, each in shape.criteria.items()
    )
    when = ALWAYS if shape.when is None else reader.read_after(part.node("when"), part.file, earlier)
    return Decision(shape.decision, shape.title, alternatives, criteria, when, options, topics)


def _check_homes(layers: Layers, shapes: Mapping[str, Part], decisions: Sequence[Decision]) -> None:
    earlier: dict[str, None] = {}
    for decision in decisions:
        own = {each.id: None for each in decision.alternatives if not each.made_of}
        for alternative in decision.alternatives:
            for key, allowed in (("made_of", own), ("needs", earlier)):
                for position, id in enumerate(getattr(alternative, key)):
                    if id not in allowed:
                        part = shapes[decision.id]
                        node = part.node("alternatives", alternative.id, key, position)
                        layers.faults.unknown(part.file, node, "alternative", id, allowed)
        earlier |= {offer.id: None for offer in decision.offers}


def _weighted(layers: Layers, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    weights = {}
    known = dict.fromkeys(sorted({each.id for decision in decisions for each in decision.criteria}))
    for part in layers["rulebook"]:
        for id, shape in part.shape.weights.items():
            if id in known:
                weights[id] = shape
            else:
                layers.faults.unknown(part.file, part.node("weights", id), "criterion", id, known)
    layers.faults.raise_if_any()

    def criterion(each: Criterion) -> Criterion:
        shape = weights.get(each.id)
        return replace(each, weight=shape.weight, rationale=shape.rationale) if shape else each

    return tuple(replace(decision, criteria=tuple(map(criterion, decision.criteria))) for decision in decisions)


def _sources(layers: Layers) -> _Sources:
    sources = _Sources({}, {})
    for part in layers["facts"]:
        document = part.shape.document
        if layers.claim("document", document.id, part, part.node("document", "id")):
            sources.documents[document.id] = Document(
                document.id, document.title, document.publisher, document.date, document.note
            )
    for part, index, fact in layers.each("facts", "facts"):
        if layers.claim("fact", fact.id, part, part.node("facts", index, "id")):
            sources.facts[fact.id] = Fact(
                fact.id,
                part.shape.document.id,
                fact.section,
                fact.says,
                fact.basis,
                fact.reason,
                tuple(fact.starts_from),
                tuple(fact.see),
                fact.set_aside,
            )
    contradictions = dict.fromkeys(sorted({each.id for _, _, each in layers.each("contradictions", "contradictions")}))
    facts = dict.fromkeys(sorted(sources.facts))
    for part, index, fact in layers.each("facts", "facts"):
        for key, ids, known in (("from", fact.starts_from, facts), ("see", fact.see, contradictions)):
            for position, id in enumerate(ids):
                if id not in known:
                    what = "fact" if key == "from" else "contradiction"
                    layers.faults.unknown(part.file, part.node("facts", index, key, position), what, id, known)
    return sources


def _contradictions(layers: Layers) -> tuple[Contradiction, ...]:
    return tuple(
        Contradiction(each.id, each.topic, each.one_side, each.other_side, each.treatment, tuple(each.treated_by))
        for part, index, each in layers.each("contradictions", "contradictions")
        if layers.claim("contradiction", each.id, part, part.node("contradictions", index, "id"))
    )


def _laws(
    layers: Layers, reader: ConditionReader, decisions: Sequence[Decision], facts: Mapping[str, Fact]
) -> tuple[Law, ...]:
    laws = []
    ranked = {each.id: None for decision in decisions for each in decision.alternatives}
    known_facts = sorted(facts)
    for part, index, shape in layers.each("laws", "laws"):
        kinds = [kind for kind in LAW_KINDS if getattr(shape, kind)]
        if len(kinds) != 1:
            message = f"A law says exactly one of {', '.join(LAW_KINDS)}."
            layers.faults.add(part.file, part.node("laws", index, "id"), "law-shape", message)
            continue
        known: Mapping[str, object] = reader.questions if kinds[0] == "unmoved_by" else ranked
        subjects = tuple(getattr(shape, kinds[0]))
        for position, id in enumerate(subjects):
            if id not in known:
                what = "question" if kinds[0] == "unmoved_by" else "alternative"
                layers.faults.unknown(part.file, part.node("laws", index, kinds[0], position), what, id, known)
        for position, id in enumerate(shape.cites):
            if id not in facts:
                layers.faults.unknown(part.file, part.node("laws", index, "cites", position), "fact", id, known_facts)
        when = ALWAYS if shape.when is None else reader.read(part.node("laws", index, "when"), part.file)
        if layers.claim("law", shape.id, part, part.node("laws", index, "id")):
            laws.append(Law(shape.id, shape.says, kinds[0], subjects, when, shape.inferred, tuple(shape.cites)))
    return tuple(laws)


def _switched_off(layers: Layers, rules: tuple[Rule, ...]) -> tuple[SwitchedOff, ...]:
    known = {rule.id: None for rule in rules}
    found = []
    for part in layers["rulebook"]:
        for id, reason in part.shape.switch_off.items():
            if id in known:
                found.append(SwitchedOff(id, reason))
            else:
                layers.faults.unknown(part.file, part.node("switch_off", id), "rule", id, known)
    return tuple(found)
