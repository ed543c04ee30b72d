"""One simulator and a connector to it, loaded as the portal loads it: by entry point, settings, secrets and offer."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import EntryPoint
from typing import Any

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Operation
from frontdoor.connectors.episodes import Episode
from frontdoor.domain.people import BirthDateKind
from frontdoor.plugins.building import LoadedConnector
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import LoadedPlugins, load_plugins
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor.testing.conformance.kinds import CASES, Ask, Kind, Known, is_restricted
from frontdoor.testing.fault_proxy import FaultProxy
from frontdoor.testing.redirecting import redirected
from frontdoor.testing.simulators import Held, Simulator

CALL = Call(acting_for="Officer 7", purpose="conformance", deadline=30.0)
"""Long enough for the slowest well-behaved answer on a busy machine."""

MOST_FOUND = 50

WRITES = (Operation.OPEN_EPISODE, Operation.ADD_CASE_NOTE, Operation.ATTACH_DOCUMENT)


class DoesNotLoad(AssertionError):
    """The host refused the plugin with these settings; the text has every fault."""


class Stand:
    """A connector to a running simulator. `close` closes the connector and leaves the simulator running.

    `team` and `category` are what episodes are opened with.
    """

    def __init__(
        self,
        plugin: str,
        simulator: Simulator,
        kind: Kind,
        offer: str = "",
        settings: Mapping[str, Any] | None = None,
        available: tuple[EntryPoint, ...] | None = None,
        team: str = "",
        category: str = "",
    ) -> None:
        self.plugin, self.simulator, self.kind = plugin, simulator, kind
        self.team, self.category = team, category
        self._offer, self._available = offer, available
        self.settings: Mapping[str, Any] = {**simulator.settings, **(settings or {})}
        configuration = PluginConfiguration((plugin,), {plugin: self.settings})
        self.plugins = load_plugins(configuration, self.read_secret, available=available)
        try:
            self.loaded = _the_one(self.plugins, plugin, kind, offer)
        except DoesNotLoad:
            self.plugins.close()
            raise

    @property
    def connector(self) -> Any:
        return self.loaded.connector

    @property
    def capabilities(self) -> Capabilities:
        return self.loaded.capabilities

    def read_secret(self, reference: SecretReference) -> Secret:
        """The simulator's value, as the keyring would answer with a council's."""
        try:
            return Secret(self.simulator.secrets[str(reference)])
        except KeyError:
            raise SecretMissing(f"The simulator has no value for {reference}") from None

    def ask(self, what: Operation | Ask, *arguments: Any, call: Call = CALL) -> Any:
        """Ask the connector; whatever it answers or raises."""
        operation = self.kind.asks[what] if isinstance(what, Ask) else what
        return getattr(self.connector, operation.value)(*arguments, call)

    def search(self, query: PersonQuery, call: Call = CALL) -> Answer[tuple[Any, ...]]:
        answer: Answer[tuple[Any, ...]] = self.ask(Ask.SEARCH, query, call=call)
        return answer

    def id_of(self, key: str) -> str:
        """The system's id of a made-up person: looked for by name and date of birth."""
        known = self.kind.person(key)
        if not self.capabilities.can_call(self.kind.asks[Ask.SEARCH]):
            return known.id
        found = [each for each in self.search(query_for(known)).value if str(each.name) == str(known.name)]
        sure = known.birth_date.kind is BirthDateKind.KNOWN
        ids = [each.id for each in found if is_restricted(each) or not sure or each.birth_date == known.birth_date]
        if len(ids) != 1:
            raise AssertionError(f"A search by the name and date of birth of {key} found {len(ids)} records, not one")
        return str(ids[0])

    def callable_operations(self) -> tuple[Operation, ...]:
        """The operations of its kind that may be asked for, in the order of the contract."""
        return tuple(each for each in self.kind.operations if self.capabilities.can_call(each))

    def callable_reads(self) -> tuple[Operation, ...]:
        """Those of them that change nothing."""
        return tuple(each for each in self.callable_operations() if each not in WRITES)

    def callable_about_a_person(self) -> tuple[Operation, ...]:
        """Those of them that answer with what belongs to one person, the record itself included."""
        return tuple(each for each in self.kind.about_a_person if self.capabilities.can_call(each))

    def person_of(self, opened: Episode) -> str:
        """Whom an episode is about. One that was queued as a file says so once the system has taken it in."""
        self.simulator.catch_up()
        if not opened.person_id and self.capabilities.can_call(Operation.FIND_EPISODE):
            opened = self.ask(Operation.FIND_EPISODE, opened.reference)
        return opened.person_id

    def held(self, reference: object) -> Held:
        """What the simulator holds for a reference, once whatever lags has caught up."""
        self.simulator.catch_up()
        return self.simulator.held(str(reference))

    def close(self) -> None:
        self.plugins.close()

    @contextmanager
    def another(self, settings: Mapping[str, Any] | None = None) -> Iterator["Stand"]:
        """A further connector to the same simulator, closed in the end."""
        over = {**self.settings, **(settings or {})}
        other = Stand(
            self.plugin, self.simulator, self.kind, self._offer, over, self._available, self.team, self.category
        )
        try:
            yield other
        finally:
            other.close()

    @contextmanager
    def behind_proxies(self) -> Iterator[tuple["Stand", Sequence[FaultProxy]]]:
        """A further connector that reaches each socket of the simulator through a fault proxy of its own."""
        with ExitStack() as opened:
            settings, proxies = dict(self.settings), []
            for key, (host, port) in self.simulator.sockets.items():
                proxy = opened.enter_context(FaultProxy(host, port))
                proxies.append(proxy)
                settings = redirected(settings, key, f"{host}:{port}", proxy.address)
            yield opened.enter_context(self.another(settings)), proxies


def query_for(known: Known, limit: int = MOST_FOUND) -> PersonQuery:
    """The query for a made-up person by name and, where it is sure, date of birth."""
    sure = known.birth_date.kind is BirthDateKind.KNOWN
    return PersonQuery(
        given_name=known.name.given,
        family_name=known.name.family,
        date_of_birth=known.birth_date.on if sure else None,
        limit=limit,
    )


def _the_one(plugins: LoadedPlugins, plugin: str, kind: Kind, offer: str) -> LoadedConnector[Any]:
    if not plugins.report.is_sound:
        faults = "\n".join(str(fault) for fault in plugins.report.faults)
        raise DoesNotLoad(f"The host does not load {plugin}:\n{faults}")
    built: Sequence[LoadedConnector[Any]] = plugins.case_management if kind is CASES else plugins.education
    named = [each for each in built if offer in {"", each.name}]
    if len(named) != 1:
        offered = ", ".join(each.name for each in built) or "none"
        raise DoesNotLoad(f"{plugin} should offer one {kind.title} connector here, and offers: {offered}")
    return named[0]
