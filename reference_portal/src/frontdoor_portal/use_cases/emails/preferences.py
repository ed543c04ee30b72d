"""What somebody wants to be told by email, and how often."""

from collections.abc import Collection

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.emails.models import NoticePreferences
from frontdoor_portal.use_cases.emails.policy import offered_to
from frontdoor_portal.use_cases.models import Action, NoticeKind
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.seeing import audit


def own_preferences(office: Office, by: Professional) -> NoticePreferences:
    with office.work.reading() as tx:
        return tx.emails.preferences(by.id)


def set_preferences(office: Office, by: Professional, wanted: Collection[NoticeKind], *, daily: bool) -> None:
    """Be told of these optional notices and of no other. What is not optional, and not theirs, is left out."""
    off = frozenset(kind for kind in offered_to(by) if kind not in wanted)
    with office.work.begin() as tx:
        tx.emails.set_preferences(NoticePreferences(by.id, off, daily), office.now())
        detail = ",".join(("daily" if daily else "at_once", *sorted(f"no_{kind.value}" for kind in off)))
        audit(office, tx, by, Action.NOTICES_SET, by.id, detail=detail)
