"""Draw the picture of a report that the README shows, as a browser shows its first screen.

python -m tests.docs.picture writes docs/pictures/report.png anew; it needs a Chromium.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.reports.blocks import Letterhead
from kpo_advisor.reports.document.document import document
from kpo_advisor.reports.formats.to_html import to_html
from tests.reports.browser import Browser, found

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "report.png"
SHOWN = ROOT / "examples" / "payroll.yaml"
WIDE, HIGH = 840, 790
"""Pixels; as wide as the report is where there is room, and down to the reasons."""


def main() -> None:
    """Draw it."""
    program = found()
    if program is None:
        raise SystemExit("The picture is drawn by Chromium, and there is none.")
    rulebook = load_rulebook()
    profile = load_profile(SHOWN, rulebook)
    report = document(recommend(profile, rulebook), profile, rulebook, Letterhead())
    with TemporaryDirectory() as folder, Browser(program, Path(folder)) as browser:
        browser.open(to_html([report]), WIDE)
        PICTURE.write_bytes(browser.picture(WIDE, HIGH))


if __name__ == "__main__":
    main()
