"""What an operator says about the dataset in `portal.toml`."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen
from attrs.validators import and_, gt, le, matches_re, min_len
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from frontdoor.secrets.references import SecretReference

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"


def _is_a_database(_: Any, attribute: "Attribute[str]", value: str) -> None:
    # The sentences never repeat the address: somebody may have written a password into it.
    try:
        address = make_url(value)
    except ArgumentError:
        raise ValueError(f"{attribute.name} is not an address like postgresql+psycopg://host/name") from None
    if address.password:
        raise ValueError(f"{attribute.name} must not carry a password: use the setting of that name")
    if address.drivername.startswith("sqlite") and not address.database:
        raise ValueError(f"{attribute.name} names no file")


def _is_a_zone(_: Any, attribute: "Attribute[str]", value: str) -> None:
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError):
        raise ValueError(f"{attribute.name} is not a time zone like Europe/London") from None


def _has_a_zone(_: Any, attribute: "Attribute[datetime | None]", value: datetime | None) -> None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"{attribute.name} needs a time zone, like 2026-11-23T02:00:00Z")


@frozen
class SsdSettings:
    """The table `[plugins.settings.ssd]`.

    Exactly one of three settings says how old the dataset is. `refreshed` names the table and column in which the
    loading job notes when it finished; the latest value counts, and while there is none the dataset is being loaded.
    `copied_at` is the time of a copy that is never loaded again. `live` says that the tables are views of the case
    system itself, so that an answer is as of now. Times without a zone are read in `time_zone`.

    The dataset does not say which records are restricted: `restricted_column` is a column that the council added to
    `ssd_person`, `restricted_ids` are single records. With `referral_folder` an episode is written there as a file
    for an import job; without it an officer copies the hand-off pack. Seconds are the ceilings of one call.
    """

    database: str = field(validator=_is_a_database)
    password: SecretReference | None = None
    schema: str = field(default="", validator=matches_re(rf"({_NAME}(\.{_NAME})?)?"))
    refreshed: str = field(default="", validator=matches_re(rf"({_NAME}\.{_NAME})?"))
    copied_at: datetime | None = field(default=None, validator=_has_a_zone)
    live: bool = False
    time_zone: str = field(default="Europe/London", validator=_is_a_zone)
    restricted_column: str = field(default="", validator=matches_re(rf"({_NAME})?"))
    restricted_ids: frozenset[str] = frozenset()
    allocated_roles: tuple[str, ...] = ("Allocated Case Worker", "CW")
    referral_folder: Path | None = None
    source_name: str = field(default="Safeguarding dataset", validator=min_len(1))
    connect_seconds: float = field(default=2.0, validator=and_(gt(0), le(60)))
    total_seconds: float = field(default=20.0, validator=and_(gt(0), le(300)))

    def __attrs_post_init__(self) -> None:
        if [bool(self.refreshed), self.copied_at is not None, self.live].count(True) != 1:
            raise ValueError("say how old the dataset is with one of refreshed, copied_at and live")
