"""A sound `portal.toml`, and whatever a test makes of it."""

from pathlib import Path
from typing import Any

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
