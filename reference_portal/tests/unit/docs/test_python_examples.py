"""Python in the documents runs, and the connector of the how-to is loaded and asked like any other."""

import sys
from datetime import UTC, date, datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from reference_portal.tests.unit.docs.pages import Block, blocks, example_connector, run

from frontdoor.connectors.asking import Answer, Call, PersonQuery
from frontdoor.connectors.failures import NotFound, RecordRejected, Unavailable
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import LoadedPlugins, check_connectors, load_plugins

CALL = Call(acting_for="somebody", purpose="a test")
EXAMPLES = blocks("python")


@pytest.mark.parametrize("block", EXAMPLES, ids=[block.place for block in EXAMPLES])
def test_it_runs(block: Block) -> None:
    run(block)


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[LoadedPlugins, Path]:
    """The connector of the how-to, loaded from an entry point, and the file it reads."""
    monkeypatch.setitem(sys.modules, "frontdoor_register.plugin", run(example_connector()))
    file = tmp_path / "register.csv"
    configuration = PluginConfiguration(("register",), {"register": {"file": str(file)}})
    point = EntryPoint("register", "frontdoor_register.plugin", "frontdoor.plugins")
    return load_plugins(configuration, available=[point]), file


def answer(register: tuple[LoadedPlugins, Path], query: PersonQuery) -> Any:
    loaded, file = register
    file.write_text("id,given,family,born,school\n7,Wren,Made-Up,2016-05-04,St Wulstan’s\n", encoding="utf-8")
    return loaded.education[0].connector.search_pupils(query, CALL)


def test_the_connector_is_loaded_without_a_fault(register: tuple[LoadedPlugins, Path]) -> None:
    assert register[0].report.faults == ()


def test_the_connector_finds_a_pupil_as_of_the_files_own_time(register: tuple[LoadedPlugins, Path]) -> None:
    found = answer(register, PersonQuery(family_name="made-up", date_of_birth=date(2016, 5, 4)))

    pupil = PupilRecord(
        id="7", name=PersonName("Wren", "Made-Up"), birth_date=BirthDate(date(2016, 5, 4)), school="St Wulstan’s"
    )
    assert found == Answer((pupil,), datetime.fromtimestamp(register[1].stat().st_mtime, UTC))


def test_the_connector_says_none_for_another_date_of_birth(register: tuple[LoadedPlugins, Path]) -> None:
    assert answer(register, PersonQuery(family_name="Made-Up", date_of_birth=date(2015, 5, 4))).value == ()


def test_the_connector_refuses_a_search_that_it_cannot_do(register: tuple[LoadedPlugins, Path]) -> None:
    with pytest.raises(RecordRejected, match="family_name: this register is searched by family name"):
        answer(register, PersonQuery(given_name="Wren"))


def test_the_connector_says_which_pupil_is_not_there(register: tuple[LoadedPlugins, Path]) -> None:
    answer(register, PersonQuery(family_name="Made-Up"))

    with pytest.raises(NotFound):
        register[0].education[0].connector.get_pupil("8", CALL)


def test_the_connector_is_unavailable_without_its_file(register: tuple[LoadedPlugins, Path]) -> None:
    with pytest.raises(Unavailable):
        register[0].education[0].connector.search_pupils(PersonQuery(family_name="Made-Up"), CALL)


def test_checking_the_connector_tells_that_the_file_is_missing(register: tuple[LoadedPlugins, Path]) -> None:
    assert [str(fault) for fault in check_connectors(register[0])] == [
        "register: system did not answer: Unavailable: The register cannot be read: No such file or directory"
    ]
