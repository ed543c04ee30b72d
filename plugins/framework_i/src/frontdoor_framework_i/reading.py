"""From the elements of the reference contract to the SDK's records: what we are told.

What is read here has passed the schema; what is checked here is what a schema cannot say, with a `ValueError`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TypeVar

from lxml import etree

from frontdoor.connectors.episodes import Episode, EpisodeStage, Filed
from frontdoor.connectors.people import (
    CaseStatus,
    Involvement,
    LegalStatus,
    PersonRecord,
    PersonWarning,
    Plan,
    PlanKind,
    Relationship,
)
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor_framework_i.contract import named

Number = TypeVar("Number", NhsNumber, Upn)


def as_at(response: etree._Element) -> datetime | None:
    """The UTC time of the copy that the answer comes from, None where it is the system's own."""
    written = response.get("asAt")
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written.strip()).astimezone(UTC)
    except OverflowError:
        raise ValueError("asAt is out of our calendar") from None


def person(element: etree._Element) -> PersonRecord:
    """A `Person`. A number that fails its check digit is left out: it could only match the wrong child."""
    person_id = _text(element, "personId")
    restricted = element.find(named("restricted"))
    if restricted is not None:
        return PersonRecord(person_id, PersonName(family=_text(restricted, "displayName")), restricted=True)
    details = _only(element, "details")
    return PersonRecord(
        id=person_id,
        name=_name(_only(details, "name")),
        other_names=tuple(_name(other) for other in _all(details, "otherName")),
        birth_date=_birth_date(details),
        sex=Sex(_text(details, "sex")),
        address=_address(details.find(named("address"))),
        nhs_numbers=_numbers(details, "nhsNumber", NhsNumber),
        upns=_numbers(details, "upn", Upn),
        case_status=CaseStatus(_text(details, "caseStatus")),
        do_not_disclose_address=_is_true(_text(details, "doNotDiscloseAddress")),
        duplicate_of=_text(details, "duplicateOf"),
        plans=_plans(details.find(named("plans"))),
        legal_statuses=_legal_statuses(details.find(named("legalStatuses"))),
    )


def _plans(element: etree._Element | None) -> tuple[Plan, ...] | None:
    if element is None:
        return None
    return tuple(Plan(PlanKind(each.get("kind", "")), _day(each.get("since", ""))) for each in _all(element, "plan"))


def _legal_statuses(element: etree._Element | None) -> tuple[LegalStatus, ...] | None:
    if element is None:
        return None
    told = _all(element, "legalStatus")
    return tuple(LegalStatus(each.get("code", ""), _day(each.get("since", ""))) for each in told)


def people(response: etree._Element) -> tuple[PersonRecord, ...]:
    return tuple(person(element) for element in _all(response, "person"))


def relationships(response: etree._Element) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(
            person_id=_text(element, "personId"),
            name=_name(_only(element, "name")),
            relation=_text(element, "relation"),
            parental_responsibility=_perhaps(element, "parentalResponsibility"),
            same_household=_perhaps(element, "sameHousehold"),
            birth_date=_birth_date(element),
        )
        for element in _all(response, "relationship")
    )


def involvements(response: etree._Element) -> tuple[Involvement, ...]:
    return tuple(
        Involvement(
            worker=_text(element, "worker"),
            role=_text(element, "role"),
            team=_text(element, "team"),
            phone=_text(element, "phone"),
            email=_text(element, "email"),
            since=_day(_text(element, "since")),
            confirmed_on=_day(_text(element, "confirmedOn")),
        )
        for element in _all(response, "worker")
    )


def warnings(response: etree._Element) -> tuple[PersonWarning, ...]:
    return tuple(
        PersonWarning(
            kind=_text(element, "kind"),
            text=_text(element, "text"),
            since=_day(_text(element, "since")),
            review_on=_day(_text(element, "reviewOn")),
        )
        for element in _all(response, "warning")
    )


def episode(response: etree._Element) -> Episode | None:
    """The `episode` of a response, None where it has none; raises `ValueError` where its reference is not ours."""
    element = response.find(named("episode"))
    if element is None:
        return None
    return Episode(
        id=_text(element, "episodeId"),
        reference=Reference.parse(_text(element, "submissionRef")),
        person_id=_text(element, "personId"),
        status=_text(element, "status"),
        team=_text(element, "team"),
        outcome=_text(element, "outcome"),
        stage=EpisodeStage(_text(element, "stage") or EpisodeStage.NOT_KNOWN),
        next_steps=_texts(element, "nextStep"),
        twins=_texts(element, "twin"),
    )


def subject(response: etree._Element, local: str) -> str:
    """The id or reference that a response says it is about."""
    return _text(response, local)


def filed(response: etree._Element, kind: str) -> Filed:
    """The `note` or `document` (`kind`) that a response says is on file."""
    return Filed(_text(response, f"{kind}Id"), _text(response, "fileName"))


def _name(element: etree._Element) -> PersonName:
    return PersonName(_text(element, "given"), _text(element, "family"))


def _birth_date(parent: etree._Element) -> BirthDate | None:
    element = parent.find(named("birthDate"))
    if element is None:
        return None
    on = _day(element.text or "")
    return BirthDate(on, BirthDateKind(element.get("kind", ""))) if on else None


def _address(element: etree._Element | None) -> Address:
    if element is None:
        return Address()
    lines = _texts(element, "line")
    written = _text(element, "postcode")
    if not written:
        return Address(lines, None, _text(element, "note"))
    try:
        return Address(lines, Postcode.parse(written), _text(element, "note"))
    except ValueError:
        # Not a postcode of this country: a reader can still use it as a line.
        return Address((*lines, written), None, _text(element, "note"))


def _numbers(details: etree._Element, local: str, kind: type[Number]) -> tuple[Number, ...]:
    found = []
    for written in _texts(details, local):
        try:
            found.append(kind.parse(written))
        except ValueError:
            continue
    return tuple(found)


def _day(text: str) -> date | None:
    # An XML Schema date may carry a zone after its ten characters; a birthday has none.
    return date.fromisoformat(text.strip()[:10]) if text else None


def _is_true(text: str) -> bool:
    return text.strip() in {"true", "1"}


def _perhaps(parent: etree._Element, local: str) -> bool | None:
    text = _text(parent, local)
    return _is_true(text) if text else None


def _text(parent: etree._Element, local: str) -> str:
    return parent.findtext(named(local)) or ""


def _texts(parent: etree._Element, local: str) -> tuple[str, ...]:
    return tuple(element.text or "" for element in _all(parent, local))


def _all(parent: etree._Element, local: str) -> Iterator[etree._Element]:
    return iter(parent.findall(named(local)))


def _only(parent: etree._Element, local: str) -> etree._Element:
    element = parent.find(named(local))
    if element is None:
        raise ValueError(f"{local} is missing")
    return element
