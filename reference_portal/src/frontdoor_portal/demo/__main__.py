"""`python -m frontdoor_portal.demo`: run the product with made-up families until Ctrl-C, or do the main job once."""

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import click

from frontdoor.testing.simulator_process import SimulatorFailed
from frontdoor_portal.demo.main_job import do_main_job
from frontdoor_portal.demo.processes import DidNotStart
from frontdoor_portal.demo.running import Running, running_demo
from frontdoor_portal.demo.seeding import ACCOUNTS, DEMO_PASSWORD
from frontdoor_portal.demo.systems import CASE_MANAGEMENT, EDUCATION
from frontdoor_portal.demo.visitor import NotAsExpected
from frontdoor_portal.use_cases.second_factor.models import Requirement


@click.command()
@click.option("--once", is_flag=True, help="Do the main job over HTTP, print each step, and stop.")
@click.option("--port", default=0, help="The portal's port; a free one unless given.")
@click.option("--database", default="", help="A PostgreSQL address; an SQLite file unless given.")
@click.option("--empty", is_flag=True, help="Start without contacts in the holding area.")
@click.option("--second-factor", is_flag=True, help="Ask everybody for a code beside the password.")
@click.option("--case-management", default=CASE_MANAGEMENT, show_default=True, help="The plugin whose system is used.")
@click.option("--education", default=EDUCATION, show_default=True, help="The same for education.")
def main(
    *,
    once: bool,
    port: int,
    database: str,
    empty: bool,
    second_factor: bool,
    case_management: str,
    education: str,
) -> None:
    """Start the portal, its worker, both simulators and a mail sink on this machine, with made-up families."""
    if once and second_factor:
        raise click.UsageError("--once signs in with passwords alone")
    # A signal to end is an ordinary way out, so that everything started here is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell starts background jobs deaf to Ctrl-C; this one must always stop what it started.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    root = Path(tempfile.mkdtemp(prefix="family-front-door-"))
    click.echo("Starting: simulators, mail sink, database, worker, portal ...")
    try:
        with running_demo(
            root,
            port=port,
            database=database,
            with_contacts=not (once or empty),
            plugins=(case_management, education),
            second_factor=Requirement.REQUIRED if second_factor else Requirement.OPTIONAL,
        ) as running:
            if once:
                do_main_job(running)
            else:
                _introduce(running)
                _wait(running)
    except KeyboardInterrupt:
        click.echo("\nStopped.")
    except (DidNotStart, NotAsExpected, SimulatorFailed) as problem:
        click.echo(f"FAILED: {problem}", err=True)
        sys.exit(1)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _introduce(running: Running) -> None:
    click.echo(f"\nThe portal: {running.address}\n\nSign in with the password “{DEMO_PASSWORD}” as:")
    for account in ACCOUNTS:
        key = running.factors.get(account.professional.id, "")
        click.echo(f"  {account.professional.email:<40} {account.shown_as}{f', key {key}' if key else ''}")
    if running.factors:
        click.echo("\nThe code of a key, if no authenticator app is at hand: python -m frontdoor_portal.demo.code KEY")
    if running.scanner:
        click.echo("\nFiles are checked by clamd, which here knows the EICAR test file alone.")
    else:
        click.echo("\nThis machine has no clamd, so every file says that nobody checked it for viruses.")
    click.echo(f"\nEmails are kept in {running.folder.mail}; logs lie beside them. Ctrl-C stops everything.")


def _wait(running: Running) -> None:
    while True:
        running.processes.check()
        time.sleep(1)


if __name__ == "__main__":
    main()
