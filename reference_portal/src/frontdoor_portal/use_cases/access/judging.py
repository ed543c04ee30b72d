"""The question every surface asks: what may this person see of these records now?"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from frontdoor.access import Answer, Basis, RecordKey, Ruling, Sensitivity, Viewer, judge
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction


@frozen
class Rulings:
    """What one person may see of some records, all judged at one moment."""

    by_record: Mapping[RecordKey, Ruling]

    def of(self, source: str, record_id: str) -> Ruling:
        """For one of the records that were asked about; raises `KeyError` for any other: nothing is open by default."""
        return self.by_record[RecordKey(source, record_id)]


def rulings_on(
    office: Office,
    tx: Transaction,
    by: Professional,
    records: Iterable[RecordKey],
    *,
    same_child_as: RecordKey | None = None,
) -> Rulings:
    """Judge records, in the same few questions to the database whichever and however many they are.

    With `same_child_as`, what somebody has with the child of that record counts for each of these as well.
    The database is asked for nothing less where there is no record: an answer that took longer would tell that one
    was left out.
    """
    records = tuple(records)
    now = office.now()
    levels = tx.access.levels_of(records)
    child = (same_child_as,) if same_child_as else ()
    relationships = tx.access.relationships_of(by.id, by.agency.id, (*records, *child))
    glasses = tx.access.glasses_broken_by(by.id)
    account = tx.accounts.account(by.id)
    # Roles as they are now, not as they were when the page was asked for.
    viewer = Viewer.of(by if account is None else account.professional)
    if account is None or account.disabled:
        viewer = Viewer(by.id, by.agency.id, frozenset(), disabled=True)
    return Rulings(
        {
            record: judge(
                viewer,
                levels[record].level if record in levels else Sensitivity.NORMAL,
                (each for each in relationships if each.record in {record, same_child_as}),
                (each for each in glasses if each.record in {record, same_child_as}),
                now,
            )
            for record in records
        }
    )


def ruling_on(office: Office, tx: Transaction, by: Professional, record: RecordKey) -> Ruling:
    """The same for one record."""
    return rulings_on(office, tx, by, (record,)).by_record[record]


def hidden_contacts(office: Office, tx: Transaction, by: Professional) -> frozenset[Reference]:
    """Sealed contacts that this person may not know of: left out of every list, count and page alike.

    What was sent in one form with a sealed child's is kept as closely, since each holds what was written of all.
    Whoever sent a contact goes on seeing it, as it would tell them much if it went; a duty manager sees it, since
    somebody must work on it. From the lead of an agency, what tells of a worker is kept as well: it may be them.
    """
    sealed = tx.access.sealed_contacts()
    rulings = rulings_on(office, tx, by, sealed)
    hidden = [Reference(each.record_id) for each in sealed if rulings.by_record[each].answer is Answer.NOTHING]
    forms = tx.contacts.sent_together(hidden) + tx.contacts.kept_from_lead(_agency_led_by(by))
    return frozenset(each for form in forms if form.sender_id != by.id for each in form.contacts)


def _agency_led_by(by: Professional) -> str:
    """The agency whose contacts somebody sees as its lead alone; of none for everybody else."""
    is_lead = may(by, Permission.SEE_AGENCY_CONTACTS) and not may(by, Permission.SEE_EVERY_CONTACT)
    return by.agency.id if is_lead else ""


def is_hidden(office: Office, tx: Transaction, by: Professional, contact: Contact) -> bool:
    """Whether a contact, or one sent with it, is sealed, and this person neither sent it nor may know of it."""
    keys = [RecordKey(FRONT_DOOR, each.value) for each in (contact.reference, *contact.submission.together)]
    rulings = rulings_on(office, tx, by, keys).by_record.values()
    is_sealed = any(ruling.basis is Basis.SEALED and ruling.answer is Answer.NOTHING for ruling in rulings)
    return is_sealed and contact.sender.professional_id != by.id
