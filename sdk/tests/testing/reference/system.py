"""A made-up system of record in memory: who is on it, what was opened, and what it refuses."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import define, evolve, field

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, EpisodeStage, Filed
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, BirthDate, PersonName
from frontdoor.single_view import fold
from frontdoor.testing.families import MadeUpPerson, families, people, person

Record = TypeVar("Record", PersonRecord, PupilRecord)


class Refused(Exception):
    """The system does not do it: an HTTP status, and what it says besides."""

    def __init__(self, status: int, **said: Any) -> None:
        self.status, self.said = status, said
        super().__init__(status)


@define
class Opened:
    """An episode with what belongs to it."""

    episode: Episode
    request: EpisodeRequest
    notes: list[CaseNote] = field(factory=list)
    documents: list[Document] = field(factory=list)


class System:
    """Everything on record. Its methods may be called from several threads at once."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        self.people = {record.id: record for record in (person_record(each) for each in people() if each.case_id)}
        self.pupils = {record.id: record for record in (pupil_record(each) for each in people() if each.pupil)}
        self.opened: list[Opened] = []
        self._sequence = 0
        self._changed: dict[str, int] = {}
        for each in (*self.people, *self.pupils):
            self.touch(each)

    def touch(self, record_id: str) -> None:
        """Note that a record was added, changed or removed, so that feeds tell it."""
        with self.turn:
            self._sequence += 1
            self._changed[record_id] = self._sequence

    # Reading.

    def search(self, records: Mapping[str, Record], query: PersonQuery) -> list[Record]:
        names = fold(query.given_name) or fold(query.family_name)
        if not (names or query.date_of_birth or query.postcode or query.upn or query.nhs_number):
            raise Refused(422, faults=[["query", "says nothing"]])
        with self.turn:
            return [record for record in records.values() if _fits(record, query)][: query.limit]

    def one(self, records: Mapping[str, Record], record_id: str) -> Record:
        with self.turn:
            if record_id not in records:
                raise Refused(404)
            return records[record_id]

    def belongings(self, record_id: str) -> MadeUpPerson | None:
        """The made-up person behind a record, of whom nothing may be told where it is restricted."""
        record = self.one(self.people, record_id)
        if record.restricted:
            raise Refused(403)
        return next((each for each in people() if each.case_id == record_id), None)

    def relationships(self, record_id: str) -> list[Relationship]:
        about = self.belongings(record_id)
        if about is None:
            return []
        found = []
        for kin in next(family for family in families() if family.key == about.family).relationships_of(about):
            other = person(kin.other)
            if other.case_id is not None:
                born = None if other.restricted else other.birth_date
                found.append(
                    Relationship(
                        other.case_id, other.name, kin.relation, kin.parental_responsibility, kin.same_household, born
                    )
                )
        return found

    def involvements(self, record_id: str) -> list[Involvement]:
        about = self.belongings(record_id)
        return [
            Involvement(
                each.worker.name,
                each.role,
                each.worker.team,
                each.worker.phone,
                each.worker.email,
                each.since,
                each.worker.confirmed_on,
            )
            for each in (about.involvements if about else ())
        ]

    def warnings(self, record_id: str) -> list[PersonWarning]:
        about = self.belongings(record_id)
        hidden = about is not None and about.do_not_disclose_address
        return [PersonWarning("Address not to be disclosed", "Ask the social worker first")] if hidden else []

    def page(self, records: Mapping[str, Any], other: Mapping[str, Any], after: str, most: int) -> FeedPage:
        if after and not (after.isdigit() and int(after) <= self._sequence):
            raise Refused(404)
        with self.turn:
            since = [
                (number, record_id)
                for record_id, number in sorted(self._changed.items(), key=lambda item: item[1])
                if number > int(after or 0) and record_id not in other
            ]
            listed = since[:most]
            return FeedPage(
                people=tuple(identity(records[record_id]) for _, record_id in listed if record_id in records),
                cursor=str(listed[-1][0]) if listed else after or str(self._sequence),
                is_last=len(since) <= most,
                gone=tuple(record_id for _, record_id in listed if record_id not in records),
                total=len(records),
            )

    # Writing.

    def with_reference(self, reference: Reference) -> list[Opened]:
        with self.turn:
            return [each for each in self.opened if each.request.reference == reference]

    def open(self, request: EpisodeRequest, *, anew: bool = False) -> Episode:
        with self.turn:
            held = self.with_reference(request.reference)
            if held and not anew:
                return held[0].episode
            person_id = request.person_id if request.new_person is None else self._put_on_record(request)
            if person_id not in self.people:
                raise Refused(404)
            episode = Episode(
                id=str(9000 + len(self.opened)),
                reference=request.reference,
                person_id=person_id,
                status="Open",
                team=request.team,
                stage=EpisodeStage.WAITING,
            )
            self.opened.append(Opened(episode, request))
            return episode

    def _put_on_record(self, request: EpisodeRequest) -> str:
        new = request.new_person
        if new is None:
            raise Refused(422, faults=[["new_person", "is missing"]])
        record_id = str(8_000_000 + len(self.people))
        self.people[record_id] = PersonRecord(
            id=record_id,
            name=new.name,
            birth_date=new.birth_date,
            sex=new.sex,
            address=new.address,
            nhs_numbers=(new.nhs_number,) if new.nhs_number else (),
            upns=(new.upn,) if new.upn else (),
        )
        self.touch(record_id)
        return record_id

    def find(self, reference: Reference) -> Episode | None:
        held = [each.episode for each in self.with_reference(reference)]
        return evolve(held[0], twins=tuple(each.id for each in held[1:])) if held else None

    def read(self, episode_id: str) -> Episode:
        return self._by_id(episode_id).episode

    def _by_id(self, episode_id: str) -> Opened:
        with self.turn:
            for each in self.opened:
                if each.episode.id == episode_id:
                    return each
        raise Refused(404)

    def add_note(self, note: CaseNote) -> Filed:
        return self._file(self._by_id(note.episode_id).notes, note)

    def attach(self, document: Document) -> Filed:
        filed = self._file(self._by_id(document.episode_id).documents, document)
        return evolve(filed, file_name=document.file_name)

    def _file(self, held: list[Any], item: Any) -> Filed:
        with self.turn:
            keys = [each.key for each in held]
            if item.key not in keys:
                held.append(item)
                keys.append(item.key)
            return Filed(f"{item.episode_id}-{keys.index(item.key)}")


