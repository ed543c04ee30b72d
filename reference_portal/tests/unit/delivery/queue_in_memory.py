"""The worker's surroundings in memory: a queue whose clock the test moves, and whatever stands beside it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import define, evolve, field

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.events import Event
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.access.store import Level as AccessLevel
from frontdoor_portal.use_cases.emails.models import EmailTrouble, HeldNotice, NoticePreferences, SentEmail
from frontdoor_portal.use_cases.models import Account, Aside, AuditEntry, Claimed, HandOff, Message, Topic
from frontdoor_portal.use_cases.refusals import LeaseLost, Stale

START = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)


class Killed(BaseException):
    """The process ends here, as SIGKILL ends it: nothing after this runs."""


@define
class Row:
    """A message in the queue."""

    message: Message
    queued: float
    due: float
    state: str = "waiting"
    fence: int = 0
    attempts: int = 0
    outcome_unknown: bool = False
    leased_until: float | None = None
    reason: str = ""


@define
class Memory:
    """`Work` in memory: what a transaction changed is dropped when its block raises.

    `kill_after_commit` ends the process after so many more commits. `open_transactions` lets the vendor and the
    postbox check that none is open while they are asked.
    """

    seconds: float = 0.0
    rows: dict[str, Row] = field(factory=dict)
    stored: dict[Reference, Contact] = field(factory=dict)
    accounts_by_id: dict[str, Account] = field(factory=dict)
    preferences: Mapping[str, NoticePreferences] = field(factory=dict)
    troubles: Mapping[str, EmailTrouble] = field(factory=dict)
    emailed: Mapping[str, SentEmail] = field(factory=dict)
    held: tuple[HeldNotice, ...] = ()
    sealed: frozenset[Reference] = frozenset()
    copied_by_hand: tuple[HandOff, ...] = ()
    events: tuple[Event, ...] = ()
    audited: tuple[AuditEntry, ...] = ()
    kill_after_commit: int | None = None
    stale_saves: int = 0
    open_transactions: int = 0

    @contextmanager
    def begin(self) -> Iterator[Any]:
        before = {key: evolve(row) for key, row in self.rows.items()}
        kept = (dict(self.stored), self.copied_by_hand, self.events)
        self.open_transactions += 1
        try:
            yield self
        except BaseException:
            self.rows = before
            self.stored, self.copied_by_hand, self.events = kept
            raise
        finally:
            self.open_transactions -= 1
        if self.kill_after_commit is not None:
            self.kill_after_commit -= 1
            if self.kill_after_commit < 0:
                self.kill_after_commit = None
                raise Killed

    @contextmanager
    def reading(self) -> Iterator[Any]:
        self.open_transactions += 1
        try:
            yield self
        finally:
            self.open_transactions -= 1

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    @property
    def contacts(self) -> "Memory":
        return self

    @property
    def outbox(self) -> "Memory":
        return self

    @property
    def audit(self) -> "Audit":
        return Audit(self)

    @property
    def hand_offs(self) -> "HandOffs":
        return HandOffs(self)

    @property
    def accounts(self) -> "Accounts":
        return Accounts(self)

    @property
    def emails(self) -> "Emails":
        return Emails(self)

    @property
    def joining(self) -> "Keepers":
        return Keepers(self)

    @property
    def reviews(self) -> "Keepers":
        return Keepers(self)

    @property
    def access(self) -> "Access":
        return Access(self)

    def get(self, reference: Reference) -> Contact | None:
        return self.stored.get(reference)

    def save(self, contact: Contact, _deadlines: object, events: Sequence[Event]) -> Contact:
        if self.stale_saves:
            self.stale_saves -= 1
            raise Stale
        self.stored[contact.reference] = evolve(contact, version=contact.version + 1)
        self.events = (*self.events, *events)
        return self.stored[contact.reference]

    def timeline(self, _reference: Reference) -> tuple[Event, ...]:
        return self.events

    @property
    def happened(self) -> tuple[str, ...]:
        return tuple(event.kind.value for event in self.events)

    def is_done(self, key: str) -> bool | None:
        return self.rows[key].state == "done" if key in self.rows else None

    def put(self, message: Message) -> None:
        self.rows.setdefault(message.key, Row(message, self.seconds, self.seconds))

    def has_due(self, topics: Collection[Topic] = tuple(Topic)) -> bool:
        return bool(self._free(topics))

    def _free(self, topics: Collection[Topic]) -> "list[Row]":
        return [
            row
            for row in self.rows.values()
            if row.state in {"waiting", "sending"}
            and row.message.topic in topics
            and row.due <= self.seconds
            and (row.leased_until is None or row.leased_until <= self.seconds)
        ]

    def claim(self, _worker: str, lease_seconds: float, topics: Collection[Topic] = tuple(Topic)) -> Claimed | None:
        free = self._free(topics)
        if not free:
            return None
        row = min(free, key=lambda each: (not each.message.urgent, each.due))
        row.outcome_unknown = row.outcome_unknown or row.state == "sending"
        row.state, row.fence, row.leased_until = "waiting", row.fence + 1, self.seconds + lease_seconds
        age = self.seconds - row.queued
        return Claimed(row.message, row.fence, row.attempts, row.outcome_unknown, age)

    def begin_attempt(self, claimed: Claimed) -> None:
        row = self._held(claimed)
        row.state, row.attempts = "sending", row.attempts + 1

    def finish(self, claimed: Claimed) -> None:
        row = self._held(claimed)
        row.state, row.leased_until = "done", None

    def retry(self, claimed: Claimed, after_seconds: float, reason: str, *, outcome_unknown: bool) -> None:
        row = self._held(claimed)
        row.state, row.leased_until, row.due = "waiting", None, self.seconds + after_seconds
        row.outcome_unknown, row.reason = claimed.outcome_unknown or outcome_unknown, reason

    def give_up(self, claimed: Claimed, reason: str) -> None:
        row = self._held(claimed)
        row.state, row.leased_until, row.reason = "aside", None, reason

    def set_aside(self, about: Reference | None = None) -> tuple[Aside, ...]:
        wanted = f"/{about}" if about else ""
        return tuple(
            Aside(row.message, row.reason, START)
            for row in self.rows.values()
            if row.state == "aside" and wanted in row.message.key
        )

    def _held(self, claimed: Claimed) -> Row:
        row = self.rows[claimed.message.key]
        if row.fence != claimed.fence or row.leased_until is None:
            raise LeaseLost
        return row


@define
class Audit:
    memory: Memory

    def add(self, entry: AuditEntry) -> None:
        self.memory.audited = (*self.memory.audited, entry)


@define
class HandOffs:
    memory: Memory

    def of_contact(self, reference: Reference) -> tuple[HandOff, ...]:
        return tuple(each for each in self.memory.copied_by_hand if each.reference == reference)

    def add(self, hand_off: HandOff) -> None:
        self.memory.copied_by_hand = (*self.memory.copied_by_hand, hand_off)


@define
class Accounts:
    memory: Memory

    def account(self, professional_id: str) -> Account | None:
        return self.memory.accounts_by_id.get(professional_id)


@define
class Keepers:
    """Who has a role, of those who can sign in."""

    memory: Memory

    def people_with_role(self, role: Role) -> tuple[str, ...]:
        people = (each.professional for each in self.memory.accounts_by_id.values() if not each.disabled)
        return tuple(person.id for person in people if role in person.roles)

    def leads_of(self, agency_id: str) -> tuple[str, ...]:
        leads = self.people_with_role(Role.AGENCY_LEAD)
        return tuple(each for each in leads if self.memory.accounts_by_id[each].professional.agency.id == agency_id)


@define
class Emails:
    """What is kept of emails, as `SqlEmails` keeps it."""

    memory: Memory

    def preferences(self, professional_id: str) -> NoticePreferences:
        return self.memory.preferences.get(professional_id, NoticePreferences(professional_id))

    def trouble(self, professional_id: str) -> EmailTrouble | None:
        return self.memory.troubles.get(professional_id)

    def save_trouble(self, trouble: EmailTrouble) -> None:
        self.memory.troubles = {**self.memory.troubles, trouble.professional_id: trouble}

    def note_sent(self, email: SentEmail) -> None:
        self.memory.emailed = {**self.memory.emailed, email.message_id: email}

    def hold(self, notice: HeldNotice) -> None:
        self.memory.held = (*self.memory.held, notice)

    def held_for(self, professional_id: str) -> tuple[HeldNotice, ...]:
        return tuple(each for each in self.memory.held if each.professional_id == professional_id)

    def let_go(self, professional_id: str, until: datetime) -> None:
        self.memory.held = tuple(
            each for each in self.memory.held if each.professional_id != professional_id or each.held_at > until
        )


@define
class Access:
    """Nobody was let in anywhere, and some contacts are sealed."""

    memory: Memory

    def levels_of(self, records: Collection[RecordKey]) -> Mapping[RecordKey, AccessLevel]:
        sealed = {RecordKey(FRONT_DOOR, each.value) for each in self.memory.sealed}
        return {each: AccessLevel(each, Sensitivity.SEALED, "", "", START) for each in sealed.intersection(records)}

    def relationships_of(self, *_: object) -> tuple[()]:
        return ()

    def glasses_broken_by(self, _: str) -> tuple[()]:
        return ()
