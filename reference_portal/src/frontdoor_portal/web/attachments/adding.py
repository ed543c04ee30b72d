"""The page of a draft's files: what may be added, what was, and each file that could not be, by its name."""

from collections.abc import Iterator

from attrs import define, field, frozen

from frontdoor_portal.use_cases.attachments.adding import add_file, may_add
from frontdoor_portal.use_cases.attachments.fetching import files_of_draft
from frontdoor_portal.use_cases.attachments.models import NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.removing import remove_file
from frontdoor_portal.use_cases.drafts import OpenDraft, open_draft
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.attachments import addresses
from frontdoor_portal.web.attachments.too_late import OTHERS, Chosen, came_too_late
from frontdoor_portal.web.auditing import writes_once_a_sitting
from frontdoor_portal.web.drafts.addresses import of_draft
from frontdoor_portal.web.drafts.after_sending import receipt_of_sent
from frontdoor_portal.web.drafts.task_list import name_typed
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.file_words import TAKEN, size_in_words, why_not
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.refusing import NotFound
from frontdoor_portal.web.routing import (
    FormFields,
    FromPath,
    QueryFields,
    SentFiles,
    TheOffice,
    Who,
    get,
    post,
    upload,
)
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.uploads import FILES, BrokenOff, TooMuchSent

CHECK = "check-answers"
DONE = {"added": "What you chose is added", "removed": "The file is removed"}
MOST_FAULTS = 20
"""So many files are named that could not be added; of more, their number."""


@frozen
class Refusal:
    """A file that could not be added."""

    name: str
    why: Unwanted


@define
class _Arriving:
    """The files of a form while they are taken one by one: those that were not, and those that are still to come."""

    _files: Iterator[Chosen]
    refused: list[Refusal] = field(factory=list, init=False)
    any_chosen: bool = field(default=False, init=False)
    _in_hand: Chosen | None = field(default=None, init=False)

    def __iter__(self) -> Iterator[Chosen]:
        """Each file that was chosen; the one in hand is left until the next is asked for."""
        for chosen in self._files:
            if not chosen.is_none:
                self.any_chosen, self._in_hand = True, chosen
                yield chosen
                self._in_hand = None

    def left(self) -> Iterator[Chosen]:
        """The file in hand, which was not taken, and all after it."""
        if self._in_hand is not None:
            yield self._in_hand
        yield from self._files

    @property
    def in_hand(self) -> str:
        """The name of the file that is being taken, if one is."""
        return self._in_hand.name if self._in_hand else ""

    @property
    def refused_names(self) -> list[str]:
        """The files of which the draft had nothing."""
        return [each.name for each in self.refused if each.why is not Unwanted.SAME]


@get(addresses.OF_DRAFT, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def files_page(request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, draft_id: FromPath[str]) -> Page:
    done = params.only("done", "back").one("done")
    try:
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return _page(request, office, who, opened, done=DONE.get(done, ""), back=params.one("back"))


@upload(addresses.OF_DRAFT, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def add_files(
    request: AnyRequest, office: TheOffice, who: Who, form: FormFields, upload: SentFiles, draft_id: FromPath[str]
) -> Page:
    """Take each file by itself: one that is not taken costs none of the others."""
    back = form.only("back").one("back")
    arriving = _Arriving(map(Chosen, upload.files()))
    try:
        may_add(office, who.professional, draft_id)
        refused = _take(office, who, draft_id, arriving)
        if not refused:
            return see_other(f"{addresses.files_of(draft_id)}?done=added{_kept(back)}")
        opened = open_draft(office, who.professional, draft_id)
    except NotVisible:
        return came_too_late(request, office, who, draft_id, arriving.refused_names, arriving.left())
    return _page(request, office, who, opened, refused=tuple(refused), back=back)


@post(addresses.REMOVE, requires(Permission.SEND_CONCERNS), writes_once_a_sitting(Action.VIEWED_DRAFT))
def remove(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str], file_id: FromPath[str]) -> Page:
    back = form.only("back").one("back")
    try:
        remove_file(office, who.professional, draft_id, file_id)
    except NotVisible:
        return _gone(office, who, draft_id, back)
    return see_other(f"{addresses.files_of(draft_id)}?done=removed{_kept(back)}")


def _gone(office: Office, who: SignedIn, draft_id: str, back: str) -> Page:
    """A file that was removed in another window is as its sender wants it; a draft that was sent has its receipt."""
    try:
        open_draft(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    return see_other(f"{addresses.files_of(draft_id)}?done=removed{_kept(back)}")


def _take(office: Office, who: SignedIn, draft_id: str, arriving: _Arriving) -> list[Refusal]:
    try:
        for chosen in arriving:
            try:
                add_file(office, who.professional, draft_id, chosen.given_name, chosen.chunks)
            except NotTaken as problem:
                arriving.refused.append(Refusal(chosen.name, problem.why))
    except TooMuchSent:
        arriving.refused.append(Refusal(OTHERS, Unwanted.NO_ROOM_IN_DRAFT))
        arriving.any_chosen = True
    except BrokenOff:
        # What came whole is in the draft: the page shows it, and names what did not.
        arriving.refused.append(Refusal(arriving.in_hand or OTHERS, Unwanted.BROKEN_OFF))
        arriving.any_chosen = True
    return arriving.refused if arriving.any_chosen else [Refusal("", Unwanted.EMPTY)]


def _page(
    request: AnyRequest,
    office: Office,
    who: SignedIn,
    opened: OpenDraft,
    *,
    refused: tuple[Refusal, ...] = (),
    done: str = "",
    back: str = "",
) -> Page:
    draft = opened.draft
    if office.files is None:
        raise NotFound
    limits = office.files.limits
    faults = _faults(office, refused)
    is_large = any(each.why is Unwanted.TOO_LARGE for each in refused)
    return page(
        request,
        "attachments/files.html",
        status=(413 if is_large else 400) if faults else 200,
        faults=faults,
        concern=opened.form,
        name=name_typed(opened.form, draft.answers),
        address=of_draft(draft.id),
        files=files_of_draft(office, who.professional, draft.id),
        field=FILES,
        taken=TAKEN,
        per_draft=limits.per_draft,
        one=size_in_words(limits.one),
        all_together=size_in_words(limits.draft),
        has_scanner=office.files.scanner is not None,
        done=done,
        back=CHECK if back == CHECK else "",
    )


def _faults(office: Office, refused: tuple[Refusal, ...]) -> list[Fault]:
    assert office.files is not None
    if refused == (Refusal("", Unwanted.EMPTY),):
        return [Fault(FILES, "Choose a file to add")]
    limits = office.files.limits
    faults = [Fault(FILES, f"{each.name}: {why_not(each.why, limits)}") for each in refused[:MOST_FAULTS]]
    if (more := len(refused) - MOST_FAULTS) > 0:
        faults.append(Fault(FILES, f"{more} more files were not added"))
    return faults


def _kept(back: str) -> str:
    return f"&back={CHECK}" if back == CHECK else ""


routes = (files_page, add_files, remove)
