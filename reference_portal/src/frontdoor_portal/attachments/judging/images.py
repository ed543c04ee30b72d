"""Pictures: measured before they are decoded, then drawn anew without where, when and with what they were taken."""

import io
import re
import zipfile
from warnings import catch_warnings

import pillow_heif
from PIL import ExifTags, Image, ImageOps, ImageSequence

from frontdoor_portal.attachments.judging.finding import Finding
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Removed, Unwanted

MOST_PIXELS = 64_000_000
"""In all frames together. The largest photo that phones take by themselves has 50 million."""
LONGEST_SIDE = 20_000
MOST_FRAMES = 200
_QUALITY = 92

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_SCRIPT = re.compile(
    rb"(?i)<(?:script|html|iframe)[\s>]|<!doctype\s+html|<\?php\s|<svg\b[^>]{0,500}\bxmlns\b|%PDF-\d\.\d"
)
"""Long words only. A picture is packed, and so a short word stands in some photo by chance: `<svg`, in any case, in one
of 130 photos of 4 MB, but any of these in one of 400,000. Nobody can take the same photo again."""
_GIF_SCRIPT = re.compile(rb"GIF8[79]a(?:/\*|=|\s*//)")
_FORMATS = {
    FileKind.JPEG: ("JPEG", "MPO"),
    FileKind.PNG: ("PNG",),
    FileKind.GIF: ("GIF",),
    FileKind.WEBP: ("WEBP",),
    FileKind.HEIC: ("HEIF",),
}
_CAMERA = (ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.Software, ExifTags.Base.Artist)

pillow_heif.register_heif_opener()


def kind_of(data: bytes) -> FileKind | None:
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return FileKind.GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    return None


def read(kind: FileKind, data: bytes) -> Finding:
    """Draw the picture anew. A HEIC, which only phones show, becomes a JPEG. Raises `NotTaken`."""
    if _GIF_SCRIPT.match(data) or _SCRIPT.search(data) or _is_zip_too(data):
        raise NotTaken(Unwanted.TWO_IN_ONE)
    # Judged here, by the size that the header tells, and not by Pillow's own limit, which only warns at first.
    Image.MAX_IMAGE_PIXELS = None
    try:
        # What a parser finds odd in a file it goes on with is nobody's to read.
        with catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS[kind]) as picture:
            frames = 1 if kind in {FileKind.JPEG, FileKind.HEIC} else int(getattr(picture, "n_frames", 1))
            width, height = picture.size
            if width * height * frames > MOST_PIXELS or max(width, height) > LONGEST_SIDE or frames > MOST_FRAMES:
                raise NotTaken(Unwanted.TOO_MANY_PIXELS)
            removed = _found(picture)
            copy, copy_kind = _anew(kind, picture, frames)
    except NotTaken:
        raise
    except Exception:
        # Parsers of pictures raise whatever comes: it cannot be opened, and that is all there is to say.
        raise NotTaken(Unwanted.DAMAGED) from None
    return Finding(kind, removed=removed, copy=copy, copy_kind=copy_kind)


def _is_zip_too(data: bytes) -> bool:
    """By both of its signatures: one alone stands in some photos by chance."""
    return b"PK\x01\x02" in data and zipfile.is_zipfile(io.BytesIO(data))


def _found(picture: Image.Image) -> frozenset[Removed]:
    exif = picture.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    found = set()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found.add(Removed.PLACE)
    if any(tag in exif for tag in _CAMERA):
        found.add(Removed.CAMERA)
    if ExifTags.Base.DateTime in exif or ExifTags.Base.DateTimeOriginal in inner:
        found.add(Removed.TIME)
    if any(picture.info.get(each) for each in ("comment", "xmp", "photoshop", "XML:com.adobe.xmp")) or getattr(
        picture, "text", None
    ):
        found.add(Removed.NOTES)
    return frozenset(found)


def _anew(kind: FileKind, picture: Image.Image, frames: int) -> tuple[bytes, FileKind]:
    """The picture and its colours, turned the way it was held, and nothing else of the file."""
    profile = picture.info.get("icc_profile")
    out = io.BytesIO()
    if frames > 1:
        drawn = [_bare(frame.convert("RGBA")) for frame in ImageSequence.Iterator(picture)]
        timing = {"duration": picture.info.get("duration", 100), "loop": picture.info.get("loop", 0)}
        drawn[0].save(out, kind.name, save_all=True, append_images=drawn[1:], **timing)
        return out.getvalue(), kind
    turned = ImageOps.exif_transpose(picture)
    if kind in {FileKind.JPEG, FileKind.HEIC}:
        plain = turned if turned.mode in {"RGB", "L", "CMYK"} else turned.convert("RGB")
        bare = _bare(plain)
        bare.save(out, "JPEG", quality=_QUALITY, **({"icc_profile": profile} if profile else {}))
        return out.getvalue(), FileKind.JPEG
    bare = _bare(turned)
    if kind is FileKind.WEBP:
        bare.save(out, "WEBP", quality=_QUALITY, exif=b"", xmp=b"", **({"icc_profile": profile} if profile else {}))
    else:
        bare.save(out, kind.name, **({"icc_profile": profile} if profile and kind is FileKind.PNG else {}))
    return out.getvalue(), kind


def _bare(picture: Image.Image) -> Image.Image:
    """The same pixels without what the file said beside them; transparency stays."""
    kept: dict[str | tuple[int, int], object] = {
        name: picture.info[name] for name in ("transparency",) if name in picture.info
    }
    bare = picture.copy()
    bare.info = kept
    return bare
