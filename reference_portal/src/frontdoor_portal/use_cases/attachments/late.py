"""Files that arrive when their draft is open to their sender no more: what became of it, and which files went along."""

from collections.abc import Set as AbstractSet

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.send_draft import SentByAnother, reference_sent_from


@frozen
class Became:
    """What a draft became. `reference` is None where it is gone, or was never open to them: nobody is told which.

    `sender_name` is the colleague's who sent it, and empty where they did themselves. `went` are, by SHA-256, the files
    that went with it: all of them for its sender, and for others those that they had added.
    """

    reference: Reference | None = None
    sender_name: str = ""
    went: AbstractSet[str] = frozenset()


def became(office: Office, by: Professional, draft_id: str) -> Became:
    try:
        reference, sender_name = reference_sent_from(office, by, draft_id), ""
    except SentByAnother as sent:
        reference, sender_name = sent.reference, sent.sender_name
    except NotVisible:
        return Became()
    with office.work.reading() as tx:
        files = tx.attachments.of_contact(reference)
    went = frozenset(each.original.sha256 for each in files if not sender_name or each.added_by == by.id)
    return Became(reference, sender_name, went)
