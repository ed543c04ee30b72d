"""One request in hand."""

import sqlite3

from attrs import frozen

from frontdoor_framework_i.contract import named
from frontdoor_framework_i.simulator.elements import Element, SoapFault, text
from frontdoor_framework_i.simulator.scenario import EVERYBODY, Answering, Scenario
from frontdoor_framework_i.simulator.store import Store


@frozen
class Work:
    """What is asked and where the answer goes. `scenario` is the one in force for this request."""

    store: Store
    scenario: Scenario
    request: Element
    response: Element

    def asked(self, local: str) -> str:
        """Text of the request's own child; empty where it has none."""
        return text(self.request, local)

    @property
    def acting_for(self) -> str:
        return text(self.request, f"call/{named('actingFor')}")

    @property
    def mixes_people_up(self) -> bool:
        return self.scenario.answering is Answering.WRONG_PERSON

    def person(self, person_id: str, *, in_full: bool = False) -> sqlite3.Row:
        """The person, or somebody else where the scenario says so; `in_full` where a restricted one is refused."""
        row = self.store.row("SELECT * FROM PEOPLE WHERE PERSON_ID = ?", person_id)
        if row is None:
            raise SoapFault("Client.NotFound")
        if person_id in self.scenario.closed or (in_full and row["RESTRICTED"]):
            raise SoapFault("Client.Forbidden")
        if self.mixes_people_up:
            other = self.store.row("SELECT * FROM PEOPLE WHERE PERSON_ID <> ? AND NOT RESTRICTED LIMIT 1", person_id)
            return other or row
        return row

    def check_unlocked(self, person_id: str) -> None:
        """Refuse to write into a record that somebody is working in."""
        if not {person_id, EVERYBODY}.isdisjoint(self.scenario.locked):
            raise SoapFault("Server.Locked")
