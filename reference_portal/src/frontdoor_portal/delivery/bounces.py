"""Emails that came back, read as RFC 3464 has them: what failed for good, by our own Message-ID.

Whatever else a message says is not read: it may quote anything, and it may come from anybody.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from attrs import frozen

_OURS = re.compile(r"<([0-9a-f]{40})@")
_STATUS = re.compile(r"([245]\.\d{1,3}\.\d{1,3})")
MOST_BYTES = 5_000_000
"""A larger message is no notification: nothing of it is read."""


@frozen
class Bounce:
    """What a notification says of one email of ours. `is_final`: it will not be tried again."""

    message_id: str
    status: str
    is_final: bool


def read_bounce(content: bytes) -> Bounce | None:
    """The email of ours that a message says was not delivered; None for whatever is no such notification."""
    if len(content) > MOST_BYTES:
        return None
    report = message_from_bytes(content, policy=policy.compat32)
    if report.get_content_type() != "multipart/report":
        return None
    parts = list(report.walk())
    recipients = [each for part in parts if part.get_content_type() == "message/delivery-status" for each in _of(part)]
    said = [(action, status) for action, status in recipients if action in {"failed", "delayed"}]
    # The headers of what was sent, which come last, and in no other part: anybody may write an id into the text.
    returned = [part for part in parts if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}]
    found = next((match for part in returned if (match := _id_in(part))), None)
    if not said or found is None:
        return None
    # RFC 3464 2.3.3: whatever failed is given up, also with a status 4.x.x, as when the queue's time is over.
    failed = [status for action, status in said if action == "failed"]
    return Bounce(found, failed[0] if failed else said[0][1], is_final=bool(failed))


def _of(part: Message) -> Iterator[tuple[str, str]]:
    """Action and status of each recipient in a delivery status, whose first group of fields is about the message."""
    payload = part.get_payload()
    for group in payload if isinstance(payload, list) else []:
        if not isinstance(group, Message):
            continue
        action, status = str(group.get("Action", "")).strip().lower(), _STATUS.search(str(group.get("Status", "")))
        if action and status:
            yield action, status[1]


def _id_in(part: Message) -> str | None:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if inner is None:
        decoded = part.get_payload(decode=True)
        inner = message_from_bytes(decoded) if isinstance(decoded, bytes) else None
    match = _OURS.match(str(inner.get("Message-ID", "")).strip()) if isinstance(inner, Message) else None
    return match[1] if match else None
