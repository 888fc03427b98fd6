"""The difference between two rulebooks as Markdown, fit for a comment on a pull request.

One line says what it comes to; the rest is in tables and behind <details>. Everything that a profile or a
rulebook says is escaped. What would make the comment too long is counted instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.comparison.effect_on_first import Verdict
from kpo_advisor.comparison.rulebook_changes import How
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.reports.diff_words import SCOPE, SENTENCES, DiffWords, counted, gist
from kpo_advisor.text.escape import clean, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.comparison.compared import Compared
    from kpo_advisor.comparison.diff import DecisionEffect, Diff
    from kpo_advisor.comparison.effect_on_first import Witness
    from kpo_advisor.comparison.rulebook_changes import Change

MOST_CHARACTERS = 24_000
"""Of the profiles, and of the changes; GitHub takes 65,536 in one comment."""


def diff_markdown(given: Diff) -> str:
    """The whole comment; it ends with one line end."""
    return "\n\n".join(_blocks(given)) + "\n"


def _blocks(given: Diff) -> Iterator[str]:
    words = DiffWords(given)
    effects = words.told_effects()
    yield f"**{_headline(given, words)}**"
    old, new = (
        markdown(f"{each.source} ({each.rulebook.name} {each.rulebook.version})") for each in (given.old, given.new)
    )
    yield f"From {old} to {new}: {markdown(words.counts())}."
    for effect in effects:
        yield from _effect(given, words, effect)
    if given.profiles:
        yield from _profiles(given, words)
    if given.changes:
        yield from _details(f"What differs: {counted(len(given.changes), 'change')}", _changes(given.changes))


def _headline(given: Diff, words: DiffWords) -> str:
    if not given.differs:
        return "The rules say the same as before."
    first = given.effects[0]
    sentence = markdown(SENTENCES[first.effect.verdict].rstrip("."))
    changed = sum(each.changes_first for each in given.profiles)
    among = f"of {counted(len(given.profiles), 'profile')} given"
    if first.effect.verdict is Verdict.CHANGES and given.profiles:
        return f"{sentence}; {among}, for {changed or 'none'}."
    # A profile may bring weights of its own, which what is proved does not speak of.
    return f"{sentence}; {among}, {changed} with another first place." if changed else f"{sentence}."


def _effect(given: Diff, words: DiffWords, effect: DecisionEffect) -> Iterator[str]:
    yield f"### First place: {markdown(words.decisions[effect.decision])}"
    yield markdown(words.verdict(effect.effect))
    if effect.effect.verdict is not Verdict.SAME:
        yield f"<sub>{markdown(SCOPE)}</sub>"
    if effect.shown is not None:
        yield _scores(words, effect.shown)
        yield from _bullets(words.why(effect.shown))
    if effect.effect.witness is not None:
        yield from _details("The profile, ready to run", _witness(given, effect.effect.witness))


def _witness(given: Diff, witness: Witness) -> Iterator[str]:
    old, new = given.old.rulebook, given.new.rulebook
    if witness.is_one:
        yield _fenced(profile_yaml(witness.after, new))
        return
    yield "For the old rulebook:"
    yield _fenced(profile_yaml(witness.before, old))
    yield "For the new rulebook:"
    yield _fenced(profile_yaml(witness.after, new))


def _profiles(given: Diff, words: DiffWords) -> Iterator[str]:
    yield "### Profiles"
    yield markdown(words.profiles())
    moved = [each for each in given.profiles if each.changes_first or each.is_one_sided]
    if moved:
        rows = [
            (markdown(each.file or ""), markdown(words.result(each.before)), markdown(words.result(each.after)))
            for each in moved
        ]
        yield _table(("Profile", "First before", "First after"), rows)
    told = [each for each in given.profiles if each.differs]
    if told:
        blocks = ["\n\n".join(_profile(words, each)) for each in told]
        yield from _details("Scores and rules, profile by profile", _cut_short(blocks, "profile"))


def _profile(words: DiffWords, compared: Compared) -> Iterator[str]:
    file = f"**{markdown(compared.file or '')}**"
    if not (compared.changes_first or compared.is_one_sided):
        yield f"{file}: {markdown(words.stays(compared))}."
        yield from _bullets(words.otherwise(compared))
        return
    yield f"{file}: {markdown(words.result(compared.before))} → {markdown(words.result(compared.after))}."
    yield from _bullets(each.one_line() for each in compared.faults)
    yield _scores(words, compared)
    yield from _bullets(words.why(compared))


def _scores(words: DiffWords, compared: Compared) -> str:
    return _table(("Alternative", "Before", "After"), (map(markdown, row) for row in words.scores(compared)))


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    blocks = []
    for change in changes:
        name = f"{change.kind} {change.id}" if change.kind != change.id else change.kind
        if change.how is not How.CHANGED:
            blocks.append(f"**{change.how.value.capitalize()}:** {markdown(name)}: {markdown(gist(change))}")
            continue
        rows = [
            (markdown(each.field), markdown(each.before or ""), markdown(each.after or "")) for each in change.fields
        ]
        blocks.append(f"**Changed:** {markdown(name)}\n\n{_table(('Field', 'Before', 'After'), rows)}")
    return _cut_short(blocks, "change")


def _cut_short(blocks: Iterable[str], what: str) -> Iterator[str]:
    left, dropped = MOST_CHARACTERS, 0
    for each in blocks:
        left -= len(each)
        if left >= 0:
            yield each
        else:
            dropped += 1
    if dropped:
        yield f"{counted(dropped, what)} more; `--format json` has all."


def _details(summary: str, blocks: Iterable[str]) -> Iterator[str]:
    yield f"<details><summary>{summary}</summary>"
    yield from blocks
    yield "</details>"


def _bullets(sentences: Iterable[str]) -> Iterator[str]:
    told = [f"- {markdown(each)}" for each in sentences]
    if told:
        yield "\n".join(told)


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _fenced(text: str) -> str:
    """A block of code; its fence is longer than any run of backticks in it, so that none ends it."""
    shown = "\n".join(clean(line) for line in text.splitlines())
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", shown)), 3)
    return f"{fence}yaml\n{shown}\n{fence}"
