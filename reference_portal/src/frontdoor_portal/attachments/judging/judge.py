"""The judge: what kind a file is, then the parser of that kind, then whether its name agrees."""

import puremagic

from frontdoor_portal.attachments.judging import images, mail, msg, office, pdf, texts
from frontdoor_portal.attachments.judging.finding import Finding
from frontdoor_portal.use_cases.attachments.models import NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.names import ENDINGS, PROGRAMS, SHOWN_OR_RUN, extensions_of

__all__ = ["Finding", "judge"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def judge(name: str, data: bytes) -> Finding:
    """Raises `NotTaken` with the reason why a file is not taken."""
    if not data:
        raise NotTaken(Unwanted.EMPTY)
    finding = _read(name, data)
    endings = extensions_of(name)
    if any(ending in PROGRAMS | SHOWN_OR_RUN for ending in endings):
        raise NotTaken(Unwanted.DOUBLE_EXTENSION)
    if endings and len(endings[-1]) <= _LONGEST_ENDING and endings[-1] not in ENDINGS[finding.kind]:
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
