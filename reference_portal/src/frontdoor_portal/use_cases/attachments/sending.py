"""A draft's files go with what it became: a contact, or one of each child that the form is about."""

import secrets
from collections.abc import Sequence

from attrs import evolve

from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.ports import Transaction


def send_files(tx: Transaction, draft_id: str, references: Sequence[Reference]) -> None:
    """Let each contact have the files, in the transaction that removed the draft.

    They share the bytes, and each has a row of its own: one that is sealed hides its files whatever the others show.
    """
    first, *others = references
    files = tx.attachments.of_draft(draft_id)
    tx.attachments.send(draft_id, first)
    for reference in others:
        for file in files:
            tx.attachments.add(evolve(file, id=secrets.token_urlsafe(16), reference=reference))
