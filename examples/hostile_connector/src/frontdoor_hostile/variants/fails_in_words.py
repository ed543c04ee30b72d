"""Fails at every call by the contract's own name, with a child's name and its secret in the text."""

from typing import NoReturn

from frontdoor.connectors.failures import Unavailable
from frontdoor_hostile.canaries import CHILD
from frontdoor_hostile.offering import Asked, hook_for


def fail(asked: Asked) -> NoReturn:
    raise Unavailable(f"No answer about {CHILD} to the account with {asked.secret}")


register_case_management = hook_for("hostile_fails_in_words", fail)
