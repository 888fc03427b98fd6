"""Whether a rulebook.yaml is ours: other programs call files so too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.files.source import parse_document, read_bytes
from kpo_advisor.files.walk import header_in
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.tree import Listing, Scalar
from kpo_advisor.profiles.likeness import text_of

if TYPE_CHECKING:
    from pathlib import Path

_LIST = re.compile(r"(?:[ \t\ufeff]*+(?:#[^\n]*+|---[ \t]*+)?+\n)*+[ \t\ufeff]*+-[ \t\n]")


def own_header(folder: Path) -> Path | None:
    """The rulebook.yaml of a folder, unless it holds a list or a text, as Ansible's do; None where there is none.

    One that is empty, cannot be read, or is a link, which may lead out, counts: what is wrong with it is told.
    """
    header = header_in(folder)
    return None if header is None or _is_foreign(header) else header


def _is_foreign(header: Path) -> bool:
    try:
        if header.is_symlink():
            return False
        data = read_bytes(header, only_looks=True)
    except (OSError, UnreadableInput):
        return False
    if _LIST.match(text_of(data)):
        return True
    try:
        root = parse_document(data, str(header)).root
    except UnreadableInput:
        return False
    return isinstance(root, Listing) or (isinstance(root, Scalar) and root.value is not None)
