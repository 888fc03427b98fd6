"""Settings from `[tool.kpo-advisor.lint]` of the nearest pyproject.toml that has this table.

Whoever proposes a change can write the paths there, and findings show lines of what they lead to. So they lead to
nothing that the change could not hold itself.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.file_names import ABSOLUTE, PROFILES, counts
from kpo_advisor.files.own_output import refuse_if_output
from kpo_advisor.files.text_file import printable
from kpo_advisor.files.work_tree import MARK, nearest, own_top
from kpo_advisor.solver.effort import MOST_EFFORT
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

NAME = "pyproject.toml"
TABLE = "[tool.kpo-advisor.lint]"
_WAY = ("tool", "kpo-advisor", "lint")

_LISTS = ("paths", "select", "ignore")
_TEXTS = ("fail-level", "rules")
_NUMBERS = ("effort",)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file sets; empty where it says nothing. Paths are as seen from the folder of the file."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_level: str | None = None
    rules: Path | None = None
    effort: int | None = None


def read_configuration(folder: Path) -> Configuration:
    """The settings of the nearest pyproject.toml that has the table, from the folder up; none without one.

    The search ends at the top of the repository; outside of one, files that do not belong to the folder's owner are
    passed over. Raises KpoAdvisorError for a file on the way that is no TOML, since it may hold the table, and for
    keys and values that are not allowed, among them paths as `_stop_outside` refuses them.
    """
    for file in nearest(folder, _settings_in):
        table = _table(file)
        if table is not None:
            return _read(table, file, folder)
    return Configuration()


def _settings_in(folder: Path) -> Path | None:
    # Not pathlib's is_file: it raises for folders that are closed.
    return folder / NAME if os.path.isfile(folder / NAME) else None  # noqa: PTH113


def _read(table: dict[str, Any], file: Path, folder: Path) -> Configuration:
    for key in table:
        allowed = (*_LISTS, *_TEXTS, *_NUMBERS)
        if key not in allowed:
            hint = did_you_mean(key, allowed) or f"Allowed are {', '.join(allowed)}."
            raise KpoAdvisorError(f"{file}: {quoted(key)} is no key of {TABLE}. {hint}")
    paths, select, ignore = (_words(table, key, file) for key in _LISTS)
    fail_level, rules = (_text(table, key, file) for key in _TEXTS)
    for key, path in [*(("paths", path) for path in paths), *([("rules", rules)] if rules else [])]:
        _stop_outside(path, key, file)
    home = file.parent
    seen_from_here = tuple(str(_from(folder, home, path)) for path in paths)
    against = _from(folder, home, rules) if rules else None
    return Configuration(seen_from_here, select, ignore, fail_level, against, _number(table, "effort", file))


def _stop_outside(path: str, key: str, file: Path) -> None:
    """Raise KpoAdvisorError unless a path that a file sets stays in its repository, or in its folder outside of one.

    Neither is standard input allowed, nor a path into `.git`, which may hold secrets, nor what is there and is neither
    a folder nor a file that a search would read. What is not there is told when it is looked for.
    """
    why = _why_not(path, file.parent)
    if why is not None:
        raise KpoAdvisorError(f"{printable(str(file))}: {key} has {quoted(path)}, which {why}.")


def _why_not(path: str, home: Path) -> str | None:
    if str(Path(path)) == "-":  # also for ./-
        return "would be standard input; name files or folders"
    if ABSOLUTE.match(path):  # on any system: the same file must mean the same on all of them
        return "is an absolute path; write it as seen from the folder of the file"
    top = own_top(home)
    try:
        real = Path(os.path.realpath(home / path))
        inside = real.relative_to(os.path.realpath(top or home))
    except ValueError:  # outside, or a name that no file can have
        return f"leads out of the {'repository' if top else 'folder of the file'}"
    if any(part.casefold() == MARK for part in inside.parts):
        return f"leads into {MARK}"
    # Not pathlib's is_dir: it raises for what is closed.
    if not os.path.lexists(real) or os.path.isdir(real):  # noqa: PTH112
        return None
    if not os.path.isfile(real) or not counts(real.name, PROFILES):  # noqa: PTH113
        return "is neither a folder nor a YAML or JSON file that is not hidden"
    return None


def _from(folder: Path, home: Path, path: str) -> Path:
    return Path(path) if folder == home else home / path


def _table(file: Path) -> dict[str, Any] | None:
    """The table of a file; None where it has none."""
    try:
        refuse_if_output(file.stat(), str(file))
        above: dict[str, Any] = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # ValueError also for a number of too many digits
        raise KpoAdvisorError(f"{file} cannot be read as TOML: {error}.") from error
    except OSError as error:
        raise KpoAdvisorError(f"{file} cannot be read: {error.strerror}.") from error
    for depth, key in enumerate(_WAY):
        if key not in above:
            if depth == len(_WAY) - 1 and above:
                raise KpoAdvisorError(
                    f'{file}: [tool.kpo-advisor] has one key, "lint"; found {quoted(next(iter(above)))}.'
                )
            return None
        inner = above[key]
        if not isinstance(inner, dict):
            raise KpoAdvisorError(f"{file}: {TABLE} must be a table.")
        above = inner
    return above


def _words(table: dict[str, Any], key: str, file: Path) -> tuple[str, ...]:
    found = table.get(key, [])
    if isinstance(found, list) and all(isinstance(word, str) for word in found):
        return tuple(found)
    raise KpoAdvisorError(f"{file}: {key} in {TABLE} is a list of texts.")


def _text(table: dict[str, Any], key: str, file: Path) -> str | None:
    found = table.get(key)
    if found is None or isinstance(found, str):
        return found
    raise KpoAdvisorError(f"{file}: {key} in {TABLE} is a text.")


def _number(table: dict[str, Any], key: str, file: Path) -> int | None:
    found = table.get(key)
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and 1 <= found <= MOST_EFFORT):
        return found
    raise KpoAdvisorError(f"{file}: {key} in {TABLE} is a whole number from 1 to {MOST_EFFORT}.")
