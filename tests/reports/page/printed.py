"""A page as it is read: its lines, its sections, and what it was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import recommend
from kpo_advisor.reports.blocks import Checklist, Heading, Paragraph, text_of
from kpo_advisor.reports.drawn.pictures import Bars
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.page.page import page
from tests.packaged import recommended, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor import Profile, Recommendation
    from kpo_advisor.model.recommendation import Advice
    from kpo_advisor.reports.blocks import Block, Words

TOP = Path(__file__).parents[3]
FOLDERS = (
    TOP / "examples",
    TOP / "examples" / "cases",
    TOP / "tests" / "worked_cases" / "second_encoding",
    TOP / "tests" / "absurd_results" / "profiles",
)
FILES = tuple(path for folder in FOLDERS for path in sorted(folder.glob("*.yaml")))
"""Every profile that lies in the repository and is made for the packaged rulebook."""

NUMBER = r"[+-]?\d+\.\d"
FIGURE = re.compile(rf" *({NUMBER})  \S")
"""How the line of a difference begins."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; of what stands above the first one, no heading."""

    heading: str
    blocks: tuple[Block, ...]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """As at 80 columns, without the heading."""
        return tuple(line.text for line in to_terminal(self.blocks, 80))

    @property
    def words(self) -> tuple[Words, ...]:
        """What is said in sentences."""
        return words_of(self.blocks)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The differences, each in one line: those that begin with a number."""
        found: list[str] = []
        is_part = False
        for line in self.lines:
            if FIGURE.match(line):
                found.append(line.strip())
                is_part = True
            elif is_part and line.startswith(" " * 8):
                found[-1] += f" {line.strip()}"
            else:
                is_part = False
        return tuple(found)


@dataclass(frozen=True)
class Printed:
    """The page of a recommendation."""

    given: Recommendation = field(repr=False)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What it is made of."""
        return page(self.given, rulebook()).blocks

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """As at 80 columns."""
        return self.at(80)

    def at(self, width: int) -> tuple[str, ...]:
        """As at so many columns."""
        return tuple(line.text for line in to_terminal(self.blocks, width))

    @cached_property
    def text(self) -> str:
        """In one line, so that a sentence is found wherever its lines break."""
        return " ".join(" ".join(self.lines).split())

    @property
    def words(self) -> tuple[Words, ...]:
        """What is said in sentences, one after the other: all but the picture."""
        return words_of(self.blocks)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """In their order, what stands above the first heading too."""
        found: list[tuple[str, list[Block]]] = [("", [])]
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 2:
                found.append((text_of(block.words), []))
            else:
                found[-1][1].append(block)
        return tuple(Section(heading, tuple(blocks)) for heading, blocks in found)

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """What comes before the start: one list, of homes that are level or close also one for each."""
        return tuple(block for block in self.blocks if isinstance(block, Checklist))

    def checklists_under(self, *headings: str) -> list[Checklist]:
        """Those under some headings."""
        sections = [section for section in self.sections if section.heading in headings]
        return [block for section in sections for block in section.blocks if isinstance(block, Checklist)]

    @property
    def lines_of_requirements(self) -> int:
        """How many of the lines are theirs."""
        return len(to_terminal(self.checklists, 80))

    @property
    def lines_of_warnings(self) -> int:
        """How many say what is odd about the answers."""
        return len(to_terminal([block for block in self.blocks if getattr(block, "lead", "") == "! "], 80))

    @cached_property
    def bars(self) -> dict[str, Fraction]:
        """The score of each home as the picture shows it; none where nothing was answered that speaks for any."""
        pictures = [block for block in self.blocks if isinstance(block, Bars)]
        assert len(pictures) == (not self.says_nothing_yet)
        return {row.title: row.score for picture in pictures for row in picture.rows}

    @property
    def says_nothing_yet(self) -> bool:
        """Whether the page only says what to find out first."""
        return self.answer.startswith("No recommendation yet")

    @property
    def answer(self) -> str:
        """The sentence that says what to do."""
        return text_of(self._sentences[2])

    @property
    def sureness(self) -> str:
        """The sentence that says how sure it is."""
        return text_of(self._sentences[3])

    @property
    def _sentences(self) -> list[Words]:
        return [block.words for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def homes(self) -> tuple[str, ...]:
        """The homes that the answer names as first."""
        return (self.given.recommended,) if self.given.recommended else self.given.first

    @property
    def requirements(self) -> dict[str, list[Advice]]:
        """What must be in place, by the home that wants it: of those that are level or close, each."""
        wanted = set() if self.says_nothing_yet else {*self.homes, *self.given.close}
        return {
            row.alternative: [advice for advice in row.requires if advice.status == "holds"]
            for row in self.given.ranking
            if row.alternative in wanted
        }


def words_of(blocks: Iterable[Block]) -> tuple[Words, ...]:
    """What blocks say in sentences, one after the other."""
    found: list[Words] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.words)
        elif isinstance(block, Checklist):
            found += [check for row in block.rows for check in row.checks]
    return tuple(found)


def named(path: Path) -> str:
    """A file by its folder and its name, as tests call it."""
    return f"{path.parent.name}/{path.stem}"


@cache
def printed(path: Path) -> Printed:
    """The page of a file."""
    return Printed(recommended(path))


def of(profile: Profile) -> Printed:
    """The page of a profile."""
    return Printed(recommend(profile, rulebook()))
