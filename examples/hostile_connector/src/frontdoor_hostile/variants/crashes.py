"""Crashes at every call, with a child's name and its secret in the exception."""

from typing import NoReturn

from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def crash(asked: Asked) -> NoReturn:
    raise KeyError(f"{CHILD} is not in the list; signed in with {asked.secret}")


register_case_management = hook_for("hostile_crashes", crash)
