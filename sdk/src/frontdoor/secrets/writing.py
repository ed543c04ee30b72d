"""Writes a secret as a mounted file: whole at once, and for its owner alone."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from frontdoor.secrets.references import Secret, SecretReference


def write_mounted(folder: Path, reference: SecretReference, secret: Secret) -> Path:
    """Put the value where `MountedFilesKeyring` finds it below `folder`; the file.

    A reader sees the old value or the new one, never a part: the file is written beside its place and moved there. Its
    mode is 600, that of a folder made for it 700. Written by root, it belongs to whoever owned the file before or else
    the folder, so that the service can read what it could read. Raises `OSError`.
    """
    if not folder.is_dir():
        raise NotADirectoryError(20, "Not a folder", str(folder))
    place = folder / reference.service / reference.name
    place.parent.mkdir(mode=0o700, exist_ok=True)
    owned_like = (place if place.exists() else folder).stat()
    number, beside = tempfile.mkstemp(prefix=".", dir=place.parent)  # mode 600 from the start
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(secret.reveal())
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            os.chown(place.parent, owned_like.st_uid, owned_like.st_gid)
            os.chown(beside, owned_like.st_uid, owned_like.st_gid)
        Path(beside).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
    return place
