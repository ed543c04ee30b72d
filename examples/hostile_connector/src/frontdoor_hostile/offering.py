"""What every variant has in common: settings with a secret, and a connector that behaves in one wrong way."""

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import field, frozen

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReader, SecretReference

READS = Capabilities(
    dict.fromkeys(
        (Operation.SEARCH_PEOPLE, Operation.GET_PERSON, Operation.GET_RELATIONSHIPS, Operation.GET_INVOLVEMENTS),
        Level.NATIVE,
    )
)


@frozen
class HostileSettings:
    """The table `[plugins.settings.hostile_…]`: nothing but a secret to leak."""

    password: SecretReference = field(factory=lambda: SecretReference("hostile", "password"))


@frozen
class Asked:
    """What a behaviour is told: which operation, about whose id (empty for a search and a check), and the secret."""

    operation: str
    person_id: str
    secret: str


Behaviour: TypeAlias = Callable[[Asked], Any]
Hook: TypeAlias = Callable[[], ConnectorOffer[CaseManagement]]


def _asks(operation: str) -> Callable[..., Any]:
    """A method of the contract that asks the behaviour."""

    def method(self: "Hostile", *arguments: object) -> Any:
        return self.ask(operation, *arguments)

    return method


class Hostile(CaseManagement):
    """A connector whose every answer is whatever its behaviour makes of the question."""

    def __init__(self, behaviour: Behaviour, settings: HostileSettings, read_secret: SecretReader) -> None:
        self._behave, self._settings, self._read_secret = behaviour, settings, read_secret

    # A mistake reaches the front door whatever the types say, so these say nothing.
    search_people: Any = _asks("search_people")
    get_person: Any = _asks("get_person")
    get_relationships: Any = _asks("get_relationships")
    get_involvements: Any = _asks("get_involvements")
    check: Any = _asks("check")
    close: Any = _asks("close")

    def ask(self, operation: str, *arguments: object) -> Any:
        person_id = arguments[0] if arguments and isinstance(arguments[0], str) else ""
        return self._behave(Asked(operation, person_id, self._read_secret(self._settings.password).reveal()))


def offer(
    name: str, build: Callable[[HostileSettings, SecretReader], CaseManagement]
) -> ConnectorOffer[CaseManagement]:
    """An offer under this name; readers know it as `Hostile: name`."""
    return ConnectorOffer(
        name=name,
        title=f"Hostile: {name.removeprefix('hostile_').replace('_', ' ')}",
        settings_class=HostileSettings,
        build=build,
        capabilities=READS,
        limits=("Goes wrong on purpose",),
    )


def hook_for(name: str, behaviour: Behaviour) -> Hook:
    """The hook of a variant that loads like any other plugin and goes wrong when it is asked something."""

    def build(settings: HostileSettings, read_secret: SecretReader) -> CaseManagement:
        return Hostile(behaviour, settings, read_secret)

    def register_case_management() -> ConnectorOffer[CaseManagement]:
        return offer(name, build)

    marked: Hook = hookimpl(register_case_management)
    return marked
