"""How a table of named values becomes an attrs class: wrong types, refused values and unknown keys in one pass.

cattrs' own hook builds the value only where every type fits and no key is unknown, and attrs stops at the first rule
that refuses; an operator would mend one fault to be shown the next.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from attrs import NOTHING, Attribute, Factory, fields, resolve_types
from attrs import Converter as FieldConverter
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, ClassValidationError

Hook = Callable[[Any, Any], Any]


def structure_class(kind: type[Any], converter: Converter) -> Hook:
    """The hook that builds `kind` from a table.

    It raises `ClassValidationError` with every fault: those of fields in the order of the class, then unknown keys by
    name, then what the class says of its values together.
    """
    resolve_types(kind)
    parts = {part.name: part for part in fields(kind) if part.init}

    @cache
    def hooks() -> dict[str, Hook]:
        # Looked up at the first call: by then there is a hook for `kind` itself, which one of its fields may hold.
        return {
            name: converter.get_structure_hook(Any if part.type is None else part.type) for name, part in parts.items()
        }

    def structure(table: Any, _: Any) -> Any:
        if not isinstance(table, Mapping):
            raise ValueError("must be a table of named values")
        values, faults = _typed(table, parts, hooks())
        unknown = [ValueError(f"unknown key: {key}") for key in sorted(table.keys() - parts.keys())]
        if faults or unknown:
            together = _judge(kind, values, faults)
        else:
            try:
                return kind(**{parts[name].alias: value for name, value in values.items()})
            except Exception as problem:
                together = _judge(kind, values, faults)
                if not faults and not together:
                    together = [problem]
        for name, fault in faults.items():
            fault.add_note(AttributeValidationNote("", name, parts[name].type))
        raise ClassValidationError("", [*(faults[name] for name in parts if name in faults), *unknown, *together], kind)

    return structure


def _typed(
    table: Mapping[str, Any], parts: Mapping[str, "Attribute[Any]"], hooks: Mapping[str, Hook]
) -> tuple[dict[str, Any], dict[str, Exception]]:
    """The values that have their field's type, and what is wrong with the others."""
    values: dict[str, Any] = {}
    faults: dict[str, Exception] = {}
    for name, part in parts.items():
        if name in table:
            try:
                values[name] = hooks[name](table[name], part.type)
            except Exception as problem:
                faults[name] = problem
        elif part.default is NOTHING:
            faults[name] = KeyError(name)
    return values, faults


def _judge(kind: type[Any], values: Mapping[str, Any], faults: dict[str, Exception]) -> list[Exception]:
    """Judge what has the right type: each value by its field's rule, into `faults`; then the class's rule, returned.

    They judge an instance that holds the sound values only. A rule that looks for another one finds no attribute, and
    is passed over: the fault of the one it looked for is told already.
    """
    whole: Any = object.__new__(kind)
    for part in fields(kind):
        if part.name in values or (part.default is not NOTHING and part.name not in faults):
            try:
                object.__setattr__(whole, part.name, _kept(part, values, whole))
            except Exception as problem:
                faults.update({part.name: problem} if part.name in values else {})
    for part in fields(kind):
        if part.validator is not None and part.name in values and part.name not in faults:
            value = getattr(whole, part.name)
            try:
                part.validator(whole, part, value)
            except Exception as problem:
                if not _looks_for_an_unsound_value(problem, faults):
                    faults[part.name] = _without_value(problem, part.name, value)
                    object.__delattr__(whole, part.name)
    try:
        getattr(whole, "__attrs_post_init__", lambda: None)()
    except Exception as problem:
        return [] if _looks_for_an_unsound_value(problem, faults) else [problem]
    return []


def _kept(part: "Attribute[Any]", values: Mapping[str, Any], whole: Any) -> Any:
    """The value of a field, or its default, as the class itself would keep it."""
    default: Any = part.default
    if part.name in values:
        value = values[part.name]
    elif isinstance(default, Factory):  # type: ignore[arg-type]  # typed as a function, and is a class
        value = default.factory(whole) if default.takes_self else default.factory()
    else:
        value = default
    convert: Any = part.converter
    arguments = (value, whole, part) if isinstance(convert, FieldConverter) else (value,)
    return value if convert is None else convert(*arguments)


def _looks_for_an_unsound_value(problem: Exception, faults: Mapping[str, Exception]) -> bool:
    return isinstance(problem, AttributeError) and bool(faults)


def _without_value(problem: Exception, name: str, value: Any) -> Exception:
    # attrs' comparisons say `'floors' must be >= 1: 0`: the path says the name, and nobody repeats the value.
    if not isinstance(problem, ValueError) or len(problem.args) != 1:
        return problem
    return ValueError(str(problem).removeprefix(f"'{name}' ").removesuffix(f": {value}"))
