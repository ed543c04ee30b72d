"""A contact, its children and its timeline, as columns and back; and one line of a list."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping

from frontdoor.domain.consent import Agreement, Consent, ReasonNotInformed
from frontdoor.domain.contact import Contact, Delivery, Sender, Submission
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, BirthDate, Child, PersonName
from frontdoor.domain.triage import (
    PRIORITY_ORDER,
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    PriorityChange,
)
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.storage.rows import (
    ContactEventRow,
    ContactPriorityChangeRow,
    ContactQuestionRow,
    ContactRow,
    ContactSubmissionRow,
)
from frontdoor_portal.use_cases.models import ContactLine

Columns = dict[str, Any]


def contact_columns(contact: Contact, deadlines: Deadlines) -> Columns:
    """Every column of `contacts` but the version, which is the store's to raise."""
    return {
        "reference": contact.reference.value,
        "kind": contact.kind,
        "channel": contact.channel,
        "status": contact.status,
        "priority": contact.priority,
        "priority_rank": PRIORITY_ORDER.index(contact.priority),
        "sender_priority": contact.sender_priority,
        "category": contact.category,
        "summary": contact.summary,
        "factors": list(contact.factors),
        "received_at": contact.received_at,
        "decision_due": deadlines.decision_due,
        "working_day_due": deadlines.working_day_due,
        "open_questions": len(contact.open_questions),
        "withdrawn_reason": contact.withdrawn_reason,
        "delivery_state": contact.delivery.state,
        "episode_id": contact.delivery.episode_id,
        "delivery_team": contact.delivery.team,
        "delivery_reason": contact.delivery.reason,
        **_sender_columns(contact.sender),
        **_child_columns(contact.child),
        **_consent_columns(contact.consent),
        **_holder_columns(contact.holder),
        **_decision_columns(contact.decision),
    }


def _sender_columns(sender: Sender) -> Columns:
    return {
        "sender_id": sender.professional_id,
        "sender_name": sender.name,
        "sender_job_title": sender.job_title,
        "sender_phone": sender.phone,
        "agency_id": sender.agency_id,
        "agency_name": sender.agency_name,
        "referral_source": sender.referral_source,
    }


def _child_columns(child: Child) -> Columns:
    return {
        "child_initials": child.name.initials,
        "child_given_name": child.name.given,
        "child_family_name": child.name.family,
        "child_other_names": child.other_names,
        "child_birth_date": child.birth_date.on if child.birth_date else None,
        "child_birth_date_kind": child.birth_date.kind if child.birth_date else None,
        "child_birth_date_text": child.birth_date_text,
        "child_sex": child.sex,
        "child_address_lines": list(child.address.lines),
        "child_postcode": child.address.postcode.value if child.address.postcode else None,
        "child_address_note": child.address.note,
        "child_nhs_number": child.nhs_number.value if child.nhs_number else None,
        "child_upn": child.upn.value if child.upn else None,
        "child_school": child.school,
    }


def _consent_columns(consent: Consent) -> Columns:
    return {
        "family_informed": consent.family_informed,
        "reasons_not_informed": sorted(reason.value for reason in consent.reasons_not_informed),
        "agreement_sought": consent.agreement.sought,
        "agreement_given": consent.agreement.given,
        "agreement_by_whom": consent.agreement.by_whom,
        "agreement_on": consent.agreement.on,
        "agreement_form": consent.agreement.form,
        "lawful_bases": list(consent.lawful_bases),
    }


def _holder_columns(holder: Holder | None) -> Columns:
    return {
        "holder_id": holder.officer_id if holder else None,
        "holder_name": holder.officer_name if holder else None,
        "holder_since": holder.since if holder else None,
    }


def _decision_columns(decision: Decision | None) -> Columns:
    record = decision.record if decision else None
    return {
        "outcome": decision.outcome if decision else None,
        "level_of_need": decision.level_of_need if decision else None,
        "rationale": decision.rationale if decision else None,
        "message_to_sender": decision.message_to_sender if decision else None,
        "decided_by": decision.decided_by if decision else None,
        "decider_role": decision.decider_role if decision else None,
        "decided_at": decision.decided_at if decision else None,
        "need_scheme": decision.need_scheme if decision else None,
        "internal_note": decision.internal_note if decision else None,
        "reason_late": decision.reason_late if decision else None,
        "decided_team": decision.team if decision else None,
        "record_confirmed": record is not None,
        "record_id": record.person_id if record else None,
        "record_described_as": record.described_as if record else None,
    }


def submission_columns(reference: Reference, submission: Submission, submission_key: str) -> Columns:
    return {
        "reference": reference.value,
        "submission_key": submission_key,
        "form_id": submission.form_id,
        "form_version": submission.form_version,
        "answers": dict(submission.answers),
        "dropped": list(submission.dropped),
        "urgent_and_incomplete": submission.urgent_and_incomplete,
    }


def priority_change_columns(contact: Contact) -> list[Columns]:
    return [
        {
            "reference": contact.reference.value,
            "position": position,
            "to": change.to,
            "reason": change.reason,
            "by": change.by,
            "at": change.at,
        }
        for position, change in enumerate(contact.priority_changes)
    ]


