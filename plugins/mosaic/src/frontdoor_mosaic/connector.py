"""Mosaic as the portal sees it: the promises of `CaseManagement`, read by SQL and written by REST."""

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.feed import FeedPage
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.domain.identifiers import Reference
from frontdoor.secrets.references import SecretReader
from frontdoor_mosaic.mart import tables
from frontdoor_mosaic.mart.database import Mart
from frontdoor_mosaic.mart.family import Family
from frontdoor_mosaic.mart.feed import Feed
from frontdoor_mosaic.mart.reading import People
from frontdoor_mosaic.mart.statements import itself
from frontdoor_mosaic.mart.steps import Steps
from frontdoor_mosaic.mart.warned import Warned
from frontdoor_mosaic.mart.workers import Workers
from frontdoor_mosaic.rest.client import RestClient
from frontdoor_mosaic.rest.writing import Writing
from frontdoor_mosaic.settings import MosaicSettings

CHECK_REFERENCE = Reference("FD-2222-2222")
"""Looked up to prove that the interface answers us: a look-up that names nobody."""

CHECKING = Call(acting_for="front door", purpose="connection check", deadline=10.0)


class Mosaic(CaseManagement):
    """The connector. What the mart answers carries the time of its refresh, never that of the asking."""

    def __init__(self, settings: MosaicSettings, read_secret: SecretReader) -> None:
        site, source = settings.mapping(), settings.source_name
        self._site = site
        self._mart = Mart(settings, site.refreshed, read_secret)
        self._client = RestClient(settings, read_secret)
        self._people = People(self._mart, site, source)
        self._family = Family(self._mart, self._people, site)
        self._workers = Workers(self._mart, self._people, site)
        self._warned = Warned(self._mart, self._people, site)
        self._feed = Feed(self._mart, site)
        self._steps = Steps(self._mart, site, source)
        self._writing = Writing(self._client, site, settings.team)

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        return self._people.search(query, call)

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        return self._people.get(person_id, call)

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        return self._family.of(person_id, call)

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        return self._workers.of(person_id, call)

    def get_warnings(self, person_id: str, call: Call) -> Answer[tuple[PersonWarning, ...]]:
        return self._warned.about(person_id, call)

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:
        return self._feed.page(after, most, call)

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        return self._writing.open_episode(request, call)

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        return self._writing.find_episode(reference, call)

    def read_episode(self, episode_id: str, call: Call) -> Answer[Episode]:
        """The step as the mart has it. One that is too new for the mart is read where it was written."""
        known = self._steps.read(self._people.number(episode_id), call)
        return known if known is not None else self._writing.read_step(episode_id, call)

    def add_case_note(self, note: CaseNote, call: Call) -> Filed:
        return self._writing.add_case_note(note, call)

    def attach_document(self, document: Document, call: Call) -> Filed:
        return self._writing.attach_document(document, call)

    def check(self) -> None:
        """Read a row of every table that is used, then look up a reference that was never given out."""
        with self._mart.reading(CHECKING) as reading:
            live = {tables.LIVE_PERSONS.name, tables.LIVE_NAMES.name}
            for name, table in tables.TABLES.items():
                if name not in live or self._site.people.live_tables:
                    reading.rows(itself.readable(table))
        self._writing.find_episode(CHECK_REFERENCE, CHECKING)

    def close(self) -> None:
        self._mart.close()
        self._client.close()
