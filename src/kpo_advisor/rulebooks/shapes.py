"""The shapes of a rulebook's files, as pydantic models: they check what was read, and are its JSON Schemas.

Only shapes: whether an id exists is for `assemble`, what a condition means for `conditions`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

TEXT, BY_ALTERNATIVE = "<text>", "<by alternative>"
"""The two ways to say something in a rule; pydantic names them among the steps to a place."""


def _number(value: object) -> Fraction | None:
    """Whole numbers and exact fractions; not true and false, which Python counts as numbers."""
    if value is None or (isinstance(value, int | Fraction) and not isinstance(value, bool)):
        return None if value is None else Fraction(value)
    raise ValueError("A number is wanted here")


SnakeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
KebabId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9+-]*$", max_length=80)]
FactId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=80)]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]
Label = Annotated[str, Field(min_length=1, max_length=40)]
ShortName = Annotated[str, Field(min_length=1, max_length=70)]
Name = Annotated[str, Field(min_length=1, max_length=160)]
Said = Annotated[
    Annotated[Sentence, Tag(TEXT)] | Annotated[dict[KebabId, Sentence], Field(min_length=1), Tag(BY_ALTERNATIVE)],
    Discriminator(lambda value: BY_ALTERNATIVE if isinstance(value, dict) else TEXT),
]
"""A sentence for all alternatives, or one for each that is named."""
Number = Annotated[Any, AfterValidator(_number), WithJsonSchema({"type": "number"})]
Weight = Annotated[int, Field(ge=1, le=1000, strict=True)]
Strength = Literal["slight", "clear", "strong"]

_ENTRIES = "All entries must hold: question ids, term, all, any, not, at_least_n, answered, decided."
_CONDITION = WithJsonSchema({"type": "object", "description": _ENTRIES, "minProperties": 1})
ConditionShape = Annotated[dict[str, Any], Field(min_length=1), _CONDITION]


class Shape(BaseModel):
    """A mapping of known keys; any other key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class TermShape(Shape):
    """A named condition."""

    id: KebabId
    means: Sentence
    when: ConditionShape


class TermsFile(Shape):
    """terms.yaml"""

    terms: list[TermShape]


class WeightShape(Shape):
    """An overlay's weight of a criterion, and why."""

    weight: Weight
    rationale: Sentence


class CriterionShape(Shape):
    """A criterion of a decision."""

    title: Name
    axis: Literal["nature", "sourcing", "cut", "place"]
    weight: Weight
    rationale: Sentence


class RulebookFile(Shape):
    """rulebook.yaml"""

    name: KebabId
    title: Name
    version: Name
    extends: Name | None = None
    close_call: Annotated[int, Field(ge=0, le=200, strict=True)] | None = None
    decisions: list[KebabId] = []
    criteria: dict[KebabId, dict[KebabId, CriterionShape]] = {}
    weights: dict[KebabId, WeightShape] = {}
    switch_off: dict[KebabId, Sentence] = {}
    switch_off_laws: dict[KebabId, Sentence] = {}


class AlternativeShape(Shape):
    """An alternative of a ranked decision."""

    title: Name
    means: Sentence
    made_of: list[KebabId] = []
    lends: list[KebabId] = []
    needs: list[KebabId] = []
    in_words: Name | None = None


class OptionShape(Shape):
    """An option of a decision of kind suggestions."""

    title: Name
    means: Sentence


class TopicShape(Shape):
    """A heading for what is printed."""

    title: Name
    on_page: Literal["yes", "no"] = "no"


class DecisionFile(Shape):
    """decision.yaml"""

    decision: KebabId
    title: Name
    label: Label | None = None
    kind: Literal["ranked", "suggestions", "topics"]
    when: ConditionShape | None = None
    alternatives: dict[KebabId, AlternativeShape] = {}
    criteria: dict[KebabId, CriterionShape] = {}
    options: dict[KebabId, OptionShape] = {}
    topics: dict[KebabId, TopicShape] = {}


class RuleShape(Shape):
    """A decision rule."""

    id: KebabId
    formerly: list[KebabId] = []
    label: ShortName | None = None
    criterion: KebabId | None = None
    topic: KebabId | None = None
    when: ConditionShape | None = None
    unless: ConditionShape | None = None
    favours: dict[KebabId, Strength] = {}
    opposes: dict[KebabId, Strength] = {}
    holds_back: list[KebabId] = []
    excludes: list[KebabId] = []
    cure: Sentence | None = None
    printed_for: list[KebabId] = Field(default=[], alias="for")
    requires: Sentence | None = None
    owner: str | None = None
    keeps: Sentence | None = None
    advises: Sentence | None = None
    shows: Sentence | None = None
    suggests: dict[KebabId, list[KebabId]] = {}
    wishes: dict[KebabId, list[KebabId]] = {}
    withholds: dict[KebabId, list[KebabId]] = {}
    rates: dict[KebabId, KebabId] = {}
    because: Said | None = None
    cites: list[FactId] = []
    inferred: Said | None = None


class RuleFile(Shape):
    """A file of rules of one criterion or one topic."""

    criterion: KebabId | None = None
    topic: KebabId | None = None
    rules: list[RuleShape]


class DocumentShape(Shape):
    """A source document."""

    id: KebabId
    title: Name
    publisher: Name
    date: Name
    note: Sentence | None = None
    interest: Name | None = None


class FactShape(Shape):
    """One row of what a document says."""

    id: FactId
    section: Name | None = None
    says: Sentence
    basis: Literal["document", "inferred"]
    reason: Sentence | None = None
    starts_from: list[FactId] = Field(default=[], alias="from")
    see: list[str] = []
    set_aside: Sentence | None = None


class FactsFile(Shape):
    """facts/*.yaml"""

    document: DocumentShape
    facts: list[FactShape]


class ContradictionShape(Shape):
    """Where the documents disagree."""

    id: Annotated[str, Field(pattern=r"^[A-Z][0-9]{2}$")]
    topic: Name
    one_side: Sentence
    other_side: Sentence | None = None
    treatment: Sentence
    treated_by: list[str] = Field(min_length=1)


class ContradictionsFile(Shape):
    """contradictions.yaml"""

    contradictions: list[ContradictionShape]


class LawShape(Shape):
    """What must hold for every profile."""

    id: KebabId
    says: Sentence
    when: ConditionShape | None = None
    never_first: list[KebabId] = []
    only_first: list[KebabId] = []
    excluded: list[KebabId] = []
    not_excluded: list[KebabId] = []
    can_be_first: list[KebabId] = []
    unmoved_by: list[SnakeId] = []
    never_suggested: list[KebabId] = []
    never_split: list[KebabId] = []
    inferred: Sentence | None = None
    cites: list[FactId] = []


class LawsFile(Shape):
    """laws.yaml"""

    laws: list[LawShape]
