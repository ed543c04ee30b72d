"""The tutorial shows what the example holds, word for word; what else it shows runs."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from attrs import frozen

from frontdoor.conversion import structure
from frontdoor.scaffold.naming import ConnectorName
from frontdoor.scaffold.writing import Kind, write_connector
from frontdoor_ssd.settings import SsdSettings

EXAMPLE = Path(__file__).parents[1] / "standard_safeguarding_dataset"
PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "write-a-connector-in-a-day.md"
TEXT = PAGE.read_text(encoding="utf-8")


@frozen
class Block:
    """One code block; `file` is the part of the example that it says it is."""

    language: str
    file: str
    text: str


BLOCKS = [
    Block(language, file, text)
    for language, file, text in re.findall(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', TEXT, re.DOTALL | re.M)
]
EXCERPTS = [block for block in BLOCKS if block.file]


@pytest.mark.parametrize("block", EXCERPTS, ids=[f"{block.file}:{block.text.split()[1]}" for block in EXCERPTS])
def test_an_excerpt_stands_in_the_file_that_it_names(block: Block) -> None:
    assert block.text in (EXAMPLE / block.file).read_text(encoding="utf-8")


def test_code_that_names_no_file_runs(tmp_path: Path) -> None:
    (whole,) = [block.text for block in BLOCKS if block.language == "python" and not block.file]

    ended = subprocess.run([sys.executable, "-c", whole], cwd=tmp_path, timeout=60, capture_output=True, check=False)

    assert (ended.returncode, ended.stderr, list(tmp_path.iterdir())) == (0, b"", [])


def test_the_settings_that_it_ends_with_are_those_of_the_connector() -> None:
    (whole,) = [block.text for block in BLOCKS if block.language == "toml" and not block.file]
    plugins = tomllib.loads(whole)["plugins"]

    settings = structure(plugins["settings"]["ssd"], SsdSettings)

    assert (plugins["load"], settings.refreshed) == (["ssd"], "ssd_refresh.finished_at")


def test_the_scaffold_writes_what_the_morning_begins_with(tmp_path: Path) -> None:
    written = write_connector(ConnectorName("ssd"), Kind.CASE_MANAGEMENT, tmp_path)

    package = tmp_path / "frontdoor-ssd"
    names = {path.relative_to(package).as_posix() for path in written}
    modules = {f"src/frontdoor_ssd/{name}.py" for name in ("settings", "client", "serving", "mapping", "simulator")}
    assert {*modules, "tests/test_conformance.py", "quality.toml", "pyproject.toml"} <= names
    test = ast.parse((package / "tests" / "test_conformance.py").read_text(encoding="utf-8"))
    ours = ast.parse((EXAMPLE / "tests" / "test_conformance.py").read_text(encoding="utf-8"))
    assert len(test.body) == len(ours.body)


def test_every_module_of_the_connector_is_shown_or_told_of() -> None:
    modules = {path.stem for path in (EXAMPLE / "src" / "frontdoor_ssd").glob("*.py")} - {"__init__"}
    shown = {Path(block.file).stem for block in EXCERPTS}

    assert modules - shown == {"dataset", "restrictions"}
    assert [word for word in ("which tables", "marks") if word not in TEXT] == []


def test_the_day_goes_forward_and_ends_in_time() -> None:
    hours = [(int(hour), int(minute)) for hour, minute in re.findall(r"^## (\d+):(\d\d) ", TEXT, re.M)]

    assert hours == sorted(hours)
    assert (hours[0], hours[-1]) == ((9, 0), (17, 0))
