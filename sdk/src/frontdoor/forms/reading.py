"""Reading a form's TOML text into a checked definition, or into every fault it has."""

import re
import tomllib
from typing import Any

from attrs import frozen

from frontdoor.domain.code_lists import code_list
from frontdoor.forms.checking import check_definition
from frontdoor.forms.concepts import Concept
from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf
from frontdoor.forms.definition import (
    About,
    Caution,
    ConditionTest,
    DateRange,
    FormDefinition,
    Gate,
    Option,
    Page,
    Question,
    RawAnswer,
    RawItem,
    Section,
)
from frontdoor.forms.kinds import MOST_ITEMS, ONE_OF_OPTIONS, WITH_OPTIONS, QuestionKind
from frontdoor.forms.tables import DefinitionFault, Table
from frontdoor.forms.versions import VERSION, VERSION_IN_WORDS

_ID = re.compile(r"[a-z][a-z0-9_]*")
_VALUE = re.compile(r"[A-Za-z0-9_]+")
_DEEPEST = 12

YES_NO_UNKNOWN_OPTIONS = (Option("yes", "Yes"), Option("no", "No"), Option("unknown", "I do not know"))


class FormFaults(ValueError):
    """A form's text that cannot be used. `faults` lists everything wrong with it, in the order of the text."""

    def __init__(self, faults: tuple[DefinitionFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@frozen
class Examined:
    """A form's text as far as it reads: the definition, None where it is no TOML, and everything wrong with it.

    With faults the definition is for showing alone: what could not be read stands in it as if it were left out.
    """

    definition: FormDefinition | None
    faults: tuple[DefinitionFault, ...]


def examine_form(text: str) -> Examined:
    """Read as much as can be read, for somebody who is still writing it. Raises nothing."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        return Examined(None, (DefinitionFault("form", f"not TOML: {wrong}"),))
    faults: list[DefinitionFault] = []
    definition = _form(Table(data, "form", faults))
    faults += check_definition(definition)
    return Examined(definition, tuple(faults))


def read_form(text: str) -> FormDefinition:
    """The form in this TOML text. Raises `FormFaults` with every fault and its place."""
    examined = examine_form(text)
    if examined.faults or examined.definition is None:
        raise FormFaults(examined.faults)
    return examined.definition


def _form(table: Table) -> FormDefinition:
    definition = FormDefinition(
        id=_id(table),
        version=_shaped(table, "version", VERSION, VERSION_IN_WORDS),
        title=table.text("title", needed=True),
        notes=table.text("notes"),
        urgent_when=_condition_at(table, "urgent_when"),
        gate=_gate(table.table("gate")),
        sections=tuple(_section(each) for each in table.tables("sections", "section", needed=True)),
        cautions=tuple(_caution(each) for each in table.tables("cautions", "caution")),
        tests=tuple(_test(each) for each in table.tables("tests", "test")),
    )
    table.done()
    return definition


def _gate(table: Table | None) -> Gate | None:
    if table is None:
        return None
    gate = Gate(
        page_id=table.text("page", needed=True),
        title=table.text("title", needed=True),
        guidance=table.text("guidance", needed=True),
        stop_when=_condition_at(table, "stop_when"),
        stop_title=table.text("stop_title", needed=table.has("stop_when")),
        stop_guidance=table.text("stop_guidance", needed=table.has("stop_when")),
    )
    table.done()
    return gate


def _caution(table: Table) -> Caution:
    when = _condition_at(table, "when", needed=True)
    caution = Caution(
        question_id=table.text("question", needed=True),
        when=when if when is not None else AllOf(()),
        message=table.text("message", needed=True),
    )
    table.done()
    return caution


def _test(table: Table) -> ConditionTest:
    given = table.table("given", needed=True)
    answers: dict[str, RawAnswer] = {}
    for question_id, answer in given.data.items() if given is not None else ():
        match answer:
            case str():
                answers[question_id] = answer
            case list() if all(isinstance(each, str) for each in answer):
                answers[question_id] = tuple(answer)
            case dict() if all(isinstance(each, str) for each in answer.values()):
                answers[question_id] = answer
            case list() if all(isinstance(each, dict) and _is_item(each) for each in answer):
                answers[question_id] = tuple(map(_item_given, answer))
            case _:
                table.fault(f"the answer given to “{question_id}” must be text, texts, parts of text, or items")
    test = ConditionTest(
        name=table.text("name", needed=True), given=answers, shows=table.texts("shows"), hides=table.texts("hides")
    )
    if not test.shows and not test.hides:
        table.fault("at least one of “shows” and “hides” is needed")
    table.done()
    return test


def _is_item(item: dict[str, Any]) -> bool:
    """Whether each answer in an item of a group is text, a list of texts, or parts of text."""
    return all(
        isinstance(answer, str)
        or (isinstance(answer, list) and all(isinstance(each, str) for each in answer))
        or (isinstance(answer, dict) and all(isinstance(each, str) for each in answer.values()))
        for answer in item.values()
    )


def _item_given(item: dict[str, Any]) -> RawItem:
    """One item of a group as a test gives it, lists as tuples."""
    return {key: tuple(each) if isinstance(each, list) else each for key, each in item.items()}


def _section(table: Table) -> Section:
    section = Section(
        id=_id(table),
        title=table.text("title", needed=True),
        about=table.member("about", About),
        pages=tuple(_page(each) for each in table.tables("pages", "page", needed=True)),
    )
    table.done()
    return section


def _page(table: Table) -> Page:
    page = Page(
        id=_id(table),
        title=table.text("title", needed=True),
        show_when=_condition_at(table, "show_when"),
        guidance=table.text("guidance"),
        practice_note=table.text("practice_note"),
        about=table.member("about", About),
        questions=tuple(_question(each) for each in table.tables("questions", "question", needed=True)),
    )
    table.done()
    return page


def _question(table: Table) -> Question:
    kind = table.member("kind", QuestionKind, needed=True) or QuestionKind.TEXT
    is_group = kind is QuestionKind.GROUP
    question = Question(
        id=_id(table),
        kind=kind,
        label=table.text("label", needed=True),
        hint=table.text("hint"),
        required=table.flag("required", default=True),
        options=_options(table, kind),
        show_when=_condition_at(table, "show_when"),
        max_length=table.number("max_length"),
        supplies=table.member("supplies", Concept),
        called=table.text("called"),
        urgent_minimum=table.flag("urgent_minimum", default=False),
        approximate=table.flag("approximate", default=False),
        dated=table.member("dated", DateRange) or DateRange.ANY,
        if_future=table.text("if_future"),
        questions=tuple(
            _member(each) for each in table.tables("questions", "member", needed=kind is QuestionKind.GROUP)
        ),
        item=table.text("item", needed=kind is QuestionKind.GROUP),
        most=table.number("most") or MOST_ITEMS,
    )
    if not is_group:
        for key in ("questions", "item", "most"):
            if table.has(key):
                table.fault(f"“{key}” is for a group only")
    if kind is not QuestionKind.DATE:
        for key in ("approximate", "dated", "if_future"):
            if table.has(key):
                table.fault(f"“{key}” is for a date only")
    if (kind in WITH_OPTIONS or is_group) and table.has("max_length"):
        table.fault(f"“max_length” is not for a {kind} question")
    table.done()
    return question


def _member(table: Table) -> Question:
    member = _question(table)
    if member.is_group:
        table.fault("a group cannot stand inside another")
    if member.urgent_minimum:
        table.fault("“urgent_minimum” is for the group as a whole, not for what it asks of each item")
    return member


def _options(table: Table, kind: QuestionKind) -> tuple[Option, ...]:
    options = tuple(_option(each) for each in table.tables("options", "option"))
    if kind is QuestionKind.YES_NO_UNKNOWN:
        if table.has("options"):
            table.fault("“options” of a yes_no_unknown question are fixed")
        return YES_NO_UNKNOWN_OPTIONS
    if kind not in WITH_OPTIONS and table.has("options"):
        table.fault(f"“options” are not for a {kind} question")
    if kind in WITH_OPTIONS and len(options) < 2:
        table.fault("at least two “options” are needed")
    if kind in ONE_OF_OPTIONS and any(option.exclusive for option in options):
        table.fault("“exclusive” is for choices only, because one choice is always alone")
    return options


def _option(table: Table) -> Option:
    option = Option(
        value=_shaped(table, "value", _VALUE, "letters, digits and _"),
        label=table.text("label", needed=True),
        hint=table.text("hint"),
        factors=table.texts("factors"),
        exclusive=table.flag("exclusive", default=False),
    )
    for factor in option.factors:
        if factor not in code_list("assessment_factors"):
            table.fault(f"“{factor}” is not an assessment factor of the Children in Need census")
    table.done()
    return option


def _id(table: Table) -> str:
    return _shaped(table, "id", _ID, "lower-case letters, digits and _")


def _shaped(table: Table, key: str, shape: re.Pattern[str], words: str) -> str:
    text = table.text(key, needed=True)
    if text and not shape.fullmatch(text):
        table.fault(f"“{key}” must be {words}")
    return text


def _condition_at(table: Table, key: str, *, needed: bool = False) -> Condition | None:
    inner = table.table(key, needed=needed)
    return None if inner is None else _condition(inner, depth=1)


def _condition(table: Table, depth: int) -> Condition | None:
    if depth > _DEEPEST:
        table.fault(f"a condition may be {_DEEPEST} levels deep at most")
        return None
    for key, made in (("all", AllOf), ("any", AnyOf)):
        if table.has(key):
            inner = [_condition(each, depth + 1) for each in table.tables(key, "condition", needed=True)]
            table.done()
            return made(tuple(each for each in inner if each is not None))
    if table.has("not"):
        negated = table.table("not")
        table.done()
        within = None if negated is None else _condition(negated, depth + 1)
        return None if within is None else Not(within)
    return _plain_condition(table)


def _plain_condition(table: Table) -> Condition | None:
    question = table.text("question", needed=True)
    equals, one_of, includes = table.text("equals"), table.texts("one_of"), table.text("includes")
    answered = table.flag("answered", default=False)
    given = [key for key in ("equals", "one_of", "includes", "answered") if table.has(key)]
    table.done()
    if len(given) != 1:
        table.fault("a condition has exactly one of equals, one_of, includes, answered, all, any, not")
        return None
    match given[0]:
        case "equals":
            return Equals(question, equals)
        case "one_of":
            return OneOf(question, one_of)
        case "includes":
            return Includes(question, includes)
        case _:
            if not answered:
                table.fault("“answered” can only be true; write not = { ... } for the opposite")
            return Answered(question)
