"""One version: what it is made of and what is wrong with it, its text, and throwing it away."""

from litestar import MediaType

from frontdoor_portal.use_cases.form_versions.beside import look_beside
from frontdoor_portal.use_cases.form_versions.editing import NotAForm, discard_version, save_text, undo
from frontdoor_portal.use_cases.form_versions.looking import examine, see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.tree import data_of, inner_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import Stale
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, MAX_TEXT_BYTES, QUESTIONS_ONLY
from frontdoor_portal.web.form_versions.words import placed, state_word, title_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest

CHANGED_MEANWHILE = "Somebody else changed this version after you opened it. Check what you typed, and save again"


@get(addresses.VERSION, ADMINISTRATORS, QUESTIONS_ONLY)
def version_page(request: AnyRequest, office: Office, who: SignedIn, version_id: str) -> Page:
    version = see_version(office, who.professional, version_id)
    looked = examine(office, version)
    data = data_of(version.text)
    waiting = look_beside(office, who.professional, version, looked).waiting
    return page(
        request,
        "form_versions/version.html",
        version=version,
        waiting=() if version.is_frozen and version.state is not FormState.SCHEDULED else waiting,
        title=title_of(looked.form, version.form_id),
        word=state_word(version, looked.version_in_force, office.now()),
        looked=looked,
        wrong=placed(version.id, data, looked.faults),
        sections=[(section, inner_of(section, 1)) for section in inner_of(data or {}, 0)],
        is_edited=version.state is FormState.EDITING,
    )


@get(addresses.TEXT, ADMINISTRATORS, QUESTIONS_ONLY)
def text_page(request: AnyRequest, office: Office, who: SignedIn, version_id: str) -> Page:
    """The text as TOML: to be changed while the version is edited, and read after that."""
    version = see_version(office, who.professional, version_id)
    return _text(request, office, version, version.text, ())


@post(addresses.TEXT, ADMINISTRATORS, QUESTIONS_ONLY, max_bytes=MAX_TEXT_BYTES)
def save_whole_text(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    """Keep the text whatever its faults are, and tell every one of them."""
    form.only("revision", "text")
    text = form.one("text")
    try:
        version = save_text(office, who.professional, version_id, revision_of(form), text)
    except NotAForm as problem:
        version = see_version(office, who.professional, version_id)
        return _text(request, office, version, text, [Fault("text", str(problem))])
    except Stale:
        version = see_version(office, who.professional, version_id)
        if version.state is not FormState.EDITING:
            raise
        return _text(request, office, version, text, [Fault("text", CHANGED_MEANWHILE)])
    faults = examine(office, version).faults
    if faults:
        return _text(request, office, version, text, [Fault("text", str(fault)) for fault in faults], is_saved=True)
    return see_other(addresses.of_version(version_id))


@get(addresses.DOWNLOAD, ADMINISTRATORS, QUESTIONS_ONLY)
def download(office: Office, who: SignedIn, version_id: str) -> Page:
    """The text as a file, to keep, to compare, or to try in another portal."""
    version = see_version(office, who.professional, version_id)
    name = f"{version.form_id}-{version.version or version.id}.toml"
    safe = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "._-"))
    headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
    return Page(version.text, media_type=MediaType.TEXT, headers=headers)


@post(addresses.DO, ADMINISTRATORS, QUESTIONS_ONLY)
def undo_last(office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    """Take the last change back, or make it again."""
    form.only("revision")
    undo(office, who.professional, version_id, revision_of(form))
    return see_other(addresses.of_version(version_id))


@get(addresses.DISCARD, ADMINISTRATORS, QUESTIONS_ONLY)
def ask_to_discard_version(request: AnyRequest, office: Office, who: SignedIn, version_id: str) -> Page:
    version = see_version(office, who.professional, version_id)
    return page(
        request,
        "form_versions/discard.html",
        version=version,
        title=title_of(examine(office, version).form, version.form_id),
    )


@post(addresses.DISCARD, ADMINISTRATORS, QUESTIONS_ONLY)
def discard_form_version(office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    form.only("revision")
    discard_version(office, who.professional, version_id, revision_of(form))
    return see_other(addresses.LIST)


def revision_of(form: Fields) -> int:
    """The revision that a page was made from. Raises `BadRequest`."""
    try:
        return int(form.one("revision"))
    except ValueError:
        raise BadRequest("The revision is no number") from None


def _text(
    request: AnyRequest,
    office: Office,
    version: FormVersion,
    text: str,
    faults: "list[Fault] | tuple[()]",
    *,
    is_saved: bool = False,
) -> Page:
    shown = faults or [Fault("text", str(fault)) for fault in examine(office, version).faults]
    return page(
        request,
        "form_versions/text.html",
        status=400 if faults else 200,
        version=version,
        title=title_of(examine(office, version).form, version.form_id),
        text=text,
        is_edited=version.state is FormState.EDITING,
        is_saved=is_saved or not faults,
        faults=faults,
        known=() if faults else shown,
    )


routes = (
    version_page,
    text_page,
    save_whole_text,
    download,
    undo_last,
    ask_to_discard_version,
    discard_form_version,
)
