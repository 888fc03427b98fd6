"""Ids that would mean two things are refused where they are declared, and told with what is reserved."""

from __future__ import annotations

import pytest

from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.rulebooks.assembly.rulebook import assemble
from kpo_advisor.rulebooks.folder import FileBytes
from tests.small_rulebooks.every_kind import FILES

OPTIONS = """
decision: price
title: Price
kind: suggestions
options:
  per-piece: {title: Per piece, means: each piece has a price}
"""
TOPICS = """
decision: advice
title: Advice
kind: topics
topics:
  signing: {title: Agree before signing}
"""
HEADER = FILES["rulebook.yaml"].replace("[model, place]", "[model, place, price, advice]")
BOOK = {**FILES, "rulebook.yaml": HEADER, "price/decision.yaml": OPTIONS, "advice/decision.yaml": TOPICS}


def layer(files: dict[str, str], name: str = "") -> tuple[FileBytes, ...]:
    return tuple(FileBytes(path, name + path, text.encode()) for path, text in files.items())


def faults(file: str, old: str, new: str) -> list[tuple[str, str, int, str]]:
    """What is refused where one text of the small rulebook is another: code, file, line, what is called what."""
    assert BOOK[file].count(old) == 1, "one place is changed"
    with pytest.raises(UnreadableInput) as caught:
        assemble([layer({**BOOK, file: BOOK[file].replace(old, new)})], "")
    return [told(each) for each in caught.value.findings]


def told(finding: Finding) -> tuple[str, str, int, str]:
    assert finding.span is not None
    return finding.slug, finding.file, finding.span.start.line, finding.message.partition(":")[0]


def line_of(file: str, text: str) -> int:
    return BOOK[file][: BOOK[file].index(text)].count("\n") + 1


def test_the_book_that_is_changed_here_can_be_read() -> None:
    assert [each.id for each in assemble([layer(BOOK)], "").decisions] == ["model", "place", "price", "advice"]


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("place/decision.yaml", "  offshore: {", "  onshore-whole: {", 'alternative may be called "onshore-whole"'),
        ("place/decision.yaml", "  onshore: {", "  bpo-whole: {", 'alternative may be called "bpo-whole"'),
        ("place/decision.yaml", "  onshore: {", "  none: {", 'alternative may be called "none"'),
        ("price/decision.yaml", "  per-piece: {", "  kpo-whole: {", 'option may be called "kpo-whole"'),
        ("advice/decision.yaml", "  signing: {", "  a-whole-whole: {", 'topic may be called "a-whole-whole"'),
    ],
)
def test_alternatives_options_and_topics_leave_the_words_of_bars_and_cases_alone(
    file: str, old: str, new: str, what: str
) -> None:
    assert ("reserved-id", file, line_of(file, old), f"No {what}") in faults(file, old, new)


@pytest.mark.parametrize("id", ["own-whole", "kpo-whole", "none"])
def test_the_main_decision_may_not_list_them_either(id: str) -> None:
    found = faults("model/decision.yaml", "  hybrid: {", f"  {id}: {{title: Odd, means: odd}}\n  hybrid: {{")
    line = line_of("model/decision.yaml", "  hybrid: {")
    assert found == [("reserved-id", "model/decision.yaml", line, f'No alternative may be called "{id}"')]


def test_an_overlay_may_not_declare_them() -> None:
    place = FILES["place/decision.yaml"].replace("onshore", "far-whole")
    base = {path: text for path, text in FILES.items() if path != "place/decision.yaml"}
    base["rulebook.yaml"] = base["rulebook.yaml"].replace("[model, place]", "[model]")
    base["model/rules.yaml"] = base["model/rules.yaml"].partition("  - id: far-away")[0]
    own = {"rulebook.yaml": HEADER.replace("[model, place, price, advice]", "[place]"), "place/decision.yaml": place}
    with pytest.raises(UnreadableInput) as caught:
        assemble([layer(base), layer(own, "own/")], "")
    assert [told(each) for each in caught.value.findings] == [
        ("reserved-id", "own/place/decision.yaml", 6, 'No alternative may be called "far-whole"')
    ]


