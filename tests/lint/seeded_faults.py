"""Faults to put into a copy of the packaged rulebook, each with the finding that must come of it.

A fault replaces the first text that matches. In the new text `»` marks the place of the finding; it is taken
out before the text is written.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seed:
    """One fault: the code it must be found as, the file, what stands there (a regular expression), and what then."""

    code: str
    file: str
    old: str
    new: str


CHECKING, MEASURES = "model/checking.yaml", "model/measures.yaml"
DECISION, QUESTIONS, TERMS = "model/decision.yaml", "questions.yaml", "terms.yaml"
FACTS, HEADER, LAWS, CONFLICTS = "facts/d3-kpo-vs-bpo.yaml", "rulebook.yaml", "laws.yaml", "contradictions.yaml"

SYNTAX = (
    Seed("KPO001", TERMS, r"(means: .*)\n", "means: one: »two\n"),
    Seed("KPO001", CHECKING, r"excludes: \[kpo\]\n    opposes", "excludes: [kpo\n    opposes»"),
    Seed("KPO003", TERMS, r"means: ", "means: »\x1b"),
    Seed("KPO003", TERMS, r"means: at", "means: »\u2028at"),
    Seed("KPO005", TERMS, r"    means: ", "»\tmeans: "),
    Seed("KPO006", TERMS, r"\Z", "»---\nterms: []\n"),
    Seed("KPO008", TERMS, r"means: ", "means: »!!str "),
    Seed("KPO009", TERMS, r"means: ", "means: »&a "),
    Seed("KPO010", TERMS, r"means: .*\n", "means: »*a\n"),
    Seed("KPO012", TERMS, r"(    means: .*\n)", "    means: first\n    »means: second\n"),
    Seed("KPO014", TERMS, r"means: .*\n", "means: »NO\n"),
    Seed("KPO014", HEADER, r"close_call: \d+", "close_call: »010"),
    Seed("KPO014", HEADER, r"version: .*\n", "version: »1.10e3\n"),
    Seed("KPO014", FACTS, r"date: .*\n", "date: »2017-05-03\n"),
)
SHAPE = (
    Seed("KPO030", CHECKING, r"\n    excludes:", "\n    »exclude:"),
    Seed("KPO030", CHECKING, r"kpo: clear", "kpo: »clearly"),
    Seed("KPO030", CHECKING, r"because: Nobody on .*\n", "because: »[Nobody can.]\n"),
    Seed("KPO030", CHECKING, r"because: Nobody on .*\n", "because: { kpo: »[Nobody can.] }\n"),
    Seed("KPO043", CHECKING, r"(kpo: KPO needs results .*\n)      bpo: .*\n", r"»\1"),
    Seed("KPO030", CHECKING, r"because: .*\n", "because: »12\n"),
    Seed("KPO030", DECISION, r"weight: 3", "weight: »3000"),
    Seed("KPO030", QUESTIONS, r"kind: multi", "kind: »many"),
    Seed("KPO031", QUESTIONS, r"kind: choice\n", "kind: »yes_no\n"),
    Seed("KPO034", CHECKING, r"when: \{ review_capability: none \}", "when: { all: »review_capability }"),
    Seed("KPO034", TERMS, r"any:\n", "»any: {}\n      all:\n"),
    Seed("KPO035", CHECKING, r"acceptance: vague", "acceptance: { »at_least: vague }"),
    Seed("KPO036", QUESTIONS, r"people_needed: \{ at_least: 2 \}", "people_needed: { at_least: »many }"),
    Seed(
        "KPO042",
        CHECKING,
        r"- id: no-review-layer\n",
        "- id: »does-nothing\n    inferred: A.\n  - id: no-review-layer\n",
    ),
    Seed("KPO043", CHECKING, r"id: (no-review-layer\n.*\n.*\n.*\n.*\n.*\n)    because: .*\n", r"id: »\1"),
    Seed(
        "KPO044",
        CHECKING,
        r"id: nobody-checks(.*\n(?:    .*\n)*?)    cites: .*\n    inferred: .*\n",
        r"id: »nobody-checks\1",
    ),
    Seed(
        "KPO045",
        CHECKING,
        r"favours: \{ in-house: slight \}\n    opposes: \{",
        "favours: { in-house: slight }\n    opposes: »{ in-house: slight,",
    ),
    Seed("KPO047", CHECKING, r"    (opposes: \{ bpo: slight)", r"    cure: »None.\n    \1"),
    Seed("KPO067", CHECKING, r"favours: \{ in-house: slight \}", "favours: { in-house: slight, »hybrid: slight }"),
    Seed(
        "KPO048", "place/bars.yaml", r"when: \{ limits: law-forbids-abroad \}", "when: »{ decided: { place: onshore } }"
    ),
)
REFERENCES = (
    Seed("KPO050", CHECKING, r"id: nobody-checks-rule-work", "id: »no-review-layer"),
    Seed("KPO050", FACTS, r"- id: d3-bpo-any-function", "- id: »d2-use-can-review"),
    Seed("KPO051", CHECKING, r"when: \{ review_capability", "when: { »review_capabilty"),
    Seed("KPO052", CHECKING, r"review_capability: none", "review_capability: »nobody"),
    Seed("KPO052", MEASURES, r"acceptance: \[counts, criteria\]", "acceptance: [counts, »criterias]"),
    Seed("KPO053", CHECKING, r"term: rule-work", "term: »rule-wrok"),
    Seed("KPO054", CHECKING, r"\Acriterion: checking", "criterion: »cheking"),
    Seed("KPO055", CHECKING, r"because: Nobody on .*\n", "because: { bpo: A., place: »B. }\n"),
    Seed("KPO055", CHECKING, r"inferred: The document makes .*\n", "inferred: { onshore: »It is ours. }\n"),
    Seed("KPO055", CHECKING, r"opposes: \{ kpo: strong", "opposes: { »kpoo: strong"),
    Seed("KPO055", CHECKING, r"excludes: \[kpo\]", "excludes: [»kop-whole]"),
    Seed("KPO056", "place/decision.yaml", r"decided: \{ model:", "decided: { »modle:"),
    Seed("KPO056", HEADER, r"\[model, place", "[model, »places, place"),
    Seed("KPO057", "advice/checking.yaml", r"topic: checking", "topic: »chekcing"),
    Seed("KPO058", "pricing/forms.yaml", r"\[per-output\]", "[»per-outputs]"),
    Seed("KPO059", CHECKING, r"cites: \[d2-avoid-no-review-layer", "cites: [»d2-avoid-no-review"),
    Seed("KPO060", HEADER, r"\Z", "switch_off:\n  no-reviewer: »Our clients have reviewers.\n"),
    Seed("KPO061", FACTS, r"see: \[X35\]", "see: [»X99]"),
    Seed(
        "KPO064", TERMS, r"(when:) \{ work_nature: \{ at_least: mostly-judgement \} \}", r"\1 { term: »judgement-work }"
    ),
    Seed("KPO065", QUESTIONS, r"only_if: \{ limits: licensed-signer \}", "only_if: »{ signatory: have }"),
    Seed("KPO101", CONFLICTS, r"treated_by: \[tiered-review", "treated_by: [»tired-review"),
    Seed("KPO102", TERMS, r"\Z", "  - id: »odd-work\n    means: odd\n    when: { work_nature: even-mix }\n"),
    Seed("KPO104", CHECKING, r"cites: \[i-review-bpo\]", "cites: [i-review-bpo, »i-review-bpo]"),
    Seed("KPO105", HEADER, r"\Z", "switch_off:\n  »no-review-layer: Not ours.\n"),
    Seed(
        "KPO106",
        "pricing/decision.yaml",
        r"options:\n",
        "options:\n  »barter: { title: Barter, means: goods for work }\n",
    ),
)
EVIDENCE = (
    Seed("KPO301", FACTS, r"\Z", "  - id: »d3-new\n    says: Something new.\n    basis: document\n"),
    Seed(
        "KPO302",
        "facts/d2-kpo-glossary.yaml",
        r"(- id: d2-use-can-review\n(?:    .*\n)*)",
        r"\1    set_aside: »It says nothing." + "\n",
    ),
    Seed("KPO303", DECISION, r"weight: 3\n", "weight: »300\n"),
    Seed("KPO304", QUESTIONS, r"ask: In which field .*\n", "ask: »TODO\n"),
    Seed("KPO304", TERMS, r"means: .*\n", 'means: »"?"\n'),
    Seed("KPO305", QUESTIONS, r"means: keying, .*\n", "means: »answering customers by phone, chat or mail\n"),
    Seed("KPO311", QUESTIONS, r"- id: work_area\n +label: .*\n", "- id: »work_area\n"),
    Seed("KPO311", CHECKING, r"- id: no-review-layer\n +label: .*\n", "- id: »no-review-layer\n"),
    Seed("KPO313", QUESTIONS, r"only_if: (\{ limits: licensed-signer \})\n +asked_if: .*\n", r"only_if: »\1" + "\n"),
    Seed("KPO307", CHECKING, r"because: Nobody on", f"because: »{'Nobody, ' * 30}and nobody on"),
    Seed("KPO308", DECISION, r"rationale: .*\n", "rationale: »tbd\n"),
    Seed("KPO308", CHECKING, r"inferred: .*\n", 'inferred: »"…"\n'),
    Seed("KPO308", "model/kind-of-work.yaml", r"bpo: Most .*\n", "bpo: »TODO\n"),
    Seed("KPO309", CHECKING, r"cites: \[i-review-bpo\]\n    inferred: .*\n", "cites: »[i-review-bpo]\n"),
    Seed("KPO309", "advice/checking.yaml", r"cites: \[i-review-bpo\]\n    inferred: .*\n", "cites: »[i-review-bpo]\n"),
    Seed(
        "KPO310",
        FACTS,
        r"\Z",
        "  - id: d3-new\n    says: Something.\n    basis: »inferred\n    set_aside: Not asked.\n",
    ),
)
MEANING = (
    Seed(
        "KPO201",
        CHECKING,
        r"when: \{ review_capability: none, term: rule-work \}",
        "when: »{ review_capability: none, all: [{ review_capability: strong }] }",
    ),
    Seed("KPO212", "place/bars.yaml", r"limits: region-only", "skill_level: »{ at_most: credentialed }"),
    Seed(
        "KPO202",
        CHECKING,
        r"- id: (results-cannot-be-stated\n    label: .*\n)    when: .*\n",
        r"- id: »\1",
    ),
    Seed(
        "KPO203",
        CHECKING,
        r"\Z",
        "  - id: »again\n    when: { acceptance: vague }\n    favours: { in-house: slight }\n"
        "    because: So it is.\n    inferred: A copy.\n",
    ),
    Seed(
        "KPO207",
        LAWS,
        r"\Z",
        "  - id: »never-kpo\n    says: KPO is never first.\n    never_first: [kpo]\n    inferred: It is not true.\n",
    ),
)
