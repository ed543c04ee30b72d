"""What may not hang on an email: a program, or a document with macros. The virus scanner looks into it besides."""

import io
import zipfile

from frontdoor_portal.use_cases.attachments.models import NotTaken, Unwanted
from frontdoor_portal.use_cases.attachments.names import PROGRAMS

_BEGINNINGS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_MOST_ENTRIES = 2_000


def refuse_dangerous(name: str, content: bytes) -> None:
    """Raise `NotTaken` for an attachment of an email that runs when it is opened."""
    if name.strip("\0 .").lower().rpartition(".")[2] in PROGRAMS or content.startswith(_BEGINNINGS):
        raise NotTaken(Unwanted.HOLDS_FILES)
    if content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        if content.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise NotTaken(Unwanted.BOMB)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                if inner.lower().endswith("vbaproject.bin"):
                    raise NotTaken(Unwanted.MACROS)
                if inner.lower().rpartition(".")[2] in PROGRAMS:
                    raise NotTaken(Unwanted.HOLDS_FILES)
