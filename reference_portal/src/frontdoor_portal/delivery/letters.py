"""The emails the portal sends: fixed words, a reference and a link. No word about a child ever stands in one."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import matches_re

from frontdoor_portal.delivery.letter_words import TEMPLATES
from frontdoor_portal.use_cases.notices import NoticePayload

MAYBE_AGAIN = "You may have had this email before: we could not be sure that the first one was sent."
NO_REPLY = "Nobody reads answers to this email. If a child is in danger now, phone 999."


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
"""One plain ASCII address. The standard library's own parser lets comments pass, and fails oddly on an empty one."""


def _one_line(instance: Any, attribute: "Attribute[Any]", value: str) -> None:  # noqa: ARG001 - attrs' signature
    if not value.isprintable():
        raise ValueError(f"{attribute.name} must be one line of text")


@frozen
class Letterhead:
    """What every email of this portal bears. `portal_url` has no slash at its end."""

    service_name: str = field(validator=_one_line)
    sender: str = field(validator=matches_re(_ADDRESS))
    portal_url: str = field(validator=matches_re(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])?"))


def message_id(key: str) -> str:
    """The part of a Message-ID before the domain: a bounce is known by it."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def compose(
    payload: NoticePayload,
    to: str,
    letterhead: Letterhead,
    key: str,
    at: datetime,
    *,
    maybe_again: bool,
    listed: Sequence[str] = (),
) -> EmailMessage:
    """The email for a notice; `listed` are lines between its first and its last.

    Raises `ValueError` for an address or reference that could alter a header. Every composition from the same `key`
    bears the same Message-ID, so that mail programs show a repeat once.
    """
    if not _ADDRESS.fullmatch(to):
        raise ValueError("An email goes to one plain address")
    for value in (payload.reference, key, *listed):
        if not value.isprintable():
            raise ValueError("A header of an email is one line of text")
    template = TEMPLATES[payload.kind]
    letter = EmailMessage()
    username, _, domain = letterhead.sender.rpartition("@")
    letter["From"] = Address(letterhead.service_name, username, domain)
    letter["To"] = to
    subject = template.subject.format(reference=payload.reference)
    letter["Subject"] = f"{letterhead.service_name}: {subject}"
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{message_id(key)}@{domain}>"
    # RFC 3834: keeps holiday notices and other robots from answering.
    letter["Auto-Submitted"] = "auto-generated"
    first, *others = (line.format(reference=payload.reference) for line in template.lines)
    lines = [first, *listed, *others]
    link = f"{letterhead.portal_url}{payload.link_path}"
    again = [MAYBE_AGAIN] if maybe_again else []
    letter.set_content("\n\n".join([*lines, link, *again, NO_REPLY, letterhead.service_name]) + "\n")
    return letter
