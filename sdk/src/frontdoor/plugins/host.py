"""Loads the plugins that configuration names, builds their connectors and reports every fault at once."""

import difflib
import importlib
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Generic, TypeVar

import pluggy
from attrs import fields, frozen

from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.connectors.offer import API_VERSION, ConnectorOffer
from frontdoor.conversion import DataFaults, structure
from frontdoor.plugins import hookspecs
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.report import ConnectorReport, FaultKind, PluginFault, PluginReport
from frontdoor.secrets.references import SecretMissing, SecretReader, SecretReference, read_from_keyring

ENTRY_POINT_GROUP = "frontdoor.plugins"

Connector = TypeVar("Connector")


@frozen
class LoadedConnector(Generic[Connector]):
    """A connector that was built, with the offer it came from."""

    name: str
    title: str
    offer: ConnectorOffer[Connector]
    connector: Connector


@frozen
class LoadedPlugins:
    """What start-up leaves standing. A plugin with a fault offers nothing here; the report says why."""

    case_management: tuple[LoadedConnector[CaseManagement], ...]
    education: tuple[LoadedConnector[EducationSystem], ...]
    report: PluginReport

    def close(self) -> None:
        """Close every connector, even when one of them fails to."""
        everything: tuple[LoadedConnector[Any], ...] = (*self.case_management, *self.education)
        for loaded in everything:
            try:
                loaded.connector.close()
            except Exception:
                continue


def load_plugins(
    configuration: PluginConfiguration,
    read_secret: SecretReader = read_from_keyring,
    *,
    available: Iterable[EntryPoint] | None = None,
) -> LoadedPlugins:
    """Load, register and build every plugin that configuration names, in its order.

    `available` stands for the installed entry points. Never raises for a plugin's fault.
    """
    host = _Host(tuple(available) if available is not None else tuple(entry_points(group=ENTRY_POINT_GROUP)))
    case_management: list[LoadedConnector[CaseManagement]] = []
    education: list[LoadedConnector[EducationSystem]] = []
    for name in configuration.load:
        module = host.register(name)
        if module is None:
            continue
        settings = configuration.settings.get(name, {})
        build = _Builder(host, name, settings, read_secret)
        case_management += build.all_of(host.offers(name, "register_case_management"), CaseManagement)
        education += build.all_of(host.offers(name, "register_education_system"), EducationSystem)
    for name in configuration.settings.keys() - set(configuration.load):
        host.fault(name, FaultKind.SETTING, "has settings but is not in plugins.load")
    report = PluginReport(tuple(host.connectors), tuple(host.faults), host.installed)
    return LoadedPlugins(tuple(case_management), tuple(education), report)


def check_connectors(loaded: LoadedPlugins) -> tuple[PluginFault, ...]:
    """Ask every built connector whether its system answers; a fault for each that does not."""
    faults = []
    everything: tuple[LoadedConnector[Any], ...] = (*loaded.case_management, *loaded.education)
    for each in everything:
        try:
            each.connector.check()
        except ConnectorFailure as failure:
            faults.append(PluginFault(each.name, FaultKind.CHECK, f"{type(failure).__name__}: {failure}"))
        except Exception as problem:
            faults.append(PluginFault(each.name, FaultKind.CHECK, f"raised {type(problem).__name__}"))
    return tuple(faults)


