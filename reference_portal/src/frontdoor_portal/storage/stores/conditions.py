"""What a filter means in SQL: the one place, so that a figure and the list behind it always agree."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, UnaryExpression, case, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute

from frontdoor.access import RecordKey
from frontdoor.domain.contact import Status
from frontdoor_portal.storage.rows import ContactDetailRow, ContactRow, SubjectRow
from frontdoor_portal.use_cases.models import ContactFilter, ContactOrder, GroupKey

UNDECIDED = (Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED)
"""Statuses in which a decision is still to come, and so can be late."""


def conditions(wanted: ContactFilter) -> list[ColumnElement[bool]]:
    """The parts of WHERE; every one must hold. An empty filter has none."""
    parts: list[ColumnElement[bool]] = []
    one_of: list[tuple[InstrumentedAttribute[Any], frozenset[Any]]] = [
        (ContactRow.status, wanted.statuses),
        (ContactRow.priority, wanted.priorities),
        (ContactRow.outcome, wanted.outcomes),
        (ContactRow.delivery_state, wanted.delivery_states),
        (ContactRow.kind, wanted.kinds),
    ]
    # Sorted, so that the same filter is the same statement to the database's cache of plans.
    parts += [column.in_(sorted(values)) for column, values in one_of if values]
    equal: list[tuple[InstrumentedAttribute[Any], str]] = [
        (ContactRow.referral_source, wanted.referral_source),
        (ContactRow.category, wanted.category),
        (ContactRow.agency_id, wanted.agency_id),
        (ContactRow.sender_id, wanted.sender_id),
        (ContactRow.holder_id, wanted.holder_id),
    ]
    parts += [column == value for column, value in equal if value]
    if wanted.unheld:
        parts.append(ContactRow.holder_id.is_(None))
    if wanted.answer_waits:
        parts += [ContactRow.status.in_(UNDECIDED), ContactRow.answer_waits_since.is_not(None)]
    if wanted.unread:
        parts.append(ContactRow.unread_information > 0)
    if wanted.second_look:
        parts.append(ContactRow.second_look_due.is_not(None))
    if wanted.second_look_due_before is not None:
        parts.append(ContactRow.second_look_due < wanted.second_look_due_before)
    if wanted.overdue_at is not None:
        parts += [ContactRow.status.in_(UNDECIDED), ContactRow.decision_due < wanted.overdue_at]
    if wanted.received_from is not None:
        parts.append(ContactRow.received_at >= wanted.received_from)
    if wanted.received_before is not None:
        parts.append(ContactRow.received_at < wanted.received_before)
    if wanted.about:
        parts.append(ContactRow.reference.in_(_about(wanted.about)))
    if wanted.without:
        parts.append(ContactRow.reference.not_in(sorted(each.value for each in wanted.without)))
    return parts


def _about(records: frozenset[RecordKey]) -> CompoundSelect[Any]:
    pairs = sorted((each.source, each.record_id) for each in records)
    chosen = select(ContactDetailRow.reference).where(
        tuple_(ContactDetailRow.about_system, ContactDetailRow.about_person_id).in_(pairs)
    )
    # What a sender found may be another child's record: a choice of the front door takes its place.
    found = (
        select(SubjectRow.subject)
        .join(ContactDetailRow, ContactDetailRow.reference == SubjectRow.subject)
        .where(tuple_(SubjectRow.source, SubjectRow.record_id).in_(pairs), ContactDetailRow.about_person_id.is_(None))
    )
    return union(chosen, found)


def ordering(order: ContactOrder) -> tuple[UnaryExpression[Any], ...]:
    """ORDER BY, down to the reference, so that no contact is on two pages. A paused clock comes after running ones."""
    due = ContactRow.decision_due.asc().nulls_last()
    last = ContactRow.reference.asc()
    match order:
        case ContactOrder.DUE:
            return due, last
        case ContactOrder.PRIORITY:
            return ContactRow.priority_rank.asc(), due, last
        case ContactOrder.NEWEST:
            return ContactRow.received_at.desc(), last
        case ContactOrder.OLDEST:
            return ContactRow.received_at.asc(), last
        case ContactOrder.ASKED_FIRST:
            waits = case((ContactRow.status == Status.MORE_INFORMATION_ASKED, 0), else_=1)
            return waits.asc(), ContactRow.received_at.desc(), last
        case ContactOrder.SECOND_LOOK:
            return ContactRow.second_look_due.asc().nulls_last(), last


GROUP_COLUMNS: dict[GroupKey, InstrumentedAttribute[Any]] = {
    GroupKey.REFERRAL_SOURCE: ContactRow.referral_source,
    GroupKey.OUTCOME: ContactRow.outcome,
    GroupKey.AGENCY: ContactRow.agency_id,
}
