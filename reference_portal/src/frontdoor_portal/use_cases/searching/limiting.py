"""So many searches for children in a short time are browsing: they are refused, and a privacy officer is told.

They are counted from the audit, so that every process of the portal counts the same.
"""

from datetime import timedelta
from math import ceil

from frontdoor.access import RecordKey, ReviewRule
from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.auditing.seals import LogFilter
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit

MOST_SEARCHES, WITHIN = 200, timedelta(minutes=10)
CHILDREN = "children"
"""The subject of a search for a child in the audit."""

SEARCHES = "searches"
"""What a review of many searches rests on: there is no record that it is about."""


def seconds_to_wait(office: Office, tx: Transaction, by: Professional) -> int:
    """How long somebody must wait who searched too often lately, 0 where they may search now.

    That they were refused is written down, and queued for review once in a day.
    """
    now = office.now()
    lately = LogFilter(actor_id=by.id, subjects=frozenset({CHILDREN}), since=now - WITHIN)
    first = tx.audit_log.page(lately, MOST_SEARCHES, 1).items
    if not first:
        return 0
    audit(office, tx, by, Action.REFUSED, SEARCHES, detail=f"{MOST_SEARCHES} within {WITHIN.seconds // 60} minutes")
    about = f"{SEARCHES}/{by.id}/{now:%Y-%m-%d}"
    open_review(tx, ReviewRule.VOLUME, by.id, RecordKey(CHILDREN, "none"), about, now, SEARCHES)
    return max(1, ceil((first[0].at + WITHIN - now).total_seconds()))
