"""The stores of one transaction, and how one is opened."""

from contextlib import AbstractContextManager
from typing import Protocol

from frontdoor_portal.use_cases.access.store import AccessStore, ReviewStore
from frontdoor_portal.use_cases.attachments.ports import AttachmentStore
from frontdoor_portal.use_cases.auditing.seals import AuditLog, SealStore
from frontdoor_portal.use_cases.emails.models import EmailStore
from frontdoor_portal.use_cases.joining.models import JoiningStore
from frontdoor_portal.use_cases.kept_forms.models import KeptFormStore
from frontdoor_portal.use_cases.linking.links import LinkStore
from frontdoor_portal.use_cases.people import PeopleStore
from frontdoor_portal.use_cases.ports.accounts import AccountStore, AuditStore
from frontdoor_portal.use_cases.ports.contacts import ContactStore, HandOffStore, SightingStore
from frontdoor_portal.use_cases.ports.drafts import DraftStore
from frontdoor_portal.use_cases.ports.outbox import OutboxStore
from frontdoor_portal.use_cases.provider_sign_in.models import IdentityStore
from frontdoor_portal.use_cases.searching.index import PeopleIndex
from frontdoor_portal.use_cases.second_factor.models import FactorStore
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetailStore


class Transaction(Protocol):
    """Everything that is stored or dropped together."""

    @property
    def contacts(self) -> ContactStore: ...
    @property
    def drafts(self) -> DraftStore: ...
    @property
    def kept_forms(self) -> KeptFormStore: ...
    @property
    def accounts(self) -> AccountStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def hand_offs(self) -> HandOffStore: ...
    @property
    def sightings(self) -> SightingStore: ...
    @property
    def links(self) -> LinkStore: ...
    @property
    def people(self) -> PeopleStore: ...
    @property
    def people_index(self) -> PeopleIndex: ...
    @property
    def seals(self) -> SealStore: ...
    @property
    def audit_log(self) -> AuditLog: ...
    @property
    def factors(self) -> FactorStore: ...
    @property
    def identities(self) -> IdentityStore: ...
    @property
    def access(self) -> AccessStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def wrong_details(self) -> WrongDetailStore: ...
    @property
    def emails(self) -> EmailStore: ...
    @property
    def joining(self) -> JoiningStore: ...
    def attachments(self) -> AttachmentStore: ...


class Work(Protocol):
    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction: committed when the block ends well, dropped when it raises."""
        ...

    def reading(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads, and so waits for no writer; the database refuses a change in it."""
        ...
