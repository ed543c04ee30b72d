"""The judge: what kind a file is, then the parser of that kind, then whether its name agrees."""

import puremagic

from frontdoor_portal.attachments.judging import images, mail, msg, office, pdf, texts
from frontdoor_portal.attachments.judging.finding import Finding
from frontdoor_portal.use_cases.attachments.names import extensions_of
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

__all__ = ["Finding", "judge"]

EXTENSIONS = {
    FileKind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    FileKind.PNG: ("png",),
    FileKind.GIF: ("gif",),
    FileKind.WEBP: ("webp",),
    FileKind.HEIC: ("heic", "heif"),
    FileKind.PDF: ("pdf",),
    FileKind.DOCX: ("docx",),
    FileKind.XLSX: ("xlsx",),
    FileKind.ODT: ("odt",),
    FileKind.TEXT: ("txt",),
    FileKind.EML: ("eml",),
    FileKind.MSG: ("msg",),
}
"""The endings that a file of a kind may have; the first is given to one that has none."""

RUNS = frozenset(
    "app bat bin chm cmd com cpl dll docm dotm exe gadget hta htm html inf iso jar js jse lnk mht mhtml msi msp php pif "
    "pptm ps1 py rb reg scf scr sh svg swf url vb vbe vbs wsf wsh xhtml xlam xlsm xltm xml".split()
)
"""Endings of what runs when it is opened. None may stand inside a name, as in `photo.exe.jpg`."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def judge(name: str, data: bytes) -> Finding:
    """Raises `NotTaken` with the reason why a file is not taken."""
    if not data:
        raise NotTaken(Unwanted.EMPTY)
    finding = _read(name, data)
    endings = extensions_of(name)
    if any(ending in RUNS for ending in endings):
        raise NotTaken(Unwanted.DOUBLE_EXTENSION)
    if endings and len(endings[-1]) <= _LONGEST_ENDING and endings[-1] not in EXTENSIONS[finding.kind]:
        raise NotTaken(Unwanted.MISNAMED)
    return finding


_LONGEST_ENDING = 5
"""What stands after the last full stop and is longer is part of a title, such as `Notes. Second visit`."""


def _read(name: str, data: bytes) -> Finding:
    if image := images.kind_of(data):
        _agree(data, {"jpg", "jpeg", "jpe", "jfif", "jif", "png", "apng", "gif", "webp", "heic", "heif", "heix", "hif"})
        return images.read(image, data)
    if data.startswith(b"%PDF-"):
        _agree(data, {"pdf", "ai", "fdf"})
        return pdf.read(data)
    if b"%PDF-" in data[:1_024]:
        raise NotTaken(Unwanted.TWO_IN_ONE)
    if data.startswith(_ZIP):
        return office.read(data)
    if data.startswith(_OLE):
        return msg.read(data)
    ending = (extensions_of(name) or ("",))[-1]
    if ending == "eml" and mail.is_mail(data):
        return mail.read(data)
    return texts.read(data)


def _agree(data: bytes, endings: set[str]) -> None:
    """Raise `NotTaken` where puremagic, which knows many more kinds, takes the file for another."""
    try:
        found = puremagic.magic_string(data)
    except puremagic.PureError:
        raise NotTaken(Unwanted.WRONG_TYPE) from None
    if not any(each.extension.lstrip(".").lower() in endings for each in found):
        raise NotTaken(Unwanted.WRONG_TYPE)
