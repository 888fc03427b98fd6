"""Whether a change of rules changes the first place of any profile: proved not to, or shown by a small profile.

Asked of all profiles that both rulebooks take and that contradict nothing on either side (see two_rulebooks.py),
with the rulebooks' own weights. First place is the set of alternatives that stand first on what is known now;
what is certain may change all the same, where the questionnaires differ and with them what is still possible.
Profiles are looked for in this order: one piece of work with every question answered, an activity of a
larger piece, then both with questions left open. Where no activity changes its first place, no profile with
activities does: what the whole comes to hangs on those alone, and on which alternatives are composites. Where the
latter differ, nothing is proved. The plain engine checks every witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.comparison.two_rulebooks import NEW, OLD, SIDES, Joint, joint_encoding
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.solver.atoms import complete, differs, has, joined
from kpo_advisor.solver.disagreement import disagreement_of_two
from kpo_advisor.solver.effort import USUAL, Effort
from kpo_advisor.solver.profiles import Profiles
from kpo_advisor.solver.program_size import is_too_large
from kpo_advisor.solver.rankings import stands_alone
from kpo_advisor.solver.solver import Layout, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.errors import Disagreement
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.solver.atoms import Literal

TITLE = "First place changes"
PART = "The activity"


class Verdict(StrEnum):
    """What came out: `same` and `never` are proved, the first because nothing that decides differs.

    `no-profile`: nothing can be said, since every profile contradicts itself on one side or the other.
    """

    SAME = "same"
    NEVER = "never"
    CHANGES = "changes"
    NOT_DECIDED = "not-decided"
    NO_PROFILE = "no-profile"


@dataclass(frozen=True, slots=True)
class Witness:
    """A profile whose first place differs, as each side takes it: two files only where one has questions of its own.

    `is_complete`: every question that applies is answered. `first_before` and `first_after` stand first.
    """

    before: Profile
    after: Profile
    is_complete: bool
    first_before: tuple[str, ...]
    first_after: tuple[str, ...]

    @property
    def is_one(self) -> bool:
        """Whether one file will do for both sides."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of rules does to first place; of one that changes it, `witness` None: past the solver's bound."""

    verdict: Verdict
    witness: Witness | None = None


def effect(old: Rulebook, new: Rulebook, later: str | None = None) -> Effect:
    """Compare what two rulebooks put first, in the main decision or in a later one that is `comparable`.

    Raises Disagreement where the engine does not confirm a witness.
    """
    decisions = (old.main, new.main) if later is None else (old.decision_by_id[later], new.decision_by_id[later])
    joint = Joint(old, new, decisions)
    if joint.is_one:
        return Effect(Verdict.SAME)
    if is_too_large(joint.extent):
        return Effect(Verdict.NOT_DECIDED)
    search = _JointSearch(joint)
    composites = [{offer.id for offer in decision.alternatives if offer.made_of} for decision in decisions]
    undecided = composites[OLD] != composites[NEW]
    for is_complete in (True, False):
        for cut in (False, True):
            answer = search.can(is_complete, cut)
            if answer:
                return Effect(Verdict.CHANGES, search.witness(is_complete, cut))
            undecided |= answer is None
    if undecided:
        return Effect(Verdict.NOT_DECIDED)
    return Effect(Verdict.NEVER if search.has_profiles() else Verdict.NO_PROFILE)


