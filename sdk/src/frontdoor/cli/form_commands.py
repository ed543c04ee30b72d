"""`frontdoor forms`: whether a form definition can be used, before anybody is asked its questions."""

from pathlib import Path

import click

from frontdoor.cli.options import end_with
from frontdoor.forms.reading import FormFaults, read_form


@click.group()
def forms() -> None:
    """Check form definitions.

    \b
    Example:
        frontdoor forms check my-form.toml
    """


@forms.command(short_help="Tell every fault of a form.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Read each of FILES and tell every fault of every one, with its place.

    Exits with 1 if there is a fault.

    \b
    Example:
        frontdoor forms check forms/cause_for_concern-2027-04.toml
    """
    faults: list[str] = []
    for file in files:
        try:
            form = read_form(file.read_text(encoding="utf-8"))
        except FormFaults as problem:
            faults += [f"{file}: {fault}" for fault in problem.faults]
        except UnicodeDecodeError:
            faults.append(f"{file}: is not UTF-8 text")
        except OSError as problem:
            faults.append(f"{file}: cannot be read ({problem.strerror})")
        else:
            click.echo(f"{file}: {form.id} {form.version} is sound")
    end_with(faults)
