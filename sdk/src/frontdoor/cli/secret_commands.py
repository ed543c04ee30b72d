"""`frontdoor secrets`: whether each secret that configuration refers to can be read; no value is ever printed."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import keyring

from frontdoor.cli.options import config_option, end_with, fail
from frontdoor.secrets.references import SecretMissing, SecretReference, read_from_keyring


@click.group()
def secrets() -> None:
    """Check the secrets that the configuration refers to."""


@secrets.command()
@config_option
def check(config: Path) -> None:
    """Try every `keyring:SERVICE/NAME` in the configuration and tell which have no value.

    Exits with 1 if one is missing or is not written as a reference. Prints references, never values.
    """
    try:
        whole = tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        fail([f"{config}: {type(problem).__name__}"])
    backend = type(keyring.get_keyring())
    click.echo(f"Keyring: {backend.__module__}.{backend.__qualname__}")
    faults = []
    for place, text in _references(whole, ""):
        try:
            reference = SecretReference.parse(text)
            read_from_keyring(reference)
        except (SecretMissing, ValueError) as problem:
            faults.append(f"{place}: {problem}")
        else:
            click.echo(f"{place}: {reference} has a value")
    end_with(faults)


def _references(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every text that begins like a reference, with its dotted place in the file."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _references(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _references(part, f"{place}[{number}]")
    elif isinstance(value, str) and value.startswith("keyring:"):
        yield place, value
