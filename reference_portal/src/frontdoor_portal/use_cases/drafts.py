"""Filling in a form: started, saved on every page whether valid or not, kept until it is sent or thrown away."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from frontdoor.access import Answer, RecordKey
from frontdoor.domain.agency import Professional
from frontdoor.forms import Fault, FormDefinition, RawAnswers, check_page, tidy
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.use_cases.access.judging import ruling_on
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.prefilling import answers_about
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst, Stale
from frontdoor_portal.use_cases.seeing import OWN, audit

_TRIES = 3
SAME_START = timedelta(minutes=1)
"""How soon after a start the same one is a button pressed twice."""
SITTING = timedelta(hours=1)
"""How long an entry of the audit stands for all that its author looks at in a draft."""


class FormGone(LookupError):
    """A draft of one's own whose form version is no longer installed: to be read or thrown away, and no more."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


@frozen
class OpenDraft:
    """A draft with the form version it is filled in."""

    draft: Draft
    form: FormDefinition


@frozen
class SavedPage:
    """A page that was saved, with everything still wrong on it."""

    draft: Draft
    form: FormDefinition
    faults: tuple[Fault, ...]


def start_draft(office: Office, by: Professional, form_id: str, sighting_token: str) -> Draft:
    """A new draft of the form in force, filled in with what is known of the child that was found.

    A search comes first, so that nobody asks for what is known already, or misses that somebody works with the child:
    the token is that of a record it found, or of the search itself where it found none, which fills in what was typed.
    Sent twice, it starts one: a draft begun just now, with the same in it and nothing saved since, is the one.
    Raises `NotPermitted`, `SearchFirst` without a token, or `NotVisible` for an unknown form or sighting.
    """
    if not may(by, Permission.SEND_CONCERNS):
        raise NotPermitted(Permission.SEND_CONCERNS)
    form = office.forms.get(form_id)
    if form is None:
        raise NotVisible(form_id)
    if not sighting_token:
        raise SearchFirst
    now = office.now()
    with office.work.begin() as tx:
        sighting = tx.sightings.get(sighting_token, by.id)
        if sighting is None:
            raise NotVisible(sighting_token)
        # A search that found nobody has no record, and what was typed is the sender's own.
        found = RecordKey(sighting.source, sighting.record_id) if sighting.record_id else None
        seen = ruling_on(office, tx, by, found).answer if found else Answer.FULL
        if seen is Answer.NOTHING:
            raise NotVisible(sighting_token)
        # Of a record that is not theirs to see, a form says no more than they typed themselves.
        answers: RawAnswers = answers_about(form, sighting.identity if seen is Answer.FULL else sighting.typed)
        for begun in tx.drafts.of_author(by.id):
            same = (begun.form_id, begun.form_version, begun.answers) == (form.id, form.version, answers)
            if same and begun.version == 1 and begun.created_at > now - SAME_START:
                return begun
        draft = Draft(secrets.token_urlsafe(16), by.id, by.agency.id, form.id, form.version, answers, now, now)
        tx.drafts.add(draft)
        if found is not None:
            tx.access.tie(draft.id, found)
        audit(office, tx, by, Action.STARTED_DRAFT, draft.id)
    return draft


def open_draft(office: Office, by: Professional, draft_id: str) -> OpenDraft:
    """A draft of one's own, to be shown; the first look of a sitting is audited. Raises `NotVisible`, or `FormGone`."""
    with office.work.reading() as tx:
        draft = _draft_of(tx, by, draft_id)
        is_new_sitting = _is_new_sitting(office, tx, draft)
    if is_new_sitting:
        with office.work.begin() as tx:
            audit(office, tx, by, Action.VIEWED_DRAFT, draft_id, purpose=OWN)
    return _with_its_form(office, draft)


def my_drafts(office: Office, by: Professional) -> tuple[Draft, ...]:
    """A person's drafts, last changed first."""
    with office.work.reading() as tx:
        return tx.drafts.of_author(by.id)


def save_page(office: Office, by: Professional, draft_id: str, page_id: str, typed: Mapping[str, object]) -> SavedPage:
    """Keep what was typed on one page, valid or not, and say what is wrong with it.

    `typed` holds the page's questions only; one that is left out counts as cleared. Raises `NotVisible`, `FormGone`,
    or `RefusedAnswers` for answers that no page of this form could have sent.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            with office.work.begin() as tx:
                opened = own_draft(office, tx, by, draft_id)
                if page_id not in {page.id for page in opened.form.pages}:
                    raise NotVisible(page_id)
                page = opened.form.page(page_id)
                cleaned = tidy(typed, opened.form)
                on_page = {question.id for question in page.questions}
                kept = {key: value for key, value in opened.draft.answers.items() if key not in on_page}
                answers = kept | {key: value for key, value in cleaned.items() if key in on_page}
                draft = tx.drafts.save(evolve(opened.draft, answers=answers, changed_at=office.now()))
                audit(office, tx, by, Action.SAVED_DRAFT, draft_id, detail=page_id)
                faults = check_page(opened.form, page_id, answers, today(office))
                return SavedPage(draft, opened.form, faults)
        except Stale:
            # Another tab saved another page between our reading and writing: lay this page over what it left.
            if attempt == _TRIES:
                raise
    raise AssertionError("the loop above returns or raises")


def discard_draft(office: Office, by: Professional, draft_id: str) -> None:
    """Throw a draft of one's own away, whether or not its form version is still there. Raises `NotVisible`."""
    with office.work.begin() as tx:
        draft = _draft_of(tx, by, draft_id)
        tx.drafts.remove(draft)
        # Which version it was filled in is told by version of the form: the draft itself is gone.
        audit(office, tx, by, Action.DISCARDED_DRAFT, draft_id, detail=f"{draft.form_id} {draft.form_version}")


def mark_send_attempted(office: Office, by: Professional, draft_id: str) -> None:
    """From now on the draft's task list shows what is missing. Raises `NotVisible`, or `FormGone`."""
    with office.work.begin() as tx:
        opened = own_draft(office, tx, by, draft_id)
        if not opened.draft.send_attempted:
            tx.drafts.save(evolve(opened.draft, send_attempted=True))


def today(office: Office) -> date:
    """The day it is in London, against which dates typed into a form are judged."""
    return office.now().astimezone(LONDON).date()


def own_draft(office: Office, tx: Transaction, by: Professional, draft_id: str) -> OpenDraft:
    """A person's own draft, inside a transaction. Raises `NotVisible` alike for none and for somebody else's.

    Raises `FormGone` where nothing is installed any more that could show its questions.
    """
    return _with_its_form(office, _draft_of(tx, by, draft_id))


def _with_its_form(office: Office, draft: Draft) -> OpenDraft:
    form = office.form_versions.get((draft.form_id, draft.form_version))
    if form is None:
        raise FormGone(draft)
    return OpenDraft(draft, form)


def _draft_of(tx: Transaction, by: Professional, draft_id: str) -> Draft:
    draft = tx.drafts.get(draft_id)
    if draft is None or draft.author_id != by.id:
        raise NotVisible(draft_id)
    return draft


def _is_new_sitting(office: Office, tx: Transaction, draft: Draft) -> bool:
    since = office.now() - SITTING
    # Nobody but its author changes a draft, and each change is audited: after a recent one there is nothing to look up.
    if draft.changed_at > since:
        return False
    return not any(entry.at > since and entry.actor_id == draft.author_id for entry in tx.audit.of_subject(draft.id))
