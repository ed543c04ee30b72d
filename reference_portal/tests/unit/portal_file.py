"""A sound `portal.toml`, whatever a test makes of it, and the commands run on it."""

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from reference_portal.tests.fakes import register_people

from frontdoor.domain.agency import Professional
from frontdoor_portal.cli import main
from frontdoor_portal.composition import compose
from frontdoor_portal.settings import read_settings

SOUND: dict[str, dict[str, Any]] = {
    "council": {
        "council_name": "Example County Council",
        "front_door_phone": "01632 960100",
        "front_door_hours": "Monday to Friday, 8:30am to 5pm",
        "out_of_hours_phone": "01632 960200",
        "thresholds_url": "https://council.example/thresholds",
        "privacy_url": "https://council.example/privacy",
    },
    "web": {"origin": "https://frontdoor.example"},
    "database": {"url": "sqlite:///portal.db"},
    "mail": {"sender": "front.door@council.example", "server": {"host": "mail.council.example"}},
    "triage": {"teams": ["Assessment 1"]},
}


def write(folder: Path, **tables: Any) -> Path:
    """The sound file, with keys of its tables replaced; a key that is None is left out, and so is a table."""
    file = folder / "portal.toml"
    whole: dict[str, Any] = {name: dict(table) for name, table in SOUND.items()}
    for name, changed in tables.items():
        whole[name] = {**whole.get(name, {}), **changed} if isinstance(changed, dict) else changed
    parts = [f"{name} = {_text(value)}\n" for name, value in whole.items() if value is not None]
    file.write_text("".join(parts), encoding="utf-8")
    return file


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_text(each)}" for key, each in value.items() if each is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def run(config: Path, *arguments: str) -> Result:
    """The command's result; whatever it raised instead of saying is raised here."""
    return CliRunner().invoke(main, ["--config", str(config), *arguments], catch_exceptions=False)


def register(config: Path, *people: Professional) -> None:
    """Store people in the portal's database."""
    composed = compose(read_settings(config))
    register_people(composed.office, *people)
    composed.close()
