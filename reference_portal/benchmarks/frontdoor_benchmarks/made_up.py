"""People made in this process, as a system that answers at once: what the index and the gateway cost by themselves."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from attrs import evolve, frozen

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.plugins.building import LoadedConnector
from frontdoor.plugins.host import LoadedPlugins
from frontdoor.plugins.report import PluginReport
from frontdoor.testing.families import MadeUpPerson, children
from frontdoor_portal.composition import utc_now
from frontdoor_portal.connections.feeds import SystemFeeds
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.use_cases.ports import Office

MADE_UP = "made_up"
_CAN = Capabilities({Operation.LIST_CHANGED_PEOPLE: Level.NATIVE, Operation.SEARCH_PEOPLE: Level.NATIVE})


@frozen
class MadeUpSystem(CaseManagement):
    """So many people, like the children of the made-up families and numbered; the cursor is how many were named."""

    people: int

    def list_changed_people(self, after: str, most: int, call: Call) -> Answer[FeedPage]:  # noqa: ARG002
        first = int(after or 0)
        last = min(first + most, self.people)
        like = children()
        named = tuple(_numbered(like, number) for number in range(first, last))
        return Answer(FeedPage(named, str(last), last == self.people, total=self.people), datetime.now(UTC))

    def search_people(self, query: PersonQuery, call: Call) -> Answer[tuple[PersonRecord, ...]]:  # noqa: ARG002
        found = PersonRecord("0", PersonName(query.given_name, query.family_name), address=Address(("1 Invented Row",)))
        return Answer((found,), datetime.now(UTC))

    def check(self) -> None:
        return


def _numbered(like: Sequence[MadeUpPerson], number: int) -> PersonIdentity:
    child = like[number % len(like)]
    return PersonIdentity(
        id=f"made-up-{number:07}",
        name=PersonName(child.name.given, f"{child.name.family}-{number}"),
        other_names=child.other_names,
        birth_date=BirthDate(date(2008, 1, 1) + timedelta(days=number % 6_000)),
        sex=tuple(Sex)[number % 3],
        postcodes=(Postcode(f"WR{number % 20} {number % 10}NP"),),
        nhs_numbers=child.nhs_numbers,
        upns=(child.upn,) if child.upn else (),
    )


def made_up_plugins(people: int) -> LoadedPlugins:
    """That system alone, as if a plugin had offered it."""
    system = MadeUpSystem(people)
    offer: ConnectorOffer[CaseManagement] = ConnectorOffer(
        MADE_UP, "Made up", dict, lambda *_: system, capabilities=_CAN
    )
    return LoadedPlugins((LoadedConnector(MADE_UP, offer.title, offer, system, _CAN),), (), PluginReport((), ()))


def with_made_up_people(office: Office, people: int) -> Office:
    """The same office with that system instead of those it has."""
    gateway = SystemsGateway(made_up_plugins(people), utc_now)
    return evolve(office, gateway=gateway, feeds=SystemFeeds(gateway))