def question_columns(contact: Contact) -> list[Columns]:
    return [
        {
            "reference": contact.reference.value,
            "position": position,
            "id": question.id,
            "text": question.text,
            "asked_by": question.asked_by,
            "asked_at": question.asked_at,
            "answer": question.answer,
            "answered_by": question.answered_by,
            "answered_at": question.answered_at,
        }
        for position, question in enumerate(contact.questions)
    ]


def event_columns(reference: Reference, events: Sequence[Event]) -> list[Columns]:
    return [
        {
            "reference": reference.value,
            "kind": event.kind.value,
            "at": event.at,
            "by_id": event.by_id,
            "by_name": event.by_name,
            "detail": event.detail,
        }
        for event in events
    ]


def contact_of(
    row: ContactRow,
    submission: ContactSubmissionRow,
    changes: Sequence[ContactPriorityChangeRow],
    questions: Sequence[ContactQuestionRow],
) -> Contact:
    """The contact of its rows; `changes` and `questions` come in the order of their positions."""
    return Contact(
        reference=Reference(row.reference),
        kind=row.kind,
        channel=row.channel,
        status=row.status,
        sender=Sender(
            professional_id=row.sender_id,
            name=row.sender_name,
            job_title=row.sender_job_title,
            agency_id=row.agency_id,
            agency_name=row.agency_name,
            phone=row.sender_phone,
            referral_source=row.referral_source,
        ),
        child=_child_of(row),
        category=row.category,
        summary=row.summary,
        consent=_consent_of(row),
        submission=Submission(
            form_id=submission.form_id,
            form_version=submission.form_version,
            answers=submission.answers,
            dropped=tuple(submission.dropped),
            urgent_and_incomplete=submission.urgent_and_incomplete,
        ),
        sender_priority=row.sender_priority,
        received_at=row.received_at,
        factors=tuple(row.factors),
        priority_changes=tuple(PriorityChange(each.to, each.reason, each.by, each.at) for each in changes),
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
            )
            for each in questions
        ),
        decision=_decision_of(row),
        withdrawn_reason=row.withdrawn_reason,
        delivery=Delivery(row.delivery_state, row.episode_id, row.delivery_team, row.delivery_reason),
        version=row.version,
    )


def _child_of(row: ContactRow) -> Child:
    born = row.child_birth_date
    return Child(
        name=PersonName(row.child_given_name, row.child_family_name),
        other_names=row.child_other_names,
        birth_date=BirthDate(born, row.child_birth_date_kind) if born and row.child_birth_date_kind else None,
        birth_date_text=row.child_birth_date_text,
        sex=row.child_sex,
        address=Address(
            tuple(row.child_address_lines),
            Postcode(row.child_postcode) if row.child_postcode else None,
            row.child_address_note,
        ),
        nhs_number=NhsNumber(row.child_nhs_number) if row.child_nhs_number else None,
        upn=Upn(row.child_upn) if row.child_upn else None,
        school=row.child_school,
    )


def _consent_of(row: ContactRow) -> Consent:
    return Consent(
        family_informed=row.family_informed,
        reasons_not_informed=frozenset(ReasonNotInformed(reason) for reason in row.reasons_not_informed),
        agreement=Agreement(
            sought=row.agreement_sought,
            given=row.agreement_given,
            by_whom=row.agreement_by_whom,
            on=row.agreement_on,
            form=row.agreement_form,
        ),
        lawful_bases=tuple(row.lawful_bases),
    )


def _holder_of(row: ContactRow) -> Holder | None:
    if row.holder_since is None:
        return None
    return Holder(row.holder_id or "", row.holder_name or "", row.holder_since)


def _decision_of(row: ContactRow) -> Decision | None:
    if row.outcome is None or row.decided_at is None:
        return None
    return Decision(
        outcome=row.outcome,
        level_of_need=row.level_of_need or "",
        rationale=row.rationale or "",
        message_to_sender=row.message_to_sender or "",
        decided_by=row.decided_by or "",
        decider_role=row.decider_role or "",
        decided_at=row.decided_at,
        need_scheme=row.need_scheme or "",
        internal_note=row.internal_note or "",
        reason_late=row.reason_late or "",
        record=ChosenRecord(row.record_id, row.record_described_as or "") if row.record_confirmed else None,
        team=row.decided_team or "",
    )


def event_of(row: ContactEventRow) -> Event:
    return Event(EventKind(row.kind), row.at, row.by_id, row.by_name, row.detail)


LINE_COLUMNS = (
    ContactRow.reference,
    ContactRow.status,
    ContactRow.priority,
    ContactRow.category,
    ContactRow.child_initials,
    ContactRow.child_birth_date,
    ContactRow.sender_name,
    ContactRow.agency_name,
    ContactRow.referral_source,
    ContactRow.received_at,
    ContactRow.decision_due,
    ContactRow.holder_id,
    ContactRow.holder_name,
    ContactRow.outcome,
    ContactRow.delivery_state,
    ContactRow.open_questions,
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
