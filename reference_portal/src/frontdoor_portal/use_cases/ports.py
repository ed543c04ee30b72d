"""What the use cases need from outside: stores inside one transaction, a gateway to other systems, a clock."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, Document, Episode, EpisodeRequest, Filed
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Agency, Role
from frontdoor.domain.contact import Contact
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import Reference
from frontdoor.forms import FormDefinition
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.decide import Rules
from frontdoor.workflow.events import Event
from frontdoor_portal.use_cases.access.store import AccessStore, ReviewStore
from frontdoor_portal.use_cases.auditing.seals import AuditLog, SealStore
from frontdoor_portal.use_cases.linking.links import LinkStore
from frontdoor_portal.use_cases.models import (
    Account,
    Aside,
    AuditEntry,
    Claimed,
    ContactFilter,
    ContactLine,
    ContactOrder,
    Draft,
    GroupKey,
    HandOff,
    Message,
    Page,
    Registration,
    Session,
    Sighting,
    Topic,
)
from frontdoor_portal.use_cases.people import Feeds, PeopleStore
from frontdoor_portal.use_cases.provider_sign_in.models import IdentityProvider, IdentityStore
from frontdoor_portal.use_cases.searching.index import PeopleIndex
from frontdoor_portal.use_cases.searching.known_names import NameCache
from frontdoor_portal.use_cases.second_factor.models import FactorStore, SecondFactors
from frontdoor_portal.use_cases.sources import AboutPerson, AboutPupil, KnownAs, SourceDescription
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetailStore


class ContactStore(Protocol):
    """Contacts with their timelines. Every change keeps the deadlines beside the contact, for sorting and counting."""

    def add(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event], submission_key: str) -> None:
        """Store a new contact. `submission_key` is unique: the draft it was sent from."""

    def get(self, reference: Reference) -> Contact | None: ...

    def save(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event]) -> Contact:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def sent_from(self, submission_key: str) -> Reference | None:
        """The contact that was sent from a draft, so that sending twice gives the same receipt."""
        ...

    def timeline(self, reference: Reference) -> tuple[Event, ...]:
        """Everything that happened, oldest first."""
        ...

    def page(self, wanted: ContactFilter, order: ContactOrder, number: int, size: int) -> Page[ContactLine]:
        """One page (numbered from 1) of the contacts that a filter lets through."""
        ...

    def count(self, wanted: ContactFilter) -> int:
        """How many contacts a filter lets through: the same condition as `page`."""
        ...

    def count_by(self, wanted: ContactFilter, key: GroupKey) -> Mapping[str, int]:
        """How many per value of a column, largest first: the same condition as `page`."""
        ...


class DraftStore(Protocol):
    def add(self, draft: Draft) -> None: ...

    def get(self, draft_id: str) -> Draft | None: ...

    def save(self, draft: Draft) -> Draft:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`."""
        ...

    def of_author(self, professional_id: str) -> tuple[Draft, ...]:
        """A person's drafts, last changed first."""
        ...

    def remove(self, draft: Draft) -> None:
        """Drop a draft in the version that was read: no words are dropped unseen. Raises `Stale`."""


