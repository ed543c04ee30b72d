"""Files that came when their draft was sent or gone: each that the front door has not received is named."""

import hashlib
from collections.abc import Iterable, Iterator

from frontdoor_portal.use_cases.attachments.late import became
from frontdoor_portal.use_cases.attachments.names import cleaned
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.attachments import addresses
from frontdoor_portal.web.auditing import write_refusal
from frontdoor_portal.web.drafts.addresses import receipt_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.uploads import BrokenOff, SentFile, TooMuchSent

OTHERS = "The other files"
"""What is said of the files after the most that is read at once."""


class Chosen:
    """A file that somebody chose, while it arrives. Its content tells whether it went with the draft already."""

    def __init__(self, sent: SentFile) -> None:
        self.given_name, self.name = sent.name, cleaned(sent.name) or "A file"
        self.is_none = False
        """A browser sends an empty part, without a name, where nothing was chosen."""
        self._digest = hashlib.sha256()
        self.chunks = self._read(sent.chunks)
        if not sent.name:
            self.is_none = not any(self.chunks)

    def sha256(self) -> str:
        """Of all of it: what nobody has read yet is read now, and kept nowhere."""
        for _ in self.chunks:
            pass
        return self._digest.hexdigest()

    def _read(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._digest.update(chunk)
            yield chunk


def came_too_late(
    request: AnyRequest, office: Office, who: SignedIn, draft_id: str, refused: Iterable[str], left: Iterable[Chosen]
) -> Page:
    """What to say of files for a draft that is open to them no more; the receipt where all of them went with it.

    `refused` are the names of those that were not taken before, `left` all that were not looked at. Raises `NotVisible`
    where nothing was chosen.
    """
    after = became(office, who.professional, draft_id)
    names = list(refused)
    in_hand = ""
    try:
        for chosen in left:
            in_hand = "" if chosen.is_none else chosen.name
            if in_hand and chosen.sha256() not in after.went:
                names.append(in_hand)
            in_hand = ""
    except (TooMuchSent, BrokenOff):
        names += [each for each in (in_hand, OTHERS) if each]
    if after.reference is None:
        refusal = NotVisible(draft_id)
        if not names:
            raise refusal
        write_refusal(office, who.professional, addresses.OF_DRAFT, refusal)
    elif not names and not after.sender_name:
        return see_other(receipt_of(after.reference))
    status = 404 if after.reference is None else 410 if after.sender_name else 409
    return page(request, "attachments/too_late.html", status=status, after=after, names=names)
