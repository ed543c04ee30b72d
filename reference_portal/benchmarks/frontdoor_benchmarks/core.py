"""The core suite: receipt, holding-area page, single view over two slow systems, decision to episode."""

import json
import tempfile
from pathlib import Path

import click

from frontdoor_benchmarks.delivering import measure_delivery
from frontdoor_benchmarks.measuring import line
from frontdoor_benchmarks.pages import measure_holding_area, measure_receipts
from frontdoor_benchmarks.viewing import measure_single_view
from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_demo
from frontdoor_portal.settings import read_settings

GOALS = {
    "receipt": "goal: p95 <= 25 ms",
    "holding_area_page": "goal: p95 <= 100 ms",
    "single_view_overhead": "goal: p95 <= 10 ms",
    "episode_delivery": "goal: p95 <= 50 ms",
}


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option("--samples", default=100, show_default=True, help="How many times each thing is measured.")
@click.option("--contacts", default=5_000, show_default=True, help="Open contacts in the holding area.")
@click.option("--database", default="", help="A PostgreSQL address; an SQLite file unless given.")
def core(json_file: Path | None, samples: int, contacts: int, database: str) -> None:
    """Measure the main job's four waits on a running product with both simulators."""
    with (
        tempfile.TemporaryDirectory(prefix="family-front-door-bench-") as root,
        running_demo(Path(root), database=database, with_contacts=False) as running,
    ):
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        try:
            figures = measure_receipts(running, composed, samples)
            figures |= measure_single_view(running, composed, samples)
            figures |= measure_delivery(running, composed, samples)
            # Last, so that the others are measured as on an ordinary day and this one as on a very bad one.
            figures["holding_area_page"] = measure_holding_area(running, composed, samples, contacts)
        finally:
            composed.close()
    kind = "PostgreSQL" if database else "SQLite"
    click.echo(f"Core benchmarks on {kind}, real processes on loopback:")
    for name, taken in figures.items():
        click.echo(line(name, taken, GOALS.get(name, "")))
    if json_file is not None:
        json_file.write_text(
            json.dumps({name: taken.as_json() for name, taken in figures.items()}, indent=2) + "\n", encoding="utf-8"
        )
