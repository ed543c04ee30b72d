"""What is taken and what is not, by its content (bad input 61 to 72; ASVS V5.2.2, V5.2.3, V5.2.6)."""

import io
import tracemalloc
from collections.abc import Callable

import pytest
from PIL import Image, ImageFile
from reference_portal.tests.attachments import samples as made

from frontdoor_portal.attachments.judging import Finding, judge
from frontdoor_portal.attachments.judging.places import says_place
from frontdoor_portal.use_cases.attachments.models import PLACE_INSIDE, FileKind, NotTaken, Removed, Unwanted

TOLD = frozenset({Removed.PLACE, Removed.CAMERA, Removed.TIME})
SVG = b"<svg onload='x()' xmlns='http://www.w3.org/2000/svg'/>"


def why(name: str, data: bytes) -> Unwanted | FileKind:
    """Why a file is not taken, or what it is."""
    try:
        return judge(name, data).kind
    except NotTaken as refused:
        return refused.why


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg", made.picture("JPEG"), FileKind.JPEG),
        ("a.JPEG", made.picture("JPEG"), FileKind.JPEG),
        ("a.png", made.picture("PNG"), FileKind.PNG),
        ("a.gif", made.picture("GIF"), FileKind.GIF),
        ("a.webp", made.picture("WEBP"), FileKind.WEBP),
        ("a.heic", made.picture("HEIF"), FileKind.HEIC),
        ("a.pdf", made.pdf(), FileKind.PDF),
        ("a.docx", made.docx(), FileKind.DOCX),
        ("a.xlsx", made.xlsx(), FileKind.XLSX),
        ("a.odt", made.odt(), FileKind.ODT),
        ("a.txt", made.TEXT, FileKind.TEXT),
        ("a.txt", made.TEXT.decode().encode("utf-16"), FileKind.TEXT),
        ("a.eml", made.MAIL + b"\r\nHello", FileKind.EML),
        ("a.eml", made.mail_with("plan.pdf", made.pdf()), FileKind.EML),
        ("scan", made.pdf(), FileKind.PDF),
        ("Notes. Second visit", made.pdf(), FileKind.PDF),
        ("letter.v1.2.pdf", made.pdf(), FileKind.PDF),
    ],
)
def test_a_good_file_is_taken_for_what_it_is(name: str, data: bytes, kind: FileKind) -> None:
    assert why(name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.txt", b"", Unwanted.EMPTY, id="61: no bytes"),
        pytest.param("a.pdf", made.PROGRAM, Unwanted.WRONG_TYPE, id="63: a program as PDF"),
        pytest.param("a.jpg", b"<html><script>x</script>", Unwanted.WRONG_TYPE, id="63: HTML as JPEG"),
        pytest.param("a.jpg", made.TEXT, Unwanted.MISNAMED, id="63: text as JPEG"),
        pytest.param("a.txt", made.picture(), Unwanted.MISNAMED, id="63: JPEG as text"),
        pytest.param("a.pdf.exe", made.pdf(), Unwanted.DOUBLE_EXTENSION, id="63: a program's ending"),
        pytest.param("a.exe.jpg", made.picture(), Unwanted.DOUBLE_EXTENSION, id="63: a program's name"),
        pytest.param("a.svg", b"<svg onload='x()'/>", Unwanted.WRONG_TYPE, id="SVG"),
        pytest.param("a.tif", b"II*\x00" + bytes(200), Unwanted.WRONG_TYPE, id="TIFF"),
        pytest.param("a.txt", b"\x00\x01\x02", Unwanted.WRONG_TYPE, id="bytes as text"),
        pytest.param("a.txt", "Seen café".encode("latin-1"), Unwanted.NOT_TEXT, id="text of another encoding"),
        pytest.param("a.txt", b"{\\rtf1 x}", Unwanted.WRONG_TYPE, id="RTF as text"),
        pytest.param("a.pdf", b"junk\n" + made.pdf(), Unwanted.TWO_IN_ONE, id="a PDF behind junk"),
        pytest.param("a.pdf", made.pdf() + made.docx(), Unwanted.TWO_IN_ONE, id="a PDF that is a zip file too"),
        pytest.param("a.pdf", made.pdf() + b"<script>x()</script>", Unwanted.TWO_IN_ONE, id="a PDF with HTML"),
        pytest.param("a.jpg", made.picture() + made.docx(), Unwanted.TWO_IN_ONE, id="a JPEG that is a zip file too"),
        pytest.param("a.gif", b"GIF89a/*" + bytes(40) + b"*/=1;", Unwanted.TWO_IN_ONE, id="a GIF that is a script"),
        pytest.param("a.png", made.picture("PNG") + b"<script>x", Unwanted.TWO_IN_ONE, id="a PNG with HTML"),
        pytest.param("a.png", made.picture("PNG") + SVG, Unwanted.TWO_IN_ONE, id="a PNG with SVG"),
        pytest.param("a.jpg", made.picture() + made.pdf(), Unwanted.TWO_IN_ONE, id="a JPEG with a PDF"),
        pytest.param("a.jpg", made.picture()[:300], Unwanted.DAMAGED, id="half a JPEG"),
        pytest.param("a.pdf", made.pdf()[:60], Unwanted.DAMAGED, id="half a PDF"),
        pytest.param("a.pdf", made.pdf("password"), Unwanted.LOCKED, id="66: a PDF with a password"),
        pytest.param("a.pdf", made.pdf("owner password"), Unwanted.LOCKED, id="66: a PDF that is locked"),
        pytest.param("a.docx", made.locked_package(), Unwanted.LOCKED, id="66: a zip file with a password"),
        pytest.param(
            "a.odt",
            made.odt(b"<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"),
            Unwanted.LOCKED,
            id="66: an ODT with a password",
        ),
        pytest.param("a.pdf", made.pdf("script"), Unwanted.SCRIPTS, id="a PDF with JavaScript"),
        pytest.param("a.pdf", made.pdf("script on a page"), Unwanted.SCRIPTS, id="JavaScript on a page"),
        pytest.param("a.pdf", made.pdf("launch"), Unwanted.SCRIPTS, id="a PDF that starts a program"),
        pytest.param("a.pdf", made.pdf("file"), Unwanted.HOLDS_FILES, id="a PDF with a file inside"),
        pytest.param("a.docx", made.docx(word__vbaProject_dot_bin=b"x"), Unwanted.MACROS, id="DOCM as DOCX"),
        pytest.param("a.docm", made.docx(), Unwanted.DOUBLE_EXTENSION, id="DOCM by name"),
        pytest.param("a.odt", made.odt(**{"Basic/x.xml": b"<x/>"}), Unwanted.MACROS, id="an ODT with macros"),
        pytest.param(
            "a.docx", made.docx(word__embeddings__x_dot_bin=b"\xd0\xcf\x11\xe0"), Unwanted.HOLDS_FILES, id="OLE inside"
        ),
        pytest.param("a.docx", made.docx(word__x_dot_dat=made.PROGRAM), Unwanted.HOLDS_FILES, id="a program inside"),
        pytest.param("a.docx", made.docx(x_dot_zip=made.docx()), Unwanted.HOLDS_FILES, id="65: zip in zip"),
        pytest.param(
            "a.docx",
            made.docx(word__x_dot_rels=made.RELATIONS.format("attachedTemplate").encode()),
            Unwanted.FETCHES,
            id="a template from elsewhere",
        ),
        pytest.param(
            "a.docx",
            made.docx(word__d_dot_xml=b'<w:instrText>DDEAUTO c:\\\\cmd.exe "/k"</w:instrText>'),
            Unwanted.FETCHES,
            id="a field that starts a program",
        ),
        pytest.param("a.docx", made.docx(word__d_dot_rels=b"<!DOCTYPE x><x/>"), Unwanted.DAMAGED, id="a document type"),
        pytest.param("a.docx", made.docx()[:-30], Unwanted.DAMAGED, id="half a DOCX"),
        pytest.param("a.zip", made.package({"a.txt": b"x"}), Unwanted.WRONG_TYPE, id="a zip file"),
        pytest.param("a.eml", made.mail_with("a.exe", b"x"), Unwanted.HOLDS_FILES, id="68: mail, program"),
        pytest.param("a.eml", made.mail_with("a.pdf", made.PROGRAM), Unwanted.HOLDS_FILES, id="68: as PDF"),
        pytest.param(
            "a.eml",
            made.mail_with("a.docx", made.docx(word__vbaProject_dot_bin=b"x")),
            Unwanted.MACROS,
            id="68: mail with macros",
        ),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unwanted.DAMAGED, id="half a .doc"),
    ],
)
def test_61_to_68_a_bad_file_is_not_taken_for_its_own_reason(name: str, data: bytes, reason: Unwanted) -> None:
    assert why(name, data) == reason


