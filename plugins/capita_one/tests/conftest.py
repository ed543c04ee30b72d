"""A drop folder, and a connector that reads it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(folder: Path) -> CapitaOneSettings:
    return CapitaOneSettings(drop_folder=folder, index=folder.parent / "index.sqlite3", look_every_seconds=0.0)


@pytest.fixture
def make(settings: CapitaOneSettings) -> Callable[[], CapitaOne]:
    """Make a connector as another process would: the same folder and index, nothing else shared."""
    return lambda: CapitaOne(settings, now=lambda: NOW)


@pytest.fixture
def one(make: Callable[[], CapitaOne]) -> CapitaOne:
    return make()
