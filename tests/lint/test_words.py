"""What findings say, word for word, where the words hang on what was found."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pytest

from kpo_advisor.lint.formats.as_json import as_json
from kpo_advisor.lint.formats.concise import concise
from kpo_advisor.lint.formats.github import github
from kpo_advisor.lint.formats.gitlab import gitlab
from kpo_advisor.lint.formats.sarif import sarif
from kpo_advisor.lint.formats.text import rows
from kpo_advisor.lint.linting import Report, lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.proofs import overlay_changes
from tests.lint.cases_on_disk import CASES
from tests.small_rulebooks.on_disk import PLAIN

HEADER = 'name: case\ntitle: A case\nversion: "1"\n'
ON_SMALL = HEADER + "extends: ../small\n"


def messages(folder: Path, code: str) -> list[str]:
    """The messages of one check, in the order of the findings."""
    return [each.message for each in lint(find_targets([str(folder)]), Selection((code,))).findings]


def written(above: Path, files: dict[str, str]) -> Path:
    """A rulebook with these files, beside the small one."""
    copytree(PLAIN, above / "small")
    folder = above / "case"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


QUESTIONS = """
people: [{id: leader, label: leader}]
sections:
  - id: more
    title: More
    questions:
      - {id: people, kind: number, unit: people, minimum: 0, ask: How many people., who_knows: [leader]}
      - id: risks
        kind: multi
        ask: What may go wrong.
        who_knows: [leader]
        choices: {fire: {means: fire}, flood: {means: flood}, theft: {means: theft}}
"""


@pytest.mark.parametrize(
    ("question", "when", "told"),
    [
        ("people", "{ at_least: 2.5 }", "people is 2.5"),
        ("risks", "{ all_of: [flood, theft] }", "risks is flood and theft"),
        ("own_staff", "nobody", "own_staff is nobody"),
    ],
)
def test_a_law_that_answers_do_not_count_is_refuted_with_the_answers_that_do(
    question: str, when: str, told: str, tmp_path: Path
) -> None:
    """Secrets bar BPO and own staff are always first; only the rule `matters` can bar them as well."""
    law = f"""
laws:
  - id: does-not-count
    says: It does not count.
    when: {{ secrets: yes }}
    unmoved_by: [{question}]
    inferred: Made up.
"""
    rules = f"""
rules:
  - id: matters
    when: {{ {question}: {when} }}
    excludes: [in-house]
    because: Made up.
    inferred: Made up.
"""
    files = {"rulebook.yaml": ON_SMALL, "questions.yaml": QUESTIONS, "laws.yaml": law, "rules.yaml": rules}
    folder = written(tmp_path, files)
    says = "The law does-not-count does not hold. It does not count. The witness gets another first place where"
    because = f"It would hold without the rule matters ({folder}/rules.yaml:3)."
    assert messages(folder, "KPO207") == [f"{says} {told}. {because}"]


SECRETS_MAY_GO = "switch_off:\n  secrets-stay-inside: Ours may see them.\n"
LIKES_BPO = """
rules:
  - {id: likes, criterion: hours, favours: {bpo: strong}, because: Made up., inferred: Made up.}
  - {id: idle, criterion: hours, favours: {bpo: slight}, because: Made up., inferred: Made up.}
