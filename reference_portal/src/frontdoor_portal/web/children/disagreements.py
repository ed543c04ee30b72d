"""Where the records of one child disagree: each field, and what every source says of it. None of them is the truth."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from attrs import frozen

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import Sex
from frontdoor.single_view import fold
from frontdoor_portal.web.children.results import SEX, born

AnyRecord = PersonRecord | PupilRecord


@frozen
class Side:
    """A record of the child as one source holds it. `shows_address`: this reader may see where the child lives."""

    source: str
    as_at: datetime | None
    record: AnyRecord
    shows_address: bool


@frozen
class Said:
    """What one source says."""

    value: str
    source: str
    as_at: datetime | None


@frozen
class Disagreement:
    """One field in which they differ. A source that says nothing of it does not disagree and is left out."""

    field: str
    said: tuple[Said, ...]


Told = tuple[str, frozenset[str]]
"""What a record says of a field, in words; and its values as they are compared, where case and dashes do not count."""


def disagreements(sides: Sequence[Side], today: date) -> tuple[Disagreement, ...]:
    """The fields in which two or more sources contradict each other, in the order of a record's card.

    Addresses are compared only among those that the reader may see: that two differ would tell of a hidden one.
    """
    fields: tuple[tuple[str, Callable[[Side], Told | None]], ...] = (
        ("Name", _name),
        ("Date of birth", lambda side: _born(side, today)),
        ("Sex", _sex),
        ("Address", _address),
        ("Unique pupil number", _upns),
    )
    found = []
    for field, told_by in fields:
        told = [(side, told) for side in sides if (told := told_by(side)) is not None]
        if any(not one & other for _, (_, one) in told for _, (_, other) in told):
            said = tuple(Said(value, side.source, side.as_at) for side, (value, _) in told)
            found.append(Disagreement(field, said))
    return tuple(found)


def _name(side: Side) -> Told | None:
    """The name in use: that another one is known as a former name explains a difference and does not remove it."""
    names = [str(name) for name in (side.record.name, *side.record.other_names) if str(name)]
    if not str(side.record.name):
        return None
    known_as = f" (also known as {', '.join(names[1:])})" if names[1:] else ""
    return f"{names[0]}{known_as}", frozenset({fold(names[0])})


def _born(side: Side, today: date) -> Told | None:
    birth = side.record.birth_date
    return (born(birth, today), frozenset({birth.on.isoformat()})) if birth else None


def _sex(side: Side) -> Told | None:
    sex = side.record.sex
    return None if sex is Sex.UNKNOWN else (SEX[sex], frozenset({sex.value}))


def _address(side: Side) -> Told | None:
    words = str(side.record.address)
    return (words, frozenset({fold(words)})) if side.shows_address and words else None


def _upns(side: Side) -> Told | None:
    record = side.record
    if isinstance(record, PersonRecord):
        numbers = [str(upn) for upn in record.upns]
        return (", ".join(numbers), frozenset(numbers)) if numbers else None
    if record.upn is None:
        return None
    former = f" (formerly {', '.join(map(str, record.former_upns))})" if record.former_upns else ""
    return f"{record.upn}{former}", frozenset({str(record.upn)})