class AccountStore(Protocol):
    """Agencies, the people registered with them, their sign-ins and pending registrations."""

    def add_agency(self, agency: Agency) -> None: ...

    def remove_domain(self, agency_id: str, domain: str) -> bool:
        """Take an approved domain from an agency; False where it was not that agency's."""
        ...

    def agencies(self) -> tuple[Agency, ...]:
        """Every approved agency, by name."""
        ...

    def agency_of_domain(self, domain: str) -> Agency | None:
        """The agency that approved exactly this domain (lower-case ASCII)."""
        ...

    def add_account(self, account: Account) -> None: ...

    def account_of_email(self, email: str) -> Account | None: ...

    def account(self, professional_id: str) -> Account | None: ...

    def save_account(self, account: Account) -> None:
        """Store sign-in failures, lock and password hash. The last writer wins: these are counters, not decisions."""

    def set_roles(self, professional_id: str, roles: frozenset[Role]) -> None: ...

    def set_disabled(self, professional_id: str, disabled: bool) -> None:
        """Close an account to its person, or open it again."""

    def end_sessions_of(self, professional_id: str) -> None:
        """End every sign-in of a person, as when what they may do has changed."""

    def add_registration(self, registration: Registration) -> None: ...

    def registration(self, token_hash: str) -> Registration | None: ...

    def use_registration(self, token_hash: str, at: datetime) -> bool:
        """Mark a registration used; False where somebody already did, so that one link makes one account."""
        ...

    def add_session(self, session: Session) -> None: ...

    def session(self, token_hash: str) -> Session | None: ...

    def touch_session(self, token_hash: str, at: datetime) -> None: ...

    def end_session(self, token_hash: str) -> None: ...

    def remove_sessions(self, started_before: datetime) -> int:
        """Remove the sign-ins begun before a time; how many there were."""
        ...

    def remove_registrations(self, expired_at: datetime) -> int:
        """Remove the registrations that were used, or whose link was worth nothing any more; how many there were."""
        ...


class AuditStore(Protocol):
    """Append-only: who did what to which record, why and when."""

    def add(self, entry: AuditEntry) -> None: ...

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        """Entries about one subject, oldest first."""
        ...


class OutboxStore(Protocol):
    """What is to be told to the outside world, written in the same transaction as the reason for it."""

    def put(self, message: Message) -> None:
        """Queue a message; one with the same key is kept once."""

    def claim(self, worker: str, lease_seconds: float, topics: Collection[Topic] = tuple(Topic)) -> Claimed | None:
        """Lease the next message of these topics that is due, urgent ones first; None where there is none.

        Lease and due times are the database's own clock. Each claim raises the fence, so that a worker whose lease
        ran out can change nothing any more. A message claimed while an attempt was under way comes with
        `outcome_unknown`.
        """
        ...

    def has_due(self, topics: Collection[Topic] = tuple(Topic)) -> bool:
        """Whether a message of these topics is due now, so that looking takes no worker's turn from those who write."""
        ...

    def begin_attempt(self, claimed: Claimed) -> None:
        """Record that the outside world is about to be asked. Raises `LeaseLost`."""

    def finish(self, claimed: Claimed) -> None:
        """The message is done. Raises `LeaseLost`."""

    def retry(self, claimed: Claimed, after_seconds: float, reason: str, *, outcome_unknown: bool) -> None:
        """Give the message back, due again after so many seconds. Raises `LeaseLost`.

        Once an outcome was unknown it stays so: what was sent then may arrive after any later try.
        """

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Put the message aside for a person. Raises `LeaseLost`."""

    def remove_sent_notices(self, older_than_seconds: float) -> int:
        """Remove emails that were done so long ago, by the database's clock; how many there were."""
        ...

    def revive(self, key: str, *, outcome_unknown: bool) -> None:
        """Make a message that was put aside due again, as a person asked."""

    def reopen(self, message: Message, *, outcome_unknown: bool) -> None:
        """Make a message that was done due again, since what came of it proved wrong; queue it where there is none."""

    def is_done(self, key: str) -> bool | None:
        """Whether what a message asked for was done; None where there never was one of that key."""
        ...

    def settle(self, key: str) -> None:
        """A person did what a message asked for that was put aside or still waits: it is done.

        One that a worker holds stays.
        """

    def set_aside(self, about: Reference | None = None) -> tuple[Aside, ...]:
        """Messages that wait for a person, oldest first; with `about`, those of one contact."""
        ...

    def oldest_waiting_seconds(self, *, but: str = "") -> float | None:
        """The age of the oldest message not done and not put aside, by the database's clock.

        Those that went back into the queue for the reason `but` are left out.
        """
        ...


class HandOffStore(Protocol):
    """Work that a person does by hand in another system and ticks off here."""

    def add(self, hand_off: HandOff) -> None: ...

    def of_contact(self, reference: Reference) -> tuple[HandOff, ...]: ...

    def get(self, hand_off_id: str) -> HandOff | None: ...

    def tick(self, hand_off_id: str, by: str, at: datetime) -> bool:
        """Mark as done; False where it already was."""
        ...

    def waiting(self) -> tuple[HandOff, ...]:
        """Everything not ticked off, oldest first."""
        ...


