"""`frontdoor forms`: whether a form definition can be used, what changed in it, and whether tests and answers hold."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from frontdoor.cli.options import end_with
from frontdoor.forms.binding import bind
from frontdoor.forms.comparing import diff_forms
from frontdoor.forms.definition import Fault, FormDefinition, RawAnswers
from frontdoor.forms.needing import what_it_needs
from frontdoor.forms.reading import FormFaults, read_form
from frontdoor.forms.trials import run_tests

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def forms() -> None:
    """Check form definitions, test their conditions, compare two of them, and judge answers.

    \b
    Example:
        frontdoor forms check my-form.toml
    """


@forms.command(short_help="Tell every fault of a form.")
@click.argument("files", nargs=-1, required=True, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Read each of FILES and tell every fault of every one, with its place; then run the tests of its conditions.

    Of a form whose id the portal sends something with, what it must ask and does not is a fault too.

    Exits with 1 if there is a fault or a test fails.

    \b
    Example:
        frontdoor forms check forms/cause_for_concern-2027-04.toml
    """
    faults: list[str] = []
    for file in files:
        form, found = _read(file)
        if form is not None:
            found = [f"{file}: {each}" for each in (*what_it_needs(form), *run_tests(form))]
            if not found:
                tested = f", {_tests(len(form.tests))} passed" if form.tests else ""
                click.echo(f"{file}: {form.id} {form.version} is sound{tested}")
        faults += found
    end_with(faults)


@forms.command(short_help="Say in words what changed between two versions.")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
def diff(old: Path, new: Path) -> None:
    """Tell what is different in the form NEW from the form OLD, a sentence a change.

    Exits with 1 if one of them has a fault; that something changed is no fault.

    \b
    Example:
        frontdoor forms diff forms/cause_for_concern-2026-11.toml forms/cause_for_concern-2027-04.toml
    """
    before, faults = _read(old)
    after, more = _read(new)
    if before is None or after is None:
        end_with([*faults, *more])
        return
    changes = diff_forms(before, after)
    click.echo("\n".join(map(str, changes)) if changes else "Nothing that anybody could see is different.")


@forms.command(short_help="Run the tests of a form's conditions.")
@click.argument("file", type=_FILE)
def test(file: Path) -> None:
    """Run every test that stands in FILE: given these answers, these questions show and those do not.

    Exits with 1 if one fails, and says which question and why.

    \b
    Example:
        frontdoor forms test forms/cause_for_concern-2027-04.toml
    """
    form, faults = _read(file)
    if form is not None:
        failed = run_tests(form)
        wrong = {each.test for each in failed}
        for each in form.tests:
            click.echo(f"{'fails' if each.name in wrong else 'passed'}: {each.name}")
        if not form.tests:
            click.echo(f"{file}: the form has no tests")
        faults = [str(each) for each in failed]
    end_with(faults)


@forms.command(short_help="Judge answers in JSON as the form's pages would.")
@click.argument("file", type=_FILE)
@click.argument("answers", type=_FILE)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it is judged on. [default: today]")
def judge(file: Path, answers: Path, on: datetime | None) -> None:
    """Judge ANSWERS, a JSON object by question id, as if somebody had typed them into the form FILE.

    A choice is its value, ticked boxes are a list, a name, date or address is an object of its parts, and a group is a
    list of objects by member id. Exits with 1 unless the form may be sent with them, and says why at each question;
    what would not be sent, since its question is not asked, is named too.

    \b
    Example:
        frontdoor forms judge forms/cause_for_concern-2026-12.toml answers.json
    """
    form, faults = _read(file)
    said, unreadable = _read_answers(answers)
    if form is None or said is None:
        end_with([*faults, *unreadable])
        return
    unknown = [f"{key}: the form has no such question" for key in said if not form.has_question(key)]
    judged = bind(form, said, (on or datetime.now(UTC)).date())
    for path in judged.dropped:
        click.echo(f"{path}: is not sent, since it is not asked")
    for warning in judged.warnings:
        click.echo(_placed(warning))
    faults = [*unknown, *map(_placed, judged.faults)]
    if not faults:
        click.echo(f"{form.id} {form.version} may be sent with these answers")
    elif judged.may_be_sent_incomplete:
        click.echo("It is urgent, so it may be sent without what is missing")
    end_with(faults)


def _placed(fault: Fault) -> str:
    return f"{fault.question_id}{f', {fault.part}' if fault.part else ''}: {fault.message}"


def _read_answers(file: Path) -> tuple[RawAnswers | None, list[str]]:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, ValueError):
        return None, [f"{file}: is not JSON"]
    except OSError as problem:
        return None, [f"{file}: cannot be read ({problem.strerror})"]
    return (said, []) if isinstance(said, dict) else (None, [f"{file}: is not an object of answers by question id"])


def _read(file: Path) -> tuple[FormDefinition | None, list[str]]:
    try:
        return read_form(file.read_text(encoding="utf-8")), []
    except FormFaults as problem:
        return None, [f"{file}: {fault}" for fault in problem.faults]
    except UnicodeDecodeError:
        return None, [f"{file}: is not UTF-8 text"]
    except OSError as problem:
        return None, [f"{file}: cannot be read ({problem.strerror})"]


def _tests(number: int) -> str:
    return "1 test" if number == 1 else f"{number} tests"
