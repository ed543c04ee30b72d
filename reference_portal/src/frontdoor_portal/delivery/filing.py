"""What follows an episode into the case system: a case note, a file. Repeated with the same key, never looked up."""

from collections.abc import Callable

import structlog

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import CaseNote, Document, Filed
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, OutcomeUnknown
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor_portal.delivery import sentences
from frontdoor_portal.delivery.pausing import next_try
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.elsewhere import is_elsewhere, title_of
from frontdoor_portal.use_cases.filing import (
    ADDITION,
    added_note_of,
    case_note_of,
    concern_of,
    hand_off_filing,
    record_filed,
)
from frontdoor_portal.use_cases.models import Claimed, Message, Topic
from frontdoor_portal.use_cases.notices import reference_in
from frontdoor_portal.use_cases.one_child import is_beside_sealed
from frontdoor_portal.use_cases.ports import Office

_log = structlog.get_logger()

_DOUBT_SECONDS = 300.0
"""How often it is looked, at most, whether a person has settled which episode it is."""


class FilingDelivery:
    """Adds the case note or attaches the file that a message asks for, and stores what came of it.

    Both are idempotent by their key, which the contract demands: after an unknown outcome the same is sent once more.
    What cannot be filed becomes work for an officer. No transaction is open while the system is called.
    """

    def __init__(self, office: Office, policy: WorkerPolicy, draw: Callable[[], float]) -> None:
        self._office, self._policy, self._draw = office, policy, draw

    def deliver(self, claimed: Claimed) -> None:
        """Carry the message as far as it goes today; raises `LeaseLost`."""
        reference = reference_in(claimed.message)
        with self._office.work.reading() as tx:
            contact = tx.contacts.get(reference) if reference else None
            beside_sealed = contact is not None and is_beside_sealed(tx, contact)
        if contact is None:
            return self._put_aside(claimed, sentences.NO_CONTACT)
        if contact.delivery.state is not DeliveryState.DELIVERED:
            return self._wait_for_episode(claimed)
        if is_elsewhere(self._office, contact.delivery.system):
            was = title_of(self._office, contact.delivery.system)
            return self.give_up(claimed, sentences.opened_elsewhere(was, self._title))
        if beside_sealed:
            # Free text may tell of the sealed child: a person who may know of them decides what this record may hold.
            return self.give_up(claimed, sentences.BESIDE_SEALED)
        try:
            send = self._to_send(claimed.message, contact)
        except ValueError:
            return self.give_up(claimed, sentences.cannot_be_prepared_for(self._title))
        with self._office.work.begin() as tx:
            tx.outbox.begin_attempt(claimed)
        try:
            filed = send()
        except ConnectorFailure as failure:
            return self._failed(claimed, failure)
        record_filed(self._office, claimed, contact.reference, filed)
        self._note("filed", claimed)
        return None

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Give it to an officer to do by hand, with a sentence; raises `LeaseLost`."""
        reference = reference_in(claimed.message)
        with self._office.work.reading() as tx:
            is_known = reference is not None and tx.contacts.get(reference) is not None
        if reference is None or not is_known:
            return self._put_aside(claimed, reason)
        _log.error("filing_needs_a_person", reference=str(reference), topic=claimed.message.topic.value)
        hand_off_filing(self._office, claimed, reference, reason)
        return None

    @property
    def _title(self) -> str:
        return self._office.episodes.description.title

    def _to_send(self, message: Message, contact: Contact) -> Callable[[], Filed]:
        """The call to make. Raises `ValueError` where nothing can be made of the contact."""
        desk, addition_id = self._office.episodes, message.payload.get(ADDITION, "")
        by = contact.latest_decision.decider if contact.latest_decision else ""
        call = Call(by, purpose=message.topic.value, deadline=self._policy.call_deadline)
        if message.topic is Topic.ADD_CASE_NOTE:
            note: CaseNote = (
                added_note_of(self._office, contact, addition_id)
                if addition_id
                else case_note_of(self._office, contact)
            )
            return lambda: desk.add_case_note(note, call)
        document: Document = concern_of(self._office, contact)
        return lambda: desk.attach_document(document, call)

    def _wait_for_episode(self, claimed: Claimed) -> None:
        """A person looks for its episode again: whatever they find, this belongs to that one."""
        seconds = self._policy.retry.next_try(claimed, self._draw, at_least=_DOUBT_SECONDS)
        if seconds is None:
            return self.give_up(claimed, sentences.in_doubt(self._title))
        with self._office.work.begin() as tx:
            tx.outbox.retry(claimed, seconds, "EpisodeInDoubt", outcome_unknown=False)
        return None

    def _failed(self, claimed: Claimed, failure: ConnectorFailure) -> None:
        self._note("not_filed", claimed, type(failure).__name__)
        # A request on its way may still arrive: its repeat comes a moment later, so that they do not meet.
        unknown = isinstance(failure, OutcomeUnknown | ContractMismatch)
        pause = self._policy.retry.base if unknown else 0.0
        seconds = next_try(claimed, failure, self._policy, self._draw, pause)
        if seconds is None:
            return self.give_up(claimed, sentences.why_not_filed(failure, self._title))
        with self._office.work.begin() as tx:
            tx.outbox.retry(claimed, seconds, type(failure).__name__, outcome_unknown=unknown)
        return None

    def _put_aside(self, claimed: Claimed, reason: str) -> None:
        _log.error("filing_put_aside", topic=claimed.message.topic.value)
        with self._office.work.begin() as tx:
            tx.outbox.give_up(claimed, reason)

    def _note(self, event: str, claimed: Claimed, failure: str = "") -> None:
        about = {
            "reference": claimed.message.payload.get("reference", ""),
            "topic": claimed.message.topic.value,
            "attempt": claimed.attempts,
            "source": self._office.episodes.description.name,
        }
        if failure:
            _log.warning(event, **about, failure=failure)
        else:
            _log.info(event, **about)
