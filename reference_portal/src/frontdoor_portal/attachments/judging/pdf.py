"""PDF: opened as a whole, and refused where it is locked, does things by itself or carries other files."""

import io
import re
import zipfile

import pikepdf

from frontdoor_portal.attachments.judging.finding import Finding, told
from frontdoor_portal.attachments.judging.places import place_inside, says_place
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

_MOST_OBJECTS = 300_000
_DEEPEST = 60
_ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute", "/GoToE"})
_MARKUP = re.compile(rb"(?i)<(?:script|html|\?php|svg)")


def read(data: bytes) -> Finding:
    """Raises `NotTaken`."""
    if zipfile.is_zipfile(io.BytesIO(data)) or _MARKUP.search(data[data.rfind(b"%%EOF") :]):
        raise NotTaken(Unwanted.TWO_IN_ONE)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=True) as document:
            if document.is_encrypted:
                raise NotTaken(Unwanted.LOCKED)
            _check(document)
            if not len(document.pages):
                raise NotTaken(Unwanted.DAMAGED)
            return Finding(FileKind.PDF, about=_about(document) + place_inside(_says_place(document)))
    except pikepdf.PasswordError:
        raise NotTaken(Unwanted.LOCKED) from None
    except NotTaken:
        raise
    except Exception:
        raise NotTaken(Unwanted.DAMAGED) from None


def _check(document: pikepdf.Pdf) -> None:
    waiting: list[tuple[object, int]] = [(document.trailer, 0)]
    waiting += [(each, 0) for each in document.objects]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > _MOST_OBJECTS or depth > _DEEPEST:
            raise NotTaken(Unwanted.BOMB)
        if isinstance(value, pikepdf.Array):
            waiting += [(each, depth + 1) for each in _direct(list(value))]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            holder = value.stream_dict if isinstance(value, pikepdf.Stream) else value
            _check_dictionary(holder)
            waiting += [(each, depth + 1) for each in _direct([value for _, value in holder.items()])]


def _direct(values: list[object]) -> list[object]:
    """What stands in place: what is referred to is an object of the document, and is looked at as such."""
    kinds = (pikepdf.Array, pikepdf.Dictionary)
    return [each for each in values if isinstance(each, kinds) and not getattr(each, "is_indirect", False)]


def _check_dictionary(holder: object) -> None:
    assert isinstance(holder, pikepdf.Dictionary)
    if "/JS" in holder or "/XFA" in holder or str(holder.get("/S", "")) in _ACTS:
        raise NotTaken(Unwanted.SCRIPTS)
    if "/EF" in holder or "/EmbeddedFiles" in holder or str(holder.get("/Type", "")) == "/EmbeddedFile":
        raise NotTaken(Unwanted.HOLDS_FILES)
    if str(holder.get("/Subtype", "")) in {"/RichMedia", "/FileAttachment", "/Screen"}:
        raise NotTaken(Unwanted.HOLDS_FILES)


def _says_place(document: pikepdf.Pdf) -> bool:
    """Whether a photo in it has a place. A photo is a JPEG that stands in the PDF as it is."""
    for each in document.objects:
        if isinstance(each, pikepdf.Stream) and str(each.get("/Subtype", "")) == "/Image":
            packed = each.get("/Filter")
            by = [str(one) for one in list(packed)] if isinstance(packed, pikepdf.Array) else [str(packed)]
            if by == ["/DCTDecode"] and says_place(each.read_raw_bytes()):
                return True
    return False


def _about(document: pikepdf.Pdf) -> tuple[str, ...]:
    info = document.docinfo
    labels = {"/Author": "Author", "/Creator": "Made with", "/Title": "Title"}
    return tuple(line for key, label in labels.items() for line in told(label, info.get(key, "")))
