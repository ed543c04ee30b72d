"""What goes when a draft goes, however it goes: thrown away, sent, or removed since nobody used it."""

from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Transaction


def forget_draft(tx: Transaction, draft: Draft) -> None:
    """Remove a draft, in the version that was read, and everything that hangs on it alone. Raises `Stale`.

    The store removes its shares and the versions of its pages with it. Whatever else hangs on a draft is removed here:
    it is the only place. Files that went with a contact hang on that by now.
    """
    tx.drafts.remove(draft)
    # After the draft: a file that is being added holds it until its row is there, and would be left behind.
    tx.attachments.drop_of_draft(draft.id)
    tx.access.untie(draft.id)
