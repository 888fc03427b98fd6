"""What the tests of interviews share: a folder to work in, and what is dear and comes again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from tests.interview.terminal import Work

_FOUND: dict[Any, Any] = {}


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Where an interview writes its profile and its draft."""
    from tests.interview.terminal import Work

    return Work(tmp_path / "work.yaml")


@pytest.fixture(scope="module")
def outlooks_once() -> Iterator[None]:
    """For tests of what is said and done: the same answers have the outlook of an earlier interview.

    What is looked for ahead of an answer is the same for the same outlook.
    """
    from kpo_advisor.certainty.stop import conditional_stop_of
    from kpo_advisor.interview.outlook import outlook_of

    def key_of_outlook(rulebook: Rulebook, profile: Profile, differing: frozenset[str]) -> Any:
        return id(rulebook), repr(profile), profile.file, differing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpo_advisor.interview.moves.outlook_of", _once(outlook_of, key_of_outlook))
        conditional = _once(conditional_stop_of, lambda examined, *bounds: (id(examined), *bounds))
        patch.setattr("kpo_advisor.interview.foresight.conditional_stop_of", conditional)
        yield


def _once(work: Callable[..., Any], key_of: Callable[..., Any]) -> Callable[..., Any]:
    """The work done once for each key; what it is of is kept, so that no other takes its id."""

    def result(*given: Any) -> Any:
        key = (work.__name__, key_of(*given))
        if key not in _FOUND:
            _FOUND[key] = work(*given), given
        return _FOUND[key][0]

    return result
