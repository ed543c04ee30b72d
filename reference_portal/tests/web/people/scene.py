"""People who join an agency and those who let them in, and what the portal holds and sends of them."""

from attrs import evolve
from reference_portal.tests.fakes import COUNCIL, SCHOOL, person, take_notices
from reference_portal.tests.web.browsing import TestPortal

from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor_portal.use_cases.models import Account, NoticeKind

NORTH = Agency("north", "North Surgery", AgencyKind.GENERAL_PRACTICE, shared_domains=frozenset({"nhs.net"}))
LEAD = evolve(person(Role.AGENCY_LEAD, SCHOOL, "Ines Vale"), id="lead", email="ines@nhs.net", agency=NORTH)
SCHOOLS_LEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
ADMINISTRATOR = person(Role.ADMINISTRATOR, COUNCIL, "Nia Rhys")
OTHER = person(Role.ADMINISTRATOR, COUNCIL, "Lou Bright")
NURSE = {"name": "Asha Bello", "email": "asha@nhs.net", "job_title": "Nurse", "phone": "01632 960123"}


def link(portal: TestPortal, kind: NoticeKind) -> str:
    """The path of the newest email of a kind; every email is taken off the queue."""
    paths = [each.link_path for each in take_notices(portal.office) if each.kind is kind]
    return paths[-1] if paths else ""


def account(portal: TestPortal, email: str) -> Account:
    with portal.office.work.reading() as tx:
        found = tx.accounts.account_of_email(email)
    assert found is not None
    return found
