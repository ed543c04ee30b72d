"""From a form's answers to the words of the domain. It asks for concepts, never for questions of one form."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, TypeVar

from attrs import evolve

from frontdoor.domain.consent import Agreement, AgreementForm, Consent, ReasonNotInformed
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address, Adult, BirthDate, BirthDateKind, Child, PersonName, Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms import (
    AddressAnswer,
    Answer,
    ApproximateDate,
    Concept,
    IdentifierAnswer,
    PersonNameAnswer,
)

Known: TypeAlias = Mapping[Concept, Answer]
Identifier = TypeVar("Identifier", NhsNumber, Upn)

_WHEREABOUTS = {"no_fixed_address": "No fixed address", "not_known": "Address not known"}


def child_of(known: Known) -> Child:
    """The child as the sender described them. What cannot be read as its kind is left out; the answers keep it."""
    name, birth = known.get(Concept.CHILD_NAME), known.get(Concept.DATE_OF_BIRTH)
    return Child(
        name=PersonName(name.given, name.family) if isinstance(name, PersonNameAnswer) else PersonName(),
        other_names=_text(known, Concept.OTHER_NAMES),
        birth_date=_birth_date(known),
        birth_date_text=birth.text if isinstance(birth, ApproximateDate) else "",
        sex=Sex(sex) if (sex := _text(known, Concept.SEX)) else Sex.UNKNOWN,
        address=_address(known),
        nhs_number=_verified(known, Concept.NHS_NUMBER, NhsNumber),
        upn=_verified(known, Concept.UPN, Upn),
        school=_text(known, Concept.SCHOOL),
    )


def children_of(known: Known, others: Iterable[Known]) -> tuple[Child, ...]:
    """The child that a form began with, and then each further one, at the first one's address where it says so."""
    first = child_of(known)
    return (first, *(_at_the_same_address(child_of(other), other, first) for other in others))


def _at_the_same_address(child: Child, known: Known, first: Child) -> Child:
    return evolve(child, address=first.address) if _text(known, Concept.WHEREABOUTS) == "same_address" else child


def consent_of(known: Known) -> Consent:
    """What the family was told and agreed to, as three separate matters."""
    reasons = known.get(Concept.REASON_NOT_INFORMED)
    when, how = known.get(Concept.AGREEMENT_WHEN), _text(known, Concept.AGREEMENT_HOW)
    bases = (
        _text(known, Concept.LAWFUL_BASIS),
        _text(known, Concept.SPECIAL_CATEGORY_CONDITION),
        _text(known, Concept.DATA_PROTECTION_ACT_CONDITION),
    )
    return Consent(
        family_informed=_yes_or_no(known, Concept.FAMILY_INFORMED),
        reasons_not_informed=frozenset(
            ReasonNotInformed(reason) for reason in (reasons if isinstance(reasons, tuple) else ())
        ),
        agreement=Agreement(
            sought=_yes_or_no(known, Concept.AGREEMENT_SOUGHT),
            given=_yes_or_no(known, Concept.AGREEMENT_GIVEN),
            by_whom=_text(known, Concept.AGREEMENT_BY_WHOM),
            on=when if isinstance(when, date) else None,
            form=AgreementForm(how) if how else None,
        ),
        lawful_bases=tuple(basis for basis in bases if basis),
    )


def categories_of(known: Known) -> tuple[str, ...]:
    """The categories the sender chose, in the form's order; the first is the contact's main one."""
    chosen = known.get(Concept.CATEGORY)
    return chosen if isinstance(chosen, tuple) else ()


def category_of(known: Known) -> str:
    """What lists show a contact under: the main category of a concern, or the legal basis of a request."""
    categories = categories_of(known)
    return categories[0] if categories else _text(known, Concept.LEGAL_BASIS)


def adult_of(known: Known) -> Adult | None:
    """The adult as the sender described them; None where nobody was named as one."""
    name, born = known.get(Concept.ADULT_NAME), known.get(Concept.ADULT_DATE_OF_BIRTH)
    if not isinstance(name, PersonNameAnswer):
        return None
    return Adult(
        name=PersonName(name.given, name.family),
        birth_date=born if isinstance(born, date) else None,
        age_text=born.text if isinstance(born, ApproximateDate) else "",
        address=_address(known, Concept.ADULT_ADDRESS),
        safe_contact=_text(known, Concept.ADULT_SAFE_CONTACT),
    )


def priority_of(known: Known) -> Priority:
    """How soon the sender says somebody must look at it."""
    urgency = _text(known, Concept.URGENCY)
    return Priority(urgency) if urgency else Priority.STANDARD


def _text(known: Known, concept: Concept) -> str:
    answer = known.get(concept)
    return answer if isinstance(answer, str) else ""


def _yes_or_no(known: Known, concept: Concept) -> bool | None:
    return {"yes": True, "no": False}.get(_text(known, concept))


def _birth_date(known: Known) -> BirthDate | None:
    expected, born = known.get(Concept.EXPECTED_DATE), known.get(Concept.DATE_OF_BIRTH)
    if isinstance(expected, date):
        return BirthDate(expected, BirthDateKind.EXPECTED)
    return BirthDate(born) if isinstance(born, date) else None


def _address(known: Known, concept: Concept = Concept.ADDRESS) -> Address:
    answer = known.get(concept)
    note = _WHEREABOUTS.get(_text(known, Concept.WHEREABOUTS), "")
    if not isinstance(answer, AddressAnswer):
        return Address(note=note)
    lines = tuple(line for line in (answer.line_1, answer.line_2, answer.town) if line)
    try:
        return Address(lines, Postcode.parse(answer.postcode), note)
    except ValueError:
        # A postcode from abroad is no fault: it stays part of the address as text.
        return Address((*lines, answer.postcode) if answer.postcode else lines, None, note)


def _verified(known: Known, concept: Concept, kind: type[Identifier]) -> Identifier | None:
    answer = known.get(concept)
    if not isinstance(answer, IdentifierAnswer) or not answer.verified:
        return None
    return kind.parse(answer.text)
