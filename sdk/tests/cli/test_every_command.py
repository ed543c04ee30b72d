"""Every command explains itself, shows an example, and says 2 where it is used wrongly."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sdk.tests.cli.running import lines, run

from frontdoor.cli import main

Path_ = tuple[str, ...]


def _commands(group: click.Group, above: Path_ = ()) -> Iterator[tuple[Path_, click.Command]]:
    yield above, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*above, name))
        else:
            yield (*above, name), command


EVERY = dict(_commands(main))

each_command = pytest.mark.parametrize("command", EVERY, ids=lambda command: " ".join(command) or "frontdoor")


def test_these_are_the_commands() -> None:
    assert sorted(" ".join(path) for path, command in EVERY.items() if not isinstance(command, click.Group)) == [
        "feed",
        "forms check",
        "forms diff",
        "forms judge",
        "forms test",
        "matching show",
        "matching train",
        "new-connector",
        "plugins check",
        "plugins list",
        "secrets check",
        "secrets set",
        "simulate",
    ]


@each_command
def test_it_says_what_it_is_for_and_shows_an_example(command: Path_) -> None:
    result = run(*command, "--help")

    said = lines(result.output)
    assert result.exit_code == 0
    assert said[2].strip() not in {"", "Options:", "Commands:"}
    example = next(number for number, line in enumerate(said) if line.strip() in {"Example:", "Examples:"})
    assert " ".join(("frontdoor", *command)) in said[example + 1]


@each_command
def test_every_option_says_what_it_is_for(command: Path_) -> None:
    options = [part for part in EVERY[command].params if isinstance(part, click.Option)]

    assert [option.name for option in options if not option.help] == []


@each_command
def test_an_option_that_it_does_not_have_is_wrong_use(command: Path_) -> None:
    result = run(*command, "--no-such-option")

    assert (result.exit_code, lines(result.stderr)[-1]) == (2, "Error: No such option '--no-such-option'.")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ((), "Usage: frontdoor [OPTIONS] COMMAND [ARGS]..."),
        (("plugins",), "Usage: frontdoor plugins [OPTIONS] COMMAND [ARGS]..."),
        (("nonsense",), "Error: No such command 'nonsense'."),
        (("plugins", "check"), "Error: Missing option '--config'."),
        (("secrets", "check"), "Error: Missing option '--config'."),
        (("secrets", "set"), "Error: Missing argument 'REFERENCE'."),
        (("forms", "check"), "Error: Missing argument 'FILES...'."),
        (("feed", "made_up"), "Error: Missing option '--config'."),
        (("simulate",), "Error: Say the NAME of a simulator, or --list to see which there are."),
        (("new-connector",), "Error: Missing argument 'NAME'."),
    ],
)
def test_wrong_use_ends_with_two_and_says_why(command: Path_, told: str) -> None:
    result = run(*command)

    assert result.exit_code == 2
    assert told in lines(result.stderr)


def test_a_new_connector_is_written_and_says_where_to_go_on(tmp_path: Path) -> None:
    result = run("new-connector", "bath_records", "--into", tmp_path)

    package = tmp_path / "frontdoor-bath-records"
    assert (result.exit_code, lines(result.output)[-1]) == (0, f"Next: read {package / 'README.md'}")
    assert (package / "src" / "frontdoor_bath_records" / "connector.py").is_file()


def test_a_name_that_no_connector_can_have_is_wrong_use(tmp_path: Path) -> None:
    result = run("new-connector", "class", "--into", tmp_path)

    told = "Error: Invalid value for 'NAME': “class” is a word of the Python language. Say one like bath_records."
    assert (result.exit_code, lines(result.stderr)[-1], list(tmp_path.iterdir())) == (2, told, [])


def test_a_folder_that_is_there_already_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "frontdoor-bath-records").mkdir()

    result = run("new-connector", "bath_records", "--into", tmp_path)

    told = f"FAULT {tmp_path / 'frontdoor-bath-records'} exists already, and nothing is overwritten"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")

    result = run("new-connector", "bath_records", "--into", tmp_path / "a-file" / "below")

    told = f"FAULT {tmp_path / 'a-file' / 'below'}: cannot be written (Not a directory)"
    assert (result.exit_code, lines(result.stderr)) == (1, [told, "1 fault"])
