"""Drafts, sightings, audit entries and hand-offs, as columns and back."""

from typing import Any

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.storage.rows import AuditEntryRow, DraftRow, DraftVersionRow, HandOffRow, SightingRow
from frontdoor_portal.use_cases.models import Action, AuditEntry, Draft, HandOff, Sighting
from frontdoor_portal.use_cases.ports.drafts import OtherVersion

Columns = dict[str, Any]


def draft_columns(draft: Draft) -> Columns:
    """Every column but the version, which is the store's to raise."""
    return {
        "id": draft.id,
        "author_id": draft.author_id,
        "agency_id": draft.agency_id,
        "form_id": draft.form_id,
        "form_version": draft.form_version,
        "answers": dict(draft.answers),
        "created_at": draft.created_at,
        "changed_at": draft.changed_at,
        "send_attempted": draft.send_attempted,
        "changed_by": draft.changed_by or None,
        "holder_id": draft.holder_id or None,
        "taken_over_at": draft.taken_over_at,
        "taken_over_why": draft.taken_over_why or None,
        "kept_at": draft.kept_at,
        "warned_at": draft.warned_at,
        "holds_record": draft.holds_record,
        "left_behind": [dict(each) for each in draft.left_behind] or None,
    }


def draft_of(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        author_id=row.author_id,
        agency_id=row.agency_id,
        form_id=row.form_id,
        form_version=row.form_version,
        answers=row.answers,
        created_at=row.created_at,
        changed_at=row.changed_at,
        send_attempted=row.send_attempted,
        version=row.version,
        changed_by=row.changed_by or "",
        holder_id=row.holder_id or "",
        taken_over_at=row.taken_over_at,
        taken_over_why=row.taken_over_why or "",
        kept_at=row.kept_at,
        warned_at=row.warned_at,
        holds_record=row.holds_record,
        left_behind=tuple(row.left_behind or ()),
    )


def version_columns(version: OtherVersion) -> Columns:
    return {
        "id": version.id,
        "draft_id": version.draft_id,
        "page_id": version.page_id,
        "answers": dict(version.answers),
        "written_by": version.written_by,
        "written_at": version.written_at,
    }


def version_of(row: DraftVersionRow) -> OtherVersion:
    return OtherVersion(row.id, row.draft_id, row.page_id, row.answers, row.written_by, row.written_at)


def sighting_columns(sighting: Sighting) -> Columns:
    return {
        "token": sighting.token,
        "professional_id": sighting.professional_id,
        "source": sighting.source,
        "record_id": sighting.record_id,
        "is_case_management": sighting.is_case_management,
        "identity": dict(sighting.identity),
        "typed": dict(sighting.typed),
        "expires_at": sighting.expires_at,
    }


def sighting_of(row: SightingRow) -> Sighting:
    return Sighting(
        token=row.token,
        professional_id=row.professional_id,
        source=row.source,
        record_id=row.record_id,
        is_case_management=row.is_case_management,
        identity=row.identity,
        typed=row.typed or {},
        expires_at=row.expires_at,
    )


def audit_entry_columns(entry: AuditEntry) -> Columns:
    return {
        "at": entry.at,
        "actor_id": entry.actor_id,
        "action": entry.action.value,
        "subject": entry.subject,
        "purpose": entry.purpose,
        "detail": entry.detail,
    }


def audit_entry_of(row: AuditEntryRow) -> AuditEntry:
    return AuditEntry(row.at, row.actor_id, Action(row.action), row.subject, row.purpose, row.detail)


def hand_off_columns(hand_off: HandOff) -> Columns:
    return {
        "id": hand_off.id,
        "reference": hand_off.reference.value,
        "kind": hand_off.kind,
        "target": hand_off.target,
        "created_at": hand_off.created_at,
        "done_by": hand_off.done_by,
        "done_at": hand_off.done_at,
        "reason": hand_off.reason,
        "part": hand_off.part,
    }


def hand_off_of(row: HandOffRow) -> HandOff:
    return HandOff(
        id=row.id,
        reference=Reference(row.reference),
        kind=row.kind,
        target=row.target,
        created_at=row.created_at,
        done_by=row.done_by,
        done_at=row.done_at,
        reason=row.reason or "",
        part=row.part or "",
    )
