"""Placing a stream of work: in this process, or shared out among several in parts of one size.

What comes out is the same, in the same order, however many there are; no more is read ahead than they are busy with.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from kpo_advisor.portfolios.placing import Placing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.placement import Placement
    from kpo_advisor.portfolios.work import Rejected, Work

PART = 100
"""Pieces of work that a process is given at once."""
AHEAD = 3
"""Parts that are read ahead, for each process."""

_own: list[Placing] = []
"""What a process of a pool places with; empty in all others."""


def placed(
    works: Iterable[Work | Rejected], rulebook: Rulebook, jobs: int = 1, *, is_quick: bool = False
) -> Iterator[Placement | Rejected]:
    """Each piece of work placed, in the order in which they come; what cannot be read stays as it is.

    `jobs` are the processes, at least 1. `is_quick` as for `Placing`.
    """
    if jobs == 1:
        placing = Placing(rulebook, is_quick=is_quick)
        yield from map(placing.of, works)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    source = iter(works)
    busy: deque[Future[list[Placement | Rejected]]] = deque()
    # An interrupt raises here, so that the processes are ended in order; no solver runs in this one to swallow it.
    with (
        _raised_interrupts(),
        ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (rulebook, is_quick)) as pool,
    ):
        try:
            while part := list(islice(source, PART)):
                with _held_interrupts():
                    busy.append(pool.submit(_place, part))
                if len(busy) > AHEAD * jobs:
                    yield from busy.popleft().result()
            while busy:
                yield from busy.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _raised_interrupts() -> Iterator[None]:
    """Let an interrupt raise KeyboardInterrupt, and afterwards do what it did before."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # as in a shell's background
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _held_interrupts() -> Iterator[None]:
    """Hold an interrupt back until the end. A process that begins meanwhile never gets one: this one ends it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(rulebook: Rulebook, is_quick: bool) -> None:
    """What a process does first: it makes what it places with, and sees to it that it ends with its parent."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _own[:] = [Placing(rulebook, is_quick=is_quick)]


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


def _place(part: Sequence[Work | Rejected]) -> list[Placement | Rejected]:
    return list(map(_own[0].of, part))
