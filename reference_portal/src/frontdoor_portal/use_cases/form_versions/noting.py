"""Since when the library's versions of forms have been asked here, and what they said: noted by an operator's command.

A version that the council published says itself from when it is in force. One that came with an upgrade does not.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from frontdoor.forms import FormDefinition, form_digest
from frontdoor_portal.use_cases.ports.transaction import Transaction, Work
from frontdoor_portal.use_cases.refusals import Stale

VersionKey = tuple[str, str]
"""A form's id and a version."""


def note_library(work: Work, library: Sequence[FormDefinition], now: datetime) -> tuple[VersionKey, ...]:
    """Note that the library's newest versions are the ones it brings. One that was noted before keeps its time.

    After a downgrade the newer one is forgotten: once it is back, its time begins again. Safe to repeat. Answers with
    the versions that say something else than they did, and that contacts were sent with: those are read in other words
    now than their senders answered. Where another command notes it at this moment, theirs is as good.
    """
    newest = {form.id: form.version for form in sorted(library, key=lambda each: each.version)}
    with suppress(Stale), work.begin() as tx:
        for form_id, version in sorted(newest.items()):
            tx.drafts.note_in_force(form_id, version, now)
        return tuple(_changed_since_sent(tx, library))
    return ()


def _changed_since_sent(tx: Transaction, library: Sequence[FormDefinition]) -> Iterator[VersionKey]:
    sent = {(each.form_id, each.version) for each in tx.form_report.sent()}
    for form in library:
        key, digest = (form.id, form.version), form_digest(form)
        noted = tx.form_versions.library_digest(*key)
        if noted and noted != digest and key in sent:
            yield key  # the first digest stays, so that it is told until the words are back
        elif noted != digest:
            tx.form_versions.note_library_digest(*key, digest)
