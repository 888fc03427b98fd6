"""What several reports say, in one wording: results, flips, rules, weights and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.rules import STRENGTHS, EffectKind
from kpo_advisor.model.sensitivity import MOST_SHOWN, FlipKind, FlipStatus
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.blocks import Column, Grid, Heading, Item, Paragraph, Run
from kpo_advisor.text.lines import BAD, FAINT, STRONG, WARN
from kpo_advisor.text.phrases import counted, figure, listed, sentence_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.advice.rule_outcomes import RuleEffect, RuleOutcome
    from kpo_advisor.comparison.what_if import RuleChange
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.recommendation import CitedBar, ProfileSummary, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Change, Flip, OpenQuestion, Turn
    from kpo_advisor.model.stability import Rival, Stability, Tie, WeightRange
    from kpo_advisor.reports.blocks import Block, Words
    from kpo_advisor.reports.citations import Citations
    from kpo_advisor.text.lines import Tone

Told = TypeVar("Told", bound="RuleOutcome | RuleChange")

MOST_UNKNOWN = 4
"""Questions that are named of those that were asked and are not settled."""
TELLING = 2
"""Changes at once that are worth telling where answers would have to be misjudged; more is only counted."""

_STRENGTHS = {strength: word for word, strength in STRENGTHS.items()}
_VERBS = {
    "favours": "favours",
    "opposes": "opposes",
    "excludes": "excludes",
    "holds-back": "holds back",
    "suggests": "suggests",
    "withholds": "leaves out",
    "requires": "requires, under",
    "keeps": "keeps with you, under",
    "advises": "advises, under",
    "shows": "shows, under",
    "rates": "grades, under",
}


def rules_by_decision(
    rulebook: Rulebook, title: str, rules: Sequence[Told], tell: Callable[[Told], Iterator[Block]], level: int = 2
) -> Iterator[Block]:
    """A section: rules under the decisions they bear on, in the order of the rulebook; others come last."""
    if rules:
        yield Heading(f"{title} ({len(rules)})", level=level)
    for decision in (*rulebook.decisions, None):
        here = [rule for rule in rules if rule.decision == (decision.id if decision else None)]
        if here:
            yield Heading(decision.title if decision else "Other", level=level + 1)
        for rule in here:
            yield from tell(rule)


def standing_in_words(standing: str) -> str:
    """`held back` or `ruled out`; nothing for what is eligible."""
    return {Standing.HELD_BACK.word: "held back", Standing.EXCLUDED.word: "ruled out"}.get(standing, "")


def bar_in_words(titles: Sequence[str], bar: CitedBar, cite: Citations, by: str = "") -> Words:
    """What a bar does to the alternatives of these titles, and why, with its marks; `by` which activities alone."""
    verb = "is" if len(titles) == 1 else "are"
    effect = "ruled out" if bar.effect is EffectKind.EXCLUDES else "held back"
    until = " until the opposite is shown" if bar.for_now else ""
    return Run(f"{listed(titles)} {verb} {effect}{until}{by}"), f": {bar.because}", *cite.cited(bar)


def tone_of(bar: CitedBar) -> Tone:
    """Of what a bar says."""
    return BAD if bar.effect is EffectKind.EXCLUDES else WARN


def warnings(told: Iterable[str], *, is_brief: bool) -> Iterator[Block]:
    """What was found odd about a profile; a sign says so on a terminal, a word elsewhere."""
    for warning in told:
        yield Item(warning if is_brief else (Run("Warning:"), f" {warning}"), WARN, lead="! ")


def oddities(given: Recommendation, rulebook: Rulebook, *, is_brief: bool) -> Iterator[Block]:
    """What is not as usual about a profile: the weights that it brings along, and what was found odd."""
    titles = rulebook.criterion_titles()
    own = ", ".join(f"{titles[id]} {weight}" for id, weight in given.profile.weights.items())
    if own:
        yield Paragraph(f"Weights of this profile in place of the rulebook's: {own}.", FAINT)
    yield from warnings(given.warnings, is_brief=is_brief)


UNKNOWN, NOT_ASKED = "asked and not known", "not asked"


def how_many_answered(given: Recommendation) -> str:
    """`25 of 27 questions answered, 2 asked and not known.`"""
    counts = given.profile
    states = {"not settled": counts.narrowed, UNKNOWN: counts.unknown, NOT_ASKED: counts.not_asked}
    rest = "".join(f", {number} {state}" for state, number in states.items() if number)
    return f"{_answered(counts)}{rest}."


def _answered(counts: ProfileSummary) -> str:
    """`25 of 27 questions answered`, of those that apply."""
    applying = counts.answered + counts.narrowed + counts.unknown + counts.not_asked
    return f"{counts.answered} of {counted(applying, 'question')} answered"


def what_is_answered(given: Recommendation) -> str:
    """`25 of 28 questions answered, 1 not asked. Not known or not settled: Saving outside and Volume.`"""
    counts = given.profile
    labels = [question.label for question in given.open_questions if question.asked]
    if not labels:
        return how_many_answered(given)
    if len(labels) > MOST_UNKNOWN:
        labels = [*labels[: MOST_UNKNOWN - 1], f"{len(labels) - MOST_UNKNOWN + 1} more"]
    unasked = f", {counts.not_asked} not asked" if counts.not_asked else ""
    states = {"not known": counts.unknown, "not settled": counts.narrowed}
    what = " or ".join(state for state, number in states.items() if number)
    return f"{_answered(counts)}{unasked}. {sentence_case(what)}: {listed(labels)}."


def asked_or_not(question: OpenQuestion) -> str:
    """Why a question has no plain answer."""
    if question.narrowed_label is not None:
        return question.narrowed_label
    return UNKNOWN if question.asked else NOT_ASKED


def answers_in_words(answers: Mapping[str, object], questions: Mapping[str, Question]) -> str:
    """`Rules or judgement: rules only; Goals: better decisions, quality`."""
    asked = {questions[id]: answer for id, answer in answers.items()}
    return "; ".join(f"{question.label}: {answer_label(question, answer)}" for question, answer in asked.items())


def effects_in_words(rulebook: Rulebook, effects: Sequence[RuleEffect], homes: Sequence[str] = ()) -> str:
    """`favours KPO (clear) and Hybrid (slight); excludes BPO`; what is printed for some homes only says so."""
    targets: dict[str, list[str]] = {}
    for effect in effects:
        strength = f" ({_STRENGTHS[effect.strength]})" if effect.strength else ""
        targets.setdefault(effect.kind, []).append(rulebook.title_of(effect.target) + strength)
    told = "; ".join(f"{_VERBS[kind]} {listed(names)}" for kind, names in targets.items())
    told = told or "does nothing by itself"
    parts = listed([rulebook.titles[id] for id in homes], "or")
    return f"{told} (where the result is {parts})" if parts else told


def flips(given: Recommendation, titles: Mapping[str, str]) -> Iterator[Block]:
    """A section: for each other alternative what could be done to put it first, and what if answers were misjudged."""
    if given.flips:
        yield Heading("What would change the first place")
    for alternative in dict.fromkeys(flip.alternative for flip in given.flips):
        yield Item(titles[alternative], STRONG)
        for flip in given.flips:
            if flip.alternative == alternative:
                yield Item(_flip(flip), lead="  ", depth=1)
                for changes in _told(flip):
                    yield Item("; ".join(_change(change) for change in changes), lead="    ", depth=2)


def turns_in_words(turns: Sequence[Turn], titles: Mapping[str, str]) -> Iterator[str]:
    """For each alternative that an answer would put first by itself, the answers that would."""
    by_first: dict[tuple[str, ...], list[str]] = {}
    for turn in turns:
        by_first.setdefault(turn.first, []).append(turn.label)
    for first, answers in by_first.items():
        names = " and ".join(titles[id] for id in first) or "Nothing"
        yield f"{names} first with: {', or '.join(answers)}."


def in_activities(activities: Sequence[str]) -> str:
    """The activities that something is for, in brackets; nothing for the whole work."""
    return f" ({', '.join(activities)})" if activities else ""


def _told(flip: Flip) -> Sequence[tuple[Change, ...]]:
    """All sets for one change, the first for more; none where many answers would have to be misjudged."""
    if flip.size is None or (flip.kind is not FlipKind.DO and flip.size > TELLING):
        return ()
    return flip.changes if flip.size == 1 else flip.changes[:1]


def _flip(flip: Flip) -> str:
    doing = flip.kind is FlipKind.DO
    if flip.status is FlipStatus.FOUND:
        return _found(flip)
    what = "changes that you can bring about" if doing else "different answers"
    return {
        FlipStatus.NEVER: "Nothing you can change puts it first by itself."
        if doing
        else "No other answers in place of those given would put it first, as long as the open questions stay open.",
        FlipStatus.BEYOND: f"It would take more than six {what} to put it first.",
        FlipStatus.NOT_DECIDED: f"Whether some {what} would put it first was not decided within the bound on effort.",
    }[flip.status]


def _found(flip: Flip) -> str:
    told, still = _told(flip), ", though still held back," if flip.held_back else ""
    if flip.kind is FlipKind.DO:
        if flip.size == 1:
            return f"You could put it first{still} by one change" + (", any of these:" if len(told) > 1 else ":")
        return f"You could put it first{still} by {flip.size} changes, and by no fewer:"
    if flip.size == 1 and len(told) == 1:
        return f"It would come first{still} if this answer were different:"
    if flip.size == 1:
        some = ", for instance" if len(told) == MOST_SHOWN else ""
        return f"It would come first{still} if one answer were different{some}:"
    ending = ", for instance:" if told and len(flip.changes) > 1 else ":" if told else "."
    return f"It would come first{still} if {flip.size} answers were different, and with no fewer{ending}"


def _change(change: Change) -> str:
    how = f": {change.how.rstrip('.')}" if change.how else ""
    about = f"{change.label}{in_activities(change.activities)}"
    return f"{about}: {change.before_label} → {change.after_label}{how}"


def other_weights(given: Recommendation, titles: Mapping[str, str]) -> Iterator[Block]:
    """A section: what holds under other weights; nothing where nothing is recommended."""
    if given.stability is None or given.recommended is None:
        return
    yield Heading("How much depends on the weights")
    yield from stability(given.stability, what_holds(given, titles), titles)


def what_holds(given: Recommendation, titles: Mapping[str, str]) -> str:
    """What stays as long as the weights do not change too much, as the beginning of a sentence."""
    return "The plan stays the same" if given.plan else f"{titles[given.recommended or '']} stays first"


def stability(found: Stability, holds: str, titles: Mapping[str, str]) -> Iterator[Block]:
    """What holds under other weights, and the smallest change that makes a tie.

    `holds` is what they are about, up to the condition: `KPO stays first`, `The plan stays the same`.
    """
    if not found.rivals:
        yield Paragraph("No weights can change this: nothing else has its standing.")
        return
    yield Paragraph(_factor(found, holds))
    if found.nearest is not None:
        yield Paragraph(_tie(found.nearest, titles))


def ranges(found: Stability, titles: Mapping[str, str]) -> Iterator[Block]:
    """The range of each weight; the criteria whose weight does not matter are only named."""
    bounded = [span for span in found.ranges if span.is_bounded]
    if not bounded:
        return
    figures = (Column("weight", ">"), Column("from", ">"), Column("to", ">"))
    columns = (Column("First place holds for", gap=0), *figures, Column("else first"))
    yield Grid(columns, tuple(_range(span, titles) for span in bounded), lead="  ", wraps=True)
    free = [span.title for span in found.ranges if span not in bounded]
    if free:
        yield Paragraph(f"Any weight at all, others as they are: {listed(free)}.", FAINT, lead="  ")


def _range(span: WeightRange, titles: Mapping[str, str]) -> tuple[str, ...]:
    low, high = span.inward
    ends = [f"below, {rivals_in_words(span.low_ties, titles)}"] if span.low_ties else []
    ends += [f"above, {rivals_in_words(span.high_ties, titles)}"] if span.high_ties else []
    return span.title, str(span.weight), figure(low), "any" if high is None else figure(high), "; ".join(ends)


def _factor(found: Stability, holds: str) -> str:
    factor = found.factor
    if factor is None:
        return f"{holds} under any weights above 0: no criterion speaks for another against it."
    if found.half_to_double:
        told = f"{holds} under any weights from half to double their present value"
        return f"{told}, and as long as none is multiplied or divided by more than {figure(factor)}."
    if factor > 1:
        return f"{holds} as long as no weight is multiplied or divided by more than {figure(factor)}."
    return "Small changes of several weights at once can change this."


def _tie(tie: Tie, titles: Mapping[str, str]) -> str:
    rival = _name(tie.rival, titles)
    if not tie.moves:
        return f"{rival} is tied with it now."
    if all(move.to == 0 for move in tie.moves):
        gone = listed([move.title for move in tie.moves])
        return f"Only if {gone} were ignored altogether would there be a tie, with {rival}."
    moves = listed([f"{move.title} from {move.weight} to {figure(move.to)}" for move in tie.moves])
    return f"The smallest change that makes a tie, with {rival}: {moves}; {figure(tie.total)} in all."


def _name(rival: Rival, titles: Mapping[str, str]) -> str:
    return titles[rival.alternative] + (f" in {rival.activity}" if rival.activity else "")


def rivals_in_words(rivals: Iterable[Rival], titles: Mapping[str, str]) -> str:
    """`KPO and BPO in Intake`: what could overtake, each once."""
    return listed([_name(rival, titles) for rival in dict.fromkeys(rivals)])
