"""The suite of the audit: an export of a million rows made and verified, sealing, and what the audit adds to a page."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from frontdoor_benchmarks.databases import KINDS, fresh_database
from frontdoor_benchmarks.measuring import line
from frontdoor_benchmarks.page_with_audit import measure_page
from frontdoor_benchmarks.sealing import measure_sealing
from frontdoor_portal.demo.folder import DemoFolder

GOAL = "goal: verify 1,000,000 rows in <= 30 s"
_PATIENCE_SECONDS = 1_800
_FOLDER = Path(__file__).parent.parent


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option("--rows", default=1_000_000, show_default=True, help="Rows of the export that is verified.")
@click.option("--checkpoint-every", default=1_000, show_default=True, help="Rows between two signed checkpoints.")
@click.option("--entries", default=20_000, show_default=True, help="Entries sealed and exported by each database.")
@click.option("--samples", default=300, show_default=True, help="How many times a page is asked for, on each side.")
@click.option("--database", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, show_default=True)
def audit(
    json_file: Path | None, rows: int, checkpoint_every: int, entries: int, samples: int, kinds: Sequence[str]
) -> None:
    """Measure the audit: verifying an export, sealing and exporting, and its part in a page.

    The verifier is a process of its own, as it is on another machine: the memory told is its own.
    """
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="family-front-door-bench-") as root:
        for name in ("audit.jsonl", "audit.jsonl.gz"):
            figures[f"verify {name}"] = taken = _verified(Path(root), name, rows, checkpoint_every)
            click.echo(
                f"Verify {name:<16} {taken['rows']:>9,} rows  {taken['checkpoints']:>5,} checkpoints  "
                f"{taken['seconds']:>5.1f} s (busy {taken['busy_seconds']:.1f} s)  "
                f"{taken['rows_a_second']:>8,} rows a second  peak {taken['peak_mb']:>5.0f} MB  {GOAL}"
            )
        for kind in kinds:
            with fresh_database(kind, Path(root)) as url:
                figures[f"database {kind}"] = sealed = measure_sealing(url, Path(root), entries)
                click.echo(
                    f"{kind:<11} {entries:>7,} entries  sealed {sealed['sealed_a_second']:>7,} a second  "
                    f"exported {sealed['exported_a_second']:>7,} a second  idle round {sealed['idle_round_ms']:.2f} ms"
                )
        for kind in kinds:
            with fresh_database(kind, Path(root)) as url:
                folder = DemoFolder(Path(root) / f"page-{kind}")
                folder.prepare()
                for title, taken_samples in measure_page(folder, url, samples).items():
                    figures[f"page {kind}: {title}"] = taken_samples.as_json()
                    click.echo(line(f"Contact page, {kind}: {title}", taken_samples))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _verified(folder: Path, name: str, rows: int, checkpoint_every: int) -> Mapping[str, Any]:
    """Make an export, then verify it in a process that holds nothing else."""
    verifier = [sys.executable, "-m", "frontdoor_benchmarks.verifying"]
    environment = os.environ | {"PYTHONPATH": str(_FOLDER)}
    arguments = [str(folder), name, str(rows), str(checkpoint_every)]
    for step in ("make", "verify"):
        subprocess.run([*verifier, step, *arguments], env=environment, check=True, timeout=_PATIENCE_SECONDS)
    figures: Mapping[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    (folder / name).unlink()
    return figures
