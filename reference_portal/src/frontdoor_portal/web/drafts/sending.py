"""Check answers and send. What is sent is stored when the receipt is shown; the same draft always has one receipt."""

from contextlib import suppress

from frontdoor.domain.kinds import kind_of_form
from frontdoor_portal.use_cases.attachments.fetching import files_of_draft
from frontdoor_portal.use_cases.drafts import OpenDraft, mark_send_attempted, open_draft, today
from frontdoor_portal.use_cases.drafts.carrying_on import FormTooOld
from frontdoor_portal.use_cases.drafts.checked import ChangedSinceChecked, fingerprint_to_check
from frontdoor_portal.use_cases.drafts.versions import VersionsToChoose
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible, Stale
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.send_draft import NotReadyToSend, Sending, send_draft
from frontdoor_portal.web.auditing import writes_once_a_sitting
from frontdoor_portal.web.display import decision_time
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import receipt_of_sent
from frontdoor_portal.web.drafts.asking import on_screen
from frontdoor_portal.web.drafts.checking import check_of
from frontdoor_portal.web.drafts.looking_again import changed_since, marks_of, rows_shown
from frontdoor_portal.web.drafts.standing import people_of, standing_for
from frontdoor_portal.web.drafts.typed import SEEN, SHOWN, TOLD
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.kind_words import words_of_form
from frontdoor_portal.web.own_form import lacks_own_form
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import FormFields, FromPath, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

WHOLE, INCOMPLETE, LEAVE = "whole", "incomplete", "leave"
CHOOSE_FIRST = "Choose between the two versions of a page before you send"


@get(addresses.CHECK, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def check_answers(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    try:
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return check_page(request, office, who, opened, ())


@post(addresses.CHECK, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def send(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    """Send, once however often the button is pressed; what is missing is said at the question's own page.

    What goes is what the page showed: where something else is saved by now, the page is shown again and says so.
    """
    how = form.only("send", "versions", SEEN, SHOWN, TOLD).one("send", WHOLE)
    if how not in {WHOLE, INCOMPLETE}:
        raise BadRequest("The button is not one of the page's")
    was_told = bool(form.one(TOLD))
    try:
        reference = send_draft(
            office,
            who.professional,
            draft_id,
            Sending(
                incomplete=how == INCOMPLETE,
                leave_versions=form.one("versions") == LEAVE,
                seen=form.one(SEEN),
                was_told=was_told,
            ),
        )
    except ChangedSinceChecked:
        opened = open_draft(office, who.professional, draft_id)
        return check_page(request, office, who, opened, (), shown=form.one(SHOWN))
    except FormTooOld:
        return see_other(addresses.carry_on_of(draft_id))
    except VersionsToChoose:
        opened = open_draft(office, who.professional, draft_id)
        return check_page(request, office, who, opened, (Fault("versions", CHOOSE_FIRST),), was_told=was_told)
    except NotReadyToSend as not_ready:
        # The mark only opens the task list's eyes for what is missing: another tab that saves meanwhile may win.
        with suppress(Stale):
            mark_send_attempted(office, who.professional, draft_id)
        opened = open_draft(office, who.professional, draft_id)
        missing = (
            not_ready.binding.urgent_faults if how == INCOMPLETE and not_ready.binding.urgent else not_ready.faults
        )
        faults = on_screen(not_ready.form, missing, addresses.of_draft(draft_id))
        return check_page(request, office, who, opened, faults, was_told=was_told)
    return see_other(addresses.receipt_of(reference))


def check_page(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    opened: OpenDraft,
    faults: tuple[Fault, ...],
    *,
    shown: str | None = None,
    was_told: bool = False,
) -> Page:
    """Everything to be looked through, and the buttons to send exactly this.

    With `shown`, the marks of what its reader was shown before, it says what has changed since. `was_told` says that
    they were told of a change before, for whatever else the page comes again: an urgent concern is held up once.
    """
    draft, address = opened.draft, addresses.of_draft(opened.draft.id)
    standing = standing_for(office, who, draft)
    files = files_of_draft(office, who.professional, draft.id) if office.files else None
    ids = [each.id for each in files or ()], [each.id for each in standing.waiting]
    check = check_of(opened.form, draft.answers, today(office), address)
    rows = rows_shown(opened.form, draft.answers, check.binding.dropped)
    marks = marks_of(opened.form, rows, *ids)
    since = changed_since(opened.form, draft.answers, rows, shown, marks) if shown else None
    if since:
        check = check.marked(since.changed)
    return page(
        request,
        "drafts/check_answers.html",
        status=400 if faults else 200 if shown is None else 409,
        faults=faults,
        has_changed=shown is not None,
        was_told=was_told or shown is not None,
        since=since,
        people=people_of(office, who, draft),
        draft=draft,
        seen=fingerprint_to_check(draft, *ids),
        marks=marks,
        check=check,
        urgent_links=on_screen(opened.form, check.binding.urgent_faults, address),
        address=address,
        standing=standing,
        files=files,
        lacks_own_form=lacks_own_form(opened.form, draft.answers, files),
        decision_time=decision_time(office.rules.clocks),
        words=words_of_form(opened.form.id),
        kind=kind_of_form(opened.form.id),
    )


routes = (check_answers, send)
