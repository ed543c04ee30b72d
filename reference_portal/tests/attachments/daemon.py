"""Debian's clamd with one signature, EICAR's, on a socket of the test's own. It needs no database from anywhere."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from reference_portal.tests.attachments.samples import EICAR
from reference_portal.tests.needing import report_missing

_PATIENCE = 60.0
_CONFIGURATION = """\
Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LogFile {folder}/clamd.log
StreamMaxLength 110M
MaxThreads 4
"""


@frozen
class Daemon:
    """A clamd that runs."""

    process: "subprocess.Popen[bytes]"
    folder: Path

    @property
    def address(self) -> str:
        return f"unix://{self.folder}/clamd.sock"


def clamd_program() -> str:
    """Where clamd is; fails the test, or skips it where that is said, on a machine without."""
    found = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if found is None:
        report_missing("clamd", "No virus scanner to test with: apt-get install clamav-daemon")
    assert found is not None
    return found


def start(folder: Path) -> Daemon:
    """Start clamd below a folder, whose path must be short: a socket's name has room for 100 letters."""
    (folder / "signatures").mkdir(exist_ok=True)
    (folder / "signatures" / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_CONFIGURATION.format(folder=folder))
    (folder / "clamd.sock").unlink(missing_ok=True)
    process = subprocess.Popen(
        [clamd_program(), "--config-file", str(folder / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    until = time.monotonic() + _PATIENCE
    while not _listens(folder / "clamd.sock"):
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            report_missing("clamd", f"clamd did not start; its log is {folder}/clamd.log")
        time.sleep(0.02)
    return Daemon(process, folder)


def _listens(address: Path) -> bool:
    """Whether somebody hears there: the socket's file is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(address)) == 0


@contextmanager
def running(folder: Path) -> Iterator[Daemon]:
    daemon = start(folder)
    try:
        yield daemon
    finally:
        daemon.process.kill()
        daemon.process.wait()
