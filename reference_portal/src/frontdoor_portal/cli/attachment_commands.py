"""`frontdoor-portal attachments`: how the files that go with concerns stand."""

import sys
from pathlib import Path

import click

from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.use_cases.attachments.checking import file_status
from frontdoor_portal.use_cases.attachments.models import FileState

STATES = {
    FileState.CHECKING: "Being checked",
    FileState.CLEAN: "Clean",
    FileState.INFECTED: "Refused, since something harmful was found",
    FileState.UNCHECKED: "Not checked by anybody",
    FileState.UNREADABLE: "Lost or damaged, so that nobody can open them",
}


@click.group()
def attachments() -> None:
    """The files that go with concerns."""


@attachments.command("status")
@click.pass_obj
def status_command(config: Path) -> None:
    """Count files by state, ask the scanner, and count bytes that no file names.

    Ends with 1 where a file waits for its check for more than 15 minutes, where the bytes of one cannot be read, or
    where the scanner is in trouble.
    """
    composed = ready(config)
    try:
        if composed.office.files is None:
            click.echo("This portal takes no files: its settings have no [attachments].")
            return
        status = or_stop(lambda: file_status(composed.office))
    finally:
        composed.close()
    for state, words in STATES.items():
        click.echo(f"{words}: {status.counts.by_state[state]}.")
    if oldest := status.counts.oldest_checking:
        click.echo(f"The oldest that waits came at {oldest:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"Bytes of no file, for the next sweep: {status.orphans}.")
    if status.scanner is None:
        click.echo("Scanner: none. Every file says that nobody checked it.")
    else:
        built = status.scanner.signatures_from
        age = f", signatures of {built:%Y-%m-%d %H:%M}" if built else ""
        click.echo(f"Scanner: {status.scanner.version or 'no answer'}{age}.")
        if status.scanner.trouble:
            click.echo(status.scanner.trouble, err=True)
    if status.late:
        click.echo("Files wait for their check for more than 15 minutes.", err=True)
    if lost := status.counts.by_state[FileState.UNREADABLE]:
        click.echo(
            f"Files that cannot be read: {lost}. Is the folder whole, and the key the one they were sealed with?",
            err=True,
        )
    if status.late or lost or (status.scanner and status.scanner.trouble):
        sys.exit(1)
