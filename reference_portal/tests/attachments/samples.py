"""Made-up files: good ones of each kind, and what somebody may try to slip in with one."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import pikepdf
from PIL import ExifTags, Image, PngImagePlugin

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The text that every scanner takes for a virus; in two halves, so that this file is none."""

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(400)
TEXT = "Seen at the door on 4 June. Tŷ, ŵ and 😀.\n".encode()

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.{}+xml"/></Types>'
)
WORD = CONTENT_TYPES.format("wordprocessingml.document.main").encode()
EXCEL = CONTENT_TYPES.format("spreadsheetml.sheet.main").encode()
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="https://elsewhere.example/x" TargetMode="External"/></Relationships>'
)
MAIL = (
    b"From: a.jones@school.example\r\nTo: office@school.example\r\nSubject: Monday\r\n"
    b"Date: Thu, 4 Jun 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
)


@cache
def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), *, tells: bool = True) -> bytes:
    """A picture that tells, where its kind can, where, when and with what it was taken."""
    drawn = Image.new("RGB", size, (200, 120, 30))
    out = io.BytesIO()
    drawn.save(out, kind, **({"exif": picture_exif()} if tells and kind != "GIF" else {}))
    return out.getvalue()


def picture_exif() -> Image.Exif:
    """Where, when and with what it was taken, and how it was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Pear"
    exif[ExifTags.Base.DateTime] = "2026:06:03 15:20:11"
    exif[ExifTags.Base.Orientation] = 6
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (52.0, 11.0, 30.5)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "W", (2.0, 13.0, 12.5)
    return exif


@cache
def noise_png(megabytes: int, holds: bytes) -> bytes:
    """A PNG of seeded noise, as good as not packed at all: what a large photo is to whoever looks for words in it.

    Its pixels begin with `holds`.
    """
    width = 1_000
    grain = Random(5).randbytes(width * width * megabytes)
    drawn = Image.frombytes("L", (width, width * megabytes), holds + grain[len(holds) :])
    out = io.BytesIO()
    drawn.save(out, "PNG", compress_level=0)
    return out.getvalue()


@cache
def animated(kind: str) -> bytes:
    """A picture of two frames with what its kind can say besides: notes, a place."""
    frames = [Image.new("RGB", (30, 20), colour) for colour in ((200, 120, 30), (30, 120, 200))]
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "At 12 Elm Street")
    says: dict[str, dict[str, Any]] = {
        "GIF": {"comment": b"At 12 Elm Street"},
        "PNG": {"pnginfo": notes, "exif": picture_exif()},
        "WEBP": {"exif": picture_exif(), "xmp": b"<x>At 12 Elm Street</x>"},
    }
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=80, **says[kind])
    return out.getvalue()


def photo_pdf() -> bytes:
    """A PDF that holds a phone's photo as it is."""
    document = pikepdf.new()
    document.add_blank_page()
    photo = pikepdf.Stream(document, picture())
    photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    photo.Width, photo.Height, photo.BitsPerComponent, photo.ColorSpace = 300, 200, 8, pikepdf.Name.DeviceRGB
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=document.make_indirect(photo)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def place_in(data: bytes) -> dict[int, object]:
    """Where a picture says it was taken."""
    with Image.open(io.BytesIO(data)) as opened:
        return dict(opened.getexif().get_ifd(ExifTags.IFD.GPSInfo))


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header tells of so many pixels; there are none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = _part(b"IHDR", header) + _part(b"IDAT", zlib.compress(b"\0" * 64)) + _part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def says_it_last(*, as_text: bool = False) -> bytes:
    """A PNG whose EXIF stands after its pixels: in the part for it, or in a text, as some programs write it."""
    exif = picture_exif().tobytes()
    says = _part(b"eXIf", exif.removeprefix(b"Exif\0\0"))
    if as_text:
        lines = f"\nexif\n{len(exif)}\n{exif.hex()}\n".encode()
        says = _part(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(lines))
    end = _part(b"IEND", b"")
    return picture("PNG", tells=False).removesuffix(end) + says + end


def _part(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def pdf(trap: str = "") -> bytes:
    """A PDF of one page; `trap` is what it does besides."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = "Jo Bloggs"
    encryption: pikepdf.Encryption | bool = False
    match trap:
        case "script":
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        case "script on a page":
            action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            document.pages[0].AA = pikepdf.Dictionary(O=action)
        case "launch":
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        case "file":
            document.attachments["inside.txt"] = pikepdf.AttachedFileSpec(document, b"inside")
        case "password":
            encryption = pikepdf.Encryption(owner="a", user="b")
        case "owner password":
            encryption = pikepdf.Encryption(owner="a", user="")
    out = io.BytesIO()
    document.save(out, encryption=encryption)
    return out.getvalue()


def package(entries: Mapping[str, bytes], *, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document with more entries; their names have `__` for `/` and `_dot_` for `.`."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    core = b'<c:p xmlns:c="c" xmlns:dc="dc"><dc:creator>Jo Bloggs</dc:creator></c:p>'
    return package({"[Content_Types].xml": WORD, "main.xml": b"<w/>", "docProps/core.xml": core} | named)


def xlsx(**more: bytes) -> bytes:
    return package({"[Content_Types].xml": EXCEL, "main.xml": b"<s/>"} | more)


def odt(manifest: bytes = b"<m:manifest xmlns:m='m'/>", **more: bytes) -> bytes:
    return package({"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest} | more)


def locked_package() -> bytes:
    """A Word document in a zip file whose entries say that they have a password."""
    data = bytearray(docx())
    for at in (i for i in range(len(data) - 4) if bytes(data[i : i + 4]) in {b"PK\x03\x04", b"PK\x01\x02"}):
        data[at + (6 if data[at + 2] == 3 else 8)] |= 1
    return bytes(data)


def bomb(megabytes: int = 300) -> bytes:
    """A Word document whose text is so long, of nothing."""
    return docx(word__document_dot_xml=bytes(megabytes * 1_000_000))


@cache
def lying_bomb() -> bytes:
    """A Word document with an entry far longer than it says."""
    data = bytearray(docx(word__document_dot_xml=bytes(210_000_000)))
    size = struct.pack("<I", 210_000_000)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1_000)
    return bytes(data)


@cache
def many_entries(count: int = 100_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("[Content_Types].xml", WORD)
        for number in range(count):
            packed.writestr(f"{number}.xml", b"")
    return out.getvalue()


def mail_with(name: str, content: bytes) -> bytes:
    """An email that carries a file."""
    return (
        MAIL
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee this.\r\n'
        + b"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        + f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
        + base64.encodebytes(content)
        + b"\r\n--b--\r\n"
    )