"""
STAYS = "The law secrets-stay does not hold. Work with secrets is never handed over."


def overlay_findings(above: Path, header: str, **files: str) -> Report:
    named = {"rulebook.yaml": ON_SMALL + header, **{f"{name}.yaml": text for name, text in files.items()}}
    return lint(find_targets([str(written(above, named))]), Selection(("KPO207", "KPO211")))


def test_a_law_that_an_overlay_refutes_names_what_of_it_does_in_every_format(tmp_path: Path) -> None:
    report = overlay_findings(tmp_path, SECRETS_MAY_GO, rules=LIKES_BPO)
    (found,) = report.findings
    place = f"{tmp_path}/case/rulebook.yaml"
    assert found.file == f"{tmp_path}/case/../small/laws.yaml"
    assert found.message == f"{STAYS} It would hold without switching off secrets-stay-inside ({place}:6)."
    assert found.hint is not None
    assert found.hint.endswith("A law of an extended rulebook can be switched off with a reason.")
    (related,) = found.related
    assert (related.file, related.span and related.span.start.line) == (place, 6)
    assert related.message == "without switching off secrets-stay-inside it would hold"
    text = "".join(f"{row.text}\n" for row in rows(report))
    for told in (text, concise(report), as_json(report), github(report), gitlab(report), sarif(report)):
        assert "secrets-stay-inside" in told
        assert "rulebook.yaml:6" in unquote(told)


def test_a_law_that_the_overlay_switches_off_is_not_asked_about(tmp_path: Path) -> None:
    switched_off = f"{SECRETS_MAY_GO}switch_off_laws:\n  secrets-stay: Ours may see them.\n"
    assert overlay_findings(tmp_path, switched_off).findings == ()


def test_a_law_of_the_overlay_itself_is_no_law_to_switch_off(tmp_path: Path) -> None:
    laws = "laws: [{ id: stays, says: It stays., when: { secrets: no }, never_first: [bpo], inferred: Ours. }]"
    (found,) = overlay_findings(tmp_path, "", rules=LIKES_BPO, laws=laws).findings
    assert found.message == "The law stays does not hold. It stays."  # work by rules goes out without the overlay too
    assert found.hint == "Correct the rules, or limit the law by its `when` to what is meant."


def test_what_is_not_decided_of_an_overlay_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay_changes, "MOST_PROOFS", 0)
    (found,) = overlay_findings(tmp_path, SECRETS_MAY_GO).findings
    assert found.message == (
        f"{STAYS} The overlay refutes it; which part of it does was not decided within the bound on effort."
    )
    assert found.related == ()


def test_of_three_rulebooks_only_what_the_last_changes_is_named(tmp_path: Path) -> None:
    written(tmp_path, {"rulebook.yaml": ON_SMALL + SECRETS_MAY_GO})
    top = tmp_path / "top"
    top.mkdir()
    header = f"{HEADER}extends: ../case\nweights: {{ hours: {{ weight: 4, rationale: Ours. }} }}\n"
    (top / "rulebook.yaml").write_text(header, encoding="utf-8")
    assert messages(top, "KPO207") == [STAYS]


def test_an_overlay_that_weighs_names_the_weight_and_what_it_weighed_before_counts(tmp_path: Path) -> None:
    """Of judgement that nobody has hours for, in-house has 2 * 3 and bpo 3 * 3; with a weight of 1, 1 * 3."""
    laws = """
laws:
  - id: judgement-stays-in
    says: It stays.
    when: { work_nature: judgement-only }
    never_first: [bpo]
    inferred: Ours.
