"""What is known of plugins, as plain data for other programs. The keys are a promise: see `plugins check --help`."""

from collections.abc import Mapping, Sequence
from typing import Any

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.offer import API_VERSION, OLDEST_API_VERSION
from frontdoor.plugins.report import ConnectorReport, PluginFault, PluginReport

CONTRACT = {"version": API_VERSION, "oldest": OLDEST_API_VERSION}


def plugins_as_data(installed: Mapping[str, str]) -> dict[str, Any]:
    """Installed plugins, none of them loaded; `version` is empty where the package does not say."""
    plugins = [{"name": name, "version": version} for name, version in installed.items()]
    return {"contract": CONTRACT, "plugins": plugins}


def report_as_data(report: PluginReport, faults: Sequence[PluginFault], *, connected: bool) -> dict[str, Any]:
    """What the configured plugins offer, and every fault; `connected` says whether the systems were asked."""
    return {
        "contract": CONTRACT,
        "connectors": [_connector(each) for each in report.connectors],
        "faults": [
            {"plugin": fault.plugin, "kind": fault.kind.name.lower(), "message": fault.message} for fault in faults
        ],
        "notices": [{"plugin": notice.plugin, "message": notice.message} for notice in report.notices],
        "connected": connected,
    }


def unread_as_data(faults: Sequence[str]) -> dict[str, Any]:
    """The same where the configuration itself cannot be read: faults of no plugin."""
    return {
        "contract": CONTRACT,
        "connectors": [],
        "faults": [{"plugin": "", "kind": "configuration", "message": fault} for fault in faults],
        "notices": [],
        "connected": False,
    }


def _connector(report: ConnectorReport) -> dict[str, Any]:
    """One connector, with the level of every operation there is."""
    return {
        "name": report.name,
        "title": report.title,
        "plugin": report.plugin,
        "version": report.version,
        "contract": report.api_version,
        "levels": {operation.value: report.capabilities.level(operation).value for operation in Operation},
        "limits": list(report.limits),
    }
