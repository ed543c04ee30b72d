"""What may not hang on an email: a program, or a document with macros. The virus scanner looks into it besides."""

import io
import zipfile

from frontdoor_portal.use_cases.attachments.models import NotTaken, Unwanted

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_RUNS = frozenset(
    "bat chm cmd com cpl dll docm dotm exe hta inf iso jar js jse lnk msi msp pif pptm ps1 reg scf scr sh url vb vbe vbs "
    "wsf wsh xlam xlsm xltm".split()
)
_MOST_ENTRIES = 2_000


def refuse_dangerous(name: str, content: bytes) -> None:
    """Raise `NotTaken` for an attachment of an email that runs when it is opened."""
    if name.strip("\0 .").lower().rpartition(".")[2] in _RUNS or content.startswith(_PROGRAMS):
        raise NotTaken(Unwanted.HOLDS_FILES)
    if content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        if content.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise NotTaken(Unwanted.BOMB)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                if inner.lower().endswith("vbaproject.bin"):
                    raise NotTaken(Unwanted.MACROS)
                if inner.lower().rpartition(".")[2] in _RUNS:
                    raise NotTaken(Unwanted.HOLDS_FILES)
