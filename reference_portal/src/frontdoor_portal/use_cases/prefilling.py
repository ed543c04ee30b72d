"""A form filled in with what is known of the child that was found, so that nothing is asked twice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import Address, BirthDateKind, Child, PersonName, Sex
from frontdoor.forms import Concept, Equals, FormDefinition, RawAnswer


@frozen
class Identity:
    """What a record says of who a child is: enough to ask another system, and to fill in a form."""

    name: PersonName
    born_on: date | None = None
    is_expected: bool = False
    sex: Sex = Sex.UNKNOWN
    address: Address = field(factory=Address)
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None
    school: str = ""

    @classmethod
    def of_person(cls, record: PersonRecord) -> "Identity":
        """An address that must not be disclosed stays behind, and so does the display name of a restricted record:
        nobody knows which part of it is the family's, and a wrong one would hide the record from the officer.
        """
        return cls(
            name=PersonName() if record.restricted else record.name,
            born_on=record.birth_date.on if record.birth_date else None,
            is_expected=record.birth_date is not None and record.birth_date.kind is BirthDateKind.EXPECTED,
            sex=record.sex,
            address=Address() if record.do_not_disclose_address else record.address,
            nhs_number=record.nhs_numbers[0] if record.nhs_numbers else None,
            upn=record.upns[0] if record.upns else None,
        )

    @classmethod
    def of_pupil(cls, record: PupilRecord) -> "Identity":
        """The address stays behind: only social care knows whether it may be disclosed, and a school's is the same."""
        return cls(
            name=record.name,
            born_on=record.birth_date.on if record.birth_date else None,
            sex=record.sex,
            upn=record.upn,
            school=record.school,
        )

    @classmethod
    def of_child(cls, child: Child) -> "Identity":
        return cls(
            name=child.name,
            born_on=child.birth_date.on if child.birth_date else None,
            is_expected=child.is_unborn,
            sex=child.sex,
            address=child.address,
            nhs_number=child.nhs_number,
            upn=child.upn,
            school=child.school,
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Identity":
        return structure(dict(data), cls)

    def to_data(self) -> dict[str, Any]:
        plain: dict[str, Any] = unstructure(self)
        return plain

    def people_like(self) -> tuple[PersonQuery, ...]:
        """How case management is asked for this child: by details, by NHS number and by UPN, each by itself.

        A number that only one side knows, or a name that changed, would otherwise hide the other's record.
        """
        by_nhs_number = (PersonQuery(nhs_number=self.nhs_number),) if self.nhs_number else ()
        return (*self._by_details(), *by_nhs_number, *self._by_upn())

    def pupils_like(self) -> tuple[PersonQuery, ...]:
        """How education is asked for this child: by details and by UPN. Education records hold no NHS number."""
        return (*self._by_details(), *self._by_upn())

    def _by_details(self) -> tuple[PersonQuery, ...]:
        # Never by name alone, which would show other people's children beside this one; the given name is left to
        # the comparison, since families use several.
        if self.born_on is None or self.is_expected or not str(self.name):
            return ()
        given = "" if self.name.family else self.name.given
        return (PersonQuery(family_name=self.name.family, given_name=given, date_of_birth=self.born_on),)

    def _by_upn(self) -> tuple[PersonQuery, ...]:
        return (PersonQuery(upn=self.upn),) if self.upn else ()


def answers_about(form: FormDefinition, known_of_child: Mapping[str, Any]) -> dict[str, RawAnswer]:
    """Raw answers for every question of the form that an identity, as plain data, can answer."""
    who = Identity.from_data(known_of_child)
    if not str(who.name) and who.born_on is None:
        return {}  # a restricted record, of which not even this is known: whether the child is born
    known: dict[Concept, RawAnswer] = {Concept.CHILD_STAGE: "unborn" if who.is_expected else "born"}
    if who.is_expected:
        known[Concept.CHILD_DESCRIPTION] = str(who.name)
    elif str(who.name):
        known[Concept.CHILD_NAME] = {"given": who.name.given, "family": who.name.family}
    if who.born_on:
        concept = Concept.EXPECTED_DATE if who.is_expected else Concept.DATE_OF_BIRTH
        known[concept] = {
            "day": str(who.born_on.day),
            "month": str(who.born_on.month),
            "year": str(who.born_on.year),
        }
    if who.sex is not Sex.UNKNOWN:
        known[Concept.SEX] = who.sex.value
    if who.address.lines or who.address.postcode:
        known[Concept.WHEREABOUTS] = "address_known"
        known[Concept.ADDRESS] = _address(who.address)
    if who.nhs_number:
        known[Concept.NHS_NUMBER] = str(who.nhs_number)
    if who.upn:
        known[Concept.UPN] = str(who.upn)
    if who.school:
        known[Concept.SCHOOL] = who.school
    questions = {concept: form.supplier(concept) for concept in known}
    answers = {question.id: known[concept] for concept, question in questions.items() if question is not None}
    return _leading_to(form, answers) | answers


def _leading_to(form: FormDefinition, answers: Mapping[str, RawAnswer]) -> dict[str, RawAnswer]:
    """The choices that put filled-in questions on the way, like “yes, I know the name” before the name."""
    wanted: dict[str, RawAnswer] = {}
    for question_id in answers:
        for condition in (form.page_of(question_id).show_when, form.question(question_id).show_when):
            if isinstance(condition, Equals):
                wanted[condition.question] = condition.value
    return wanted


def _address(address: Address) -> dict[str, str]:
    lines = [*address.lines, "", "", ""]
    first, second, town = lines[0], "", lines[1]
    if len(address.lines) > 2:
        second, town = ", ".join(address.lines[1:-1]), address.lines[-1]
    return {
        "line_1": first,
        "line_2": second,
        "town": town,
        "postcode": str(address.postcode) if address.postcode else "",
    }
