"""Styles and scripts, held in memory under an address that names their content."""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from frontdoor_portal.web.branding import LOGO_TYPES, Branding

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    **LOGO_TYPES,
}


class StylesMissing(RuntimeError):
    """The assets step has not run."""


@frozen
class StaticFile:
    content: bytes
    packed: bytes
    """The same, compressed with gzip."""
    kind: str


@frozen
class StaticFiles:
    """Every static file by name; `digest` is one hash over all, so that a new address follows any change.

    One digest for all, rather than one a file, lets a script import its neighbour by a relative name.
    """

    digest: str
    files: Mapping[str, StaticFile]

    def address(self, name: str) -> str:
        """The address of a file; raises `KeyError` for one that is not there."""
        self.files[name]
        return f"/static/{self.digest}/{name}"


def load_static(folder: Path, branding: Branding) -> StaticFiles:
    """Read the built styles and scripts, and what the branding adds; raises `StylesMissing`."""
    if not (folder / "portal.css").is_file():
        raise StylesMissing(f"There are no styles in {folder}: run `python3 noxfile.py -s assets`")
    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in TYPES}
    contents["branding.css"] = branding.stylesheet.encode()
    contents["icon.svg"] = branding.icon.encode()
    if branding.logo is not None:
        contents[f"logo{branding.logo.suffix}"] = branding.logo.read_bytes()
    digest = hashlib.sha256(b"\0".join(name.encode() + b"\0" + content for name, content in contents.items()))
    return StaticFiles(
        digest.hexdigest()[:16],
        {
            name: StaticFile(content, gzip.compress(content, mtime=0), TYPES[Path(name).suffix])
            for name, content in contents.items()
        },
    )
