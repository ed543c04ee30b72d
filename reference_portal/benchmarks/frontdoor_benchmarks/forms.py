"""The suite of forms: what opening and saving a page takes, for one sender alone and for many at once."""

import json
import logging
import tempfile
from pathlib import Path

import click

from frontdoor_benchmarks.databases import KINDS, fresh_database
from frontdoor_benchmarks.filling import Sender, Taken, senders, write_at_once
from frontdoor_benchmarks.measuring import line
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_demo
from frontdoor_portal.settings import read_settings

OPENED, SAVED = "goal: p95 <= 100 ms", "goal: p95 <= 25 ms"


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option("--senders", "count", default=20, show_default=True, help="How many fill in a form at the same time.")
@click.option("--think", default=1.0, show_default=True, help="Seconds before each save and after it.")
@click.option("--rounds", default=1, show_default=True, help="How often each goes through the whole form.")
@click.option("--database", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, show_default=True)
def forms(json_file: Path | None, count: int, think: float, rounds: int, kinds: tuple[str, ...]) -> None:
    """Measure the pages of the cause for concern over HTTP: one sender, then many, on the same running product.

    Each has a complete draft and writes something else on every page, so that each save is one. A person thinks for
    longer than a second; the portal is given less rest than a real morning gives it.
    """
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    figures: dict[str, dict[str, float]] = {}
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="family-front-door-bench-") as root:
            for title, taken in _measured(kind, Path(root), count, think, rounds).items():
                for what, samples, goal in (("opened", taken.opened, OPENED), ("saved", taken.saved, SAVED)):
                    name = f"{kind}: a page {what}, {title}"
                    figures[name] = samples.as_json()
                    click.echo(line(name, samples, goal))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _measured(kind: str, root: Path, count: int, think: float, rounds: int) -> dict[str, Taken]:
    with (
        fresh_database(kind, root) as url,
        running_demo(root, database=url if kind != "sqlite" else "", with_contacts=False) as running,
    ):
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        try:
            people = senders(running, composed, count)
            alone = write_at_once(people[:1], rounds * 3, think / 10)
            together = write_at_once(people, rounds, think)
            _close(people)
        finally:
            composed.close()
    return {"one sender": alone, f"{count} senders": together}


def _close(people: tuple[Sender, ...]) -> None:
    for each in people:
        each.client.close()
