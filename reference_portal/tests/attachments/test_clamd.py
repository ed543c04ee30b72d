"""The virus scanner: Debian's own, and one that is slow, cut short, lying or old (ASVS V5.4.3)."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reference_portal.tests.attachments.daemon import Daemon, running
from reference_portal.tests.attachments.samples import EICAR, docx, mail_with

from frontdoor_portal.attachments.clamd import Clamd, check_address
from frontdoor_portal.use_cases.attachments.ports import Scanned, ScannerHealth, ScannerSilent, Verdict

NOW = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
FRESH = b"ClamAV 1.4.3/27500/Wed Jun  3 09:25:33 2026\0"
OLD = b"ClamAV 1.4.3/27400/Mon Jun  1 09:25:33 2026\0"
FOUND = Scanned(Verdict.INFECTED, "Eicar-Test-Signature.UNOFFICIAL")


def real(clamd: Daemon) -> Clamd:
    """One signature of a test's own has no age."""
    return Clamd(clamd.address, signatures_hours=0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Seen at the door", Scanned(Verdict.CLEAN)),
        (bytes(3_000_000), Scanned(Verdict.CLEAN)),
        (EICAR, FOUND),
        (docx(word__x_dot_xml=EICAR), FOUND),
        (mail_with("a.txt", EICAR), FOUND),
    ],
    ids=["clean", "long", "EICAR", "EICAR in a zip file", "68: EICAR on an email"],
)
def test_the_scanner_says_what_it_finds(clamd: Daemon, data: bytes, said: Scanned) -> None:
    assert real(clamd).scan(data[at : at + 65_536] for at in range(0, len(data), 65_536)) == said


def test_a_scanner_that_answers_tells_its_version(clamd: Daemon) -> None:
    assert real(clamd).health(NOW).version.startswith("ClamAV 1.")


def test_a_scanner_of_unknown_age_is_not_believed(clamd: Daemon) -> None:
    with pytest.raises(ScannerSilent, match="does not say how old"):
        Clamd(clamd.address).scan([b"Seen at the door"])


def test_a_killed_scanner_is_silent_and_one_that_is_back_answers(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(tmp_path_factory.mktemp("c"))
    with running(folder) as first:
        scanner = real(first)
        first.process.kill()
        first.process.wait()
        with pytest.raises(ScannerSilent):
            scanner.scan([EICAR])
    with running(folder) as second:
        assert real(second).scan([EICAR]) == FOUND


@contextmanager
def answering(*answers: bytes, then: Callable[[socket.socket], None] | None = None) -> Iterator[str]:
    """A scanner that gives one answer a connection, in order; `then` is what it does with the last one."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                line, _ = server.accept()
                with line:
                    line.recv(1_000_000)
                    line.sendall(answer)
            if then is not None:
                line, _ = server.accept()
                with line:
                    then(line)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            thread.join()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        pytest.param((FRESH, b"stream: OK"), "cannot be reached", id="cut before its end"),
        pytest.param((FRESH, b"stream: "), "cannot be reached", id="cut in the middle"),
        pytest.param((FRESH, b""), "cannot be reached", id="no answer"),
        pytest.param((FRESH, b"INSTREAM size limit exceeded. ERROR\0"), "size limit", id="a file too long for it"),
        pytest.param((FRESH, b"stream: OK?\0"), "The scanner answered", id="another answer"),
        pytest.param((b"HTTP/1.1 200 OK\r\n\0",), "no clamd", id="no scanner at all"),
        pytest.param((OLD, b"stream: OK\0"), "more than 48 hours old", id="old signatures"),
        pytest.param((b"ClamAV 1.4.3\0", b"stream: OK\0"), "does not say how old", id="no signatures of its own"),
    ],
)
def test_nothing_but_a_whole_yes_is_clean(answers: tuple[bytes, ...], said: str) -> None:
    with answering(*answers) as address, pytest.raises(ScannerSilent, match=said):
        Clamd(address, now=lambda: NOW).scan([b"x"])


def test_what_an_old_scanner_finds_is_found() -> None:
    with answering(OLD, b"stream: Bad FOUND\0") as address:
        assert Clamd(address, now=lambda: NOW).scan([b"x"]) == Scanned(Verdict.INFECTED, "Bad")


def test_a_fresh_scanner_is_believed() -> None:
    with answering(FRESH, b"stream: OK\0") as address:
        assert Clamd(address, now=lambda: NOW).scan([b"x"]) == Scanned(Verdict.CLEAN)


def test_one_that_never_answers_is_given_up() -> None:
    stop = threading.Event()

    def wait(_: socket.socket) -> None:
        stop.wait()

    with answering(then=wait) as address:
        health = Clamd(address, seconds=0.2).health(NOW)
        stop.set()
    assert health == ScannerHealth(trouble="The scanner did not answer in time")


def test_one_that_drips_is_given_up() -> None:
    def drip(line: socket.socket) -> None:
        try:
            while True:
                line.sendall(b"C")
        except OSError:
            pass

    with answering(then=drip) as address:
        assert Clamd(address, seconds=5).health(NOW).version == ""


def test_the_age_of_signatures_is_told() -> None:
    with answering(FRESH) as address:
        found = Clamd(address).health(NOW)
    assert found == ScannerHealth("ClamAV 1.4.3", datetime(2026, 6, 3, 9, 25, 33, tzinfo=UTC))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:3310", "unix:///run/clamav/clamd.ctl", "tcp://[::1]:3310"])
def test_an_address_of_a_scanner(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address", ["127.0.0.1:3310", "tcp://127.0.0.1", "unix://clamd", "http://x:1", "tcp://x:99999"]
)
def test_no_address_of_a_scanner(address: str) -> None:
    with pytest.raises(ValueError, match="must be like"):
        check_address(address)
