"""The human queue of deliveries: a person says which episode holds the contact, whose record it is, or that none is."""

from functools import partial

from frontdoor.access import Answer, RecordKey
from frontdoor.connectors.capabilities import Operation
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import PersonName
from frontdoor.domain.triage import OfferedRecord
from frontdoor.workflow.commands import ChooseRecord, RecordEpisode, SendAgain
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.use_cases.access.judging import rulings_on
from frontdoor_portal.use_cases.access.recording import remember_record
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.elsewhere import is_elsewhere, system_of
from frontdoor_portal.use_cases.filing import file_with_episode
from frontdoor_portal.use_cases.models import Action, HandOffKind
from frontdoor_portal.use_cases.notices import episode_message_key, open_episode_message
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit, visible_contact

NOTHING_OFFERED = "No record waits to be chosen for this contact"


def record_episode_by_hand(
    office: Office, by: Professional, reference: Reference, episode_id: str, system: str = ""
) -> Contact:
    """A person found or opened the episode and gives its number; nothing is left for the worker, or to open by hand.

    `system` is the name of the connector whose system has it, that which takes new episodes unless given. Raises
    `Refused` (fault `episode_id`) or `NotVisible`.
    """

    def settle(tx: Transaction, contact: Contact) -> None:
        tx.outbox.settle(episode_message_key(contact.reference))
        for hand_off in tx.hand_offs.of_contact(contact.reference):
            if hand_off.kind is HandOffKind.EPISODE and tx.hand_offs.tick(hand_off.id, by.name, office.now()):
                audit(office, tx, by, Action.HANDED_OFF, str(reference))
        file_with_episode(office, tx, contact)

    command = RecordEpisode(episode_id, team="", by=by, system=system or office.episodes.description.name)
    return change_contact(office, by, reference, command, also=settle)


def send_again(office: Office, by: Professional, reference: Reference) -> Contact:
    """A person made sure that no episode exists, or mended the cause.

    The worker still looks before it creates, where the system can be asked. Raises `Refused` or `NotVisible`.
    """
    return change_contact(office, by, reference, SendAgain(by), also=partial(_queue_again, office))


def choose_record(
    office: Office, by: Professional, reference: Reference, person_id: str | None, offered: tuple[str, ...]
) -> Contact:
    """A person says which of the records that the system offered is the child's, or with None that none of them is.

    `offered` are those they were shown. Raises `Refused` (fault `record`) or `NotVisible`.
    """
    waiting = visible_contact(office, by, reference)
    if waiting.delivery.offered and not to_choose_from(office, by, waiting):
        raise Refused.because(NOTHING_OFFERED)

    def with_what_follows(tx: Transaction, contact: Contact) -> None:
        remember_record(office, tx, by, contact)
        _queue_again(office, tx, contact)

    return change_contact(office, by, reference, ChooseRecord(by, person_id, offered), also=with_what_follows)


def can_be_sent_again(office: Office, contact: Contact) -> bool:
    """Whether sending it can come to anything: not where its system, or the one of today, takes no episodes."""
    takes_episodes = office.episodes.description.capabilities.can_call(Operation.OPEN_EPISODE)
    return takes_episodes and not is_elsewhere(office, system_of(contact))


def looks_first(office: Office) -> bool:
    """Whether the worker looks for an episode before it opens one that is sent again.

    A system that cannot be asked would lead to the same question again: the person has answered it.
    """
    return office.episodes.description.capabilities.can_call(Operation.FIND_EPISODE)


def to_choose_from(office: Office, by: Professional, contact: Contact) -> tuple[OfferedRecord, ...]:
    """Records of which a person must say whose they are, as far as they may see them.

    None where another system offered them before a swap. None either where one is sealed to this person: from the rest
    nobody can choose without knowing of it, so somebody who may know of it does, and the page is that of a system which
    offered nothing. Of a record that is not theirs to open nothing is told but that it is there.
    """
    is_open = contact.delivery.state is DeliveryState.NEEDS_A_PERSON and not is_elsewhere(office, system_of(contact))
    offered = contact.delivery.offered if is_open else ()
    system = office.episodes.description.name
    with office.work.reading() as tx:
        rulings = rulings_on(office, tx, by, [RecordKey(system, each.person_id) for each in offered])
    answers = {each.person_id: rulings.of(system, each.person_id).answer for each in offered}
    if Answer.NOTHING in answers.values():
        return ()
    return tuple(
        each if answers[each.person_id] is Answer.FULL else OfferedRecord(each.person_id, PersonName(), restricted=True)
        for each in offered
    )


def _queue_again(office: Office, tx: Transaction, contact: Contact) -> None:
    look_first = looks_first(office)
    tx.outbox.revive(episode_message_key(contact.reference), outcome_unknown=look_first)
    tx.outbox.reopen(open_episode_message(contact), outcome_unknown=look_first)
