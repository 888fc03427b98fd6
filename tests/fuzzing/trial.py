"""What must hold of any input: it is read, twice alike, or it is refused in words, and quickly."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.finding import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpo_advisor.model.finding import Finding

LONGEST_MESSAGE = 6000
"""Characters of one message with its hint: it quotes what was found, and lists what is allowed, in part."""

OF_A_WHOLE_FILE = frozenset(
    (
        *("missing", "not-a-file", "unreadable", "too-large", "empty", "bad-encoding", "too-many-faults"),
        *("no-rulebook", "too-many-files", "extends-cycle", "missing-file", "no-questions", "no-decision"),
        *("unknown-revision", "no-repository", "main-decision", "leads-out", "not-read"),
    )
)
"""Codes of faults that have no line: the file as a whole, or one that is not there."""


class Broken(AssertionError):
    """The reader did what it must not do with this input."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An input that lies in its folder, and how to try it.

    `read` gives something that can be compared, or raises KpoAdvisorError. `after` is called with what was read
    and raises where that cannot be used. `seconds` of CPU are what one reading may take.
    """

    read: Callable[[], Any]
    after: Callable[[Any], None] = lambda _: None
    seconds: float = 1.0


def judge(trial: Trial, patience: float = 1.0) -> None:
    """Try it; raises Broken, or whatever the reader raised that it must not. `patience` stretches the limit."""
    before = cpu()
    first = _outcome(trial)
    taken = cpu() - before
    if taken > trial.seconds * patience:
        raise Broken(f"took {taken:.1f} s of CPU: {_in_short(first)}")
    second = _outcome(trial)
    if isinstance(first, KpoAdvisorError):
        if not isinstance(second, KpoAdvisorError) or (type(first), str(first)) != (type(second), str(second)):
            raise Broken(f"refused, and then otherwise: {_in_short(first)} / {_in_short(second)}")
        check_refusal(first)
    elif isinstance(second, KpoAdvisorError) or first != second:
        raise Broken(f"read, and then otherwise: {_in_short(first)} / {_in_short(second)}")
    else:
        trial.after(first)


def cpu() -> float:
    """Seconds of CPU of this process and of those it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _outcome(trial: Trial) -> Any:
    try:
        return trial.read()
    except KpoAdvisorError as error:
        return error


def _in_short(found: object) -> str:
    if isinstance(found, UnreadableInput):
        first = found.findings[0].one_line()[:200]
        return f"{len(found.findings)} faults, {len(str(found))} characters, the first: {first}"
    return f"{type(found).__name__}: {str(found)[:200]}"


def check_refusal(error: KpoAdvisorError) -> None:
    """It says what is wrong, and where."""
    if not str(error).strip():
        raise Broken(f"refused without a word: {error!r}")
    if isinstance(error, UnreadableInput):
        if not error.findings:
            raise Broken("refused without a finding")
        for finding in error.findings:
            check_finding(finding)


def check_finding(finding: Finding) -> None:
    """It has a code, a sentence, and a place where there is one."""
    words = f"{finding.message} {finding.hint or ''}"
    ends = '.:?!"' if finding.slug != "law-refuted" else finding.message  # which ends with the law's own words
    if not finding.slug or finding.message.strip()[-1:] not in tuple(ends):
        raise Broken(f"no sentence: {finding.one_line()[:500]}")
    if len(words) > LONGEST_MESSAGE:
        raise Broken(f"a message of {len(words)} characters: {finding.one_line()[:500]}")
    if finding.span is not None:
        start, end = finding.span.start, finding.span.end
        if min(start.line, start.column) < 1 or end < start:
            raise Broken(f"a place that is none: {finding.one_line()[:500]}")
    elif not finding.path and finding.slug not in OF_A_WHOLE_FILE and not _has_no_lines(finding.file):
        raise Broken(f"no place: {finding.one_line()[:500]}")


def _has_no_lines(file: str) -> bool:
    return file.startswith("--") or not file.casefold().endswith((".yaml", ".yml"))
