"""No fault of a rulebook hides one of another kind, wherever both stand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes, read_files
from tests.how_many import share
from tests.small_rulebooks.on_disk import LAUNDRY

FILES = tuple(read_files(LAUNDRY))

KINDS: dict[str, tuple[str, str]] = {
    "shape": (r"^( *)- id: .*$", r"\g<0>\n\1  wibble: [p, q]"),
    "unknown-question": (r"^( *)when: \{.*\}$", r"\1when: {no_such_question: so}"),
    "unknown-fact": (r"^( *)cites: .*$", r"\1cites: [no-such-fact]"),
    "unknown-alternative": (r"^( *)favours: .*$", r"\1favours: {no-such-home: slight}"),
    "unknown-person": (r"^( *)who_knows: .*$", r"\1who_knows: [no-such-person]"),
    "unknown-criterion": (r"^criterion: .*$", "criterion: no-such-criterion"),
    "duplicate-id": (r"^  - id: (?:light-stains|apart|too-much)$", "  - id: heavy-stains"),
    "reads-differently": (r"^( *)because: .*$", r"\1because: no"),
}
"""By kind, lines that can be given a fault of it, and what these become."""

NEAR_A_KEY = (r"^( *)favours: .*$", r"\1favors: {house: slight}")
"""A key that is none, and may have been meant for one, so that what its record says besides is not sure."""


def places(pattern: str) -> list[tuple[int, re.Match[str]]]:
    """Where a pattern matches: the file's number, and the place in it."""
    return [
        (number, match) for number, file in enumerate(FILES) for match in re.finditer(pattern, file.data.decode(), re.M)
    ]


def spoilt(*faults: tuple[int, re.Match[str], str]) -> tuple[FileBytes, ...]:
    """The files with these places changed, the last first, so that the others stay where they are."""
    texts = [file.data.decode() for file in FILES]
    for number, match, instead in sorted(faults, key=lambda fault: -fault[1].start()):
        texts[number] = texts[number][: match.start()] + match.expand(instead) + texts[number][match.end() :]
    return tuple(replace(file, data=text.encode()) for file, text in zip(FILES, texts, strict=True))


def kinds_of(*faults: tuple[int, re.Match[str], str]) -> set[str]:
    """The kinds of the faults that are told of the files with these places changed."""
    with pytest.raises(UnreadableInput) as error:
        assemble([spoilt(*faults)], "")
    return {finding.slug for finding in error.value.findings}


def one_of(kind: str) -> st.SearchStrategy[tuple[int, re.Match[str], str]]:
    pattern, instead = KINDS[kind]
    return st.sampled_from(places(pattern)).map(lambda place: (*place, instead))


def are_apart(one: tuple[int, re.Match[str], str], other: tuple[int, re.Match[str], str]) -> bool:
    return one[0] != other[0] or one[1].end() < other[1].start() or other[1].end() < one[1].start()


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_these_places_gives_a_fault_of_its_kind_and_no_other(kind: str) -> None:
    pattern, instead = KINDS[kind]
    found = places(pattern)
    assert found
    for place in found:
        assert kinds_of((*place, instead)) == {kind}, place


@pytest.mark.long
@settings(max_examples=share(800))
@given(st.data())
def test_of_two_faults_of_different_kinds_both_are_told(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=2, unique=True))
    one, other = (data.draw(one_of(kind)) for kind in kinds)
    assume(are_apart(one, other))
    assert kinds_of(one, other) == {*kinds}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("unknown-") or kind == "duplicate-id"])
def test_a_mistyped_key_hides_no_id_that_names_nothing_not_even_in_its_own_rule(kind: str) -> None:
    pattern, instead = KINDS[kind]
    mistyped = [(*place, NEAR_A_KEY[1]) for place in places(NEAR_A_KEY[0])]
    pairs = [(key, (*place, instead)) for key in mistyped for place in places(pattern)]
    apart = [(key, other) for key, other in pairs if are_apart(key, other)]
    assert apart
    for key, other in apart:
        assert kinds_of(key, other) == {"shape", kind}


def test_what_may_only_follow_from_a_mistyped_key_is_not_told() -> None:
    """Without what it favours, a rule has no effect, and its sentences by alternative name what it does not weigh."""
    mistyped = places(NEAR_A_KEY[0])
    assert len(mistyped) > 5
    for place in mistyped:
        assert kinds_of((*place, NEAR_A_KEY[1])) == {"shape"}


@pytest.mark.parametrize("key", ["name", "title", "version"])
def test_what_a_header_lacks_hides_no_fault_of_another_file_but_of_decisions(key: str) -> None:
    """Which decisions there are, and in which order, only the header says."""
    ((header, found),) = places(rf"^{key}: .*\n(?=(?:.*\n)*decisions: )")
    for kind in ("unknown-question", "unknown-fact", "unknown-person", "duplicate-id"):
        pattern, instead = KINDS[kind]
        elsewhere = [place for place in places(pattern) if not FILES[place[0]].relative.endswith("decision.yaml")]
        for place in elsewhere:
            assert kinds_of((header, found, ""), (*place, instead)) == {"shape", kind}
    assert kinds_of((header, found, "")) == {"shape"}
