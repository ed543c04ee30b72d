"""A mail server that keeps what it is given, and can fail."""

from email.message import EmailMessage

from attrs import define, field
from reference_portal.tests.unit.delivery.queue_in_memory import Memory


@define
class Postbox:
    """A mail server. `script` holds failures for the next emails; one marked as delivered goes out all the same."""

    memory: Memory
    script: list[tuple[BaseException, bool]] = field(factory=list)
    sent: list[EmailMessage] = field(factory=list)

    def send(self, message: EmailMessage) -> None:
        assert self.memory.open_transactions == 0, "a transaction was open while the mail server was called"
        if not self.script:
            self.sent.append(message)
            return
        failure, goes_out = self.script.pop(0)
        if goes_out:
            self.sent.append(message)
        raise failure
