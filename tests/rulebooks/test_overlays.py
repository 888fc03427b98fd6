"""What an overlay adds and switches off counts, and what it cannot add or switch off is told with what it can."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.rulebooks.cache.plain_form import as_json, from_json
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.small_rulebooks.building import assessed
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

HEADER = 'name: firm\ntitle: A firm\nversion: "1"\n'
TRUST = "trust: { title: Trust, axis: sourcing, weight: 4, rationale: Our clients ask who does it. }"
CLIENTS_ASK = """
rules:
  - id: clients-ask
    criterion: trust
    favours: { in-house: strong }
    because: Clients want our own people.
    inferred: House policy.
"""


def overlay(folder: Path, header: str, *, extends: Path = PLAIN, **files: str) -> Rulebook:
    folder.mkdir(exist_ok=True)
    text = f"{HEADER}extends: {'/'.join(['..'] * len(folder.parts))}{extends}\n{dedent(header)}"
    (folder / "rulebook.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
    return load_rulebook(folder, cache=False)


def faults(folder: Path, header: str, **files: Any) -> list[Finding]:
    with pytest.raises(UnreadableInput) as error:
        overlay(folder, header, **files)
    return list(error.value.findings)


def the_fault(folder: Path, header: str, **files: Any) -> Finding:
    (found,) = faults(folder, header, **files)
    return found


# --- criteria -------------------------------------------------------------------------------------------


def test_a_criterion_that_an_overlay_adds_comes_after_the_others_and_weighs(tmp_path: Path) -> None:
    book = overlay(tmp_path, f"criteria: {{ model: {{ {TRUST} }} }}", trust=CLIENTS_ASK)
    assert [(criterion.id, criterion.weight) for criterion in book.main.criteria] == [
        ("kind-of-work", 2),
        ("hours", 3),
        ("trust", 4),
    ]
    # Rule work that nobody has hours for: bpo gets 2 * 3 + 3 * 3, in-house 2 * 1 and, of trust, 4 * 3.
    found = assessed(book, {"work_nature": "rules-only", "own_staff": "busy", "secrets": "no"})
    points = {row.alternative: (row.points, row.out_of) for row in found.decisions["model"].ranking}
    assert points == {"bpo": (15, 27), "in-house": (14, 27)}


def test_a_further_overlay_can_set_the_weight_of_a_criterion_that_was_added(tmp_path: Path) -> None:
    middle = tmp_path / "middle"
    overlay(middle, f"criteria: {{ model: {{ {TRUST} }} }}")
    book = overlay(tmp_path / "top", "weights: { trust: { weight: 6, rationale: They ask twice. } }", extends=middle)
    assert [(criterion.weight, criterion.rationale) for criterion in book.main.criteria[2:]] == [(6, "They ask twice.")]


def test_a_criterion_that_is_there_is_a_fault_that_says_how_to_change_its_weight(tmp_path: Path) -> None:
    found = the_fault(tmp_path, f"criteria:\n  model:\n    hours: {TRUST.removeprefix('trust: ')}")
    assert (found.slug, found.span and found.span.start.line) == ("duplicate-id", 7)
    assert found.message.startswith('The criterion "hours" exists already, at ')
    assert found.message.endswith("model/decision.yaml:9.")
    assert found.hint == "To change the weight of a criterion of an extended rulebook, set it under `weights`."


def test_criteria_are_added_to_decisions_that_have_some(tmp_path: Path) -> None:
    found = the_fault(tmp_path, f"criteria: {{ modle: {{ {TRUST} }} }}")
    assert (found.slug, found.message) == ("unknown-decision-with-criteria", '"modle" is no decision with criteria.')
    assert found.hint == 'Did you mean "model"?'
    other = the_fault(tmp_path, f"criteria: {{ pricing: {{ {TRUST} }} }}")
    assert other.message == '"pricing" is no decision with criteria; there is model.'


def test_a_criterion_without_a_rationale_is_refused(tmp_path: Path) -> None:
    found = the_fault(tmp_path, "criteria: { model: { trust: { title: Trust, axis: sourcing, weight: 4 } } }")
    assert found.slug == "shape"
    assert "rationale" in found.message


def test_what_names_a_criterion_of_a_header_that_cannot_be_read_is_not_told(tmp_path: Path) -> None:
    """The rule's criterion may be one that the header adds."""
    found = faults(tmp_path, f"criteria: {{ model: {{ {TRUST} }} }}\nnonsense: 1", trust=CLIENTS_ASK)
    assert [fault.slug for fault in found] == ["shape"]


