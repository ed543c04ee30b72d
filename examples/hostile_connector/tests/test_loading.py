"""Plugins that cannot be loaded are told by name, each with what went wrong, and cost the others nothing."""

import pytest

from frontdoor.plugins.configuration import PluginConfiguration
from frontdoor.plugins.host import check_connectors, load_plugins
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor_hostile.canaries import CHILD

from .conftest import DO_NOT_LOAD, LOAD, PLUGINS, SECRET


def read_secret(reference: SecretReference) -> Secret:
    assert reference == SecretReference("hostile", "password")
    return Secret(SECRET)


def test_every_fault_is_told_by_name_and_without_the_secret() -> None:
    loaded = load_plugins(PluginConfiguration(tuple(PLUGINS)), read_secret)
    loaded.close()

    assert sorted(str(fault) for fault in loaded.report.faults) == [
        "hostile_cannot_say_why: offer failed: register_case_management raised Unsayable: (cannot say why)",
        "hostile_crashes_at_build: build failed: ValueError: hostile: cannot sign in with (hidden)",
        "hostile_crashes_at_hook: offer failed: register_case_management raised RuntimeError: "
        "hostile: nothing is offered",
        "hostile_crashes_at_import: import failed: RuntimeError: hostile: this module cannot be imported",
        "hostile_exits_at_build: build failed: SystemExit: hostile: cannot sign in with (hidden)",
        "hostile_exits_at_hook: offer failed: register_case_management raised SystemExit: "
        "hostile: the process is to end",
        "hostile_exits_at_import: import failed: SystemExit: hostile: the process is to end",
    ]


def test_those_that_load_are_all_there() -> None:
    loaded = load_plugins(PluginConfiguration((*DO_NOT_LOAD, *LOAD)), read_secret)
    loaded.close()

    assert tuple(each.name for each in loaded.case_management) == LOAD


@pytest.mark.parametrize("name", [name for name in LOAD if name not in {"hostile_talks", "hostile_fails_in_words"}])
def test_a_check_that_goes_wrong_says_nothing_of_a_child(name: str) -> None:
    # What a connector says in the contract's own failures is shown: their text is the author's to keep clean.
    loaded = load_plugins(PluginConfiguration((name,)), read_secret)

    said = "".join(str(fault) for fault in check_connectors(loaded, seconds=0.2))

    assert [word for word in (CHILD, SECRET) if word in said] == []
    loaded.close()