def comparable(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """The later decisions of both rulebooks whose rankings hang on answers alone."""
    for decision in old.decisions[1:]:
        other = new.decision_by_id.get(decision.id, new.main)
        if other is not new.main and _hangs_on_answers(old, decision) and _hangs_on_answers(new, other):
            yield decision.id


def _hangs_on_answers(rulebook: Rulebook, decision: Decision) -> bool:
    needs = any(alternative.needs for alternative in decision.alternatives)
    return decision in rulebook.ranked and not needs and stands_alone(rulebook, decision)


class _JointSearch:
    """Looks for profiles with another first place; `cut`: of an activity and not of the whole work."""

    def __init__(self, joint: Joint) -> None:
        self.joint = joint
        self.encoding = joint_encoding(joint)
        self._effort = Effort(USUAL)
        self._found: dict[bool, Profiles] = {}

    def can(self, is_complete: bool, cut: bool) -> bool | None:
        """Whether some profile has another first place, answered in full or with any question left open."""
        profiles = self._profiles(cut)
        return profiles.solver.ask([complete(is_complete), differs()], profiles.every)

    def has_profiles(self) -> bool:
        """Whether any profile contradicts nothing, or it is not decided that none does."""
        every = (self._profiles(cut) for cut in (False, True))
        return any(profiles.solver.ask((), profiles.every) is not False for profiles in every)

    def witness(self, is_complete: bool, cut: bool) -> Witness | None:
        """A small profile; None where the solver reached its bound on the way to it.

        One where nothing stays first is preferred to one where only a tie is made or broken.
        """
        profiles, literals = self._profiles(cut), [complete(is_complete), differs()]
        if profiles.solver.ask([*literals, joined(False)], profiles.every):
            literals.append(joined(False))
        still_open = [] if is_complete else self._still_open(profiles, literals)
        found = profiles.smallest(literals, still_open)
        return None if found is None else self._checked(found[1], is_complete, cut)

    def _profiles(self, cut: bool) -> Profiles:
        if cut not in self._found:
            layout = Layout(1, activities=cut, plain=True)
            self._found[cut] = Profiles(self.encoding, layout, [text_of("comparison/effect.lp")], self._effort)
        return self._found[cut]

    def _still_open(self, profiles: Profiles, literals: list[Literal]) -> list[str]:
        """As few questions as can be that stay open, the later ones rather than the earlier."""
        settled = list(literals)
        found = []
        for id in self.joint.questions:
            if profiles.solver.ask([*settled, has(1, id)], profiles.every):
                settled.append(has(1, id))
            else:
                found.append(id)
        return found

    def _checked(self, found: Mapping[str, Answer], is_complete: bool, cut: bool) -> Witness:
        """The witness as profiles, confirmed by the engine."""
        profiles = self._given(found, cut)
        firsts = []
        for book, profile, decision in zip(self.joint.sides, profiles, self.joint.decisions, strict=True):
            piece = assess_profile(program_of(book), profile).pieces[0].assessment
            if piece.violated or (is_complete and piece.open_questions):
                raise self._disagreement("a profile that contradicts nothing and lacks nothing", found)
            firsts.append(piece.decisions[decision.id].first)
        if set(firsts[OLD]) == set(firsts[NEW]):
            raise self._disagreement("a profile whose first place changes", found)
        return Witness(profiles[OLD], profiles[NEW], is_complete, firsts[OLD], firsts[NEW])

    def _disagreement(self, what: str, found: Mapping[str, Answer]) -> Disagreement:
        old, new = ((book, self.joint.answers(found, side)) for side, book in zip(SIDES, self.joint.sides, strict=True))
        return disagreement_of_two(what, old, new)

    def _given(self, found: Mapping[str, Answer], cut: bool) -> list[Profile]:
        """What each side is given, without the answers that no side looks at."""
        looked_at = []
        for side, book in zip(SIDES, self.joint.sides, strict=True):
            known = self.joint.answers(found, side)
            ignored = assess(program_of(book), known, is_part=cut).ignored
            looked_at.append({id: answer for id, answer in known.items() if id not in ignored})
        shared = {id: answer for known in looked_at for id, answer in known.items() if id in self.joint.common}
        return [
            _profile({**known, **{id: self.joint.taken(id, answer, side) for id, answer in shared.items()}}, cut)
            for side, known in zip(SIDES, looked_at, strict=True)
        ]


def _profile(answers: Mapping[str, Answer], cut: bool) -> Profile:
    return Profile(TITLE, activities=(Activity(PART, 1, answers),)) if cut else Profile(TITLE, answers)
