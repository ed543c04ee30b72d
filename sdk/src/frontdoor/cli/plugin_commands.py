"""`frontdoor plugins`: what is installed, what the configured connectors can do, and what is wrong with them."""

import json
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from frontdoor.cli.options import config_option, end_with, fail, json_option, secrets_kept_hidden
from frontdoor.cli.plugins_as_data import plugins_as_data, report_as_data, unread_as_data
from frontdoor.connectors.capabilities import Level
from frontdoor.connectors.offer import API_VERSION, OLDEST_API_VERSION
from frontdoor.conversion import DataFaults
from frontdoor.plugins.configuration import PluginConfiguration, read_plugin_configuration
from frontdoor.plugins.host import ENTRY_POINT_GROUP, LoadedPlugins, check_connectors, load_plugins
from frontdoor.plugins.report import ConnectorReport, PluginFault
from frontdoor.secrets.hiding import HidingReader


@click.group(short_help="Look at and check plugins.")
def plugins() -> None:
    """Look at and check the plugins that connect a council's systems.

    \b
    Example:
        frontdoor plugins check --connect --config portal.toml
    """


@plugins.command("list", short_help="List plugins and what they offer.")
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Show what the plugins named in this portal.toml offer.",
)
@json_option
def list_plugins(config: Path | None, as_json: bool) -> None:
    """List installed plugins, none of which is loaded; or, with --config, what the named ones offer.

    With --config it exits with 1 if there is a fault. With --json it prints `contract` and `plugins` (name, version),
    or, with --config, what `plugins check --json` prints.

    \b
    Examples:
        frontdoor plugins list
        frontdoor plugins list --config portal.toml --json
    """
    if config is not None:
        _report(config, connect=False, as_json=as_json)
        return
    points = sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name)
    installed = {point.name: point.dist.version if point.dist else "" for point in points}
    if as_json:
        _print_json(plugins_as_data(installed))
        return
    for name, version in installed.items():
        click.echo(f"{name} {version}".rstrip())
    if not installed:
        click.echo("No plugin is installed.")


@plugins.command(short_help="Tell every fault of every plugin.")
@config_option
@click.option("--connect", is_flag=True, help="Ask each system whether it answers, too. Changes nothing in it.")
@json_option
def check(config: Path, connect: bool, as_json: bool) -> None:
    """Load every plugin that the configuration names and tell every fault at once.

    Exits with 1 if there is a fault. Without --connect no system is called. What will not work for ever, such as a
    hook that is to go, is told as a notice.

    With --json it prints `contract` (version, oldest), `connectors` (name, title, plugin, version, contract, levels,
    limits), `faults` (plugin, kind, message), `notices` (plugin, message) and `connected`. Keys may be added, and are
    not taken away within a major version.

    \b
    Examples:
        frontdoor plugins check --config portal.toml
        frontdoor plugins check --connect --json --config portal.toml
    """
    _report(config, connect=connect, as_json=as_json)
    if not as_json:
        click.echo("No fault found." if connect else "No fault found; no system was called (use --connect).")


def read_configuration(config: Path) -> PluginConfiguration:
    """The `[plugins]` table; ends the command with every fault of it."""
    try:
        return read_plugin_configuration(config)
    except DataFaults as problem:
        fail(problem.faults)


def _report(config: Path, *, connect: bool, as_json: bool) -> None:
    """Load what is configured and print what it offers; ends the command with its faults, if there are any."""
    with secrets_kept_hidden() as reader:
        if as_json:
            _report_as_json(config, reader, connect)
            return
        loaded = load_plugins(read_configuration(config), reader)
        try:
            _show_connectors(loaded, reader)
            faults = _faults(loaded, connect)
        finally:
            loaded.close()
        end_with(reader.hidden(str(fault)) for fault in faults)


def _report_as_json(config: Path, reader: HidingReader, connect: bool) -> None:
    try:
        configuration = read_plugin_configuration(config)
    except DataFaults as problem:
        _print_json(unread_as_data(problem.faults))
        raise SystemExit(1) from None
    loaded = load_plugins(configuration, reader)
    try:
        faults = _faults(loaded, connect)
    finally:
        loaded.close()
    _print_json(reader.hidden_in(report_as_data(loaded.report, faults, connected=connect)))
    if faults:
        raise SystemExit(1)


def _faults(loaded: LoadedPlugins, connect: bool) -> tuple[PluginFault, ...]:
    return (*loaded.report.faults, *(check_connectors(loaded) if connect else ()))


def _show_connectors(loaded: LoadedPlugins, reader: HidingReader) -> None:
    click.echo(f"Contract {API_VERSION}; connectors made for contract {OLDEST_API_VERSION} and later work with it.")
    for report in loaded.report.connectors:
        for line in _lines(report):
            click.echo(reader.hidden(line))
    if not loaded.report.connectors:
        click.echo("No connector is offered.")
    for notice in loaded.report.notices:
        click.echo(reader.hidden(f"NOTICE {notice}"), err=True)


def _lines(report: ConnectorReport) -> list[str]:
    earlier = "" if report.api_version == API_VERSION else f", made for contract {report.api_version}"
    levels = sorted(report.capabilities.levels.items())
    missing = [operation.value for operation, level in levels if level is Level.NONE]
    return [
        f"{report.name}: {report.title} (plugin {report.plugin} {report.version}{earlier})",
        *(f"  {operation.value}: {level.value}" for operation, level in levels if level is not Level.NONE),
        *([f"  cannot: {', '.join(missing)}"] if missing else []),
        *(f"  limit: {limit}" for limit in report.limits),
    ]


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
