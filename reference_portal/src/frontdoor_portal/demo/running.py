"""Starts the whole product below one folder: simulators, mail sink, database, worker, portal; stops it all again."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.folder import DemoFolder, free_port
from frontdoor_portal.demo.mail_sink import start_mail_sink
from frontdoor_portal.demo.processes import Process, Processes, wait_for_line, wait_for_page
from frontdoor_portal.demo.seeding import seed_accounts, seed_contacts
from frontdoor_portal.settings import read_settings
from frontdoor_portal.storage.migrations import upgrade


@frozen
class Running:
    """A product that runs: where it answers, where it keeps things, and its processes."""

    address: str
    folder: DemoFolder
    processes: Processes

    def start_worker(self) -> Process:
        """Another delivery worker."""
        arguments = ("frontdoor_portal.cli", "--config", str(self.folder.settings), "worker")
        worker = self.processes.start(self.folder.log("worker"), *arguments)
        wait_for_line(worker, self.folder.log("worker"), "The worker is ready")
        return worker

    def start_portal(self, *launcher: str) -> Process:
        """The portal, answering at its address. `launcher` is the module that starts it instead of the command."""
        arguments = (*(launcher or ("frontdoor_portal.cli",)), "--config", str(self.folder.settings), "serve")
        portal = self.processes.start(self.folder.log("portal"), *arguments)
        wait_for_page(portal, self.folder.log("portal"), f"{self.address}/readyz")
        return portal


@contextmanager
def running_demo(
    root: Path, *, port: int = 0, database: str = "", with_contacts: bool = True, more_settings: str = ""
) -> Iterator[Running]:
    """Everything started, for as long as the block lasts. `port` 0 takes a free one; `database` defaults to SQLite.

    `more_settings` is TOML that is added to `portal.toml`. Raises `DidNotStart` with the last words of whatever did
    not.
    """
    with running_systems(root, port=port, database=database, more_settings=more_settings) as running:
        _seed(running.folder, with_contacts)
        running.start_worker()
        running.start_portal()
        yield running


@contextmanager
def running_systems(root: Path, *, port: int = 0, database: str = "", more_settings: str = "") -> Iterator[Running]:
    """Everything but the worker and the portal: simulators, mail sink, a migrated database, settings and secrets."""
    folder = DemoFolder(root.resolve())
    folder.prepare(secrets.token_urlsafe(16))
    sink = start_mail_sink(folder.mail, free_port())
    try:
        with Processes({FOLDER_VARIABLE: str(folder.secrets)}) as processes:
            soap = _start_simulators(processes, folder)
            url, port = database or folder.default_database, port or free_port()
            folder.write_settings(port=port, mail_port=sink.port, framework_i=soap, database=url, more=more_settings)
            upgrade(url)
            yield Running(f"http://127.0.0.1:{port}", folder, processes)
    finally:
        sink.stop()


def _start_simulators(processes: Processes, folder: DemoFolder) -> str:
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
    return "http" + wait_for_line(framework_i, folder.log("framework-i"), "http")


def _seed(folder: DemoFolder, with_contacts: bool) -> None:
    composed = compose(read_settings(folder.settings), folder.read_secret)
    try:
        seed_accounts(composed.office)
        if with_contacts:
            seed_contacts(composed.office)
    finally:
        composed.close()
