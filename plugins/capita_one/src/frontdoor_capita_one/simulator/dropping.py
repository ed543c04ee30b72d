"""Files as a careful exporter leaves them: whole or not at all, with their checksum where it is wanted."""

import hashlib
from itertools import count
from pathlib import Path


def drop(target: Path, content: bytes, *, with_checksum: bool = False) -> Path:
    """Write a file under another name and rename it; its checksum lies there first, so that nobody misses it."""
    if with_checksum:
        said = f"{hashlib.sha256(content).hexdigest()}  {target.name}\n"
        target.with_name(f"{target.name}.sha256").write_text(said, encoding="ascii")
    partial = target.with_name(f"{target.name}.part")
    partial.write_bytes(content)
    return partial.rename(target)


def free_name(folder: Path, stem: str) -> Path:
    """The first name with a number that no file has yet, as exporting systems number their files."""
    return next(path for number in count(1) if not (path := folder / f"{stem}_{number:03d}.xml").exists())
