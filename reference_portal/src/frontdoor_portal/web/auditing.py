"""What each route writes to the audit, and that it did: no audit, no page.

Every route declares it beside its policy::

    @get("/holding-area", requires(Permission.SEE_EVERY_CONTACT), writes(Action.LISTED_CONTACTS))

A handler works through a `Witness`, which sees every entry that was committed while it ran. A page whose entry is not
among them is not sent, whether the handler forgot it or the audit could not be written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from attrs import evolve, field, frozen
from litestar import Response

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.auditing.seals import REFUSALS
from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import AuditStore, Office, Transaction, Work
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible

NEEDS_PURPOSE = frozenset(
    action for action in Action if action.value.startswith(("searched", "viewed_", "listed_", "exported_"))
)
"""Whoever was shown somebody has a reason, which is written with it."""


class NotAudited(RuntimeError):
    """A page was made and what it shows was not written down: the page is not sent."""


@frozen
class AuditPolicy:
    """`actions` are the entries of which each page must have written one; none where `shows_nobody` says why.

    `once_a_sitting`: the first page of a sitting writes it, which its use case judges. `faults_show_nobody`: a page
    with faults, which answers with 400, shows no more than what the person typed.
    """

    actions: frozenset[Action]
    shows_nobody: str = ""
    once_a_sitting: bool = False
    faults_show_nobody: bool = False

    def check(self, response: Response[Any], written: list[AuditEntry]) -> None:
        """Raise `NotAudited` where a page would leave without its entry. A redirect shows nobody."""
        status = response.status_code or 200
        is_redirect = 300 <= status < 400
        is_own_fault = self.faults_show_nobody and status == 400
        if not self.actions or self.once_a_sitting or is_redirect or is_own_fault:
            return
        if not any(entry.action in self.actions and _has_purpose(entry) for entry in written):
            raise NotAudited(f"None of {', '.join(sorted(self.actions))} was written")


def writes(*actions: Action, faults_show_nobody: bool = False) -> AuditPolicy:
    """Each page writes one of these, with its purpose, before it is sent."""
    return AuditPolicy(frozenset(actions), faults_show_nobody=faults_show_nobody)


def writes_once_a_sitting(*actions: Action) -> AuditPolicy:
    """For the words that somebody is writing themselves: the first look of a sitting is written, and every change."""
    return AuditPolicy(frozenset(actions), once_a_sitting=True)


def shows_nobody(why: str) -> AuditPolicy:
    """The pages hold nothing about a child or a contact, and `why` says what they hold instead."""
    return AuditPolicy(frozenset(), shows_nobody=why)


@frozen
class Witness:
    """Sees what is committed to the audit through its office."""

    written: list[AuditEntry] = field(factory=list)

    def office(self, office: Office) -> Office:
        return evolve(office, work=_WatchedWork(office.work, self.written))


def watched(handler: Callable[..., Any], path: str, audit: AuditPolicy) -> Callable[..., Any]:
    """The handler, whose pages leave only as its policy says, and whose refusals are written down."""

    def run(**named: Any) -> Any:
        witness = Witness()
        office: Office | None = named.get("office")
        if office is not None:
            named["office"] = witness.office(office)
        try:
            response = handler(**named)
        except (NotPermitted, NotVisible) as refusal:
            is_written = any(entry.action in REFUSALS for entry in witness.written)
            if office is not None and "who" in named and not is_written:
                write_refusal(office, named["who"].professional, path, refusal)
            raise
        audit.check(response, witness.written)
        return response

    return run


def write_refusal(office: Office, by: Professional, route: str, refusal: Exception) -> None:
    """Write down that somebody was refused, by the route's pattern: an address may hold what they typed."""
    with office.work.begin() as tx:
        tx.audit.add(AuditEntry(office.now(), by.id, Action.REFUSED, route, detail=type(refusal).__name__))


def _has_purpose(entry: AuditEntry) -> bool:
    return bool(entry.purpose) or entry.action not in NEEDS_PURPOSE


@frozen
class _WatchedWork:
    _work: Work
    _written: list[AuditEntry]

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        added: list[AuditEntry] = []
        with self._work.begin() as tx:
            yield cast("Transaction", _WatchedTransaction(tx, _WatchedAudit(tx.audit, added)))
        # Only here is it certain that they stay.
        self._written.extend(added)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self._work.reading() as tx:
            yield tx


@frozen
class _WatchedTransaction:
    _transaction: Transaction
    audit: AuditStore

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transaction, name)


@frozen
class _WatchedAudit:
    _audit: AuditStore
    _added: list[AuditEntry]

    def add(self, entry: AuditEntry) -> None:
        self._audit.add(entry)
        self._added.append(entry)

    def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        return self._audit.of_subject(subject)
