"""The outbox: messages leased to one worker at a time, with a fence against the worker that comes back too late.

All times are the database's own clock, so that workers on machines whose clocks differ agree.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Double, Insert, Select, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.storage.clock import DatabaseSeconds
from frontdoor_portal.storage.listening import tell_of_a_message
from frontdoor_portal.storage.rows import MessageState, OutboxMessageRow
from frontdoor_portal.storage.stores.changes import execute_change, rows_changed
from frontdoor_portal.use_cases.models import Aside, Claimed, Message, Topic
from frontdoor_portal.use_cases.refusals import LeaseLost

_TO_DO = (MessageState.WAITING, MessageState.SENDING)


@frozen
class SqlOutbox:
    """`use_cases.ports.OutboxStore` in SQL."""

    _session: Session

    def put(self, message: Message) -> None:
        """Queue a message; one with the same key is kept once, even when the first is long done."""
        connection = self._session.connection()
        connection.execute(
            _queue(connection.dialect.name),
            {
                "key": message.key,
                "topic": message.topic.value,
                "payload": dict(message.payload),
                "urgent": message.urgent,
            },
        )
        tell_of_a_message(connection)

    def claim(self, worker: str, lease_seconds: float, topics: Collection[Topic] = tuple(Topic)) -> Claimed | None:
        """Lease the next message of these topics that is due, urgent ones first; None where there is none.

        One statement finds and takes it: on PostgreSQL rows that another worker is taking are passed over, on SQLite
        writers take turns. A message last seen in `SENDING` comes with `outcome_unknown`.
        """
        who = {"worker": worker, "lease_seconds": lease_seconds}
        leased = self._session.connection().execute(_claim(frozenset(topics)), who).one_or_none()
        if leased is None:
            return None
        return Claimed(
            message=Message(leased.key, Topic(leased.topic), leased.payload, leased.urgent),
            fence=leased.fence,
            attempts=leased.attempts,
            outcome_unknown=leased.outcome_unknown,
            queued_seconds=max(0.0, leased.age),
        )

    def has_due(self, topics: Collection[Topic] = tuple(Topic)) -> bool:
        return self._session.connection().execute(_is_due(frozenset(topics))).scalar_one()

    def begin_attempt(self, claimed: Claimed) -> None:
        """Record that the outside world is about to be asked. Raises `LeaseLost`, also where the lease ran out:
        what is not begun yet is left to whoever claims next.
        """
        self._change(
            claimed,
            OutboxMessageRow.leased_until > DatabaseSeconds(),
            state=MessageState.SENDING,
            attempts=OutboxMessageRow.attempts + 1,
        )

    def finish(self, claimed: Claimed) -> None:
        """The message is done. Raises `LeaseLost`.

        Its payload goes, as it may hold an address or a link that nobody needs any more.
        """
        self._change(claimed, state=MessageState.DONE, outcome_unknown=False, payload={}, **_FREE)

    def retry(self, claimed: Claimed, after_seconds: float, reason: str, *, outcome_unknown: bool) -> None:
        """Give the message back, due again after so many seconds. Raises `LeaseLost`."""
        self._change(
            claimed,
            state=MessageState.WAITING,
            outcome_unknown=claimed.outcome_unknown or outcome_unknown,
            due_at=DatabaseSeconds() + after_seconds,
            reason=reason,
            **_FREE,
        )

    def give_up(self, claimed: Claimed, reason: str) -> None:
        """Put the message aside for a person. Raises `LeaseLost`."""
        self._change(claimed, state=MessageState.ASIDE, reason=reason, **_FREE)

    def _change(self, claimed: Claimed, *also: ColumnElement[bool], **values: Any) -> None:
        # A lease that ran out but that nobody took since still has the latest fence: what its worker learnt is
        # stored, as dropping it would only make the next worker ask again.
        held = execute_change(
            self._session,
            update(OutboxMessageRow)
            .where(
                OutboxMessageRow.key == claimed.message.key,
                OutboxMessageRow.fence == claimed.fence,
                OutboxMessageRow.leased_until.is_not(None),
                *also,
            )
            .values(changed_at=DatabaseSeconds(), **values),
        )
        if not held:
            raise LeaseLost(f"The lease on message {claimed.message.key} is over")

    def revive(self, key: str, *, outcome_unknown: bool) -> None:
        """Make a message that was put aside due again, as a person asked. Age and attempts start afresh."""
        self._start_afresh(key, MessageState.ASIDE, outcome_unknown=outcome_unknown)
        tell_of_a_message(self._session.connection())

    def reopen(self, message: Message, *, outcome_unknown: bool) -> None:
        """Make a message that was done due again, with its payload, which went when it was done."""
        self.put(message)
        payload = dict(message.payload)
        self._start_afresh(message.key, MessageState.DONE, outcome_unknown=outcome_unknown, payload=payload)

    def _start_afresh(self, key: str, state: MessageState, **values: Any) -> None:
        execute_change(
            self._session,
            update(OutboxMessageRow)
            .where(OutboxMessageRow.key == key, OutboxMessageRow.state == state)
            .values(
                state=MessageState.WAITING,
                attempts=0,
                queued_at=DatabaseSeconds(),
                due_at=DatabaseSeconds(),
                changed_at=DatabaseSeconds(),
                reason="",
                **values,
            ),
        )

    def is_done(self, key: str) -> bool | None:
        state = self._session.scalar(select(OutboxMessageRow.state).where(OutboxMessageRow.key == key))
        return None if state is None else state is MessageState.DONE

    def settle(self, key: str) -> None:
        """A person did what a message asked for that was put aside or still waits: it is done.

        A message that a worker holds is left to it: what the worker learns may be news to that person.
        """
        waits = and_(OutboxMessageRow.state == MessageState.WAITING, OutboxMessageRow.leased_until.is_(None))
        execute_change(
            self._session,
            update(OutboxMessageRow)
            .where(OutboxMessageRow.key == key, or_(OutboxMessageRow.state == MessageState.ASIDE, waits))
            .values(state=MessageState.DONE, outcome_unknown=False, payload={}, changed_at=DatabaseSeconds()),
        )

    def remove_sent_notices(self, older_than_seconds: float) -> int:
        return rows_changed(
            self._session,
            delete(OutboxMessageRow).where(
                OutboxMessageRow.topic == Topic.NOTICE.value,
                OutboxMessageRow.state == MessageState.DONE,
                OutboxMessageRow.changed_at < DatabaseSeconds() - older_than_seconds,
            ),
        )

    def set_aside(self, about: Reference | None = None) -> tuple[Aside, ...]:
        wanted = select(OutboxMessageRow).where(OutboxMessageRow.state == MessageState.ASIDE)
        if about is not None:
            # A key is made of parts, of which one is the contact's reference.
            wanted = wanted.where(OutboxMessageRow.key.contains(f"/{about}"))
        rows = self._session.scalars(wanted.order_by(OutboxMessageRow.changed_at, OutboxMessageRow.id))
        return tuple(
            Aside(
                Message(row.key, Topic(row.topic), row.payload, row.urgent),
                row.reason,
                datetime.fromtimestamp(row.changed_at, UTC),
            )
            for row in rows
        )

    def oldest_waiting_seconds(self, *, but: str = "") -> float | None:
        oldest = select(DatabaseSeconds() - func.min(OutboxMessageRow.queued_at))
        counted = oldest.where(OutboxMessageRow.state.in_(_TO_DO))
        age = self._session.scalar(counted.where(OutboxMessageRow.reason != but) if but else counted)
        return None if age is None else max(0.0, age)


_FREE: dict[str, Any] = {"leased_by": None, "leased_until": None}


def _next_due(topics: frozenset[Topic]) -> Select[int]:
    message = aliased(OutboxMessageRow)
    return (
        select(message.id)
        .where(
            message.state.in_(_TO_DO),
            message.topic.in_(sorted(topics)),
            message.due_at <= DatabaseSeconds(),
            or_(message.leased_until.is_(None), message.leased_until <= DatabaseSeconds()),
        )
        .order_by(case((message.urgent, 0), else_=1), message.due_at, message.id)
        .limit(1)
    )


@cache
def _queue(dialect: str) -> Insert:
    """The statement that queues a message, whose key, topic, payload and urgency come with each."""
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    queue: Insert = (
        insert(OutboxMessageRow)
        .values(
            state=MessageState.WAITING,
            outcome_unknown=False,
            attempts=0,
            fence=0,
            queued_at=DatabaseSeconds(),
            due_at=DatabaseSeconds(),
            changed_at=DatabaseSeconds(),
            reason="",
        )
        .on_conflict_do_nothing(index_elements=[OutboxMessageRow.key])
    )
    return queue


# Built once each: workers look for something to do after every commit.
@cache
def _is_due(topics: frozenset[Topic]) -> Select[bool]:
    return select(_next_due(topics).exists())


@cache
def _claim(topics: frozenset[Topic]) -> ReturningUpdate[Any]:
    return (
        update(OutboxMessageRow)
        .where(OutboxMessageRow.id == _next_due(topics).with_for_update(skip_locked=True).scalar_subquery())
        .values(
            outcome_unknown=or_(OutboxMessageRow.outcome_unknown, OutboxMessageRow.state == MessageState.SENDING),
            state=MessageState.WAITING,
            fence=OutboxMessageRow.fence + 1,
            leased_by=bindparam("worker"),
            leased_until=DatabaseSeconds() + bindparam("lease_seconds", type_=Double),
            changed_at=DatabaseSeconds(),
        )
        .returning(
            OutboxMessageRow.key,
            OutboxMessageRow.topic,
            OutboxMessageRow.payload,
            OutboxMessageRow.urgent,
            OutboxMessageRow.fence,
            OutboxMessageRow.attempts,
            OutboxMessageRow.outcome_unknown,
            (DatabaseSeconds() - OutboxMessageRow.queued_at).label("age"),
        )
    )


ANY_DUE = _is_due(frozenset(Topic))
"""Whether a message of any topic waits to be claimed now."""
