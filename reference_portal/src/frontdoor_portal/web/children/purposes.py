"""Why somebody looks for a child: asked at every search, kept in the audit, and carried to the record as a code.

The words a person adds stay with the search; an address carries the code alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "concern": "I am worried about the child and may send a concern",
        "known": "I am checking whether services already know the child",
        "working": "I am working with the child or the family",
        "answering": "I am answering a request for information",
        "other": "Another reason",
    }
)
OTHER = "other"
ANSWERING = "answering"
FOLLOW_UP = "Opened from own search"
"""What is audited where an address came without its code, as from a bookmark."""


def purpose_in_words(code: str, details: str = "") -> str:
    """What the audit keeps of a search: the reason chosen, and what was added to it."""
    return f"{PURPOSES[code]}: {details}" if details else PURPOSES[code]


def purpose_of_view(code: str) -> str:
    """What the audit keeps when a record is opened: the reason chosen at the search."""
    return PURPOSES.get(code, FOLLOW_UP)
