"""Mosaic is offered, declares that it can do nothing yet, and never pretends to have answered."""

import inspect

import pytest

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.failures import Unsupported
from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import check_connectors, load_plugins
from frontdoor.plugins.report import FaultKind, PluginFault
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.plugin import register_case_management

OPERATIONS = sorted(name for name in vars(CaseManagement) if not name.startswith("_") and name != "close")


def test_it_is_found_by_its_entry_point_and_builds_without_a_fault() -> None:
    loaded = load_plugins(PluginConfiguration(load=("mosaic",)))

    assert loaded.report.faults == ()
    assert [type(each.connector) for each in loaded.case_management] == [Mosaic]


def test_it_declares_every_operation_as_not_there() -> None:
    capabilities = register_case_management().capabilities

    assert {capabilities.level(operation) for operation in Operation} == {Level.NONE}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_refused(operation: str) -> None:
    method = getattr(Mosaic(), operation)
    nothing = [None] * len(inspect.signature(method).parameters)

    with pytest.raises(Unsupported, match=r"^Mosaic does not do "):
        method(*nothing)


def test_a_check_of_the_connection_says_that_there_is_none() -> None:
    loaded = load_plugins(PluginConfiguration(load=("mosaic",)))

    message = "Unsupported: Mosaic does not do check"
    assert check_connectors(loaded) == (PluginFault("mosaic", FaultKind.CHECK, message),)


def test_a_setting_it_does_not_have_is_a_fault() -> None:
    loaded = load_plugins(PluginConfiguration(load=("mosaic",), settings={"mosaic": {"url": "https://mosaic.example"}}))

    assert loaded.report.faults == (PluginFault("mosaic", FaultKind.SETTING, "unknown key: url @ $"),)
