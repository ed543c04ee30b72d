"""Which records are closed. The dataset itself does not say, so a council marks them."""

from collections.abc import Mapping
from typing import Any, Final

from frontdoor_ssd.settings import SsdSettings

OPEN: Final = frozenset({"", "N", "NO", "F", "FALSE", "0"})
"""What stands in the council's column of a record that anybody here may see. Whatever else stands there closes it."""


class Restrictions:
    """Knows a restricted record by its id or by the council's own column of `ssd_person`."""

    def __init__(self, settings: SsdSettings) -> None:
        self._ids = settings.restricted_ids
        self._column = settings.restricted_column.lower()

    def closes(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of `ssd_person` may not be shown."""
        if str(row["pers_person_id"]) in self._ids:
            return True
        mark = row[self._column] if self._column else None
        return mark is not None and str(mark).strip().upper() not in OPEN
