"""An email that came back: known by our own Message-ID, and told to whoever it did not reach."""

from enum import StrEnum

from frontdoor_portal.use_cases.emails.delivering import note_trouble
from frontdoor_portal.use_cases.emails.models import TroubleKind
from frontdoor_portal.use_cases.ports import Office


class Recorded(StrEnum):
    """What came of a bounce. `KNOWN`: it was recorded before, so reading a folder again changes nothing."""

    RECORDED = "recorded"
    KNOWN = "known"
    NOT_OURS = "not_ours"


def record_bounce(office: Office, message_id: str, status: str) -> Recorded:
    """An email that we sent was not delivered for good; `status` is the code of RFC 3463, such as 5.1.1."""
    now = office.now()
    with office.work.begin() as tx:
        email = tx.emails.sent(message_id)
        if email is None:
            return Recorded.NOT_OURS
        if not tx.emails.fail(message_id, now, status):
            return Recorded.KNOWN
        note_trouble(
            office, tx, email.professional_id, email.address_digest, TroubleKind.BOUNCED, status, email.reference
        )
    return Recorded.RECORDED
