"""A form's text as a tree that can be changed one part at a time, sound or not.

A part is named by its place: `()` is the form, `(0,)` its first section, `(0, 2)` that section's third page, and so on
to questions and the members of a group. Every change answers with a new text; nothing is stored here.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from frontdoor.forms import DefinitionFault, write_data
from frontdoor_portal.use_cases.refusals import NotVisible

Place: TypeAlias = tuple[int, ...]
Data: TypeAlias = dict[str, Any]

PARTS = ("section", "page", "question", "question")
"""What a part is by how deep it stands, below the form."""
_LISTS = ("sections", "pages", "questions", "questions")
_MARK = re.compile(r"\b(section|page|question|member) (?:“([^”]*)”|([0-9]+))")


def data_of(text: str) -> Data | None:
    """The text's tables; None where it is no TOML."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def part_at(data: Data, place: Place) -> Data:
    """The part that stands at a place. Raises `NotVisible` where there is none."""
    part = data
    for depth, number in enumerate(place):
        inner = inner_of(part, depth)
        if depth >= len(_LISTS) or number >= len(inner):
            raise NotVisible(str(place))
        part = inner[number]
    return part


def inner_of(part: Data, depth: int) -> list[Data]:
    """The parts within one that stands `depth` deep. What is no list of tables counts as none."""
    found = part.get(_LISTS[depth]) if depth < len(_LISTS) else None
    return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else []


def places(data: Data) -> Iterator[tuple[Place, Data]]:
    """Every part below the form in order, each before what it holds."""

    def within(part: Data, place: Place) -> Iterator[tuple[Place, Data]]:
        for number, inner in enumerate(inner_of(part, len(place))):
            at = (*place, number)
            yield at, inner
            yield from within(inner, at)

    return within(data, ())


def place_of(data: Data, part_id: str, depth: int) -> Place | None:
    """Where the part of an id stands, among those so deep."""
    return next((place for place, part in places(data) if part.get("id") == part_id and len(place) == depth), None)


def changed(data: Data, place: Place, values: Mapping[str, Any]) -> str:
    """The text with values of one part replaced; one that says nothing is left out, as if it had never been written."""

    def change(part: Data) -> None:
        for key, value in values.items():
            # A typed 0 equals False, and is told as a fault: it is not nothing.
            nothing = value is None or value is False or value in ("", [])
            if nothing and not (key == "required" and value is False):
                part.pop(key, None)
            else:
                part[key] = value
        if part.get("required") is True:
            part.pop("required")

    return _with(data, place, change)


def moved(data: Data, place: Place, by: int) -> str:
    """The text with a part one further up or down; at an end it stays."""

    def change(parent: Data) -> None:
        inner = inner_of(parent, len(place) - 1)
        number, to = place[-1], place[-1] + by
        if number < len(inner) and 0 <= to < len(inner):
            inner[number], inner[to] = inner[to], inner[number]

    return _with(data, place[:-1], change)


def removed(data: Data, place: Place) -> str:
    """The text without a part and all that it holds."""

    def change(parent: Data) -> None:
        inner = inner_of(parent, len(place) - 1)
        if place[-1] < len(inner):
            del inner[place[-1]]

    return _with(data, place[:-1], change)


def added(data: Data, place: Place) -> tuple[str, Place]:
    """The text with a new part at the end of another, and where it stands. A page begins with one question."""
    depth = len(place)
    parent = part_at(data, place)
    new = _new(data, depth)
    at = (*place, len(inner_of(parent, depth)))

    def change(part: Data) -> None:
        part[_LISTS[depth]] = [*inner_of(part, depth), new]

    return _with(data, place, change), at


def moved_to_page(data: Data, place: Place, page: Place) -> tuple[str, Place]:
    """The text with a question at the end of another page, and where it stands then."""
    question = deepcopy(part_at(data, place))
    at = (*page, len(inner_of(part_at(data, page), len(page))))
    # The place is taken before the question goes: on its own page it then stands one further up.
    if page == place[:-1]:
        return write_data(data), place

    def change(form: Data) -> None:
        target, source = part_at(form, page), part_at(form, place[:-1])
        target["questions"] = [*inner_of(target, 2), question]
        del inner_of(source, 2)[place[-1]]

    return _with(data, (), change), at


def place_of_fault(data: Data, fault: DefinitionFault) -> Place:
    """The part that a fault is about: the form itself where it names no other."""
    at: Place = ()
    for word, part_id, number in _MARK.findall(fault.place):
        depth = {"section": 1, "page": 2, "question": 3, "member": 4}[word]
        within = next(
            (
                place
                for place, part in places(data)
                if len(place) == depth
                and place[: len(at)] == at
                and (part.get("id") == part_id if part_id else place[-1] == int(number) - 1)
            ),
            None,
        )
        if within is None and word == "question":
            within = place_of(data, part_id, 4)
        if within is None:
            return at
        at = within
    return at


def _with(data: Data, place: Place, change: Callable[[Data], None]) -> str:
    copy = deepcopy(data)
    change(part_at(copy, place))
    return write_data(copy)


def _new(data: Data, depth: int) -> Data:
    part = PARTS[depth]
    taken = {each.get("id") for _, each in places(data)}
    part_id = next(each for number in range(1, 10_000) if (each := f"new_{part}_{number}") not in taken)
    if part == "section":
        return {"id": part_id, "title": "", "pages": [_new(data, 1)]}
    if part == "page":
        return {"id": part_id, "title": "", "questions": [_new(data, 2)]}
    return {"id": part_id, "kind": "text", "label": ""}
