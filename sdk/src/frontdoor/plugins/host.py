"""Loads the plugins that configuration names, builds their connectors and reports every fault at once."""

import contextlib
import difflib
import importlib
import warnings
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

import pluggy
from attrs import frozen

from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins import hookspecs
from frontdoor.plugins.building import Builder, LoadedConnector
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.deprecations import HookDeprecated
from frontdoor.plugins.hushing import hushed
from frontdoor.plugins.report import ConnectorReport, FaultKind, PluginFault, PluginNotice, PluginReport
from frontdoor.plugins.trying import RAISED, problem_of, said_by
from frontdoor.secrets.references import SecretReader, read_from_keyring

ENTRY_POINT_GROUP = "frontdoor.plugins"

CHECK_SECONDS = 30.0
"""How long a check may take: a system that takes longer answers no page either."""


@frozen
class LoadedPlugins:
    """What start-up leaves standing. A plugin with a fault offers nothing here; the report says why."""

    case_management: tuple[LoadedConnector[CaseManagement], ...]
    education: tuple[LoadedConnector[EducationSystem], ...]
    report: PluginReport

    def close(self) -> None:
        """Close every connector, even when one of them fails to."""
        with hushed():
            _close((*self.case_management, *self.education))


def load_plugins(
    configuration: PluginConfiguration,
    read_secret: SecretReader = read_from_keyring,
    *,
    available: Iterable[EntryPoint] | None = None,
    specifications: ModuleType = hookspecs,
) -> LoadedPlugins:
    """Load, register and build every plugin that configuration names, in its order.

    `available` stands for the installed entry points, `specifications` for the hooks there are. Never raises for a
    plugin's fault.
    """
    points = tuple(available) if available is not None else tuple(entry_points(group=ENTRY_POINT_GROUP))
    host = _Host(points, specifications)
    case_management: list[LoadedConnector[CaseManagement]] = []
    education: list[LoadedConnector[EducationSystem]] = []
    with hushed():
        for name in dict.fromkeys(configuration.load):
            if configuration.load.count(name) > 1:
                host.fault(name, FaultKind.SETTING, "is named more than once in plugins.load")
            if not host.register(name):
                continue
            builder = Builder(host, name, configuration.settings.get(name, {}), read_secret)
            cases: list[LoadedConnector[CaseManagement]]
            cases = builder.all_of(host.offers(name, "register_case_management"), CaseManagement)
            pupils: list[LoadedConnector[EducationSystem]]
            pupils = builder.all_of(host.offers(name, "register_education_system"), EducationSystem)
            if name in {fault.plugin for fault in host.faults}:
                _close((*cases, *pupils))
                continue
            case_management += cases
            education += pupils
    for name in configuration.settings:
        if name not in configuration.load:
            host.fault(name, FaultKind.SETTING, "has settings but is not in plugins.load")
    report = PluginReport(tuple(host.connectors), tuple(host.faults), host.installed, tuple(host.notices))
    return LoadedPlugins(tuple(case_management), tuple(education), report)


def check_connectors(loaded: LoadedPlugins, seconds: float = CHECK_SECONDS) -> tuple[PluginFault, ...]:
    """Ask every built connector whether its system answers; a fault for each that does not in so many seconds."""
    faults = []
    everything: tuple[LoadedConnector[Any], ...] = (*loaded.case_management, *loaded.education)
    for each in everything:
        match problem_of(each.connector.check, seconds):
            case None:
                continue
            case ConnectorFailure() as failure:
                said = f"{type(failure).__name__}: {said_by(failure)}"
            case TimeoutError() as problem:
                said = said_by(problem)
            case problem:
                said = f"raised {type(problem).__name__}"
        faults.append(PluginFault(each.name, FaultKind.CHECK, said))
    return tuple(faults)


class _Host:
    """One pluggy manager per start-up; it never leaves this module."""

    def __init__(self, available: tuple[EntryPoint, ...], specifications: ModuleType) -> None:
        self._available = {point.name: point for point in available}
        self._specifications = specifications
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(specifications)
        self.connectors: list[ConnectorReport] = []
        self.faults: list[PluginFault] = []
        self.notices: list[PluginNotice] = []
        self.installed = {point.name: point.dist.version if point.dist else "" for point in available}

    def fault(self, plugin: str, kind: FaultKind, message: str) -> None:
        told = PluginFault(plugin, kind, message)
        if told not in self.faults:  # two offers of one plugin read the same table
            self.faults.append(told)

    def register(self, name: str) -> bool:
        """Import and register a plugin; whether it can be asked for its offers."""
        point = self._available.get(name)
        if point is None:
            nearest = difflib.get_close_matches(name, self._available, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            self.fault(name, FaultKind.NOT_INSTALLED, f"no installed package offers it{hint}")
            return False
        try:
            module = importlib.import_module(point.module)
            self._tell_unknown_hooks(name, module)
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always", HookDeprecated)
                self._manager.register(module, name=name)
            self._tell_deprecations(name, warned)
        except RAISED as problem:
            self.fault(name, FaultKind.IMPORT, f"{type(problem).__name__}: {said_by(problem)}")
            return False
        return True

    def _tell_unknown_hooks(self, name: str, module: ModuleType) -> None:
        specified, implemented = f"{hookspecs.PROJECT}_spec", f"{hookspecs.PROJECT}_impl"
        known = [hook for hook, value in vars(self._specifications).items() if hasattr(value, specified)]
        unknown = [attribute for attribute, value in vars(module).items() if hasattr(value, implemented)]
        unknown = [attribute for attribute in unknown if attribute not in known]
        for attribute in unknown:
            nearest = difflib.get_close_matches(attribute, known, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            self.fault(name, FaultKind.HOOK, f"{attribute} is no hook of the front door{hint}")

    def _tell_deprecations(self, name: str, warned: Iterable[warnings.WarningMessage]) -> None:
        for each in warned:
            if isinstance(each.message, HookDeprecated):
                self.notices.append(PluginNotice(name, str(each.message)))
            else:  # somebody else's warning goes where it was going
                warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)

    def offers(self, plugin: str, hook: str) -> tuple[ConnectorOffer[Any], ...]:
        module = self._manager.get_plugin(plugin)
        # Only this plugin's implementation is called, so that one that raises takes no other with it.
        others = [other for other in self._manager.get_plugins() if other is not module]
        caller = self._manager.subset_hook_caller(hook, others)
        try:
            answers = tuple(caller())  # a wrapper of the plugin's own may answer with anything
        except RAISED as problem:
            self.fault(plugin, FaultKind.OFFER, f"{hook} raised {type(problem).__name__}: {said_by(problem)}")
            return ()
        sound = tuple(answer for answer in answers if isinstance(answer, ConnectorOffer))
        if len(sound) != len(answers):
            self.fault(plugin, FaultKind.OFFER, f"{hook} answered with something that is not a ConnectorOffer")
        return sound


def _close(everything: Iterable[LoadedConnector[Any]]) -> None:
    for loaded in everything:
        with contextlib.suppress(*RAISED):
            loaded.connector.close()
