"""The entry point: offers Framework-i as a case-management system."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import CaseNotes, FrameworkISettings

CAPABILITIES = Capabilities(
    {
        Operation.SEARCH_PEOPLE: Level.NATIVE,
        Operation.GET_PERSON: Level.NATIVE,
        Operation.GET_RELATIONSHIPS: Level.NATIVE,
        Operation.GET_INVOLVEMENTS: Level.NATIVE,
        Operation.GET_WARNINGS: Level.NATIVE,
        Operation.LIST_CHANGED_PEOPLE: Level.NATIVE,
        Operation.OPEN_EPISODE: Level.NATIVE,
        Operation.FIND_EPISODE: Level.NATIVE,
        Operation.READ_EPISODE: Level.NATIVE,
        Operation.ATTACH_DOCUMENT: Level.NATIVE,
        Operation.ADD_CASE_NOTE: Level.MANUAL,
    }
)
"""Those of the default settings. Case notes are copied by hand, as Worcestershire's account of its portal says."""

LIMITS = (
    "Speaks this project's reference contract, not a vendor's: a licensed council supplies the real binding",
    "Case notes are copied into Framework-i by hand, unless the setting case_notes is native",
)

_NOTES = {CaseNotes.NATIVE: Level.NATIVE, CaseNotes.MANUAL: Level.MANUAL}


def capabilities_with(settings: FrameworkISettings) -> Capabilities:
    """What the connector can do under these settings."""
    return CAPABILITIES.with_levels({Operation.ADD_CASE_NOTE: _NOTES[settings.case_notes]})


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="framework_i",
        title="Framework-i",
        settings_class=FrameworkISettings,
        build=FrameworkI,
        capabilities=CAPABILITIES,
        limits=LIMITS,
        capabilities_with=capabilities_with,
    )
