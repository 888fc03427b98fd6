"""Results that many tests look at, worked out once for all the processes that run the tests."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpo_advisor import Profile, Rulebook

T = TypeVar("T")

FOLDER = "KPO_ADVISOR_TESTS_KEPT"
"""The variable that names the folder of this run; tests/conftest.py makes it, and takes it away at the end."""


def kept(key: str, work: Callable[[], T]) -> T:
    """What another process found under this key, or what is found now."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return work()
    file = Path(folder, hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest())
    try:
        found: T = pickle.loads(file.read_bytes())
    except FileNotFoundError:
        found = work()
        written = file.with_suffix(f".{os.getpid()}")
        written.write_bytes(pickle.dumps(found))
        written.replace(file)
    return found


def key_of(work: str, profiles: Sequence[Profile], rulebook: Rulebook, **settings: object) -> str:
    """A key for what comes of profiles by a rulebook of files; of recommendations, those with all that there is."""
    assert rulebook.sha256.strip("0"), "made of files"
    settings = {"with_conditions": True, "with_flips": True, **settings}
    named = [(profile, profile.file) for profile in profiles]
    return f"{work} {named} {rulebook.sha256} {sorted(settings.items())}"
