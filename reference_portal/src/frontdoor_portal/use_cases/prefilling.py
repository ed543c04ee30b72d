"""A form filled in with what is known of the child that was found, so that nothing is asked twice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from frontdoor.connectors.records import PersonQuery, PersonRecord, PupilRecord
from frontdoor.conversion import structure, unstructure
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import Address, BirthDateKind, Child, PersonName, Sex
from frontdoor.forms import Concept, Equals, FormDefinition, RawAnswer
from frontdoor_portal.use_cases.models import Sighting


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
        """An address that must not be disclosed stays behind."""
        return cls(
            name=record.name,
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

    def query(self) -> PersonQuery:
        """How another system is asked for the same child: by name and date of birth, which every system holds.

        A number that only one side knows would hide the other's record, so it is a question of its own.
        """
        return PersonQuery(
            family_name=self.name.family,
            given_name="" if self.born_on and self.name.family else self.name.given,
            date_of_birth=None if self.is_expected else self.born_on,
        )


def answers_about(form: FormDefinition, sighting: Sighting) -> dict[str, RawAnswer]:
    """Raw answers for every question of the form that the record can answer."""
    who = Identity.from_data(sighting.identity)
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
