"""The product on each database, for tests that break what it leans on and kill its processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from reference_portal.tests.faults.product import SETTINGS, Product

from frontdoor_portal.composition import compose
from frontdoor_portal.demo.running import running_systems
from frontdoor_portal.demo.seeding import seed_accounts
from frontdoor_portal.demo.systems import CASE_MANAGEMENT
from frontdoor_portal.settings import read_settings

LAUNCHERS = Path(__file__).parent
"""Where the modules are that start the doomed."""

MakeDatabase: TypeAlias = Callable[[], str]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--case-management", default=CASE_MANAGEMENT, help="the plugin whose system takes the episodes")
    parser.addoption("--submissions", type=int, default=40, help="how many concerns are sent while processes die")
    parser.addoption("--seed", type=int, default=None, help="replays a run; a new one is drawn and printed otherwise")


@contextmanager
def running_product(folder: Path, database: str, plugin: str, settings: str = SETTINGS) -> Iterator[Product]:
    """Systems behind proxies, mail sink and database; whoever asked starts (and kills) portal and worker."""
    with running_systems(
        folder, database=database, more_settings=settings, plugins=(plugin,), behind_proxies=True
    ) as running:
        composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
        try:
            seed_accounts(composed.office)
            yield Product(running, composed)
        finally:
            composed.close()


@pytest.fixture(scope="session", autouse=True)
def _launchers_are_found() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(LAUNCHERS))
        yield


@pytest.fixture(scope="session")
def plugin(pytestconfig: pytest.Config) -> str:
    """The plugin whose system takes the episodes."""
    return str(pytestconfig.getoption("case_management"))


@pytest.fixture
def product(database_url: str, tmp_path: Path, plugin: str) -> Iterator[Product]:
    """A product of the test's own."""
    with running_product(tmp_path / "product", database_url, plugin) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def lasting_product(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, plugin: str
) -> Iterator[Product]:
    """One product and one worker for all tests of a module, since each of them only breaks the line for a while."""
    folder = tmp_path_factory.mktemp("product")
    make: MakeDatabase = request.getfixturevalue("make_postgres_database") if request.param == "postgres" else str
    with running_product(folder, make(), plugin) as running:
        running.running.start_worker()
        yield running
