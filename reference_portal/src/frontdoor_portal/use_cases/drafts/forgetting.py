"""What goes when a draft goes, however it goes: thrown away, sent, or removed since nobody used it."""

from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Transaction


def forget_draft(tx: Transaction, draft: Draft) -> None:
    """Remove a draft, in the version that was read, and everything that hangs on it alone. Raises `Stale`.

    The store removes its shares and the versions of its pages with it. Whatever else is ever hung on a draft, as files
    are, is removed here: it is the only place.
    """
    tx.drafts.remove(draft)
    tx.access.untie(draft.id)
