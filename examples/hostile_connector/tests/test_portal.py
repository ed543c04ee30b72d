"""The real portal with one good system and every hostile connector that loads: it serves, and each gap is labelled.

Processes, sockets and the browser are as in life; only the families are made up.
"""

import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli_w
from lxml import html

from frontdoor.testing.families import person
from frontdoor_hostile.canaries import CHILD, MARKUP
from frontdoor_portal.composition import PluginsNotSound, compose
from frontdoor_portal.demo.running import Running, running_systems
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, demo_account, seed_accounts
from frontdoor_portal.demo.visitor import Visitor
from frontdoor_portal.settings import read_settings

from .conftest import DO_NOT_LOAD, LOAD, SECRET, hide_secret

GOOD = "ssd"
ELLA = person("ashdown.ella")

GAPS = {
    "crashes": "gave an answer that cannot be relied on, so nothing of it is shown",
    "fails in words": "could not be reached",
    "exits": "gave an answer that cannot be relied on, so nothing of it is shown",
    "hangs": "did not answer in time",
    "talks": "could not be reached",
    "lies about types": "gave an answer that cannot be relied on, so nothing of it is shown",
    "lies about time": "gave an answer that cannot be relied on, so nothing of it is shown",
    "lies about markup": "gave an answer that cannot be relied on, so nothing of it is shown",
    "floods": "gave an answer that cannot be relied on, so nothing of it is shown",
}
"""What a reader is told of each source that gave no answer to a search."""


class Seen(NamedTuple):
    """A search for Ella: its page, everything below the page as it was sent, and what the portal's logs hold."""

    running: Running
    found: str
    viewed: str
    markup: str
    logs: str


def load_also(running: Running, *plugins: str) -> None:
    """Name further plugins in `portal.toml`; new episodes still go to the good system."""
    settings = tomllib.loads(running.folder.settings.read_text(encoding="utf-8"))
    settings["plugins"]["load"] += plugins
    settings["triage"]["episodes_go_to"] = GOOD
    running.folder.settings.write_text(tomli_w.dumps(settings), encoding="utf-8")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with running_systems(tmp_path / "product", plugins=(GOOD,)) as started:
        hide_secret(started.folder.secrets)
        yield started


@pytest.fixture
def seen(running: Running) -> Seen:
    load_also(running, *LOAD)
    composed = compose(read_settings(running.folder.settings), running.folder.read_secret)
    seed_accounts(composed.office)
    composed.close()
    running.start_portal()
    officer = Visitor(running.address)
    officer.open("/sign-in")
    officer.submit({"email": demo_account("officer").email, "password": DEMO_PASSWORD}, action="/sign-in")
    officer.open("/children")
    born = ELLA.birth_date.on
    officer.submit(
        {
            "given_name": ELLA.name.given,
            "family_name": ELLA.name.family,
            "date_of_birth-day": str(born.day),
            "date_of_birth-month": str(born.month),
            "date_of_birth-year": str(born.year),
            "purpose": officer.options("purpose")[0],
        },
        action="/children",
    )
    found, markup = officer.text(), source_of(officer)
    officer.follow("Ella Ashdown")
    viewed = officer.text()
    markup += source_of(officer)
    officer.close()
    logs = "".join(file.read_text(errors="replace") for file in running.folder.root.glob("*.log"))
    return Seen(running, found, viewed, markup, logs)


def source_of(visitor: Visitor) -> str:
    """The page as it was sent."""
    return str(html.tostring(visitor.page, encoding="unicode"))


def test_the_portal_serves_and_every_gap_is_labelled(seen: Seen) -> None:
    # One start of the whole product shows all of this; each takes seconds.
    told = {name: f"Hostile: {name} {gap}" in seen.found for name, gap in GAPS.items()}
    assert told == dict.fromkeys(GAPS, True)
    assert "14 Larkmead Rise" in seen.viewed

    assert [word for word in (CHILD, MARKUP, SECRET) if word in seen.markup] == []
    assert [word for word in (*CHILD.split(), MARKUP, SECRET, "Ashdown") if word in seen.logs] == []
    with urllib.request.urlopen(f"{seen.running.address}/readyz", timeout=10) as answer:
        assert answer.status == 200


def test_a_portal_with_one_that_does_not_load_names_it_and_does_not_start_without_it(running: Running) -> None:
    load_also(running, *DO_NOT_LOAD)

    with pytest.raises(PluginsNotSound) as refused:
        compose(read_settings(running.folder.settings), running.folder.read_secret)

    assert [name for name in DO_NOT_LOAD if f"{name}: " not in str(refused.value)] == []
    assert SECRET not in str(refused.value)