class _Host:
    """One pluggy manager per start-up; it never leaves this module."""

    def __init__(self, available: tuple[EntryPoint, ...]) -> None:
        self._available = {point.name: point for point in available}
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self.connectors: list[ConnectorReport] = []
        self.faults: list[PluginFault] = []
        self.installed = {point.name: point.dist.version if point.dist else "" for point in available}

    def fault(self, plugin: str, kind: FaultKind, message: str) -> None:
        self.faults.append(PluginFault(plugin, kind, message))

    def register(self, name: str) -> ModuleType | None:
        point = self._available.get(name)
        if point is None:
            nearest = difflib.get_close_matches(name, self._available, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            self.fault(name, FaultKind.NOT_INSTALLED, f"no installed package offers it{hint}")
            return None
        try:
            module = importlib.import_module(point.module)
            self._manager.register(module, name=name)
        except (Exception, SystemExit) as problem:
            self.fault(name, FaultKind.IMPORT, f"{type(problem).__name__}: {problem}")
            return None
        return module if self._every_hook_is_known(name, module) else None

    def _every_hook_is_known(self, name: str, module: ModuleType) -> bool:
        specified, implemented = f"{hookspecs.PROJECT}_spec", f"{hookspecs.PROJECT}_impl"
        known = [hook for hook, value in vars(hookspecs).items() if hasattr(value, specified)]
        unknown = [attribute for attribute, value in vars(module).items() if hasattr(value, implemented)]
        unknown = [attribute for attribute in unknown if attribute not in known]
        for attribute in unknown:
            nearest = difflib.get_close_matches(attribute, known, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            self.fault(name, FaultKind.HOOK, f"{attribute} is no hook of the front door{hint}")
        return not unknown

    def offers(self, plugin: str, hook: str) -> tuple[ConnectorOffer[Any], ...]:
        module = self._manager.get_plugin(plugin)
        # Only this plugin's implementation is called, so that one that raises takes no other with it.
        others = [other for other in self._manager.get_plugins() if other is not module]
        caller = self._manager.subset_hook_caller(hook, others)
        try:
            answers = caller()
        except Exception as problem:
            self.fault(plugin, FaultKind.OFFER, f"{hook} raised {type(problem).__name__}: {problem}")
            return ()
        sound = tuple(answer for answer in answers if isinstance(answer, ConnectorOffer))
        if len(sound) != len(answers):
            self.fault(plugin, FaultKind.OFFER, f"{hook} answered with something that is not a ConnectorOffer")
        return sound


class _Builder:
    """Builds one plugin's connectors from its settings."""

    def __init__(self, host: _Host, plugin: str, settings: Any, read_secret: SecretReader) -> None:
        self._host, self._plugin, self._settings, self._read_secret = host, plugin, settings, read_secret

    def all_of(
        self, offers: tuple[ConnectorOffer[Connector], ...], promise: type[Any]
    ) -> list[LoadedConnector[Connector]]:
        """Build what was offered; `promise` is the protocol that each connector must keep."""
        built = []
        for offer in offers:
            if offer.name in {report.name for report in self._host.connectors}:
                message = f"another connector is already named {offer.name}"
                self._host.fault(self._plugin, FaultKind.OFFER, message)
                continue
            version = self._host.installed.get(self._plugin, "")
            self._host.connectors.append(
                ConnectorReport(self._plugin, offer.name, offer.title, offer.capabilities, offer.limits, version)
            )
            connector = self._build(offer, promise)
            if connector is not None:
                built.append(LoadedConnector(offer.name, offer.title, offer, connector))
        return built

    def _build(self, offer: ConnectorOffer[Connector], promise: type[Any]) -> Connector | None:
        try:
            return self._build_or_raise(offer, promise)
        except Exception as problem:
            # Whatever a plugin does, settings that are no attrs class included, the others go on.
            self._host.fault(self._plugin, FaultKind.BUILD, f"{type(problem).__name__}: {problem}")
            return None

    def _build_or_raise(self, offer: ConnectorOffer[Connector], promise: type[Any]) -> Connector | None:
        if offer.api_version != API_VERSION:
            message = f"made for version {offer.api_version} of the contracts; this is version {API_VERSION}"
            self._host.fault(self._plugin, FaultKind.API_VERSION, message)
            return None
        try:
            settings = structure(dict(self._settings), offer.settings_class)
        except DataFaults as problem:
            for fault in problem.faults:
                self._host.fault(self._plugin, FaultKind.SETTING, fault)
            return None
        if not self._has_its_secrets(settings):
            return None
        connector = offer.build(settings, self._read_secret)
        if isinstance(connector, promise):
            return connector
        self._host.fault(self._plugin, FaultKind.BUILD, f"what was built is not a whole {promise.__name__}")
        return None

    def _has_its_secrets(self, settings: Any) -> bool:
        found = True
        for part in fields(type(settings)):
            reference = getattr(settings, part.name)
            if isinstance(reference, SecretReference):
                try:
                    self._read_secret(reference)
                except SecretMissing as problem:
                    self._host.fault(self._plugin, FaultKind.SECRET, str(problem))
                    found = False
        return found
