"""The Mosaic connector as it stands: every operation says that it is not there."""

# ruff: noqa: ARG002 - the contract names the arguments that nothing here can use yet

from typing import NoReturn

from attrs import frozen

from frontdoor.connectors.failures import Unsupported
from frontdoor.connectors.records import (
    Answer,
    Call,
    Episode,
    EpisodeRequest,
    Involvement,
    PersonQuery,
    PersonRecord,
    Relationship,
)
from frontdoor.domain.identifiers import Reference


@frozen
class MosaicSettings:
    """Mosaic has nothing to set yet, so any key in `[plugins.settings.mosaic]` is a fault."""


class Mosaic:
    """Raises `Unsupported` for every operation, so that nothing can be mistaken for an answer from Mosaic."""

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:
        self._refuse("look for people")

    def get_person(self, person_id: str, call: Call) -> Answer[PersonRecord]:
        self._refuse("read a person")

    def get_relationships(self, person_id: str, call: Call) -> Answer[tuple[Relationship, ...]]:
        self._refuse("read relationships")

    def get_involvements(self, person_id: str, call: Call) -> Answer[tuple[Involvement, ...]]:
        self._refuse("read involved workers")

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode:
        self._refuse("open a contact")

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:
        self._refuse("find a contact by our reference")

    def read_episode(self, episode_id: str, call: Call) -> Episode:
        self._refuse("read a contact back")

    def check(self) -> None:
        """Always raises `Unsupported`: there is no system behind this connector to check."""
        self._refuse("be reached")

    def close(self) -> None:
        """Nothing is open."""

    def _refuse(self, what: str) -> NoReturn:
        raise Unsupported(f"Mosaic: this connector cannot {what} yet")
