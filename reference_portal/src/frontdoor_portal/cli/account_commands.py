"""`frontdoor-portal agencies`, `accounts` and `roles`: who may register, and what a registered person may do."""

from pathlib import Path

import click

from frontdoor.domain.agency import Agency, AgencyKind, Role
from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.use_cases.onboarding import (
    add_agency,
    disable_account,
    enable_account,
    remove_domain,
    set_roles,
)
from frontdoor_portal.use_cases.second_factor.resetting import reset_factor_as_operator


@click.group()
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
    composed = ready(config)
    agency = Agency(agency_id, name, AgencyKind(kind), frozenset(domains))
    or_stop(lambda: add_agency(composed.office, agency))
    click.echo(f"{name} may register with {', '.join(sorted(domains))}.")
    composed.close()


@agencies.command("remove-domain")
@click.argument("agency_id")
@click.argument("domain")
@click.pass_obj
def remove_domain_command(config: Path, agency_id: str, domain: str) -> None:
    """Refuse new registrations with an agency's domain. Accounts stay until each is disabled."""
    composed = ready(config)
    or_stop(lambda: remove_domain(composed.office, agency_id, domain))
    click.echo(f"Nobody else may register with {domain}. Accounts with such an address stay until you disable them.")
    composed.close()


@click.group()
def accounts() -> None:
    """People who have registered."""


@accounts.command("disable")
@click.argument("email")
@click.pass_obj
def disable_account_command(config: Path, email: str) -> None:
    """Close the account of a person who has left: they are signed out and cannot sign in."""
    composed = ready(config)
    or_stop(lambda: disable_account(composed.office, email))
    click.echo("Account disabled. Its sign-ins have ended.")
    composed.close()


@accounts.command("enable")
@click.argument("email")
@click.pass_obj
def enable_account_command(config: Path, email: str) -> None:
    """Open an account that was disabled, with the password and roles it had."""
    composed = ready(config)
    or_stop(lambda: enable_account(composed.office, email))
    click.echo("Account enabled.")
    composed.close()


@accounts.command("reset-second-factor")
@click.argument("email")
@click.pass_obj
def reset_second_factor_command(config: Path, email: str) -> None:
    """Take away a person's authenticator app where nobody else can, and print the code to read out to them."""
    composed = ready(config)
    code = or_stop(lambda: reset_factor_as_operator(composed.office, email))
    click.echo(f"Read out to them, never in a message: {code}. It works once, within ten minutes.")
    composed.close()


@click.command("roles")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, type=click.Choice([role.value for role in Role]))
@click.pass_obj
def roles(config: Path, email: str, roles: tuple[str, ...]) -> None:
    """Give a registered person these roles, instead of those they have. They sign in anew."""
    composed = ready(config)
    or_stop(lambda: set_roles(composed.office, email, frozenset(Role(role) for role in roles)))
    click.echo(f"Roles set: {', '.join(roles)}.")
    composed.close()
