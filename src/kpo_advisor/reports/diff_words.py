"""The difference between two rulebooks in words: what is common to all the ways it is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.comparison.effect_on_first import Verdict
from kpo_advisor.comparison.rulebook_changes import How
from kpo_advisor.reports.phrases import standing_in_words
from kpo_advisor.text.phrases import counted, listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.comparison.compared import Compared, Firing, RankRow, Result
    from kpo_advisor.comparison.diff import DecisionEffect, Diff
    from kpo_advisor.comparison.effect_on_first import Effect
    from kpo_advisor.comparison.rulebook_changes import RulebookChange

SENTENCES = {
    Verdict.SAME: "Proved: no profile changes its first place, since nothing that decides it differs.",
    Verdict.NEVER: "Proved: no profile changes its first place.",
    Verdict.CHANGES: "First place changes for some profiles.",
    Verdict.NOT_DECIDED: "Not decided whether any profile changes its first place: the bound on effort was "
    "reached, or other alternatives are made of several homes.",
    Verdict.NO_PROFILE: "Nothing can be said of first place: every profile contradicts itself under one of the two.",
}
SCOPE = (
    "Asked of every profile that both rulebooks take, with any answers plain or unknown, as one piece of work or as "
    "activities, by the rulebooks' own weights."
)
PAST_BOUND = "No small profile that shows it was found within the bound on effort."

_PLURALS = {"criterion": "criteria"}
_GIST = {
    "rule": (
        "when", "favours", "opposes", "holds_back", "excludes", "suggests", "wishes", "withholds", "requires", "keeps",
        "advises", "shows", "rates", "because",
    ),
    "question": ("ask", "choices"),
    "combination": ("when",),
    "term": ("when",),
    "criterion": ("title", "weight"),
    "switched-off rule": ("reason",),
    "switched-off law": ("reason",),
    "law": ("says",),
    "fact": ("says",),
    "contradiction": ("topic",),
}  # fmt: skip
"""The fields that say what a thing is that was added or removed; of other kinds, the title."""


class DiffWords:
    """Sentences about one comparison, not escaped for any format."""

    def __init__(self, given: Diff) -> None:
        self.given = given
        old, new = given.old.rulebook, given.new.rulebook
        self.titles = {**old.titles, **new.titles}
        self.criteria = {**old.criterion_titles(), **new.criterion_titles()}
        self.decisions = {decision.id: decision.title for decision in (*old.decisions, *new.decisions)}

    def counts(self) -> str:
        """`1 rule added, 2 rules changed`; that nothing differs, where it does not."""
        found = Counter((change.kind, change.how) for change in self.given.changes)
        told = [f"{counted(number, kind, _PLURALS.get(kind))} {how.value}" for (kind, how), number in found.items()]
        if not told:
            same = self.given.old.rulebook.sha256 == self.given.new.rulebook.sha256
            return "the files are the same" if same else "the files differ, and what they say is the same"
        return ", ".join(told).replace("1 rulebook changed", "the rulebook's head changed")

    def verdict(self, effect: Effect) -> str:
        """What is proved of first place, or that it changes and how."""
        sentence = SENTENCES[effect.verdict]
        if effect.verdict is not Verdict.CHANGES:
            return sentence
        if effect.witness is None:
            return f"{sentence} {PAST_BOUND}"
        before, after = self.names(effect.witness.first_before), self.names(effect.witness.first_after)
        return f"{sentence} In the smallest found: {before} → {after}."

    def told_effects(self) -> list[DecisionEffect]:
        """The main decision's effect, and those on later decisions that something differs for."""
        first, *later = self.given.effects
        return [first, *(effect for effect in later if effect.effect.verdict is not Verdict.SAME)]

    def names(self, ids: Sequence[str]) -> str:
        """Titles of alternatives; that everything is excluded, where there is none."""
        return listed([self.titles[id] for id in ids]) or "nothing, since everything is ruled out"

    def result(self, result: Result | None) -> str:
        """What comes first for a profile on one side, and how certain that is."""
        if result is None:
            return "cannot take it"
        first = (result.recommended,) if result.recommended else result.first
        told = f"{self.names(first)} ({result.certainty})" if first else self.names(first)
        return f"{told}, level" if len(first) > 1 else told

    def scores(self, compared: Compared) -> Iterator[tuple[str, str, str]]:
        """Each alternative with its place and score before and after; empty where it is not ranked."""
        sides = list(map(_rows, (compared.before, compared.after)))
        for id in dict.fromkeys((*sides[1], *sides[0])):
            cells = []
            for rows in sides:
                row = rows.get(id)
                place = row and f"{row.rank}. {signed(row.score)} {standing_in_words(row.standing)}"
                cells.append(place.rstrip() if place else "")
            yield self.titles[id], cells[0], cells[1]

    def why(self, compared: Compared) -> Iterator[str]:
        """What lies between before and after: points and bars, and then what `otherwise` says."""
        for reason in compared.reasons:
            sides = dict.fromkeys((reason.rules_before, reason.rules_after))
            rules = " → ".join(", ".join(side) or "none" for side in sides)
            where = f"{self.titles[reason.alternative]}, {self.criteria[reason.criterion]}"
            yield f"{where}: {reason.before:+d} → {reason.after:+d} points ({rules})"
        for bar in compared.bars:
            what = f"{standing_in_words(bar.standing)} by {bar.rule or 'what follows from other bars'}"
            yield f"{self.titles[bar.alternative]}: {'now' if bar.is_new else 'no longer'} {what}"
        yield from self.otherwise(compared)

    def otherwise(self, compared: Compared) -> Iterator[str]:
        """The rules that fire on one side only, and the later decisions that come out differently."""
        for word, rules in (("Now fire", compared.fires), ("No longer fire", compared.stops)):
            if rules:
                yield f"{word}: {', '.join(map(_firing, rules))}"
        yield from self._placed(compared)

    def _placed(self, compared: Compared) -> Iterator[str]:
        """The later decisions, and the homes of activities, that come out otherwise."""
        if compared.before is None or compared.after is None:
            return
        before, after = map(_firsts, (compared.before, compared.after))
        for activity, decision in dict.fromkeys((*before, *after)):
            one, other = (side.get((activity, decision)) for side in (before, after))
            if one != other:
                where = f"{activity}, " if activity else ""
                sides = ["not taken" if first is None else self.names(first) for first in (one, other)]
                yield f"{where}{self.decisions[decision]}: {' → '.join(sides)}"

    def stays(self, compared: Compared) -> str:
        """Of a profile that keeps its first place, in one line: how certain it is, and the scores that differ."""
        before, after = self.result(compared.before), self.result(compared.after)
        first = f"first as before: {after}" if before == after else f"first: {before} → {after}"
        scores = [f"{title} {was} → {then}" for title, was, then in self.scores(compared) if was != then]
        return f"{first}; {'; '.join(scores) or 'all scores as before'}"

    def profiles(self) -> str:
        """How many profiles change."""
        given = self.given.profiles
        first = sum(compared.changes_first for compared in given)
        other = sum(compared.differs and not is_moved(compared) for compared in given)
        alone = sum(compared.is_one_sided for compared in given)
        told = [
            f"{first} {'gets' if first == 1 else 'get'} another first place",
            f"{other} only other scores, rules or later results",
            *([f"{alone} can be taken by one of the two rulebooks only"] if alone else []),
            f"{len(given) - first - other - alone} stay as they are",
        ]
        return f"Of {counted(len(given), 'profile')}, {listed(told)}."


def _rows(result: Result | None) -> dict[str, RankRow]:
    return {row.alternative: row for row in result.ranking} if result else {}


def _firsts(result: Result) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {(placed.activity, placed.decision): placed.first for placed in result.placed}


def is_moved(compared: Compared) -> bool:
    """Whether a profile gets another first place, or can be taken on one side only."""
    return compared.changes_first or compared.is_one_sided


def gist(change: RulebookChange) -> str:
    """What was added or removed, in one sentence or two."""
    is_new = change.how is How.ADDED
    told = {field.field: (field.after if is_new else field.before) or "" for field in change.fields}
    telling = _GIST.get(change.kind, ("title",))
    names = list(filter(told.get, telling))
    if len(telling) == 1:
        return "; ".join(told[name] for name in names)
    return "; ".join(f"{name} {told[name]}" if name not in ("ask", "title") else told[name] for name in names)


def _firing(firing: Firing) -> str:
    return f"{firing.rule} [{', '.join(firing.activities)}]" if firing.activities else firing.rule
