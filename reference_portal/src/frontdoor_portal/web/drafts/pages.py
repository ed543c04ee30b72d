"""A draft's own pages: the gate, the task list, the question pages, and throwing it away."""

from attrs import evolve

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import KINDS, kind_of_form
from frontdoor.forms import Fault, FormDefinition, RefusedAnswers, gate_stops, page_in_play
from frontdoor.forms import Page as FormPage
from frontdoor_portal.use_cases.attachments.fetching import files_of_draft
from frontdoor_portal.use_cases.attachments.own_form import lacks_own_form
from frontdoor_portal.use_cases.drafts import (
    FormGone,
    OpenDraft,
    SavedPage,
    discard_draft,
    open_draft,
    save_page,
    start_draft,
    today,
)
from frontdoor_portal.use_cases.drafts.earlier_pages import PageOfAnotherVersion, is_same_page, keep_earlier_page
from frontdoor_portal.use_cases.drafts.versions import NOTHING_SEEN, ChangedMeanwhile, fingerprint, is_same
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, SearchFirst
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.auditing import shows_nobody, writes_once_a_sitting
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import receipt_of_sent, typed_after_sending
from frontdoor_portal.web.drafts.asking import (
    asked_names,
    asked_now,
    blocks,
    on_screen,
    page_after,
    page_before,
    parts_of,
)
from frontdoor_portal.web.drafts.earlier import earlier_rows
from frontdoor_portal.web.drafts.standing import people_of, standing_for
from frontdoor_portal.web.drafts.task_list import name_typed, tasks_of
from frontdoor_portal.web.drafts.typed import CHECK_ANSWERS, SEEN, Then, TypedPage, names_typed, read_page, with_unasked
from frontdoor_portal.web.drafts.unsaved import (
    Why,
    asks,
    form_asked,
    page_fields,
    rows_of,
    typed_rows,
    unsaved_page,
)
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.keeping import arrived, not_needed, restored, said_otherwise
from frontdoor_portal.web.kind_words import KIND_WORDS
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import BadRequest, NotFound
from frontdoor_portal.web.routing import FormFields, FromPath, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest, site_of

CONCERN = KINDS[ContactKind.CAUSE_FOR_CONCERN].form_id
MAX_PAGE_BYTES = 2_000_000
"""The longest question page: a whole section, its answers long and in a script that takes nine bytes a letter."""


@get(addresses.FORM, requires(Permission.SEND_CONCERNS), shows_nobody("What is said before a form is opened"))
def gate(request: AnyRequest, office: TheOffice, form_id: FromPath[str]) -> Page:
    """What is said before a form is opened: 999, the telephone, and what the sender needs."""
    form, kind = office.forms.get(form_id), kind_of_form(form_id)
    if form is None or kind is None:
        raise NotFound
    words, search_first = KIND_WORDS[kind], KINDS[kind].search_first
    return page(request, "drafts/gate.html", concern=form, words=words, search_first=search_first, blocks=blocks)


@post(addresses.DRAFTS, requires(Permission.SEND_CONCERNS), shows_nobody("It answers with a redirect"))
def start(office: TheOffice, who: Who, form: FormFields) -> Page:
    """Open a draft of `form`, filled in with what is known: `child` is the token of a search, or of what it found.

    Whoever comes without one is led to the search, where the form needs it.
    """
    form.only("child", "form")
    try:
        draft = start_draft(office, who.professional, form.one("form", CONCERN), form.one("child"))
    except SearchFirst:
        return see_other("/children")
    return see_other(addresses.of_draft(draft.id))


