"""The editor of one part: a form's own words, a section, a page, a question. What is typed is kept, right or wrong."""

from collections.abc import Mapping
from typing import Any

from frontdoor.forms import (
    Concept,
    DateRange,
    FormDefinition,
    asked_when,
    condition_to_data,
    is_of_first_child,
    write_inline,
)
from frontdoor_portal.use_cases.form_versions import tree
from frontdoor_portal.use_cases.form_versions.editing import NotAForm, save_text
from frontdoor_portal.use_cases.form_versions.looking import Examination, examine, see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.tree import Data, Place
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, MAX_TEXT_BYTES, QUESTIONS_ONLY
from frontdoor_portal.web.form_versions.typed import (
    WITH_OPTIONS,
    values_typed,
    with_option_added,
    with_option_moved,
)
from frontdoor_portal.web.form_versions.versions import CHANGED_MEANWHILE, revision_of
from frontdoor_portal.web.form_versions.words import ABOUT, KINDS, beside_fields, name_of, title_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

_TEMPLATES = ("form_versions/form.html", "form_versions/section.html", "form_versions/page.html")
_QUESTION = "form_versions/question.html"
SAVE = "save"


@get(addresses.PART, ADMINISTRATORS, QUESTIONS_ONLY)
def part_page(request: AnyRequest, office: Office, who: SignedIn, version_id: str, at: str) -> Page:
    version, data, place = opened(office, who, version_id, at)
    return _part(request, office, version, data, place)


@post(addresses.PART, ADMINISTRATORS, QUESTIONS_ONLY, max_bytes=MAX_TEXT_BYTES)
def save_part(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str, at: str) -> Page:
    """Keep what was typed, do what the button says, and stay where something of this part is wrong."""
    version, data, place = opened(office, who, version_id, at)
    part = tree.part_at(data, place)
    if str(part.get("id", "")) != form.one("part_id"):
        raise Stale("Another part stands here now")
    text = tree.changed(data, place, values_typed(form, place, part))
    if revision_of(form) != version.revision:
        typed = tree.data_of(text) or data
        return _part(request, office, version, typed, place, (Fault(_first(place), CHANGED_MEANWHILE),))
    text, next_place, anchor = _done(form.one("do", SAVE), form.one("to"), text, place)
    try:
        saved = save_text(office, who.professional, version_id, version.revision, text)
    except NotAForm as problem:
        return _part(request, office, version, tree.data_of(text) or data, place, (Fault(_first(place), str(problem)),))
    if form.one("do", SAVE) == "when":
        return see_other(addresses.of_condition(version_id, place))
    if form.one("do", SAVE) != SAVE:
        return see_other(addresses.of_part(version_id, next_place) + anchor)
    after = tree.data_of(saved.text) or data
    faults = beside_fields(after, place, examine(office, saved).faults)
    if faults:
        return _part(request, office, saved, after, place, faults)
    return see_other(addresses.of_part(version_id, place[:-1]) if len(place) > 1 else addresses.of_version(version_id))


def opened(office: Office, who: SignedIn, version_id: str, at: str) -> tuple[FormVersion, Data, Place]:
    """A version that is edited, its tables, and a place in them. Raises `NotVisible`, or `Stale` once submitted."""
    place = addresses.place_at(at)
    version = see_version(office, who.professional, version_id)
    if version.state is not FormState.EDITING:
        raise Stale("This version is not being edited any more")
    data = tree.data_of(version.text)
    if data is None:
        raise NotVisible(at)
    tree.part_at(data, place)
    return version, data, place


def _done(button: str, to: str, text: str, place: Place) -> tuple[str, Place, str]:
    """The text after what a button does, where the reader goes then, and to which spot of that page."""
    data = tree.data_of(text)
    what, _, number = button.rpartition("-")
    if button in {SAVE, "when"} or data is None:
        return text, place, ""
    if button == "inner-add":
        return (*tree.added(data, place), "")
    if button == "move":
        return (*tree.moved_to_page(data, place, addresses.place_at(to)), "")
    if button == "remove":
        return tree.removed(data, place), place[:-1], ""
    if button == "option-add":
        options = with_option_added(_options(data, place))
        return tree.changed(data, place, {"options": options}), place, f"#option-{len(options)}-label"
    if not (number.isascii() and number.isdigit()):
        raise BadRequest("The button is not one of the page's")
    index = int(number) - 1
    if what in {"inner-up", "inner-down"}:
        return tree.moved(data, (*place, index), -1 if what == "inner-up" else 1), place, "#inner"
    if what == "inner-remove":
        return tree.removed(data, (*place, index)), place, "#inner"
    if what in {"option-up", "option-down"}:
        options = with_option_moved(_options(data, place), index, -1 if what == "option-up" else 1)
        return tree.changed(data, place, {"options": options}), place, "#options"
    if what == "option-remove":
        options = [option for place_, option in enumerate(_options(data, place)) if place_ != index]
        return tree.changed(data, place, {"options": options}), place, "#options"
    raise BadRequest("The button is not one of the page's")


