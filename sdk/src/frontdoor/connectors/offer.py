"""A plugin's offer of a connector: what it is, what it can do, and how to build it once settings are known."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.secrets.references import SecretReader

API_VERSION = 2
"""The version of these contracts. An offer made for a later one is reported and not built."""

OLDEST_API_VERSION = 1
"""The oldest version that is still understood. What a connector of it lacks is declared `NONE` and refused."""

Connector = TypeVar("Connector")


@frozen
class ConnectorOffer(Generic[Connector]):
    """One connector a plugin can build.

    `settings_class` is a frozen attrs class; its instance is structured from the plugin's table in `portal.toml`,
    where an unknown key is a fault. `build` is called once at start-up with those settings and a reader of secrets;
    it must not call the system. `capabilities` are those of the default settings; `capabilities_with`, where given,
    answers with those of the settings in force. `limits` are sentences on what the connector cannot do yet, for the
    report and the screen.
    """

    name: str = field(validator=instance_of(str))
    title: str = field(validator=instance_of(str))
    settings_class: type[Any]
    build: Callable[[Any, SecretReader], Connector]
    capabilities: Capabilities = field(validator=instance_of(Capabilities))
    api_version: int = field(default=API_VERSION, validator=instance_of(int))
    limits: tuple[str, ...] = field(default=(), validator=deep_iterable(instance_of(str), instance_of(tuple)))
    capabilities_with: Callable[[Any], Capabilities] | None = None
