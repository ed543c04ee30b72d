"""The entry point: offers the Standard Safeguarding Dataset as a case-management system."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_ssd.connector import SafeguardingData
from frontdoor_ssd.settings import SsdSettings

CAPABILITIES = Capabilities(
    {
        Operation.SEARCH_PEOPLE: Level.NATIVE,
        Operation.GET_PERSON: Level.NATIVE,
        Operation.GET_RELATIONSHIPS: Level.NATIVE,
        Operation.GET_INVOLVEMENTS: Level.NATIVE,
        Operation.GET_WARNINGS: Level.NONE,
        Operation.LIST_CHANGED_PEOPLE: Level.NATIVE,
        Operation.OPEN_EPISODE: Level.MANUAL,
        Operation.FIND_EPISODE: Level.NONE,
        Operation.READ_EPISODE: Level.NONE,
        Operation.ADD_CASE_NOTE: Level.MANUAL,
        Operation.ATTACH_DOCUMENT: Level.MANUAL,
    }
)

LIMITS = (
    "Is as old as the last load of the dataset, often a night",
    "The dataset does not say who is restricted: only records that a setting marks are closed",
    "Holds nobody outside the dataset's cohort, such as a child known to early help in another system",
    "Knows who is of the same family, not how they are related, but for mothers",
    "Has no warnings about risk, so none are shown",
    "Has no telephone numbers or emails of workers",
    "A referral is copied by hand, or written to a folder for an import job where one is named",
    "Case notes and documents are copied by hand",
)


def capabilities_with(settings: SsdSettings) -> Capabilities:
    """With a folder for referrals, opening and finding an episode are a file that the case system imports."""
    if settings.referral_folder is None:
        return CAPABILITIES
    return CAPABILITIES.with_levels(
        {Operation.OPEN_EPISODE: Level.ASSISTED, Operation.FIND_EPISODE: Level.ASSISTED},
    )


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="ssd",
        title="Safeguarding dataset",
        settings_class=SsdSettings,
        build=SafeguardingData,
        capabilities=CAPABILITIES,
        capabilities_with=capabilities_with,
        limits=LIMITS,
    )
