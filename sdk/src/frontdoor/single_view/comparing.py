"""Two records side by side, field by field: the evidence a person can check."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import asdict, frozen

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.matching.cleaning import fold


class Likeness(StrEnum):
    """How two values of one field compare; `MISSING` is neither for nor against."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"


@frozen
class Comparison:
    """The evidence that a case-management record and an education record are about one child."""

    upn: Likeness
    birth_date: Likeness
    family_name: Likeness
    given_name: Likeness
    sex: Likeness

    @property
    def same(self) -> tuple[str, ...]:
        """The fields that agree."""
        return tuple(field for field, likeness in asdict(self).items() if likeness is Likeness.SAME)

    @property
    def different(self) -> tuple[str, ...]:
        """The fields that contradict each other."""
        return tuple(field for field, likeness in asdict(self).items() if likeness is Likeness.DIFFERENT)


def compare(person: PersonRecord, pupil: PupilRecord) -> Comparison:
    """Compare two records. Any of a person's names may agree with any of a pupil's."""
    people, pupils = (person.name, *person.other_names), (pupil.name, *pupil.other_names)
    pupil_upns = {upn.value for upn in (pupil.upn, *pupil.former_upns) if upn is not None}
    return Comparison(
        upn=_any_same({upn.value for upn in person.upns}, pupil_upns),
        birth_date=_birth_dates(person.birth_date, pupil.birth_date),
        family_name=_any_same(_folded(people, "family"), _folded(pupils, "family")),
        given_name=_any_same(_folded(people, "given"), _folded(pupils, "given")),
        sex=_sexes(person.sex, pupil.sex),
    )


def _folded(names: Iterable[PersonName], part: str) -> set[str]:
    return {folded for name in names if (folded := fold(getattr(name, part)))}


def _any_same(one: set[str], other: set[str]) -> Likeness:
    if not one or not other:
        return Likeness.MISSING
    return Likeness.SAME if one & other else Likeness.DIFFERENT


def _birth_dates(one: BirthDate | None, other: BirthDate | None) -> Likeness:
    if one is None or other is None:
        return Likeness.MISSING
    return Likeness.SAME if one.on == other.on else Likeness.DIFFERENT


def _sexes(one: Sex, other: Sex) -> Likeness:
    if Sex.UNKNOWN in {one, other}:
        return Likeness.MISSING
    return Likeness.SAME if one is other else Likeness.DIFFERENT
