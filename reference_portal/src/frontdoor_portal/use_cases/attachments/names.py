"""Names of files as people gave them: cleaned for display, and never part of a path."""

import re
import unicodedata

from frontdoor_portal.use_cases.attachments.models import FileKind

LONGEST = 120

ENDINGS = {
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

_PROGRAMS = (
    "app bat bin chm cmd com cpl dll docm dotm exe gadget hta inf iso jar js jse lnk msi msp pif pptm ps1 reg scf scr "
    "sh url vb vbe vbs wsf wsh xlam xlsm xltm"
)
PROGRAMS = frozenset(_PROGRAMS.split())
"""Endings of what runs when it is opened."""

SHOWN_OR_RUN = frozenset({"htm", "html", "mht", "mhtml", "php", "py", "rb", "svg", "swf", "xhtml", "xml"})
"""Endings of what a browser or a server runs. None of these or of `PROGRAMS` stands inside a name: `photo.exe.jpg`."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
"""Controls, marks that turn the direction of writing round, halves of letters, and what is no letter at all."""


def cleaned(name: str) -> str:
    """A name to show and to offer for saving: no path, no control or unseen letter, no name of a device.

    Of a long one the middle is left out, never its ending: that says what it is. Empty where nothing is left.
    """
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    # A joiner of emoji is unseen as well, and without it a family is shown as its members: no harm.
    seen = "".join(" " if unicodedata.category(letter) in _UNSEEN else letter for letter in last)
    text = unicodedata.normalize("NFC", " ".join(seen.split())).strip(". ")
    text = "".join("_" if letter in '<>:"|?*' else letter for letter in text)
    if _RESERVED.match(text):
        text = f"_{text}"
    return shortened(text)


def shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    stem, dot, ending = text.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return f"{text[: LONGEST - len(kept) - 1].rstrip()}…{kept}"


def extensions_of(name: str) -> tuple[str, ...]:
    """Everything that stands between or after full stops of a name, but for its beginning, in small letters."""
    return tuple(part.strip().lower() for part in name.split(".")[1:])