def _options(data: Data, place: Place) -> list[Any]:
    found = tree.part_at(data, place).get("options")
    return list(found) if isinstance(found, list) else []


def _part(
    request: AnyRequest,
    office: Office,
    version: FormVersion,
    data: Data,
    place: Place,
    faults: tuple[Fault, ...] = (),
) -> Page:
    looked = examine(office, version)
    part = tree.part_at(data, place)
    depth = len(place)
    return page(
        request,
        _TEMPLATES[depth] if depth < len(_TEMPLATES) else _QUESTION,
        status=400 if faults else 200,
        faults=faults,
        known=() if faults else beside_fields(data, place, looked.faults),
        version=version,
        title=title_of(looked.form, version.form_id),
        part=part,
        place=place,
        at=addresses.at(place),
        action=addresses.of_part(version.id, place),
        parent=addresses.of_part(version.id, place[:-1]) if depth > 1 else addresses.of_version(version.id),
        parent_name=name_of(data, place[:-1]) if depth > 1 else "this version",
        inner=tree.inner_of(part, depth) if depth < 4 else [],
        may_rename=_is_new(looked, part, depth),
        when=when_in_words(looked.form, part, depth),
        abouts=ABOUT,
        is_first_childs=_is_first_childs(looked.form, part, depth),
        **_question_choices(data, part, place),
    )


def when_in_words(form: FormDefinition | None, part: Data, depth: int) -> str:
    """When a part is asked, in words; as its text says it, where that cannot be read."""
    if depth < 2 or "show_when" not in part:
        return "Always"
    condition = None
    if form is not None:
        parts = form.pages if depth == 2 else form.questions_and_members
        found = next((each for each in parts if each.id == part.get("id")), None)
        condition = found.show_when if found else None
    if form is None or condition is None or condition_to_data(condition) != part["show_when"]:
        return write_inline(part["show_when"])
    words = asked_when(form, condition)
    return words[:1].upper() + words[1:]


def _is_first_childs(form: FormDefinition | None, part: Data, depth: int) -> bool:
    """Whether a question of a form about several children is answered for the first child's record alone."""
    if form is None or depth != 3 or form.supplier(Concept.OTHER_CHILDREN) is None:
        return False
    question_id = str(part.get("id", ""))
    return form.has_question(question_id) and is_of_first_child(form, form.question(question_id))


def _is_new(looked: Examination, part: Data, depth: int) -> bool:
    """Whether nobody answers under this part's name yet, so that it may be given another."""
    form = looked.in_force
    if form is None or depth == 0:
        return depth > 0
    known = {
        1: {section.id for section in form.sections},
        2: {each.id for each in form.pages},
    }.get(depth, {question.id for question in form.questions_and_members})
    return part.get("id") not in known


def _question_choices(data: Data, part: Data, place: Place) -> Mapping[str, Any]:
    if len(place) < 3:
        return {}
    options = part.get("options")
    return {
        "kinds": KINDS,
        "concepts": {concept.value: concept.value.replace("_", " ").capitalize() for concept in Concept},
        "date_ranges": {
            DateRange.ANY.value: "Any date",
            DateRange.PAST.value: "In the past",
            DateRange.FUTURE.value: "In the future",
        },
        "options": [each for each in options if isinstance(each, dict)] if isinstance(options, list) else [],
        "has_options": part.get("kind") in WITH_OPTIONS or bool(options),
        "pages": {addresses.at(where): name_of(data, where) for where, _ in tree.places(data) if len(where) == 2}
        if len(place) == 3
        else {},
    }


def _first(place: Place) -> str:
    return "label" if len(place) > 2 else "title"


routes = (part_page, save_part)
