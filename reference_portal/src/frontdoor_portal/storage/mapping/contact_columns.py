"""A contact, what belongs to it and its timeline, as columns of their tables."""

from collections.abc import Sequence
from typing import Any

from frontdoor.conversion import unstructure
from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import Contact, Submission
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Child
from frontdoor.domain.triage import PRIORITY_ORDER, Decision
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event
from frontdoor_portal.use_cases.elsewhere import system_of

Columns = dict[str, Any]


def list_columns(contact: Contact, deadlines: Deadlines) -> Columns:
    """Every column of `contacts` but the version, which is the store's to raise."""
    decision, holder, born, answer = contact.decision, contact.holder, contact.child.birth_date, contact.answer
    return {
        "reference": contact.reference.value,
        "status": contact.status,
        "priority": contact.priority,
        "priority_rank": PRIORITY_ORDER.index(contact.priority),
        "category": contact.category,
        "child_initials": contact.about.initials,
        "child_birth_date": born.on if born else None,
        "sender_id": contact.sender.professional_id,
        "sender_name": contact.sender.name,
        "agency_id": contact.sender.agency_id,
        "agency_name": contact.sender.agency_name,
        "referral_source": contact.sender.referral_source,
        "received_at": contact.received_at,
        "decision_due": deadlines.decision_due,
        "working_day_due": deadlines.working_day_due,
        "holder_id": holder.officer_id if holder else None,
        "holder_name": holder.officer_name if holder else None,
        "holder_since": holder.since if holder else None,
        "outcome": decision.outcome if decision else None,
        "decided_at": decision.decided_at if decision else None,
        "delivery_state": contact.delivery.state,
        "open_questions": len(contact.open_questions),
        "kind": contact.kind,
        "answer_waits_since": answer.prepared_at if answer and answer.waits_for_release else None,
        "unread_information": len(contact.unread),
        "second_look_due": contact.open_second_look.due_at if contact.open_second_look else None,
        "kept_from_lead": contact.kept_from_lead,
    }


def detail_columns(contact: Contact) -> Columns:
    """Every column of `contact_details`."""
    return {
        "reference": contact.reference.value,
        "kind": contact.kind,
        "channel": contact.channel,
        "sender_priority": contact.sender_priority,
        "sender_job_title": contact.sender.job_title,
        "sender_phone": contact.sender.phone,
        "sender_reply_address": contact.sender.reply_address,
        "sender_preferred_times": contact.sender.preferred_times,
        "summary": contact.summary,
        "factors": list(contact.factors),
        "withdrawn_reason": contact.withdrawn_reason,
        "withdrawn_as": contact.withdrawn_as.value if contact.withdrawn_as else None,
        "additions": unstructure(contact.additions),
        "second_looks": unstructure(contact.second_looks),
        "earlier_decisions": unstructure(contact.earlier_decisions),
        "episode_id": contact.delivery.episode_id,
        "delivery_team": contact.delivery.team,
        "delivery_reason": contact.delivery.reason,
        "delivery_ticket": contact.delivery.ticket,
        "delivery_person_id": contact.delivery.person_id,
        "delivery_system": contact.delivery.system,
        "records_offered": unstructure(contact.delivery.offered),
        "record_choice": unstructure(contact.record_choice),
        "about_system": system_of(contact) if contact.person_id else None,
        "about_person_id": contact.person_id or None,
        "adult": unstructure(contact.adult),
        "answer": unstructure(contact.answer),
        "passed_on": unstructure(contact.passed_on),
        **_child_columns(contact.child),
        **_consent_columns(contact.consent),
        **_decision_columns(contact.decision),
    }


def _child_columns(child: Child) -> Columns:
    return {
        "child_given_name": child.name.given,
        "child_family_name": child.name.family,
        "child_other_names": child.other_names,
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


def _decision_columns(decision: Decision | None) -> Columns:
    record = decision.record if decision else None
    return {
        "level_of_need": decision.level_of_need if decision else None,
        "rationale": decision.rationale if decision else None,
        "message_to_sender": decision.message_to_sender if decision else None,
        "decided_by": decision.decided_by if decision else None,
        "decider_id": decision.decider_id if decision else None,
        "decider_role": decision.decider_role if decision else None,
        "need_scheme": decision.need_scheme if decision else None,
        "internal_note": decision.internal_note if decision else None,
        "reason_late": decision.reason_late if decision else None,
        "decided_team": decision.team if decision else None,
        "decision_reason": decision.reason if decision else None,
        "decision_reason_told": decision.reason_told if decision else None,
        "next_steps": decision.next_steps if decision else None,
        "record_confirmed": record is not None,
        "record_id": record.person_id if record else None,
        "record_described_as": record.described_as if record else None,
        "record_system": record.system if record else None,
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
        "child_number": submission.child_number,
        "together": [reference.value for reference in submission.together],
    }


def priority_change_columns(contact: Contact) -> list[Columns]:
    return [
        {
            "reference": contact.reference.value,
            "position": position,
            "to_priority": change.to,
            "reason": change.reason,
            "changed_by": change.by,
            "changed_at": change.at,
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
            "about": question.about,
            "read_by": question.read_by,
            "read_at": question.read_at,
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
