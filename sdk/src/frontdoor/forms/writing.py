"""A form as TOML text: what `read_form` reads back as the same form, in one order, fit for people to read.

Comments of the text it was read from do not survive. `write_data` takes what `tomllib` gave, sound or not, so that a
form can be edited while it has faults.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf
from frontdoor.forms.definition import (
    Caution,
    ConditionTest,
    DateRange,
    FormDefinition,
    Gate,
    Option,
    Page,
    Question,
    Section,
)
from frontdoor.forms.kinds import MOST_ITEMS, QuestionKind

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ORDER = (
    "id",
    "version",
    "value",
    "kind",
    "title",
    "label",
    "hint",
    "called",
    "required",
    "urgent_minimum",
    "supplies",
    "max_length",
    "approximate",
    "dated",
    "if_future",
    "item",
    "most",
    "page",
    "question",
    "guidance",
    "practice_note",
    "about",
    "notes",
    "name",
    "show_when",
    "urgent_when",
    "when",
    "message",
    "given",
    "shows",
    "hides",
    "stop_when",
    "stop_title",
    "stop_guidance",
    "factors",
    "exclusive",
    "options",
    "questions",
    "pages",
    "gate",
    "cautions",
    "sections",
    "tests",
)
_PLACES = {key: place for place, key in enumerate(_ORDER)}
_BLOCKS = frozenset({"sections", "pages", "questions", "cautions", "tests"})
"""Lists whose tables stand under a heading of their own; every other list and table is written in its line."""
_WIDTH = 110


def write_form(definition: FormDefinition) -> str:
    """The form's text. What a portal alone sets, such as `refuses_test_numbers`, is no part of it."""
    return write_data(form_to_data(definition))


def write_data(data: Mapping[str, Any]) -> str:
    """TOML text of plain data, its keys in a form's order and unknown ones at the end."""
    return "\n".join(_table(data, "")).strip() + "\n"


def form_to_data(definition: FormDefinition) -> dict[str, Any]:
    """The form as plain data, without what is as it would be anyway."""
    return _without_defaults(
        id=definition.id,
        version=definition.version,
        title=definition.title,
        notes=definition.notes,
        urgent_when=condition_to_data(definition.urgent_when),
        gate=_gate(definition.gate) if definition.gate else None,
        cautions=[_caution(each) for each in definition.cautions],
        sections=[_section(each) for each in definition.sections],
        tests=[_test(each) for each in definition.tests],
    )


def condition_to_data(condition: Condition | None) -> dict[str, Any] | None:
    """A condition as plain data."""
    match condition:
        case None:
            return None
        case Equals(question, value):
            return {"question": question, "equals": value}
        case OneOf(question, values):
            return {"question": question, "one_of": list(values)}
        case Includes(question, value):
            return {"question": question, "includes": value}
        case Answered(question):
            return {"question": question, "answered": True}
        case AllOf(conditions):
            return {"all": [condition_to_data(each) for each in conditions]}
        case AnyOf(conditions):
            return {"any": [condition_to_data(each) for each in conditions]}
        case Not(inner):
            return {"not": condition_to_data(inner)}


def write_inline(value: Any, indent: int = 0) -> str:
    """One value as it stands after its equals sign."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            pairs = [f"{_key(key)} = {write_inline(each, indent)}" for key, each in _sorted(value)]
            return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
        case Sequence():
            return _list(value, indent)
        case _:
            return _text(str(value))


def _list(values: Sequence[Any], indent: int) -> str:
    items = [write_inline(each, indent + 4) for each in values]
    line = f"[{', '.join(items)}]"
    tables = any(isinstance(each, Mapping) for each in values)
    if not tables and len(line) <= _WIDTH and "\n" not in line:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{each},\n" for each in items)
    return f"[\n{inner}{' ' * indent}]"


def _table(data: Mapping[str, Any], path: str) -> Iterator[str]:
    """The lines of a table: what stands in a line first, then what has a heading of its own, as TOML needs it."""
    later: list[tuple[str, Any]] = []
    for key, value in _sorted(data):
        if (key in _BLOCKS and _is_tables(value)) or (key == "gate" and not path and isinstance(value, Mapping)):
            later.append((key, value))
        else:
            yield f"{_key(key)} = {_long(value)}"
    for key, value in later:
        inner = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from ("", f"[{inner}]", *_table(value, inner))
            continue
        for each in value:
            yield from ("", f"[[{inner}]]", *_table(each, inner))


def _long(value: Any) -> str:
    """Text of several lines stands as it reads."""
    if isinstance(value, str) and "\n" in value and value == value.strip():
        return f'"""\n{_escaped(value, several_lines=True)}"""'
    return write_inline(value)


def _text(value: str) -> str:
    return f'"{_escaped(value)}"'


def _escaped(value: str, *, several_lines: bool = False) -> str:
    text = "".join(_letter(letter, several_lines=several_lines) for letter in value)
    if not several_lines:
        return text
    text = text.replace('"""', '""\\"')
    return f'{text[:-1]}\\"' if text.endswith('"') else text


