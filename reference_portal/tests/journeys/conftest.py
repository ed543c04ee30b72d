"""One running product and one browser for all journeys; each person gets a window of their own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Playwright, StorageState, sync_playwright
from reference_portal.tests.journeys.authenticator import Authenticator
from reference_portal.tests.journeys.inspecting import AXE
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker
from reference_portal.tests.needing import report_missing

from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_demo
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, demo_account
from frontdoor_portal.demo.systems import CASE_MANAGEMENT, EDUCATION
from frontdoor_portal.settings import read_settings

Arriving: TypeAlias = Callable[..., Walker]
Proving: TypeAlias = Callable[[str], Callable[[Walker], None]]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENS = {"desktop": (1280, 900), "phone": (320, 640)}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", type=Path, help="keep a picture of every page visited in this folder")
    parser.addoption(
        "--systems",
        default=f"{CASE_MANAGEMENT},{EDUCATION}",
        help="the plugins whose systems the portal is connected to, the case-management system first",
    )
    parser.addoption("--screenshots", action="store_true", help="only write the README's pictures into docs/images/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("screenshots", default=False):
        items[:] = [item for item in items if item.path.name == "test_screenshots.py"]
    # What all journeys together must have done is asked when they have done it.
    items.sort(key=lambda item: item.get_closest_marker("after_all_journeys") is not None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "after_all_journeys: runs after every other test")


@pytest.fixture(scope="session", autouse=True)
def _browser_is_there() -> None:
    if not CHROMIUM:
        report_missing("browser", "Chromium is missing. On Debian or Ubuntu: sudo apt-get install chromium")
    if not AXE.exists():
        report_missing("browser", "axe-core is missing. Install it with: python3 noxfile.py -s assets")


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Stage]:
    """The whole product as real processes, with a morning's contacts in the holding area."""
    plugins = str(pytestconfig.getoption("systems")).split(",")
    with running_demo(tmp_path_factory.mktemp("product"), plugins=plugins) as running:
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        yield Stage(running, composed.office)
        composed.close()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    # Chromium refuses to run its sandbox as root, which is who runs in most containers.
    sandbox = () if not hasattr(os, "geteuid") or os.geteuid() else ("--no-sandbox",)
    started = _playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *sandbox])
    yield started
    started.close()


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """A test that asks for this runs once a screen."""
    return str(request.param)


@pytest.fixture(scope="session")
def _signed_in() -> dict[str, StorageState]:
    """The cookies of whoever has signed in already, by the key of their account."""
    return {}


@pytest.fixture(scope="session")
def _authenticators() -> dict[str, Authenticator]:
    return {}


@pytest.fixture(scope="session")
def opened() -> set[tuple[str, int]]:
    """The route and the status of each page that a journey was given and inspected, in all windows of this run."""
    return set()


@pytest.fixture
def proving(_authenticators: dict[str, Authenticator], _signed_in: dict[str, StorageState]) -> Proving:
    """By the key of an account: what gives the second factor where the portal asks for one.

    A session is a new one after that: who arrives later the same day has its cookies.
    """

    def of(key: str) -> Callable[[Walker], None]:
        def prove(somebody: Walker) -> None:
            _authenticators.setdefault(key, Authenticator()).prove(somebody)
            _signed_in[key] = somebody.page.context.storage_state()

        return prove

    return of


@pytest.fixture
def arrive(
    browser: Browser,
    stage: Stage,
    request: pytest.FixtureRequest,
    opened: set[tuple[str, int]],
    _signed_in: dict[str, StorageState],
) -> Iterator[Arriving]:
    """Somebody opens a window of their own, at the start page, and may have signed in earlier that day.

    In the end nothing may be wrong with any page they were on.
    """
    windows: list[Walker] = []
    arrived: list[tuple[str, Walker, StorageState]] = []

    def arriving(screen: str = "desktop", *, signed_in_as: str = "", has_scripts: bool = True) -> Walker:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            storage_state=_signed_in.get(signed_in_as),
        )
        context.set_default_timeout(15_000)
        folder = request.config.getoption("pictures", default=None)
        pictures = None
        if folder:
            pictures = folder / f"{request.node.name}-{len(windows) + 1}".replace("[", "-").replace("]", "")
            pictures.mkdir(parents=True, exist_ok=True)
        walker = Walker(context.new_page(), stage.address, has_scripts, pictures, opened=opened)
        windows.append(walker)
        walker.go("/")
        # The first time, or the sign-in ended since nobody used it for as long as a journey of others takes.
        if signed_in_as and not walker.page.get_by_text("Sign out", exact=True).count():
            walker.go("/sign-in")
            walker.sign_in(demo_account(signed_in_as).email, DEMO_PASSWORD)
            _signed_in[signed_in_as] = context.storage_state()
            walker.go("/")
        if signed_in_as:
            arrived.append((signed_in_as, walker, _signed_in[signed_in_as]))
        return walker

    yield arriving
    for key, walker, before in arrived:
        # What opens more, as a broken glass does, goes on under a new session: whoever comes later has its cookies.
        now = walker.page.context.storage_state()
        if now["cookies"] and now["cookies"] != before["cookies"]:
            _signed_in[key] = now
    for walker in windows:
        walker.page.context.close()
    assert [fault for walker in windows for fault in walker.faults] == []
