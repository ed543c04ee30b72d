"""`frontdoor-portal forms`: versions listed, taken in, written out and published by whoever runs the portal."""

from pathlib import Path

import click

from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.composition import Composition
from frontdoor_portal.use_cases.form_versions.editing import add_as_operator
from frontdoor_portal.use_cases.form_versions.looking import every_version, examine
from frontdoor_portal.use_cases.form_versions.models import FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import publish_as_operator
from frontdoor_portal.use_cases.form_versions.reporting import report_as_operator
from frontdoor_portal.use_cases.refusals import Stale

OPERATOR = "operator"
"""Who did it, in the audit: somebody with the server's own command line."""


@click.group()
def forms() -> None:
    """Versions of forms, without a browser."""


@forms.command("list")
@click.pass_obj
def list_command(config: Path) -> None:
    """List every version with its state, the version in force marked with a star."""
    composed = ready(config)
    for version in or_stop(lambda: every_version(composed.office)):
        current = composed.office.forms.get(version.form_id)
        star = "*" if current is not None and version.is_frozen and current.version == version.version else " "
        click.echo(f"{star} {version.form_id} {version.version or '-'} {version.state.value} {version.id}")
    composed.close()


@forms.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_command(config: Path, file: Path) -> None:
    """Take the form in FILE in as a new version to edit, and tell its faults; nobody is asked it yet."""
    composed = ready(config)
    text = or_stop(lambda: file.read_text(encoding="utf-8"))
    version = or_stop(lambda: add_as_operator(composed.office, OPERATOR, text))
    looked = examine(composed.office, version)
    click.echo(f"{version.id}: a new version of {version.form_id}")
    for fault in (*looked.faults, *looked.failed):
        click.echo(f"to put right: {fault}", err=True)
    composed.close()


@forms.command("export")
@click.argument("version")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@click.pass_obj
def export_command(config: Path, version: str, into: Path | None) -> None:
    """Write the text of VERSION: the id that `list` gives, or FORM@VERSION, such as cause_for_concern@2026-11."""
    composed = ready(config)
    found = _found(composed, version)
    if into is None:
        click.echo(found.text, nl=False)
    else:
        or_stop(lambda: into.write_text(found.text, encoding="utf-8"))
        click.echo(f"{into}: {found.form_id} {found.version or found.id}")
    composed.close()


@forms.command("publish")
@click.argument("version_id")
@click.pass_obj
def publish_command(config: Path, version_id: str) -> None:
    """Publish a version at once, without the approval that the screens ask for. The audit says so."""
    composed = ready(config)
    found = _found(composed, version_id)
    try:
        done = or_stop(lambda: publish_as_operator(composed.office, OPERATOR, found.id))
    except Stale as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{done.form_id} {done.version} is in force.")
    composed.close()


@forms.command("report")
@click.pass_obj
def report_command(config: Path) -> None:
    """Count returned contacts by question and drafts left by page, for each version; small numbers are not told."""
    composed = ready(config)
    for each in or_stop(lambda: report_as_operator(composed.office)):
        click.echo(f"{each.form_id} {each.version}: sent {each.sent}, returned {each.returned}")
        for line in each.questions:
            click.echo(f"  returned, asked about {line.label}: {line.count}")
        for line in each.left:
            click.echo(f"  left after {line.label}: {line.count}")
    composed.close()


def _found(composed: Composition, name: str) -> FormVersion:
    form_id, _, number = name.partition("@")
    for version in or_stop(lambda: every_version(composed.office)):
        if version.id == name or (number and (version.form_id, version.version) == (form_id, number)):
            return version
    raise click.ClickException(f"There is no version {name}")
