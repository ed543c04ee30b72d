"""What start-up found out about each plugin, in words an operator can act on."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.connectors.offer import API_VERSION


class FaultKind(StrEnum):
    """What is wrong with a plugin."""

    NOT_INSTALLED = "not installed"
    IMPORT = "import failed"
    HOOK = "hook not known"
    OFFER = "offer failed"
    API_VERSION = "API version"
    SETTING = "setting"
    SECRET = "secret missing"
    BUILD = "build failed"
    CHECK = "system did not answer"


@frozen
class PluginFault:
    plugin: str
    kind: FaultKind
    message: str

    def __str__(self) -> str:
        return f"{self.plugin}: {self.kind.value}: {self.message}"


@frozen
class PluginNotice:
    """Something that works and will not for ever, like a hook that is to go."""

    plugin: str
    message: str

    def __str__(self) -> str:
        return f"{self.plugin}: {self.message}"


@frozen
class ConnectorReport:
    """One connector that was offered, with what it can and cannot do."""

    plugin: str
    name: str
    title: str
    capabilities: Capabilities
    limits: tuple[str, ...]
    version: str
    api_version: int = API_VERSION


@frozen
class PluginReport:
    """Every plugin that configuration named. `installed` maps plugins that are installed to their versions."""

    connectors: tuple[ConnectorReport, ...]
    faults: tuple[PluginFault, ...]
    installed: Mapping[str, str] = field(factory=dict)
    notices: tuple[PluginNotice, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.faults
