"""The dataset as the portal sees it: the promises of `CaseManagement` that a copy of a case system can keep."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import NotFound, RestrictedRecord, Unsupported
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.domain.identifiers import Reference
from frontdoor.secrets.references import SecretReader
from frontdoor_ssd import feed, mapping, rows, searching
from frontdoor_ssd.database import Database
from frontdoor_ssd.dataset import PERSON
from frontdoor_ssd.freshness import Freshness
from frontdoor_ssd.referrals import ReferralFolder
from frontdoor_ssd.restrictions import Restrictions
from frontdoor_ssd.rows import Reading
from frontdoor_ssd.settings import SsdSettings

AT_ONCE = 500
"""Candidates whose addresses and numbers are fetched together."""


class SafeguardingData(CaseManagement):
    """The connector. Every answer carries the time of the load that it comes from."""

    def __init__(self, settings: SsdSettings, read_secret: SecretReader) -> None:
        self._settings = settings
        self._database = Database(settings, read_secret)
        self._freshness = Freshness(settings)
        self._restrictions = Restrictions(settings)
        self._referrals = ReferralFolder(settings.referral_folder) if settings.referral_folder else None

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        with self._reading(call) as reading:
            searching.check(query, reading.dataset)
            people = self._found(reading, query)
        return Answer(people, reading.as_at)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        with self._reading(call) as reading:
            row = self._row(reading, person_id)
            (record,) = self._complete(reading, [row])
        return Answer(record, reading.as_at)

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        with self._reading(call) as reading:
            self._open_row(reading, person_id)
            found = reading.connection.execute(rows.relatives(reading.dataset, person_id)).mappings().all()
        return Answer(mapping.relationships(found, reading.today, self._restrictions.closes), reading.as_at)

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        with self._reading(call) as reading:
            self._open_row(reading, person_id)
            found = reading.connection.execute(rows.involvements(reading.dataset, person_id)).mappings().all()
        return Answer(mapping.involvements(found, reading.today, self._settings.allocated_roles), reading.as_at)

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        with self._reading(call) as reading:
            load = self._freshness.load_of(reading.as_at)
            page = feed.page(reading, after, most, load, self._restrictions.closes)
        return Answer(page, reading.as_at)

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        folder = self._folder()
        if (there_already := folder.find(request.reference)) is not None:
            return there_already
        if request.person_id is not None:
            with self._reading(call) as reading:
                self._row(reading, request.person_id)  # no file about somebody who is not on record
        return folder.write(request, call)

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:  # noqa: ARG002 - the protocol's
        return self._folder().find(reference)

    def check(self) -> None:
        with self._reading(Call("front door", "connection check", self._settings.total_seconds)):
            pass  # whoever can begin a question and end it can be asked
        if self._referrals is not None:
            self._referrals.check()

    def close(self) -> None:
        self._database.close()

    def _folder(self) -> ReferralFolder:
        if self._referrals is None:
            raise Unsupported("No folder for referrals is named: an officer copies the hand-off pack")
        return self._referrals

    @contextmanager
    def _reading(self, call: Call) -> Iterator[Reading]:
        """The dataset for one question. What was read of half a load is not believed, and neither is "not there"."""
        with self._database.reading(call.deadline) as (connection, dataset):
            as_at = self._freshness.as_at(connection)
            try:
                yield Reading(connection, dataset, as_at, self._freshness.day_of(as_at))
            except NotFound:
                self._freshness.still(as_at, connection, dataset)
                raise
            self._freshness.still(as_at, connection, dataset)

    def _found(self, reading: Reading, query: PersonQuery) -> tuple[PersonRecord, ...]:
        """Whoever fits, read in portions, so that a common name takes no more memory than a rare one."""
        where = searching.candidates(query, reading.dataset)
        found: list[PersonRecord] = []
        after, there_is_more = None, True
        while there_is_more:
            portion, there_is_more = rows.portion(reading, where, after, AT_ONCE)
            likely = [row for row in portion if searching.names_fit(mapping.name(row), query)]
            found += self._complete(reading, likely, query)
            if len(found) >= query.limit:
                return tuple(found[: query.limit])
            after = str(portion[-1]["pers_person_id"]) if portion else None
        return tuple(found)

    def _complete(
        self, reading: Reading, people: Sequence[rows.Row], query: PersonQuery | None = None
    ) -> Iterator[PersonRecord]:
        """Records of rows of `ssd_person` that fit the query, if there is one; a restricted record is closed."""
        ids = [str(row["pers_person_id"]) for row in people]
        belongings = rows.belongings(reading, rows.among(ids)) if ids else {}
        nothing = rows.nothing_of(reading.dataset)
        for person_id, row in zip(ids, people, strict=True):
            record = mapping.person(row, belongings.get(person_id, nothing), reading.today)
            if query is None or searching.fits(record, query):
                yield mapping.closed(row) if self._restrictions.closes(row) else record

    def _row(self, reading: Reading, person_id: str) -> rows.Row:
        statement = rows.people(reading.dataset, reading.dataset.column(PERSON, "pers_person_id") == person_id)
        found = rows.one_of_each(reading.connection.execute(statement).mappings().all())
        # Some databases compare without regard to case; an id is exact.
        exact = [row for row in found if str(row["pers_person_id"]) == person_id]
        if not exact:
            raise NotFound("The dataset has nobody with this id")
        return exact[0]

    def _open_row(self, reading: Reading, person_id: str) -> None:
        """Raise `NotFound`, or `RestrictedRecord` where nothing may be said of the person."""
        if self._restrictions.closes(self._row(reading, person_id)):
            raise RestrictedRecord("The record is restricted")
