"""What a sender looked through before they pressed Send: nothing else goes under their name.

The page on which they check their answers carries a fingerprint of all that would be sent. Where a colleague, or they
themselves in another window, changed any of it since, they look again first.
"""

import hashlib
import json
from collections.abc import Iterable

from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office, Transaction


class ChangedSinceChecked(RuntimeError):
    """What is saved is not what its sender was shown. Nothing was sent."""


def fingerprint_to_check(draft: Draft, file_ids: Iterable[str], version_ids: Iterable[str]) -> str:
    """Of everything that goes with a draft: its answers, its files, and the versions of pages that wait."""
    told = [draft.form_version, dict(draft.answers), sorted(file_ids), sorted(version_ids)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def fingerprint_now(office: Office, tx: Transaction, draft: Draft) -> str:
    """The same of what is saved, whoever changed it last."""
    files = tx.attachments.of_draft(draft.id) if office.files else ()
    return fingerprint_to_check(
        draft, [each.id for each in files], [each.id for each in tx.drafts.versions_of(draft.id)]
    )
