"""Writing profiles: one that reads back as the same, and a blank one to be filled in."""

from __future__ import annotations

from fractions import Fraction
from operator import attrgetter
from textwrap import wrap
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind, is_plain
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import flow, flow_table, number, scalar, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Expectation, Profile, Said, Scenario
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook

HOW = """
To answer a question, take away the "# " (sign and space) before its last line and keep what holds. In
square brackets several may stand, parted by commas. Every question takes unknown as well: asked, and not
known. Where it is not settled which answer holds, say what may: {one_of: [a, b]}, of a number {between: [2, 5]},
of several choices {ticked: [a], perhaps: [b]}. A line that stays as it is counts as not asked.
"""
WIDTH = 100
"""Columns of a line, where that is ours to choose."""


def profile_yaml(profile: Profile, rulebook: Rulebook) -> str:
    """The profile as YAML, which loads as an equal profile against the same rulebook.

    Answers, notes and weights come in the order of the rulebook, so that equal profiles give equal text.
    Raises ValueError for a number that no decimal holds, which no profile that was loaded has.
    """
    notes = {id: scalar(note) for id, note in profile.notes.items()}
    weights = {id: str(weight) for id, weight in profile.weights.items()}
    lines = [f"title: {scalar(profile.title)}"]
    lines += [f"{key}: {scalar(text)}" for key, text in (("person", profile.person), ("date", profile.date)) if text]
    lines += _answers(profile.answers, rulebook, "")
    lines += _said(profile.said, rulebook, "")
    lines += _table("notes", notes, rulebook.questions)
    lines += _table("weights", weights, rulebook.criterion_titles())
    lines += ["activities:"] if profile.activities else []
    for activity in profile.activities:
        lines += [f"  - title: {scalar(activity.title)}", f"    share: {activity.share}"]
        lines += _answers(activity.answers, rulebook, "    ")
        lines += _said(activity.said, rulebook, "    ")
    if profile.expect is not None:
        lines += _expectation(profile.expect)
    lines += ["scenarios:"] if profile.scenarios else []
    for scenario in profile.scenarios:
        lines += _scenario(scenario, rulebook)
    return "\n".join(lines) + "\n"


def blank_profile(rulebook: Rulebook) -> str:
    """A profile without answers that shows every question, to be filled in by hand; it loads as it is.

    Each question ends in a commented line that names its choices: whoever answers takes the `#` away and
    keeps what holds. Such a line is refused while more than one choice stands in it.
    """
    lines = [*_head(rulebook), "", "answers:"]
    for section in rulebook.sections:
        lines += ["", *comment(f"==== {section.title} ====", "  ")]
        for question in section.questions:
            lines += ["", *commented(question, rulebook)]
    lines += ["", *_further(rulebook)]
    return "\n".join(lines) + "\n"


def _answers(answers: Mapping[str, Answer], rulebook: Rulebook, indent: str) -> list[str]:
    written = {id: _answer(answer, rulebook.questions.get(id)) for id, answer in answers.items()}
    return _table("answers", written, rulebook.questions, indent)


def _scenario(scenario: Scenario, rulebook: Rulebook) -> list[str]:
    lines = [f"  {scalar(scenario.name)}:", *_answers(scenario.answers, rulebook, "    ")]
    weights = {id: str(weight) for id, weight in scenario.weights.items()}
    lines += _table("weights", weights, rulebook.criterion_titles(), "    ")
    lines += ["    activities:"] if scenario.activities else []
    for title, answers in scenario.activities.items():
        lines += [f"      - title: {scalar(title)}", *_answers(answers, rulebook, "        ")]
    return lines if len(lines) > 1 else [f"{lines[0]} {{answers: {{}}}}"]


def _said(said: Mapping[str, Sequence[Said]], rulebook: Rulebook, indent: str) -> Iterator[str]:
    if said:
        yield f"{indent}said:"
    for id in (*(id for id in rulebook.questions if id in said), *sorted(said.keys() - rulebook.questions.keys())):
        yield f"{indent}  {scalar(id)}:"
        for one in said[id]:
            day = f", date: {scalar(one.date, in_list=True)}" if one.date is not None else ""
            answer = _answer(one.answer, rulebook.questions.get(id), in_list=True)
            yield f"{indent}    - {{person: {scalar(one.person, in_list=True)}, answer: {answer}{day}}}"


def _answer(answer: Answer, question: Question | None, *, in_list: bool = False) -> str:
    if answer is None:
        return UNKNOWN
    if isinstance(answer, Fraction):
        return number(answer)
    if isinstance(answer, tuple):
        return flow(answer)
    if not is_plain(answer):
        return flow_table(answer.stated)
    return answer if question is not None and question.kind is Kind.YES_NO else scalar(answer, in_list=in_list)


def _expectation(expect: Expectation) -> list[str]:
    parts: dict[str, str] = {}
    for key in ("recommended", "acceptable", "excluded", "mentions", "certainty", "fails"):
        value: str | tuple[str, ...] | None = getattr(expect, key)
        if value:
            parts[key] = scalar(value) if isinstance(value, str) else flow(value)
    reasons = {id: scalar(reason) for id, reason in expect.unreachable.items()}
    return _table("expect", parts, parts) + _table("unreachable", reasons, expect.mentions, "  ")


