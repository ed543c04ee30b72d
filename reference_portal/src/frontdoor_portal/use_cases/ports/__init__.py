"""What the use cases need from outside: stores inside one transaction, a gateway to other systems, a clock."""

from frontdoor_portal.use_cases.ports.accounts import AccountStore, AuditStore, PasswordHasher
from frontdoor_portal.use_cases.ports.contacts import ContactStore, HandOffStore, SightingStore
from frontdoor_portal.use_cases.ports.drafts import DraftStore
from frontdoor_portal.use_cases.ports.office import Office
from frontdoor_portal.use_cases.ports.outbox import OutboxStore
from frontdoor_portal.use_cases.ports.systems import EpisodeDesk, Gateway
from frontdoor_portal.use_cases.ports.transaction import Transaction, Work

__all__ = [
    "AccountStore",
    "AuditStore",
    "ContactStore",
    "DraftStore",
    "EpisodeDesk",
    "Gateway",
    "HandOffStore",
    "Office",
    "OutboxStore",
    "PasswordHasher",
    "SightingStore",
    "Transaction",
    "Work",
]
