"""Whether a picture inside a document or an email says where it was taken: such a file goes out as it came."""

import io
import struct
import zlib
from collections.abc import Iterator
from warnings import catch_warnings

import pillow_heif
from PIL import ExifTags, Image

from frontdoor_portal.use_cases.attachments.models import PLACE_INSIDE

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_PNG = b"\x89PNG\r\n\x1a\n"
_SAYS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
"""The parts of a PNG that may hold EXIF: its own part, and texts in which some programs write it."""

pillow_heif.register_heif_opener()


def says_place(data: bytes) -> bool:
    """Whether a picture's EXIF has a place. What is no picture, or a broken one, says none; no pixel is decoded."""
    return _has_place(data) or (data.startswith(_PNG) and _has_place(_without_pixels(data)))


def place_inside(found: bool) -> tuple[str, ...]:
    """What is said of it beside the file."""
    return (PLACE_INSIDE,) if found else ()


def _has_place(data: bytes) -> bool:
    try:
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            # Not the picture's own method: of a PNG without EXIF before its pixels, that one decodes them all.
            exif = Image.Image.getexif(picture)
            return bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:
        # Parsers of pictures raise whatever comes. The document that it is in is judged by itself.
        return False


def _without_pixels(png: bytes) -> bytes:
    """A PNG of one pixel that is not there, with all that `png` says besides: also what stands after the pixels."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    says = b"".join(_part(name, content) for name, content in _parts(png) if name in _SAYS)
    return _PNG + _part(b"IHDR", header) + says + _part(b"IEND", b"")


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG by name, up to its end or to one that was cut off. Their checksums are not looked at."""
    at, whole = len(_PNG), memoryview(png)
    while at + 8 <= len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        end = at + 8 + length
        if name == b"IEND" or end > len(png):
            return
        yield name, bytes(whole[at + 8 : end]) if name in _SAYS else b""
        at = end + 4


def _part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
