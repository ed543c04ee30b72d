"""The agency's own log: what its people did, of one person or one day where the lead asks for that."""

import re
from datetime import date
from urllib.parse import urlencode

from attrs import frozen

from frontdoor.forms import UnreadDate, read_date
from frontdoor_portal.use_cases.auditing.agency_log import agency_log
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.contacts.listing import page_number
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.logs.words import did
from frontdoor_portal.web.navigation import AGENCY_LOG
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import get
from frontdoor_portal.web.site import AnyRequest

_PERSON = re.compile(r"[A-Za-z0-9_.-]{0,100}")
_DAY = ("day", "month", "year")


@frozen
class _Asked:
    """The filter as it stands in the address; `day` is None where none was given or it cannot be read."""

    person: str
    boxes: tuple[str, str, str]
    day: date | None
    faults: tuple[Fault, ...]

    @property
    def address(self) -> str:
        """The list with this filter, up to where a page's number goes."""
        given = {"person": self.person, **dict(zip(_DAY, self.boxes, strict=True))}
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{AGENCY_LOG}?{query}&" if query else f"{AGENCY_LOG}?"


@get(AGENCY_LOG, requires(Permission.SEE_AGENCY_LOG), writes(Action.VIEWED_AGENCY_LOG))
def agency_log_page(request: AnyRequest, office: Office, who: SignedIn, params: Fields) -> Page:
    params.only("person", *_DAY, "page")
    number, asked = page_number(params.one("page", "1")), _asked(params)
    log = agency_log(office, who.professional, asked.person, asked.day, number)
    return page(
        request,
        "logs/agency_log.html",
        status=400 if asked.faults else 200,
        faults=asked.faults,
        agency=who.professional.agency.name,
        asked=asked,
        log=log,
        did=did,
    )


def _asked(params: Fields) -> _Asked:
    """Raises `NotFound` for a person that no list of ours has offered."""
    person = params.one("person")
    if not _PERSON.fullmatch(person):
        raise NotFound
    first, second, third = (params.one(part).strip() for part in _DAY)
    if not any((first, second, third)):
        return _Asked(person, ("", "", ""), None, ())
    found = read_date(first, second, third)
    if isinstance(found, UnreadDate):
        fault = Fault(f"day-{found.part or 'day'}", found.message.replace("{Name}", "The day"))
        return _Asked(person, (first, second, third), None, (fault,))
    return _Asked(person, (first, second, third), found, ())


routes = (agency_log_page,)
