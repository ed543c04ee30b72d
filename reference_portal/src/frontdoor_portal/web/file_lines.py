"""A file as a list shows it: for its sender, the officers, and the receipt alike."""

from collections.abc import Iterable

from attrs import frozen

from frontdoor_portal.use_cases.attachments.models import PLACE_INSIDE, Attachment, FileState
from frontdoor_portal.web.file_words import KIND, REMOVED, STATE, listed, size_in_words
from frontdoor_portal.web.wording import Word


@frozen
class FileLine:
    """One file in words. `href` fetches it, where it may be fetched; `original` where a reason is given for that."""

    id: str
    name: str
    facts: str
    word: Word
    state: FileState
    href: str
    original: str
    notes: tuple[str, ...]
    sha256: str
    original_sha256: str


def file_lines(files: Iterable[Attachment], address: str) -> tuple[FileLine, ...]:
    """Files below an address, which is that of their draft or contact."""
    return tuple(_line(each, f"{address}/files/{each.id}") for each in files)


def _line(file: Attachment, address: str) -> FileLine:
    may = file.may_be_fetched
    return FileLine(
        file.id,
        file.name,
        f"{KIND[file.kind]}, {size_in_words(file.original.size)}",
        STATE[file.state],
        file.state,
        address if may else "",
        f"{address}/original" if may and file.is_sealed else "",
        tuple(_notes(file)),
        file.shared.sha256,
        file.original.sha256,
    )


def _notes(file: Attachment) -> Iterable[str]:
    if file.finding and file.state is FileState.INFECTED:
        yield f"The scanner calls it {file.finding}."
    if file.is_sealed:
        lost = [words for each, words in REMOVED.items() if each in file.removed]
        if lost:
            yield f"Its copy does not say {listed(lost)}."
        if file.copy_kind is not file.kind and file.copy_kind is not None:
            yield f"Its copy is a {KIND[file.copy_kind]}."
    if said := [each for each in file.about if each != PLACE_INSIDE]:
        yield f"The file says: {'; '.join(said)}."
    if PLACE_INSIDE in file.about:
        yield "A picture inside it says where it was taken. Nothing is taken out of this file."
