"""From the SDK's questions to the elements of the reference contract: what we send."""

import re
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

from lxml import etree

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, EpisodeRequest, NewPerson
from frontdoor.connectors.failures import RecordFault, RecordRejected
from frontdoor.domain.identifiers import Reference
from frontdoor_framework_i.client import Request
from frontdoor_framework_i.naming import safe_file_name

_KEY = re.compile(r"[!-~]{1,200}")


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
    request = Request("OpenContactReferralEpisode")
    request.add("submissionRef", wanted.reference.value)
    if wanted.new_person is not None:
        _add_new_person(request, wanted.new_person)
    else:
        request.add("personId", wanted.person_id)
    _add_moment(request, "contactDate", wanted.contact_date)
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


def feed_request(after: str, most: int) -> Request:
    request = Request("ListChangedPeople")
    _add_given(request, request.payload, (("after", after),))
    request.add("maxResults", str(most))
    return request


def key_of(filing: CaseNote | Document) -> str:
    """The key it is filed under: its own, or a digest where the contract cannot carry that one."""
    if _KEY.fullmatch(filing.key):
        return filing.key
    return f"sha256:{sha256(filing.key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def note_request(note: CaseNote) -> Request:
    """Raises `RecordRejected` where the time it was written at has no zone."""
    request = Request("AddCaseNote")
    request.add("noteKey", key_of(note))
    request.add("submissionRef", note.reference.value)
    request.add("episodeId", note.episode_id)
    request.add("personId", note.person_id)
    request.add("title", note.title)
    request.add("text", note.text)
    request.add("writtenBy", note.written_by)
    _add_moment(request, "writtenAt", note.written_at)
    return request


def document_request(document: Document) -> Request:
    """The file goes under a safe form of its name."""
    request = Request("UploadDocument")
    request.add("documentKey", key_of(document))
    request.add("submissionRef", document.reference.value)
    request.add("episodeId", document.episode_id)
    request.add("fileName", safe_file_name(document.file_name))
    request.add("mediaType", document.media_type)
    _add_given(request, request.payload, (("category", document.category),))
    request.add("content", b64encode(document.content).decode("ascii"))
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
    _add_given(request, element, tuple(("notTheSameAs", other) for other in person.not_the_same_as))


def _add_moment(request: Request, local: str, moment: datetime) -> None:
    if moment.tzinfo is None:
        raise RecordRejected([RecordFault(local, "has no time zone")])
    request.add(local, moment.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def _add_given(request: Request, parent: etree._Element, parts: tuple[tuple[str, str], ...]) -> None:
    for local, text in parts:
        if text:
            request.add(local, text, parent)
