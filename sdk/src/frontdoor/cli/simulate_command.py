"""`frontdoor simulate`: a plugin's stand-in for a council's system, and the configuration that connects to it."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import click
import tomli_w

from frontdoor.cli.options import fail, nearest
from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.secrets.writing import write_mounted
from frontdoor.testing.ending import told_to_stop
from frontdoor.testing.simulators import ENTRY_POINT_GROUP, Misbehaviour, Simulator


@click.command(short_help="Start a plugin's simulator on this machine.")
@click.argument("name", required=False)
@click.option(
    "--list", "listing", is_flag=True, help="List the simulators, or the scenarios of NAME, and start nothing."
)
@click.option("--scenario", help="How it goes wrong; it behaves well unless told.")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Where it listens; a free port unless told.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep its state here; it is thrown away in the end unless told.",
)
@click.option(
    "--secrets",
    "secrets_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Put its secrets below this folder while it runs; a folder of its own unless told.",
)
@click.option("--people", type=click.IntRange(0), default=0, help="Add so many made-up people.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same people for the same seed.")
def simulate(
    name: str | None,
    listing: bool,
    scenario: str | None,
    port: int,
    folder: Path | None,
    secrets_folder: Path | None,
    people: int,
    seed: int,
) -> None:
    """Start the simulator of the installed plugin NAME on this machine, filled with made-up families.

    It prints the [plugins] table that connects to it to standard output, and says on standard error which variable
    to set so that its secrets are found. It serves until Ctrl-C, a plain kill or the end of the terminal, and then
    takes its secrets away.

    Exits with 1 where the simulator does not start, and with 2 where NAME or the scenario is not known.

    \b
    Examples:
        frontdoor simulate --list
        frontdoor simulate mosaic --list
        frontdoor simulate mosaic --scenario silent_after_commit > portal.local.toml
    """
    points = {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}
    if name is None:
        if not listing:
            raise click.UsageError("Say the NAME of a simulator, or --list to see which there are.")
        _list_simulators(points)
        return
    kind = _load(points, name)
    how = _scenario(kind, scenario)
    if listing:
        _list_scenarios(name, kind)
        return
    with ExitStack() as opened:
        is_told = opened.enter_context(told_to_stop())
        state = _folder(opened, folder)
        simulator = _start(opened, kind, name, state, port)
        if people:
            click.echo(f"{people:,} made-up people are being added", err=True)
            simulator.populate(people, seed)
            simulator.catch_up()
        if simulator.secrets:
            held = _folder(opened, secrets_folder)
            opened.enter_context(_mounted(held, simulator.secrets))
            click.echo(f"export {FOLDER_VARIABLE}={held}", err=True)
        simulator.misbehave(how)
        click.echo(tomli_w.dumps({"plugins": {"load": [name], "settings": {name: dict(simulator.settings)}}}), nl=False)
        _say(simulator, how)
        # A wait without an end would not hear Ctrl-C on every system.
        while not is_told(1.0):
            pass
    click.echo(f"{kind.title}: stopped", err=True)


def _folder(opened: ExitStack, told: Path | None) -> Path:
    """The folder that was named, or one that is thrown away in the end."""
    if told is not None:
        return told.resolve()
    return Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="frontdoor-simulator-"))).resolve()


def _say(simulator: Simulator, how: Misbehaviour | None) -> None:
    where = ", ".join(f"on {host}:{port}" for host, port in simulator.sockets.values()) or "in files"
    going = f", and goes wrong: {how.value}" if how else ""
    click.echo(f"{simulator.title}: a simulator with made-up families, {where}{going}. Ctrl-C stops it.", err=True)


def _list_simulators(points: Mapping[str, EntryPoint]) -> None:
    for name in sorted(points):
        click.echo(name)
    if not points:
        click.echo("No simulator is installed.")


def _list_scenarios(name: str, kind: type[Simulator]) -> None:
    click.echo(f"{name}: {kind.title}")
    for each in Misbehaviour:
        if each in kind.misbehaviours:
            click.echo(f"  {each.value}")


def _load(points: Mapping[str, EntryPoint], name: str) -> type[Simulator]:
    if name not in points:
        raise click.BadParameter(f"no installed plugin simulates {name}{nearest(name, points)}", param_hint="NAME")
    try:
        kind: type[Simulator] = points[name].load()
    except Exception as problem:
        fail([f"{name}: its simulator cannot be imported ({type(problem).__name__}: {problem})"])
    return kind


def _scenario(kind: type[Simulator], wanted: str | None) -> Misbehaviour | None:
    shown = sorted(each.value for each in kind.misbehaviours)
    if wanted is None:
        return None
    if wanted not in shown:
        hint = nearest(wanted, shown) or "; --list tells which it can"
        raise click.BadParameter(f"{kind.title} cannot show {wanted}{hint}", param_hint="--scenario")
    return Misbehaviour(wanted)


def _start(opened: ExitStack, kind: type[Simulator], name: str, state: Path, port: int) -> Simulator:
    try:
        state.mkdir(parents=True, exist_ok=True)
        return opened.enter_context(kind.start(state, port))
    except OSError as problem:
        fail([f"{name}: its simulator does not start ({problem.strerror or type(problem).__name__})"])


@contextmanager
def _mounted(folder: Path, values: Mapping[str, str]) -> Iterator[None]:
    """The simulator's secrets as mounted files, for as long as it runs. A file that is there already is left alone."""
    with ExitStack() as written:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for text, value in values.items():
                reference = SecretReference.parse(text)
                if (folder / reference.service / reference.name).exists():
                    fail([f"{folder}: holds a value for {reference} already, which is not overwritten"])
                written.callback(_take_away, write_mounted(folder, reference, Secret(value)))
        except OSError as problem:
            fail([f"{folder}: cannot be written ({problem.strerror})"])
        yield


def _take_away(file: Path) -> None:
    file.unlink(missing_ok=True)
    # Where it holds more, it is somebody else's too; and somebody may have cleared it away already.
    with suppress(OSError):
        file.parent.rmdir()
