"""The scaffold writes a whole package or nothing, and over nothing. `prove_scaffold.py` shows that it works."""

import tomllib
from pathlib import Path

import pytest

from frontdoor.scaffold.naming import LONGEST, ConnectorName
from frontdoor.scaffold.writing import Kind, write_connector

NAME = ConnectorName("bath_records")

FILES = [
    "README.md",
    "portal.toml",
    "pyproject.toml",
    "quality.toml",
    "src/frontdoor_bath_records/__init__.py",
    "src/frontdoor_bath_records/client.py",
    "src/frontdoor_bath_records/connector.py",
    "src/frontdoor_bath_records/mapping.py",
    "src/frontdoor_bath_records/plugin.py",
    "src/frontdoor_bath_records/py.typed",
    "src/frontdoor_bath_records/serving.py",
    "src/frontdoor_bath_records/settings.py",
    "src/frontdoor_bath_records/simulator.py",
    "tests/test_conformance.py",
    "tests/test_plugin.py",
]

each_kind = pytest.mark.parametrize("kind", list(Kind))


@each_kind
def test_the_package_has_these_files_and_no_others(kind: Kind, tmp_path: Path) -> None:
    written = write_connector(NAME, kind, tmp_path)

    package = tmp_path / "frontdoor-bath-records"
    found = [path for path in package.rglob("*") if path.is_file()]
    assert sorted(path.relative_to(package).as_posix() for path in found) == FILES
    assert sorted(written) == sorted(found)
    assert [path.name for path in tmp_path.iterdir()] == ["frontdoor-bath-records"]


@each_kind
@pytest.mark.parametrize("name", ["a", "bath_records", "x" * 15 + "_" + "y" * (LONGEST - 16)])
def test_every_module_compiles_and_no_line_is_too_long_for_the_linter(kind: Kind, name: str, tmp_path: Path) -> None:
    for path in write_connector(ConnectorName(name), kind, tmp_path):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            compile(text, str(path), "exec")
            assert [line for line in text.splitlines() if len(line) > 120] == []


@each_kind
def test_its_entry_points_name_the_plugin_and_its_simulator(kind: Kind, tmp_path: Path) -> None:
    write_connector(NAME, kind, tmp_path)

    project = tomllib.loads((tmp_path / "frontdoor-bath-records" / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["name"] == "frontdoor-bath-records"
    assert project["project"]["entry-points"] == {
        "frontdoor.plugins": {"bath_records": "frontdoor_bath_records.plugin"},
        "frontdoor.simulators": {"bath_records": "frontdoor_bath_records.simulator:BathRecordsSimulator"},
    }


@each_kind
def test_what_to_put_into_portal_toml_is_written_down(kind: Kind, tmp_path: Path) -> None:
    write_connector(NAME, kind, tmp_path)

    fragment = tomllib.loads((tmp_path / "frontdoor-bath-records" / "portal.toml").read_text(encoding="utf-8"))
    assert fragment == {
        "plugins": {
            "load": ["bath_records"],
            "settings": {
                "bath_records": {
                    "address": "https://bath-records.council.example/api",
                    "token": "keyring:bath-records/token",
                }
            },
        }
    }


@each_kind
def test_the_conformance_file_is_at_most_twelve_lines(kind: Kind, tmp_path: Path) -> None:
    write_connector(NAME, kind, tmp_path)

    text = (tmp_path / "frontdoor-bath-records" / "tests" / "test_conformance.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 12


def test_nothing_is_left_to_fill_in(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for kind in Kind for path in write_connector(NAME, kind, tmp_path / kind)]

    assert [text for text in texts if "${" in text or "TODO" in text] == []


@pytest.mark.parametrize("taken_by", ["folder", "file", "link to nowhere"])
def test_what_is_there_already_is_not_overwritten(taken_by: str, tmp_path: Path) -> None:
    target = tmp_path / "frontdoor-bath-records"
    if taken_by == "folder":
        target.mkdir()
    elif taken_by == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.symlink_to(tmp_path / "nowhere")

    with pytest.raises(FileExistsError, match="exists already, and nothing is overwritten"):
        write_connector(NAME, Kind.EDUCATION, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["frontdoor-bath-records"]
    assert list(target.glob("*")) == []


def test_a_package_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)

    with pytest.raises(OSError, match="No space"):
        write_connector(NAME, Kind.EDUCATION, tmp_path)

    assert list(tmp_path.iterdir()) == []
