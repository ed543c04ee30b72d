"""`frontdoor-portal agencies`: whose staff may register, one by one or as a file."""

from pathlib import Path

import click

from frontdoor.domain.agency import Admission, Agency, AgencyKind
from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.use_cases.joining.importing import (
    Change,
    Comparison,
    compare,
    export_agencies,
    import_agencies,
    read_agencies,
)
from frontdoor_portal.use_cases.onboarding import add_agency, agencies_with_people, remove_domain

MOST_BYTES = 10_000_000


@click.group()
def agencies() -> None:
    """Agencies whose staff may register."""


@agencies.command("add")
@click.argument("agency_id")
@click.option("--name", required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in AgencyKind]), required=True)
@click.option("--domain", "domains", multiple=True, help="An email domain of its own; may be repeated.")
@click.option("--shared-domain", "shared", multiple=True, help="One that other employers use too; may be repeated.")
@click.option(
    "--admission",
    type=click.Choice([each.value for each in Admission]),
    default=Admission.AT_ONCE.value,
    show_default=True,
    help="Who lets people of its own domains in.",
)
@click.option("--lead", default="", help="The email address of whoever leads it.")
@click.pass_obj
def add_agency_command(
    config: Path,
    agency_id: str,
    name: str,
    kind: str,
    domains: tuple[str, ...],
    shared: tuple[str, ...],
    admission: str,
    lead: str,
) -> None:
    """Approve an agency and its email domains."""
    composed = ready(config)
    agency = Agency(
        agency_id,
        name,
        AgencyKind(kind),
        frozenset(domains),
        frozenset(shared),
        Admission(admission),
        lead_email=lead,
    )
    or_stop(lambda: add_agency(composed.office, agency))
    click.echo(f"{name} may register with {', '.join(sorted({*domains, *shared}))}.")
    composed.close()


@agencies.command("list")
@click.pass_obj
def list_command(config: Path) -> None:
    """Name every agency with its domains and how many people it has."""
    composed = ready(config)
    for agency, people in or_stop(lambda: agencies_with_people(composed.office)):
        domains = [*sorted(agency.email_domains), *(f"{each} (shared)" for each in sorted(agency.shared_domains))]
        click.echo(
            f"{agency.id}: {agency.name}, {agency.kind.value}, {', '.join(domains) or 'no domain'}, people: {people}"
        )
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


@agencies.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what the file would do, and do nothing.")
@click.option("--remove-domains", is_flag=True, help="Take away domains that the file leaves out.")
@click.pass_obj
def import_command(config: Path, file: Path, dry_run: bool, remove_domains: bool) -> None:
    """Add and change agencies from a CSV file, all or nothing. No agency is ever removed."""
    composed = ready(config)
    wanted = or_stop(lambda: read_agencies(_text_of(file)))
    do = compare if dry_run else import_agencies
    comparison = or_stop(lambda: do(composed.office, wanted, removes_domains=remove_domains))
    _say(comparison)
    click.echo("Nothing was changed: this was a dry run." if dry_run else "Done.")
    composed.close()


@agencies.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export_command(config: Path, file: Path) -> None:
    """Write every agency into a CSV file that can be imported again. Writes over nothing."""
    composed = ready(config)
    if file.exists():
        raise click.ClickException(f"{file} is there already")
    text = or_stop(lambda: export_agencies(composed.office))
    file.write_text(text, encoding="utf-8", newline="")
    click.echo(f"Written to {file}.")
    composed.close()


def _text_of(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file}: a file of agencies has at most {MOST_BYTES:,} bytes")
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{file}: the file is not UTF-8; save it as “CSV UTF-8”") from None


def _say(comparison: Comparison) -> None:
    for change in comparison.changes:
        click.echo(f"{'New' if change.is_new else 'Changed'}: {change.agency.id}")
        for field, before, after in _told(change):
            click.echo(
                f"  {field}: {after}" if change.is_new else f"  {field}: {before or '(none)'} -> {after or '(none)'}"
            )
    for change in comparison.kept:
        click.echo(f"Left as they are, though not in the file: {change.agency.id} {' '.join(change.kept)}")
    click.echo(
        f"New: {sum(each.is_new for each in comparison.changes)}. "
        f"Changed: {sum(not each.is_new for each in comparison.changes)}. As they were: {comparison.unchanged}. "
        f"Not in the file and left alone: {len(comparison.not_named)}."
    )


def _told(change: Change) -> tuple[tuple[str, str, str], ...]:
    return tuple(each for each in change.fields if not (change.is_new and each[0] == "id"))
