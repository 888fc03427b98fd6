"""What holds for every page, whoever the client is: each law tells what it finds on a page that breaks it."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from kpo_advisor.model.assessment import Certainty, Fit, Standing
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.reports.blocks import Checklist, Citation, Item, Paragraph, runs, text_of
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.text.lines import cells
from kpo_advisor.text.phrases import sentence_case
from tests.packaged import rulebook
from tests.reports.page.printed import NUMBER, Printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kpo_advisor.model.recommendation import Advice
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.reports.blocks import Words

    Faults = Iterator[str]

T = TypeVar("T")

MOST, MOST_WITH_ACTIVITIES = 45, 60
"""Lines of a page at 80 columns, as long as what must be in place leaves room for all else."""
REST, REST_WITH_ACTIVITIES = 50, 65
"""Lines of what else there is; each home that is barred, and each thing it waits for, takes some."""
PLAN = "Which activity goes where"
ANYTHING = re.compile("")
LONG = 25
"""Characters from which a sentence is more than a phrase that may well come twice."""


def it_is_no_longer_than_its_requirements_make_it(page: Printed) -> Faults:
    """Apart from what must be in place, and from what is odd about the answers, which take what they take."""
    remaining = len(page.lines) - page.lines_of_requirements - page.lines_of_warnings
    most, rest = (MOST_WITH_ACTIVITIES, REST_WITH_ACTIVITIES) if page.given.plan else (MOST, REST)
    if len(page.lines) > most and (remaining > rest or not page.checklists):
        yield f"{len(page.lines)} lines, {remaining} without its requirements"


def every_requirement_is_on_it_with_its_owner_and_its_mark(page: Printed) -> Faults:
    titles = rulebook().titles
    for home, requirements in page.requirements.items():
        of_it = page.checklists_under(
            "Before the start", "Before the start, whichever you choose", f"Before the start, with {titles[home]}"
        )
        of_some = page.checklists_under("Before the start, with the choice in brackets")
        named = re.compile(rf" \(.*\b{titles[home]}\b.*\)")
        for advice in requirements:
            is_there = any(is_on(checklist, advice) for checklist in of_it)
            if not is_there and not any(is_on(checklist, advice, named) for checklist in of_some):
                yield f"{titles[home]}: {advice.text}"


def is_on(checklist: Checklist, advice: Advice, only_for: re.Pattern[str] = ANYTHING) -> bool:
    """Whether it stands there under its owner, with at least one of its marks, and for whom behind it."""
    said = advice.label or advice.text
    checks = [check for row in checklist.rows if row.owner == (advice.owner or "you") for check in row.checks]
    return any(
        text_of(check).startswith(said)
        and only_for.match(text_of(check).removeprefix(said))
        and set(advice.marks) & marks(check)
        for check in checks
    )


def marks(words: Words) -> set[str]:
    return {mark for run in runs(words) if isinstance(run, Citation) for mark in run.marks}


def every_requirement_is_printed_in_full(page: Printed) -> Faults:
    """One that is cut, or an owner whose row is left out, is seen by nobody who looks at what the page is made of."""
    for checklist in page.checklists:
        told = text_at(80, checklist)
        for row in checklist.rows:
            checks = [f"[ ] {' '.join(text_of(check).split())}" for check in row.checks]
            yield from (said for said in (f"{sentence_case(row.owner)}:", *checks) if said not in told)


def nothing_is_required_twice(page: Printed) -> Faults:
    for checklist in page.checklists:
        checks = [(row.owner, text_of(check)) for row in checklist.rows for check in row.checks]
        yield from (f"{owner}: {check}" for owner, check in twice(checks))


def every_reason_has_its_mark(page: Printed) -> Faults:
    said = {sentence for sentence in reasons(page) if len(sentence) > LONG}
    for words in page.words:
        told = text_of(words)
        if not marks(words) and any(sentence in told for sentence in said):
            yield told


def reasons(page: Printed) -> Iterator[str]:
    """All sentences for and against that come from a rule; what follows from other bars has none, and no mark."""
    given = page.given
    placed = [row for results in given.decisions.values() for result in results for row in result.ranking]
    planned = [row for activity in given.plan for row in activity.ranking]
    for row in (*given.ranking, *placed, *planned):
        yield from (sentence for reason in row.reasons for sentence in reason.because)
        yield from (bar.because for bar in row.bars if bar.rule is not None)


def it_names_no_id(page: Printed) -> Faults:
    profile = page.given.profile
    own = (profile.title, *profile.notes.values(), *(row.activity for row in page.given.plan))
    said = set(jointed(page.text)) - set(jointed(" ".join(own)))
    yield from sorted(said & ids())


def jointed(text: str) -> list[str]:
    """The words with a hyphen or a low line inside, as ids have them."""
    return re.findall(r"\w+(?:[-_]\w+)+", text)


class Named(Protocol):
    """What has an id."""

    @property
    def id(self) -> str: ...


def ids_of(things: Iterable[Named]) -> list[str]:
    return [thing.id for thing in things]


@cache
def ids() -> frozenset[str]:
    """The ids of the rulebook, but for those that are words of its sentences too."""
    book = rulebook()
    questions = book.questions.values()
    choices = [choice for question in questions for choice in question.choices]
    topics = [topic for decision in book.decisions for topic in decision.topics]
    found = {
        *(
            id
            for things in (questions, choices, topics, book.decisions, book.rules, book.laws)
            for id in ids_of(things)
        ),
        *(*book.criterion_titles(), *book.titles, *book.terms, *book.facts, *book.documents, *book.people),
        *(notice.value for notice in Notice),
    }
    prose = (
        *(text for question in questions for text in (question.ask, question.label)),
        *(text for choice in choices for text in (choice.label, choice.means)),
        *(f"{rule.because} {rule.label}" for rule in book.rules),
        *(printed.text for rule in book.rules for printed in rule.printed),
        *book.titles.values(),
        *book.criterion_titles().values(),
    )
    return frozenset(found - set(jointed(" ".join(prose))))


def what_stands_under_a_heading_sums_to_what_it_says(page: Printed) -> Faults:
    """What is left out of a line that sums up the rest says so by its sign; then nobody can add it up."""
    for section in page.sections:
        headed = re.search(rf"\(({NUMBER})\)$", section.heading)
        if headed and section.parts and sum(map(first_number, section.parts)) != Fraction(headed[1]):
            yield f"{section.heading}: {[*section.parts]}"
        for part in section.parts:
            inside = summed_up(part)
            if inside is not None and sum(map(Fraction, inside)) != first_number(part):
                yield part


def summed_up(part: str) -> list[str] | None:
    """The numbers of a line that sums up the rest; None of another, and where it leaves some out."""
    found = re.match(rf"{NUMBER}  from \d+ more: (.*)\.$", part)
    return re.findall(rf" ({NUMBER})(?=,|$)", found[1]) if found else None


def first_number(part: str) -> Fraction:
    found = re.match(NUMBER, part)
    assert found
    return Fraction(found[0])


def distances_are_those_of_the_picture(page: Printed) -> Faults:
    bars, homes = page.bars, [rulebook().titles[home] for home in page.homes]
    for title, score in bars.items():
        for distance, word in re.findall(rf"\b{title} is (\d+\.\d) (behind|ahead)", page.text):
            if bars[homes[0]] - score != (Fraction(distance) if word == "behind" else -Fraction(distance)):
                yield f"{title} is {distance} {word}: {bars}"
    for section in page.sections:
        told = re.fullmatch(rf"(?:Why|For and against) (.*?)(?: rather than (.*))? \(({NUMBER})\)", section.heading)
        if told and bars[told[1]] - (bars[told[2]] if told[2] else 0) != Fraction(told[3]):
            yield f"{section.heading}: {bars}"
    apart = re.search(r", (\d+\.\d) apart", page.answer)
    if apart and bars[homes[0]] - bars[rulebook().titles[page.given.close[0]]] != Fraction(apart[1]):
        yield f"{page.answer}: {bars}"


def shares_of_the_work_are_all_of_it(page: Printed) -> Faults:
    shares = re.findall(r"(\d+)/(\d+) of the work to ", page.answer)
    total = sum(row.share for row in page.given.plan)
    if shares and (sum(int(share) for share, _ in shares) != total or {of for _, of in shares} != {str(total)}):
        yield page.answer


def nothing_goes_where_it_may_not(page: Printed) -> Faults:
    """No barred place in the answer or after `From where`, and no destination that the places left out."""
    decisions = page.given.decisions.get("place", ())
    for placed in decisions:
        barred = {row.alternative for row in placed.ranking if row.standing == Standing.EXCLUDED.word}
        yield from (f"first, and ruled out: {place}" for place in barred & set(placed.first))
        for place in rulebook().decision_by_id["place"].alternatives:
            if len(decisions) == 1 and place.id in barred and place.in_words and place.in_words in page.answer:
                yield f"{place.title} is ruled out: {page.answer}"
        if len(decisions) == 1 and barred >= {"nearshore", "offshore"}:
            yield from destinations_shown(page)
    if len(decisions) == 1:
        told = page.given.suggestions.get("destination", ())
        withheld = {option.title for option in told if option.status is Fit.WITHHELD}
        yield from withheld & destinations_shown(page)


def destinations_shown(page: Printed) -> set[str]:
    decision = rulebook().decision_by_id["destination"]
    told = " ".join(under(page, label_of(decision)))
    return {offer.title for offer in decision.offers if offer.id != "none-named" and offer.title in told}


def under(page: Printed, *labels: str) -> list[str]:
    """The lines that begin with a label."""
    return [text_of(words) for words in page.words if text_of(words).startswith(tuple(f"{lead}:" for lead in labels))]


def there_is_no_advice_on_providers_where_none_is_to_come(page: Printed) -> Faults:
    given = page.given
    has_centre = any(placed.taken for placed in given.decisions.get("place", ()))
    if given.recommended != "in-house" or has_centre or given.plan:
        return
    decisions = [rulebook().decision_by_id[id] for id in ("place", "destination")]
    yield from under(page, "Check the provider", "Ask the provider", *(label_of(decision) for decision in decisions))
    prices = rulebook().decision_by_id["pricing"]
    told = " ".join(under(page, label_of(prices)))
    yield from (offer.title for offer in prices.offers if offer.title in told)


def label_of(decision: Decision) -> str:
    return decision.label or decision.title


def no_two_sentences_undo_each_other(page: Printed) -> Faults:
    given, text = page.given, page.text
    is_certain = page.sureness.startswith("Certain:")
    first = [row for row in given.ranking if row.alternative in page.homes]
    undone = {
        "certain, and open": is_certain and says(text, "Open:", "could still", "To settle it", "may come first"),
        "certain, and too close to call": says(page.sureness, "Certain:", "Certain unless")
        and says(text, "too close to call")
        and not says(page.sureness, "leaves the choice to you"),
        "certain, and not of its parts": is_certain
        and not all(row.certainty is Certainty.CERTAIN for row in given.plan),
        "all answered, and not": says(text, "everything that applies is answered")
        and bool(given.profile.unknown + given.profile.narrowed + len(given.open_questions)),
        "no single answer, and some": says(text, "No single answer") and says(text, "It rests on"),
        "level, and one rather than another": says(text, "do not tell them apart") and says(text, " rather than "),
        "no recommendation yet, and certain": says(text, "No recommendation yet") and is_certain,
        "more against it than for it, and a score above 0": says(text, "More speaks against it than for it")
        and any(row.score > 0 for row in first),
        "holds under all weights, and not": says(text, "no weights can change it", "any weights from half to double")
        and says(text, "a small change of several weights"),
        "nowhere, and somewhere": says(text, "every home is ruled out") and bool(first),
        "nothing open settles it, and something does": says(text, "Nothing that is open could settle it")
        and says(text, "To settle it", "Open:"),
        "first, and ruled out": any(row.standing == Standing.EXCLUDED.word for row in first),
        "first, and held back": given.recommended is not None
        and not says(page.answer, "only once what holds it back is lifted")
        and any(row.standing == Standing.HELD_BACK.word for row in first),
        "first, and behind": given.recommended is not None and bool(re.search(r"is \d+\.\d ahead", text)),
    }
    yield from (kind for kind, is_so in undone.items() if is_so)


def what_is_announced_follows(page: Printed) -> Faults:
    """A sentence that ends in a colon has its list right below it."""
    for block, following in pairwise(page.blocks):
        if not isinstance(block, Paragraph) or isinstance(block, Item) or isinstance(following, Item):
            continue
        if text_of(block.words).endswith(":"):
            yield text_of(block.words)


def says(text: str, *sentences: str) -> bool:
    return any(sentence in text for sentence in sentences)


def no_sentence_is_said_twice(page: Printed) -> Faults:
    """Of one answer; homes that are level or close may want the same, and speak for the same reason.

    What tells most for an activity may be what tells most for the whole, and an answer may stand behind two reasons.
    """
    if page.given.recommended is None or page.given.close:
        return
    planned = [section.heading for section in page.sections].index(PLAN) if page.given.plan else -1
    words = [words for at, section in enumerate(page.sections) if at != planned for words in section.words]
    said = [re.sub(r" ?\[[^\]]*\]|\(You: [^)]*\)+", "", text_of(told)) for told in words]
    sentences = [sentence for told in said for sentence in re.split(r"(?<=[.!?]) ", told)]
    yield from twice([sentence for sentence in sentences if len(sentence) > LONG])


def twice(things: Sequence[T]) -> set[T]:
    return {thing for thing, count in Counter(things).items() if count > 1}


def it_is_whole_at_any_width(page: Printed) -> Faults:
    for width, most in ((60, 60), (80, 80), (200, 100)):
        yield from (line for line in page.at(width) if cells(line) > most)
        for block in page.blocks:
            if isinstance(block, Paragraph) and squeezed(text_of(block.words)) not in squeezed(text_at(width, block)):
                yield f"cut at {width}: {text_of(block.words)}"
        shown = squeezed(" ".join(page.at(width)))
        yield from (f"not at {width}: {title}" for title in page.bars if squeezed(title) not in shown)


def text_at(width: int, block: Paragraph | Checklist) -> str:
    return " ".join(" ".join(line.text for line in to_terminal([block], width)).split())


def squeezed(text: str) -> str:
    return "".join(text.split())


LAWS: tuple[Callable[[Printed], Faults], ...] = (
    it_is_no_longer_than_its_requirements_make_it,
    every_requirement_is_on_it_with_its_owner_and_its_mark,
    every_requirement_is_printed_in_full,
    nothing_is_required_twice,
    every_reason_has_its_mark,
    it_names_no_id,
    what_stands_under_a_heading_sums_to_what_it_says,
    distances_are_those_of_the_picture,
    shares_of_the_work_are_all_of_it,
    nothing_goes_where_it_may_not,
    there_is_no_advice_on_providers_where_none_is_to_come,
    no_two_sentences_undo_each_other,
    what_is_announced_follows,
    no_sentence_is_said_twice,
    it_is_whole_at_any_width,
)