def _letter(letter: str, *, several_lines: bool) -> str:
    if letter == "\\":
        return "\\\\"
    if letter in '"\n' and several_lines:
        return letter
    if letter == '"':
        return '\\"'
    if letter < " ":
        return json.dumps(letter)[1:-1]
    return "\\u007F" if letter == "\x7f" else letter


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _sorted(data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(data.items(), key=lambda item: _PLACES.get(item[0], len(_ORDER)))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _without_defaults(**values: Any) -> dict[str, Any]:
    """What says something: texts that are not empty, lists that hold something, and what is not None."""
    return {key: value for key, value in values.items() if value not in (None, "", [], False)}


def _gate(gate: Gate) -> dict[str, Any]:
    return _without_defaults(
        page=gate.page_id,
        title=gate.title,
        guidance=gate.guidance,
        stop_when=condition_to_data(gate.stop_when),
        stop_title=gate.stop_title,
        stop_guidance=gate.stop_guidance,
    )


def _caution(caution: Caution) -> dict[str, Any]:
    return _without_defaults(
        question=caution.question_id, when=condition_to_data(caution.when), message=caution.message
    )


def _test(test: ConditionTest) -> dict[str, Any]:
    given = {key: _given(each) for key, each in test.given.items()}
    return {"name": test.name, "given": given, **_without_defaults(shows=list(test.shows), hides=list(test.hides))}


def _given(answer: object) -> object:
    if isinstance(answer, Mapping):
        return {key: _given(each) for key, each in answer.items()}
    return [_given(each) for each in answer] if isinstance(answer, tuple | list) else answer


def _section(section: Section) -> dict[str, Any]:
    return _without_defaults(
        id=section.id,
        title=section.title,
        about=section.about.value if section.about else None,
        pages=[_page(each) for each in section.pages],
    )


def _page(page: Page) -> dict[str, Any]:
    return _without_defaults(
        id=page.id,
        title=page.title,
        guidance=page.guidance,
        practice_note=page.practice_note,
        about=page.about.value if page.about else None,
        show_when=condition_to_data(page.show_when),
        questions=[_question(each) for each in page.questions],
    )


def _question(question: Question) -> dict[str, Any]:
    fixed = question.kind is QuestionKind.YES_NO_UNKNOWN
    data = _without_defaults(
        id=question.id,
        kind=question.kind.value,
        label=question.label,
        hint=question.hint,
        called=question.called,
        supplies=question.supplies.value if question.supplies else None,
        max_length=question.max_length,
        urgent_minimum=question.urgent_minimum,
        approximate=question.approximate,
        dated=question.dated.value if question.dated is not DateRange.ANY else None,
        if_future=question.if_future,
        item=question.item,
        most=question.most if question.most != MOST_ITEMS else None,
        show_when=condition_to_data(question.show_when),
        options=[] if fixed else [_option(each) for each in question.options],
        questions=[_question(each) for each in question.questions],
    )
    return data if question.required else {**data, "required": False}


def _option(option: Option) -> dict[str, Any]:
    return _without_defaults(
        value=option.value,
        label=option.label,
        hint=option.hint,
        factors=list(option.factors),
        exclusive=option.exclusive,
    )
