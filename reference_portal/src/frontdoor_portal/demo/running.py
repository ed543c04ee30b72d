"""Starts the whole product below one folder: simulators, mail sink, database, worker, portal; stops it all again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import evolve, field, frozen

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.folder import DemoFolder, free_port
from frontdoor_portal.demo.mail_sink import start_mail_sink
from frontdoor_portal.demo.processes import Process, Processes, wait_for_line, wait_for_page
from frontdoor_portal.demo.scanner import running_scanner
from frontdoor_portal.demo.seeding import seed_accounts, seed_contacts, seed_factors
from frontdoor_portal.demo.systems import CASE_MANAGEMENT, EDUCATION, Systems, running_simulators
from frontdoor_portal.settings import read_settings
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.second_factor.models import Requirement


@frozen
class Running:
    """A product that runs: where it answers, where it keeps things, the systems it asks, and its processes."""

    address: str
    folder: DemoFolder
    processes: Processes
    systems: Systems
    factors: Mapping[str, str] = field(factory=dict)
    """Secrets of authenticators by account, where the demonstration asks for a second factor."""
    scanner: str = ""
    """The address of the virus scanner, where this machine has one."""

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
    root: Path,
    *,
    port: int = 0,
    database: str = "",
    with_contacts: bool = True,
    more_settings: str = "",
    plugins: Sequence[str] = (CASE_MANAGEMENT, EDUCATION),
    second_factor: Requirement = Requirement.OPTIONAL,
) -> Iterator[Running]:
    """Everything started, for as long as the block lasts. `port` 0 takes a free one; `database` defaults to SQLite.

    `more_settings` is TOML that is added to `portal.toml`; `plugins` are those whose systems are simulated. Where a
    second factor is required, every account has one. Raises `DidNotStart` or `SimulatorFailed` with the last words of
    whatever did not.
    """
    with running_systems(
        root, port=port, database=database, more_settings=more_settings, plugins=plugins, second_factor=second_factor
    ) as running:
        running = evolve(running, factors=_seed(running.folder, with_contacts, second_factor))
        running.start_worker()
        running.start_portal()
        yield running


@contextmanager
def running_systems(
    root: Path,
    *,
    port: int = 0,
    database: str = "",
    more_settings: str = "",
    plugins: Sequence[str] = (CASE_MANAGEMENT, EDUCATION),
    behind_proxies: bool = False,
    second_factor: Requirement = Requirement.OPTIONAL,
) -> Iterator[Running]:
    """Everything but the worker and the portal: simulators, mail sink, a migrated database, settings and secrets."""
    folder = DemoFolder(root.resolve())
    folder.prepare()
    sink = start_mail_sink(folder.mail, free_port())
    try:
        with (
            running_scanner(folder.scanner) as scanner,
            running_simulators(folder.systems, plugins, behind_proxies=behind_proxies) as systems,
            Processes({FOLDER_VARIABLE: str(folder.secrets)}) as processes,
        ):
            systems.mount_secrets(folder.secrets)
            url, port = database or folder.default_database, port or free_port()
            folder.write_settings(
                port=port,
                mail_port=sink.port,
                database=url,
                plugins=systems.plugins,
                more=more_settings,
                second_factor=second_factor,
                scanner=scanner,
            )
            upgrade(url)
            yield Running(f"http://127.0.0.1:{port}", folder, processes, systems, scanner=scanner)
    finally:
        sink.stop()


def _seed(folder: DemoFolder, with_contacts: bool, second_factor: Requirement) -> Mapping[str, str]:
    composed = compose(read_settings(folder.settings), folder.read_secret)
    try:
        seed_accounts(composed.office)
        if with_contacts:
            seed_contacts(composed.office)
        return seed_factors(composed.office) if second_factor is Requirement.REQUIRED else {}
    finally:
        composed.close()
