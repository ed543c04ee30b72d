"""Whatever a plugin does with a secret, the command prints none: in no fault, log, traceback, repr or dump.

Each plugin here is careless or hostile in another way. `run` fails where the canary shows in any output.
"""

import json
import traceback
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import asdict, frozen
from sdk.tests.cli.conftest import PLUGIN, Install, OneSecret
from sdk.tests.cli.running import CANARY, lines, run

from frontdoor.cli.options import DiscreetGroup
from frontdoor.conversion import DataFaults, structure, unstructure
from frontdoor.secrets.references import Secret, SecretReference, read_from_keyring

SETTING = 'password = "keyring:made_up/password"'
REVEALED = "self.read_secret(self.settings.password).reveal()"

CARELESS = {
    "in a failure": f'raise Unavailable("login " + {REVEALED} + " failed")',
    "in the cause of a failure": f"raise Unavailable('login failed') from ValueError({REVEALED})",
    "in the repr of a failure's argument": f"raise Unavailable([{REVEALED}])",
    "in JSON within a failure": f"import json; raise Unavailable(json.dumps({{'token': {REVEALED}}}))",
    "in an address within a failure": (
        f"from urllib.parse import quote; raise Unavailable('https://u:' + quote({REVEALED}) + '@council.example')"
    ),
    "in an error against its contract": f"raise KeyError({REVEALED})",
    "in a log": f"import logging; logging.getLogger('made_up').warning('trying %s', {REVEALED})",
    "in a logged traceback": (
        "import logging\n"
        f"        try: raise ValueError({REVEALED})\n"
        "        except ValueError: logging.getLogger('made_up').exception('failed')"
    ),
}


def careless(statement: str) -> str:
    return PLUGIN.replace('raise Unavailable("no route")', statement)


@pytest.mark.parametrize("statement", CARELESS.values(), ids=CARELESS)
@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_a_check_prints_no_secret_that_a_connector_lets_slip(
    install: Install, statement: str, as_json: tuple[str, ...]
) -> None:
    config = install(careless(statement), SETTING)

    result = run("plugins", "check", "--connect", *as_json, "--config", config)

    assert result.exit_code == (0 if "logging" in statement else 1)


def test_what_is_hidden_is_marked_so_that_the_rest_can_be_acted_on(install: Install) -> None:
    config = install(careless(CARELESS["in a failure"]), SETTING)

    result = run("plugins", "check", "--connect", "--config", config)

    told = "FAULT made_up: system did not answer: Unavailable: login (hidden) failed"
    assert lines(result.stderr) == [told, "1 fault"]


@pytest.mark.parametrize(
    "build",
    [
        "raise ValueError(secret(settings.password).reveal())",
        "raise ValueError(repr([secret(settings.password).reveal()]))",
        "raise KeyError(secret(settings.password))",
    ],
)
def test_a_plugin_that_fails_while_it_is_built_lets_no_secret_slip(install: Install, build: str) -> None:
    source = PLUGIN.replace("build=Pupils", "build=fails") + f"\ndef fails(settings, secret):\n    {build}\n"

    result = run("plugins", "check", "--config", install(source, SETTING))

    assert result.exit_code == 1
    assert lines(result.stderr)[0].startswith("FAULT made_up: build failed: ")


def test_a_title_that_is_a_secret_is_hidden_too(install: Install) -> None:
    config = install(PLUGIN.replace('title="Made up"', f'title="{CANARY}"'), SETTING)

    assert "made_up: (hidden) (plugin made_up )" in lines(run("plugins", "list", "--config", config).stdout)


def test_a_value_written_where_a_reference_belongs_is_told_by_its_place_alone(install: Install) -> None:
    config = install(PLUGIN, f'password = "{CANARY}"')

    for command in (("plugins", "check"), ("plugins", "list"), ("plugins", "check", "--json"), ("secrets", "check")):
        run(*command, "--config", config)


@pytest.mark.parametrize("text", [f"password = {CANARY}", f'[plugins]\nload = "{CANARY}"', f'[plugins]\n"{CANARY}\n'])
def test_a_configuration_that_is_spoilt_is_not_repeated(tmp_path: Path, text: str) -> None:
    config = tmp_path / "portal.toml"
    config.write_text(text, encoding="utf-8")

    for command in (("plugins", "check"), ("plugins", "check", "--json"), ("feed", "made_up")):
        assert run(*command, "--config", config).exit_code == 1


def test_an_error_that_nobody_foresaw_is_told_by_where_it_happened(capsys: pytest.CaptureFixture[str]) -> None:
    @click.group(cls=DiscreetGroup)
    def group() -> None:
        """A command."""

    @group.command()
    def fails() -> None:
        secret = CANARY
        raise RuntimeError(f"Ella Ashdown, {secret}")

    with pytest.raises(SystemExit) as ended:
        group.main(["fails"])

    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "RuntimeError; what it said may be private" in said
    assert f"{__file__}, line" in said
    assert [word for word in (CANARY, "Ella") if word in said] == []


@frozen
class _Settings:
    user: str
    password: SecretReference


@pytest.mark.usefixtures("backend")
def test_settings_hold_a_reference_in_every_form_they_can_be_written_in() -> None:
    settings = structure({"user": "portal", "password": "keyring:made_up/password"}, _Settings)

    assert read_from_keyring(settings.password).reveal() == CANARY
    dumped: list[Any] = [repr(settings), asdict(settings), unstructure(settings), json.dumps(unstructure(settings))]
    assert [each for each in dumped if CANARY in str(each)] == []
    assert unstructure(settings) == {"user": "portal", "password": "keyring:made_up/password"}


@frozen
class _Careless:
    password: Secret


def test_a_secret_kept_in_settings_against_the_rule_is_still_not_dumped() -> None:
    held = _Careless(Secret(CANARY))

    assert repr(held) == "_Careless(password=Secret(hidden))"
    assert str(asdict(held)) == "{'password': Secret(hidden)}"
    assert str(unstructure(held)) == "{'password': Secret(hidden)}"


def test_a_value_where_settings_want_a_reference_shows_in_no_traceback() -> None:
    with pytest.raises(DataFaults) as problem:
        structure({"user": "portal", "password": CANARY}, _Settings)

    assert CANARY not in "".join(traceback.format_exception(problem.value))


def test_setting_a_secret_shows_it_nowhere_even_where_the_keyring_repeats_it(backend: OneSecret) -> None:
    def repeats(*values: str) -> None:
        raise RuntimeError(f"cannot store {values}")

    backend.set_password = repeats  # type: ignore[method-assign, assignment]

    result = run("secrets", "set", "keyring:made_up/password", "--stdin", typed=CANARY)

    assert result.exit_code == 1