def _fits(record: Any, query: PersonQuery) -> bool:
    names = (record.name, *record.other_names)
    numbers = () if isinstance(record, PupilRecord) else record.nhs_numbers
    upns = (record.upn, *record.former_upns) if isinstance(record, PupilRecord) else record.upns
    tests: tuple[tuple[object, Callable[[], bool]], ...] = (
        (fold(query.family_name), lambda: _begins(query.family_name, [name.family for name in names])),
        (fold(query.given_name), lambda: _begins(query.given_name, [name.given for name in names])),
        (query.date_of_birth, lambda: record.birth_date is not None and record.birth_date.on == query.date_of_birth),
        (query.postcode, lambda: record.address.postcode == query.postcode),
        (query.upn, lambda: query.upn in upns),
        (query.nhs_number if not isinstance(record, PupilRecord) else None, lambda: query.nhs_number in numbers),
    )
    return all(test() for wanted, test in tests if wanted)


def _begins(wanted: str, names: list[str]) -> bool:
    return any(fold(name).startswith(fold(wanted)) for name in names)


def person_record(each: MadeUpPerson) -> PersonRecord:
    upns = () if each.upn is None else (each.upn, *each.former_upns)
    twin = person(each.duplicate_of).case_id if each.duplicate_of else ""
    return PersonRecord(
        id=each.case_id or "",
        name=each.name,
        other_names=each.other_names,
        birth_date=each.birth_date,
        sex=each.sex,
        address=each.address,
        nhs_numbers=each.nhs_numbers,
        upns=upns,
        case_status=each.case_status,
        restricted=each.restricted,
        do_not_disclose_address=each.do_not_disclose_address,
        duplicate_of=twin or "",
    )


def pupil_record(each: MadeUpPerson) -> PupilRecord:
    pupil = each.pupil
    if pupil is None:
        raise ValueError(f"{each.key} is no pupil")
    return PupilRecord(
        id=f"P{pupil.upn}",
        name=pupil.name,
        birth_date=BirthDate(pupil.birth_date),
        sex=pupil.sex,
        upn=pupil.upn,
        former_upns=pupil.former_upns,
        address=pupil.address,
        school=pupil.school.name,
        year_group=pupil.year_group,
        contacts=pupil.school.contacts,
        attendance=pupil.attendance,
    )


def identity(record: Any) -> PersonIdentity:
    """What a feed tells of a record."""
    if isinstance(record, PupilRecord):
        upns = tuple(upn for upn in (record.upn, *record.former_upns) if upn)
        numbers = ()
    else:
        upns, numbers = record.upns, record.nhs_numbers
        if record.restricted:
            return PersonIdentity(record.id, record.name, restricted=True)
    return PersonIdentity(
        id=record.id,
        name=record.name,
        other_names=record.other_names,
        birth_date=record.birth_date,
        sex=record.sex,
        postcodes=(record.address.postcode,) if record.address.postcode else (),
        nhs_numbers=numbers,
        upns=upns,
        duplicate_of=getattr(record, "duplicate_of", ""),
    )


def changed(record: Any) -> Any:
    """A record as a user of the system would leave it."""
    return evolve(record, address=Address(("1 Moved Row",), record.address.postcode))


def displayed(record: PersonRecord) -> PersonRecord:
    """A record as an account may see it: of a restricted one, the display name."""
    return (
        PersonRecord(record.id, PersonName(record.name.given, record.name.family), restricted=True)
        if (record.restricted)
        else record
    )
