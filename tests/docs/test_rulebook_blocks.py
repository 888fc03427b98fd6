"""What docs/rulebook.md shows of rulebook files is what the readers take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.expectation import KEYS
from kpo_advisor.profiles.profile import profile_in
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes, read_files
from kpo_advisor.rulebooks.kinds import FILE_SHAPES
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.shape_check import check_shape
from tests.small_rulebooks.on_disk import LAUNDRY

DOCUMENT = Path(__file__).parents[2] / "docs" / "rulebook.md"
OF_OVERLAYS = 'name: firm\ntitle: A firm\nversion: "1"\nextends: packaged\n'
KINDS = {
    "people": "questions",
    "sections": "questions",
    "criterion": "rules",
    "decision": "decision",
    "document": "facts",
    "laws": "laws",
    "criteria": "rulebook",
    "terms": "terms",
    "contradictions": "contradictions",
}
"""What kind of file a block is of, by its first key."""


def blocks() -> list[str]:
    """The YAML in the document, block by block."""
    found = DOCUMENT.read_text(encoding="utf-8").split("```yaml\n")[1:]
    return [block for block in (part.partition("```")[0] for part in found) if not block.startswith("title:")]


NAMES = {"facts": "facts/document.yaml", "decision": "decision/decision.yaml"}
"""The files of blocks, where they are not called after their kind."""


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.partition(":")[0])
def test_every_block_is_of_its_shape(block: str) -> None:
    kind = KINDS[block.partition(":")[0]]
    text = OF_OVERLAYS + block if kind == "rulebook" else block
    faults = Faults()
    read = check_shape(parse_document(text.encode(), "rulebook.md"), FILE_SHAPES[kind], faults)
    assert [finding.one_line() for finding in faults.findings] == []
    assert read is not None
    assert not read.left_out


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.partition(":")[0])
def test_lint_finds_nothing_in_a_block_but_that_it_stands_alone(block: str) -> None:
    """As a file of an overlay: it names what other files would hold, and ids that the extended rulebook has too."""
    kind = KINDS[block.partition(":")[0]]
    header = FileBytes("rulebook.yaml", "rulebook.yaml", (OF_OVERLAYS + (block if kind == "rulebook" else "")).encode())
    name = NAMES.get(kind, f"{kind}.yaml")
    files = [header] if kind == "rulebook" else [header, FileBytes(name, name, block.encode())]
    try:
        assemble([read_files(LAUNDRY), tuple(files)], "")
    except UnreadableInput as error:
        found = [finding for finding in error.findings if not finding.slug.startswith("unknown-")]
        assert [finding.one_line() for finding in found if finding.slug != "duplicate-id"] == []


def test_the_case_is_read_and_shows_every_key_of_what_a_case_expects() -> None:
    (block,) = re.findall(r"```yaml\n(title:.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    profile = profile_in(parse_document(block.encode(), "case.yaml"), load_rulebook())
    assert profile.expect is not None
    assert all(getattr(profile.expect, key) for key in KEYS)


def test_no_kind_of_file_is_left_out() -> None:
    shown = {KINDS[block.partition(":")[0]] for block in blocks()}
    assert set(FILE_SHAPES) == shown