def _table(key: str, written: Mapping[str, str], order: Iterable[str], indent: str = "") -> list[str]:
    """A mapping in lines, none where it is empty; the items of a long list get lines of their own.

    What has none of the ids in `order` comes last, in the alphabet's order.
    """
    lines = [f"{indent}{key}:"] if written else []
    known = dict.fromkeys(id for id in order if id in written)
    for id in (*known, *sorted(written.keys() - known.keys())):
        text = written[id]
        line = f"{indent}  {scalar(id)}: {text}"
        if text.startswith("[") and len(line) > WIDTH:
            lines.append(f"{indent}  {scalar(id)}:")
            lines += [f"{indent}    - {item}" for item in text[1:-1].split(", ")]
        else:
            lines.append(line)
    return lines


def comment(text: str, indent: str, hanging: str = "") -> list[str]:
    """The text as comment lines, none for an empty one; `hanging` indents all lines but the first further."""
    further = f"{indent}# {hanging}"
    return wrap(visible(text), WIDTH, initial_indent=f"{indent}# ", subsequent_indent=further, break_on_hyphens=False)


def _head(rulebook: Rulebook) -> list[str]:
    lines = comment(f"A blank profile for: {rulebook.title}, version {rulebook.version}.", "")
    lines += ["#", *comment(HOW, "")]
    for paragraph in rulebook.introduction.splitlines():
        lines += ["#", *comment(paragraph, "")] if paragraph.strip() else []
    return [*lines, "", "# title: a few words that stand at the head of the result"]


def commented(
    question: Question, rulebook: Rulebook, told: Iterable[str] | None = None, indent: str = "  "
) -> Iterator[str]:
    """All about one question as comment, and its line, commented out.

    `told` is what is said below the choices; by default who knows, and when the question applies.
    """
    for text in (question.ask, question.help):
        yield from comment(text or "", indent)
    for choice in question.choices:
        yield from comment(f"- {choice.id}: {choice.explained}", indent, "  ")
    yield from comment(_limits(question), indent)
    for text in _who_and_when(question, rulebook) if told is None else told:
        yield from comment(text, indent, "  ")
    yield f"{indent}# {scalar(question.id)}: {_offered(question)}"


def _who_and_when(question: Question, rulebook: Rulebook) -> Iterator[str]:
    yield f"Who knows: {question.who}."
    if question.only_if is not None:
        yield f"Only if {in_words(question.only_if, rulebook.questions)}. {question.else_counts_as}"


def _limits(question: Question) -> str:
    """What the choices alone do not say."""
    most = f"At most {question.maximum_choices}." if question.maximum_choices else ""
    alone = " ".join(f"{id} stands alone." for id in question.in_order(question.exclusive))
    whole = "About splitting the work: left out where activities are listed." if question.whole else ""
    return f"{most} {alone} {whole}"


def _offered(question: Question) -> str:
    """The choices in one line, as many as it holds."""
    if question.kind is Kind.NUMBER:
        least = f", at least {question.minimum}" if question.minimum is not None else ""
        most = f", at most {question.maximum}" if question.maximum is not None else ""
        return visible(f"a number{f' of {question.unit}' if question.unit else ''}{least}{most}")
    room = WIDTH - len(f"  # {scalar(question.id)}: [ | …]")
    choices = [id if question.kind is Kind.YES_NO else scalar(id) for id in question.choice_ids]
    shown = len(choices)
    while shown > 1 and len(" | ".join(choices[:shown])) > room:
        shown -= 1
    text = " | ".join([*choices[:shown], *(["…"] if shown < len(choices) else [])])
    return f"[{text}]" if question.kind is Kind.MULTI else text


def _further(rulebook: Rulebook) -> Iterator[str]:
    """What else a profile may hold, as an example that can be used once its `#` are taken away."""
    with_choices = filter(attrgetter("choices"), rulebook.questions.values())
    example = min(with_choices, key=lambda question: question.kind is not Kind.SCALE, default=None)
    if example is not None:
        id, choices = scalar(example.id), example.choice_ids
        yield from comment("Notes say why an answer is what it is:", "")
        yield from ("# notes:", f"#   {id}: counted on the last ten pieces", "")
        yield from comment("Parts that differ, each with its share of the hours and its own answers:", "")
        yield "# activities:"
        for title, share, choice in (("routine", 2, choices[0]), ("expert", 1, choices[-1])):
            yield from (f"#   - title: The {title} part", f"#     share: {share}", "#     answers:")
            yield f"#       {id}: {scalar(choice)}"
        yield ""
    yield from comment("Weights of criteria from 1 to 1000, in place of the rulebook's:", "")
    yield "# weights:"
    for decision in rulebook.decisions:
        for criterion in decision.criteria:
            yield f"#   {scalar(criterion.id)}: {criterion.weight}"
