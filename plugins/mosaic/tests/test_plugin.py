"""The plugin as the host loads it, and what it declares."""

from pathlib import Path

import pytest

from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.failures import Unsupported
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import check_connectors, load_plugins
from frontdoor.plugins.report import FaultKind
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor.testing.simulators import simulators
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.simulator import Simulator

EDUCATION = {Operation.SEARCH_PUPILS, Operation.GET_PUPIL, Operation.LIST_CHANGED_PUPILS}


def configured(simulator: Simulator, **settings: object) -> PluginConfiguration:
    return PluginConfiguration(("mosaic",), {"mosaic": {**simulator.settings, **settings}})


def test_the_settings_of_the_stand_in_load_build_and_check(simulator: Simulator, call: Call) -> None:
    loaded = load_plugins(configured(simulator), lambda reference: Secret(simulator.secrets[str(reference)]))
    assert loaded.report.faults == ()
    [mosaic] = loaded.case_management
    assert (mosaic.name, mosaic.title, type(mosaic.connector)) == ("mosaic", "Mosaic", Mosaic)
    assert check_connectors(loaded) == ()
    assert mosaic.connector.get_person("7000101", call).value.name.given == "Ella"
    loaded.close()


def test_everything_is_native_where_the_site_has_a_view_of_warnings(simulator: Simulator) -> None:
    loaded = load_plugins(configured(simulator), lambda _: Secret("made-up"))
    levels = {operation: loaded.case_management[0].capabilities.level(operation) for operation in Operation}
    assert {operation for operation, level in levels.items() if level is not Level.NATIVE} == EDUCATION
    loaded.close()


def test_without_a_view_of_warnings_none_are_declared_and_none_are_answered(
    simulator: Simulator, tmp_path: Path, call: Call
) -> None:
    whole = Path(str(simulator.settings["site_file"])).read_text(encoding="utf-8")
    before, _, after = whole.partition("[warnings]")
    site = tmp_path / "site.toml"
    site.write_text(before + after[after.index("[case_notes]") :], encoding="utf-8")

    loaded = load_plugins(configured(simulator, site_file=str(site)), lambda _: Secret("made-up"))

    [mosaic] = loaded.case_management
    assert mosaic.capabilities.level(Operation.GET_WARNINGS) is Level.NONE
    with pytest.raises(Unsupported):
        mosaic.connector.get_warnings("7000101", call)
    loaded.close()


def test_building_asks_neither_the_mart_nor_the_interface(simulator: Simulator, tmp_path: Path) -> None:
    nowhere = {"mart": f"sqlite:///{tmp_path}/nowhere.db", "api": "http://127.0.0.1:1/"}
    loaded = load_plugins(configured(simulator, **nowhere), lambda _: Secret("made-up"))
    assert (len(loaded.case_management), loaded.report.faults) == (1, ())
    loaded.close()


def test_a_missing_secret_and_a_wrong_setting_are_reported_together(simulator: Simulator) -> None:
    def gone(reference: SecretReference) -> Secret:
        raise SecretMissing(f"no value for {reference}")

    loaded = load_plugins(configured(simulator, connections=0, mart_password="keyring:mosaic/mart"), gone)
    assert [(fault.kind, fault.message) for fault in loaded.report.faults] == [
        (FaultKind.SETTING, "must be >= 1 @ $.connections"),
        (FaultKind.SECRET, "no value for keyring:mosaic/client-secret @ $.client_secret"),
        (FaultKind.SECRET, "no value for keyring:mosaic/mart @ $.mart_password"),
    ]


def test_the_stand_in_is_found_under_the_plugins_name() -> None:
    assert simulators()["mosaic"] is Simulator
