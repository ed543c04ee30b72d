"""What is written into Mosaic and looked up there: people, steps, case notes and documents.

Everything that makes something carries a key of ours, so that asking again makes nothing new. A person who is created
with an episode has the reference as key too: where a crash comes between the person and the step, the next try is
answered with the same person.
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import Any

from attrs import evolve

from frontdoor.connectors.asking import Answer, Call
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed, NewPerson
from frontdoor.connectors.failures import DuplicateSuspected, RecordFault, RecordRejected
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.domain.texts import without_controls
from frontdoor.transport.http import Deadline
from frontdoor_mosaic.rest.client import Refusal, Request, RestClient
from frontdoor_mosaic.rest.contract import reference_contract
from frontdoor_mosaic.rest.forms import forms
from frontdoor_mosaic.site import Site
from frontdoor_mosaic.stages import stage_of

LONGEST_TITLE = 100
LONGEST_FILE_NAME = 80
"""Mosaic cuts a file's name to this many characters [V]; we do it ourselves, so that its ending stays."""

SOMEBODY = "1"
"""Stands for the person in a step that is judged before anybody knows who that is."""


class Writing:
    """The write side of one Mosaic."""

    def __init__(self, client: RestClient, site: Site, default_team: str) -> None:
        self._client, self._site, self._default_team = client, site, default_team

    def open_episode(self, wanted: EpisodeRequest, call: Call) -> Episode:
        """The step, opened now or before with this reference.

        It is looked for first: a real binding may know no idempotency, and then a repeat must not open another.
        """
        deadline = self._client.deadline(call)
        body = self._step_body(wanted)
        known = self._found(wanted.reference, call, deadline)
        if known is not None:
            return known
        if wanted.new_person is None:
            person = wanted.person_id or ""
        else:
            person = self._created(wanted.new_person, wanted.reference, call, deadline)
        path = f"/people/{_id('personId', person)}/steps"
        request = Request("POST", path, "Step", "NewStep", {**body, "subjects": [person]}, wanted.reference.value)
        told = self._client.ask(request, call, deadline)
        if isinstance(told, Refusal):
            return self._existing(wanted.reference, call, deadline)
        opened = _episode(told)
        if opened is None or opened.reference != wanted.reference:
            raise self._client.untrusted("it is about another submission", changes=True)
        if opened.person_id != person:
            raise self._client.untrusted("it is about another person", changes=True)
        return opened

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        """The oldest step with that reference, with the others as its twins; None where there is none."""
        return self._found(reference, call, self._client.deadline(call))

    def read_step(self, step_id: str, call: Call) -> Answer[Episode]:
        """A step, and when it was so by the system's own word; raises `NotFound`."""
        request = Request("GET", f"/steps/{_id('stepId', step_id)}", "Step")
        told = self._client.ask(request, call, self._client.deadline(call))
        episode = None if isinstance(told, Refusal) else _episode(told)
        if isinstance(told, Refusal) or episode is None or episode.id != step_id:
            raise self._client.untrusted("it is about another step", changes=False)
        return Answer(episode, datetime.fromisoformat(told["asAt"]).astimezone(UTC))

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        """A complete note, which from then on is only added to. A title that is too long begins the text as well."""
        if note.written_at.tzinfo is None:
            raise RecordRejected([RecordFault("contactDate", "has no time zone")])
        title = " ".join(note.title.split())
        whole = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
        body = {
            "stepId": note.episode_id,
            "submissionRef": note.reference.value,
            "noteType": self._site.case_notes.note_type,
            "title": whole,
            "contactDate": _moment(note.written_at),
            "status": "complete",
            "writtenBy": note.written_by,
            "text": note.text if whole == title else f"{title}\n\n{note.text}",
        }
        path = f"/people/{_id('personId', note.person_id)}/case-notes"
        told = self._made(Request("POST", path, "CaseNote", "NewCaseNote", body, _key(note.key)), call)
        if told["stepId"] != note.episode_id:
            raise self._client.untrusted("it is about another step", changes=True)
        return Filed(told["id"])

    def attach_document(self, document: Document, call: Call) -> Filed:
        """A file of a step; raises `RecordRejected` for an empty one and for a kind that the site does not take."""
        name = _file_name(document.file_name)
        extension = PurePath(name).suffix[1:].lower()
        faults = [] if document.content else [RecordFault("content", "empty")]
        if extension not in self._site.documents.extensions:
            faults.append(RecordFault("fileName", "extension_not_allowed"))
        if faults:
            raise RecordRejected(faults)
        body = {
            "submissionRef": document.reference.value,
            "fileName": name,
            "mediaType": document.media_type,
            "category": document.category or self._site.documents.category,
            "content": base64.b64encode(document.content).decode(),
        }
        path = f"/steps/{_id('stepId', document.episode_id)}/documents"
        told = self._made(Request("POST", path, "StoredDocument", "NewDocument", body, _key(document.key)), call)
        if told["stepId"] != document.episode_id:
            raise self._client.untrusted("it is about another step", changes=True)
        return Filed(told["id"], "" if told["fileName"] == document.file_name else told["fileName"])

    def _created(self, person: NewPerson, reference: Reference, call: Call, deadline: Deadline) -> str:
        """The id of the person made for this reference, now or by an earlier try."""
        body = _person_body(person, reference, self._site)
        told = self._client.ask(
            Request("POST", "/people", "Person", "NewPerson", body, reference.value), call, deadline
        )
        if isinstance(told, Refusal):
            candidates = told.problem.get("candidates", ())
            if told.problem["code"] != "duplicate_suspected" or not candidates:
                raise self._client.untrusted("HTTP 409 without anybody like the new person", changes=True)
            raise DuplicateSuspected(tuple(map(_candidate, candidates)))
        made: str = told["id"]
        return made

    def _existing(self, reference: Reference, call: Call, deadline: Deadline) -> Episode:
        """The step that a conflict speaks of, looked up rather than taken from the refusal."""
        found = self._found(reference, call, deadline)
        if found is None:
            raise self._client.untrusted("it refuses a second step and has no first one", changes=True)
        return found

    def _found(self, reference: Reference, call: Call, deadline: Deadline) -> Episode | None:
        told = self._client.ask(Request("GET", f"/steps?submissionRef={reference.value}", "Steps"), call, deadline)
        if isinstance(told, Refusal) or told["submissionRef"] != reference.value:
            raise self._client.untrusted("it is about another submission", changes=False)
        found = [_episode(step) for step in told["steps"]]
        episodes = [episode for episode in found if episode is not None and episode.reference == reference]
        if len(episodes) != len(found):
            raise self._client.untrusted("it holds a step of another submission", changes=False)
        if not episodes:
            return None
        return _with_twins(episodes)

    def _made(self, request: Request, call: Call) -> Mapping[str, Any]:
        told = self._client.ask(request, call, self._client.deadline(call))
        if isinstance(told, Refusal):
            raise self._client.untrusted("HTTP 409 where nothing can be held twice", changes=True)
        return told

    def _step_body(self, wanted: EpisodeRequest) -> dict[str, Any]:
        """Everything but the subjects; raises `RecordRejected` where the contact date has no time zone."""
        if wanted.contact_date.tzinfo is None:
            raise RecordRejected([RecordFault("contactDate", "has no time zone")])
        team = wanted.team or self._default_team
        body = {
            "stepTypeCode": self._site.steps.type_code,
            "submissionRef": wanted.reference.value,
            "contactDate": _moment(wanted.contact_date),
            "source": self._site.sources.get(wanted.source_code, wanted.source_code),
            "category": wanted.category,
            "priority": wanted.priority.value,
            "subjects": [SOMEBODY],
            "assignTo": {"team": self._site.teams.get(team, team)},
            "forms": forms(wanted.answers, wanted.reference, self._site),
        }
        # Judged before a person is created, so that a step that cannot be sent leaves no person behind.
        misfits = reference_contract().misfits("NewStep", body)
        if misfits:
            raise RecordRejected([RecordFault(misfit.place, misfit.kind) for misfit in misfits])
        return body


