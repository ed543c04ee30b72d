"""`frontdoor secrets`: puts a secret where a reference leads, and checks each that configuration refers to.

No value is ever printed, and none is taken from the command line, where others can see it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import keyring
from keyring.errors import KeyringError

from frontdoor.cli.options import config_option, end_with, fail
from frontdoor.conversion import DataFaults
from frontdoor.plugins.configuration import read_toml
from frontdoor.secrets.mounted_files import FOLDER_VARIABLE, MountedFilesKeyring, is_open_to_others, mounted_file
from frontdoor.secrets.references import Secret, SecretMissing, SecretReference, read_from_keyring
from frontdoor.secrets.writing import write_mounted

LARGEST = 65_536
"""Bytes of a value: more is a file that was given by mistake."""


@click.group(short_help="Set and check secrets.")
def secrets() -> None:
    """Set and check the secrets that the configuration refers to.

    Configuration says keyring:SERVICE/NAME; the value is in the keyring of the server, or in a mounted file.

    \b
    Example:
        frontdoor secrets check --config portal.toml
    """


def _reference(_: click.Context, __: click.Parameter, text: str) -> SecretReference:
    try:
        return SecretReference.parse(text)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None  # never with the text: it may be the value


@secrets.command("set", short_help="Put a value where a reference leads.", context_settings={"allow_extra_args": True})
@click.argument("reference", callback=_reference)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from standard input, without its last newline.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Write a mounted file below this folder, which {FOLDER_VARIABLE} names on the server.",
)
@click.pass_context
def set_secret(ctx: click.Context, reference: SecretReference, from_stdin: bool, into: Path | None) -> None:
    """Put a value where REFERENCE (keyring:SERVICE/NAME) leads. It is asked for twice and not shown.

    A new value counts at the next call of a connector; nothing needs a restart. Exits with 1 where the keyring in
    force cannot be written, and says what to do instead.

    \b
    Examples:
        frontdoor secrets set keyring:framework-i/password
        pwgen 40 1 | frontdoor secrets set keyring:mosaic/token --stdin --into /etc/frontdoor/secrets
    """
    if ctx.args:
        raise click.UsageError(
            "A value is never given on the command line, where others can read it. If this was one, change it"
        )
    value = _from_stdin() if from_stdin else str(_from_terminal(reference))
    if into is None:
        _into_keyring(reference, value)
        click.echo(f"{reference} is set in {_backend()}")
        return
    try:
        file = write_mounted(into, reference, Secret(value))
    except OSError as problem:
        fail([f"{into}: cannot be written ({problem.strerror})"])
    click.echo(f"{reference} is in {file}; it is found where {FOLDER_VARIABLE} names {into}")


@secrets.command(short_help="Tell which secrets have no value.")
@config_option
def check(config: Path) -> None:
    """Try every keyring:SERVICE/NAME in the configuration and tell which have no value.

    Exits with 1 if one is missing or is not written as a reference. A mounted file that everybody on the machine can
    read is told as a notice: container platforms often mount them so, and a server should not. Prints references,
    never values.

    \b
    Example:
        frontdoor secrets check --config portal.toml
    """
    try:
        whole = read_toml(config)
    except DataFaults as problem:
        fail(problem.faults)
    click.echo(f"Keyring: {_backend()}")
    faults = []
    for place, text in _references(whole, ""):
        try:
            reference = SecretReference.parse(text)
            read_from_keyring(reference)
        except (SecretMissing, ValueError) as problem:
            faults.append(f"{place}: {problem}")
        else:
            click.echo(f"{place}: {reference} has a value")
            if _is_open(reference):
                click.echo(f"NOTICE {place}: everybody on this machine can read {reference}: chmod 600 it", err=True)
    end_with(faults)


def _backend() -> str:
    backend = type(keyring.get_keyring())
    return f"{backend.__module__}.{backend.__qualname__}"


def _from_stdin() -> str:
    # Read as bytes: in some locales Python takes bytes that are no text for signs that cannot be written again.
    given = sys.stdin.buffer.read(LARGEST + 3)
    given = given.removesuffix(b"\r\n" if given.endswith(b"\r\n") else b"\n")
    if not given or len(given) > LARGEST:
        fail([f"standard input: {'holds more than ' + str(LARGEST) + ' bytes' if given else 'is empty'}"])
    try:
        return given.decode()
    except UnicodeDecodeError:
        fail(["standard input: is not UTF-8 text"])


def _from_terminal(reference: SecretReference) -> str:
    """What was typed, the same twice and not shown."""
    return str(click.prompt(f"Value of {reference}", hide_input=True, confirmation_prompt="The same again"))


def _into_keyring(reference: SecretReference, value: str) -> None:
    if isinstance(keyring.get_keyring(), MountedFilesKeyring):
        fail(
            [
                f"{reference}: secrets are read from the files that {FOLDER_VARIABLE} names, and the portal never"
                " writes them. Write where they are mounted from: frontdoor secrets set ... --into FOLDER"
            ]
        )
    try:
        keyring.set_password(reference.service, reference.name, value)
        kept = keyring.get_password(reference.service, reference.name) == value
    except KeyringError as problem:
        # Only the kind: a backend's own words may repeat what it was given.
        fail([f"{reference}: {_backend()} cannot be written ({type(problem).__name__}). {_OTHERWISE}"])
    if not kept:
        fail([f"{reference}: {_backend()} took the value and does not hold it. {_OTHERWISE}"])


_OTHERWISE = f"On a server, write a mounted file (--into FOLDER) and let {FOLDER_VARIABLE} name its folder"


def _is_open(reference: SecretReference) -> bool:
    if not isinstance(keyring.get_keyring(), MountedFilesKeyring):
        return False
    file = mounted_file(reference.service, reference.name)
    return file is not None and is_open_to_others(file)


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
