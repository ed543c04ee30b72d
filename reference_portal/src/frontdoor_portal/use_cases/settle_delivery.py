"""The human queue of deliveries: a person says which episode holds the contact, or that none does."""

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import RecordEpisode, SendAgain
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.notices import open_episode_message
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.record_episode import hand_off_case_note
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.seeing import audit, visible_contact


def record_episode_by_hand(office: Office, by: Professional, reference: Reference, episode_id: str) -> Contact:
    """A person found the episode and gives its number. Raises `Refused` (fault `episode_id`) or `NotVisible`."""
    visible_contact(office, by, reference)
    with office.work.begin() as tx:
        contact = tx.contacts.get(reference)
        if contact is None or contact.decision is None:
            raise NotVisible(str(reference))
        command = RecordEpisode(episode_id, contact.decision.team, by)
        change = decide(contact, command, office.now(), office.rules)
        stored = store_change(office, tx, change)
        if change.events:
            audit(office, tx, by, Action.CHANGED_CONTACT, str(reference), detail="RecordEpisode")
            hand_off_case_note(office, tx, reference)
        return stored


def send_again(office: Office, by: Professional, reference: Reference) -> Contact:
    """A person made sure that no episode exists, or mended the cause. The worker still looks before it creates.

    Raises `Refused` or `NotVisible`.
    """
    visible_contact(office, by, reference)
    with office.work.begin() as tx:
        contact = tx.contacts.get(reference)
        if contact is None:
            raise NotVisible(str(reference))
        stored = store_change(office, tx, decide(contact, SendAgain(by), office.now(), office.rules))
        tx.outbox.revive(open_episode_message(contact).key, outcome_unknown=True)
        audit(office, tx, by, Action.CHANGED_CONTACT, str(reference), detail="SendAgain")
        return stored
