"""Since when the library's versions of forms have been asked here: noted by an operator's command, never by a page.

A version that the council published says itself from when it is in force. One that came with an upgrade does not.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.ports.transaction import Work
from frontdoor_portal.use_cases.refusals import Stale


def note_what_is_installed(work: Work, library: Iterable[FormDefinition], now: datetime) -> None:
    """The same for a command that does more beside: where another is noting it at this moment, theirs is as good."""
    with suppress(Stale):
        note_library(work, library, now)


def note_library(work: Work, library: Iterable[FormDefinition], now: datetime) -> None:
    """Note that the library's newest versions are the ones it brings. One that was noted before keeps its time.

    After a downgrade the newer one is forgotten: once it is back, its time begins again. Safe to repeat. Raises `Stale`
    where two commands note it at one moment.
    """
    newest = {form.id: form.version for form in sorted(library, key=lambda each: each.version)}
    with work.begin() as tx:
        for form_id, version in sorted(newest.items()):
            tx.drafts.note_in_force(form_id, version, now)
