"""Counts of contacts and drafts by version of their form. No reference, no person and no answer is read."""

import re
from collections import Counter
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from frontdoor_portal.storage.rows import AuditEntryRow, ContactQuestionRow, ContactSubmissionRow, DraftRow
from frontdoor_portal.use_cases.form_versions.models import PageCount, QuestionCount, VersionCount
from frontdoor_portal.use_cases.models import Action


@frozen
class SqlFormReport:
    """`use_cases.form_versions.models.FormReportStore` in SQL."""

    _session: Session

    def sent(self) -> tuple[VersionCount, ...]:
        sent = ContactSubmissionRow
        asked = select(ContactQuestionRow.reference).distinct().subquery()
        counts = (
            select(sent.form_id, sent.form_version, func.count(), func.count(asked.c.reference))
            .join(asked, asked.c.reference == sent.reference, isouter=True)
            .group_by(sent.form_id, sent.form_version)
            .order_by(sent.form_id, sent.form_version)
        )
        return tuple(VersionCount(*row) for row in self._session.execute(counts))

    def returned(self) -> tuple[QuestionCount, ...]:
        sent, about = ContactSubmissionRow, func.coalesce(ContactQuestionRow.about, "")
        counts = (
            select(sent.form_id, sent.form_version, about, func.count(distinct(sent.reference)))
            .join(ContactQuestionRow, ContactQuestionRow.reference == sent.reference)
            .group_by(sent.form_id, sent.form_version, about)
            .order_by(sent.form_id, sent.form_version, about)
        )
        return tuple(QuestionCount(*row) for row in self._session.execute(counts))

    def left(self, unchanged_since: datetime) -> tuple[PageCount, ...]:
        last = _last_saved(select(DraftRow.id).where(DraftRow.changed_at < unchanged_since))
        page = func.coalesce(last.c.page, "")
        return self._pages(
            select(DraftRow.form_id, DraftRow.form_version, page, func.count())
            .join(last, last.c.subject == DraftRow.id, isouter=True)
            .where(DraftRow.changed_at < unchanged_since)
            .group_by(DraftRow.form_id, DraftRow.form_version, page)
            .order_by(DraftRow.form_id, DraftRow.form_version, page)
        )

    def discarded(self) -> tuple[PageCount, ...]:
        """Drafts that were thrown away, and those that were removed since nobody used them."""
        ended = AuditEntryRow
        over = ended.action.in_((Action.DISCARDED_DRAFT.value, Action.EXPIRED_DRAFT.value))
        last = _last_saved(select(ended.subject).where(over))
        page = func.coalesce(last.c.page, "")
        rows = self._session.execute(
            select(ended.detail, page).join(last, last.c.subject == ended.subject, isouter=True).where(over)
        )
        counts = Counter((*version, each) for detail, each in rows if (version := _version_in(detail)))
        return tuple(
            PageCount(form_id, version, each, count) for (form_id, version, each), count in sorted(counts.items())
        )

    def _pages(self, counts: Select[Any]) -> tuple[PageCount, ...]:
        return tuple(PageCount(*row) for row in self._session.execute(counts))


def _version_in(detail: str) -> tuple[str, str] | None:
    """The form and its version, with which the detail of a draft's end begins; nothing in entries from before."""
    found = re.match(r"(\w+)[ ,](\d{4}-[^ ,]+)", detail)
    return (found[1], found[2]) if found else None


def _last_saved(drafts: Select[str]) -> Any:
    """The page that was saved last of each of these drafts. Those that were sent, nearly all, are not looked at."""
    saved = AuditEntryRow
    newest = (
        select(saved.subject, func.max(saved.id).label("id"))
        .where(saved.action == Action.SAVED_DRAFT.value, saved.subject.in_(drafts))
        .group_by(saved.subject)
        .subquery()
    )
    return select(newest.c.subject, saved.detail.label("page")).join(saved, saved.id == newest.c.id).subquery()
