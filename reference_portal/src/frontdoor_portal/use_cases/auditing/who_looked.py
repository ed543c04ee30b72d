"""Who looked at a child: for the privacy officer, by a contact's reference or by the record of a source.

It follows what was asked for to wherever the child was seen as well (`following`): drafts, and brothers' and sisters'
contacts of one form. It tells of people who looked and nothing of the child. That somebody asked is itself among what
it tells.
"""

from attrs import frozen

from frontdoor.access import RecordKey
from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.auditing.following import Places, places_of_contact, places_of_record
from frontdoor_portal.use_cases.auditing.seals import Actor, LogFilter
from frontdoor_portal.use_cases.models import Action, AuditEntry, Page
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import audit

PAGE_SIZE = 50


@frozen
class Look:
    """One entry, and who acted; None where no account has that id, as for an operator's command."""

    entry: AuditEntry
    by: Actor | None


@frozen
class WhoLooked:
    """The looks at all the places where a child can have been seen, which begin with what was asked for."""

    places: Places
    looks: Page[Look]


def who_looked_at_contact(
    office: Office, by: Professional, reference: Reference, purpose: str, number: int = 1
) -> WhoLooked:
    """Everybody who did anything with a contact, its record, its draft, or what was sent with it.

    Raises `NotPermitted`.
    """
    _only_officer(by)
    with office.work.reading() as tx:
        places = places_of_contact(tx, reference)
    return _who_looked(office, by, str(reference), places, purpose, number)


def who_looked_at_record(
    office: Office, by: Professional, source: str, record_id: str, purpose: str, number: int = 1
) -> WhoLooked:
    """Everybody who opened a record, a draft begun from it, or a contact about it with what was sent with that.

    `source` is its connector's name. Raises `NotPermitted`.
    """
    _only_officer(by)
    record = RecordKey(source, record_id)
    with office.work.reading() as tx:
        places = places_of_record(tx, record)
    return _who_looked(office, by, str(record), places, purpose, number)


def _who_looked(office: Office, by: Professional, asked: str, places: Places, purpose: str, number: int) -> WhoLooked:
    with office.work.begin() as tx:
        audit(office, tx, by, Action.VIEWED_WHO_LOOKED, asked, purpose=purpose)
        found = tx.audit_log.page(LogFilter(subjects=places.subjects), number, PAGE_SIZE)
        actors = tx.audit_log.actors({entry.actor_id for entry in found.items})
    looks = tuple(Look(entry, actors.get(entry.actor_id)) for entry in found.items)
    return WhoLooked(places, Page(looks, found.number, found.size, found.total))


def _only_officer(by: Professional) -> None:
    if not may(by, Permission.SEE_WHO_LOOKED):
        raise NotPermitted(Permission.SEE_WHO_LOOKED)
