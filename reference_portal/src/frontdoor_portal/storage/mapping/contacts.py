"""A contact and its timeline of their rows, and one line of a list."""

from collections.abc import Sequence

from sqlalchemy import RowMapping

from frontdoor.conversion import structure
from frontdoor.domain.after_sending import Addition, SecondLook, WithdrawalReason
from frontdoor.domain.answering import InformationAnswer
from frontdoor.domain.consent import Agreement, Consent, ReasonNotInformed
from frontdoor.domain.contact import Contact, Delivery, PassedOn, Sender, Submission
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, Adult, BirthDate, Child, PersonName
from frontdoor.domain.triage import (
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    OfferedRecord,
    PriorityChange,
    RecordChoice,
)
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.storage.rows import (
    ContactDetailRow,
    ContactEventRow,
    ContactPriorityChangeRow,
    ContactQuestionRow,
    ContactRow,
    ContactSubmissionRow,
)
from frontdoor_portal.use_cases.models import ContactLine


def contact_of(
    row: ContactRow,
    detail: ContactDetailRow,
    submission: ContactSubmissionRow,
    changes: Sequence[ContactPriorityChangeRow],
    questions: Sequence[ContactQuestionRow],
) -> Contact:
    """The contact of its rows; `changes` and `questions` come in the order of their positions."""
    return Contact(
        reference=Reference(row.reference),
        kind=detail.kind,
        channel=detail.channel,
        status=row.status,
        sender=Sender(
            professional_id=row.sender_id,
            name=row.sender_name,
            job_title=detail.sender_job_title,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            phone=detail.sender_phone,
            referral_source=row.referral_source,
            reply_address=detail.sender_reply_address,
            preferred_times=detail.sender_preferred_times,
        ),
        child=_child_of(row, detail),
        category=row.category,
        summary=detail.summary,
        consent=_consent_of(detail),
        submission=Submission(
            form_id=submission.form_id,
            form_version=submission.form_version,
            answers=submission.answers,
            dropped=tuple(submission.dropped),
            urgent_and_incomplete=submission.urgent_and_incomplete,
            child_number=submission.child_number,
            together=tuple(map(Reference, submission.together or ())),
        ),
        sender_priority=detail.sender_priority,
        received_at=row.received_at,
        factors=tuple(detail.factors),
        kept_from_lead=row.kept_from_lead,
        priority_changes=tuple(
            PriorityChange(each.to_priority, each.reason, each.changed_by, each.changed_at) for each in changes
        ),
        holder=_holder_of(row),
        questions=tuple(
            DetailsQuestion(
                id=each.id,
                text=each.text,
                asked_by=each.asked_by,
                asked_at=each.asked_at,
                answer=each.answer,
                answered_by=each.answered_by,
                answered_at=each.answered_at,
                about=each.about or "",
                read_by=each.read_by or "",
                read_at=each.read_at,
            )
            for each in questions
        ),
        decision=_decision_of(row, detail),
        withdrawn_reason=detail.withdrawn_reason,
        withdrawn_as=WithdrawalReason(detail.withdrawn_as) if detail.withdrawn_as else None,
        additions=tuple(structure(each, Addition) for each in detail.additions or ()),
        second_looks=tuple(structure(each, SecondLook) for each in detail.second_looks or ()),
        earlier_decisions=tuple(structure(each, Decision) for each in detail.earlier_decisions or ()),
        record_choice=structure(detail.record_choice, RecordChoice) if detail.record_choice else None,
        delivery=Delivery(
            state=row.delivery_state,
            episode_id=detail.episode_id,
            team=detail.delivery_team,
            reason=detail.delivery_reason,
            ticket=detail.delivery_ticket or "",
            person_id=detail.delivery_person_id or "",
            offered=tuple(structure(each, OfferedRecord) for each in detail.records_offered or ()),
            system=detail.delivery_system or "",
        ),
        adult=structure(detail.adult, Adult) if detail.adult else None,
        answer=structure(detail.answer, InformationAnswer) if detail.answer else None,
        passed_on=structure(detail.passed_on, PassedOn) if detail.passed_on else None,
        version=row.version,
    )


