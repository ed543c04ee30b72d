"""The suite of feeds: everybody whom each system lists, into the index, on both databases side by side."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor.testing.simulator_process import SimulatorFailed
from frontdoor.testing.simulators import simulators
from frontdoor_benchmarks.databases import KINDS, fresh_database
from frontdoor_benchmarks.made_up import MADE_UP
from frontdoor_portal.demo.folder import DemoFolder
from frontdoor_portal.demo.systems import running_simulators
from frontdoor_portal.storage.migrations import upgrade

Figures = Mapping[str, Any]

GOAL = "goal: >= 10,000 a second, flat; 300,000 people searchable in <= 60 s and <= 400 MB"
_PATIENCE_SECONDS = 1_800
_FOLDER = Path(__file__).parent.parent


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
@click.option("--people", default=300_000, show_default=True, help="People added to those every simulator holds.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same people.")
@click.option("--database", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, show_default=True)
@click.option("--source", "sources", multiple=True, help="A plugin's simulator; each that is installed unless given.")
def feeds(json_file: Path | None, people: int, seed: int, kinds: Sequence[str], sources: Sequence[str]) -> None:
    """Read the feed of every simulated system into the index of people.

    The system, the database and the reader are processes of their own: the memory told is the reader's, which is the
    portal as `people refresh` runs it. `made_up` is no system at all but people made in the reader itself, for what the
    index costs alone.
    """
    click.echo(f"Feeds of {people:,} people into the index, seed {seed} ({GOAL}):")
    figures: dict[str, dict[str, Figures]] = {}
    for source in sources or (MADE_UP, *simulators()):
        figures[source] = _measured(source, people, seed, kinds)
        for kind, taken in figures[source].items():
            click.echo(_line(source, kind, taken))
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _measured(source: str, people: int, seed: int, kinds: Sequence[str]) -> dict[str, Figures]:
    """The figures of one source by kind of database; a source that cannot be read says why instead."""
    with tempfile.TemporaryDirectory(prefix="family-front-door-bench-") as root:
        folder = DemoFolder(Path(root))
        folder.prepare()
        try:
            with running_simulators(folder.systems, [] if source == MADE_UP else [source]) as systems:
                for simulator in systems.simulators.values():
                    simulator.populate(people, seed)
                systems.mount_secrets(folder.secrets)
                return {kind: _read(folder, source, systems.plugins, people, kind) for kind in kinds}
        except SimulatorFailed as problem:
            return {kind: {"failure": str(problem)} for kind in kinds}


def _read(folder: DemoFolder, source: str, plugins: Mapping[str, Any], people: int, kind: str) -> Figures:
    with fresh_database(kind, folder.root) as url:
        upgrade(url)
        folder.write_settings(port=8000, mail_port=25, database=url, plugins=plugins)
        told = folder.root / "figures.json"
        reader = [sys.executable, "-m", "frontdoor_benchmarks.reading", str(folder.settings), source, str(people)]
        environment = os.environ | {FOLDER_VARIABLE: str(folder.secrets), "PYTHONPATH": str(_FOLDER)}
        subprocess.run([*reader, str(told)], env=environment, check=True, timeout=_PATIENCE_SECONDS)
        figures: Figures = json.loads(told.read_text(encoding="utf-8"))
        return figures


def _line(source: str, kind: str, taken: Figures) -> str:
    if "failure" in taken:
        return f"{source:<32} {kind:<11} {taken['failure']}"
    return (
        f"{source:<32} {kind:<11} {taken['people']:>8,} people  {taken['people_a_second']:>7,} a second  "
        f"busy {taken['busy_seconds'] / taken['seconds']:>4.0%}  "
        f"peak {taken['peak_mb']:>5.0f} MB  grown by {taken['grown_mb']:>5.1f} MB  "
        f"searchable in {taken['seconds'] + taken['words_seconds']:>4.0f} s  {taken['disk_mb']:>5.0f} MB on disk"
    )
