"""A decision becomes one episode in the case-management system: looked up before it is made again."""

from collections.abc import Callable

import structlog

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest, EpisodeStage
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, DuplicateSuspected, OutcomeUnknown
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import OfferedRecord
from frontdoor.workflow.refusals import Refused
from frontdoor_portal.delivery import sentences
from frontdoor_portal.delivery.pausing import next_try
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.elsewhere import is_elsewhere, system_of, title_of
from frontdoor_portal.use_cases.judging_episode import judge
from frontdoor_portal.use_cases.models import IN_A_FILE, Claimed
from frontdoor_portal.use_cases.notices import reference_in
from frontdoor_portal.use_cases.one_child import is_beside_sealed
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import episode_request_of
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode, record_ticket
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.trying_again import tried_again

_log = structlog.get_logger()

_ON_THE_WAY = frozenset({DeliveryState.WAITING, DeliveryState.QUEUED})
_LOOK_AGAIN_SECONDS = 300.0
"""How often a system is asked, at most, whether it has taken in what was queued for it."""


class EpisodeDelivery:
    """Opens the episode that a message of the outbox asks for, and stores what the system says.

    No transaction is open while the system is called. The attempt is stored before the call, so that whoever comes
    after a crash looks the reference up first.
    """

    def __init__(self, office: Office, policy: WorkerPolicy, draw: Callable[[], float]) -> None:
        self._office, self._policy, self._draw = office, policy, draw

    def deliver(self, claimed: Claimed) -> None:
        """Carry the message as far as it goes today; raises `LeaseLost`."""
        reference = reference_in(claimed.message)
        request: EpisodeRequest | None = None
        beside_sealed = False
        try:
            with self._office.work.begin() as tx:
                contact = tx.contacts.get(reference) if reference else None
                is_ours = contact is not None and not is_elsewhere(self._office, system_of(contact))
                if contact is not None and is_ours and contact.delivery.state is DeliveryState.WAITING:
                    beside_sealed = is_beside_sealed(tx, contact)
                    request = episode_request_of(self._office, contact, beside_sealed=beside_sealed)
                    tx.outbox.begin_attempt(claimed)
        except (ValueError, LookupError):
            return self.give_up(claimed, sentences.cannot_be_prepared(self._title))
        if contact is None:
            return self._put_aside(claimed, sentences.NO_CONTACT)
        if not is_ours and contact.delivery.state in _ON_THE_WAY:
            was = title_of(self._office, system_of(contact))
            return self.give_up(claimed, sentences.chosen_elsewhere(was, self._title))
        call = Call(_decider(contact), purpose="open_episode", deadline=self._policy.call_deadline)
        if request is not None:
            return self._ask(claimed, contact, request, call, beside_sealed=beside_sealed)
        if contact.delivery.state is DeliveryState.QUEUED:
            return self._look_for_queued(claimed, contact, call)
        return self._settled(claimed, contact)

    def give_up(self, claimed: Claimed, reason: str, offered: tuple[OfferedRecord, ...] = ()) -> None:
        """Hand the contact to a person with a sentence; raises `LeaseLost`."""
        reference = reference_in(claimed.message)
        if reference is None:
            return self._put_aside(claimed, reason)
        self._alarm("episode_needs_a_person", claimed)
        try:
            tried_again(lambda: hand_to_person(self._office, claimed, reference, reason, offered))
        except NotVisible:
            self._put_aside(claimed, reason)
        return None

    @property
    def _title(self) -> str:
        return self._office.episodes.description.title

    @property
    def _can_look(self) -> bool:
        return self._office.episodes.description.capabilities.can_call(Operation.FIND_EPISODE)

    def _ask(
        self, claimed: Claimed, contact: Contact, request: EpisodeRequest, call: Call, *, beside_sealed: bool
    ) -> None:
        desk, found = self._office.episodes, None
        if claimed.outcome_unknown and not self._can_look:
            return self.give_up(claimed, sentences.cannot_be_asked(self._title, request.reference))
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
        # After a try of unknown outcome it may be the episode of that try, which held more. Where the system cannot be
        # asked, a person who sends again has that try forgotten.
        kept_back = beside_sealed and self._can_look and not claimed.outcome_unknown
        return self._opened(claimed, contact, found, kept_back=kept_back)

    def _look_for_queued(self, claimed: Claimed, contact: Contact, call: Call) -> None:
        """What was queued has an episode once the system has taken it in; it is never queued a second time."""
        ticket = contact.delivery.ticket
        if not self._can_look:
            return self.give_up(claimed, sentences.queued_unseen(self._title, ticket))
        not_yet = sentences.not_taken_in(self._title, ticket)
        try:
            found = self._office.episodes.find_episode(contact.reference, call)
        except ConnectorFailure as failure:
            self._note("episode_look_up_failed", claimed, failure)
            return self._later(claimed, failure, not_yet, outcome_unknown=False)
        if found is None or (found.queued and found.stage is not EpisodeStage.CANCELLED):
            seconds = self._policy.retry.next_try(claimed, self._draw, at_least=_LOOK_AGAIN_SECONDS)
            return self._again(claimed, seconds, IN_A_FILE, not_yet, outcome_unknown=False)
        return self._opened(claimed, contact, found)

    def _not_found_out(self, claimed: Claimed, reference: Reference, failure: ConnectorFailure) -> None:
        """The look-up failed, so an episode may exist: nothing is opened, by no path, until somebody knows."""
        self._note("episode_look_up_failed", claimed, failure)
        unknown = sentences.cannot_be_known(self._title, reference)
        return self._later(claimed, failure, unknown, outcome_unknown=True)

    def _not_opened(self, claimed: Claimed, reference: Reference, failure: ConnectorFailure) -> None:
        self._note("episode_not_opened", claimed, failure)
        if isinstance(failure, OutcomeUnknown | ContractMismatch):
            if not self._can_look:
                return self.give_up(claimed, sentences.cannot_be_asked(self._title, reference))
            unknown = sentences.cannot_be_known(self._title, reference)
            return self._later(claimed, failure, unknown, outcome_unknown=True)
        if isinstance(failure, DuplicateSuspected) and failure.candidates:
            offered = tuple(
                OfferedRecord(each.id, each.name, each.birth_date, each.restricted) for each in failure.candidates
            )
            return self.give_up(claimed, sentences.why_not(failure, self._title), offered)
        return self._later(claimed, failure, sentences.why_not(failure, self._title), outcome_unknown=False)

    def _later(self, claimed: Claimed, failure: ConnectorFailure, why: str, *, outcome_unknown: bool) -> None:
        """Try again after a passing failure; any other, or a budget that is spent, goes to a person."""
        # A request on its way may still arrive: looking it up at once would find nothing, too early.
        may_arrive = outcome_unknown or claimed.outcome_unknown
        pause = self._policy.retry.base if may_arrive else 0.0
        seconds = next_try(claimed, failure, self._policy, self._draw, pause)
        return self._again(claimed, seconds, type(failure).__name__, why, outcome_unknown=outcome_unknown)

    def _again(self, claimed: Claimed, seconds: float | None, because: str, why: str, *, outcome_unknown: bool) -> None:
        if seconds is None:
            return self.give_up(claimed, why)
        with self._office.work.begin() as tx:
            tx.outbox.retry(claimed, seconds, because, outcome_unknown=outcome_unknown)
        return None

    def _opened(self, claimed: Claimed, contact: Contact, episode: Episode, *, kept_back: bool = False) -> None:
        if episode.queued and episode.stage is EpisodeStage.CANCELLED:
            return self.give_up(claimed, sentences.not_taken_in(self._title, episode.id))
        if episode.queued:
            self._note("episode_queued", claimed)
            return tried_again(lambda: record_ticket(self._office, claimed, episode, _LOOK_AGAIN_SECONDS))
        if amiss := judge(self._title, contact, episode):
            return self.give_up(claimed, amiss.reason)
        try:
            tried_again(lambda: record_episode(self._office, claimed, episode, kept_back=kept_back))
        except Refused:
            self._put_aside(claimed, sentences.another_is_recorded(self._title, contact.reference, episode.id))
        else:
            self._note("episode_recorded", claimed)
        return None

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


def _decider(contact: Contact) -> str:
    return contact.decision.decider if contact.decision else ""
