"""Word, Excel and OpenDocument text: zip files whose every entry is counted and measured before and while unpacked."""

import io
import re
import struct
import zipfile
from xml.etree import ElementTree

from frontdoor_portal.attachments.judging.finding import Finding, told
from frontdoor_portal.attachments.judging.places import place_inside, says_place
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200_000_000
"""Bytes of all entries together."""
_RATIO = 200
_RATIO_FROM = 5_000_000
"""An entry longer than this, and so much longer than packed, was made to fill a disk. Sheets pack well, 20 to 1."""
_LONGEST_XML = 60_000_000

_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
}
_ODT = b"application/vnd.oasis.opendocument.text"
_OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"%PDF-", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
_DDE = re.compile(rb"(?i)\bDDE(?:AUTO)?\s+[\"'\\a-z]|<ddeLink\b")
_MACRO_NAMES = re.compile(r"(?i)(^|/)(vbaproject\.bin|vbadata\.xml|activex/|macrosheets/|basic/|scripts/)")
_PICTURES = re.compile(r"(?i)\.(jpe?g|jfif|png|webp|hei[cf])$")
_OBJECT_NAMES = re.compile(r"(?i)(^|/)(embeddings/|oleobject|objectreplacements/|object \d+/)")


def read(data: bytes) -> Finding:
    """Raises `NotTaken`."""
    _count_entries(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _judged(packed)
    except NotTaken:
        raise
    except Exception:
        raise NotTaken(Unwanted.DAMAGED) from None


def _count_entries(data: bytes) -> None:
    """Judge by the directory's end, before anything of it is read."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or len(data) < at + 22:
        raise NotTaken(Unwanted.DAMAGED)
    (count,) = struct.unpack_from("<H", data, at + 10)
    # 65,535 stands for a number that does not fit: more than any document has.
    if count > MOST_ENTRIES or data.count(b"PK\x01\x02") > MOST_ENTRIES * 2:
        raise NotTaken(Unwanted.BOMB)


def _judged(packed: zipfile.ZipFile) -> Finding:
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or len({entry.filename for entry in entries}) != len(entries):
        raise NotTaken(Unwanted.BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotTaken(Unwanted.LOCKED)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(_swells(entry) for entry in entries):
        raise NotTaken(Unwanted.BOMB)
    if any(entry.filename.startswith("/") or ".." in entry.filename.split("/") for entry in entries):
        raise NotTaken(Unwanted.DAMAGED)
    kind = _kind_of(packed)
    left = MOST_UNPACKED
    for entry in entries:
        left -= _look_into(packed, entry, left)
    inside = any(says_place(packed.read(entry)) for entry in entries if _PICTURES.search(entry.filename))
    return Finding(kind, about=_about(packed) + place_inside(inside))


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(1, entry.compress_size)


def _kind_of(packed: zipfile.ZipFile) -> FileKind:
    names = set(packed.namelist())
    if "mimetype" in names:
        if packed.getinfo("mimetype").file_size > 200 or packed.read("mimetype").strip() != _ODT:
            raise NotTaken(Unwanted.WRONG_TYPE)
        manifest = _xml(packed, "META-INF/manifest.xml")
        if any(element.tag.endswith("}encryption-data") for element in manifest.iter()):
            raise NotTaken(Unwanted.LOCKED)
        return FileKind.ODT
    if "[Content_Types].xml" not in names:
        raise NotTaken(Unwanted.WRONG_TYPE)
    types = [element.get("ContentType", "") for element in _xml(packed, "[Content_Types].xml").iter()]
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise NotTaken(Unwanted.MACROS)
    kinds = {_MAIN[each] for each in types if each in _MAIN}
    if len(kinds) != 1:
        raise NotTaken(Unwanted.WRONG_TYPE)
    return kinds.pop()


def _look_into(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """How long an entry truly is: what the directory says of it may be a lie. Raises `NotTaken`."""
    if _MACRO_NAMES.search(entry.filename):
        raise NotTaken(Unwanted.MACROS)
    if _OBJECT_NAMES.search(entry.filename) and not entry.filename.endswith("/"):
        raise NotTaken(Unwanted.HOLDS_FILES)
    length, tail = 0, b""
    with packed.open(entry) as opened:
        while piece := opened.read(1 << 20):
            if length == 0 and piece.startswith(_OTHER_FILES):
                raise NotTaken(Unwanted.HOLDS_FILES)
            length += len(piece)
            if length > left:
                raise NotTaken(Unwanted.BOMB)
            if entry.filename.endswith(".xml") and _DDE.search(tail + piece):
                raise NotTaken(Unwanted.FETCHES)
            tail = piece[-64:]
    if entry.filename.endswith(".rels"):
        _check_relations(_xml(packed, entry.filename))
    return length


def _check_relations(relations: ElementTree.Element) -> None:
    """A link to click on is well; whatever is fetched when the document opens, such as a template, is not."""
    for relation in relations.iter():
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and not relation.get("Type", "").lower().endswith("/hyperlink"):
            raise NotTaken(Unwanted.FETCHES)


def _xml(packed: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if packed.getinfo(name).file_size > _LONGEST_XML:
        raise NotTaken(Unwanted.BOMB)
    text = packed.read(name)
    # Neither Word nor LibreOffice writes a document type: whoever does wants a parser to fetch or to swell.
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
        raise NotTaken(Unwanted.DAMAGED)
    return ElementTree.fromstring(text)


def _about(packed: zipfile.ZipFile) -> tuple[str, ...]:
    labels = {
        "creator": "Author",
        "lastModifiedBy": "Last changed by",
        "initial-creator": "Author",
        "Company": "Company",
    }
    found: dict[str, tuple[str, ...]] = {}
    for name in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        if name in packed.namelist():
            for element in _xml(packed, name).iter():
                label = labels.get(element.tag.rpartition("}")[2])
                if label and label not in found:
                    found[label] = told(label, element.text)
    return tuple(line for lines in found.values() for line in lines)
