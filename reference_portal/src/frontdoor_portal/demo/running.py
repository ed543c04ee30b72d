"""Starts the whole product below one folder: simulators, mail sink, database, worker, portal; stops it all again."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.folder import DemoFolder, free_port
from frontdoor_portal.demo.mail_sink import start_mail_sink
from frontdoor_portal.demo.processes import Processes, wait_for_line, wait_for_page
from frontdoor_portal.demo.seeding import seed_accounts, seed_contacts
from frontdoor_portal.settings import read_settings
from frontdoor_portal.storage.migrations import upgrade


@frozen
class Running:
    """A product that runs: where it answers, where it keeps things, and its processes."""

    address: str
    folder: DemoFolder
    processes: Processes


@contextmanager
def running_demo(root: Path, *, port: int = 0, database: str = "", with_contacts: bool = True) -> Iterator[Running]:
    """Everything started, for as long as the block lasts. `port` 0 takes a free one; `database` defaults to SQLite.

    Raises `DidNotStart` with the last words of whatever did not.
    """
    folder = DemoFolder(root.resolve())
    password = secrets.token_urlsafe(16)
    folder.prepare(password)
    os.environ[FOLDER_VARIABLE] = str(folder.secrets)
    sink = start_mail_sink(folder.mail, free_port())
    try:
        with Processes({FOLDER_VARIABLE: str(folder.secrets)}) as processes:
            address = _start(processes, folder, port or free_port(), sink.port, database, with_contacts)
            yield Running(address, folder, processes)
    finally:
        sink.stop()


def _start(
    processes: Processes, folder: DemoFolder, port: int, mail_port: int, database: str, with_contacts: bool
) -> str:
    # The simulators are named here as an operator would name them on a command line: the portal imports no plugin.
    processes.run(
        "frontdoor_capita_one.simulator",
        *("--folder", str(folder.drop_folder), "--contacts", str(folder.contacts)),
    )
    framework_i = processes.start(
        folder.log("framework-i"),
        "frontdoor_framework_i.simulator",
        *("--database", str(folder.root / "framework-i.sqlite"), "--user", "front-door"),
        *("--password-file", str(folder.secrets / "framework-i" / "password")),
    )
    soap = wait_for_line(framework_i, folder.log("framework-i"), "http")
    url = database or folder.default_database
    folder.write_settings(port=port, mail_port=mail_port, framework_i=f"http{soap}", database=url)
    upgrade(url)
    _seed(folder, with_contacts)
    processes.start(folder.log("worker"), "frontdoor_portal.cli", "--config", str(folder.settings), "worker")
    portal = processes.start(folder.log("portal"), "frontdoor_portal.cli", "--config", str(folder.settings), "serve")
    address = f"http://127.0.0.1:{port}"
    wait_for_page(portal, folder.log("portal"), f"{address}/readyz")
    return address


def _seed(folder: DemoFolder, with_contacts: bool) -> None:
    composed = compose(read_settings(folder.settings))
    try:
        seed_accounts(composed.office)
        if with_contacts:
            seed_contacts(composed.office)
    finally:
        composed.close()
