"""Removing what nobody needs any more: sign-ins that are over, registrations, emails that were sent, unused drafts."""

from datetime import timedelta

from attrs import frozen

from frontdoor_portal.use_cases.attachments.removing import sweep_files
from frontdoor_portal.use_cases.drafts.expiring import SWEEPER, expire_drafts
from frontdoor_portal.use_cases.form_versions.noting import note_library
from frontdoor_portal.use_cases.form_versions.publishing import settle_due
from frontdoor_portal.use_cases.kept_forms.keeping import KEPT
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.provider_sign_in.returning import ATTEMPT_LASTS
from frontdoor_portal.use_cases.putting_back import put_back_left_behind

SESSIONS_KEPT = timedelta(days=1)
"""A sign-in stays this long after it is over, so that what its person was sending is given back to nobody else."""

NOTICES_KEPT = timedelta(days=30)
"""An email that was sent stays this long: until then the same notice is not sent a second time."""


@frozen
class Swept:
    """How many of each were removed."""

    sessions: int
    registrations: int
    notices: int
    codes: int = 0
    """Recovery codes that were too old, and sign-ins elsewhere from which nobody came back."""
    kept_forms: int = 0
    """Pages that were kept for people who had been signed out, and did not come back for them."""
    drafts: int = 0
    """Drafts that nobody used."""
    warned: int = 0
    """Drafts of which people were told that they will be removed."""
    files: int = 0
    """Bytes of files that no row names any more."""
    put_back: int = 0
    """Contacts that somebody held who can no longer work on them."""


def sweep(office: Office, absolute: timedelta) -> Swept:
    """Remove what is over; `absolute` is how long a sign-in lasts at most. Safe to repeat, and beside a running portal.

    Episodes asked for are never removed from the outbox: their keys are why none is opened twice.
    """
    now = office.now()
    expired = expire_drafts(office)
    files = sweep_files(office)
    put_back = put_back_left_behind(office, SWEEPER)
    settle_due(office)
    for changed in note_library(office.work, office.form_rules.library, now):
        office.form_rules.alarm(*changed)
    with office.work.begin() as tx:
        tx.emails.remove_sent(now - NOTICES_KEPT)
        return Swept(
            tx.accounts.remove_sessions(started_before=now - absolute - SESSIONS_KEPT),
            tx.accounts.remove_registrations(now) + tx.joining.remove_expired(now),
            tx.outbox.remove_sent_notices(NOTICES_KEPT.total_seconds()),
            tx.factors.remove_expired(now) + tx.identities.remove_attempts(now - ATTEMPT_LASTS),
            tx.kept_forms.remove_before(now - KEPT),
            expired.removed,
            expired.warned,
            files,
            put_back,
        )
