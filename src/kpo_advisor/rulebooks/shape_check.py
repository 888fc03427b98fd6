"""Checking a tree against a shape, with every fault at its place and in our own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from kpo_advisor.portable.limits import MAX_FAULTS
from kpo_advisor.portable.tree import key_at, node_at, plain, without
from kpo_advisor.rulebooks.shapes import BY_ALTERNATIVE, TEXT
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.rulebooks.shapes import Shape

_CODE = "shape"
WANTED = {
    "string_type": "A text",
    **dict.fromkeys(("int_type", "int_from_float"), "A whole number"),
    "is_instance_of": "A number",
    "list_type": "A list",
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "A mapping"),
}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A file as its shape, which is that of the `document` without what does not fit.

    `left_out` are the paths of what may have been meant for something: all that does not fit but keys like no other.
    """

    document: TextFile
    shape: Any
    left_out: frozenset[TreePath] = frozenset()


def check_shape(document: TextFile, shape: type[Shape], faults: Faults) -> Shaped | None:
    """The file as its shape, with the faults noted; None where nothing of it fits.

    What does not fit is left out, and with it the record around it that cannot do without, so that the faults of all
    the rest are found too.
    """
    errors = _errors(document, shape)
    for details in errors:
        if not faults.skips(document.file, _CODE):
            _note(document, shape, details, faults)
    left_out: set[TreePath] = set()
    fitting = document
    while errors:
        few = len(errors) <= MAX_FAULTS  # of more it is not looked at, which would take long
        unfit = {_unfit(fitting, details): few and _is_like_no_key(shape, details) for details in errors}
        if () in unfit:
            return None
        left_out.update(path for path, means_nothing in unfit.items() if not means_nothing)
        fitting = replace(fitting, root=without(fitting.root, unfit))
        errors = _errors(fitting, shape)
    return Shaped(fitting, shape.model_validate(plain(fitting.root)), frozenset(left_out))


def _errors(document: TextFile, shape: type[Shape]) -> list[ErrorDetails]:
    try:
        shape.model_validate(plain(document.root))
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _location(details: ErrorDetails) -> TreePath:
    return tuple(step for step in details["loc"] if step not in (TEXT, BY_ALTERNATIVE))


def _unfit(document: TextFile, details: ErrorDetails) -> TreePath:
    """The path of the value that has to be left out: the one that does not fit, or around one that is missing."""
    location = _location(details)
    return node_at(document.root, location[:-1] if details["type"] == "missing" else location).path


def _is_like_no_key(shape: type[Shape], details: ErrorDetails) -> bool:
    """Whether a key is no key there, and so unlike all that may be that none of them was meant."""
    location = _location(details)
    is_extra = details["type"] == "extra_forbidden"
    return is_extra and did_you_mean(str(location[-1]), _keys_at(shape, location[:-1])) is None


def _note(document: TextFile, shape: type[Shape], details: ErrorDetails, faults: Faults) -> None:
    steps, kind, context = details["loc"], details["type"], details.get("ctx", {})
    location = _location(details)
    node, hint = node_at(document.root, location), None
    last = str(location[-1]) if location else ""
    if kind == "extra_forbidden":
        allowed = _keys_at(shape, location[:-1])
        node = key_at(document.root, location) or node
        hint = did_you_mean(last, allowed) or f"Allowed are {', '.join(allowed)}."
        message = f"{quoted(last)} is no key here."
    elif kind == "missing":
        message = f"The key {quoted(last)} is missing."
    elif kind == "literal_error":
        found = str(details["input"])
        allowed = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        hint = did_you_mean(found, allowed)
        message = f"{quoted(found)} is not allowed; allowed are {', '.join(allowed)}."
    elif kind in WANTED:
        wanted = "A text, or a mapping of alternatives to texts," if TEXT in steps[-1:] else WANTED[kind]
        message = f"{wanted} is wanted here, found {_kind_of(details['input'])}."
        if kind == "string_type" and not isinstance(details["input"], list | dict):
            hint = "Write it in quotes."
    elif kind == "too_short" and isinstance(details["input"], dict):
        message = "This mapping is empty."
    elif kind == "string_pattern_mismatch":
        message = f"{quoted(details['input'])} is no id of this kind; it must match {context['pattern']}."
    else:
        message = f"{details['msg'].replace('Input', 'This', 1)}, found {quoted(details['input'])}."
    faults.add(document.file, node, _CODE, message, hint)


def _kind_of(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"the text {quoted(value)}"
        case _:
            return f"the number {value}"


def _keys_at(shape: type[BaseModel], location: TreePath) -> list[str]:
    """The keys a mapping at this location may have."""
    current: type[BaseModel] = shape
    for step in location:
        field = next((field for name, field in current.model_fields.items() if (field.alias or name) == step), None)
        current = (field and _shape_in(field.annotation)) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The first shape inside an annotation such as list[RuleShape] or dict[str, ChoiceShape]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_shape_in, get_args(annotation))), None)
