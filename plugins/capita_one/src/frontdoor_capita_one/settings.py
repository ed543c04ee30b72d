"""What a council sets for Capita ONE in `portal.toml`."""

from pathlib import Path

from attrs import field, frozen
from attrs.validators import ge


@frozen
class CapitaOneSettings:
    """The table `[plugins.settings.capita_one]`.

    `drop_folder` is where exported transfer files and files of the CSV feed are put, each by a rename so that none is
    seen half written. `index` is the SQLite file this plugin keeps; it can be deleted and built again from the files.
    `contacts` is an optional TOML file of whom to ask at each school, which a transfer file does not say. A file larger
    than `max_file_bytes` is put aside unread. The folder is looked at no more often than every `look_every_seconds`.
    With `checksum_required` a file waits until its `.sha256` lies beside it. With `sounds_like` a search finds names
    that sound like the one asked for too.
    """

    drop_folder: Path
    index: Path
    contacts: Path | None = None
    max_file_bytes: int = field(default=20_000_000, validator=ge(1_000))
    look_every_seconds: float = field(default=5.0, validator=ge(0.0))
    checksum_required: bool = False
    sounds_like: bool = False
