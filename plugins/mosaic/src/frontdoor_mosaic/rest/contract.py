"""The reference contract of the interface, read once from the OpenAPI file, and what does not fit it.

Both sides check by it: the connector before it sends and before it believes, the simulator before it acts.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import jsonschema_rs
from attrs import frozen
from jsonschema_rs import ValidationErrorKind

from frontdoor.domain.texts import has_lone_surrogate

Schema = Mapping[str, Any]


MOST_DEEP = 50
"""How deep a value may nest; what the contract has is six deep."""


@frozen
class Misfit:
    """One place of a value that the contract does not allow, and in which way. The value itself stays unsaid.

    `kind` is the rule of JSON Schema that it breaks, or one of two that I-JSON adds (RFC 7493): `encoding`, `depth`.
    """

    place: str
    kind: str


@frozen
class Contract:
    """The OpenAPI document, with a judge for each of its schemas."""

    document: Mapping[str, Any]
    judges: Mapping[str, jsonschema_rs.Validator]

    def misfits(self, name: str, value: Any) -> tuple[Misfit, ...]:
        """Everything in a JSON value that the schema of that name does not allow, with its place like `forms/0`."""
        unjudged = tuple(dict.fromkeys(_cannot_be_judged(value, ())))
        return unjudged or tuple(_told_once(self.judges[name].iter_errors(value)))

    def resolved(self, schema: Schema) -> Schema:
        """The schema itself where it is a reference to one, or else as it is."""
        reference = schema.get("$ref", "")
        found: Schema = self.document["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema
        return found


@cache
def reference_contract() -> Contract:
    """The contract of this package."""
    text = resources.files("frontdoor_mosaic.openapi").joinpath("mosaic_reference.json").read_text(encoding="utf-8")
    document = json.loads(text)
    components = document["components"]
    schemas = {
        name: {"$ref": f"#/components/schemas/{name}", "components": components} for name in components["schemas"]
    }
    judges = {name: jsonschema_rs.validator_for(schema, validate_formats=True) for name, schema in schemas.items()}
    return Contract(document, judges)


def _told_once(errors: Iterator[jsonschema_rs.ValidationError]) -> Iterator[Misfit]:
    """One misfit for each place, the type before anything that follows from it."""
    told: dict[str, str] = {}
    for misfit in map(_misfit, errors):
        if misfit.place not in told or misfit.kind == "type":
            told[misfit.place] = misfit.kind
    return (Misfit(place, kind) for place, kind in told.items())


def _misfit(error: jsonschema_rs.ValidationError) -> Misfit:
    place = "/".join(str(part) for part in error.instance_path)
    match error.kind:
        case ValidationErrorKind.Required(name):
            return Misfit(f"{place}/{name}".lstrip("/"), "required")
        case ValidationErrorKind.AnyOf(context):
            # A choice of the right type tells what is wrong; where none is, that is what is wrong.
            choices = [_misfit(errors[0]) for errors in context]
            return next((told for told in choices if told.kind != "type"), Misfit(place, "type"))
        case kind:
            return Misfit(place, kind.name)


def _cannot_be_judged(value: Any, place: tuple[str, ...]) -> Iterator[Misfit]:
    """Half characters, which no JSON in UTF-8 can carry, and bottomless nesting: the library takes neither."""
    if len(place) > MOST_DEEP:
        yield Misfit("", "depth")
    elif isinstance(value, str) and has_lone_surrogate(value):
        yield Misfit("/".join(place), "encoding")
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _cannot_be_judged(name, place)
            yield from _cannot_be_judged(part, (*place, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _cannot_be_judged(item, (*place, str(number)))
