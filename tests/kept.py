"""Results that many tests look at, worked out once for all the processes that run the tests."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

FOLDER = "KPO_ADVISOR_TESTS_KEPT"
"""The variable that names the folder of this run; tests/conftest.py makes it, and takes it away at the end."""


def kept(work: Callable[..., T], *given: Any, **settings: Any) -> T:
    """What comes of some profiles by a rulebook of files, which is last: as another process found it, or found now."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return work(*given, **settings)
    key = key_of(work, *given, **settings)
    file = Path(folder, hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest())
    try:
        found: T = pickle.loads(file.read_bytes())
    except FileNotFoundError:
        found = work(*given, **settings)
        written = file.with_suffix(f".{os.getpid()}")
        written.write_bytes(pickle.dumps(found))
        written.replace(file)
    return found


def key_of(work: Callable[..., object], *given: Any, **settings: Any) -> str:
    """What a result is of: the profiles with their files, the bytes of the rulebook, and the settings."""
    *profiles, rulebook = given
    assert rulebook.sha256.strip("0"), "of files"
    return f"{work.__name__} {[(profile, profile.file) for profile in profiles]} {rulebook.sha256} {settings}"
