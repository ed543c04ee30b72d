"""A child, or an adult, as people describe one: names, a date of birth that may be unsure, where to find them."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn


class Sex(StrEnum):
    """Sex as the Children in Need census codes it (`cin_sex`)."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


@frozen
class PersonName:
    """A name in two parts, either of which may be empty: many people have one name only."""

    given: str = ""
    family: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)

    @property
    def initials(self) -> str:
        """First letters only, for lists that must say little, like `Z.N.`"""
        return "".join(f"{part[0]}." for part in (self.given, self.family) if part)


class BirthDateKind(StrEnum):
    KNOWN = "known"
    ESTIMATED = "estimated"
    EXPECTED = "expected"


@frozen
class BirthDate:
    """A date of birth with how far it can be trusted; `EXPECTED` is the due date of an unborn child."""

    on: date
    kind: BirthDateKind = BirthDateKind.KNOWN

    def age_on(self, day: date) -> int | None:
        """Whole years lived by `day`; None before birth. A leap-day birthday is kept on 1 March."""
        if self.kind is BirthDateKind.EXPECTED or day < self.on:
            return None
        return day.year - self.on.year - ((day.month, day.day) < (self.on.month, self.on.day))


@frozen
class Address:
    """A place to find somebody. `lines` run from house to town; an empty address is one nobody gave."""

    lines: tuple[str, ...] = ()
    postcode: Postcode | None = None
    note: str = ""
    """Why there is no ordinary address, such as `No fixed address`."""

    def __str__(self) -> str:
        parts = (*self.lines, str(self.postcode) if self.postcode else "", self.note)
        return ", ".join(part for part in parts if part)


@frozen
class Child:
    """The child a contact is about, as its sender described them. Every part may be unknown.

    It is a description, not a record of a case-management system: nothing here links or merges records.
    """

    name: PersonName = field(factory=PersonName)
    other_names: str = ""
    birth_date: BirthDate | None = None
    birth_date_text: str = ""
    """What was said where no date could be, such as `about five`."""
    sex: Sex = Sex.UNKNOWN
    address: Address = field(factory=Address)
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None
    school: str = ""

    @property
    def is_unborn(self) -> bool:
        return self.birth_date is not None and self.birth_date.kind is BirthDateKind.EXPECTED


@frozen
class Adult:
    """A grown-up whom a contact is about, as its sender described them.

    It is no `Child`, so that nothing which looks for a child, or compares one, can ever be given an adult.
    """

    name: PersonName = field(factory=PersonName)
    birth_date: date | None = None
    age_text: str = ""
    """What was said where no date of birth could be, such as `in her eighties`."""
    address: Address = field(factory=Address)
    safe_contact: str = ""
    """How the adult can be reached without putting them at risk."""
