"""The delivery worker, made to die by SIGKILL at a named point of a message's way.

It is the portal's own command in a process where one function of one room kills before it begins or once it has ended.
The product itself has no such switch. The first argument names the point.
"""

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from frontdoor_portal.cli import main
from frontdoor_portal.connections.desk import CaseManagementDesk
from frontdoor_portal.delivery import episodes, notices
from frontdoor_portal.delivery.smtp import SmtpMailer


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(_function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *_arguments, **_named: _die()


def _after(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def doomed(*arguments: Any, **named: Any) -> Any:
        answer = function(*arguments, **named)
        _die()
        return answer

    return doomed


POINTS: dict[str, tuple[object, str, Callable[[Callable[..., Any]], Callable[..., Any]]]] = {
    "C7 claimed": (episodes.EpisodeDelivery, "deliver", _before),
    "C8 sending stored, nothing sent": (CaseManagementDesk, "open_episode", _before),
    "C11 answered, not stored": (CaseManagementDesk, "open_episode", _after),
    "C12 stored": (episodes, "record_episode", _after),
    "C13 notice claimed": (notices.NoticeDelivery, "deliver", _before),
    "C13 notice sent, not stored": (SmtpMailer, "send", _after),
}

if __name__ == "__main__":
    room, name, wrapped = POINTS[sys.argv.pop(1)]
    setattr(room, name, wrapped(getattr(room, name)))
    main()
