"""When a page or question is asked: statements of which all, any or none must hold, or the text for what is more."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from frontdoor.forms import QuestionKind, write_inline
from frontdoor_portal.use_cases.form_versions import tree
from frontdoor_portal.use_cases.form_versions.editing import save_text
from frontdoor_portal.use_cases.form_versions.looking import examine
from frontdoor_portal.use_cases.form_versions.models import FormVersion
from frontdoor_portal.use_cases.form_versions.tree import Data, Place
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.editing import opened, when_in_words
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, QUESTIONS_ONLY
from frontdoor_portal.web.form_versions.versions import CHANGED_MEANWHILE, revision_of
from frontdoor_portal.web.form_versions.words import condition_faults, name_of, title_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest, NotFound
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

ALWAYS, ALL, ANY, NONE, WRITTEN = "always", "all", "any", "none", "written"
MODES: Mapping[str, str] = {
    ALWAYS: "Always",
    ALL: "When all of these hold",
    ANY: "When any of these holds",
    NONE: "When none of these holds",
    WRITTEN: "When something else holds, written as text",
}
_SPARE, _FEWEST, _MOST = 1, 3, 30
_YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "I do not know"))


@frozen
class Row:
    """One statement, as the code of what it says, and whether it must be untrue."""

    said: str = ""
    denied: bool = False


@frozen
class Builder:
    """A condition as its page shows it."""

    mode: str
    rows: tuple[Row, ...]
    written: str

    def padded(self) -> "Builder":
        spare = max(_FEWEST - len(self.rows), _SPARE)
        return Builder(self.mode, (*self.rows, *(Row() for _ in range(spare))), self.written)


@get(addresses.WHEN, ADMINISTRATORS, QUESTIONS_ONLY)
def condition_page(request: AnyRequest, office: Office, who: SignedIn, version_id: str, at: str) -> Page:
    version, data, place = _opened(office, who, version_id, at)
    stored = tree.part_at(data, place).get("show_when")
    return _page(request, office, version, data, place, builder_of(stored).padded(), ())


@post(addresses.WHEN, ADMINISTRATORS, QUESTIONS_ONLY)
def save_condition(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str, at: str) -> Page:
    """Keep the condition as it was built; what cannot even be read as text is shown again."""
    version, data, place = _opened(office, who, version_id, at)
    part = tree.part_at(data, place)
    if str(part.get("id", "")) != form.one("part_id"):
        raise NotFound
    typed = _typed(form)
    if form.one("do") == "more":
        more = Builder(typed.mode, (*typed.rows, Row(), Row()), typed.written)
        return _page(request, office, version, data, place, more.padded(), ())
    offered = {code for _, statements in _offered(data, place, part.get("show_when")) for code, _ in statements}
    if not all(row.said in offered for row in typed.rows):
        raise BadRequest("A statement was sent that the page does not offer")
    try:
        condition = _condition(typed)
    except _NotWritten as problem:
        return _page(request, office, version, data, place, typed.padded(), (Fault("written", str(problem)),))
    except _Nothing as problem:
        return _page(request, office, version, data, place, typed.padded(), (Fault("row-1", str(problem)),))
    if revision_of(form) != version.revision:
        return _page(request, office, version, data, place, typed.padded(), (Fault("mode", CHANGED_MEANWHILE),))
    text = tree.changed(data, place, {"show_when": condition})
    saved = save_text(office, who.professional, version_id, version.revision, text)
    after = tree.data_of(saved.text) or data
    field = "written" if typed.mode == WRITTEN else "mode"
    faults = tuple(Fault(field, each) for each in condition_faults(after, place, examine(office, saved).faults))
    if faults:
        return _page(request, office, saved, after, place, typed.padded(), faults)
    return see_other(addresses.of_part(version_id, place))


def builder_of(stored: Any) -> Builder:
    """A stored condition as rows where they can say it, and as text where they cannot."""
    written = "" if stored is None else write_inline(stored)
    match stored:
        case None:
            return Builder(ALWAYS, (), "")
        case {"all": list(inner)} if len(stored) == 1 and all(map(_is_row, inner)):
            return Builder(ALL, tuple(map(_row, inner)), written)
        case {"any": list(inner)} if len(stored) == 1 and all(map(_is_row, inner)):
            return Builder(ANY, tuple(map(_row, inner)), written)
        case {"not": {"any": list(inner)}} if len(stored) == 1 and all(map(_is_row, inner)):
            return Builder(NONE, tuple(map(_row, inner)), written)
        case _ if _is_row(stored):
            return Builder(ALL, (_row(stored),), written)
        case _:
            return Builder(WRITTEN, (), written)


class _NotWritten(ValueError):
    pass


class _Nothing(ValueError):
    pass


def _opened(office: Office, who: SignedIn, version_id: str, at: str) -> tuple[FormVersion, Data, Place]:
    version, data, place = opened(office, who, version_id, at)
    if len(place) < 2:  # a form and its sections are always there
        raise NotFound
    return version, data, place


def _typed(form: Fields) -> Builder:
    names = [f"row-{number}" for number in range(1, _MOST + 1)]
    form.only("revision", "part_id", "do", "mode", "written", *names, *(f"{name}-not" for name in names))
    mode = form.one("mode", ALWAYS)
    if mode not in MODES:
        raise BadRequest("The way is not one of the page's")
    rows = (Row(form.one(name), form.one(f"{name}-not") == "yes") for name in names)
    return Builder(mode, tuple(row for row in rows if row.said), form.one("written"))


def _condition(typed: Builder) -> dict[str, Any] | None:
    if typed.mode == ALWAYS:
        return None
    if typed.mode == WRITTEN:
        return _parsed(typed.written)
    if not typed.rows:
        raise _Nothing("Select what must hold")
    plain = [_statement(row) for row in typed.rows]
    if typed.mode == NONE:
        return {"not": {"any": plain}}
    return plain[0] if len(plain) == 1 else {typed.mode: plain}


def _parsed(written: str) -> dict[str, Any]:
    try:
        found = tomllib.loads(f"show_when = {written.strip()}")
    except (tomllib.TOMLDecodeError, RecursionError):
        found = {}
    condition = found.get("show_when") if len(found) == 1 else None
    if not isinstance(condition, dict) or not condition:
        raise _NotWritten('Enter a condition like { question = "consent", equals = "yes" }')
    return condition


def _statement(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(row.said)
    return {"not": said} if row.denied else said


def _is_row(condition: Any) -> bool:
    if isinstance(condition, dict) and set(condition) == {"not"}:
        condition = condition["not"]
    plain = ("equals", "one_of", "includes", "answered")
    return (
        isinstance(condition, dict)
        and len(condition) == 2
        and isinstance(condition.get("question"), str)
        and any(key in condition for key in plain)
    )


def _row(condition: dict[str, Any]) -> Row:
    denied = set(condition) == {"not"}
    return Row(_code(condition["not"] if denied else condition), denied)


def _code(statement: Mapping[str, Any]) -> str:
    return json.dumps(statement, sort_keys=True, ensure_ascii=False)


def _offered(data: Data, place: Place, stored: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """By question that is asked before: every statement about it that could be chosen, and those that stand already."""
    offered: list[tuple[str, list[tuple[str, str]]]] = []
    codes: set[str] = set()
    for question in _asked_before(data, place):
        statements = list(_statements(question))
        codes |= {code for code, _ in statements}
        offered.append((str(question.get("label") or question.get("id")), statements))
    kept = [row.said for row in builder_of(stored).rows if row.said not in codes]
    if kept:
        offered.append(("As it stands now", [(code, _in_short(json.loads(code))) for code in kept]))
    return offered


def _asked_before(data: Data, place: Place) -> Iterator[Data]:
    """The questions a condition here may look at: earlier ones, and of a group only its own members before this."""
    for where, part in tree.places(data):
        is_question, is_member = len(where) == 3, len(where) == 4
        if where[: len(place)] >= place:
            return
        if (is_question and where != place[:3]) or (is_member and where[:3] == place[:3]):
            yield part


def _statements(question: Data) -> Iterator[tuple[str, str]]:
    question_id = str(question.get("id", ""))
    kind = question.get("kind")
    options = question.get("options")
    listed = [each for each in options if isinstance(each, dict)] if isinstance(options, list) else []
    values = [(str(each.get("value", "")), str(each.get("label", ""))) for each in listed]
    if kind == QuestionKind.YES_NO_UNKNOWN.value:
        values = list(_YES_NO)
    word, verb = ("includes", "includes") if kind == QuestionKind.CHOICES.value else ("equals", "is")
    for value, label in values:
        yield _code({"question": question_id, word: value}), f"{verb} “{label or value}”"
    yield _code({"question": question_id, "answered": True}), "is answered"


def _in_short(statement: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in statement.items() if key != "question"}
    [(word, value)] = rest.items()
    listed = " or ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{statement['question']} {word.replace('_', ' ')} {listed}"


def _page(
    request: AnyRequest,
    office: Office,
    version: FormVersion,
    data: Data,
    place: Place,
    built: Builder,
    faults: tuple[Fault, ...],
) -> Page:
    part = tree.part_at(data, place)
    looked = examine(office, version)
    return page(
        request,
        "form_versions/when.html",
        status=400 if faults else 200,
        faults=faults,
        version=version,
        title=title_of(looked.form, version.form_id),
        part=part,
        name=name_of(data, place),
        action=addresses.of_condition(version.id, place),
        parent=addresses.of_part(version.id, place),
        modes=MODES,
        built=built,
        offered=_offered(data, place, part.get("show_when")),
        when=when_in_words(looked.form, part, len(place)),
    )


routes = (condition_page, save_condition)
