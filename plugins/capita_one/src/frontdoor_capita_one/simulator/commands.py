"""Writes transfer files of made-up pupils, one for each school, and files of the CSV feed where they are wanted.

python -m frontdoor_capita_one.simulator --folder DIR [--version 21.0] [--defect NAME]... [--feed] [--weeks N]
"""

from datetime import datetime, timedelta
from pathlib import Path

import click

from frontdoor_capita_one.simulator.feed_files import write_feed
from frontdoor_capita_one.simulator.transfer_files import WRITTEN_AT, Defect, contacts_file, write_files


@click.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The drop folder.")
@click.option("--version", default="21.0", show_default=True, help="The CTF version to write.")
@click.option("--defect", "defects", type=click.Choice([each.value for each in Defect]), multiple=True)
@click.option("--contacts", type=click.Path(dir_okay=False, path_type=Path), help="Write the school contacts here too.")
@click.option("--written-at", type=click.DateTime(), default=WRITTEN_AT.isoformat(), show_default=True)
@click.option("--feed", is_flag=True, help="Write the CSV feed too: suspensions, SEN involvement, missing education.")
@click.option("--checksums", is_flag=True, help="Put a .sha256 beside each file.")
@click.option("--weeks", default=1, show_default=True, type=click.IntRange(1, 52), help="So many weekly B2B runs.")
def main(
    folder: Path,
    version: str,
    defects: tuple[str, ...],
    contacts: Path | None,
    written_at: datetime,
    feed: bool,
    checksums: bool,
    weeks: int,
) -> None:
    """Write transfer files of made-up pupils, one for each school; the last week's bear the time of --written-at."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for ago in reversed(range(weeks)):
        told_at = written_at - timedelta(weeks=ago)
        spoilt = [Defect(name) for name in defects]
        written += len(write_files(folder, version, told_at, spoilt, with_checksums=checksums))
        if feed:
            written += len(write_feed(folder, told_at, with_checksums=checksums))
    if contacts:
        contacts.write_text(contacts_file(), encoding="utf-8")
    click.echo(f"{written} files in {folder}")