class SightingStore(Protocol):
    """Records somebody saw in a search, by random token: an address never carries a child's number."""

    def add(self, sightings: Sequence[Sighting]) -> None: ...

    def get(self, token: str, professional_id: str) -> Sighting | None:
        """A sighting, only for the person who made it and only until it expires."""
        ...


class Transaction(Protocol):
    """Everything that is stored or dropped together."""

    @property
    def contacts(self) -> ContactStore: ...
    @property
    def drafts(self) -> DraftStore: ...
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


class Work(Protocol):
    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction: committed when the block ends well, dropped when it raises."""
        ...

    def reading(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads, and so waits for no writer; the database refuses a change in it."""
        ...


class Gateway(Protocol):
    """The only way to other systems: deadlines, isolation, and an honest state for every source.

    No method raises for a system's failure: the answer says what happened. All sources are asked at once.
    """

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        """One answer per case-management system: everybody who fits any of the queries."""
        ...

    def search_both(
        self,
        people_like: Sequence[PersonQuery],
        pupils_like: Sequence[PersonQuery],
        call: Call,
        *,
        but: Collection[str] = (),
    ) -> tuple[tuple[SourceAnswer[PersonRecord], ...], tuple[SourceAnswer[PupilRecord], ...]]:
        """The same for both kinds of systems, all in parallel; those whose names are in `but` are not asked."""
        ...

    def ask_about_person(
        self,
        source: str,
        person_id: str,
        pupils_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
        details: bool = True,
    ) -> AboutPerson:
        """A person's record and what belongs to it, and pupils who fit any of the queries, in parallel.

        Where the record is not about whoever is `known`, nothing of it is answered. Systems beside it whose names are
        in `but` are not asked, nor, without `details`, for what belongs to the record.
        """
        ...

    def ask_about_pupil(
        self,
        source: str,
        pupil_id: str,
        people_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
    ) -> AboutPupil:
        """A pupil's record, and people in case management who fit any of the queries, likewise."""
        ...

    def read_episode(self, source: str, episode_id: str, reference: Reference, call: Call) -> SourceAnswer[Episode]:
        """One episode as its system holds it now."""
        ...

    def sources(self) -> tuple[SourceDescription, ...]:
        """Every connected system, whether or not it answers now."""
        ...


class EpisodeDesk(Protocol):
    """The one case-management system that new episodes go to. Methods raise `ConnectorFailure`."""

    @property
    def description(self) -> SourceDescription: ...

    def open_episode(self, request: EpisodeRequest, call: Call) -> Episode: ...

    def find_episode(self, reference: Reference, call: Call) -> Episode | None: ...

    def add_case_note(self, note: CaseNote, call: Call) -> Filed: ...

    def attach_document(self, document: Document, call: Call) -> Filed: ...


class PasswordHasher(Protocol):
    def hash(self, password: str) -> str: ...

    def matches(self, hashed: str, password: str) -> bool: ...

    def needs_rehash(self, hashed: str) -> bool: ...


@frozen
class Office:
    """What every use case works with. `now` answers in UTC; `teams` may take a referral, the first by default."""

    work: Work
    gateway: Gateway
    episodes: EpisodeDesk
    feeds: Feeds = field(kw_only=True)
    now: Callable[[], datetime]
    rules: Rules
    forms: Mapping[str, FormDefinition] = field(factory=dict)
    """Forms in force, by id."""
    form_versions: Mapping[tuple[str, str], FormDefinition] = field(factory=dict)
    """Every known version, by id and version: an old contact renders as it was asked."""
    teams: tuple[str, ...] = ()
    passwords: PasswordHasher = field(kw_only=True)
    names: NameCache = field(factory=NameCache, kw_only=True)
    second_factors: SecondFactors = field(kw_only=True)
    provider: IdentityProvider | None = None
    """Where people sign in with an account of the council's own, if anywhere."""
