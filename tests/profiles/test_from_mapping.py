"""A profile from a mapping is what a JSON file of the same keys gives, faults and all."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest

from kpo_advisor import UnreadableInput, load_profile, profile_from
from tests.small_rulebooks.every_kind import RULEBOOK

GOOD = {
    "title": "Invoices",
    "answers": {
        "work_nature": "even-mix",
        "goals": ("speed", "insight"),
        "data_types": ["none"],
        "review_capability": "none",
        "review_build": True,
        "people_needed": 12.5,
        "saving": "unknown",
    },
    "notes": {"work_nature": "60 pages"},
    "weights": {"nature": 7},
    "activities": [{"title": "one", "share": 3, "answers": {"work_nature": "rules-only"}}],
    "expect": {"recommended": "bpo"},
}
FAULTY = {
    "titel": "x",
    "answers": {"work_natur": "rules-only", "goals": ["speed", "speed", 3], "people_needed": float("nan")},
    "activities": [{"share": 0}],
}


def from_file(folder: Path, mapping: object) -> Path:
    path = folder / "p.json"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    return path


def test_a_mapping_gives_the_profile_that_a_file_with_it_gives(tmp_path: Path) -> None:
    path = from_file(tmp_path, GOOD)
    of_file = load_profile(path, RULEBOOK)
    assert profile_from(GOOD, RULEBOOK, name=str(path)) == of_file
    assert profile_from(MappingProxyType(GOOD), RULEBOOK) == of_file


@pytest.mark.parametrize("faulty", [FAULTY, {**FAULTY, "answers": {"work_natur": "x", "goals": ["speed", "spede", 3]}}])
def test_a_mapping_has_the_faults_of_a_file_with_it_each_with_its_path(
    tmp_path: Path, faulty: dict[str, object]
) -> None:
    path = from_file(tmp_path, faulty)
    with pytest.raises(UnreadableInput) as of_file:
        load_profile(path, RULEBOOK)
    with pytest.raises(UnreadableInput) as of_mapping:
        profile_from(faulty, RULEBOOK, name=str(path))
    assert of_mapping.value.findings == of_file.value.findings
    assert all(finding.path for finding in of_mapping.value.findings)


def test_a_mapping_without_a_title_is_untitled() -> None:
    assert profile_from({}, RULEBOOK).title == "untitled"


def test_what_json_cannot_hold_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="set is not JSON serializable"):
        profile_from({"answers": {"goals": {"speed"}}}, RULEBOOK)
