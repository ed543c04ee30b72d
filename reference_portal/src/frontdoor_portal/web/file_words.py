"""What is said of files: why one is not taken and what to do, what its state means, what its copy has lost."""

from collections.abc import Mapping

from frontdoor_portal.use_cases.attachments.fetching import OriginalReason
from frontdoor_portal.use_cases.attachments.models import (
    MEGABYTE,
    FileKind,
    FileLimits,
    FileState,
    Removed,
    Unwanted,
)
from frontdoor_portal.web.wording import Word

TAKEN = (
    "photos and pictures: JPEG, PNG, GIF, WebP and HEIC",
    "PDF documents",
    "Word (.docx), Excel (.xlsx) and OpenDocument text (.odt)",
    "plain text (.txt)",
    "emails saved as a file (.eml or .msg)",
)
"""Each kind of file that is taken, in words."""

_TYPES = "It must be a picture, PDF, .docx, .xlsx, .odt, .txt, .eml or .msg file"

WHY: Mapping[Unwanted, str] = {
    Unwanted.NO_NAME: "The file has no name. Give it one and choose it again",
    Unwanted.EMPTY: "The file is empty. Check that you chose the right one",
    Unwanted.TOO_LARGE: "The file is larger than {one}. Make it smaller, or send the most important part",
    Unwanted.TOO_MANY: "It was not added. You can add {per_draft} files at most",
    Unwanted.NO_ROOM_IN_DRAFT: "It was not added. All files together can be {draft} at most",
    Unwanted.NO_ROOM_FOR_PERSON: "It was not added. Send or remove files of your other drafts first",
    Unwanted.NO_ROOM_AT_ALL: "We have no room for files at the moment. Send the concern without it, and call us",
    Unwanted.SAME: "You have already added this file",
    Unwanted.WRONG_TYPE: f"This type of file cannot be added. {_TYPES}",
    Unwanted.OLD_OFFICE: "This is an old type of Office file. Save it as .docx, .xlsx or PDF and add that",
    Unwanted.MISNAMED: "The file is not what the end of its name says. Check where it comes from",
    Unwanted.DOUBLE_EXTENSION: "The name of the file ends like a program. Check where it comes from",
    Unwanted.LOCKED: "The file is locked, so we cannot open it. Remove its password and add it again",
    Unwanted.TWO_IN_ONE: "The file holds a second file of another type. Save a new copy and add that",
    Unwanted.SCRIPTS: "The file can run commands by itself. Print it to a new PDF and add that",
    Unwanted.HOLDS_FILES: "There is another file inside this file. Take it out and add each one by itself",
    Unwanted.MACROS: "The file has macros. Save a copy without macros and add that",
    Unwanted.FETCHES: "The file fetches something from elsewhere when it opens. Save it as a PDF and add that",
    Unwanted.BOMB: "The file is far larger inside than it looks. Save it as a PDF and add that",
    Unwanted.TOO_MANY_PIXELS: "The picture is larger than 64 megapixels. Save a smaller copy and add that",
    Unwanted.NOT_TEXT: "We cannot read the letters of this file. Save it as UTF-8 text and add it again",
    Unwanted.DAMAGED: "We cannot open this file. It may be damaged. Save a new copy and add that",
    Unwanted.BROKEN_OFF: "We did not get all of this. Add it again",
}

STATE: Mapping[FileState, Word] = {
    FileState.CHECKING: Word(
        "Being checked",
        "We are checking it for viruses. Nobody can open it until that is done. You need not wait for it.",
        colour="yellow",
    ),
    FileState.CLEAN: Word("Checked", "No virus was found.", colour="green"),
    FileState.INFECTED: Word(
        "Refused",
        "Something harmful was found in it, so nobody can open it.",
        colour="red",
    ),
    FileState.UNCHECKED: Word(
        "Not checked",
        "Nobody has checked it for viruses. Open it only if you trust where it comes from.",
        colour="orange",
    ),
    FileState.UNREADABLE: Word(
        "Cannot be read",
        "It was lost or damaged after it came to us, so nobody can open it. Add it to the draft again. "
        "If it was sent already, it must come another way.",
        colour="red",
    ),
}

KIND: Mapping[FileKind, str] = {
    FileKind.JPEG: "JPEG picture",
    FileKind.PNG: "PNG picture",
    FileKind.GIF: "GIF picture",
    FileKind.WEBP: "WebP picture",
    FileKind.HEIC: "HEIC picture",
    FileKind.PDF: "PDF",
    FileKind.DOCX: "Word document",
    FileKind.XLSX: "Excel workbook",
    FileKind.ODT: "OpenDocument text",
    FileKind.TEXT: "Plain text",
    FileKind.EML: "Email",
    FileKind.MSG: "Outlook email",
}

REMOVED: Mapping[Removed, str] = {
    Removed.PLACE: "where it was taken",
    Removed.TIME: "when it was taken",
    Removed.CAMERA: "which camera took it",
    Removed.NOTES: "notes inside the file",
}

REASON: Mapping[OriginalReason, str] = {
    OriginalReason.WHERE_AND_WHEN: "I need to know where or when the picture was taken",
    OriginalReason.EVIDENCE: "It is needed as evidence, for example by the police or a court",
    OriginalReason.UNCLEAR: "The copy is not clear enough to decide",
    OriginalReason.ASKED_BY_SUBJECT: "Somebody asked for what we hold about them",
}


def size_in_words(size: int) -> str:
    """`25 MB`, `1.4 MB`, `12 kB`: as people's own computers say it."""
    if size >= MEGABYTE:
        whole = f"{size / MEGABYTE:.1f}".removesuffix(".0")
        return f"{whole} MB"
    return f"{max(1, round(size / 1000))} kB"


def why_not(why: Unwanted, limits: FileLimits) -> str:
    """Why a file is not taken, in a sentence without its full stop."""
    return WHY[why].format(one=size_in_words(limits.one), draft=size_in_words(limits.draft), per_draft=limits.per_draft)


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
