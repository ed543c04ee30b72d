from frontdoor.connectors.asking import Call
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import load_plugins
from frontdoor.plugins.report import FaultKind
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference
from frontdoor_framework_i.plugin import CAPABILITIES
from frontdoor_framework_i.simulator import FrameworkISimulator


def configured(**settings: object) -> PluginConfiguration:
    table = {"address": "http://127.0.0.1:9/", "user": "portal", "password": "keyring:framework-i/password", **settings}
    return PluginConfiguration(("framework_i",), {"framework_i": table})


def test_the_entry_point_loads_and_builds_a_connector_that_answers(simulator: FrameworkISimulator, call: Call) -> None:
    loaded = load_plugins(configured(address=simulator.url, user=simulator.user), lambda _: Secret(simulator.password))
    assert loaded.report.faults == ()
    [framework_i] = loaded.case_management
    assert (framework_i.name, framework_i.title) == ("framework_i", "Framework-i")
    framework_i.connector.check()
    assert framework_i.connector.get_person("7000101", call).value.name.given == "Ella"
    loaded.close()


def test_it_declares_case_notes_as_manual_and_nothing_of_education() -> None:
    loaded = load_plugins(configured(), lambda _: Secret("made-up"))
    native = dict.fromkeys(Operation, Level.NATIVE)
    unsaid = (Operation.SEARCH_PUPILS, Operation.GET_PUPIL, Operation.LIST_CHANGED_PUPILS)
    expected = {key: level for key, level in native.items() if key not in unsaid}
    assert loaded.report.connectors[0].capabilities == Capabilities({**expected, Operation.ADD_CASE_NOTE: Level.MANUAL})
    loaded.close()


def test_the_setting_raises_case_notes_to_native() -> None:
    loaded = load_plugins(configured(case_notes="native"), lambda _: Secret("made-up"))
    assert loaded.report.connectors[0].capabilities == CAPABILITIES.with_levels({Operation.ADD_CASE_NOTE: Level.NATIVE})
    loaded.close()


def test_building_asks_the_system_nothing() -> None:
    loaded = load_plugins(configured(address="http://127.0.0.1:1/"), lambda _: Secret("made-up"))
    assert (len(loaded.case_management), loaded.report.faults) == (1, ())
    loaded.close()


def test_a_misspelt_key_a_wrong_address_and_a_missing_secret_are_reported_together() -> None:
    def gone(reference: SecretReference) -> Secret:
        raise SecretMissing(f"no value for {reference}")

    wrong = load_plugins(configured(adress="x", address="ftp://soap.council.example/", total_seconds="20"), gone)
    whole = "address must be a whole address, like https://soap.council.example/framework-i @ $.address"
    assert [(fault.kind, fault.message) for fault in wrong.report.faults] == [
        (FaultKind.SETTING, whole),
        (FaultKind.SETTING, "must be a number, not str @ $.total_seconds"),
        (FaultKind.SETTING, "unknown key: adress @ $"),
        (FaultKind.SECRET, "no value for keyring:framework-i/password @ $.password"),
    ]


def test_authorities_that_cannot_be_read_are_reported_when_built() -> None:
    settings = configured(address="https://soap.council.example/", ca_file="/nowhere/ca.pem")
    loaded = load_plugins(settings, lambda _: Secret("made-up"))
    assert [fault.kind for fault in loaded.report.faults] == [FaultKind.BUILD]
