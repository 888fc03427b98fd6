"""The cases below `cases`: a folder for each code, in it good and bad rulebooks with the findings they expect.

A line that ends in `# expect: CODE` has that finding; `# expect-below: CODE` says it of the next line, where
a comment would change what is tested. Nothing else may be found.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE / "cases"

_EXPECTED = re.compile(r"# expect(?P<below>-below)?: (?P<code>KPO\d{3})\s*$")

Expected = tuple[str, int, str]
"""File below the case, line, code."""


def cases_of(kind: str) -> list[Path]:
    """All folders of cases whose name begins with the kind."""
    return sorted(each for each in CASES.glob(f"KPO*/{kind}*") if each.is_dir())


def expected_in(case: Path) -> list[Expected]:
    """What the comments in a case's files expect."""
    found = []
    for file in sorted(case.rglob("*.yaml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            match = _EXPECTED.search(line)
            if match:
                found.append((file.relative_to(case).as_posix(), number + bool(match["below"]), match["code"]))
    return sorted(found)
