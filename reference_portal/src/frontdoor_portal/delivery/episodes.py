"""A decision becomes one episode in the case-management system: looked up before it is made again."""

from collections.abc import Callable

import structlog

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import (
    ConnectorFailure,
    ContractMismatch,
    CredentialsRefused,
    OutcomeUnknown,
    RecordLocked,
    Unavailable,
)
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.delivery import sentences
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.models import Claimed
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import episode_request_of
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode
from frontdoor_portal.use_cases.refusals import NotVisible, Stale

_log = structlog.get_logger()

_COME_BACK_LATER = (Unavailable, RecordLocked, OutcomeUnknown, ContractMismatch)
_STORE_TRIES = 3


class EpisodeDelivery:
    """Opens the episode that a message of the outbox asks for, and stores what the system says.

    No transaction is open while the system is called. The attempt is stored before the call, so that whoever comes
    after a crash looks the reference up first.
    """

    def __init__(self, office: Office, policy: WorkerPolicy, draw: Callable[[], float]) -> None:
        self._office, self._policy, self._draw = office, policy, draw

    def deliver(self, claimed: Claimed) -> None:
        """Carry the message as far as it goes today; raises `LeaseLost`."""
        reference = _reference(claimed)
        try:
            with self._office.work.begin() as tx:
                contact = tx.contacts.get(reference) if reference else None
                request = self._request(contact)
                if request is not None:
                    tx.outbox.begin_attempt(claimed)
        except (ValueError, LookupError):
            return self.give_up(claimed, sentences.cannot_be_prepared(self._title))
        if contact is None:
            return self._put_aside(claimed, "The contact that this is about is not there.")
        if request is None:
            return self._settled(claimed, contact)
        call = Call(_decider(contact), purpose="open_episode", deadline=self._policy.call_deadline)
        return self._ask(claimed, request, call)

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Hand the contact to a person with a sentence; raises `LeaseLost`."""
        reference = _reference(claimed)
        if reference is None:
            return self._put_aside(claimed, reason)
        self._alarm("episode_needs_a_person", claimed)
        try:
            self._storing(lambda: hand_to_person(self._office, claimed, reference, reason))
        except NotVisible:
            self._put_aside(claimed, reason)
        return None

    @property
    def _title(self) -> str:
        return self._office.episodes.description.title

    def _ask(self, claimed: Claimed, request: EpisodeRequest, call: Call) -> None:
        desk = self._office.episodes
        found = None
        if claimed.outcome_unknown:
            try:
                found = desk.find_episode(request.reference, call)
            except ConnectorFailure as failure:
                return self._not_found_out(claimed, request.reference, failure)
        if found is None:
            try:
                found = desk.open_episode(request, call)
            except ConnectorFailure as failure:
                return self._not_opened(claimed, request.reference, failure)
        return self._opened(claimed, request, found)

    def _not_found_out(self, claimed: Claimed, reference: Reference, failure: ConnectorFailure) -> None:
        """The look-up failed, so an episode may exist: nothing is opened, by no path, until somebody knows."""
        self._note("episode_look_up_failed", claimed, failure)
        unknown = sentences.cannot_be_known(self._title, reference)
        if isinstance(failure, CredentialsRefused):
            return self._account_refused(claimed, unknown, outcome_unknown=True)
        if isinstance(failure, _COME_BACK_LATER):
            return self._later(claimed, failure, unknown, outcome_unknown=True)
        return self.give_up(claimed, unknown)

    def _not_opened(self, claimed: Claimed, reference: Reference, failure: ConnectorFailure) -> None:
        self._note("episode_not_opened", claimed, failure)
        if isinstance(failure, OutcomeUnknown | ContractMismatch):
            unknown = sentences.cannot_be_known(self._title, reference)
            return self._later(claimed, failure, unknown, outcome_unknown=True)
        why = sentences.why_not(failure, self._title)
        if isinstance(failure, CredentialsRefused):
            return self._account_refused(claimed, why, outcome_unknown=False)
        if isinstance(failure, _COME_BACK_LATER):
            return self._later(claimed, failure, why, outcome_unknown=False)
        return self.give_up(claimed, why)

    def _account_refused(self, claimed: Claimed, why: str, *, outcome_unknown: bool) -> None:
        # Trying on would lock the account, and an urgent contact cannot wait for an operator.
        if claimed.message.urgent:
            return self.give_up(claimed, why)
        pause = self._policy.refusal_pause
        return self._later(claimed, CredentialsRefused(), why, outcome_unknown=outcome_unknown, at_least=pause)

    def _later(
        self,
        claimed: Claimed,
        failure: ConnectorFailure,
        why: str,
        *,
        outcome_unknown: bool,
        at_least: float = 0.0,
    ) -> None:
        # A request on its way may still arrive: looking it up at once would find nothing, too early.
        may_arrive = outcome_unknown or claimed.outcome_unknown
        wait = max(at_least, self._policy.retry.base) if may_arrive else at_least
        seconds = self._policy.retry.next_try(claimed, self._draw, at_least=wait)
        if seconds is None:
            return self.give_up(claimed, why)
        with self._office.work.begin() as tx:
            tx.outbox.retry(claimed, seconds, type(failure).__name__, outcome_unknown=outcome_unknown)
        return None

    def _opened(self, claimed: Claimed, request: EpisodeRequest, episode: Episode) -> None:
        chosen, reference = request.person_id, request.reference
        if chosen is not None and episode.person_id not in {"", chosen}:
            return self.give_up(claimed, sentences.on_another_record(self._title, reference, episode.id))
        try:
            self._storing(lambda: record_episode(self._office, claimed, episode))
        except Refused:
            self._put_aside(claimed, sentences.another_is_recorded(self._title, reference, episode.id))
        else:
            self._note("episode_recorded", claimed)
        return None

    def _storing(self, store: Callable[[], None]) -> None:
        """Store what was learnt, again where an officer changed the contact at the same moment."""
        for attempt in range(1, _STORE_TRIES + 1):
            try:
                return store()
            except Stale:
                if attempt == _STORE_TRIES:
                    raise
        return None

    def _request(self, contact: Contact | None) -> EpisodeRequest | None:
        """What to ask for; None where there is nothing to ask. Raises `ValueError` or `LookupError`."""
        if contact is None or contact.delivery.state is not DeliveryState.WAITING:
            return None
        return episode_request_of(self._office, contact)

    def _settled(self, claimed: Claimed, contact: Contact) -> None:
        """A person settled the delivery meanwhile."""
        if contact.delivery.state is DeliveryState.NEEDS_A_PERSON:
            return self._put_aside(claimed, contact.delivery.reason)
        with self._office.work.begin() as tx:
            tx.outbox.finish(claimed)
        return None

    def _put_aside(self, claimed: Claimed, reason: str) -> None:
        self._alarm("episode_put_aside", claimed)
        with self._office.work.begin() as tx:
            tx.outbox.give_up(claimed, reason)

    def _alarm(self, event: str, claimed: Claimed) -> None:
        # A person has to act: an operator's alarm goes by the level.
        reference = claimed.message.payload.get("reference", "")
        _log.error(event, reference=reference, topic=claimed.message.topic.value)

    def _note(self, event: str, claimed: Claimed, failure: ConnectorFailure | None = None) -> None:
        about = {
            "reference": claimed.message.payload.get("reference", ""),
            "topic": claimed.message.topic.value,
            "attempt": claimed.attempts,
            "source": self._office.episodes.description.name,
        }
        if failure is None:
            _log.info(event, **about)
        else:
            _log.warning(event, **about, failure=type(failure).__name__)


def _reference(claimed: Claimed) -> Reference | None:
    try:
        return Reference.parse(claimed.message.payload.get("reference", ""))
    except ValueError:
        return None


def _decider(contact: Contact) -> str:
    return contact.decision.decided_by if contact.decision else ""