# --- laws -----------------------------------------------------------------------------------------------


def test_a_law_that_is_switched_off_is_no_law_and_its_reason_is_kept(tmp_path: Path) -> None:
    book = overlay(tmp_path, "switch_off_laws: { secrets-stay: Our providers keep secrets. }")
    assert book.laws == ()
    assert [(taken.what.id, taken.reason) for taken in book.switched_off] == [
        ("secrets-stay", "Our providers keep secrets.")
    ]


def test_a_rule_and_a_law_of_one_name_are_switched_off_apart(tmp_path: Path) -> None:
    header = "switch_off_laws: { own-hours: Not ours. }"
    laws = "laws: [{ id: own-hours, says: So it is., not_excluded: [in-house], inferred: Ours. }]"
    book = overlay(tmp_path, header, laws=laws)
    assert [law.id for law in book.laws] == ["secrets-stay"]
    assert "own-hours" in book.rule_by_id


def test_a_law_that_does_not_exist_cannot_be_switched_off(tmp_path: Path) -> None:
    found = the_fault(tmp_path, "switch_off_laws: { secret-stays: Our providers keep secrets. }")
    assert (found.slug, found.message) == ("unknown-law", '"secret-stays" is no law.')
    assert found.hint == 'Did you mean "secrets-stay"?'


def test_what_stands_under_the_other_key_is_told_where_it_belongs(tmp_path: Path) -> None:
    header = "switch_off: { secrets-stay: No. }\nswitch_off_laws: { own-hours: No. }"
    law, rule = faults(tmp_path, header)
    assert (law.message, law.hint) == (
        '"secrets-stay" is no rule.',
        "It is a law: switch it off under `switch_off_laws`.",
    )
    assert (rule.message, rule.hint) == ('"own-hours" is no law.', "It is a rule: switch it off under `switch_off`.")


@pytest.mark.parametrize("reason", ['""', "~", "[]"])
def test_a_law_is_not_switched_off_without_a_reason(tmp_path: Path, reason: str) -> None:
    found = the_fault(tmp_path, f"switch_off_laws: {{ secrets-stay: {reason} }}")
    assert (found.slug, found.path) == ("shape", ("switch_off_laws", "secrets-stay"))


def test_a_law_that_is_there_is_a_fault_that_says_how_to_change_it(tmp_path: Path) -> None:
    laws = "laws: [{ id: secrets-stay, says: So it is., excluded: [bpo], inferred: Ours. }]"
    found = the_fault(tmp_path, "", laws=laws)
    assert found.slug == "duplicate-id"
    assert found.hint == "To change a law of an extended rulebook, switch it off and add one under another id."


@pytest.mark.parametrize(
    ("says", "slug", "message", "hint"),
    [
        ("never_suggested: [inida]", "unknown-option", '"inida" is no option.', 'Did you mean "india"?'),
        ("never_suggested: [bpo]", "unknown-option", '"bpo" is no option.', None),
        ("never_split: [in-huose]", "unknown-home", '"in-huose" is no home of a part.', 'Did you mean "in-house"?'),
        (
            "never_split: [hybrid]",
            "unknown-home",
            '"hybrid" is no home of a part; there are bpo, kpo and in-house.',
            None,
        ),
        ("never_split: [kpo], never_first: [kpo]", "law-shape", "A law says exactly one of never_first, ", None),
    ],
)
def test_a_law_is_about_what_there_is(tmp_path: Path, says: str, slug: str, message: str, hint: str | None) -> None:
    laws = f"laws: [{{ id: own, says: So it is., {says}, inferred: Ours. }}]"
    with pytest.raises(UnreadableInput) as error:
        overlay(tmp_path, "", extends=packaged_rulebook(), laws=laws)
    (found,) = error.value.findings
    assert (found.slug, found.hint) == (slug, hint)
    assert found.message.startswith(message)


def test_what_was_switched_off_is_kept_whole_in_a_compiled_copy(tmp_path: Path) -> None:
    header = "switch_off: { own-hours: No hours. }\nswitch_off_laws: { secrets-stay: No secrets. }"
    book = overlay(tmp_path, header)
    kept = from_json(as_json(book))
    assert [type(taken.what).__name__ for taken in kept.switched_off] == ["Rule", "Law"]
    assert kept.switched_off == book.switched_off


