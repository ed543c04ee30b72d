"""The virus scanner of a demonstration: clamd, where this machine has it, knowing the EICAR test file alone.

Real signatures take a gigabyte and come from ClamAV's servers; a demonstration asks for neither.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontdoor_portal.demo.folder import free_port
from frontdoor_portal.demo.processes import DidNotStart

_PLACES = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/sbin"
_PATIENCE = 60.0
_EICAR = (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").hex()
_CONFIGURATION = """\
Foreground yes
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LogFile {folder}/clamd.log
StreamMaxLength 110M
MaxThreads 4
"""


def clamd_here() -> str | None:
    """Where this machine has clamd."""
    return shutil.which("clamd", path=_PLACES)


@contextmanager
def running_scanner(folder: Path) -> Iterator[str]:
    """The address of a scanner that runs as long as the block; empty where this machine has none.

    Raises `DidNotStart` where there is one and it does not start.
    """
    program = clamd_here()
    if program is None:
        yield ""
        return
    port = free_port()
    (folder / "signatures").mkdir(parents=True, exist_ok=True)
    (folder / "signatures" / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{_EICAR}\n", encoding="ascii")
    configuration = folder / "clamd.conf"
    configuration.write_text(_CONFIGURATION.format(port=port, folder=folder), encoding="utf-8")
    process = subprocess.Popen(
        [program, "--config-file", str(configuration)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, port)
        yield f"tcp://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise DidNotStart("clamd did not start: see clamd.log")
