"""HTTP as strangers speak it: scripted bytes on real sockets."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from frontdoor.transport.http import MOST_KEPT, Deadline, HttpAnswer, NoAnswer, NotSent, TooLarge, Transport

BODY = b"<answer/>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=UTF-8\r\n"
WHOLE = HEAD + b"Content-Length: 9\r\n\r\n" + BODY
READ = HttpAnswer(status=200, content_type="text/xml", charset="utf-8", encoding="", body=BODY)

Scripted = Callable[..., str]


def post(address: str, *, seconds: float = 10, repeatable: bool = True, most: int = 10_000) -> HttpAnswer:
    transport = Transport(address, connect_seconds=5, max_answer_bytes=most)
    try:
        return transport.send(
            "POST", "", b"<ask/>", {"Content-Type": "text/xml"}, Deadline(seconds), repeatable=repeatable
        )
    finally:
        transport.close()


class Heard:
    """A server of one connection that keeps what it was sent."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[str] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError), self._listener.accept()[0] as connection:
            self.requests.append(connection.recv(65_536).decode())
            connection.sendall(b"HTTP/1.1 201 Created\r\nLocation: /steps/9\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def heard() -> Iterator[Heard]:
    server = Heard()
    yield server
    server.close()


@pytest.mark.parametrize(
    "answer",
    [
        WHOLE,
        HEAD + b"Connection: close\r\nContent-Length: 9\r\n\r\n" + BODY,
        HEAD + b"Connection: close\r\n\r\n" + BODY,
        HEAD.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n" + BODY,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<ans\r\n5\r\nwer/>\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE,
    ],
)
def test_every_lawful_way_to_send_an_answer_is_read(scripted: Scripted, answer: bytes) -> None:
    assert post(scripted((answer,))) == READ


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "connection cut"),
        (HEAD[:20], "connection cut"),
        (HEAD, "connection cut"),
        (WHOLE[:-4], "connection cut"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<ans\r\n", "connection cut"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nnot a size\r\n", "connection cut"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "HTTPException"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "LineTooLong"),
    ],
)
def test_an_answer_that_is_cut_or_no_http_is_no_answer(scripted: Scripted, answer: bytes, said: str) -> None:
    with pytest.raises(NoAnswer) as caught:
        post(scripted((answer,)), repeatable=False)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 10001\r\n\r\n",
        HEAD + b"\r\n" + b" " * 10_001,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n2711\r\n" + b" " * 10_001 + b"\r\n0\r\n\r\n",
    ],
)
def test_an_answer_above_the_ceiling_is_too_large_announced_or_not(scripted: Scripted, answer: bytes) -> None:
    with pytest.raises(TooLarge):
        post(scripted((answer,)))


def test_an_answer_of_just_the_ceiling_is_read(scripted: Scripted) -> None:
    assert post(scripted((WHOLE,)), most=9) == READ


def test_nobody_listening_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(NotSent, match="connection refused"):
        post(f"http://127.0.0.1:{port}/")


def test_a_name_that_does_not_exist_means_nothing_was_sent() -> None:
    with pytest.raises(NotSent, match="name not found"):
        post("http://no-such-host.invalid/")


def test_a_resolver_that_hangs_ends_with_the_deadline_and_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(60))
    try:
        with pytest.raises(NotSent, match="no answer in time"):
            post("http://slow-names.council.example/", seconds=0.2)
    finally:
        over.set()


def test_a_deadline_that_has_passed_means_nothing_was_sent(scripted: Scripted) -> None:
    with pytest.raises(NotSent, match="no answer in time"):
        post(scripted((WHOLE,)), seconds=0)


def test_headers_that_come_drop_by_drop_end_with_the_deadline() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            for byte in HEAD * 1000:
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    return
                if over.wait(0.05):
                    return

    threading.Thread(target=drip, daemon=True).start()
    with pytest.raises(NoAnswer, match="no answer in time"):
        post(f"http://127.0.0.1:{listener.getsockname()[1]}/", seconds=0.4)
    over.set()
    listener.close()


def test_a_connection_is_kept_for_the_next_repeatable_request(scripted: Scripted) -> None:
    transport = Transport(scripted((WHOLE, WHOLE)), connect_seconds=5, max_answer_bytes=10_000)
    answers = [transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=True) for _ in range(2)]
    assert answers == [READ, READ]
    transport.close()


def test_a_kept_connection_that_dies_unanswered_is_replaced_for_a_repeatable_request() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        first, _ = listener.accept()
        first.recv(65_536)
        first.sendall(WHOLE)
        # Dies with the second request in hand: it looked alive until then.
        first.recv(65_536)
        first.close()
        second, _ = listener.accept()
        second.recv(65_536)
        second.sendall(WHOLE)
        second.close()

    threading.Thread(target=serve, daemon=True).start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    transport = Transport(address, connect_seconds=5, max_answer_bytes=10_000)
    answers = [transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=True) for _ in range(2)]
    assert answers == [READ, READ]
    transport.close()
    listener.close()


