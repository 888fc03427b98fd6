"""Names as they are typed: which of several is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def said(hint: str | None) -> tuple[str, ...]:
    """A hint as one more reason, where there is one."""
    return () if hint is None else (hint,)


def named(labels: Mapping[str, str], text: str) -> str | None:
    """The id that a text is, else the first that it or its label is but for capitals, blanks and runs of signs."""
    if text in labels:
        return text
    names = [*((id, id) for id in labels), *labels.items()]
    return next((id for id, name in names if _folded(name) == _folded(text)), None)


def begins(name: str, text: str) -> bool:
    """Whether a name begins so, but for capitals, blanks and runs of signs."""
    return _folded(name).startswith(_folded(text))


def _folded(text: str) -> str:
    return re.sub(r"[-_\s]+", "-", text.strip().casefold())
