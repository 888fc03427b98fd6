"""The profiles whose page is longer than one, with how many requirements take it there; to write the list anew:

python -m tests.reports.page.longer
"""

from __future__ import annotations

from functools import cache

from tests.reports.given import GOLDEN
from tests.reports.page.laws import MOST, MOST_WITH_ACTIVITIES
from tests.reports.page.printed import FILES, named, printed

LIST = GOLDEN / "page-longer.txt"


@cache
def longer() -> dict[str, int]:
    """How many requirements there are, by the name of a profile."""
    rows = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines())
    return {name: int(count) for count, name in rows}


def main() -> None:
    """Write the list."""
    found = []
    for path in FILES:
        page = printed(path)
        if len(page.lines) > (MOST_WITH_ACTIVITIES if page.given.plan else MOST):
            found.append(f"{sum(map(len, page.requirements.values())):3} {named(path)}\n")
    LIST.write_bytes("".join(found).encode())


if __name__ == "__main__":
    main()
