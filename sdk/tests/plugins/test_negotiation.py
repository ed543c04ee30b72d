"""A plugin made for an earlier version of the contracts works on; one made for a later version is told so."""

import textwrap
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.failures import Unsupported
from frontdoor.connectors.offer import API_VERSION, OLDEST_API_VERSION
from frontdoor.domain.identifiers import Reference
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import LoadedPlugins, load_plugins
from frontdoor.plugins.report import FaultKind, PluginFault

MakePlugin = Callable[[str, str], EntryPoint]

CALL = Call("officer", "test")
REFERENCE = Reference("FD-7K3M-9QXP")

EARLIER = textwrap.dedent(
    """
    from datetime import UTC, datetime
    from attrs import frozen
    from frontdoor.connectors.asking import Answer
    from frontdoor.connectors.capabilities import Capabilities, Level, Operation
    from frontdoor.connectors.episodes import Episode
    from frontdoor.connectors.offer import ConnectorOffer
    from frontdoor.domain.identifiers import Reference
    from frontdoor.plugins.hookspecs import hookimpl

    @frozen
    class Settings:
        pass

    REFERENCE = Reference("FD-7K3M-9QXP")
    EPISODE = Episode("E1", REFERENCE, "7000101", "Open", "Front Door")

    class Cases:
        closed = False
        def search_people(self, query, call): return Answer((), datetime(2026, 11, 20, tzinfo=UTC))
        def get_person(self, person_id, call): return Answer(person_id, datetime(2026, 11, 20, tzinfo=UTC))
        def get_relationships(self, person_id, call): return Answer((), datetime(2026, 11, 20, tzinfo=UTC))
        def get_involvements(self, person_id, call): return Answer((), datetime(2026, 11, 20, tzinfo=UTC))
        def open_episode(self, request, call): return EPISODE
        def find_episode(self, reference, call): return EPISODE if reference == REFERENCE else None
        def read_episode(self, episode_id, call): return EPISODE
        def check(self): pass
        def close(self): Cases.closed = True

    class Pupils:
        def search_pupils(self, query, call): return Answer((), datetime(2026, 11, 20, tzinfo=UTC))
        def get_pupil(self, pupil_id, call): return Answer(pupil_id, datetime(2026, 11, 20, tzinfo=UTC))
        def check(self): pass
        def close(self): pass

    LEVELS = {
        Operation.SEARCH_PEOPLE: Level.NATIVE,
        Operation.OPEN_EPISODE: Level.NATIVE,
        Operation.ADD_CASE_NOTE: Level.MANUAL,
    }

    def offer(name, build, version):
        return ConnectorOffer(name, name.title(), Settings, lambda *_: build(), Capabilities(LEVELS), version)

    @hookimpl
    def register_case_management():
        return offer("cases", Cases, VERSION)

    @hookimpl
    def register_education_system():
        return offer("pupils", Pupils, VERSION)
    """
)


def load(make_plugin: MakePlugin, version: int) -> LoadedPlugins:
    point = make_plugin("earlier", EARLIER.replace("VERSION", str(version)))
    return load_plugins(PluginConfiguration(("earlier",)), available=[point])


def test_a_connector_of_version_1_is_built_and_answers_as_this_version_asks(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin, 1)

    assert loaded.report.faults == ()
    [cases], [pupils] = loaded.case_management, loaded.education
    assert cases.connector.search_people(PersonQuery(), CALL).value == ()
    assert pupils.connector.search_pupils(PersonQuery(), CALL).value == ()
    found = cases.connector.find_episode(REFERENCE, CALL)
    assert cases.connector.read_episode("E1", CALL).value == found


def test_what_version_1_had_not_is_declared_none_and_refused(make_plugin: MakePlugin) -> None:
    [cases] = load(make_plugin, 1).case_management

    assert cases.capabilities == Capabilities(
        {
            Operation.SEARCH_PEOPLE: Level.NATIVE,
            Operation.OPEN_EPISODE: Level.NATIVE,
            Operation.FIND_EPISODE: Level.NATIVE,
            Operation.ADD_CASE_NOTE: Level.MANUAL,
            Operation.GET_WARNINGS: Level.NONE,
            Operation.LIST_CHANGED_PEOPLE: Level.NONE,
            Operation.ATTACH_DOCUMENT: Level.NONE,
            Operation.LIST_CHANGED_PUPILS: Level.NONE,
        }
    )
    with pytest.raises(Unsupported):
        cases.connector.get_warnings("7000101", CALL)
    with pytest.raises(Unsupported):
        cases.connector.list_changed_people("", 10, CALL)


def test_an_earlier_connector_is_closed_through_what_adapts_it(make_plugin: MakePlugin) -> None:
    loaded = load(make_plugin, 1)
    earlier = loaded.case_management[0].connector._earlier  # type: ignore[attr-defined]

    loaded.close()

    assert earlier.closed


def test_the_report_says_for_which_version_a_connector_was_made(make_plugin: MakePlugin) -> None:
    assert [each.api_version for each in load(make_plugin, 1).report.connectors] == [1, 1]


@pytest.mark.parametrize("version", [OLDEST_API_VERSION - 1, API_VERSION + 1])
def test_a_version_that_is_not_understood_is_a_fault_with_those_that_are(make_plugin: MakePlugin, version: int) -> None:
    message = (
        f"made for version {version} of the contracts; this understands versions {OLDEST_API_VERSION} to {API_VERSION}"
    )

    assert load(make_plugin, version).report.faults == (PluginFault("earlier", FaultKind.API_VERSION, message),)


def test_a_connector_that_keeps_only_version_1_is_not_whole_for_this_one(make_plugin: MakePlugin) -> None:
    told = [(fault.kind, fault.message) for fault in load(make_plugin, API_VERSION).report.faults]

    assert told == [
        (FaultKind.BUILD, "what was built is not a whole CaseManagement"),
        (FaultKind.BUILD, "what was built is not a whole EducationSystem"),
    ]


def test_settings_can_raise_what_a_connector_can_do(make_plugin: MakePlugin) -> None:
    source = EARLIER.partition("@hookimpl")[0] + textwrap.dedent(
        """
        from frontdoor.connectors.case_management import CaseManagement

        @frozen
        class Notes:
            native: bool = False

        class Today(CaseManagement):
            def check(self): pass

        @hookimpl
        def register_case_management():
            manual = Capabilities({Operation.ADD_CASE_NOTE: Level.MANUAL})
            return ConnectorOffer(
                "notes", "Notes", Notes, lambda *_: Today(), manual,
                capabilities_with=lambda settings: manual.with_levels(
                    {Operation.ADD_CASE_NOTE: Level.NATIVE} if settings.native else {}))
        """
    )
    point = make_plugin("notes", source)
    levels = []
    for settings in ({}, {"native": True}):
        loaded = load_plugins(PluginConfiguration(("notes",), {"notes": settings}), available=[point])
        assert loaded.report.faults == ()
        levels += [each.capabilities.level(Operation.ADD_CASE_NOTE) for each in loaded.case_management]
        assert loaded.report.connectors[0].capabilities == loaded.case_management[0].capabilities

    assert levels == [Level.MANUAL, Level.NATIVE]
