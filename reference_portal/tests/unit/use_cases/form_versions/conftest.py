"""An office of forms for each test."""

from pathlib import Path

import pytest
from reference_portal.tests.unit.use_cases.form_versions.office_of_forms import FormsOffice, office_in


@pytest.fixture
def forms(tmp_path: Path) -> FormsOffice:
    return office_in(tmp_path)
