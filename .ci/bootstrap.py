"""Make the private environment that nox itself runs in, then hand over to it.

`noxfile.py` calls `run_nox` when a bare `python3` starts it. Only the standard library may be used here: this
runs on a machine that has Python and nothing else, and nothing may be installed outside the checkout.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".bootstrap" / "env"
PINS = ROOT / ".ci" / "bootstrap.lock"
OLDEST_PYTHON = (3, 11)
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

NO_VENV = """\
This Python ({executable}) cannot make virtual environments.
On Debian or Ubuntu: sudo apt-get install python3-venv
Elsewhere: install Python 3.11 or newer from your system's packages or from python.org.
Then run the same command again. Nothing has been installed."""


def run_nox(arguments: list[str]) -> NoReturn:
    """Replace this process by nox with the same arguments, from an environment made on first use."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    with _one_at_a_time():
        _make_if_stale()
    python = HOME / SCRIPTS / ("python.exe" if os.name == "nt" else "python")
    command = [str(python), "-m", "nox", "--noxfile", str(ROOT / "noxfile.py"), *arguments]
    if os.name == "nt":  # execv on Windows returns to the shell before the work is done
        raise SystemExit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


def _make_if_stale() -> None:
    stamp = HOME / "made-from"
    wanted = f"{sys.executable} {sys.version} {hashlib.sha256(PINS.read_bytes()).hexdigest()}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise SystemExit(NO_VENV.format(executable=sys.executable))
    print(f"Making {HOME.relative_to(ROOT)}/ (nox and uv, this checkout only)...", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    try:
        venv.create(HOME, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as fault:
        raise SystemExit(NO_VENV.format(executable=sys.executable)) from fault
    pip = [str(HOME / SCRIPTS / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    if subprocess.call([*pip, "--require-hashes", "--no-deps", "-r", str(PINS)]):
        raise SystemExit("Could not install nox and uv: is a package index within reach?")
    stamp.write_text(wanted)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together must not build the environment over each other."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows: the second command is asked to be patient by its own failure
        yield
        return
    HOME.parent.mkdir(exist_ok=True)
    with (HOME.parent / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