def test_a_kept_connection_with_an_answer_nobody_asked_for_is_not_used_again(scripted: Scripted) -> None:
    unasked = WHOLE.replace(b"<answer/>", b"<strange>")
    transport = Transport(scripted((WHOLE + unasked,), (WHOLE,)), connect_seconds=5, max_answer_bytes=10_000)
    answers = [transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=True) for _ in range(2)]
    assert answers == [READ, READ]
    transport.close()


def test_a_request_that_must_not_be_repeated_goes_out_once_on_a_connection_of_its_own(scripted: Scripted) -> None:
    # A second request on the first connection would find it closed and be lost.
    transport = Transport(scripted((WHOLE,), (b"",), (WHOLE,)), connect_seconds=5, max_answer_bytes=10_000)
    assert transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=True) == READ
    with pytest.raises(NoAnswer):
        transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=False)
    assert transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=False) == READ
    transport.close()


def test_requests_that_must_not_be_repeated_leave_no_more_connections_open_than_are_kept() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    first_is_over = threading.Event()

    def serve() -> None:
        open_ones = []
        for _ in range(MOST_KEPT + 1):
            connection, _ = listener.accept()
            open_ones.append(connection)
            connection.recv(65_536)
            connection.sendall(WHOLE)
        if open_ones[0].recv(1) == b"":
            first_is_over.set()
        for each in open_ones:
            each.close()

    threading.Thread(target=serve, daemon=True).start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    transport = Transport(address, connect_seconds=5, max_answer_bytes=10_000)
    for _ in range(MOST_KEPT + 1):
        transport.send("GET", "", b"", {}, Deadline(10), repeatable=False)

    assert first_is_over.wait(10)
    transport.close()
    listener.close()


def test_a_redirect_is_an_answer_and_is_not_followed(scripted: Scripted) -> None:
    elsewhere = scripted((WHOLE,))
    moved = f"HTTP/1.1 307 Moved\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode()
    assert post(scripted((moved,))).status == 307


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A TLS server that answers once under a certificate of its own; the certificate's file and the address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made-up authority")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, key_file = tmp_path / "ca.pem", tmp_path / "key.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key_file)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        raw, _ = listener.accept()
        try:
            with context.wrap_socket(raw, server_side=True) as connection:
                connection.recv(65_536)
                connection.recv(65_536)
                connection.sendall(WHOLE)
        except OSError:
            raw.close()

    threading.Thread(target=serve, daemon=True).start()
    yield file, f"https://127.0.0.1:{listener.getsockname()[1]}/"
    listener.close()


def test_a_server_under_an_authority_named_in_settings_is_trusted(authority: tuple[Path, str]) -> None:
    file, address = authority
    transport = Transport(address, connect_seconds=5, max_answer_bytes=10_000, ca_file=file)
    assert transport.send("POST", "", b"<ask/>", {}, Deadline(10), repeatable=False) == READ
    transport.close()


def test_a_server_under_an_authority_nobody_knows_is_not_spoken_to(authority: tuple[Path, str]) -> None:
    with pytest.raises(NotSent, match="no trusted TLS connection"):
        post(authority[1])


def test_a_file_of_authorities_that_is_not_there_or_holds_none_is_named(tmp_path: Path) -> None:
    missing, empty = tmp_path / "missing.pem", tmp_path / "empty.pem"
    empty.write_text("no certificate", encoding="utf-8")
    said = []
    for file in (missing, empty):
        with pytest.raises(ValueError) as problem:
            Transport("https://council.example/", connect_seconds=5, max_answer_bytes=10_000, ca_file=file)
        said.append(str(problem.value))

    assert said == [f"{missing}: cannot be read: No such file or directory", f"{empty}: holds no certificate"]


@pytest.mark.parametrize(
    ("address", "path", "target"),
    [
        ("", "", "/"),
        ("/soap?wsdl", "", "/soap?wsdl"),
        ("/api", "/people/7?cursor=9", "/api/people/7?cursor=9"),
        ("/api?key=a", "/people?cursor=9", "/api/people?cursor=9&key=a"),
    ],
)
def test_a_path_goes_behind_the_addresss_own(heard: Heard, address: str, path: str, target: str) -> None:
    transport = Transport(heard.address + address, connect_seconds=5, max_answer_bytes=10_000)
    answer = transport.send("PATCH", path, b"", {"If-Match": '"3"'}, Deadline(10), repeatable=False)
    transport.close()
    assert heard.requests[0].splitlines()[0] == f"PATCH {target} HTTP/1.1"
    assert 'If-Match: "3"' in heard.requests[0].splitlines()
    assert answer.headers["location"] == "/steps/9"


def test_a_header_that_cannot_be_sent_means_that_nothing_was_and_its_value_is_not_told(heard: Heard) -> None:
    transport = Transport(heard.address, connect_seconds=5, max_answer_bytes=10_000)
    with pytest.raises(NotSent) as caught:
        transport.send("GET", "", b"", {"Authorization": "Bearer canary\r\nX: y"}, Deadline(10), repeatable=False)
    transport.close()
    assert str(caught.value) == "a header or a path with an impossible character"
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)
    assert heard.requests in ([], [""])
