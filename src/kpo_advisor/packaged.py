"""Where the rulebook that comes with the package is found."""

from __future__ import annotations

from pathlib import Path


def packaged_rulebook() -> Path:
    """The folder of the packaged rulebook, as an absolute path.

    A wheel carries it inside the package, as `kpo_advisor/rules`. In a source tree, editable installs
    included, it stands in `rules` beside `src`, and the package has no such folder. So the folder
    inside the package wins where it exists. The search starts from this file and never looks at
    site-packages or the working directory, so it cannot find the rulebook of another copy.

    Raises FileNotFoundError, which names both places, if neither holds a rulebook: the installation is
    broken, and nothing that the user gave is at fault.
    """
    package = Path(__file__).resolve().parent
    places = (package / "rules", package.parent.parent / "rules")
    for place in places:
        if (place / "rulebook.yaml").is_file():
            return place
    raise FileNotFoundError("the packaged rulebook is missing; looked in " + " and ".join(map(str, places)))
