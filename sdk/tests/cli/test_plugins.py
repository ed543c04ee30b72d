"""`frontdoor plugins` tells what is offered and every fault at once, to people and to programs."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sdk.tests.cli.running import CANARY, lines, run

from frontdoor.connectors.capabilities import Operation
from frontdoor.plugins import hookspecs
from frontdoor.plugins.deprecations import deprecated

OFFERED = [
    "Contract 2; connectors made for contract 1 and later work with it.",
    "made_up: Made up (plugin made_up )",
    "  search_pupils: native",
    "  cannot: get_pupil",
    "  limit: Cannot fly.",
]
CONTRACT = {"version": 2, "oldest": 1}
CONNECTOR = {
    "name": "made_up",
    "title": "Made up",
    "plugin": "made_up",
    "version": "",
    "contract": 2,
    "levels": {operation.value: "none" for operation in Operation} | {"search_pupils": "native"},
    "limits": ["Cannot fly."],
}


@pytest.mark.usefixtures("config")
def test_installed_plugins_are_listed_without_loading_them() -> None:
    result = run("plugins", "list")

    assert (result.exit_code, result.output) == (0, "made_up\n")


@pytest.mark.usefixtures("config")
def test_installed_plugins_are_listed_for_programs() -> None:
    result = run("plugins", "list", "--json")

    told = {"contract": CONTRACT, "plugins": [{"name": "made_up", "version": ""}]}
    assert (result.exit_code, json.loads(result.output)) == (0, told)


def test_no_plugin_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdoor.cli.plugin_commands.entry_points", lambda **_: [])

    assert run("plugins", "list").output == "No plugin is installed.\n"


def test_what_the_configured_plugins_offer_is_listed(config: Path) -> None:
    result = run("plugins", "list", "--config", config)

    assert (result.exit_code, lines(result.output)) == (0, OFFERED)


def test_a_sound_configuration_passes_without_calling_a_system(config: Path) -> None:
    result = run("plugins", "check", "--config", config)

    said = [*OFFERED, "No fault found; no system was called (use --connect)."]
    assert (result.exit_code, lines(result.output)) == (0, said)


def test_connect_asks_the_systems_too(config: Path) -> None:
    result = run("plugins", "check", "--connect", "--config", config)

    told = ["FAULT made_up: system did not answer: Unavailable: no route", "1 fault"]
    assert (result.exit_code, lines(result.stdout), lines(result.stderr)) == (1, OFFERED, told)


@pytest.mark.parametrize("command", [("plugins", "list"), ("plugins", "check")])
def test_both_tell_programs_what_is_offered(command: tuple[str, ...], config: Path) -> None:
    result = run(*command, "--json", "--config", config)

    told = {"contract": CONTRACT, "connectors": [CONNECTOR], "faults": [], "notices": [], "connected": False}
    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (0, told, "")


def test_programs_are_told_of_a_system_that_does_not_answer(config: Path) -> None:
    result = run("plugins", "check", "--json", "--connect", "--config", config)

    faults = [{"plugin": "made_up", "kind": "check", "message": "Unavailable: no route"}]
    told = {"contract": CONTRACT, "connectors": [CONNECTOR], "faults": faults, "notices": [], "connected": True}
    assert (result.exit_code, json.loads(result.stdout)) == (1, told)


def test_every_fault_is_told_at_once(config: Path) -> None:
    text = f'[plugins]\nload = ["made_up", "mad_up"]\n[plugins.settings.made_up]\npassword = "{CANARY}"\nx = 1\n'
    config.write_text(text, encoding="utf-8")

    result = run("plugins", "check", "--config", config)

    assert (result.exit_code, lines(result.stderr)) == (
        1,
        [
            "FAULT made_up: setting: must be written as keyring:SERVICE/NAME, never as the value itself @ $.password",
            "FAULT made_up: setting: unknown key: x @ $",
            "FAULT mad_up: not installed: no installed package offers it; did you mean made_up?",
            "3 faults",
        ],
    )


def test_what_is_going_is_told_as_a_notice_and_is_no_fault(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going = deprecated("register_education_system", instead="use another", gone_in="9.0", not_before=date(2030, 1, 1))
    hook: Any = hookspecs.register_education_system
    monkeypatch.setattr(hook, "frontdoor_spec", {**hook.frontdoor_spec, "warn_on_impl": going})

    result = run("plugins", "check", "--config", config)
    as_json = run("plugins", "check", "--json", "--config", config)

    message = "register_education_system goes in version 9.0, not before 1 January 2030: use another"
    assert (result.exit_code, lines(result.stderr)) == (0, [f"NOTICE made_up: {message}"])
    assert json.loads(as_json.stdout)["notices"] == [{"plugin": "made_up", "message": message}]


@pytest.mark.parametrize("command", [("plugins", "list"), ("plugins", "check")])
def test_a_configuration_that_cannot_be_read_is_a_fault(command: tuple[str, ...], tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.toml"

    result = run(*command, "--config", nowhere)
    as_json = run(*command, "--json", "--config", nowhere)

    fault = f"{nowhere}: there is no such file"
    assert (result.exit_code, lines(result.stderr)) == (1, [f"FAULT {fault}", "1 fault"])
    assert (as_json.exit_code, json.loads(as_json.stdout)) == (
        1,
        {
            "contract": CONTRACT,
            "connectors": [],
            "faults": [{"plugin": "", "kind": "configuration", "message": fault}],
            "notices": [],
            "connected": False,
        },
    )
