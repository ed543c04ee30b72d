"""`frontdoor plugins`: what is installed, what the configured connectors can do, and what is wrong with them."""

from importlib.metadata import entry_points
from pathlib import Path

import click

from frontdoor.cli.options import config_option, end_with, fail
from frontdoor.connectors.capabilities import Level
from frontdoor.connectors.offer import API_VERSION
from frontdoor.conversion import DataFaults
from frontdoor.plugins.configuration import read_plugin_configuration
from frontdoor.plugins.host import ENTRY_POINT_GROUP, LoadedPlugins, check_connectors, load_plugins
from frontdoor.plugins.report import ConnectorReport


@click.group()
def plugins() -> None:
    """Look at and check the plugins that connect a council's systems."""


@plugins.command("list")
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Show what the plugins named in this portal.toml offer.",
)
def list_plugins(config: Path | None) -> None:
    """List installed plugins, none of which is loaded; or, with --config, what the named ones offer."""
    if config is not None:
        loaded = _load(config)
        _show_connectors(loaded)
        loaded.close()
        end_with(loaded.report.faults)
        return
    points = sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name)
    for point in points:
        click.echo(f"{point.name} {point.dist.version if point.dist else ''}".rstrip())
    if not points:
        click.echo("No plugin is installed.")


@plugins.command()
@config_option
@click.option("--connect", is_flag=True, help="Ask each system whether it answers, too. Changes nothing in it.")
def check(config: Path, connect: bool) -> None:
    """Load every plugin that the configuration names and tell every fault at once.

    Exits with 1 if there is a fault. Without --connect no system is called.
    """
    loaded = _load(config)
    _show_connectors(loaded)
    try:
        faults = [*loaded.report.faults, *(check_connectors(loaded) if connect else ())]
    finally:
        loaded.close()
    end_with(faults)
    click.echo("No fault found." if connect else "No fault found; no system was called (use --connect).")


def _load(config: Path) -> LoadedPlugins:
    try:
        return load_plugins(read_plugin_configuration(config))
    except DataFaults as problem:
        fail(problem.faults)


def _show_connectors(loaded: LoadedPlugins) -> None:
    for report in loaded.report.connectors:
        _show(report)
    if not loaded.report.connectors:
        click.echo("No connector is offered.")
    for notice in loaded.report.notices:
        click.echo(f"NOTICE {notice}", err=True)


def _show(report: ConnectorReport) -> None:
    earlier = "" if report.api_version == API_VERSION else f", made for contract {report.api_version}"
    click.echo(f"{report.name}: {report.title} (plugin {report.plugin} {report.version}{earlier})")
    levels = sorted(report.capabilities.levels.items())
    for operation, level in levels:
        if level is not Level.NONE:
            click.echo(f"  {operation.value}: {level.value}")
    if missing := [operation.value for operation, level in levels if level is Level.NONE]:
        click.echo(f"  cannot: {', '.join(missing)}")
    for limit in report.limits:
        click.echo(f"  limit: {limit}")
