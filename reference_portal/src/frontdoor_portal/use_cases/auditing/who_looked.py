"""Who looked at a child: for the privacy officer, by a contact's reference or by the record of a source.

It tells of people who looked and nothing of the child. That somebody asked is itself among what it tells.
"""

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.auditing.seals import Actor, LogFilter
from frontdoor_portal.use_cases.models import Action, AuditEntry, Page
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
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
    """`subjects` are what was asked for: a reference, and the record that was chosen for its child; or a record."""

    subjects: tuple[str, ...]
    looks: Page[Look]


def who_looked_at_contact(
    office: Office, by: Professional, reference: Reference, purpose: str, number: int = 1
) -> WhoLooked:
    """Everybody who did anything with a contact, or with the record that was chosen for it. Raises `NotPermitted`."""
    _only_officer(by)
    with office.work.reading() as tx:
        subjects = (str(reference), *_record_of(tx, reference))
    return _who_looked(office, by, subjects, purpose, number)


def who_looked_at_record(
    office: Office, by: Professional, source: str, record_id: str, purpose: str, number: int = 1
) -> WhoLooked:
    """Everybody who opened a record; `source` is its connector's name. Raises `NotPermitted`."""
    _only_officer(by)
    return _who_looked(office, by, (f"{source}/{record_id}",), purpose, number)


def _who_looked(office: Office, by: Professional, subjects: tuple[str, ...], purpose: str, number: int) -> WhoLooked:
    with office.work.begin() as tx:
        audit(office, tx, by, Action.VIEWED_WHO_LOOKED, subjects[0], purpose=purpose)
        found = tx.audit_log.page(LogFilter(subjects=frozenset(subjects)), number, PAGE_SIZE)
        actors = tx.audit_log.actors({entry.actor_id for entry in found.items})
    looks = tuple(Look(entry, actors.get(entry.actor_id)) for entry in found.items)
    return WhoLooked(subjects, Page(looks, found.number, found.size, found.total))


def _only_officer(by: Professional) -> None:
    if not may(by, Permission.SEE_WHO_LOOKED):
        raise NotPermitted(Permission.SEE_WHO_LOOKED)


def _record_of(tx: Transaction, reference: Reference) -> tuple[str, ...]:
    contact = tx.contacts.get(reference)
    record = contact.record if contact else None
    return (f"{record.system}/{record.person_id}",) if record and record.system and record.person_id else ()