def documented(heading: str) -> str:
    """The first YAML under a heading of docs/rulebook.md."""
    text = (Path(__file__).parents[2] / "docs" / "rulebook.md").read_text(encoding="utf-8")
    _, _, rest = text.partition(f"## {heading}\n")
    return rest.partition("```yaml\n")[2].partition("```")[0]


def test_the_law_in_the_documentation_is_one(tmp_path: Path) -> None:
    (law,) = (
        law
        for law in overlay(tmp_path, "", extends=packaged_rulebook(), laws=documented("Laws")).laws
        if law.id == "unreviewed-parts-stay"
    )
    assert (law.kind, law.subjects) == ("never_split", ("kpo",))


def test_the_overlay_in_the_documentation_is_one(tmp_path: Path) -> None:
    header = documented("Overlays")
    base = packaged_rulebook()
    book, before = overlay(tmp_path, header, extends=base), load_rulebook(base)
    assert [criterion.id for criterion in book.main.criteria[len(before.main.criteria) :]] == ["client-trust"]
    assert len(before.rules) - len(book.rules) == len(before.laws) - len(book.laws) == 1


# --- rules that are no more -----------------------------------------------------------------------------

EARLIER = """
criterion: hours
rules:
  - id: hours-are-scarce
    formerly: [few-hours, nights-are-long]
    when: { own_staff: busy }
    favours: { bpo: slight }
    because: Hours are scarce.
    inferred: House policy.
  - id: nights-are-ours
    formerly: [nights-are-long]
    favours: { in-house: slight }
    because: Nights are ours.
    inferred: House policy.
"""


def test_a_rule_that_is_no_more_is_told_with_those_that_took_its_place_which_stay_on(tmp_path: Path) -> None:
    middle = tmp_path / "middle"
    overlay(middle, "", earlier=EARLIER)
    off = "switch_off: { few-hours: We do., nights-are-long: They are not. }"
    book = overlay(tmp_path / "top", off, extends=middle)
    assert {"hours-are-scarce", "nights-are-ours"} < book.rule_by_id.keys()
    assert book.switched_off == ()
    assert [warning.slug for warning in book.outdated] == ["old-id", "old-id"]
    assert [warning.message for warning in book.outdated] == [
        '"few-hours" is an old id; hours-are-scarce took the place of the rule, and is not switched off. '
        "Switch it off, or take this line out.",
        '"nights-are-long" is an old id; hours-are-scarce and nights-are-ours took the place of the rule, and are not '
        "switched off. Switch them off, or take this line out.",
    ]


def test_lint_says_the_same_of_a_rule_that_is_no_more_and_nothing_else(tmp_path: Path) -> None:
    middle = tmp_path / "middle"
    overlay(middle, "", earlier=EARLIER)
    overlay(tmp_path / "top", "switch_off: { few-hours: We do. }", extends=middle)
    found = lint(find_targets([str(tmp_path / "top")]), Selection(("KPO0", "KPO1"))).findings
    assert [(finding.slug, finding.span and finding.span.start.line) for finding in found] == [("old-id", 5)]


def test_an_old_id_of_a_rule_is_in_use_only_in_an_overlay(tmp_path: Path) -> None:
    found = the_fault(tmp_path, "", earlier=EARLIER.replace("few-hours", "nights-are-ours"))
    assert (found.slug, found.message) == (
        "old-id-taken",
        "nights-are-ours is in use, so it is no old id of hours-are-scarce.",
    )
    middle = tmp_path / "middle"
    overlay(middle, "", earlier=EARLIER)
    own = "criterion: hours\nrules: [{ id: few-hours, opposes: { bpo: slight }, because: Few., inferred: House. }]"
    book = overlay(tmp_path / "top", "", extends=middle, own=own)
    assert {"hours-are-scarce", "few-hours"} < book.rule_by_id.keys()


def test_packaged_rules_that_are_no_more_are_listed_by_those_that_took_their_place() -> None:
    rules = load_rulebook().rules
    successors = {old: [rule.id for rule in rules if old in rule.formerly] for rule in rules for old in rule.formerly}
    assert len(successors) == 18
    assert successors["agreed-scope"] == ["order-for-expert-work", "order-for-insight"]
