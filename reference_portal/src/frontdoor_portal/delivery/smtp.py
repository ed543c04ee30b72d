"""Email over SMTP, one connection an email, telling "not sent" apart from "nobody knows"."""

import contextlib
import re
import smtplib
import ssl
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum

from attrs import field, frozen

from frontdoor.secrets.references import SecretMissing, SecretReader, SecretReference, read_from_keyring
from frontdoor_portal.delivery.mail import MailNotSent, MailOutcomeUnknown, MailRefused, SendingRefused

_ON_THE_WIRE = policy.SMTP.clone(cte_type="7bit")
"""ASCII only, so that any server takes it whatever extensions it has."""


class Tls(StrEnum):
    """How the connection is encrypted: not at all (a server on this machine), after STARTTLS, or from the start."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@frozen
class SmtpSettings:
    """Where email is handed over. The password is kept in the keyring; without a `username` none is asked for."""

    host: str
    port: int = 587
    tls: Tls = Tls.STARTTLS
    username: str = ""
    password: SecretReference | None = None
    timeout_seconds: float = 20.0
    helo_name: str = field(default="localhost")
    """What we call ourselves; asking the resolver for it could take longer than sending."""

    def __attrs_post_init__(self) -> None:
        if bool(self.username) != (self.password is not None):
            raise ValueError("A mail account has a username and a password, or neither")
        if self.password is not None and self.tls is Tls.NONE:
            raise ValueError("A mail password may not go over an unencrypted connection")


class SmtpMailer:
    """Sends through one SMTP server; implements `Mailer`. Certificates are checked, always."""

    def __init__(
        self,
        settings: SmtpSettings,
        read_secret: SecretReader = read_from_keyring,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        self._settings, self._read_secret = settings, read_secret
        self._tls_context = tls_context or ssl.create_default_context()

    def send(self, message: EmailMessage) -> None:
        sender, recipient = parseaddr(message["From"])[1], parseaddr(message["To"])[1]
        content = message.as_bytes(policy=_ON_THE_WIRE)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException, SecretMissing) as problem:
            raise MailNotSent(f"The mail server did not let us in: {_code(problem)}") from None
        with contextlib.closing(server):
            self._hand_over(server, sender, recipient, content)
            # The email is handed over: nothing that happens to the farewell can change that.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _connect(self) -> smtplib.SMTP:
        to = self._settings
        server: smtplib.SMTP
        if to.tls is Tls.IMPLICIT:
            server = smtplib.SMTP_SSL(
                to.host, to.port, to.helo_name, timeout=to.timeout_seconds, context=self._tls_context
            )
        else:
            server = smtplib.SMTP(to.host, to.port, to.helo_name, timeout=to.timeout_seconds)
        try:
            if to.tls is Tls.STARTTLS:
                server.starttls(context=self._tls_context)
            server.ehlo_or_helo_if_needed()
            if to.password is not None:
                server.login(to.username, self._read_secret(to.password).reveal())
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> None:
        try:
            _expect(server.mail(sender), Said.SENDER)
            _expect(server.rcpt(recipient), Said.RECIPIENT)
        except (OSError, smtplib.SMTPException) as problem:
            raise MailNotSent(f"The mail server went away: {_code(problem)}") from None
        try:
            answer = server.data(content)
        except smtplib.SMTPDataError as problem:
            said = problem.smtp_error
            _expect((problem.smtp_code, said if isinstance(said, bytes) else said.encode()), Said.CONTENT)
            raise MailOutcomeUnknown(f"The mail server gave an answer nobody knows: {_code(problem)}") from None
        except (OSError, smtplib.SMTPException) as problem:
            raise MailOutcomeUnknown(f"The mail server went away: {_code(problem)}") from None
        _expect(answer, Said.CONTENT)


class Said(StrEnum):
    """What the server had just been told when it answered."""

    SENDER = "MAIL FROM"
    RECIPIENT = "RCPT TO"
    CONTENT = "DATA"


def _expect(answer: tuple[int, bytes], said: Said) -> None:
    # RFC 5321 4.2.1: 2xx done, 4xx not now, 5xx never. The server's own words are dropped: they repeat addresses.
    code, words = answer
    if 200 <= code < 300:
        return
    if 500 <= code < 600:
        if _is_of_recipient(code, words, said):
            raise MailRefused(f"The mail server refused the address: {code}", str(code))
        raise SendingRefused(f"The mail server refused us after {said.value}: {code}")
    raise MailNotSent(f"The mail server cannot take the email now: {code}")


_ENHANCED = re.compile(rb"5\.(\d{1,3})\.(\d{1,3})(?!\S)")
_ADDRESSING, _MAILBOX, _SECURITY = 1, 2, 7
_OF_SENDER = frozenset({7, 8})
_OF_US = re.compile(rb"relay|sender|authenti|policy|permi|block ?list|black ?list|spam", re.IGNORECASE)
"""Words of servers that give no such code, where it is about who sends. They are looked at and not kept."""


def _is_of_recipient(code: int, words: bytes, said: Said) -> bool:
    """Whether it is the address that will never do, and not we.

    Postfix says only after `RCPT TO` what it has against the sender, and Exchange only after the content that nobody
    has the address: the code of RFC 3463 tells these apart, where there is one, and else the words. 530 to 539 is about
    signing in.
    """
    given = _ENHANCED.match(words.strip())
    subject, detail = (int(given[1]), int(given[2])) if given else (None, None)
    if said is Said.SENDER or 530 <= code < 540 or (subject == _ADDRESSING and detail in _OF_SENDER):
        return False
    if said is Said.CONTENT:
        return subject in {_ADDRESSING, _MAILBOX}
    return subject != _SECURITY and (given is not None or not _OF_US.search(words))


def _code(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", None)
    return f"{type(problem).__name__} {code}" if isinstance(code, int) else type(problem).__name__
