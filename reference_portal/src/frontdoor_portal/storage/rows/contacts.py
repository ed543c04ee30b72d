"""Contacts and what belongs to one: details, submission, priority changes, questions, and the timeline.

`contacts` is kept narrow, with only what lists filter, sort and show: thousands of lines then fit in a few pages.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdoor.domain.consent import AgreementForm
from frontdoor.domain.contact import Channel, ContactKind, DeliveryState, Status
from frontdoor.domain.people import BirthDateKind, Sex
from frontdoor.domain.triage import Outcome, Priority
from frontdoor_portal.storage.rows.base import CODE_LENGTH, Base, WriteOrder, coded


class ContactRow(Base):
    """What lists know of a contact as it stands.

    `kind`, `priority`, `priority_rank`, `child_initials` (an adult's, where it is about one), `open_questions`,
    `answer_waits_since`, `unread_information` and `second_look_due` follow from other columns and tables: they are
    written anew at each save, for lists to filter, sort and show by.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint("(holder_id IS NULL) = (holder_since IS NULL)", name="holder_whole"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decision_whole"),
        # One for each order of the holding area, down to the reference, and one for the figures.
        Index("ix_contacts_by_due", "status", "decision_due", "reference"),
        Index("ix_contacts_by_priority", "status", "priority_rank", "decision_due", "reference"),
        Index("ix_contacts_by_receipt", "status", "received_at", "reference"),
        Index(None, "status", "outcome"),
        Index(None, "kind", "status"),
        Index(None, "agency_id", "received_at"),
        Index(None, "sender_id", "received_at"),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    status: Mapped[Status] = mapped_column(coded("status", Status))
    priority: Mapped[Priority] = mapped_column(coded("priority", Priority))
    priority_rank: Mapped[int]
    category: Mapped[str]
    child_initials: Mapped[str]
    child_birth_date: Mapped[date | None]
    sender_id: Mapped[str]
    sender_name: Mapped[str]
    agency_id: Mapped[str]
    agency_name: Mapped[str]
    referral_source: Mapped[str] = mapped_column(index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    decision_due: Mapped[datetime | None]
    working_day_due: Mapped[datetime | None]
    holder_id: Mapped[str | None] = mapped_column(index=True)
    holder_name: Mapped[str | None]
    holder_since: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(coded("outcome", Outcome))
    decided_at: Mapped[datetime | None]
    delivery_state: Mapped[DeliveryState] = mapped_column(coded("delivery_state", DeliveryState), index=True)
    open_questions: Mapped[int]
    kind: Mapped[ContactKind] = mapped_column(coded("kind", ContactKind))
    answer_waits_since: Mapped[datetime | None]
    unread_information: Mapped[int] = mapped_column(server_default="0")
    second_look_due: Mapped[datetime | None]
    kept_from_lead: Mapped[bool] = mapped_column(server_default=false())


class ContactDetailRow(Base):
    """The rest of a contact, read when somebody opens it; one row for each of `contacts`, written together."""

    __tablename__ = "contact_details"
    __table_args__ = (Index(None, "about_person_id", "about_system"),)

    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), primary_key=True)
    kind: Mapped[ContactKind] = mapped_column(coded("kind", ContactKind))
    channel: Mapped[Channel] = mapped_column(coded("channel", Channel))
    sender_priority: Mapped[Priority] = mapped_column(coded("sender_priority", Priority))
    sender_job_title: Mapped[str]
    sender_phone: Mapped[str]
    child_given_name: Mapped[str]
    child_family_name: Mapped[str]
    child_other_names: Mapped[str]
    child_birth_date_kind: Mapped[BirthDateKind | None] = mapped_column(coded("child_birth_date_kind", BirthDateKind))
    child_birth_date_text: Mapped[str]
    child_sex: Mapped[Sex] = mapped_column(coded("child_sex", Sex))
    child_address_lines: Mapped[list[str]]
    child_postcode: Mapped[str | None]
    child_address_note: Mapped[str]
    child_nhs_number: Mapped[str | None]
    child_upn: Mapped[str | None]
    child_school: Mapped[str]
    factors: Mapped[list[str]]
    family_informed: Mapped[bool | None]
    reasons_not_informed: Mapped[list[str]]
    agreement_sought: Mapped[bool | None]
    agreement_given: Mapped[bool | None]
    agreement_by_whom: Mapped[str]
    agreement_on: Mapped[date | None]
    agreement_form: Mapped[AgreementForm | None] = mapped_column(coded("agreement_form", AgreementForm))
    lawful_bases: Mapped[list[str]]
    decided_by: Mapped[str | None]
    decider_role: Mapped[str | None]
    decided_team: Mapped[str | None]
    level_of_need: Mapped[str | None]
    need_scheme: Mapped[str | None]
    record_confirmed: Mapped[bool]
    """Whether an officer confirmed whose record this is; with `record_id` empty, that there is none yet."""
    record_id: Mapped[str | None]
    record_described_as: Mapped[str | None]
    episode_id: Mapped[str]
    delivery_team: Mapped[str]
    delivery_reason: Mapped[str]
    withdrawn_reason: Mapped[str]
    message_to_sender: Mapped[str | None]
    reason_late: Mapped[str | None]
    summary: Mapped[str]
    rationale: Mapped[str | None]
    internal_note: Mapped[str | None]
    delivery_ticket: Mapped[str | None]
    delivery_person_id: Mapped[str | None]
    records_offered: Mapped[list[Any] | None]
    """Records among which an officer must choose; a list of none, and nothing at all, both mean that none are."""
    record_choice: Mapped[dict[str, Any] | None]
    record_system: Mapped[str | None]
    delivery_system: Mapped[str | None]
    decider_id: Mapped[str | None]
    about_system: Mapped[str | None]
    about_person_id: Mapped[str | None]
    """The child's record and its system, which follow from what was chosen and delivered: to find contacts by."""
    sender_reply_address: Mapped[str] = mapped_column(server_default=text("''"))
    sender_preferred_times: Mapped[str] = mapped_column(server_default=text("''"))
    adult: Mapped[dict[str, Any] | None]
    answer: Mapped[dict[str, Any] | None]
    passed_on: Mapped[dict[str, Any] | None]
    withdrawn_as: Mapped[str | None] = mapped_column(String(CODE_LENGTH))
    additions: Mapped[list[Any] | None]
    second_looks: Mapped[list[Any] | None]
    earlier_decisions: Mapped[list[Any] | None]
    decision_reason: Mapped[str | None]
    decision_reason_told: Mapped[str | None]
    next_steps: Mapped[str | None]
    """These are empty in rows from before there were such things."""


class ContactSubmissionRow(Base):
    """What was sent, written once: a later change of the contact never touches it."""

    __tablename__ = "contact_submissions"

    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), primary_key=True)
    submission_key: Mapped[str] = mapped_column(unique=True)
    form_id: Mapped[str]
    form_version: Mapped[str]
    answers: Mapped[dict[str, Any]]
    dropped: Mapped[list[str]]
    urgent_and_incomplete: Mapped[bool]
    child_number: Mapped[int] = mapped_column(server_default="0")
    together: Mapped[list[str] | None]


class ContactPriorityChangeRow(Base):
    __tablename__ = "contact_priority_changes"

    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    to_priority: Mapped[Priority] = mapped_column(coded("to_priority", Priority))
    reason: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]


class ContactQuestionRow(Base):
    __tablename__ = "contact_questions"

    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    text: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[datetime | None]
    about: Mapped[str | None]
    read_by: Mapped[str | None]
    read_at: Mapped[datetime | None]


class ContactEventRow(Base):
    """One entry of a timeline. `kind` has no CHECK, as the list grows with the workflow."""

    __tablename__ = "contact_events"

    id: Mapped[WriteOrder]
    reference: Mapped[str] = mapped_column(ForeignKey("contacts.reference"), index=True)
    kind: Mapped[str] = mapped_column(String(CODE_LENGTH))
    at: Mapped[datetime]
    by_id: Mapped[str]
    by_name: Mapped[str]
    detail: Mapped[str]