@get(addresses.DRAFT, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def task_list(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    try:
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    draft, concern = opened.draft, opened.form
    files = files_of_draft(office, who.professional, draft.id) if office.files else None
    return page(
        request,
        "drafts/task_list.html",
        concern=concern,
        draft=draft,
        address=addresses.of_draft(draft.id),
        name=name_typed(concern, draft.answers),
        tasks=tasks_of(concern, draft, today(office), addresses.of_draft(draft.id)),
        first_whole=concern.sections[0].whole.id,
        people=people_of(office, who, draft),
        standing=standing_for(office, who, draft),
        files=files,
        lacks_own_form=lacks_own_form(concern, draft.answers, files),
    )


@get(addresses.QUESTIONS, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def questions(
    request: AnyRequest,
    office: TheOffice,
    who: Who,
    params: QueryFields,
    draft_id: FromPath[str],
    page_id: FromPath[str],
) -> Page:
    """One page of the form as it was last saved, faults and all, without telling anyone off.

    What its reader sent when their sign-in had ended comes first, whatever became of the draft and the page since.
    """
    params.only("back", "more", "remove")
    kept = restored(request, office, who)
    if kept is not None:  # for the pages that say why a draft cannot be opened
        request.scope["state"]["form"] = kept.fields
    try:
        opened = open_draft(office, who.professional, draft_id)
    except FormGone:
        said_otherwise(request)
        raise
    except NotVisible:
        said_otherwise(request)
        if kept is not None:
            return typed_after_sending(request, office, who, draft_id, page_id, kept.fields)
        return receipt_of_sent(office, who, draft_id)
    if kept is not None and (shown := _kept_words(request, office, who, opened, page_id, kept.fields)) is not None:
        return shown
    form_page = page_of(opened.form, page_id)
    if not page_in_play(opened.form, form_page, opened.draft.answers):
        return see_other(addresses.of_draft(draft_id))
    return question_page(
        request,
        office,
        opened,
        form_page,
        (),
        back_to_check=params.one("back") == CHECK_ANSWERS,
        more=params.one("more"),
        remove=params.one("remove"),
    )


@post(
    addresses.QUESTIONS,
    requires(Permission.SEND_CONCERNS),
    writes_once_a_sitting(Action.VIEWED_DRAFT),
    max_bytes=MAX_PAGE_BYTES,
    kept_on=addresses.QUESTIONS,
)
def save_questions(
    request: AnyRequest, office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str], page_id: FromPath[str]
) -> Page:
    """Keep everything that was typed, then go on; or stay, where something is wrong or an answer asks for more."""
    seen = form.one(SEEN, NOTHING_SEEN)
    try:
        opened = open_draft(office, who.professional, draft_id)
        asked = form_asked(office, form) or opened.form
        form_page = page_of(asked, page_id)
        sent = read_page(form_page, page_fields(form))
        typed = with_unasked(opened.draft.answers, form_page, sent)
        try:
            saved = save_page(office, who.professional, draft_id, page_id, typed, seen=seen, asked=asked)
        except PageOfAnotherVersion:  # inside, since keeping it may be refused as saving is
            is_new = keep_earlier_page(office, who.professional, draft_id, asked, page_id, sent.typed)
            arrived(request, office, who)
            return see_other(addresses.kept_earlier(draft_id) if is_new else addresses.of_draft(draft_id))
    except NotVisible:
        return typed_after_sending(request, office, who, draft_id, page_id, form)
    except ChangedMeanwhile as changed:
        arrived(request, office, who)
        return see_other(addresses.versions_of(draft_id, changed.version_id))
    except RefusedAnswers as refused:
        raise BadRequest("Answers were sent that no page of this form could have sent") from refused
    arrived(request, office, who)
    address = addresses.of_draft(draft_id)
    # First of all: neither a fault beside it nor a way out of the page may stand between danger and 999.
    if _opens_stop(saved, form_page):
        return see_other(addresses.stop_of(draft_id))
    if sent.then is Then.TASK_LIST:
        return see_other(address)
    if sent.group:
        return see_other(_with_more(f"{address}/{page_id}", sent))
    faults = tuple(fault for fault in saved.faults if fault.question_id in sent.asked)
    now = OpenDraft(saved.draft, saved.form)
    if faults:
        return question_page(request, office, now, form_page, faults, back_to_check=sent.back_to_check)
    if more := _newly_asked(saved, form_page, sent):
        query = f"?back={CHECK_ANSWERS}" if sent.back_to_check else ""
        return see_other(f"{address}/{page_id}{query}#{more}")
    return see_other(_after(now, form_page, back_to_check=sent.back_to_check))


@get(addresses.STOP, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def stop(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    """Call 999 before going on: shown once the first page says that a child is in immediate danger."""
    try:
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    form, answers, address = opened.form, opened.draft.answers, addresses.of_draft(draft_id)
    if form.gate is None or not gate_stops(form, answers):
        return see_other(address)
    onward = page_after(form, form.page(form.gate.page_id), answers, address)
    return page(request, "drafts/stop.html", gate=form.gate, blocks=blocks, address=address, onward=onward)


@get(addresses.DISCARD, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def ask_to_discard(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    try:
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    people = people_of(office, who, opened.draft)
    if not people.may_discard:
        raise NotPermitted("Only whoever has the draft may throw it away")
    return page(
        request,
        "drafts/discard.html",
        draft=opened.draft,
        name=name_typed(opened.form, opened.draft.answers),
        people=people,
        address=addresses.of_draft(draft_id),
    )


@post(addresses.DISCARD, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def discard(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    form.only()
    try:
        discard_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return see_other("/contacts")


def page_of(form: FormDefinition, page_id: str) -> FormPage:
    try:
        return form.page(page_id)
    except KeyError:
        raise NotFound from None


def question_page(
    request: AnyRequest,
    office: Office,
    opened: OpenDraft,
    form_page: FormPage,
    faults: tuple[Fault, ...],
    *,
    back_to_check: bool,
    more: str = "",
    remove: str = "",
    seen: str = "",
) -> Page:
    """Show a page of the form, `faults` in the summary too; the group `more` has a blank item added.

    It asks whether the item `remove`, as `group-number`, is to go.

    It carries the fingerprint of what it shows; with `seen`, that of what its reader was shown before.
    """
    form, answers = opened.form, opened.draft.answers
    address = addresses.of_draft(opened.draft.id)
    asked = asked_now(form, form_page, answers, faults, today(office), more=more, remove=remove)
    return page(
        request,
        "drafts/questions.html",
        status=400 if faults else 200,
        faults=on_screen(form, faults),
        concern=form,
        section=form.section_of(form_page.id),
        form_page=form_page,
        parts=parts_of(form, form_page, asked),
        is_gate=_is_gate(form, form_page),
        blocks=blocks,
        back=CHECK_ANSWERS if back_to_check else "",
        before=f"{address}/{CHECK_ANSWERS}" if back_to_check else page_before(form, form_page, answers, address),
        onward=_after(opened, form_page, back_to_check=back_to_check),
        asks=asks(form),
        earlier=earlier_rows(office, opened.draft, form_page),
        seen=seen or fingerprint(answers, [question.id for question in form_page.questions]),
        idle=site_of(request).options.sessions.idle,
        levels=office.rules.need_scheme.levels,
    )


def _kept_words(
    request: AnyRequest, office: Office, who: SignedIn, opened: OpenDraft, page_id: str, kept: Fields
) -> Page | None:
    """What its reader sent when their sign-in had ended, where it is not saved by now: back on its page.

    Where it cannot all stand there any more it is shown by itself, to be kept as far as it can.
    """
    form, held = opened.form, opened.draft.answers
    try:
        asked = form_asked(office, kept) or form
        form_page = page_of(asked, page_id)
        sent = read_page(form_page, page_fields(kept))
    except BadRequest:
        return unsaved_page(request, opened.draft.id, typed_rows(office, page_id, kept), Why.FORM_CHANGED)
    on_page = [question.id for question in form_page.questions]
    typed = with_unasked(held, form_page, sent)
    if is_same(typed, held, on_page):
        not_needed(request, office, who)
        return None
    rows = rows_of(form_page.questions, sent.typed)
    if not is_same_page(asked, form, page_id):
        return unsaved_page(request, opened.draft.id, rows, Why.FORM_CHANGED, again=kept)
    answers = {key: value for key, value in held.items() if key not in on_page} | typed
    if not names_typed(form_page, sent) <= set(asked_names(form, form_page, answers)):
        return unsaved_page(request, opened.draft.id, rows, Why.NOT_ASKED, again=kept)
    shown = evolve(opened, draft=evolve(opened.draft, answers=answers))
    seen = kept.one(SEEN, NOTHING_SEEN)
    return question_page(request, office, shown, form_page, (), back_to_check=sent.back_to_check, seen=seen)


def _with_more(address: str, sent: TypedPage) -> str:
    """Back to the page after a button of a group: to the group, or to whether the item is to go.

    An item that nothing was typed in is gone by then, and nobody is asked about it.
    """
    query = [f"back={CHECK_ANSWERS}"] if sent.back_to_check else []
    anchor = sent.group
    if sent.then is Then.ADD:
        query.append(f"more={sent.group}")
    if sent.then is Then.ASK and sent.item:
        item = f"{sent.group}-{sent.item}"
        query.append(f"remove={item}")
        anchor = f"{item}-going"
    return f"{address}?{'&'.join(query)}#{anchor}" if query else f"{address}#{anchor}"


def _newly_asked(saved: SavedPage, form_page: FormPage, sent: TypedPage) -> str:
    """The first field that an answer just saved brought onto the page, or nothing."""
    names = asked_names(saved.form, form_page, saved.draft.answers)
    return next((name for name in names if name not in sent.asked), "")


def _is_gate(form: FormDefinition, form_page: FormPage) -> bool:
    """Whether the form's first questions stand on a page: by themselves, or with their whole section."""
    return form.gate is not None and form.page(form.gate.page_id).questions[0] in form_page.questions


def _opens_stop(saved: SavedPage, form_page: FormPage) -> bool:
    return _is_gate(saved.form, form_page) and gate_stops(saved.form, saved.draft.answers)


def _after(opened: OpenDraft, form_page: FormPage, *, back_to_check: bool) -> str:
    address = addresses.of_draft(opened.draft.id)
    if back_to_check:
        return f"{address}/{CHECK_ANSWERS}"
    return page_after(opened.form, form_page, opened.draft.answers, address)


routes = (gate, start, task_list, questions, save_questions, stop, ask_to_discard, discard)
