"""The entry point: offers Framework-i as a case-management system."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.settings import FrameworkISettings

CAPABILITIES = Capabilities(
    {
        Operation.SEARCH_PEOPLE: Level.NATIVE,
        Operation.GET_PERSON: Level.NATIVE,
        Operation.GET_RELATIONSHIPS: Level.NATIVE,
        Operation.GET_INVOLVEMENTS: Level.NATIVE,
        Operation.OPEN_EPISODE: Level.NATIVE,
        Operation.FIND_EPISODE: Level.NATIVE,
        Operation.READ_EPISODE: Level.NATIVE,
        Operation.ADD_CASE_NOTE: Level.MANUAL,
    }
)

LIMITS = (
    "Speaks this project's reference contract, not a vendor's: a licensed council supplies the real binding",
    "Case notes are copied into Framework-i by hand",
    "Documents are not uploaded",
)


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="framework_i",
        title="Framework-i",
        settings_class=FrameworkISettings,
        build=FrameworkI,
        capabilities=CAPABILITIES,
        limits=LIMITS,
    )
