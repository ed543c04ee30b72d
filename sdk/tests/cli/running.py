"""Runs the command as a person does, and looks at each run for the one secret that must show nowhere."""

from click.testing import CliRunner, Result

from frontdoor.cli import main

CANARY = "canary-hunter2"


def run(*arguments: object, typed: str | bytes | None = None) -> Result:
    """Run `frontdoor` with arguments and, if told, standard input."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], input=typed, prog_name="frontdoor")
    assert CANARY not in result.output
    return result


def lines(text: str) -> list[str]:
    return text.splitlines()
