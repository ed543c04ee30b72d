"""The portal, made to die by SIGKILL the moment a contact's transaction is committed: nothing of an answer is sent.

It is the portal's own command in a process whose database library tells when a commit is done. The product itself
has no such switch.
"""

import os
import signal
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from frontdoor_portal.cli import main

_this_thread = threading.local()


@event.listens_for(Engine, "before_cursor_execute")
def _notice_a_new_contact(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if statement.lstrip().upper().startswith("INSERT INTO CONTACTS "):
        _this_thread.has_new_contact = True


@event.listens_for(Session, "after_commit")
def _die(_session: Session) -> None:
    if getattr(_this_thread, "has_new_contact", False):
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
