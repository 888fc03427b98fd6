"""The ids that are typed on the command line, from a short list that is kept for each rulebook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from kpo_advisor.rulebooks.cache.kept_words import kept_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.rulebooks.cache.kept_words import Words


class Ids(NamedTuple):
    """The ids of a rulebook; choices are `question.choice`, and `shown` is all that `show` takes but choices.

    `people` are those who know the answer to a question, `homes` the alternatives of the main decision.
    """

    sections: list[str]
    people: list[str]
    homes: list[str]
    questions: list[str]
    choices: list[str]
    criteria: list[str]
    rules: list[str]
    shown: list[str]


def ids_of(rules: Path | None) -> Ids:
    """The ids of a rulebook, None: the packaged one. Raises what loading it raises where they are not kept yet."""
    if rules is None:
        from kpo_advisor.rulebooks.packaged import packaged_rulebook

        rules = packaged_rulebook()
    folder = rules

    def made() -> tuple[Words, Iterable[str]]:
        from kpo_advisor.rulebooks.loading import load_rulebook

        watched = [*_watched(folder)]  # looked at first: what changes while it is read is read again next time
        return _ids(load_rulebook(folder))._asdict(), watched

    whose = os.path.abspath(folder)  # noqa: PTH100  # not resolved: that looks at the disk
    return Ids(**kept_words(f"{' '.join(Ids._fields)} of {whose}", made))


def codes() -> tuple[str, ...]:
    """The codes and names of all findings of lint."""

    def made() -> tuple[Words, Iterable[str]]:
        from kpo_advisor.lint import codes as of_lint
        from kpo_advisor.lint.checks import __file__ as checks

        known = of_lint.known()
        watched = (of_lint.__file__, checks, os.path.dirname(checks))  # noqa: PTH120
        return {"codes": [*known, *known.values()]}, watched

    return tuple(kept_words("codes", made)["codes"])


def _ids(rulebook: Rulebook) -> Ids:
    from kpo_advisor.lookup.things import things_in

    asked = rulebook.questions.values()
    knowing = {person.id for question in asked for person in question.who_knows}
    return Ids(
        sections=[section.id for section in rulebook.sections],
        people=[id for id in rulebook.people if id in knowing],
        homes=[home.id for home in rulebook.main.alternatives],
        questions=[*rulebook.questions],
        choices=[f"{question.id}.{choice}" for question in asked for choice in question.choice_ids],
        criteria=[*rulebook.criterion_titles()],
        rules=[*rulebook.rule_by_id],
        shown=sorted(things_in(rulebook)),
    )


def _watched(folder: Path) -> Iterator[str]:
    """All folders and files that a rulebook is made of, with those of what it extends."""
    from kpo_advisor.rulebooks.extends import folders_in

    for part in folders_in(folder):
        for above, _, names in os.walk(part):
            yield above
            yield from (os.path.join(above, name) for name in names)  # noqa: PTH118
