"""Filling in a form: started, saved on every page whether valid or not, kept until it is sent or thrown away."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from frontdoor.access import Answer, RecordKey
from frontdoor.domain.agency import Professional
from frontdoor.domain.kinds import KINDS, kind_of_form
from frontdoor.forms import Fault, FormDefinition, RawAnswers, check_page, tidy
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.drafts.access import (
    OpenDraft,
    draft_had_by,
    draft_open_to,
    has,
    may_discard,
    own_draft,
    purpose_of_opening,
    with_its_form,
)
from frontdoor_portal.use_cases.drafts.closed import is_closed_to
from frontdoor_portal.use_cases.drafts.earlier_pages import PageOfAnotherVersion, is_same_page
from frontdoor_portal.use_cases.drafts.forgetting import forget_draft
from frontdoor_portal.use_cases.drafts.versions import (
    ChangedMeanwhile,
    fingerprint,
    is_same,
    keep_apart,
    questions_of,
)
from frontdoor_portal.use_cases.kinds import SENDS, may_send
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.prefilling import answers_about
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst, Stale, StoreUnavailable
from frontdoor_portal.use_cases.seeing import audit
from frontdoor_portal.use_cases.trying_again import tried_again

SAME_START = timedelta(minutes=1)
"""How soon after a start the same one is a button pressed twice."""
SITTING = timedelta(hours=1)
"""How long an entry of the audit stands for all that somebody looks at in a draft."""


@frozen
class SavedPage:
    """A page that was saved, with everything still wrong on it."""

    draft: Draft
    form: FormDefinition
    faults: tuple[Fault, ...]


def start_draft(office: Office, by: Professional, form_id: str, sighting_token: str) -> Draft:
    """A new draft of the form in force, filled in with what is known of the child that was found.

    For a concern about a child a search comes first, so that nobody asks for what is known already, or misses that
    somebody works with the child: the token is that of a record it found, or of the search itself where it found none,
    which fills in what was typed. A form about an adult takes nothing from a search for children.
    Sent twice, it starts one: a draft begun just now, with the same in it and nothing saved since, is the one.
    Raises `NotPermitted`, `SearchFirst` without a token, or `NotVisible` for an unknown form or sighting.
    """
    form, kind = office.forms.get(form_id), kind_of_form(form_id)
    if form is None or kind is None:
        raise NotVisible(form_id)
    if not may_send(by, kind):
        raise NotPermitted(SENDS[kind])
    if KINDS[kind].search_first and not sighting_token:
        raise SearchFirst
    now = office.now()
    with office.work.begin() as tx:
        tx.accounts.hold(by.id)  # pressed twice in one moment, the second finds what the first began
        is_from_search = bool(sighting_token) and KINDS[kind].about_children
        found, answers, seen = (
            _known(office, tx, by, form, sighting_token) if is_from_search else (None, {}, Answer.NOTHING)
        )
        for begun in tx.drafts.of_author(by.id):
            mine = (begun.agency_id, begun.form_id, begun.form_version, begun.answers)
            same = mine == (by.agency.id, form.id, form.version, answers)
            if same and begun.version == 1 and begun.created_at > now - SAME_START:
                return begun
        draft = Draft(secrets.token_urlsafe(16), by.id, by.agency.id, form.id, form.version, answers, now, now)
        draft = evolve(draft, holds_record=found is not None and seen is Answer.FULL)
        tx.drafts.add(draft)
        if found is not None:
            tx.access.tie(draft.id, found)
            audit(office, tx, by, Action.WROTE_ABOUT, str(found), detail=draft.id)
        audit(office, tx, by, Action.STARTED_DRAFT, draft.id)
    return draft


def _known(
    office: Office, tx: Transaction, by: Professional, form: FormDefinition, sighting_token: str
) -> tuple[RecordKey | None, RawAnswers, Answer]:
    """The record that a search found, if any, what a form can be filled in with, and how much of the record is open.

    Raises `NotVisible`.
    """
    sighting = tx.sightings.get(sighting_token, by.id)
    if sighting is None:
        raise NotVisible(sighting_token)
    # A search that found nobody has no record, and what was typed is the sender's own.
    found = RecordKey(sighting.source, sighting.record_id) if sighting.record_id else None
    seen = ruling_on(office, tx, by, found).answer if found else Answer.FULL
    if seen is Answer.NOTHING:
        raise NotVisible(sighting_token)
    # Of a record that is not theirs to see, a form says no more than they typed themselves.
    return found, answers_about(form, sighting.identity if seen is Answer.FULL else sighting.typed), seen


def open_draft(office: Office, by: Professional, draft_id: str) -> OpenDraft:
    """A draft that is open to somebody, to be shown; the first look of a sitting is audited.

    Raises `NotVisible`, or `FormGone`.
    """
    with office.work.reading() as tx:
        draft = draft_open_to(office, tx, by, draft_id)
        is_new_sitting = _is_new_sitting(office, tx, by, draft)
    if is_new_sitting:
        with office.work.begin() as tx:
            audit(office, tx, by, Action.VIEWED_DRAFT, draft_id, purpose=purpose_of_opening(by, draft))
    with office.work.reading() as tx:
        return with_its_form(office, tx, by, draft)


def my_drafts(office: Office, by: Professional) -> tuple[Draft, ...]:
    """The drafts that are open to a person, last changed first."""
    with office.work.reading() as tx:
        found = tx.drafts.open_to(by.id, by.agency.id)
        theirs = (each for each in found if each.agency_id == by.agency.id or has(by, each))
        return tuple(each for each in theirs if not is_closed_to(office, tx, by, each))


def save_page(
    office: Office,
    by: Professional,
    draft_id: str,
    page_id: str,
    typed: Mapping[str, object],
    *,
    seen: str | None = None,
    asked: FormDefinition | None = None,
) -> SavedPage:
    """Keep what was typed on one page, valid or not, and say what is wrong with it.

    `typed` holds the page's questions only; one that is left out counts as cleared. `seen` is the fingerprint of the
    answers that the page showed: where others are saved by now, what was typed is kept beside them and nothing is
    written over. The same page sent twice is saved twice, and pages of their own never stand in each other's way.
    `asked` is the version of the form that the page asked. Where the draft is in another by now, and this page is not
    the same there, `PageOfAnotherVersion`.
    Raises `NotVisible`, `FormGone`, `ChangedMeanwhile`, or `RefusedAnswers` for answers that no page of this form could
    have sent. Whoever meets a database that is starting again is given a second try.
    """
    return tried_again(
        lambda: _save_once(office, by, draft_id, page_id, typed, seen, asked), times=2, when=(Stale, StoreUnavailable)
    )


def _save_once(
    office: Office,
    by: Professional,
    draft_id: str,
    page_id: str,
    typed: Mapping[str, object],
    seen: str | None,
    asked: FormDefinition | None,
) -> SavedPage:
    with office.work.begin() as tx:
        opened = own_draft(office, tx, by, draft_id, to_change=True)
        if asked is not None and not is_same_page(asked, opened.form, page_id):
            raise PageOfAnotherVersion(page_id)
        if not opened.form.has_page(page_id):
            raise NotVisible(page_id)
        held, cleaned = opened.draft.answers, tidy(typed, opened.form)
        on_page = {question.id for question in questions_of(opened.form, page_id)}
        written = {key: value for key, value in cleaned.items() if key in on_page}
        others_wrote = seen is not None and seen != fingerprint(held, on_page) and not is_same(written, held, on_page)
        if not others_wrote:
            answers = {key: value for key, value in held.items() if key not in on_page} | written
            changed = evolve(opened.draft, answers=answers, changed_at=office.now(), changed_by=by.id)
            draft = tx.drafts.save(changed)
            audit(office, tx, by, Action.SAVED_DRAFT, draft_id, detail=page_id)
            return SavedPage(draft, opened.form, check_page(opened.form, page_id, answers, today(office)))
        version_id = keep_apart(office, tx, by, opened.draft, page_id, written)
        audit(office, tx, by, Action.SAVED_DRAFT, draft_id, detail=f"{page_id},beside")
    raise ChangedMeanwhile(version_id)


def discard_draft(office: Office, by: Professional, draft_id: str) -> None:
    """Throw a draft away that one has, whether or not its form version is still there.

    Raises `NotVisible`, or `NotPermitted` for one that is only shared with them, or whose author is still here.
    """
    with office.work.begin() as tx:
        draft = draft_had_by(office, tx, by, draft_id)
        if not may_discard(tx, by, draft):
            raise NotPermitted("Its author is still here to throw it away")
        forget_draft(tx, draft)
        # Which version it was filled in is told by version of the form: the draft itself is gone.
        audit(office, tx, by, Action.DISCARDED_DRAFT, draft_id, detail=f"{draft.form_id} {draft.form_version}")


def mark_send_attempted(office: Office, by: Professional, draft_id: str) -> None:
    """From now on the draft's task list shows what is missing. Raises `NotVisible`, or `FormGone`."""
    with office.work.begin() as tx:
        draft = own_draft(office, tx, by, draft_id, to_change=True).draft
        if not draft.send_attempted:
            tx.drafts.save(evolve(draft, send_attempted=True))


def today(office: Office) -> date:
    """The day it is in London, against which dates typed into a form are judged."""
    return office.now().astimezone(LONDON).date()


def _is_new_sitting(office: Office, tx: Transaction, by: Professional, draft: Draft) -> bool:
    since = office.now() - SITTING
    # Each change is audited: after a recent one of one's own there is nothing to look up.
    if draft.changed_at > since and (draft.changed_by or draft.author_id) == by.id:
        return False
    return not any(entry.at > since and entry.actor_id == by.id for entry in tx.audit.of_subject(draft.id))
