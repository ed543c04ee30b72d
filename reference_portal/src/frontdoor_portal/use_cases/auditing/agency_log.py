"""An agency's own log, for its lead: which of its people did what to which reference, and when."""

from datetime import date, datetime, time, timedelta

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.access.judging import hidden_contacts
from frontdoor_portal.use_cases.auditing.seals import REFUSALS, Actor, LogFilter
from frontdoor_portal.use_cases.models import Action, AuditEntry, Page
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import audit

PAGE_SIZE = 50

LEFT_OUT = frozenset({Action.SAVED_DRAFT, Action.WROTE_ABOUT})
"""Every page of a form that is saved would hide the rest: that a draft was begun, opened and sent is told."""


@frozen
class LogLine:
    """What one person did. `reference` is empty where it was about no contact: the lead learns no number of a child.

    `reason` is the one they chose, without the words they added.
    """

    at: datetime
    by: Actor
    action: Action
    reference: str
    reason: str


@frozen
class AgencyLog:
    members: tuple[Actor, ...]
    lines: Page[LogLine]


def agency_log(
    office: Office, by: Professional, person_id: str = "", day: date | None = None, number: int = 1
) -> AgencyLog:
    """One page of what people of this lead's agency did, the newest first; of one person or day where that is given.

    What is about a sealed contact is left out, as from every list, unless the lead sent it: a line without its
    reference would mark it. A day is one of London.
    Raises `NotPermitted`, and `NotVisible` for a person of another agency.
    """
    if not may(by, Permission.SEE_AGENCY_LOG):
        raise NotPermitted(Permission.SEE_AGENCY_LOG)
    with office.work.reading() as tx:
        members = {actor.id: actor for actor in tx.audit_log.members(by.agency.id)}
    if person_id and person_id not in members:
        raise NotVisible(person_id)
    detail = ",".join(filter(None, (person_id, day.isoformat() if day else "")))
    with office.work.begin() as tx:
        agency = by.agency.id
        audit(office, tx, by, Action.VIEWED_AGENCY_LOG, agency, purpose="Lead of the agency", detail=detail)
        hidden = frozenset(map(str, hidden_contacts(office, tx, by)))
        wanted = evolve(_filter(agency, person_id, day), but_about=hidden)
        found = tx.audit_log.page(wanted, number, PAGE_SIZE)
    lines = tuple(_line(entry, members[entry.actor_id]) for entry in found.items if entry.actor_id in members)
    return AgencyLog(tuple(members.values()), Page(lines, found.number, found.size, found.total))


def _filter(agency_id: str, person_id: str, day: date | None) -> LogFilter:
    whole = LogFilter(agency_id=agency_id, actor_id=person_id, without=LEFT_OUT)
    if day is None:
        return whole
    since, before = (datetime.combine(each, time(), LONDON) for each in (day, day + timedelta(days=1)))
    return evolve(whole, since=since, before=before)


def _line(entry: AuditEntry, by: Actor) -> LogLine:
    if entry.action in REFUSALS:
        # Alike for what is not there: else the line would tell that it is.
        return LogLine(entry.at, by, Action.REFUSED, "", "")
    try:
        reference = str(Reference.parse(entry.subject))
    except ValueError:
        reference = ""
    return LogLine(entry.at, by, entry.action, reference, entry.purpose.partition(": ")[0])
