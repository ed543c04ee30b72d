"""Contacts: stored whole with optimistic locking, listed by a few columns only."""

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event
from frontdoor_portal.storage.mapping import contact_columns as columns
from frontdoor_portal.storage.mapping import contacts as mapping
from frontdoor_portal.storage.rows import (
    ContactDetailRow,
    ContactEventRow,
    ContactPriorityChangeRow,
    ContactQuestionRow,
    ContactRow,
    ContactSubmissionRow,
)
from frontdoor_portal.storage.stores.changes import add_rows, change_row, told_as_stale
from frontdoor_portal.storage.stores.conditions import GROUP_COLUMNS, UNDECIDED, conditions, ordering
from frontdoor_portal.use_cases.models import ContactFilter, ContactLine, ContactOrder, GroupKey, Page, SentTogether
from frontdoor_portal.use_cases.refusals import Stale


@frozen
class SqlContacts:
    """`use_cases.ports.ContactStore` in SQL."""

    _session: Session

    def add(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event], submission_key: str) -> None:
        """Store a new contact. Raises `Stale` where its reference is taken or its draft was already sent."""
        submission = columns.submission_columns(contact.reference, contact.submission, submission_key)
        with told_as_stale("This has already been sent"):
            line = columns.list_columns(contact, deadlines)
            add_rows(self._session, ContactRow, line | {"version": contact.version})
            add_rows(self._session, ContactSubmissionRow, submission)
        add_rows(self._session, ContactDetailRow, columns.detail_columns(contact))
        self._add_children(contact, events)

    def get(self, reference: Reference) -> Contact | None:
        found = self._session.execute(
            select(ContactRow, ContactDetailRow, ContactSubmissionRow)
            .join(ContactDetailRow, ContactDetailRow.reference == ContactRow.reference)
            .join(ContactSubmissionRow, ContactSubmissionRow.reference == ContactRow.reference)
            .where(ContactRow.reference == reference.value)
        ).one_or_none()
        if found is None:
            return None
        changes = self._session.scalars(
            select(ContactPriorityChangeRow)
            .where(ContactPriorityChangeRow.reference == reference.value)
            .order_by(ContactPriorityChangeRow.position)
        ).all()
        questions = self._session.scalars(
            select(ContactQuestionRow)
            .where(ContactQuestionRow.reference == reference.value)
            .order_by(ContactQuestionRow.position)
        ).all()
        line, detail, submission = found
        return mapping.contact_of(line, detail, submission, changes, questions)

    def hold(self, references: Collection[Reference]) -> None:
        # In one order, so that two who hold the same do not wait for each other. Whoever changed one of them before
        # they hold them all still may: the database then ends one of the two as `Stale`, who tries again.
        held = select(ContactRow.reference).where(ContactRow.reference.in_([each.value for each in references]))
        self._session.execute(held.order_by(ContactRow.reference).with_for_update(key_share=True))

    def save(self, contact: Contact, deadlines: Deadlines, events: Sequence[Event]) -> Contact:
        """Store a change to the version that was read; answers with the next version. Raises `Stale`.

        The submission is not written again: it stays as it was sent.
        """
        reference = {"reference": contact.reference.value}
        line = columns.list_columns(contact, deadlines) | {"version": contact.version + 1}
        if not change_row(self._session, ContactRow, reference | {"version": contact.version}, line):
            raise Stale(f"Contact {contact.reference} was changed by somebody else")
        change_row(self._session, ContactDetailRow, reference, columns.detail_columns(contact))
        for children in (ContactPriorityChangeRow, ContactQuestionRow):
            self._session.execute(delete(children).where(children.reference == contact.reference.value))
        self._add_children(contact, events)
        return evolve(contact, version=contact.version + 1)

    def _add_children(self, contact: Contact, events: Sequence[Event]) -> None:
        for table, rows in (
            (ContactPriorityChangeRow, columns.priority_change_columns(contact)),
            (ContactQuestionRow, columns.question_columns(contact)),
            (ContactEventRow, columns.event_columns(contact.reference, events)),
        ):
            add_rows(self._session, table, *rows)

    def sent_from(self, submission_key: str) -> Reference | None:
        found = self._session.scalar(
            select(ContactSubmissionRow.reference).where(ContactSubmissionRow.submission_key == submission_key)
        )
        return Reference(found) if found else None

    def submission_key(self, reference: Reference) -> str:
        key = select(ContactSubmissionRow.submission_key).where(ContactSubmissionRow.reference == reference.value)
        return self._session.scalar(key) or ""

    def sent_together(self, references: Sequence[Reference]) -> tuple[SentTogether, ...]:
        rows = self._session.execute(
            select(ContactRow.sender_id, ContactRow.reference, ContactSubmissionRow.together)
            .join(ContactSubmissionRow, ContactSubmissionRow.reference == ContactRow.reference)
            .where(ContactRow.reference.in_([each.value for each in references]))
        )
        return tuple(
            SentTogether(sender, tuple(map(Reference, (reference, *(together or ())))))
            for sender, reference, together in rows
        )

    def kept_from_lead(self, agency_id: str) -> tuple[SentTogether, ...]:
        kept = select(ContactRow.sender_id, ContactRow.reference).where(
            ContactRow.agency_id == agency_id, ContactRow.kept_from_lead.is_(True)
        )
        return tuple(SentTogether(sender, (Reference(each),)) for sender, each in self._session.execute(kept))

    def held_by(self, professional_id: str) -> tuple[Reference, ...]:
        held = (
            select(ContactRow.reference)
            .where(ContactRow.holder_id == professional_id, ContactRow.status.in_(UNDECIDED))
            .order_by(ContactRow.received_at, ContactRow.reference)
        )
        return tuple(map(Reference, self._session.scalars(held)))

    def holders(self) -> tuple[str, ...]:
        holding = ContactRow.holder_id.is_not(None) & ContactRow.status.in_(UNDECIDED)
        found = self._session.scalars(
            select(ContactRow.holder_id).where(holding).distinct().order_by(ContactRow.holder_id)
        )
        return tuple(each for each in found if each)

    def timeline(self, reference: Reference) -> tuple[Event, ...]:
        rows = self._session.scalars(
            select(ContactEventRow).where(ContactEventRow.reference == reference.value).order_by(ContactEventRow.id)
        )
        return tuple(mapping.event_of(row) for row in rows)

    def page(self, wanted: ContactFilter, order: ContactOrder, number: int, size: int) -> Page[ContactLine]:
        """One page (numbered from 1) of the contacts that a filter lets through. A page past the last is empty."""
        if number < 1 or size < 1:
            raise ValueError("Pages are numbered from 1 and hold at least one line")
        # References first, which an index alone can sort; only this page's lines are then read.
        references = (
            select(ContactRow.reference)
            .where(*conditions(wanted))
            .order_by(*ordering(order))
            .limit(size)
            .offset((number - 1) * size)
            .subquery()
        )
        rows = self._session.execute(
            select(*mapping.LINE_COLUMNS)
            .join(references, references.c.reference == ContactRow.reference)
            .order_by(*ordering(order))
        )
        return Page(tuple(mapping.line_of(line) for line in rows.mappings()), number, size, self.count(wanted))

    def count(self, wanted: ContactFilter) -> int:
        counted = select(func.count()).select_from(ContactRow).where(*conditions(wanted))
        return self._session.execute(counted).scalar_one()

    def count_by(self, wanted: ContactFilter, key: GroupKey) -> Mapping[str, int]:
        """How many per value, largest first; undecided contacts count under an empty outcome."""
        column = GROUP_COLUMNS[key]
        many = func.count()
        rows = self._session.execute(
            select(column, many).where(*conditions(wanted)).group_by(column).order_by(many.desc(), column)
        )
        return {str(value) if value is not None else "": number for value, number in rows}
