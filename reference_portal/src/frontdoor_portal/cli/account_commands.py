"""`frontdoor-portal accounts` and `roles`: accounts closed and opened, what time does, what a person may do."""

from pathlib import Path

import click

from frontdoor.domain.agency import Role
from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.use_cases.joining.nightly import check_accounts
from frontdoor_portal.use_cases.models import Standing
from frontdoor_portal.use_cases.onboarding import disable_account, enable_account, leave_agency, set_roles
from frontdoor_portal.use_cases.second_factor.resetting import reset_factor_as_operator


@click.group()
def accounts() -> None:
    """People who have registered."""


@accounts.command("disable")
@click.argument("email")
@click.pass_obj
def disable_account_command(config: Path, email: str) -> None:
    """Close a person's account, whatever the reason: they are signed out and cannot sign in."""
    composed = ready(config)
    or_stop(lambda: disable_account(composed.office, email))
    click.echo("Account disabled. Its sign-ins have ended.")
    composed.close()


@accounts.command("left")
@click.argument("email")
@click.pass_obj
def left_command(config: Path, email: str) -> None:
    """Say that a person has left their agency: they are signed out, and their drafts stay with the agency."""
    composed = ready(config)
    or_stop(lambda: leave_agency(composed.office, email))
    click.echo("Marked as having left. Their sign-ins have ended.")
    composed.close()


@accounts.command("enable")
@click.argument("email")
@click.pass_obj
def enable_account_command(config: Path, email: str) -> None:
    """Open an account that was closed, suspended, asleep or waiting, with the password and roles it had. Who left is a
    professional again: give roles afterwards."""
    composed = ready(config)
    before = or_stop(lambda: enable_account(composed.office, email))
    left = before.standing is Standing.LEFT
    click.echo("Account enabled, as a professional: give roles now." if left else "Account enabled.")
    composed.close()


@accounts.command("check")
@click.pass_obj
def check_command(config: Path) -> None:
    """Put unused accounts to sleep, suspend those that no lead confirmed, remind leads. Run it daily."""
    composed = ready(config)
    kept = or_stop(lambda: check_accounts(composed.office))
    click.echo(
        f"Put to sleep: {kept.slept}. Suspended: {kept.suspended}. Agencies reminded: {kept.reminded}, "
        f"sent their list: {kept.listed}."
    )
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
