"""A portal of its own for the commands of an operator."""

from pathlib import Path

import pytest
from reference_portal.tests.unit.portal_file import run, write


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A sound file, for a database that is not there yet."""
    return write(tmp_path, database={"url": f"sqlite:///{tmp_path / 'portal.db'}"})


@pytest.fixture
def migrated(config: Path) -> Path:
    assert run(config, "migrate").exit_code == 0
    return config
