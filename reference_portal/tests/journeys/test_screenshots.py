"""The pictures of the README, taken from the running product: `python3 noxfile.py -s journeys -- --screenshots`.

Without that option they go to a temporary folder, so that a change which breaks the taking of them is noticed.
"""

from pathlib import Path

import pytest
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.finding import find
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person

IMAGES = Path(__file__).parents[3] / "docs" / "images"


@pytest.fixture
def images(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder: Path = IMAGES if request.config.getoption("screenshots", default=False) else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_the_holding_area(arrive: Arriving, images: Path) -> None:
    officer = arrive(signed_in_as="officer")
    officer.menu("Holding area")
    take(officer, images / "holding-area.png")


def test_the_single_view(arrive: Arriving, images: Path) -> None:
    doctor, child = arrive(signed_in_as="doctor"), person("ashdown.ella")
    find(doctor, child)
    doctor.follow(f"{child.name} in Framework-i")
    take(doctor, images / "single-view.png")


def take(somebody: Walker, file: Path) -> None:
    """The upper part of the page, on a laptop's screen."""
    somebody.page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": 1000})
    assert file.read_bytes().startswith(b"\x89PNG")
