"""Builds one plugin's connectors from its offers and settings, and makes those of an earlier contract fit."""

from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.connectors.earlier import adapted, capabilities_in_version_1
from frontdoor.connectors.offer import API_VERSION, OLDEST_API_VERSION, ConnectorOffer
from frontdoor.plugins.report import ConnectorReport, FaultKind
from frontdoor.plugins.settings import read_settings, without_secrets
from frontdoor.plugins.trying import RAISED, said_by
from frontdoor.secrets.references import SecretReader

Connector = TypeVar("Connector")


@frozen
class LoadedConnector(Generic[Connector]):
    """A connector that was built, with the offer it came from and what it can do with the settings in force."""

    name: str
    title: str
    offer: ConnectorOffer[Connector]
    connector: Connector
    capabilities: Capabilities


class Reporting(Protocol):
    """Where a builder tells what it found: the host."""

    connectors: list[ConnectorReport]
    installed: dict[str, str]

    def fault(self, plugin: str, kind: FaultKind, message: str) -> None: ...


class Builder:
    """Builds one plugin's connectors from its settings."""

    def __init__(self, host: Reporting, plugin: str, settings: Any, read_secret: SecretReader) -> None:
        self._host, self._plugin, self._settings, self._read_secret = host, plugin, settings, read_secret

    def all_of(
        self, offers: tuple[ConnectorOffer[Connector], ...], promise: type[Any]
    ) -> list[LoadedConnector[Connector]]:
        """Build what was offered; `promise` is the protocol that each connector must keep."""
        built = []
        for offer in offers:
            try:
                loaded = self._checked_and_built(offer, promise)
            except RAISED as problem:
                # Whatever a plugin does, settings that are no attrs class included, the others go on.
                said = without_secrets(said_by(problem), self._settings, offer.settings_class, self._read_secret)
                self._host.fault(self._plugin, FaultKind.BUILD, f"{type(problem).__name__}: {said}")
                continue
            if loaded is not None:
                built.append(loaded)
        return built

    def _checked_and_built(
        self, offer: ConnectorOffer[Connector], promise: type[Any]
    ) -> LoadedConnector[Connector] | None:
        """The connector, or None where anything stands in its way; nothing is left unchecked because of another."""
        settings, faults = read_settings(self._settings, offer.settings_class, self._read_secret)
        capabilities = self._capabilities(offer, settings)
        faults = [*self._introduce(offer, capabilities), *faults]
        if not faults:
            connector: Any = offer.build(settings, self._read_secret)
            if offer.api_version < API_VERSION:
                connector = adapted(connector, promise)
            if isinstance(connector, promise):
                return LoadedConnector(offer.name, offer.title, offer, connector, capabilities)
            faults = [(FaultKind.BUILD, f"what was built is not a whole {promise.__name__}")]
        for kind, message in faults:
            self._host.fault(self._plugin, kind, message)
        return None

    def _capabilities(self, offer: ConnectorOffer[Connector], settings: Any) -> Capabilities:
        declared = offer.capabilities
        if settings is not None and offer.capabilities_with is not None:
            declared = offer.capabilities_with(settings)
            if not isinstance(declared, Capabilities):
                raise TypeError("capabilities_with did not answer with Capabilities")
        return capabilities_in_version_1(declared) if offer.api_version == 1 else declared

    def _introduce(self, offer: ConnectorOffer[Connector], capabilities: Capabilities) -> list[tuple[FaultKind, str]]:
        """Put the offer into the report; what is wrong with it whatever its settings are."""
        if offer.name in {report.name for report in self._host.connectors}:
            return [(FaultKind.OFFER, f"another connector is already named {offer.name}")]
        version = self._host.installed.get(self._plugin, "")
        self._host.connectors.append(
            ConnectorReport(
                self._plugin, offer.name, offer.title, capabilities, offer.limits, version, offer.api_version
            )
        )
        if not OLDEST_API_VERSION <= offer.api_version <= API_VERSION:
            message = (
                f"made for version {offer.api_version} of the contracts; "
                f"this understands versions {OLDEST_API_VERSION} to {API_VERSION}"
            )
            return [(FaultKind.API_VERSION, message)]
        return []
