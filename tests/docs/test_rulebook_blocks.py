"""What docs/rulebook.md shows of rulebook files is what the readers take."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.kinds import FILE_SHAPES
from kpo_advisor.rulebooks.shape_check import check_shape

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
}
"""What kind of file a block is of, by its first key."""


def blocks() -> list[str]:
    """The YAML in the document, block by block."""
    found = DOCUMENT.read_text(encoding="utf-8").split("```yaml\n")[1:]
    return [block.partition("```")[0] for block in found]


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.partition(":")[0])
def test_every_block_is_of_its_shape(block: str) -> None:
    kind = KINDS[block.partition(":")[0]]
    text = OF_OVERLAYS + block if kind == "rulebook" else block
    faults = Faults()
    read = check_shape(parse_document(text.encode(), "rulebook.md"), FILE_SHAPES[kind], faults)
    assert [finding.one_line() for finding in faults.findings] == []
    assert read is not None
    assert not read.left_out


def test_no_kind_of_file_is_left_out_but_those_told_in_a_sentence() -> None:
    shown = {KINDS[block.partition(":")[0]] for block in blocks()}
    assert set(FILE_SHAPES) - shown == {"terms", "contradictions"}