def _person_body(person: NewPerson, reference: Reference, site: Site) -> dict[str, Any]:
    body: dict[str, Any] = {
        "submissionRef": reference.value,
        "firstName": person.name.given,
        "lastName": person.name.family,
        "sex": person.sex.value,
        "address": _address_body(person.address, site),
    }
    if person.birth_date is not None:
        body["dateOfBirth"] = person.birth_date.on.isoformat()
        body["dateOfBirthKind"] = person.birth_date.kind.value
    if person.nhs_number is not None:
        body["nhsNumber"] = person.nhs_number.value
    if person.upn is not None:
        body["upn"] = person.upn.value
    if person.not_the_same_as:
        body["notTheSameAs"] = list(person.not_the_same_as)
    return body


def _address_body(address: Address, site: Site) -> dict[str, Any]:
    """An address as Mosaic has it, where a note is a street of its own: `NO FIXED ABODE`, or else the words of it."""
    streets = {note: street for street, note in site.people.no_address.items()}
    note = [streets.get(address.note, address.note)] if address.note else []
    body: dict[str, Any] = {"lines": [*(line for line in address.lines if line), *note]}
    if address.postcode is not None:
        body["postcode"] = address.postcode.value
    return body


def _candidate(told: Mapping[str, Any]) -> PersonRecord:
    """A person whom the system believes to be the new one; of a restricted one the display name."""
    if told["restricted"]:
        return PersonRecord(told["id"], PersonName(family=told["displayName"]), restricted=True)
    name = PersonName(told.get("firstName", ""), told.get("lastName", ""))
    born = told.get("dateOfBirth")
    return PersonRecord(
        id=told["id"],
        name=name if str(name) else PersonName(family=told["displayName"]),
        birth_date=BirthDate(date.fromisoformat(born)) if born else None,
        sex=Sex(told.get("sex", Sex.UNKNOWN.value)),
    )


