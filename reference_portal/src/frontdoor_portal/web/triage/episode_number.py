"""The number of an episode as an officer types it."""

import re

from frontdoor_portal.web.faults import Fault

FIELD = "episode_id"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]{0,63}")


def number_faults(typed: str) -> list[Fault]:
    """What is wrong with it, beside its field; nothing where it can be a number of any system."""
    if not typed:
        return [Fault(FIELD, "Enter the episode number")]
    if not _NUMBER.fullmatch(typed):
        return [Fault(FIELD, "An episode number has letters and digits, 64 at most")]
    return []
