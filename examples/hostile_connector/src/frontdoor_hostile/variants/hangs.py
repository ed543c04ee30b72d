"""Never comes back from a call; it closes well, or no process that loaded it could ever stop."""

import threading

from frontdoor_hostile.offering import Asked, hook_for


def hang(asked: Asked) -> None:
    if asked.operation != "close":
        threading.Event().wait()


register_case_management = hook_for("hostile_hangs", hang)
