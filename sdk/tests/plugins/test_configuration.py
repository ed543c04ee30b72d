"""The `[plugins]` table is read strictly, and a file that cannot be read says so."""

from pathlib import Path

import pytest

from frontdoor.conversion import DataFaults
from frontdoor.plugins.configuration import PluginConfiguration, read_plugin_configuration


def write(folder: Path, text: str) -> Path:
    path = folder / "portal.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(DataFaults) as problem:
        read_plugin_configuration(path)
    return tuple(fault.removeprefix(str(path)) for fault in problem.value.faults)


def test_plugins_are_read_in_their_order_with_their_settings(tmp_path: Path) -> None:
    text = '[plugins]\nload = ["b", "a"]\n[plugins.settings.a]\nurl = "https://a.example"\n'

    assert read_plugin_configuration(write(tmp_path, text)) == PluginConfiguration(
        ("b", "a"), {"a": {"url": "https://a.example"}}
    )


def test_other_tables_are_none_of_its_business(tmp_path: Path) -> None:
    assert read_plugin_configuration(write(tmp_path, "[council]\nname = 'Severnshire'")) == PluginConfiguration()


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('[plugins]\nload = "mosaic"', (" [plugins]: must be a list, not str @ $.load",)),
        ("[plugins]\nload = [5]", (" [plugins]: must be str, not int @ $.load[0]",)),
        ("[plugins]\nlaod = []", (" [plugins]: unknown key: laod @ $",)),
        ("plugins = 5", (" [plugins]: must be a table of named values",)),
    ],
)
def test_what_does_not_belong_is_told(tmp_path: Path, text: str, faults: tuple[str, ...]) -> None:
    assert faults_of(write(tmp_path, text)) == faults


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "portal.toml") == (": there is no such file",)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path) == (": cannot be read (Is a directory)",)


def test_text_that_is_not_toml_is_told(tmp_path: Path) -> None:
    assert faults_of(write(tmp_path, "[plugins")) == (
        ": Expected ']' at the end of a table declaration (at end of document)",
    )


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "portal.toml"
    path.write_bytes(b"\xff\xfe")

    assert faults_of(path) == (": is not UTF-8 text",)
