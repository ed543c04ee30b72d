"""Telling people by email: a doorbell only, since the portal itself is the record."""

from collections.abc import Callable
from datetime import datetime

import structlog

from frontdoor_portal.delivery.letters import Letterhead, compose, message_id
from frontdoor_portal.delivery.mail import Mailer, MailFailure, MailOutcomeUnknown, MailRefused
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.use_cases.emails.delivering import (
    Wish,
    digest_lines,
    hold,
    note_accepted,
    note_refused,
    wish_of,
)
from frontdoor_portal.use_cases.models import Claimed, NoticeKind
from frontdoor_portal.use_cases.notices import ADDRESSED_BY_EMAIL, NoticePayload, addressed_to
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.telling import readers_of

_log = structlog.get_logger()


class NoticeDelivery:
    """Sends the email that a message of the outbox asks for."""

    def __init__(
        self,
        office: Office,
        mailer: Mailer,
        letterhead: Letterhead,
        policy: WorkerPolicy,
        draw: Callable[[], float],
    ) -> None:
        self._office, self._work, self._now = office, office.work, office.now
        self._mailer, self._letterhead, self._policy, self._draw = mailer, letterhead, policy, draw

    def deliver(self, claimed: Claimed) -> None:
        """Send, and store what came of it; raises `LeaseLost`.

        Where an earlier try may have gone out, the same email goes again and says so: a notice read twice does
        less harm than one never read.
        """
        try:
            payload = NoticePayload.from_mapping(claimed.message.payload)
        except ValueError:
            return self.give_up(claimed, "The notice cannot be read.")
        is_account = payload.kind not in ADDRESSED_BY_EMAIL
        if is_account and payload.to not in (readers := self._readers(payload)):
            return self._pass_on(claimed, readers)
        address = self._address(payload)
        if address is None:
            return self.give_up(claimed, "The account it is for is closed or gone.")
        if is_account and not self._is_wanted(claimed, payload, address):
            return None
        listed, until = self._gathered(payload)
        if payload.kind is NoticeKind.DIGEST and not listed:
            return self._drop(claimed)
        try:
            letter = compose(
                payload,
                address,
                self._letterhead,
                claimed.message.key,
                self._now(),
                maybe_again=claimed.outcome_unknown,
                listed=listed,
            )
        except ValueError:
            return self.give_up(claimed, "The email address cannot be used.")
        with self._work.begin() as tx:
            tx.outbox.begin_attempt(claimed)
        try:
            self._mailer.send(letter)
        except MailFailure as failure:
            return self._failed(claimed, failure, payload if is_account else None, address)
        with self._work.begin() as tx:
            tx.outbox.finish(claimed)
            if is_account:
                note_accepted(self._office, tx, payload, address, message_id(claimed.message.key))
            if until is not None:
                tx.emails.let_go(payload.to, until)
        return None

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Put the notice aside for a person; raises `LeaseLost`."""
        reference = claimed.message.payload.get("reference", "")
        _log.error("notice_put_aside", reference=reference, topic=claimed.message.topic.value)
        with self._work.begin() as tx:
            tx.outbox.give_up(claimed, reason)

    def _address(self, payload: NoticePayload) -> str | None:
        if payload.kind in ADDRESSED_BY_EMAIL:
            return payload.to
        with self._work.reading() as tx:
            account = tx.accounts.account(payload.to)
        return None if account is None or account.disabled else account.professional.email

    def _readers(self, payload: NoticePayload) -> tuple[str, ...]:
        """Asked again here: since it was queued, its contact may have been sealed, or whoever it is for have left."""
        with self._work.reading() as tx:
            return readers_of(self._office, tx, payload)

    def _pass_on(self, claimed: Claimed, readers: tuple[str, ...]) -> None:
        """Queue it for those who can read it, if anybody can, in place of whoever it was for. Raises `LeaseLost`."""
        with self._work.begin() as tx:
            tx.outbox.finish(claimed)
            for reader in readers:
                tx.outbox.put(addressed_to(claimed.message, reader))

    def _is_wanted(self, claimed: Claimed, payload: NoticePayload, address: str) -> bool:
        """Whether to send it now; what is held for a day, or not wanted, is done with. Raises `LeaseLost`."""
        with self._work.reading() as tx:
            wish = wish_of(self._office, tx, payload, address)
        if wish is Wish.SEND:
            return True
        with self._work.begin() as tx:
            tx.outbox.finish(claimed)
            if wish is Wish.HOLD:
                hold(self._office, tx, payload)
        return False

    def _gathered(self, payload: NoticePayload) -> tuple[tuple[str, ...], datetime | None]:
        if payload.kind is not NoticeKind.DIGEST:
            return (), None
        with self._work.reading() as tx:
            return digest_lines(self._office, tx, payload.to)

    def _drop(self, claimed: Claimed) -> None:
        with self._work.begin() as tx:
            tx.outbox.finish(claimed)

    def _failed(self, claimed: Claimed, failure: MailFailure, payload: NoticePayload | None, address: str) -> None:
        name = type(failure).__name__
        _log.warning("notice_failed", topic=claimed.message.topic.value, attempt=claimed.attempts, failure=name)
        again = self._policy.retry.next_try(claimed, self._draw)
        if isinstance(failure, MailRefused) and payload is not None:
            with self._work.begin() as tx:
                note_refused(self._office, tx, payload, address, failure.status)
        if isinstance(failure, MailRefused) or again is None:
            return self.give_up(claimed, f"{failure}.")
        unknown = isinstance(failure, MailOutcomeUnknown)
        with self._work.begin() as tx:
            tx.outbox.retry(claimed, again, name, outcome_unknown=unknown)
        return None
