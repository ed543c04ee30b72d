"""Records that came up in a search."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen


@frozen
class Sighting:
    """A record that came up in one person's search.

    `source` is the connector's name; `identity` holds what the other systems are asked with, and `typed` what the
    person looked for, which is all that is theirs where the record is not.
    """

    token: str
    professional_id: str
    source: str
    record_id: str
    is_case_management: bool
    identity: Mapping[str, Any]
    expires_at: datetime
    typed: Mapping[str, Any] = field(factory=dict)