"""
    small = written(tmp_path, {"rulebook.yaml": ON_SMALL + "weights: { hours: { weight: 1, rationale: Few. } }\n"})
    (small / "laws.yaml").write_text(laws, encoding="utf-8")
    assert messages(small, "KPO207") == []
    top = tmp_path / "top"
    top.mkdir()
    header = f"{HEADER}extends: ../case\nweights:\n  hours: {{ weight: 3, rationale: Many. }}\n"
    (top / "rulebook.yaml").write_text(header, encoding="utf-8")
    assert messages(top, "KPO207") == [
        "The law judgement-stays-in does not hold. It stays. "
        f"It would hold without the weight of hours ({top}/rulebook.yaml:6)."
    ]


def test_a_law_whose_breach_the_witness_shows_needs_no_more_words() -> None:
    assert messages(CASES / "KPO207" / "bad", "KPO207")[2:] == [
        "The law secrets-may-go-out does not hold. Even secret work can go out. No profile puts bpo first.",
        "The law nothing-bars-bpo does not hold. Nothing bars a provider.",
    ]


def test_a_condition_that_never_holds_is_told_by_its_parts_or_as_a_whole() -> None:
    found = messages(CASES / "KPO201" / "bad", "KPO201")
    together = "reviewer_hours is some: these never hold together"
    secret = "secrets is yes; reviewer_hours is many: these never hold together, since secret-hours cannot hold"
    any_of = "(reviewer is no and reviewer_hours is some); or (work_nature is rules-only and work_nature is even-mix"
    for message in (
        f"`when` of the law speaks-of-nothing can never hold: reviewer is no; {together}.",
        f"`when` of the combination hours-without-reviewer can never hold: reviewer is no; {together}.",
        "`unless` of the rule never-lifted never holds while its `when` does, so nothing lifts the rule. "
        f"Reviewer is no; {together}.",
        f"`when` of the rule clashes-with-a-combination can never hold: {secret}.",
        f"`when` of the rule any-of-nothing can never hold: there is no profile in which {any_of} or judgement-only).",
        "The rule never-fires never fires: its `unless` holds whenever its `when` does.",
    ):
        assert message in found


def test_what_comes_before_an_alternative_that_is_never_first_is_named() -> None:
    assert messages(CASES / "KPO204" / "bad", "KPO204") == [
        "No complete profile puts kpo first: bpo and in-house: one of these always comes before it.",
        "No complete profile puts group first: it is excluded in every profile.",
    ]


def test_one_alternative_may_always_come_before_another(tmp_path: Path) -> None:
    decision = """
decision: model
title: Where
kind: ranked
alternatives:
  bpo: {title: BPO, means: a provider}
  kpo: {title: KPO, means: another}
criteria:
  kind: {title: Kind, axis: nature, weight: 1, rationale: Made up.}
"""
    rule = """
criterion: kind
rules:
  - {id: always, favours: {bpo: clear}, because: Made up., inferred: Made up.}
"""
    header = HEADER + "decisions: [model]\n"
    folder = written(tmp_path, {"rulebook.yaml": header, "model/decision.yaml": decision, "model/rules.yaml": rule})
    assert messages(folder, "KPO204") == ["No complete profile puts kpo first: bpo always comes before it."]


def test_a_criterion_that_never_decides_has_rules_or_none() -> None:
    same = "the same would come first in every profile."
    assert messages(CASES / "KPO206" / "bad", "KPO206") == [
        f"Without the criterion secrecy {same}",
        f"Without the criterion trust {same}",
        f"Without the criterion nothing {same} No rule weighs on it.",
    ]


OPPOSING = """
criterion: kind-of-work
rules:
  - id: bores
    when: {{ secrets: no }}
    favours: {{ bpo: slight{also} }}
    because: Made up.
    inferred: Made up.
  - id: hurts
    when: {{ work_nature: even-mix }}
    opposes: {{ bpo: slight{also} }}
    because: Made up.
    inferred: Made up.
"""


@pytest.mark.parametrize(
    ("also", "told"),
    [("", "bpo and hurts opposes it"), (", in-house: slight", "bpo and in-house and hurts opposes them")],
)
def test_rules_that_pull_both_ways_are_told_with_what_they_pull_at(also: str, told: str, tmp_path: Path) -> None:
    folder = written(tmp_path, {"rulebook.yaml": ON_SMALL, "rules.yaml": OPPOSING.format(also=also)})
    assert messages(folder, "KPO208") == [f"On kind-of-work, bores favours {told} in one profile."]


def test_a_home_that_a_criterion_is_silent_about_is_told_with_a_rule_about_another() -> None:
    case = CASES / "KPO306" / "bad"
    (found,) = lint(find_targets([str(case)]), Selection(("KPO306",))).findings
    assert found.message == "The rules of kind-of-work favour other homes and never say how in-house stands."
    (other,) = found.related
    assert Path(other.file).relative_to(case).as_posix() == "model/rules.yaml"
    assert other.span is not None
    assert (other.span.start.line, other.message) == (3, "a rule that favours another home")


def test_an_idle_option_and_an_idle_topic_are_told_apart() -> None:
    assert messages(CASES / "KPO106" / "bad", "KPO106") == [
        "No rule suggests the option adviser.",
        "No rule prints under the topic traps.",
    ]
