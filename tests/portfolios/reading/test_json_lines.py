"""JSON Lines: a profile a line, with what stands beside it."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

from kpo_advisor.portfolios.reading.json_lines import works_in_lines
from kpo_advisor.portfolios.reading.lines import numbered
from kpo_advisor.portfolios.work import Rejected, Work
from tests.small_rulebooks.every_kind import RULEBOOK


def read(text: str) -> list[Work | Rejected]:
    return list(works_in_lines(numbered(io.BytesIO(text.encode()), "works.jsonl"), "works.jsonl", RULEBOOK))


def only(text: str) -> Work:
    (found,) = read(text)
    assert isinstance(found, Work)
    return found


def test_a_line_is_a_profile_with_its_group_its_share_and_plain_values_beside() -> None:
    found = only('{"title": "a", "group": "G", "share": 2.5, "id": 17, "answers": {"work_nature": "rules-only"}}\n')
    assert (found.profile.title, found.profile.answers) == ("a", {"work_nature": "rules-only"})
    assert (found.group, found.share, found.further) == ("G", Fraction("2.5"), (("id", "17"),))
    assert (found.file, found.line) == ("works.jsonl", 1)


def test_what_is_not_told_is_left_out_and_the_title_is_the_line() -> None:
    found = only('\n{"answers": {}, "group": null, "share": null}')
    assert (found.profile.title, found.group, found.share) == ("Line 2", "", Fraction(1))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nope", "works.jsonl:2:1: A value is expected here. [syntax]"),
        ("[]", "works.jsonl:2:1: A profile is a mapping with the key answers, found a list of 0. [wrong-kind]"),
        ('{"answrs": {}}', 'Did you mean "answers"?'),
        ('{"answers": {"work_nature": "rulesonly"}}', "works.jsonl:2:1: At answers.work_nature:"),
        ('{"share": 0}', "works.jsonl:2:1: At share: The share is a number above 0"),
        ('{"group": 3}', "works.jsonl:2:1: At group: The group is a text"),
        ('{"more": []}', '"more" is no key here'),
        ('{"title": "a", "title": "b"}', "duplicate-key"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(line: str, message: str) -> None:
    first, bad, last = read(f'{{"title": "a"}}\n{line}\n{{"title": "b"}}\n')
    assert isinstance(bad, Rejected)
    assert message in " ".join(finding.one_line() for finding in bad.findings)
    assert isinstance(first, Work)
    assert isinstance(last, Work)
    assert (bad.line, last.line) == (2, 3)
