"""The command `frontdoor-portal`: serve, work, migrate, keep the index of people, and who may register and sign in.

It may touch every room of the portal and click; it prints no child's data and no secret.
"""

import os
import signal
import sys
from pathlib import Path

import click
import uvicorn

from frontdoor.connectors.failures import Unsupported
from frontdoor_portal import composition
from frontdoor_portal.app import SETTINGS_VARIABLE
from frontdoor_portal.cli.access_commands import access
from frontdoor_portal.cli.account_commands import accounts, roles
from frontdoor_portal.cli.agency_commands import agencies
from frontdoor_portal.cli.attachment_commands import attachments
from frontdoor_portal.cli.audit_commands import audit
from frontdoor_portal.cli.form_commands import forms
from frontdoor_portal.cli.mail_commands import mail
from frontdoor_portal.cli.people_commands import people
from frontdoor_portal.cli.starting import composed_with, or_stop, ready, settings_in
from frontdoor_portal.logs import configure_logs
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.judging_episode import Amiss

AMISS = {
    Amiss.MISSING: "Not in the case system",
    Amiss.TWICE: "Opened twice",
    Amiss.ANOTHER_RECORD: "On another record",
    Amiss.ANOTHER_NUMBER: "Under another number",
}


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
    """Bring the database to this version's tables, and note since when its forms are asked."""
    settings = settings_in(config)
    or_stop(lambda: upgrade(composition.database_url(settings)))
    or_stop(lambda: composition.note_forms(composition.database_url(settings)))
    click.echo("The database is up to date.")


@main.command()
@click.pass_obj
def serve(config: Path) -> None:
    """Serve the portal until it is told to stop."""
    settings = settings_in(config)
    configure_logs()
    composed = composed_with(settings)  # every fault is said here, in words, before a server starts
    or_stop(composed.check_secrets)
    composed.close()
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
    composed = composed_with(settings_in(config))
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
    """Remove what is over: sign-ins, registrations, old sent emails, dropped files, and drafts that nobody uses.

    Those whose draft is soon to be removed are told by email. Run it daily.
    """
    composed = ready(config)
    swept = or_stop(composed.sweep)
    click.echo(
        f"Removed: sign-ins {swept.sessions}, registrations {swept.registrations}, emails {swept.notices}, "
        f"codes {swept.codes}, pages kept for an hour {swept.kept_forms}, drafts {swept.drafts}, files {swept.files}."
    )
    click.echo(f"Drafts that will be removed soon, told by email: {swept.warned}.")
    if swept.put_back:
        click.echo(f"Contacts put back, since whoever had them can no longer work on them: {swept.put_back}.")
    composed.close()


@main.command("reconcile")
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="How far back to look.")
@click.pass_obj
def reconcile_command(config: Path, days: int) -> None:
    """Look for every delivered referral in the case system, and give what is amiss to a person. Run it nightly.

    Ends with 1 where something is amiss or could not be compared.
    """
    composed = ready(config)
    try:
        done = composed.reconcile(days)
    except Unsupported as problem:
        raise click.ClickException(str(problem)) from None
    finally:
        composed.close()
    click.echo(f"Compared: {done.compared}. Without an answer: {done.unanswered}.")
    for kind, words in AMISS.items():
        click.echo(f"{words}: {done.amiss[kind]}.")
    if done.not_believed:
        click.echo(
            f"The case system says that it has none of {done.not_believed} referrals, which is most of them. "
            "Nobody was asked about these. Is it another system, or an empty one?",
            err=True,
        )
    if not done.all_is_well:
        sys.exit(1)


main.add_command(access)
main.add_command(attachments)
main.add_command(people)
main.add_command(forms)
main.add_command(audit)
main.add_command(mail)
main.add_command(agencies)
main.add_command(accounts)
main.add_command(roles)
