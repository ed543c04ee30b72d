"""`frontdoor-portal access`: the reviews that a scheduler starts, and what an operator enters for them."""

from collections.abc import Callable
from pathlib import Path

import click

from frontdoor.access import RecordKey
from frontdoor.domain.identifiers import Postcode
from frontdoor_portal.cli.starting import or_stop, ready
from frontdoor_portal.use_cases.access.operating import set_canary, set_own_postcodes
from frontdoor_portal.use_cases.access.reviewing import escalate_overdue
from frontdoor_portal.use_cases.access.scanning import scan_looks
from frontdoor_portal.use_cases.ports import Office


@click.group()
def access() -> None:
    """Looks at children's records, and what they are reviewed by."""


@access.command("review")
@click.pass_obj
def review_command(config: Path) -> None:
    """Queue the looks that a rule meets, and tell of reviews that are late. Run it every quarter of an hour."""
    composed = ready(config)
    opened = or_stop(lambda: scan_looks(composed.office))
    late = or_stop(lambda: escalate_overdue(composed.office))
    click.echo(f"New reviews: {opened}. Newly overdue: {late}.")
    composed.close()


@access.command("home-postcode")
@click.argument("email")
@click.argument("postcodes", nargs=-1)
@click.pass_obj
def home_postcode_command(config: Path, email: str, postcodes: tuple[str, ...]) -> None:
    """Enter where a registered person lives, so that a look at a neighbour's record is reviewed; none takes it away."""
    try:
        parsed = tuple(map(Postcode.parse, postcodes))
    except ValueError:
        raise click.BadParameter("One of them is no postcode") from None
    _do(config, lambda office: set_own_postcodes(office, email, parsed))


@access.command("canary")
@click.argument("source")
@click.argument("record_id")
@click.option("--remove", is_flag=True, help="It is none any more.")
@click.pass_obj
def canary_command(config: Path, source: str, record_id: str, remove: bool) -> None:
    """Name a record of a connector that nobody has work with: whoever opens it is reviewed."""
    _do(config, lambda office: set_canary(office, RecordKey(source, record_id), there=not remove))


def _do(config: Path, act: Callable[[Office], None]) -> None:
    composed = ready(config)
    or_stop(lambda: act(composed.office))
    click.echo("Done.")
    composed.close()
