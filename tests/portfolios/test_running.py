"""Placing in several processes: an interrupt ends it whenever it comes, and no process that is begun gets it too."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.model.profile import Profile
from kpo_advisor.portfolios.running import placed
from kpo_advisor.portfolios.work import Work
from tests.packaged import rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

WORKS = [Work(f"work {number}", None, Profile("Some work", {"sop_test": "yes-written"})) for number in range(3)]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to hold back")
def test_an_interrupt_while_processes_begin_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    submit: Callable[..., Future[Any]] = ProcessPoolExecutor.submit

    def interrupted(pool: ProcessPoolExecutor, *given: Any) -> Future[Any]:
        signal.raise_signal(signal.SIGINT)
        begun = submit(pool, *given)
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()), "those that begin would get it too"
        return begun

    monkeypatch.setattr(ProcessPoolExecutor, "submit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(placed(WORKS, rulebook(), 2, is_quick=True))
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_several_processes_place_as_one_does() -> None:
    assert list(placed(WORKS, rulebook(), 2, is_quick=True)) == list(placed(WORKS, rulebook(), is_quick=True))
