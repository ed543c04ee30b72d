"""What the portal itself keeps beside contacts, a module for each part of the house."""

from frontdoor_portal.use_cases.models.accounts import Account, Assurance, Registration, Session, Standing
from frontdoor_portal.use_cases.models.audit import Action, AuditEntry
from frontdoor_portal.use_cases.models.delivery import (
    IN_A_FILE,
    Aside,
    Claimed,
    HandOff,
    HandOffKind,
    Message,
    NoticeKind,
    Topic,
)
from frontdoor_portal.use_cases.models.drafts import NOT_CHOSEN, Draft
from frontdoor_portal.use_cases.models.lists import (
    ContactFilter,
    ContactLine,
    ContactOrder,
    GroupKey,
    Item,
    Page,
    SentTogether,
)
from frontdoor_portal.use_cases.models.sightings import Sighting

__all__ = [
    "IN_A_FILE",
    "NOT_CHOSEN",
    "Account",
    "Action",
    "Aside",
    "Assurance",
    "AuditEntry",
    "Claimed",
    "ContactFilter",
    "ContactLine",
    "ContactOrder",
    "Draft",
    "GroupKey",
    "HandOff",
    "HandOffKind",
    "Item",
    "Message",
    "NoticeKind",
    "Page",
    "Registration",
    "SentTogether",
    "Session",
    "Sighting",
    "Standing",
    "Topic",
]
