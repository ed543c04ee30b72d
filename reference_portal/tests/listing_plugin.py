"""A plugin `listing` for processes of their own: a system that lists as many made-up people as its settings say."""

import os
from pathlib import Path

from reference_portal.tests.listing_system import NATIVE, ListingSettings, ListingSystem, made_up

from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor.secrets.references import SecretReader

ROOT = Path(__file__).parents[2]


def build(settings: ListingSettings, _: SecretReader) -> ListingSystem:
    system = ListingSystem(seconds_a_page=settings.seconds_a_page)
    system.write(*map(made_up, range(settings.people)))
    return system


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer("listing", "Listing", ListingSettings, build, capabilities=NATIVE)


def installed_in(folder: Path) -> dict[str, str]:
    """The environment of a process that finds this plugin installed in a folder."""
    metadata = folder / "listing-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: listing\nVersion: 1\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[frontdoor.plugins]\nlisting = {__name__}\n", encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
