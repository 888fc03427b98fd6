"""From a rulebook's files to the rulebook: every id that is used exists, or all that do not are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OldIds
from kpo_advisor.model.rulebook import Contradiction, Rulebook
from kpo_advisor.model.rules import Document, Fact
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
from kpo_advisor.rulebooks.assembly.decisions import decision_files, ids_of, read_decisions
from kpo_advisor.rulebooks.assembly.from_shape import made
from kpo_advisor.rulebooks.assembly.laws import read_laws
from kpo_advisor.rulebooks.assembly.old_ids import check_old_ids, read_followed, read_retired
from kpo_advisor.rulebooks.assembly.questions import (
    read_incompatible,
    read_people,
    read_questions,
    sections_of,
    with_only_if,
)
from kpo_advisor.rulebooks.assembly.rules import RuleReader
from kpo_advisor.rulebooks.assembly.switched_off import read_switched_off
from kpo_advisor.rulebooks.layers import Layers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.rulebooks.folder import FileBytes


def assemble(layers_of_files: Iterable[tuple[FileBytes, ...]], sha256: str) -> Rulebook:
    """The rulebook that the files of one folder, or of a chain of folders, hold; the extended ones first.

    Raises UnreadableInput with every fault of every file, but for what only follows from another one.
    """
    return assemble_layers(Layers(layers_of_files, Faults()), sha256)


def assemble_layers(layers: Layers, sha256: str) -> Rulebook:
    """The same from files that are read already; their faults are raised with the others."""
    faults, headers = layers.faults, layers["rulebook"]
    if not headers:
        faults.raise_if_any()
    header = headers[-1].shape
    close_calls = [place.shape.close_call for place in headers if place.shape.close_call is not None]
    people = read_people(layers)
    bare, titles, places = read_questions(layers, people)
    check_old_ids(bare, places)
    files = decision_files(layers)
    of_questions = OldIds.of(bare)
    retired, followed = read_retired(layers, of_questions, bare), read_followed(layers, of_questions, bare)
    old_ids = OldIds.of(bare, retired, followed)
    reader = ConditionReader(bare, {id: ids_of(part) for id, part in files.items()}, old_ids)
    _read_terms(layers, reader)
    questions = with_only_if(bare, layers, reader)
    decisions = read_decisions(layers, files, reader)
    documents, facts = _documents(layers), _facts(layers)
    rules = RuleReader(layers, decisions, facts, people, reader).read()
    incompatible = read_incompatible(layers, reader)
    laws = read_laws(layers, reader, decisions, facts)
    switched_off = read_switched_off(layers, rules, laws)
    off = {taken.what for taken in switched_off}
    claimed = layers.claimed("contradiction", "contradictions", "contradictions")
    contradictions = tuple(made(Contradiction, place.shape) for place in claimed)
    for document in layers.documents:
        faults.doubts(document.root, document.file, reader.has_judged)
    faults.raise_if_any()
    introductions = (part.shape.introduction.strip() for part in layers["questions"])
    return made(
        Rulebook,
        header,
        sha256=sha256,
        close_call=close_calls[-1] if close_calls else 0,  # the last counts: an overlay may set its own
        people=people,
        introduction="\n".join(filter(None, introductions)),
        sections=sections_of(questions, titles),
        incompatible=incompatible,
        terms=dict(reader.terms),
        decisions=decisions,
        rules=tuple(rule for rule in rules if rule not in off),
        facts=facts,
        documents=documents,
        contradictions=contradictions,
        laws=tuple(law for law in laws if law not in off),
        switched_off=switched_off,
        outdated=tuple(faults.warnings),
        retired=retired,
        followed=followed,
        inherited=_inherited(layers, headers[-1].part.layer),
        meanings={place.shape.id: place.shape.means for place in layers.records("terms", "terms")},
    )


def _read_terms(layers: Layers, reader: ConditionReader) -> None:
    """Read all terms, of which the first of an id counts; all are known before the first is read."""
    again = []
    for place in layers.records("terms", "terms"):
        if layers.claim("term", place.shape.id, place.at("id")):
            reader.waiting[place.shape.id] = (place.at("when").node, place.part.faults)
        else:
            again.append(place)
    reader.read_terms()
    for place in again:
        reader.read_at(place, "when")


def _inherited(layers: Layers, top: int) -> frozenset[str]:
    """The rules that stand in rulebooks that the one at the top extends."""
    return frozenset(place.shape.id for place in layers.records("rules", "rules") if place.part.layer < top)


def _documents(layers: Layers) -> dict[str, Document]:
    found = {}
    for part in layers["facts"]:
        shape = part.shape.document
        if layers.claim("document", shape.id, part.at("document", "id")):
            found[shape.id] = made(Document, shape)
    return found


def _facts(layers: Layers) -> dict[str, Fact]:
    """All facts by id, of which those that are started from exist, and so do the contradictions that they point to."""
    found = {}
    for place in layers.claimed("fact", "facts", "facts"):
        found[place.shape.id] = made(Fact, place.shape, document=place.part.shape.document.id)
    contradictions = sorted({place.shape.id for place in layers.records("contradictions", "contradictions")})
    facts = dict.fromkeys(sorted(found))
    for place in layers.records("facts", "facts"):
        place.refers("from", place.shape.starts_from, "fact", facts)
        place.refers("see", place.shape.see, "contradiction", contradictions)
    return found
