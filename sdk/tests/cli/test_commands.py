"""The `frontdoor` command tells every fault, ends with 1 if there is one, and prints no secret."""

from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path

import keyring
import pytest
from click.testing import CliRunner, Result

from frontdoor.cli import main
from frontdoor.plugins.host import ENTRY_POINT_GROUP

CANARY = "canary-hunter2"

PLUGIN = """
from attrs import frozen
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.failures import Unavailable
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReference

@frozen
class Settings:
    password: SecretReference | None = None

class Pupils(EducationSystem):
    def search_pupils(self, query, call): raise Unavailable("away")
    def get_pupil(self, pupil_id, call): raise Unavailable("away")
    def check(self): raise Unavailable("no route")
    def close(self): pass

@hookimpl
def register_education_system():
    return ConnectorOffer(
        name="made_up", title="Made up", settings_class=Settings, build=lambda *_: Pupils(),
        capabilities=Capabilities({Operation.SEARCH_PUPILS: Level.NATIVE, Operation.GET_PUPIL: Level.NONE}),
        limits=("Cannot fly.",))
"""

OFFERED = [
    "made_up: Made up (plugin made_up )",
    "  search_pupils: native",
    "  cannot: get_pupil",
    "  limit: Cannot fly.",
]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal.toml that names the one installed plugin; `made_up/password` is the keyring's one secret."""
    (tmp_path / "cli_made_up_plugin.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed = [EntryPoint("made_up", "cli_made_up_plugin", ENTRY_POINT_GROUP)]
    for module in ("frontdoor.cli.plugin_commands", "frontdoor.plugins.host"):
        monkeypatch.setattr(f"{module}.entry_points", lambda **_: installed)
    monkeypatch.setattr(
        keyring, "get_password", lambda service, name: CANARY if (service, name) == ("made_up", "password") else None
    )
    path = tmp_path / "portal.toml"
    path.write_text('[plugins]\nload = ["made_up"]\n', encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert CANARY not in result.output
    return result


def lines(text: str) -> list[str]:
    return text.splitlines()


@pytest.mark.usefixtures("config")
def test_installed_plugins_are_listed_without_loading_them() -> None:
    result = run("plugins", "list")

    assert (result.exit_code, result.output) == (0, "made_up\n")


def test_what_the_configured_plugins_offer_is_listed(config: Path) -> None:
    result = run("plugins", "list", "--config", config)

    assert (result.exit_code, lines(result.output)) == (0, OFFERED)


def test_no_plugin_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdoor.cli.plugin_commands.entry_points", lambda **_: [])

    assert run("plugins", "list").output == "No plugin is installed.\n"


def test_a_sound_configuration_passes_without_calling_a_system(config: Path) -> None:
    result = run("plugins", "check", "--config", config)

    said = [*OFFERED, "No fault found; no system was called (use --connect)."]
    assert (result.exit_code, lines(result.output)) == (0, said)


def test_connect_asks_the_systems_too(config: Path) -> None:
    result = run("plugins", "check", "--connect", "--config", config)

    told = ["FAULT made_up: system did not answer: Unavailable: no route", "1 fault"]
    assert (result.exit_code, lines(result.stdout), lines(result.stderr)) == (1, OFFERED, told)


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


@pytest.mark.parametrize("command", [("plugins", "list"), ("plugins", "check")])
def test_a_configuration_that_cannot_be_read_is_a_fault(command: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*command, "--config", tmp_path / "nowhere.toml")

    assert (result.exit_code, lines(result.stderr)) == (
        1,
        [f"FAULT {tmp_path / 'nowhere.toml'}: there is no such file", "1 fault"],
    )


def test_secrets_that_can_be_read_pass(config: Path) -> None:
    config.write_text('[mail]\npasswords = ["keyring:made_up/password"]\n', encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    assert (result.exit_code, lines(result.output)[1:]) == (
        0,
        ["mail.passwords[0]: keyring:made_up/password has a value"],
    )


def test_every_secret_that_is_missing_or_misspelt_is_told_by_its_place(config: Path) -> None:
    config.write_text('key = "keyring:made_up/nothing"\n[mail]\npassword = "keyring:MADE UP"\n', encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    assert (result.exit_code, lines(result.stderr)) == (
        1,
        [
            "FAULT key: The keyring has no value for keyring:made_up/nothing",
            "FAULT mail.password: A secret is written as keyring:SERVICE/NAME, never as the value itself",
            "2 faults",
        ],
    )


def test_secrets_of_a_file_that_is_not_toml_are_a_fault(config: Path) -> None:
    config.write_text(f"password = {CANARY}", encoding="utf-8")

    result = run("secrets", "check", "--config", config)

    assert (result.exit_code, lines(result.stderr)) == (1, [f"FAULT {config}: TOMLDecodeError", "1 fault"])


def test_the_forms_that_ship_are_sound() -> None:
    shipped = sorted(Path(str(files("frontdoor.forms") / "library")).glob("*.toml"))

    result = run("forms", "check", *shipped)

    assert (result.exit_code, len(lines(result.output))) == (0, len(shipped))
    assert shipped != []


def test_every_fault_of_every_form_is_told(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.toml", tmp_path / "binary.toml"
    empty.write_text("", encoding="utf-8")
    binary.write_bytes(b"\xff")

    result = run("forms", "check", empty, binary)

    assert result.exit_code == 1
    assert [line.removeprefix("FAULT ") for line in lines(result.stderr)] == [
        f"{empty}: form: “id” is missing",
        f"{empty}: form: “version” is missing",
        f"{empty}: form: “title” is missing",
        f"{empty}: form: “sections” is missing",
        f"{binary}: is not UTF-8 text",
        "5 faults",
    ]


@pytest.mark.parametrize(
    "command", [(), ("plugins",), ("plugins", "list"), ("plugins", "check"), ("forms", "check"), ("secrets", "check")]
)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    result = run(*command, "--help")

    assert result.exit_code == 0
    assert lines(result.output)[2].strip() not in {"", "Options:", "Commands:"}
