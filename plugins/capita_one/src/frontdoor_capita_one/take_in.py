"""Takes in what waits in the drop folder, for a timer: the portal then never waits for a large file.

python -m frontdoor_capita_one.take_in --config portal.toml
"""

from pathlib import Path

import click

from frontdoor.connectors.failures import Unavailable
from frontdoor.conversion import DataFaults, structure
from frontdoor.plugins.configuration import read_plugin_configuration
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings


def configured(config: Path) -> CapitaOneSettings:
    """The plugin's table of a `portal.toml`; raises `DataFaults`."""
    return structure(dict(read_plugin_configuration(config).settings.get("capita_one", {})), CapitaOneSettings)


@click.command()
@click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The portal's portal.toml."
)
def main(config: Path) -> None:
    """Take in the files that wait; exits with 1 where one was put aside or left, or nothing could be done."""
    try:
        taken = CapitaOne(configured(config)).take_in_files()
    except (DataFaults, Unavailable) as problem:
        raise click.ClickException(str(problem)) from None
    older = f"; older than what is held: {len(taken.older)}" if taken.older else ""
    click.echo(f"Taken in: {len(taken.taken_in)}; seen before: {len(taken.seen_before)}{older}")
    for each in taken.told:
        click.echo(each)
    troubles = (("Put aside, each with its reason", taken.quarantined), ("Left where they are", taken.left))
    told = [f"{trouble}: {', '.join(names)}" for trouble, names in troubles if names]
    if told:
        raise click.ClickException("; ".join(told))


if __name__ == "__main__":
    main()
