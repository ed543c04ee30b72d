"""Whether a picture inside a document or an email says where it was taken: such a file goes out as it came."""

import io
from warnings import catch_warnings

import pillow_heif
from PIL import ExifTags, Image

from frontdoor_portal.use_cases.attachments.models import PLACE_INSIDE

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

pillow_heif.register_heif_opener()


def says_place(data: bytes) -> bool:
    """Whether a picture's EXIF has a place. What is no picture, or a broken one, says none; no pixel is decoded."""
    try:
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            return bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:
        # Parsers of pictures raise whatever comes. The document that it is in is judged by itself.
        return False


def place_inside(found: bool) -> tuple[str, ...]:
    """What is said of it beside the file."""
    return (PLACE_INSIDE,) if found else ()
