"""Agencies with shared domains and leads, and people who register there as they would through the screens."""

from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, PASSWORD, person, take_notices
from reference_portal.tests.unit.use_cases.scene import FrontDoor

from frontdoor.domain.agency import Admission, Agency, AgencyKind, Role
from frontdoor_portal.use_cases.confirm_registration import confirm_registration
from frontdoor_portal.use_cases.models import Account, NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.register import Application, register

NORTH = Agency("north-surgery", "North Surgery", AgencyKind.GENERAL_PRACTICE, shared_domains=frozenset({"nhs.net"}))
SOUTH = Agency(
    "south-surgery",
    "South Surgery",
    AgencyKind.GENERAL_PRACTICE,
    frozenset({"south-surgery.example"}),
    frozenset({"nhs.net"}),
)
CAREFUL = Agency(
    "careful", "Careful Trust", AgencyKind.VOLUNTARY, frozenset({"careful.example"}), admission=Admission.BY_LEAD
)
NORTHS_LEAD = evolve(
    person(Role.AGENCY_LEAD, evolve(NORTH, email_domains=frozenset({"nhs.net"})), "Ines Vale"), agency=NORTH
)
CAREFULS_LEAD = person(Role.AGENCY_LEAD, CAREFUL, "Gus Lane")
ADMINISTRATOR = person(Role.ADMINISTRATOR, COUNCIL, "Nia Rhys")
OTHER_ADMINISTRATOR = person(Role.ADMINISTRATOR, COUNCIL, "Lou Bright")


def mails(front_door: FrontDoor) -> list[NoticePayload]:
    """Every notice that is queued, which takes them off the queue."""
    return take_notices(front_door.office)


def kinds(front_door: FrontDoor) -> list[tuple[NoticeKind, str]]:
    return sorted((each.kind, each.to) for each in mails(front_door))


def ask(front_door: FrontDoor, email: str, agency_id: str = "", name: str = "Asha Bello") -> str:
    """Register, and answer with the token of the link that came."""
    register(front_door.office, Application(name, email, "Nurse", "01632 960123", agency_id))
    links = [each.link_path for each in mails(front_door) if each.kind is NoticeKind.CONFIRM_REGISTRATION]
    return links[-1].rpartition("/")[2]


def joined(front_door: FrontDoor, email: str, agency_id: str = "", name: str = "Asha Bello") -> Account:
    """Somebody who registered and confirmed their address."""
    return confirm_registration(front_door.office, ask(front_door, email, agency_id, name), PASSWORD)


def account(front_door: FrontDoor, professional_id: str) -> Account:
    with front_door.office.work.reading() as tx:
        found = tx.accounts.account(professional_id)
    assert found is not None
    return found
