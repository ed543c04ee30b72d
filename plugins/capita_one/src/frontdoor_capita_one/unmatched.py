"""Lists the pupils whose newest file was joined with differences or not at all, for somebody to follow up.

python -m frontdoor_capita_one.unmatched --config portal.toml

Each line has the pupil's id in the portal and what to ask about, and nothing of who it is.
"""

from pathlib import Path

import click

from frontdoor.connectors.failures import Unavailable
from frontdoor.conversion import DataFaults
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.take_in import configured


@click.command()
@click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The portal's portal.toml."
)
def main(config: Path) -> None:
    """List them; exits with 0 where the index could be read, whether there are any or none."""
    try:
        found = CapitaOne(configured(config)).apart()
    except (DataFaults, Unavailable) as problem:
        raise click.ClickException(str(problem)) from None
    for each in found:
        differs = f"; differs in {', '.join(each.fields)}" if each.fields else ""
        source = f"school {each.school_code}" if each.school_code else f"the feed ({each.kind})"
        click.echo(f"{each.pupil_id} {each.state}: {source}, {each.arrived_at[:10]}{differs}")
    click.echo(f"Apart or with differences: {len(found)}")


if __name__ == "__main__":
    main()
