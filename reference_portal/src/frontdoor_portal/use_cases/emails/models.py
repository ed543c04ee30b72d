"""What the portal keeps of emails: preferences, what was sent, addresses in trouble, and what waits for a day."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from frontdoor_portal.use_cases.models import NoticeKind

BOUNCES_COME_WITHIN = timedelta(days=3)
"""A mail server that took an email may still send it back for so long: RFC 5321 asks it to try for four to five days,
and nearly all give up on an address that is wrong within minutes."""


def digest_of(address: str) -> str:
    """An address as it is kept beside what was sent: enough to see that it is another one, and nothing to read."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


@frozen
class NoticePreferences:
    """What somebody wants to be told by email. What is not optional comes at once, whatever stands here."""

    professional_id: str
    off: frozenset[NoticeKind] = frozenset()
    daily: bool = False


@frozen
class SentEmail:
    """An email that a mail server took. `message_id` is the part of its Message-ID before the domain."""

    message_id: str
    professional_id: str
    kind: NoticeKind
    reference: str
    address_digest: str
    sent_at: datetime
    failed_at: datetime | None = None
    status: str = ""


class TroubleKind(StrEnum):
    """`REFUSED`: our mail server said never. `BOUNCED`: it came back later."""

    REFUSED = "refused"
    BOUNCED = "bounced"


@frozen
class EmailTrouble:
    """An email that could not be delivered, and what happened since. `status` is the mail system's code.

    `accepted_at`: a later email was taken by a mail server. `settled_at`: the person confirmed the address.
    """

    professional_id: str
    address_digest: str
    kind: TroubleKind
    status: str
    reference: str
    since: datetime
    accepted_at: datetime | None = None
    settled_at: datetime | None = None
    check_hash: str = ""
    check_expires_at: datetime | None = None

    def is_open(self, address: str, now: datetime) -> bool:
        """Whether the person still has to be told, at the address they have now.

        Of what came back it is no proof that a server takes another email: it took the first one too. So that counts
        once no bounce has followed for as long as bounces come.
        """
        if self.settled_at is not None or digest_of(address) != self.address_digest:
            return False
        if self.accepted_at is None:
            return True
        return self.kind is TroubleKind.BOUNCED and now < self.accepted_at + BOUNCES_COME_WITHIN


@frozen
class HeldNotice:
    """A notice that waits for its reader's one email a day."""

    professional_id: str
    kind: NoticeKind
    reference: str
    held_at: datetime


class EmailStore(Protocol):
    """Preferences, sent emails, troubles and held notices."""

    def preferences(self, professional_id: str) -> NoticePreferences: ...

    def set_preferences(self, preferences: NoticePreferences, at: datetime) -> None: ...

    def note_sent(self, email: SentEmail) -> None:
        """Keep that an email was taken; the same one again replaces it."""

    def sent(self, message_id: str) -> SentEmail | None: ...

    def fail(self, message_id: str, at: datetime, status: str) -> bool:
        """Mark an email as not delivered; False where it was marked before, or is not known."""
        ...

    def remove_sent(self, before: datetime) -> int:
        """Remove what was sent before a time; how many there were."""
        ...

    def trouble(self, professional_id: str) -> EmailTrouble | None: ...

    def troubles(self, professional_ids: Collection[str]) -> tuple[EmailTrouble, ...]: ...

    def save_trouble(self, trouble: EmailTrouble) -> None:
        """Keep a person's latest trouble in place of any before."""

    def hold(self, notice: HeldNotice) -> None: ...

    def held(self) -> tuple[HeldNotice, ...]:
        """Everything that waits, oldest first."""
        ...

    def held_for(self, professional_id: str) -> tuple[HeldNotice, ...]: ...

    def let_go(self, professional_id: str, until: datetime) -> None:
        """Remove what a person was told by now."""

    def people_of(self, agency_id: str) -> tuple[str, ...]:
        """Ids of everybody with an account that is open in an agency."""
        ...
