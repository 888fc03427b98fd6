"""The difference between two rulebooks: what they say, what it does to first place, and to given profiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.comparison.compared import Compared, compare
from kpo_advisor.comparison.effect_on_first import Effect, comparable, effect
from kpo_advisor.comparison.rulebook_changes import RulebookChange, changes_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.profiles.profile_files import ProfilePair

SCHEMA = "kpo-advisor/diff/1"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rulebooks: as the user named it, and what it is."""

    source: str
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class DecisionEffect:
    """What the change does to the first place of one decision; of the main one, `shown` compares the witness."""

    decision: str
    effect: Effect
    shown: Compared | None


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs. `effects` are those on the main decision and then on later ones that can be compared."""

    old: Side
    new: Side
    changes: tuple[RulebookChange, ...]
    effects: tuple[DecisionEffect, ...]
    profiles: tuple[Compared, ...]

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return bool(self.changes) or any(profile.differs for profile in self.profiles)


def diff(old: Side, new: Side, pairs: Sequence[ProfilePair] = ()) -> Diff:
    """Compare two rulebooks, and the profiles that one of them at least can take."""
    one, other = old.rulebook, new.rulebook
    later = tuple(_effect(one, other, id) for id in comparable(one, other))
    return Diff(
        old,
        new,
        changes_between(one, other),
        (_effect(one, other, None), *later),
        tuple(compare((pair.before, pair.after), one, other, pair.file, pair.faults) for pair in pairs),
    )


def _effect(old: Rulebook, new: Rulebook, later: str | None) -> DecisionEffect:
    found = effect(old, new, later)
    if later is not None:
        return DecisionEffect(later, found, None)
    witness = found.witness
    shown = None if witness is None else compare((witness.before, witness.after), old, new)
    return DecisionEffect(new.main.id, found, shown)
