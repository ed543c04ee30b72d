"""A new version from a form's TOML: chosen as a file, or pasted. Nobody is asked it yet, whatever is wrong with it."""

from frontdoor_portal.use_cases.form_versions.editing import MOST_TEXT, NotAForm, upload_version
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, MAX_TEXT_BYTES, QUESTIONS_ONLY
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.routing import FormFields, SentFiles, TheOffice, Who, get, post, upload
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.uploads import FILES, TooMuchSent, Upload

NOTHING_CHOSEN = "Choose a file"
ONE_ONLY = "You can only choose one file at a time"
TOO_LARGE = f"The file must hold {MOST_TEXT:,} characters or fewer"
NO_TEXT = "The file must be text in UTF-8, as TOML is"


class _NotTaken(ValueError):
    """A file that holds no text of a form. The message is for the field."""


@get(addresses.UPLOAD, ADMINISTRATORS, QUESTIONS_ONLY)
def upload_page(request: AnyRequest) -> Page:
    return _page(request)


@post(addresses.UPLOAD, ADMINISTRATORS, QUESTIONS_ONLY, max_bytes=MAX_TEXT_BYTES)
def upload_text(request: AnyRequest, office: TheOffice, who: Who, form: FormFields) -> Page:
    """Take the text that was pasted, or show it again with what is wrong."""
    text = form.only("text").one("text")
    try:
        made = upload_version(office, who.professional, text)
    except NotAForm as problem:
        return _page(request, text, Fault("text", str(problem)))
    return see_other(addresses.of_version(made.id))


@upload(addresses.UPLOAD_FILE, ADMINISTRATORS, QUESTIONS_ONLY)
def upload_file(request: AnyRequest, office: TheOffice, who: Who, form: FormFields, upload: SentFiles) -> Page:
    """Take the text of the file that was chosen. What cannot be a form's is said, and nothing is kept of it."""
    form.only()
    text = ""
    try:
        text = _text_of(upload)
        made = upload_version(office, who.professional, text)
    except (NotAForm, _NotTaken) as problem:
        # What was read goes into the text area, where it can be put right.
        return _page(request, text if len(text) <= MOST_TEXT else "", Fault(FILES, str(problem)))
    return see_other(addresses.of_version(made.id))


def _text_of(upload: Upload) -> str:
    """The text of the one file that was chosen, without the mark that some editors put before it."""
    found: list[bytes] = []
    try:
        for sent in upload.files():
            content = bytearray()
            for chunk in sent.chunks:
                content += chunk
                if len(content) > MAX_TEXT_BYTES:
                    raise _NotTaken(TOO_LARGE)
            # A browser sends an empty part where nothing was chosen.
            if sent.name or content:
                found.append(bytes(content))
    except TooMuchSent:
        raise _NotTaken(TOO_LARGE) from None
    if len(found) != 1:
        raise _NotTaken(ONE_ONLY if found else NOTHING_CHOSEN)
    try:
        text = found[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _NotTaken(NO_TEXT) from None
    if "\0" in text:
        raise _NotTaken(NO_TEXT)
    return text.replace("\r\n", "\n")


def _page(request: AnyRequest, text: str = "", *faults: Fault) -> Page:
    status = 400 if faults else 200
    return page(request, "form_versions/upload.html", status=status, text=text, faults=faults, field=FILES)


routes = (upload_page, upload_text, upload_file)
