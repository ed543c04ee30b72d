"""Ends the process at every call."""

import sys
from typing import NoReturn

from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def end(asked: Asked) -> NoReturn:
    sys.exit(f"{CHILD}: {asked.secret}")


register_case_management = hook_for("hostile_exits", end)
