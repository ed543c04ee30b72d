"""What somebody holds who can no longer work on it is put back for others, and the managers are told."""

from frontdoor.workflow.commands import Release
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.access.relationships import remember_released
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.models import Action, AuditEntry, NoticeKind
from frontdoor_portal.use_cases.notices import keepers_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.telling import managers_who_read, reads

HOLDING_AREA_PATH = "/holding-area"


def put_back_held(office: Office, tx: Transaction, professional_id: str, by: str) -> int:
    """Put back every contact that this person holds and cannot work on now; how many it was.

    In the transaction that shuts them, takes the role away or seals what they hold: an urgent concern must not wait for
    a person who will not come. One email tells each manager, however many there are.
    """
    done, told = 0, dict[str, None]()
    for reference in tx.contacts.held_by(professional_id):
        contact = tx.contacts.get(reference)
        if contact is None or reads(office, tx, professional_id, contact, for_team=True):
            continue
        change = decide(contact, Release(None), office.now(), office.rules)
        store_change(office, tx, change)
        remember_released(office, tx, by, contact)
        detail = Release.__name__
        tx.audit.add(AuditEntry(office.now(), by, Action.CHANGED_CONTACT, str(reference), detail=detail))
        told |= dict.fromkeys(managers_who_read(office, tx, contact))
        done += 1
    for manager in told:
        about = f"{professional_id}/{office.now().isoformat()}"
        tx.outbox.put(keepers_notice(NoticeKind.PUT_BACK, manager, about, HOLDING_AREA_PATH))
    return done


def put_back_left_behind(office: Office, by: str) -> int:
    """The same for everybody who holds something: whatever way they lost it, nothing stays with them for a day."""
    with office.work.reading() as tx:
        holders = tx.contacts.holders()
    return sum(_put_back(office, each, by) for each in holders)


def _put_back(office: Office, professional_id: str, by: str) -> int:
    try:
        with office.work.begin() as tx:
            return put_back_held(office, tx, professional_id, by)
    except Stale:
        # Somebody is working on one of them: the next run looks again.
        return 0
