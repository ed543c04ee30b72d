"""Words of the screens on which forms are changed: states of a version, kinds of change, faults beside their field."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import frozen

from frontdoor.forms import About, ChangeKind, DefinitionFault, FormDefinition, QuestionKind, kind_in_words
from frontdoor_portal.use_cases.form_versions.looking import LIBRARY
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.tree import Data, Place, place_of_fault
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.wording import Word

EDITING = Word("Being edited", "Nobody is asked this version yet.", colour="grey")
SUBMITTED = Word(
    "Waiting for approval", "Another administrator must approve it before it is published.", colour="yellow"
)
SCHEDULED = Word("Scheduled", "It comes into force at its time by itself.", colour="blue")
IN_FORCE = Word("In force", "New drafts are started with it.", colour="green")
REPLACED = Word(
    "Replaced", "A later version took its place. What was sent with it is shown in it for ever.", colour="grey"
)
OF_LIBRARY = Word("Comes with the portal", "It was never published here. You can start from it.", colour="grey")

PASSED, FAILED = Word("Passed", colour="green"), Word("Fails", colour="red")

CHANGE: Mapping[ChangeKind, Word] = {
    ChangeKind.ADDED: Word("Added", colour="green"),
    ChangeKind.REMOVED: Word("Removed", colour="red"),
    ChangeKind.MOVED: Word("Moved", colour="blue"),
    ChangeKind.REWORDED: Word("Reworded", colour="light-blue"),
    ChangeKind.REQUIRED: Word("Must or may", colour="orange"),
    ChangeKind.OPTIONS: Word("Options", colour="purple"),
    ChangeKind.CONDITION: Word("When asked", colour="orange"),
    ChangeKind.GUIDANCE: Word("Guidance", colour="light-blue"),
    ChangeKind.OTHER: Word("Changed", colour="grey"),
}

KINDS: Mapping[str, str] = {kind.value: kind_in_words(kind.value).capitalize() for kind in QuestionKind} | {
    QuestionKind.NHS_NUMBER.value: "An NHS number"
}

ABOUT: Mapping[str, str] = {
    About.CHILD.value: "The first child: they go into that child’s record only",
    About.ALL.value: "Every child: they go into each child’s record",
}
"""Whose the answers of a section or page are, where a form is about several children."""

_MISSING: Mapping[str, str] = {
    "label": "Enter the words of the question",
    "title": "Enter a title",
    "id": "Enter a short name for the portal",
    "item": "Enter what one item is called, like person",
}
_FIELDS = frozenset(
    {
        *("id", "title", "label", "hint", "called", "kind", "max_length", "supplies", "dated", "if_future"),
        *("approximate", "urgent_minimum", "guidance", "practice_note", "about", "item", "most", "notes"),
    }
)
_OPTION = re.compile(r"option (?:“([^”]*)”|([0-9]+))")
_KEY = re.compile(r"“([a-z_]+)”")


def state_word(version: FormVersion, in_force: str, now: datetime) -> Word:
    """What a version is now: a scheduled one is in force from its time, whoever has or has not noticed."""
    if version.state is FormState.EDITING:
        return EDITING
    if version.state is FormState.SUBMITTED:
        return SUBMITTED
    if version.version == in_force:
        return IN_FORCE
    if version.made_by == LIBRARY:
        return OF_LIBRARY
    if version.in_force_from is not None and version.in_force_from > now:
        return SCHEDULED
    return REPLACED


@frozen
class PlacedFault:
    """A fault with the part it is about, in words, and where that is changed."""

    place: Place
    where: str
    text: str
    href: str


def placed(version_id: str, data: Data | None, faults: Iterable[DefinitionFault]) -> tuple[PlacedFault, ...]:
    """Every fault with where it is put right: its part's page, or the text as a whole."""
    found = []
    for fault in faults:
        place = place_of_fault(data, fault) if data is not None else ()
        if data is None or not place:
            href, where = f"{addresses.of_version(version_id)}/text", _form_part(fault.place)
        else:
            href, where = addresses.of_part(version_id, place), name_of(data, place)
        found.append(PlacedFault(place, where, in_plain_words(fault), href))
    return tuple(found)


def name_of(data: Data, place: Place) -> str:
    """A part as a reader knows it: `Question “Since when?”`."""
    part: Data = data
    for depth, number in enumerate(place):
        part = part[("sections", "pages", "questions", "questions")[depth]][number]
    word = ("Form", "Section", "Page", "Question", "Question")[len(place)]
    named = part.get("label") if len(place) > 2 else part.get("title")
    return f"{word} “{named or part.get('id') or place[-1] + 1}”"


def in_plain_words(fault: DefinitionFault) -> str:
    """A fault's message as a sentence of its own, without what only the text's writer knows."""
    key = _KEY.match(fault.message)
    if key and key[1] in _MISSING and fault.message.endswith(("is missing", "must not be empty")):
        if "option" in fault.place and key[1] == "label":
            return "Enter the words of the option"
        return _MISSING[key[1]]
    if key and key[1] == "about":
        return "Choose whose the answers are. It asks of one child of several"
    if "at least two “options”" in fault.message:
        return "Add at least two options"
    return fault.message[:1].upper() + fault.message[1:]


def beside_fields(data: Data, place: Place, faults: Iterable[DefinitionFault]) -> tuple[Fault, ...]:
    """The faults of one part, each at the field of its page where it is put right."""
    own = [fault for fault in faults if place_of_fault(data, fault) == place]
    return tuple(Fault(_field(fault), in_plain_words(fault)) for fault in own)


def condition_faults(data: Data, place: Place, faults: Iterable[DefinitionFault]) -> tuple[str, ...]:
    """What is wrong with when one part is asked."""
    own = [fault for fault in faults if place_of_fault(data, fault) == place and "show_when" in fault.place]
    return tuple(in_plain_words(fault) for fault in own)


def _field(fault: DefinitionFault) -> str:
    if "show_when" in fault.place or "no answers can ever" in fault.message or "too involved" in fault.message:
        return "when"
    if option := _OPTION.search(fault.place):
        return f"option-{option[2] or option[1]}"
    if "“options”" in fault.message or fault.message.startswith("option "):
        return "options"
    key = _KEY.match(fault.message)
    return key[1] if key and key[1] in _FIELDS else "label"


def _form_part(place: str) -> str:
    return "The form’s text" if place == "form" else place.removeprefix("form, ").capitalize()


def title_of(form: FormDefinition | None, otherwise: str) -> str:
    return form.title if form is not None and form.title else otherwise
