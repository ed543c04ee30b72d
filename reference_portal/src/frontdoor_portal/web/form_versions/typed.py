"""What was typed about one part of a form: posted fields -> values of its tables, kept as they are, right or wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from frontdoor.forms import QuestionKind
from frontdoor_portal.use_cases.form_versions.tree import Data, Place
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.refusing import BadRequest

COMMON = ("revision", "part_id", "do", "to", "id")
_FORM = ("title", "notes")
_GATE = ("title", "guidance", "stop_title", "stop_guidance")
_SECTION = ("title", "about")
_PAGE = ("title", "guidance", "practice_note", "about")
_QUESTION_TEXTS = ("label", "hint", "called", "kind", "supplies", "dated", "if_future", "item")
_QUESTION_NUMBERS = ("max_length", "most")
_QUESTION_FLAGS = ("required", "urgent_minimum", "approximate")
_OPTION_TEXTS = ("value", "label", "hint")
_OPTION_FLAGS = ("exclusive", "tells_of_worker")
_MOST_OPTIONS = 200

WITH_OPTIONS = frozenset({QuestionKind.CHOICE.value, QuestionKind.CHOICES.value})


def values_typed(form: Fields, place: Place, part: Data) -> Mapping[str, Any]:
    """The values of the part's own fields. Raises `BadRequest` for a field that its page does not have."""
    if not place:
        form.only(*COMMON, *_FORM, *(f"gate_{key}" for key in _GATE))
        return _texts(form, _FORM) | _gate(form, part)
    own_id = {"id": form.one("id").strip()} if form.many("id") else {}
    if len(place) == 1:
        form.only(*COMMON, *_SECTION)
        return own_id | _texts(form, _SECTION)
    if len(place) == 2:
        form.only(*COMMON, *_PAGE)
        return own_id | _texts(form, _PAGE)
    count = _options_sent(form)
    form.only(
        *COMMON,
        *_QUESTION_TEXTS,
        *_QUESTION_NUMBERS,
        *_QUESTION_FLAGS,
        *(f"option-{number}-{key}" for number in range(1, count + 1) for key in (*_OPTION_TEXTS, *_OPTION_FLAGS)),
    )
    values: dict[str, Any] = own_id | _texts(form, _QUESTION_TEXTS)
    values |= {key: _number(form.one(key)) for key in _QUESTION_NUMBERS}
    values |= {key: form.one(key) == "yes" for key in _QUESTION_FLAGS}
    if count or "options" in part:
        values["options"] = _options(form, count, part)
    return values


def with_option_moved(options: list[Any], number: int, by: int) -> list[Any]:
    """The options with one further up or down; at an end it stays."""
    to = number + by
    changed = list(options)
    if 0 <= number < len(changed) and 0 <= to < len(changed):
        changed[number], changed[to] = changed[to], changed[number]
    return changed


def with_option_added(options: list[Any]) -> list[Any]:
    """The options with an empty one at the end."""
    taken = {option.get("value") for option in options if isinstance(option, dict)}
    value = next(each for number in range(1, _MOST_OPTIONS + 2) if (each := f"option_{number}") not in taken)
    return [*options, {"value": value, "label": ""}]


def _options_sent(form: Fields) -> int:
    numbers = [name.split("-")[1] for name in form.values if name.startswith("option-") and name.count("-") == 2]
    if not all(each.isascii() and each.isdigit() and 1 <= int(each) <= _MOST_OPTIONS for each in numbers):
        raise BadRequest("An option was sent that is not on the page")
    return max(map(int, numbers), default=0)


def _options(form: Fields, count: int, part: Data) -> list[Data]:
    stored = part.get("options")
    values = [form.one(f"option-{number}-value").strip() for number in range(1, count + 1)]
    before = stored_options(values, stored if isinstance(stored, list) else [])
    return [_option(form, number, each) for number, each in enumerate(before, start=1)]


def stored_options(values: Sequence[str], stored: Sequence[Any]) -> list[Data]:
    """The stored option of each that was typed, which has what its boxes do not show; an empty one where it is new.

    It is known by its value, since somebody else may have moved the options meanwhile, and by its place where the
    value is what was changed.
    """
    known = [each if isinstance(each, dict) else {} for each in stored]
    free, found = set(range(len(known))), dict.fromkeys(range(len(values)), -1)
    same_value = [
        (number, at)
        for number, value in enumerate(values)
        for at in range(len(known))
        if known[at].get("value") == value
    ]
    # Of two that were given one value by mistake, each is first looked for at its own place.
    same_value.sort(key=lambda pair: pair[0] != pair[1])
    for number, at in (*same_value, *((number, number) for number in found)):
        if found[number] < 0 and at in free:
            found[number] = at
            free.discard(at)
    return [known[at] if at >= 0 else {} for at in found.values()]


def _option(form: Fields, number: int, before: Data) -> Data:
    typed = {key: form.one(f"option-{number}-{key}").strip() for key in _OPTION_TEXTS}
    kept = {key: value for key, value in before.items() if key not in {*_OPTION_TEXTS, *_OPTION_FLAGS}}
    typed = {key: value for key, value in typed.items() if value or key != "hint"}
    flags = {key: True for key in _OPTION_FLAGS if form.one(f"option-{number}-{key}") == "yes"}
    return {**kept, **typed, **flags}


def _gate(form: Fields, part: Data) -> dict[str, Any]:
    gate = part.get("gate")
    if not isinstance(gate, dict):
        return {}
    typed = _texts(form, tuple(f"gate_{key}" for key in _GATE))
    texts = {key: typed[f"gate_{key}"] for key in _GATE}
    return {"gate": {key: value for key, value in {**gate, **texts}.items() if value}}


def _texts(form: Fields, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: form.one(key).strip() for key in keys}


def _number(text: str) -> int | str:
    """A number where it is one; else what was typed, for the form's own reader to say so."""
    stripped = text.strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) < 10 else stripped
