"""The stable codes of findings: of the reader's faults here, of the checks in their own modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from kpo_advisor.lint.check import Check

OTHER = "KPO099"
"""A fault of the reader that has no number yet."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault that no check module reports; `title` is one sentence about it."""

    code: str
    slug: str
    title: str


_FAULTS = """
KPO001 syntax The text is no YAML, or no JSON, that can be read.
KPO002 not-utf8 The file is not in UTF-8.
KPO003 control-character The text holds a control character or a line break that readers of YAML disagree about.
KPO004 empty The file holds nothing.
KPO005 tab A line is indented by a tab.
KPO006 several-documents A file holds more than one YAML document.
KPO007 directive A line begins with a YAML directive.
KPO008 tag A value has a YAML tag.
KPO009 anchor A value has an anchor.
KPO010 alias A value is an alias of another.
KPO011 merge-key A mapping merges another one.
KPO012 duplicate-key A key comes twice in one mapping.
KPO013 key-not-text A key is no text.
KPO014 reads-differently YAML 1.1 and 1.2 read a word or a number differently; the message gives both readings.
KPO015 number-too-long A number has too many digits.
KPO016 not-finite A number is infinite, or is none.
KPO017 too-deep Lists and mappings stand too deep in one another.
KPO018 too-long A text is too long.
KPO019 too-many-values A file holds too many values.
KPO020 too-large A file is too large.
KPO021 too-many-faults A file has more faults than are shown.
KPO022 missing A file does not exist.
KPO023 not-a-file A path is a folder, a pipe or a device where a file is wanted.
KPO024 unreadable A file cannot be read.
KPO025 no-rulebook A folder is no rulebook: it holds no rulebook.yaml, or does not exist.
KPO026 too-many-files A rulebook has too many files, or profiles have too many bytes together.
KPO027 extends-cycle Rulebooks extend one another in a circle.
KPO028 not-read A file in a rulebook looks like one of its files and is not read.
KPO029 leads-out A link leads out of the folder that was given, or a rulebook extends an absolute path.
KPO030 shape A key is unknown or missing, or a value is of the wrong kind.
KPO031 question-shape A question has what its kind does not take, or lacks what it needs.
KPO032 decision-shape A decision has what its kind does not take, or lacks what it needs.
KPO033 law-shape A law says none or several of the things that a law can say.
KPO034 condition-shape A condition is not built as conditions are.
KPO035 comparison-kind A comparison does not go with the kind of the question.
KPO036 not-a-number A number is wanted.
KPO037 no-decision The rulebook lists no decision.
KPO038 main-decision The first decision is not one that is always ranked.
KPO039 decision-not-listed A decision stands in no list of decisions, so it would never be taken.
KPO040 no-criterion A rule weighs and belongs to no criterion.
KPO041 no-topic A rule prints and belongs to no topic.
KPO042 no-effect A rule does nothing.
KPO043 no-because A rule weighs and does not say why.
KPO044 no-source A rule neither cites a fact nor says why it is inferred.
KPO045 favours-and-opposes A rule both favours and opposes one alternative.
KPO046 for-nothing A rule limits what it prints, and prints nothing.
KPO047 cure-for-nothing A rule has a cure, and neither excludes nor holds back.
KPO048 decided-too-early A condition tests a result that is not known yet where it is tested.
KPO049 condition-too-large A condition with the terms it uses is too large to be reasoned about.
KPO050 duplicate-id An id is taken already.
KPO051 unknown-question There is no such question.
KPO052 unknown-choice The question has no such choice.
KPO053 unknown-term There is no such term.
KPO054 unknown-criterion There is no such criterion.
KPO055 unknown-alternative There is no such alternative.
KPO056 unknown-decision There is no such decision.
KPO057 unknown-topic There is no such topic.
KPO058 unknown-option The decision has no such option.
KPO059 unknown-fact There is no such fact.
KPO060 unknown-rule There is no such rule; an overlay can switch off only what exists.
KPO061 unknown-contradiction There is no such contradiction.
KPO062 unknown-comparison There is no such comparison.
KPO063 unknown-decision-with-options There is no such decision with options.
KPO064 term-cycle Terms use one another in a circle.
KPO065 only-if-cycle Questions depend on one another in a circle.
KPO066 reserved-id An id would mean two things.
KPO067 composite-off-cut A rule rates a composite on a criterion that is not about the cut.
KPO068 unknown-law There is no such law; an overlay can switch off only what exists.
KPO069 unknown-decision-with-criteria There is no such decision with criteria.
KPO070 wrong-kind A value of a profile is of the wrong kind.
KPO071 unknown-key A profile has no such key.
KPO072 missing-key A profile lacks a key.
KPO073 not-text A text is wanted.
KPO074 empty-text A text is empty.
KPO075 not-a-whole-number A whole number is wanted.
KPO076 out-of-range A number is outside its range.
KPO077 empty-list A list of choices is empty.
KPO078 duplicate-choice A choice is ticked twice.
KPO079 exclusive-choice A choice that stands alone is ticked with others.
KPO080 too-many-choices More choices are ticked than the question takes.
KPO081 duplicate-title Two activities have one title.
KPO082 answer-ignored An answer is given that will not be looked at.
KPO083 expects-nothing A case expects nothing.
KPO084 expects-both A case expects two things that cannot both hold.
KPO085 unknown-mention A case expects the mention of something that does not exist.
KPO086 answers-clash A profile answers two questions in a way that cannot both hold.
KPO087 reversed-bounds What a number is between begins with the most.
KPO088 one-choice Of a choice that perhaps holds nothing is left but that it does.
KPO090 suppression-without-reason A comment suppresses a finding and does not say why.
KPO091 unused-suppression A comment suppresses a finding that is not there.
KPO092 unknown-suppression A comment suppresses a check that does not exist.
KPO093 unknown-home No part of a composite can have such a home.
KPO094 unknown-person There is no such person.
KPO095 owner-for-nothing A rule has an owner, and requires nothing.
KPO096 old-id-taken An old id is in use, or was another's too.
KPO097 old-id An id is an old one; the message names what took its place.
KPO098 answered-twice A question is answered by an old id and by another id too.
KPO110 not-a-date A date is wanted.
KPO111 too-many There are too many scenarios, or too many people in a panel.
KPO112 changes-nothing A scenario changes nothing.
KPO113 duplicate-person One person says two things to a question, or is behind two profiles.
"""

