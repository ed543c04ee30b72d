"""Email over SMTP, one connection an email, telling "not sent" apart from "nobody knows"."""

import contextlib
import smtplib
import ssl
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum

from attrs import field, frozen

from frontdoor.secrets.references import SecretMissing, SecretReader, SecretReference, read_from_keyring
from frontdoor_portal.delivery.mail import MailNotSent, MailOutcomeUnknown, MailRefused

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
            _expect(server.mail(sender))
            _expect(server.rcpt(recipient))
        except (OSError, smtplib.SMTPException) as problem:
            raise MailNotSent(f"The mail server went away: {_code(problem)}") from None
        try:
            answer = server.data(content)
        except smtplib.SMTPDataError as problem:
            _expect((problem.smtp_code, b""))
            raise MailOutcomeUnknown(f"The mail server gave an answer nobody knows: {_code(problem)}") from None
        except (OSError, smtplib.SMTPException) as problem:
            raise MailOutcomeUnknown(f"The mail server went away: {_code(problem)}") from None
        _expect(answer)


def _expect(answer: tuple[int, bytes]) -> None:
    # RFC 5321 4.2.1: 2xx done, 4xx not now, 5xx never. The server's own words are dropped: they repeat addresses.
    code = answer[0]
    if 200 <= code < 300:
        return
    if 500 <= code < 600:
        raise MailRefused(f"The mail server refused the email: {code}", str(code))
    raise MailNotSent(f"The mail server cannot take the email now: {code}")


def _code(problem: Exception) -> str:
    code = getattr(problem, "smtp_code", None)
    return f"{type(problem).__name__} {code}" if isinstance(code, int) else type(problem).__name__
