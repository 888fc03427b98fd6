"""Each kind of thing in full: its words, what it does and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.rulebook import OURS
from kpo_advisor.model.rules import ByAlternative
from kpo_advisor.portable.condition_words import in_labels
from kpo_advisor.reports.blocks import Heading, Item, Paragraph, Run
from kpo_advisor.reports.citations import MEANS_OURS
from kpo_advisor.reports.lookup.one_line import fact_line, rule_line
from kpo_advisor.reports.questionnaire import choices, notes
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kpo_advisor.lookup.things import Thing
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Said
    from kpo_advisor.reports.blocks import Block


def in_full(thing: Thing, rulebook: Rulebook) -> Iterator[Block]:
    """All that a rulebook says of one thing, without what uses it."""
    return _SAID[thing.kind](thing.id, rulebook)


def _question(id: str, rulebook: Rulebook) -> Iterator[Block]:
    question = rulebook.questions[id]
    yield Paragraph(question.ask, STRONG)
    yield _told("In reports", question.label)
    for note in notes(question, rulebook):
        yield Paragraph(note)
    for choice, means, example in choices(question):
        said = f": {means}" if means else ""
        yield Item((Run(choice), said, *((Run(f" (for example {example})", FAINT),) if example else ())))
    for change in question.can_become:
        yield Item(f"You can bring about {change.to}, from {listed(change.origins, 'or')}: {change.how}")


def _choice(id: str, rulebook: Rulebook) -> Iterator[Block]:
    question, _, choice = id.partition(".")
    asked = rulebook.questions[question]
    means, example = next((means, example) for known, means, example in choices(asked) if known == choice)
    yield Paragraph(means or asked.label_of(choice), STRONG)
    if example:
        yield _told("Example", example)
    yield _told("In reports", asked.label_of(choice))
    yield _told("Answers", f"{asked.ask} ({question})")


def _section(id: str, rulebook: Rulebook) -> Iterator[Block]:
    section = next(section for section in rulebook.sections if section.id == id)
    yield Paragraph(section.title, STRONG)
    for question in section.questions:
        yield Item((Run(question.id), f": {question.label}"))


def _term(id: str, rulebook: Rulebook) -> Iterator[Block]:
    yield Paragraph(f"It means: {rulebook.meanings[id]}.", STRONG)
    yield from _when("When", rulebook.terms[id], rulebook)


def _combination(id: str, rulebook: Rulebook) -> Iterator[Block]:
    clash = next(clash for clash in rulebook.incompatible if clash.id == id)
    yield Paragraph(clash.because, STRONG)
    yield from _when("Cannot hold together", clash.when, rulebook)


def _decision(id: str, rulebook: Rulebook) -> Iterator[Block]:
    decision = rulebook.decision_by_id[id]
    yield Paragraph(decision.title, STRONG)
    yield from _when("Taken when", decision.when, rulebook)
    for offer in decision.offers:
        yield Item((Run(offer.id), f": {offer.title}"))
    for criterion in decision.criteria:
        yield Item((Run(criterion.id), f": {criterion.title}, weight {criterion.weight}"))


def _criterion(id: str, rulebook: Rulebook) -> Iterator[Block]:
    of, criterion = next(
        (decision, criterion)
        for decision in rulebook.decisions
        for criterion in decision.criteria
        if criterion.id == id
    )
    yield Paragraph(criterion.title, STRONG)
    yield _told("Weight", f"{criterion.weight}, on the axis {criterion.axis}. {criterion.rationale}")
    yield _told("Decision", f"{of.title} ({of.id})")


def _offer(id: str, rulebook: Rulebook) -> Iterator[Block]:
    of, offer = next((one, offer) for one in rulebook.decisions for offer in one.offers if offer.id == id)
    yield Paragraph(offer.title, STRONG)
    means = getattr(offer, "means", "")
    if means:
        yield Paragraph(means)
    for name, homes in (("made_of", "Made of"), ("lends", "Rated by"), ("needs", "Needs all of")):
        ids = getattr(offer, name, ())
        if ids:
            yield _told(homes, listed([f"{rulebook.titles[home]} ({home})" for home in ids]))
    yield _told("Decision", f"{of.title} ({of.id})")


def _rule(id: str, rulebook: Rulebook) -> Iterator[Block]:
    rule = rulebook.rule_by_id[id]
    does = rule_line(id, rulebook)
    yield Paragraph(f"{does[:1].upper()}{does[1:]}.", STRONG)
    if rule.label:
        yield _told("On the page", rule.label)
    if rule.criterion:
        yield _told("Under", f"{rulebook.criterion_titles()[rule.criterion]} ({rule.criterion})")
    yield from _when("When", rule.when, rulebook, "always")
    if rule.unless is not None:
        yield from _when("Unless", rule.unless, rulebook)
    yield from _said("Because", rule.because, rulebook)
    for printed in rule.printed:
        yield _told(printed.kind.capitalize(), printed.text)
    if rule.owner is not None:
        yield _told("Seen to by", rule.owner.label)
    if rule.cure:
        yield _told("Cure", rule.cure)
    yield from _evidence(rule.cites, rulebook)
    yield from _said("No document says", rule.inferred, rulebook)


def _law(id: str, rulebook: Rulebook) -> Iterator[Block]:
    law = next(law for law in rulebook.laws if law.id == id)
    yield Paragraph(law.says, STRONG)
    yield from _when("When", law.when, rulebook, "always")
    yield _told(law.kind.replace("_", " ").capitalize(), ", ".join(law.subjects))
    yield from _evidence(law.cites, rulebook)
    yield from _said("No document says", law.inferred, rulebook)


def _document(id: str, rulebook: Rulebook) -> Iterator[Block]:
    document = rulebook.documents[id]
    yield Paragraph(document.title, STRONG)
    yield Paragraph(f"{document.publisher}. {document.date[:1].upper()}{document.date[1:]}.")
    if document.note:
        yield Paragraph(document.note)
    sections = {section: mark for (of, section), mark in rulebook.marks.items() if of == id}
    for section, mark in sections.items():
        facts = sum(fact.document == id and section in (None, fact.section) for fact in rulebook.facts.values())
        yield Item((Run(f"[{mark}]"), f" {section or 'All of it'}: {counted(facts, 'fact')}"))


def _mark(id: str, rulebook: Rulebook) -> Iterator[Block]:
    place = next((place for place, mark in rulebook.marks.items() if mark == id), None)
    if place is None:
        yield Paragraph(MEANS_OURS)
    else:
        yield Paragraph(place[1] or "All of the document", STRONG)
        yield _told("Document", f"{rulebook.documents[place[0]].title} ({place[0]})")
    facts = rulebook.marked(id)
    yield Heading(f"{'Conclusions' if id == OURS else 'Facts'} ({len(facts)})", level=3)
    for fact in facts:
        yield Item((Run(fact.id), f": {fact.says}"))


def _fact(id: str, rulebook: Rulebook) -> Iterator[Block]:
    fact = rulebook.facts[id]
    mark, document = rulebook.mark_of(fact), rulebook.documents[fact.document]
    yield Paragraph(fact.says, STRONG)
    yield _told("Source", f"[{mark}] {document.title}" + (f", {fact.section}" if fact.section else ""))
    if fact.reason:
        yield _told("Concluded because", fact.reason)
    if fact.set_aside:
        yield _told("Set aside", fact.set_aside)
    for start in fact.starts_from:
        yield Item(("Starts from ", Run(start), f": {fact_line(start, rulebook)}"))
    for clash in rulebook.contradictions:
        if clash.id in fact.see:
            yield Item(("See ", Run(clash.id), f": {clash.topic}"))


def _contradiction(id: str, rulebook: Rulebook) -> Iterator[Block]:
    clash = next(clash for clash in rulebook.contradictions if clash.id == id)
    yield Paragraph(clash.topic, STRONG)
    yield _told("One side", clash.one_side)
    if clash.other_side:
        yield _told("Other side", clash.other_side)
    yield _told("Treatment", clash.treatment)
    yield _told("Treated by", ", ".join(clash.treated_by))


def _person(id: str, rulebook: Rulebook) -> Iterator[Block]:
    yield Paragraph(rulebook.people[id].label, STRONG)


def _told(name: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{name}:"), f" {text}"))


def _when(name: str, condition: Condition, rulebook: Rulebook, always: str = "") -> Iterator[Block]:
    told = always if condition == ALWAYS else in_labels(condition, rulebook.questions)
    if told:
        yield _told(name, f"{told}.")


def _said(name: str, said: Said, rulebook: Rulebook) -> Iterator[Block]:
    """What is said of all alternatives alike, or of each by itself."""
    if isinstance(said, ByAlternative):
        for alternative, text in said.texts:
            yield _told(f"{name}, of {rulebook.titles[alternative]}", text)
    elif said:
        yield _told(name, said)


def _evidence(cites: Iterable[str], rulebook: Rulebook) -> Iterator[Block]:
    for id in cites:
        yield Item(("Cites ", Run(id), f": {fact_line(id, rulebook)}"))


_SAID: dict[str, Callable[[str, Rulebook], Iterator[Block]]] = {
    "question": _question,
    "choice": _choice,
    "section": _section,
    "term": _term,
    "combination": _combination,
    "decision": _decision,
    "criterion": _criterion,
    "alternative": _offer,
    "option": _offer,
    "topic": _offer,
    "rule": _rule,
    "law": _law,
    "document": _document,
    "mark": _mark,
    "fact": _fact,
    "contradiction": _contradiction,
    "person": _person,
}
