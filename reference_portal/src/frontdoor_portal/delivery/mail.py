"""What the portal asks of a mail server, and the ways it can say no."""

from email.message import EmailMessage
from typing import Protocol


class MailFailure(Exception):
    """Any way an email may fail to go. Messages hold codes, never an address."""


class MailNotSent(MailFailure):
    """Nothing was accepted: try again later."""


class SendingRefused(MailNotSent):
    """The server refuses us: our account, our own address, or what we send. An operator puts that right; whoever the
    email is for can do nothing about it, so they hear nothing of it, and it is tried again meanwhile."""


class MailRefused(MailFailure):
    """The server refused the address for good: sending it again is useless. `status` is its code, such as 550."""

    def __init__(self, message: str, status: str = "") -> None:
        self.status = status
        super().__init__(message)


class MailOutcomeUnknown(MailFailure):
    """The connection ended before the server said whether it took the email."""


class Mailer(Protocol):
    def send(self, message: EmailMessage) -> None:
        """Hand over one email to the one address in its `To`; raises a `MailFailure` and nothing else."""
        ...
