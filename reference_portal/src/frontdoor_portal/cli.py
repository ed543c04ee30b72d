"""The command `frontdoor-portal`: serve, work, migrate, and who may register and sign in."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
import uvicorn
from sqlalchemy.exc import OperationalError

from frontdoor.conversion import DataFaults
from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor.secrets.references import SecretMissing
from frontdoor_portal import composition
from frontdoor_portal.app import SETTINGS_VARIABLE
from frontdoor_portal.composition import Composition, PluginsNotSound
from frontdoor_portal.logs import configure_logs
from frontdoor_portal.settings import PortalSettings, SettingsFault, read_settings
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.onboarding import (
    NobodyOfThatAddress,
    NotTheirDomain,
    add_agency,
    disable_account,
    enable_account,
    remove_domain,
    set_roles,
)

Result = TypeVar("Result")


@click.group()
@click.version_option(composition.VERSION)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("portal.toml"),
    envvar=SETTINGS_VARIABLE,
    show_default=True,
    help="The portal's settings.",
)
@click.pass_context
def main(context: click.Context, config: Path) -> None:
    """Run a council's family front door."""
    context.obj = config


@main.command()
@click.pass_obj
def migrate(config: Path) -> None:
    """Bring the database to this version's tables."""
    settings = _settings(config)
    _or_stop(lambda: upgrade(composition.database_url(settings)))
    click.echo("The database is up to date.")


@main.command()
@click.pass_obj
def serve(config: Path) -> None:
    """Serve the portal until it is told to stop."""
    settings = _settings(config)
    configure_logs()
    _compose(settings).close()  # every fault is said here, in words, before a server starts
    os.environ[SETTINGS_VARIABLE] = str(config)
    uvicorn.run(
        "frontdoor_portal.app:create",
        factory=True,
        host=settings.web.host,
        port=settings.web.port,
        access_log=False,  # its lines hold whole addresses; the web room writes its own without queries
        server_header=False,
        proxy_headers=bool(settings.web.trusted_proxies),
        forwarded_allow_ips=list(settings.web.trusted_proxies),
        h11_max_incomplete_event_size=64 * 1024,
    )


@main.command()
@click.pass_obj
def worker(config: Path) -> None:
    """Deliver decisions and emails until told to stop; what is in hand is finished first."""
    configure_logs()
    composed = _compose(_settings(config))
    crew = composed.crew()

    def end(*_: object) -> None:
        crew.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    crew.run(started=lambda: click.echo("The worker is ready."))
    composed.close()


@main.command("sweep")
@click.pass_obj
def sweep_command(config: Path) -> None:
    """Remove sign-ins that are over, registrations used or expired, and emails sent 30 days ago. Run it daily."""
    composed = _ready(config)
    swept = _or_stop(composed.sweep)
    click.echo(f"Removed: sign-ins {swept.sessions}, registrations {swept.registrations}, emails {swept.notices}.")
    composed.close()


@main.group()
def agencies() -> None:
    """Organisations whose staff may register."""


@agencies.command("add")
@click.argument("agency_id")
@click.option("--name", required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in AgencyKind]), required=True)
@click.option("--domain", "domains", multiple=True, required=True, help="An approved email domain; may be repeated.")
@click.pass_obj
def add_agency_command(config: Path, agency_id: str, name: str, kind: str, domains: tuple[str, ...]) -> None:
    """Approve an agency and its email domains."""
    composed = _ready(config)
    agency = Agency(agency_id, name, AgencyKind(kind), frozenset(domains))
    _or_stop(lambda: add_agency(composed.office, agency))
    click.echo(f"{name} may register with {', '.join(sorted(domains))}.")
    composed.close()


@agencies.command("remove-domain")
@click.argument("agency_id")
@click.argument("domain")
@click.pass_obj
def remove_domain_command(config: Path, agency_id: str, domain: str) -> None:
    """Refuse new registrations with an agency's domain. Accounts stay until each is disabled."""
    composed = _ready(config)
    _or_stop(lambda: remove_domain(composed.office, agency_id, domain))
    click.echo(f"Nobody else may register with {domain}. Accounts with such an address stay until you disable them.")
    composed.close()


@main.group()
def accounts() -> None:
    """People who have registered."""


@accounts.command("disable")
@click.argument("email")
@click.pass_obj
def disable_account_command(config: Path, email: str) -> None:
    """Close the account of a person who has left: they are signed out and cannot sign in."""
    composed = _ready(config)
    _or_stop(lambda: disable_account(composed.office, email))
    click.echo("Account disabled. Its sign-ins have ended.")
    composed.close()


@accounts.command("enable")
@click.argument("email")
@click.pass_obj
def enable_account_command(config: Path, email: str) -> None:
    """Open an account that was disabled, with the password and roles it had."""
    composed = _ready(config)
    _or_stop(lambda: enable_account(composed.office, email))
    click.echo("Account enabled.")
    composed.close()


@main.command("roles")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, type=click.Choice([role.value for role in Role]))
@click.pass_obj
def roles_command(config: Path, email: str, roles: tuple[str, ...]) -> None:
    """Give a registered person these roles, instead of those they have. They sign in anew."""
    composed = _ready(config)
    _or_stop(lambda: set_roles(composed.office, email, frozenset(Role(role) for role in roles)))
    click.echo(f"Roles set: {', '.join(roles)}.")
    composed.close()


def _settings(config: Path) -> PortalSettings:
    return _or_stop(lambda: read_settings(config))


def _compose(settings: PortalSettings) -> Composition:
    return _or_stop(lambda: composition.compose(settings))


def _ready(config: Path) -> Composition:
    composed = _compose(_settings(config))
    if reasons := composed.not_ready():
        composed.close()
        click.echo("\n".join(reasons), err=True)
        sys.exit(1)
    return composed


def _or_stop(work: Callable[[], Result]) -> Result:
    # What an operator can mend is said in words, without a trace; anything else is a fault of ours and shows one.
    try:
        return work()
    except (SettingsFault, PluginsNotSound, SecretMissing, DataFaults, ValueError) as problem:
        click.echo(str(problem), err=True)
    except (NobodyOfThatAddress, NotTheirDomain) as problem:
        click.echo(str(problem), err=True)
    except OperationalError as problem:
        click.echo(f"The database cannot be used: {problem.orig}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
