"""Every command of this repository: `python3 noxfile.py -s NAME [-- arguments]`, from a bare Python 3.11.

Started by `python3` this file makes a private environment (`.bootstrap/`), installs pinned nox and uv there and
runs itself again under nox. `python3 noxfile.py -l` lists the sessions.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    runpy.run_path(str(ROOT / ".ci" / "bootstrap.py"))["run_nox"](sys.argv[1:])

import contextlib
import hashlib
import os
import shutil

import nox

nox.options.sessions = ["lint", "types", "imports", "sdk_alone", "tests"]
nox.options.default_venv_backend = "none"  # the sessions share one locked environment, made by `workspace`

LOCK = ROOT / "requirements.lock"
WINDOWS = os.name == "nt"
SCRIPTS = "Scripts" if WINDOWS else "bin"
MEMBERS = [
    "sdk",
    "plugins/framework_i",
    "plugins/capita_one",
    "plugins/mosaic",
    "reference_portal",
    "examples/standard_safeguarding_dataset",
]
JOURNEYS = "reference_portal/tests/journeys"
FAULTS = "reference_portal/tests/faults"
FLAWS = "sdk/tests/testing/test_flaws.py"
"""The proof of the conformance suite: connectors with one flaw each, which it must notice."""
SWAPS = ("framework_i,capita_one", "mosaic,capita_one", "ssd,capita_one")
"""The systems that the same journey is walked with: two that take episodes, and one that can only be read."""


@nox.session
def demo(session: nox.Session) -> None:
    """Start the whole product with made-up families; `-- --once` drives the main job and exits."""
    build_assets(session)
    command = ["python", "-m", "frontdoor_portal.demo", *session.posargs]
    if WINDOWS or "--once" in session.posargs:
        run(session, *command)
    else:  # nox steps aside, so that Ctrl-C and a plain `kill` reach what must stop the worker and the simulators
        python = workspace(session)
        sys.stdout.flush()
        os.execve(python, [str(python), *command[1:]], {**os.environ, **activated(python)})


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test that needs no browser and breaks no process, on every processor; arguments go to pytest."""
    build_assets(session)
    tested = [*MEMBERS, "examples", "examples/hostile_connector"]
    roots = [f"{folder}/tests" for folder in tested if (ROOT / folder / "tests").is_dir()]
    elsewhere = [*(f"--ignore={each}" for each in (JOURNEYS, FAULTS, FLAWS)), "--ignore-glob=*/test_conformance*.py"]
    spread = ["--numprocesses", "auto", "--dist", "worksteal"]  # what is named is run by one process, at once
    run(session, "pytest", *pytest_arguments(session, [*roots, *elsewhere, *spread]))


@nox.session
def journeys(session: nox.Session) -> None:
    """Walk the portal in Chromium as each role, with axe-core on every page."""
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        session.error("Chromium is missing. On Debian or Ubuntu: sudo apt-get install chromium")
    build_assets(session)
    run(session, "pytest", *pytest_arguments(session, [JOURNEYS]))


@nox.session
def swap(session: nox.Session) -> None:
    """Walk the same journey in Chromium with other systems behind the portal, whose files stay as they are."""
    build_assets(session)
    portal = digest_of("reference_portal/src")
    for systems in SWAPS:
        session.log(f"With {systems}; the portal's files: {portal[:12]}")
        run(session, "pytest", f"{JOURNEYS}/test_swap.py", "--systems", systems, *session.posargs)
        if digest_of("reference_portal/src") != portal:
            session.error("A file of the portal changed between two runs")


@nox.session
def conformance(session: nox.Session) -> None:
    """Hold every connector, the examples' too, to its contract, print each one's tier, and prove the suite itself."""
    suites = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("[pe]*/*/tests/test_conformance*.py"))
    run(session, "python", "-m", "frontdoor.testing.conformance", *(session.posargs or suites))
    if not session.posargs:
        run(session, "pytest", FLAWS)


@nox.session
def scaffold(session: nox.Session) -> None:
    """Install newly written connectors in fresh environments: lint, types, tests and conformance, untouched."""
    run(session, "pytest", *pytest_arguments(session, ["sdk/tests/scaffold/prove_scaffold.py"]))