def test_a_large_photo_is_taken_though_its_pixels_spell_a_short_word_by_chance() -> None:
    photo = made.noise_png(4, b"<SvG PK\x05\x06")
    assert (len(photo) > 4_000_000, b"<SvG" in photo, why("a.png", photo)) == (True, True, FileKind.PNG)


def test_a_link_to_click_on_is_no_reason() -> None:
    link = made.docx(word__x_dot_rels=made.RELATIONS.format("hyperlink").encode())
    assert why("a.docx", link) == FileKind.DOCX


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        pytest.param("a.docx", made.bomb, Unwanted.BOMB, id="65: 300 MB of nothing"),
        pytest.param("a.docx", made.many_entries, Unwanted.BOMB, id="100,000 entries"),
        pytest.param("a.png", lambda: made.huge_png(30_000, 30_000), Unwanted.TOO_MANY_PIXELS, id="30,000 by 30,000"),
        pytest.param("a.png", lambda: made.huge_png(10_000, 10_000), Unwanted.TOO_MANY_PIXELS, id="72"),
    ],
)
def test_65_and_72_what_swells_is_refused_before_it_is_unpacked(
    name: str, make: Callable[[], bytes], reason: Unwanted
) -> None:
    data = make()
    tracemalloc.start()
    try:
        assert why(name, data) == reason
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_65_an_entry_that_is_longer_than_it_says_is_not_unpacked() -> None:
    assert why("a.docx", made.lying_bomb()) in {Unwanted.BOMB, Unwanted.DAMAGED}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_copy_of_a_picture_says_nothing_of_where_it_was_taken(kind: str) -> None:
    data = made.picture(kind)
    name = {"JPEG": "a.jpg", "HEIF": "a.heic"}.get(kind, f"a.{kind.lower()}")

    found = judge(name, data)

    assert found.removed == TOLD
    assert found.copy is not None
    assert made.place_in(data) != {}
    with Image.open(io.BytesIO(found.copy)) as copy:
        assert (made.place_in(found.copy), dict(copy.getexif())) == ({}, {})


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_the_copy_of_a_moving_picture_moves_and_says_nothing_besides(kind: str) -> None:
    data = made.animated(kind)
    found = judge(f"a.{kind.lower()}", data)
    assert found.copy is not None
    with Image.open(io.BytesIO(found.copy)) as copy:
        frames = int(getattr(copy, "n_frames", 1))
        said = {each: copy.info[each] for each in ("comment", "Comment", "exif", "xmp") if copy.info.get(each)}

    assert (Removed.NOTES in found.removed, frames, said, b"Elm" in data, b"Elm" in found.copy) == (
        True,
        2,
        {},
        True,
        False,
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", made.photo_pdf()),
        ("a.docx", made.docx(word__media__image1_dot_jpeg=made.picture())),
        ("a.xlsx", made.xlsx(**{"xl/media/image1.PNG": made.picture("PNG")})),
        ("a.xlsx", made.xlsx(**{"xl/media/image1.PNG": made.says_it_last()})),
        ("a.xlsx", made.xlsx(**{"xl/media/image1.PNG": made.says_it_last(as_text=True)})),
        ("a.odt", made.odt(**{"Pictures/1.webp": made.picture("WEBP")})),
        ("a.eml", made.mail_with("IMG_1.HEIC", made.picture("HEIF"))),
    ],
    ids=["pdf", "docx", "xlsx", "after the pixels", "in a text", "odt", "eml"],
)
def test_a_photo_inside_that_says_where_it_was_taken_is_told(name: str, data: bytes) -> None:
    found = judge(name, data)
    assert (found.about[-1:], found.copy) == ((PLACE_INSIDE,), None)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", made.docx(word__media__image1_dot_jpeg=made.picture(tells=False))),
        ("a.docx", made.docx(word__media__image1_dot_jpeg=made.picture()[:40])),
        ("a.eml", made.mail_with("IMG_1.jpg", made.picture(tells=False))),
    ],
    ids=["says nothing", "half a photo", "email"],
)
def test_a_photo_inside_that_says_no_place_is_no_word_worth(name: str, data: bytes) -> None:
    assert PLACE_INSIDE not in judge(name, data).about