@pytest.mark.parametrize("word", ["term", "all", "any", "not", "at_least_n", "answered", "decided"])
def test_no_question_is_called_like_a_word_of_conditions(word: str) -> None:
    question = f"- {{id: {word}, kind: yes_no, ask: Say so., who_knows: [anyone]}}"
    found = faults(
        "questions.yaml",
        "    title: Checking\n    questions:\n",
        f"""\
    title: Checking
    questions:
      {question}
""",
    )
    line = line_of("questions.yaml", "    title: Checking") + 2
    assert found == [("reserved-id", "questions.yaml", line, f'No question may be called "{word}"')]


@pytest.mark.parametrize("word", ["unknown", "null"])
@pytest.mark.parametrize("choice", ["even-mix: {", "quality: {", "none: {means: nobody"])
def test_no_choice_of_any_kind_is_called_what_a_profile_says_where_nobody_knows(choice: str, word: str) -> None:
    found = faults("questions.yaml", choice, choice.replace(choice.partition(":")[0], f'"{word}"'))
    line = line_of("questions.yaml", choice)
    assert ("reserved-id", "questions.yaml", line, f'No choice may be called "{word}"') in found


@pytest.mark.parametrize("word", ["~", "", "Null", "NULL"])
def test_other_spellings_of_null_are_no_ids_of_choices(word: str) -> None:
    for key in (word, f'"{word}"'):
        found = faults("questions.yaml", "judgement-only:", f"{key}:")
        assert line_of("questions.yaml", "judgement-only:") in {line for _, _, line, _ in found}


@pytest.mark.parametrize("id", ["nullified", "nil", "not-known", "n-a"])
def test_a_choice_may_have_an_id_that_only_sounds_so(id: str) -> None:
    book = {**BOOK, "questions.yaml": BOOK["questions.yaml"].replace("insight", id)}
    assert id in assemble([layer(book)], "").questions["goals"].choice_ids


@pytest.mark.parametrize(
    "id",
    [
        "con",
        "nul",
        "aux",
        "prn",
        "com1",
        "lpt9",
        "rulebook",
        "terms",
        "decision",
        "d1-rules",
        "d1-litmus",
        "d1-litmus-2",
    ],
)
def test_no_rule_is_called_like_a_device_or_a_fact(id: str) -> None:
    """Suggested cases are files called after rules, and `mentions` of a case names rules and facts."""
    if id == "d1-litmus-2":  # only alike
        assemble([layer({**BOOK, "model/rules.yaml": BOOK["model/rules.yaml"].replace("far-away", id)})], "")
        return
    found = faults("model/rules.yaml", "far-away", id)
    line = line_of("model/rules.yaml", "far-away")
    assert found == [("reserved-id", "model/rules.yaml", line, f'No rule may be called "{id}"')]


@pytest.mark.parametrize("id", ["wholesale", "whole", "whole-team", "nonesuch", "unknown", "any", "packaged", "first"])
def test_an_alternative_may_have_any_other_id(id: str) -> None:
    book = {**BOOK, "place/decision.yaml": BOOK["place/decision.yaml"].replace("onshore:", f"{id}:")}
    assert id in {each.id for each in assemble([layer(book)], "").decision_by_id["place"].alternatives}


def test_an_option_may_be_called_none() -> None:
    """`recommended: none` speaks of alternatives; an option of that name has no other reading."""
    book = {**BOOK, "price/decision.yaml": OPTIONS.replace("per-piece", "none")}
    assert [each.id for each in assemble([layer(book)], "").decision_by_id["price"].options] == ["none"]


@pytest.mark.parametrize("id", ["null", "true", "~", "-", "no", "1e3", ""])
def test_an_id_that_yaml_takes_for_something_else_is_refused(id: str) -> None:
    assert faults("place/decision.yaml", "  onshore: {", f"  {id}: {{")