FAULTS = tuple(FaultKind(*line.split(" ", 2)) for line in _FAULTS.strip().splitlines())
"""Every kind of fault of the reader, and of the comments that suppress findings."""

IGNORED, CLASH = "answer-ignored", "answers-clash"
WITHOUT_REASON, UNUSED, UNKNOWN = "suppression-without-reason", "unused-suppression", "unknown-suppression"

_NUMBERS = {fault.slug: fault.code for fault in FAULTS}


def code_of(slug: str) -> str:
    """The code that belongs to a slug; OTHER where there is none."""
    return _NUMBERS.get(slug) or next((check.code for check in all_checks() if check.slug == slug), OTHER)


def kinds() -> tuple[FaultKind | Check, ...]:
    """Every kind of finding that has a code: the reader's faults, and the checks."""
    return (*FAULTS, *all_checks())


def known() -> dict[str, str]:
    """The slug of every code, in the order of the codes."""
    return dict(sorted((kind.code, kind.slug) for kind in kinds()))


def no_check(name: str) -> KpoAdvisorError:
    """What to raise for a name that is neither the code nor the slug of anything."""
    codes = known()
    hint = did_you_mean(name, [*codes, *codes.values()]) or "`kpo-advisor lint --explain ALL` lists them."
    return KpoAdvisorError(f"{quoted(name)} is no code or name of a check. {hint}")


def title_of(slug: str) -> str:
    """One sentence about what a slug means; empty where it has no number."""
    return next((kind.title for kind in kinds() if kind.slug == slug), "")