def _child_of(row: ContactRow, detail: ContactDetailRow) -> Child:
    born = row.child_birth_date
    return Child(
        name=PersonName(detail.child_given_name, detail.child_family_name),
        other_names=detail.child_other_names,
        birth_date=BirthDate(born, detail.child_birth_date_kind) if born and detail.child_birth_date_kind else None,
        birth_date_text=detail.child_birth_date_text,
        sex=detail.child_sex,
        address=Address(
            tuple(detail.child_address_lines),
            Postcode(detail.child_postcode) if detail.child_postcode else None,
            detail.child_address_note,
        ),
        nhs_number=NhsNumber(detail.child_nhs_number) if detail.child_nhs_number else None,
        upn=Upn(detail.child_upn) if detail.child_upn else None,
        school=detail.child_school,
    )


def _consent_of(detail: ContactDetailRow) -> Consent:
    return Consent(
        family_informed=detail.family_informed,
        reasons_not_informed=frozenset(ReasonNotInformed(reason) for reason in detail.reasons_not_informed),
        agreement=Agreement(
            sought=detail.agreement_sought,
            given=detail.agreement_given,
            by_whom=detail.agreement_by_whom,
            on=detail.agreement_on,
            form=detail.agreement_form,
        ),
        lawful_bases=tuple(detail.lawful_bases),
    )


def _holder_of(row: ContactRow) -> Holder | None:
    if row.holder_since is None:
        return None
    return Holder(row.holder_id or "", row.holder_name or "", row.holder_since)


def _decision_of(row: ContactRow, detail: ContactDetailRow) -> Decision | None:
    if row.outcome is None or row.decided_at is None:
        return None
    return Decision(
        outcome=row.outcome,
        level_of_need=detail.level_of_need or "",
        rationale=detail.rationale or "",
        message_to_sender=detail.message_to_sender or "",
        decided_by=detail.decided_by or "",
        decider_role=detail.decider_role or "",
        decided_at=row.decided_at,
        need_scheme=detail.need_scheme or "",
        internal_note=detail.internal_note or "",
        reason_late=detail.reason_late or "",
        record=_record_of(detail) if detail.record_confirmed else None,
        team=detail.decided_team or "",
        decider_id=detail.decider_id or "",
        reason=detail.decision_reason or "",
        reason_told=detail.decision_reason_told or "",
        next_steps=detail.next_steps or "",
    )


def _record_of(detail: ContactDetailRow) -> ChosenRecord:
    return ChosenRecord(detail.record_id, detail.record_described_as or "", detail.record_system or "")


def event_of(row: ContactEventRow) -> Event:
    return Event(EventKind(row.kind), row.at, row.by_id, row.by_name, row.detail)


LINE_COLUMNS = (
    ContactRow.reference,
    ContactRow.status,
    ContactRow.priority,
    ContactRow.category,
    ContactRow.child_initials,
    ContactRow.child_birth_date,
    ContactRow.sender_id,
    ContactRow.sender_name,
    ContactRow.agency_id,
    ContactRow.agency_name,
    ContactRow.referral_source,
    ContactRow.received_at,
    ContactRow.decision_due,
    ContactRow.holder_id,
    ContactRow.holder_name,
    ContactRow.outcome,
    ContactRow.delivery_state,
    ContactRow.open_questions,
    ContactRow.kind,
    ContactRow.answer_waits_since,
    ContactRow.unread_information,
    ContactRow.second_look_due,
)
"""What a list reads: never a full name, and none of the long texts."""


def line_of(columns: RowMapping) -> ContactLine:
    return ContactLine(
        **{
            **columns,
            "reference": Reference(columns["reference"]),
            "holder_id": columns["holder_id"] or "",
            "holder_name": columns["holder_name"] or "",
        }
    )