def _episode(told: Mapping[str, Any]) -> Episode | None:
    """A step as an episode, None where it does not carry a reference of ours."""
    try:
        reference = Reference.parse(told["submissionRef"] or "")
    except ValueError:
        return None
    actions = told["nextActions"]
    return Episode(
        id=told["id"],
        reference=reference,
        person_id=told["personId"],
        status=told["status"],
        team=told["team"],
        outcome="; ".join(dict.fromkeys(action["description"] for action in actions)),
        stage=stage_of(told["status"]),
        next_steps=tuple(dict.fromkeys(action["step"] for action in actions if action.get("step"))),
    )


def _with_twins(episodes: list[Episode]) -> Episode:
    first, *others = sorted(episodes, key=lambda episode: int(episode.id))
    return evolve(first, twins=tuple(other.id for other in others))


def _file_name(written: str) -> str:
    """A name without a path and without control characters, shortened before its ending."""
    name = without_controls(written).replace("\n", " ").replace("\t", " ").replace("\\", "/").rpartition("/")[2].strip()
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST_FILE_NAME or not dot:
        return name[:LONGEST_FILE_NAME]
    return f"{stem[: LONGEST_FILE_NAME - len(ending) - 1].rstrip()}.{ending}"


def _id(field: str, value: str) -> str:
    """An id that may stand in a path; raises `RecordRejected`."""
    if reference_contract().misfits("Id", value):
        raise RecordRejected([RecordFault(field, "is no id of this system")])
    return value


def _key(value: str) -> str:
    """The key as a header can carry it: itself, or for one that it cannot, a digest that is as much its own."""
    if not reference_contract().misfits("Key", value):
        return value
    return f"sha256:{hashlib.sha256(value.encode(errors='surrogatepass')).hexdigest()}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