SAYS = {kind: made.picture(kind) for kind in ("JPEG", "PNG", "WEBP", "HEIF")} | {
    "PNG, after its pixels": made.says_it_last(),
    "PNG, in a text": made.says_it_last(as_text=True),
}
SAYS_NOTHING = {f"{kind} without": made.picture(kind, tells=False) for kind in ("JPEG", "PNG", "WEBP", "HEIF")}


@pytest.mark.parametrize("which", [*SAYS, *SAYS_NOTHING])
def test_no_pixel_of_a_picture_inside_is_decoded(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data, decoded = (SAYS | SAYS_NOTHING)[which], list[ImageFile.ImageFile]()
    with Image.open(io.BytesIO(data)) as picture:
        # Of its own class: that of WEBP has a `load` of its own.
        monkeypatch.setattr(type(picture), "load", lambda picture: decoded.append(picture))

    assert (says_place(data), decoded) == (which in SAYS, [])


def test_the_copy_is_turned_the_way_the_picture_was_held() -> None:
    found = judge("a.jpg", made.picture("JPEG", (300, 200)))
    assert found.copy is not None
    with Image.open(io.BytesIO(found.copy)) as copy:
        assert copy.size == (200, 300)


def test_67_heic_becomes_a_jpeg_that_everybody_can_see() -> None:
    """Photos of telephones."""
    found = judge("a.heic", made.picture("HEIF"))
    assert (found.kind, found.copy_kind) == (FileKind.HEIC, FileKind.JPEG)


def test_a_document_stays_as_it_is_and_says_who_made_it() -> None:
    assert [judge("a.pdf", made.pdf()), judge("a.docx", made.docx())] == [
        Finding(FileKind.PDF, about=("Author: Jo Bloggs",)),
        Finding(FileKind.DOCX, about=("Author: Jo Bloggs",)),
    ]


def test_an_email_says_from_whom_it_is() -> None:
    assert judge("a.eml", made.MAIL + b"\r\nHello").about == ("From: a.jones@school.example", "Subject: Monday")
