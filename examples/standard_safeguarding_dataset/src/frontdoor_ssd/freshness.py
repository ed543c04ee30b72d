"""How old the dataset is: the time that every answer carries, and what tells one load of it from the next."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, column, func, select, table

from frontdoor.connectors.failures import ContractMismatch, Unavailable
from frontdoor_ssd.dataset import PERSON, Dataset
from frontdoor_ssd.settings import SsdSettings

LIVE: Final = "live"
"""Stands for the load of tables that are never loaded."""


class Freshness:
    """Reads the time that the settings name. Times without a zone are the council's own."""

    def __init__(self, settings: SsdSettings) -> None:
        self._settings = settings
        self._zone = ZoneInfo(settings.time_zone)

    def as_at(self, connection: Connection) -> datetime:
        """When the tables were true of the case system, in UTC.

        Raises `Unavailable` while the loading job has not said that it finished.
        """
        settings = self._settings
        if settings.live:
            return datetime.now(UTC)
        if settings.copied_at is not None:
            return settings.copied_at.astimezone(UTC)
        name, time = settings.refreshed.split(".")
        log = table(name, column(time), schema=settings.schema or None)
        return self._time(connection.execute(select(func.max(log.c[time]))).scalar_one())

    def day_of(self, as_at: datetime) -> date:
        """The council's own day at that time."""
        return as_at.astimezone(self._zone).date()

    def load_of(self, as_at: datetime) -> str:
        """What tells one load of the dataset from the next."""
        return LIVE if self._settings.live else as_at.isoformat()

    def still(self, as_at: datetime, connection: Connection, dataset: Dataset) -> None:
        """Raise `Unavailable` where what was read may be half of a load, so that it proves nothing.

        Loading empties the tables first: an empty dataset means that it is being loaded, never that nobody is known.
        """
        if not self._settings.live and self.as_at(connection) != as_at:
            raise Unavailable(f"{self._settings.source_name} was loaded anew while it was read")
        if connection.execute(select(dataset.column(PERSON, "pers_person_id")).limit(1)).first() is None:
            raise Unavailable(f"{self._settings.source_name} is empty: it is being loaded")

    def _time(self, value: object) -> datetime:
        source = self._settings.source_name
        if value is None or value == "":
            raise Unavailable(f"{source} has no time of a finished load: it is being loaded")
        try:
            time = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            raise ContractMismatch(f"{source}: {self._settings.refreshed} is not a time") from None
        return (time if time.tzinfo else time.replace(tzinfo=self._zone)).astimezone(UTC)
