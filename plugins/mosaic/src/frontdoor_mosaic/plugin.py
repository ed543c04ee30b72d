"""The entry point: offers Mosaic as a case-management system."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_mosaic.connector import Mosaic
from frontdoor_mosaic.settings import MosaicSettings

CAPABILITIES = Capabilities(
    {
        Operation.SEARCH_PEOPLE: Level.NATIVE,
        Operation.GET_PERSON: Level.NATIVE,
        Operation.GET_RELATIONSHIPS: Level.NATIVE,
        Operation.GET_INVOLVEMENTS: Level.NATIVE,
        Operation.LIST_CHANGED_PEOPLE: Level.NATIVE,
        Operation.OPEN_EPISODE: Level.NATIVE,
        Operation.FIND_EPISODE: Level.NATIVE,
        Operation.READ_EPISODE: Level.NATIVE,
        Operation.ADD_CASE_NOTE: Level.NATIVE,
        Operation.ATTACH_DOCUMENT: Level.NATIVE,
    }
)

LIMITS = (
    "Writes by this project's reference contract, not a vendor's: a licensed council supplies the real binding",
    "What is read is as old as the data mart, which many councils refresh overnight; each answer says its time",
    "Warnings are read only where the council has a view of them: no table of warnings has been published",
    "Workers' telephone numbers and email addresses are not in the data mart",
    "Former names and estimated dates of birth are read only where the live tables may be read as well",
    "The data mart marks no changes: after each refresh everybody is read again",
)


def capabilities_with(settings: MosaicSettings) -> Capabilities:
    """Warnings are offered where the site names a view of them, and nowhere else."""
    warned = Level.NONE if settings.mapping().warnings is None else Level.NATIVE
    return CAPABILITIES.with_levels({Operation.GET_WARNINGS: warned})


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="mosaic",
        title="Mosaic",
        settings_class=MosaicSettings,
        build=Mosaic,
        capabilities=CAPABILITIES,
        limits=LIMITS,
        capabilities_with=capabilities_with,
    )