@nox.session
def faults(session: nox.Session) -> None:
    """Break what the product leans on and kill its processes: `-- --submissions 1000 --seed N` for a long run."""
    build_assets(session)
    run(session, "pytest", *pytest_arguments(session, [FAULTS]))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the promises: `-- core --json FILE`, `-- linkage --seed N`."""
    build_assets(session)
    run(session, "python", "reference_portal/benchmarks/run.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting, and that the lock satisfies every package."""
    run(session, "ruff", "check", *(session.posargs or ["."]))
    run(session, "ruff", "format", "--check", *(session.posargs or ["."]))
    uv(session, "pip", "check", "--python", str(workspace(session)))


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly: the packages, their tests, the examples and the tooling."""
    members = [member for member in MEMBERS if not member.startswith("examples/")]  # those are read with the examples
    folders = [f"{member}/{part}" for member in members for part in ("src", "tests", "benchmarks")]
    python_folders = [folder for folder in [*folders, "examples"] if any((ROOT / folder).rglob("*.py"))]
    tooling = ["conftest.py", ".ci", "reference_portal/assets/build.py", "reference_portal/hatch_build.py"]
    run(session, "mypy", *(session.posargs or [*python_folders, *tooling]))


@nox.session
def imports(session: nox.Session) -> None:
    """Check the direction of imports (.importlinter)."""
    run(session, "lint-imports", "--no-cache", *session.posargs, env={"PYTHONPATH": str(ROOT / ".ci")})


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a broken link or reference is an error."""
    # The theme prints a long advertisement for its successor unless told that we know.
    run(session, "mkdocs", *(session.posargs or ["build", "--strict"]), env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def assets(session: nox.Session) -> None:
    """Build the portal's styles and scripts if their inputs changed; `-- --force` builds anyway."""
    build_assets(session, *session.posargs)


@nox.session
def sdk_alone(session: nox.Session) -> None:
    """Install the SDK's wheel with its own dependencies only, and test it there."""
    python = environment(session, "sdk_alone")
    pinned = ["--constraints", str(LOCK), "--build-constraints", str(LOCK)]
    # A rebuild each time: an installed copy must never be older than the source it is said to test.
    fresh = ["--refresh-package", "family-front-door-sdk", "--reinstall-package", "family-front-door-sdk"]
    uv(session, "pip", "install", "--quiet", "--python", str(python), *pinned, *fresh, "--group", "sdk-tests", "./sdk")
    paths = [".ci/test_sdk_stands_alone.py", "sdk/tests"]
    paths = [path for path in paths if (ROOT / path).exists()]
    session.run(str(python), "-m", "pytest", *pytest_arguments(session, [*paths, f"--ignore={FLAWS}"]), external=True)


@nox.session
def lock(session: nox.Session) -> None:
    """Resolve every dependency again and write the two lock files; arguments go to `uv lock`."""
    uv(session, "lock", "--quiet", *session.posargs)
    export = ["export", "--frozen", "--no-header", "--no-emit-workspace", "--quiet"]
    everything = ["--all-packages", "--all-groups", "--no-group", "bootstrap"]
    uv(session, *export, *everything, "--output-file", str(LOCK))
    uv(session, *export, "--only-group", "bootstrap", "--output-file", ".ci/bootstrap.lock")


def digest_of(folder: str) -> str:
    """One hash over every source file below a folder, by name and content."""
    files = sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".html", ".toml"})
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


def build_assets(session: nox.Session, *arguments: str) -> None:
    """Bring `static/` and axe-core up to date; does nothing when the inputs are those of the last build."""
    run(session, "python", "reference_portal/assets/build.py", *arguments)


def pytest_arguments(session: nox.Session, defaults: list[str]) -> list[str]:
    """What the developer named, or `defaults`; options alone are added to the defaults."""
    named = any((ROOT / argument.split("::")[0]).exists() for argument in session.posargs)
    return [*([] if named else defaults), *session.posargs]


def run(session: nox.Session, program: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    """Run a program of the shared environment."""
    python = workspace(session)
    command = python if program == "python" else python.with_name(program)
    session.run(str(command), *arguments, env={**activated(python), **(env or {})}, external=True, interrupt_timeout=5)


def activated(python: Path) -> dict[str, str]:
    """Return the variables under which child processes find the programs beside `python`."""
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    return {"PATH": path, "VIRTUAL_ENV": str(python.parent.parent)}


def workspace(session: nox.Session) -> Path:
    """Return the Python of the shared environment: exactly the lock, and the packages in editable form."""
    python = environment(session, "workspace")
    manifests = [LOCK, *(ROOT / member / "pyproject.toml" for member in MEMBERS)]
    inputs = hashlib.sha256(b"".join(path.read_bytes() for path in manifests)).hexdigest()
    stamp = python.parent.parent / "made-from"
    if stamp.exists() and stamp.read_text() == inputs:
        return python
    editables = [part for member in MEMBERS for part in ("-e", f"./{member}")]
    into = ["--quiet", "--python", str(python)]
    uv(session, "pip", "sync", *into, "--require-hashes", str(LOCK))
    uv(session, "pip", "install", *into, "--no-deps", "--build-constraints", str(LOCK), *editables)
    stamp.write_text(inputs)
    return python


def environment(session: nox.Session, name: str) -> Path:
    """Return the Python of a virtual environment under `.nox/`, made when missing or of another Python."""
    home = ROOT / ".nox" / name
    python = home / SCRIPTS / ("python.exe" if WINDOWS else "python")
    with contextlib.suppress(FileNotFoundError):
        version = f"version_info = {'.'.join(str(part) for part in sys.version_info[:3])}"
        if version in (home / "pyvenv.cfg").read_text() and python.exists():
            return python
    uv(session, "venv", "--quiet", "--clear", "--no-python-downloads", "--python", sys.executable, str(home))
    return python


def uv(session: nox.Session, *arguments: str) -> None:
    """Run uv: the one beside nox, or the one on the path when nox was installed some other way."""
    beside = Path(sys.executable).with_name("uv.exe" if WINDOWS else "uv")
    session.run(str(beside) if beside.exists() else "uv", *arguments, external=True, silent=False)
