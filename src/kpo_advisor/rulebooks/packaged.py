"""Where the rulebook that comes with the package is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.file_names import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_PACKAGE = Path(__file__).resolve().parents[1]


def packaged_rulebook() -> Path:
    """The folder of the packaged rulebook, as an absolute path.

    A wheel carries it inside the package, as `kpo_advisor/rules`. In a source tree, editable installs
    included, it stands in `rules` beside `src`, and the package has no such folder. So the folder
    inside the package wins where it exists. The search starts from this file and never looks at
    site-packages or the working directory, so it cannot find the rulebook of another copy. Where the package
    is imported from an archive, the path leads into that, and `archived_files` has what is there.

    Raises KpoAdvisorError, which names both places, if neither holds a rulebook: the installation is
    broken, and nothing that the user gave is at fault.
    """
    places = (_PACKAGE / "rules", _PACKAGE.parent.parent / "rules")
    for place in places:
        if (place / HEADER).is_file() or archived_files(place):
            return place
    looked = " and ".join(map(str, places))
    raise KpoAdvisorError(f"The packaged rulebook is missing; looked in {looked}. Give a rulebook's folder as --rules.")


def archived_files(folder: Path) -> dict[str, bytes] | None:
    """The YAML files of the packaged rulebook by their path below its folder, in order, where they are in an archive.

    None for any other folder, and where the package stands in a folder.
    """
    if folder != _PACKAGE / "rules" or _PACKAGE.is_dir():
        return None
    from importlib.resources import files

    rules = files("kpo_advisor").joinpath("rules")
    return dict(sorted(_yaml_below(rules, ""))) if rules.is_dir() else None


def _yaml_below(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _yaml_below(entry, f"{above}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{above}{entry.name}", entry.read_bytes()
