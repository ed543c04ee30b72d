"""Prints and logs a child's name and its secret at every call, and then fails by the contract's own name."""

import logging
import sys
import warnings
from typing import NoReturn

from frontdoor.connectors.failures import Unavailable
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def talk(asked: Asked) -> NoReturn:
    said = f"{asked.operation}: {CHILD}, {asked.secret}"
    print(said)  # noqa: T201 - the very mistake that is tried
    print(said, file=sys.stderr)  # noqa: T201 - likewise
    logging.getLogger("hostile").error(said)
    warnings.warn(said, stacklevel=1)
    raise Unavailable("hostile: no answer")


register_case_management = hook_for("hostile_talks", talk)
