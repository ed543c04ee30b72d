"""An email kept as a file: a document like any other, unless what hangs on it would run."""

import email
import email.policy
from email.message import EmailMessage

from frontdoor_portal.attachments.judging.dangers import refuse_dangerous
from frontdoor_portal.attachments.judging.finding import Finding, told
from frontdoor_portal.attachments.judging.places import place_inside, says_place
from frontdoor_portal.use_cases.attachments.models import FileKind, NotTaken, Unwanted

_MOST_PARTS = 200
_HEADERS = ("from", "date", "subject", "to", "message-id", "received", "mime-version")


def is_mail(data: bytes) -> bool:
    """Whether it begins with the headers of an email."""
    head = data[:64_000].decode("latin-1").replace("\r\n", "\n").split("\n\n")[0]
    names = {line.split(":")[0].lower() for line in head.split("\n") if ":" in line}
    return len(names & set(_HEADERS)) >= 3 and "\0" not in head


def read(data: bytes) -> Finding:
    """Raises `NotTaken`."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        inside = False
        for number, part in enumerate(message.walk()):
            if number > _MOST_PARTS:
                raise NotTaken(Unwanted.BOMB)
            if part.is_multipart():
                continue
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
            refuse_dangerous(part.get_filename() or "", content)
            inside = inside or says_place(content)
        about = told("From", message.get("from", "")) + told("Subject", message.get("subject", ""))
    except NotTaken:
        raise
    except Exception:
        raise NotTaken(Unwanted.DAMAGED) from None
    return Finding(FileKind.EML, about=about + place_inside(inside))
