"""Between the SDK's records and the elements of the reference contract.

What is read here has passed the schema; what is checked here is what a schema cannot say.
"""

from collections.abc import Iterator
from datetime import UTC, date
from typing import TypeVar

from lxml import etree

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import Episode, EpisodeRequest, NewPerson
from frontdoor.connectors.failures import RecordFault, RecordRejected
from frontdoor.connectors.people import CaseStatus, Involvement, PersonRecord, Relationship
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, BirthDateKind, PersonName, Sex
from frontdoor_framework_i.client import Request
from frontdoor_framework_i.contract import named

Number = TypeVar("Number", NhsNumber, Upn)


# What we send.


def search_request(query: PersonQuery) -> Request:
    request = Request("SearchPeople")
    parts = (
        ("surname", query.family_name.strip()),
        ("forename", query.given_name.strip()),
        ("dateOfBirth", query.date_of_birth.isoformat() if query.date_of_birth else ""),
        ("postcode", query.postcode.value if query.postcode else ""),
        ("nhsNumber", query.nhs_number.value if query.nhs_number else ""),
        ("upn", query.upn.value if query.upn else ""),
    )
    _add_given(request, request.payload, parts)
    request.add("maxResults", str(query.limit))
    return request


def person_request(operation: str, person_id: str) -> Request:
    """One of the operations that ask about one person."""
    request = Request(operation)
    request.add("personId", person_id)
    return request


def find_request(reference: Reference) -> Request:
    request = Request("FindEpisode")
    request.add("submissionRef", reference.value)
    return request


def episode_request(episode_id: str) -> Request:
    request = Request("GetEpisode")
    request.add("episodeId", episode_id)
    return request


def open_request(wanted: EpisodeRequest, default_team: str) -> Request:
    """Raises `RecordRejected` where the contact date has no time zone, since no moment can be told from it."""
    if wanted.contact_date.tzinfo is None:
        raise RecordRejected([RecordFault("contactDate", "has no time zone")])
    request = Request("OpenContactReferralEpisode")
    request.add("submissionRef", wanted.reference.value)
    if wanted.new_person is not None:
        _add_new_person(request, wanted.new_person)
    else:
        request.add("personId", wanted.person_id)
    request.add("contactDate", wanted.contact_date.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    request.add("sourceCode", wanted.source_code)
    request.add("category", wanted.category)
    request.add("priority", wanted.priority.value)
    answers = request.add("answers")
    for given in wanted.answers:
        answer = request.add("answer", None, answers)
        request.add("questionId", given.question_id, answer)
        request.add("question", given.question, answer)
        request.add("answer", given.answer, answer)
    request.add("assignToTeam", wanted.team or default_team)
    return request


def _add_new_person(request: Request, person: NewPerson) -> None:
    element = request.add("newPerson")
    name = request.add("name", None, element)
    _add_given(request, name, (("given", person.name.given), ("family", person.name.family)))
    if person.birth_date is not None:
        birth = request.add("birthDate", person.birth_date.on.isoformat(), element)
        birth.set("kind", person.birth_date.kind.value)
    request.add("sex", person.sex.value, element)
    address = request.add("address", None, element)
    lines = tuple(("line", line) for line in person.address.lines)
    postcode = person.address.postcode.value if person.address.postcode else ""
    _add_given(request, address, (*lines, ("postcode", postcode), ("note", person.address.note)))
    numbers = (
        ("nhsNumber", person.nhs_number.value if person.nhs_number else ""),
        ("upn", person.upn.value if person.upn else ""),
    )
    _add_given(request, element, numbers)


def _add_given(request: Request, parent: etree._Element, parts: tuple[tuple[str, str], ...]) -> None:
    for local, text in parts:
        if text:
            request.add(local, text, parent)


# What we are told.


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
    )


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
    )


def subject(response: etree._Element, local: str) -> str:
    """The id or reference that a response says it is about."""
    return _text(response, local)


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
    lines = tuple(line.text or "" for line in _all(element, "line"))
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
    for element in _all(details, local):
        try:
            found.append(kind.parse(element.text or ""))
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


def _all(parent: etree._Element, local: str) -> Iterator[etree._Element]:
    return iter(parent.findall(named(local)))


def _only(parent: etree._Element, local: str) -> etree._Element:
    element = parent.find(named(local))
    if element is None:
        raise ValueError(f"{local} is missing")
    return element
