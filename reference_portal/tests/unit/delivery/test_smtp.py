"""Email over real SMTP on loopback: what arrives, and what each way of failing is called."""

import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor_portal.delivery.letters import Letterhead, compose
from frontdoor_portal.delivery.mail import MailFailure, MailNotSent, MailOutcomeUnknown, MailRefused, SendingRefused
from frontdoor_portal.delivery.smtp import SmtpMailer, SmtpSettings, Tls
from frontdoor_portal.use_cases.models import NoticeKind
from frontdoor_portal.use_cases.notices import NoticePayload

LETTERHEAD = Letterhead("Drws Ffrynt Teuluoedd ŵ", "frontdoor@council.example", "https://portal.council.example")
PAYLOAD = NoticePayload(NoticeKind.RECEIPT, "person-1", "FD-2222-2222", "/contacts/FD-2222-2222")
LETTER = compose(PAYLOAD, "t@school.example", LETTERHEAD, "k", datetime(2026, 6, 4, tzinfo=UTC), maybe_again=False)
PASSWORD = SecretReference("mail", "frontdoor")


class Sink:
    """A mail server's answers, written by the test."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK", mail: str = "250 OK") -> None:
        self._rcpt, self._data, self._mail = rcpt, data, mail
        self.envelopes: list[Envelope] = []

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return _say(server, self._mail)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return _say(server, self._rcpt)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return _say(server, self._data)


def _say(server: SMTP, answer: str) -> str:
    if answer == "hang up":
        transport: Any = server.transport
        transport.abort()
    return answer


@pytest.fixture
def listen() -> Iterator[Callable[..., int]]:
    """Start a server for a sink; answers with its port."""
    running: list[Controller] = []

    def start(sink: Sink, **options: Any) -> int:
        controller = Controller(sink, hostname="127.0.0.1", port=_free_port(), **options)
        controller.start()
        running.append(controller)
        return int(controller.port)

    yield start
    for controller in running:
        controller.stop(no_assert=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.council.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def read_secret(reference: SecretReference) -> Secret:
    if reference != PASSWORD:
        raise SecretMissing(str(reference))
    return Secret("correct horse")


def mailer(port: int, tls: Tls = Tls.NONE, trusted: Path | None = None, **account: Any) -> SmtpMailer:
    context = ssl.create_default_context(cafile=str(trusted)) if trusted else None
    return SmtpMailer(SmtpSettings("127.0.0.1", port, tls, timeout_seconds=30, **account), read_secret, context)


def test_an_email_arrives_as_it_was_written(listen: Callable[..., int]) -> None:
    sink = Sink()
    mailer(listen(sink)).send(LETTER)
    (envelope,) = sink.envelopes
    content = envelope.content
    assert isinstance(content, bytes)
    arrived = message_from_bytes(content, policy=policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos, content.isascii(), arrived["From"], arrived.get_content()) == (
        "frontdoor@council.example",
        ["t@school.example"],
        True,
        LETTER["From"],
        LETTER.get_content(),
    )


@pytest.mark.parametrize(
    ("sink", "failure"),
    [
        (Sink(rcpt="550 no such user t@school.example"), MailRefused("The mail server refused the address: 550")),
        (Sink(rcpt="550 5.4.1 Recipient address rejected"), MailRefused("The mail server refused the address: 550")),
        (Sink(data="550 5.1.10 no such user"), MailRefused("The mail server refused the address: 550")),
        (Sink(rcpt="451 greylisted"), MailNotSent("The mail server cannot take the email now: 451")),
        (Sink(data="452 full"), MailNotSent("The mail server cannot take the email now: 452")),
        (Sink(rcpt="hang up"), MailNotSent("The mail server went away: SMTPServerDisconnected")),
        (Sink(data="hang up"), MailOutcomeUnknown("The mail server went away: SMTPServerDisconnected")),
    ],
)
def test_each_way_of_failing_has_its_name(listen: Callable[..., int], sink: Sink, failure: MailFailure) -> None:
    with pytest.raises(MailFailure) as raised:
        mailer(listen(sink)).send(LETTER)
    assert (type(raised.value), str(raised.value)) == (type(failure), str(failure))


@pytest.mark.parametrize(
    ("sink", "message"),
    [
        (Sink(mail="550 sender rejected"), "The mail server refused us after MAIL FROM: 550"),
        (Sink(mail="530 5.7.0 authentication required"), "The mail server refused us after MAIL FROM: 530"),
        (Sink(rcpt="530 5.7.1 authentication required"), "The mail server refused us after RCPT TO: 530"),
        (Sink(rcpt="554 5.7.1 relay access denied"), "The mail server refused us after RCPT TO: 554"),
        (Sink(rcpt="550 5.1.8 sender address rejected"), "The mail server refused us after RCPT TO: 550"),
        (Sink(rcpt="550 relay not permitted"), "The mail server refused us after RCPT TO: 550"),
        (Sink(rcpt="550 Sender verify failed"), "The mail server refused us after RCPT TO: 550"),
        (Sink(data="554 spam"), "The mail server refused us after DATA: 554"),
        (Sink(data="550 5.7.26 unauthenticated"), "The mail server refused us after DATA: 550"),
    ],
)
def test_what_the_server_has_against_us_is_no_fault_of_the_address(
    listen: Callable[..., int], sink: Sink, message: str
) -> None:
    """Postfix says only after `RCPT TO` what it has against the sender."""
    with pytest.raises(SendingRefused) as raised:
        mailer(listen(sink)).send(LETTER)
    assert str(raised.value) == message


def test_where_nobody_listens_nothing_was_sent() -> None:
    with pytest.raises(MailNotSent, match="ConnectionRefusedError"):
        mailer(_free_port()).send(LETTER)


def test_an_email_is_not_sent_in_the_clear_where_encryption_was_asked_for(listen: Callable[..., int]) -> None:
    sink = Sink()
    with pytest.raises(MailNotSent, match="SMTPNotSupportedError"):
        mailer(listen(sink), Tls.STARTTLS).send(LETTER)
    assert sink.envelopes == []


def test_a_certificate_nobody_vouches_for_is_refused(listen: Callable[..., int], server_tls: ssl.SSLContext) -> None:
    sink = Sink()
    with pytest.raises(MailNotSent, match="SSLCertVerificationError"):
        mailer(listen(sink, tls_context=server_tls), Tls.STARTTLS).send(LETTER)
    assert sink.envelopes == []


def test_a_password_is_given_after_encryption(
    listen: Callable[..., int], server_tls: ssl.SSLContext, certificate: Path
) -> None:
    given: list[LoginPassword] = []

    def check(*asked: Any) -> AuthResult:
        given.append(asked[-1])
        return AuthResult(success=True)

    sink = Sink()
    port = listen(sink, tls_context=server_tls, require_starttls=True, auth_required=True, authenticator=check)
    mailer(port, Tls.STARTTLS, certificate, username="frontdoor", password=PASSWORD).send(LETTER)
    assert (given, len(sink.envelopes)) == ([LoginPassword(b"frontdoor", b"correct horse")], 1)


def test_a_password_that_the_keyring_lacks_leaves_the_email_unsent(
    listen: Callable[..., int], server_tls: ssl.SSLContext, certificate: Path
) -> None:
    port = listen(Sink(), tls_context=server_tls)
    account = {"username": "frontdoor", "password": SecretReference("mail", "nobody")}
    with pytest.raises(MailNotSent, match="SecretMissing"):
        mailer(port, Tls.STARTTLS, certificate, **account).send(LETTER)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"username": "frontdoor"}, "a username and a password, or neither"),
        ({"password": PASSWORD}, "a username and a password, or neither"),
        ({"username": "f", "password": PASSWORD, "tls": Tls.NONE}, "unencrypted"),
    ],
)
def test_an_account_that_would_leak_or_fail_is_refused(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SmtpSettings("127.0.0.1", **parts)
