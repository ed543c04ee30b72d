"""What this package offers the front door: a connector that declares what it cannot do yet."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.case_management import CaseManagement
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_mosaic.connector import Mosaic, MosaicSettings

LIMITS = (
    "Cannot look for people or read them: no Mosaic reporting database is connected yet.",
    "Cannot read relationships or involved workers yet.",
    "Cannot open a contact or read one back: a decision is not delivered to Mosaic and stays for a person to copy.",
    "Cannot add a case note yet.",
)

NOT_YET = (
    Operation.SEARCH_PEOPLE,
    Operation.GET_PERSON,
    Operation.GET_RELATIONSHIPS,
    Operation.GET_INVOLVEMENTS,
    Operation.OPEN_EPISODE,
    Operation.READ_EPISODE,
    Operation.ADD_CASE_NOTE,
)


@hookimpl
def register_case_management() -> ConnectorOffer[CaseManagement]:
    return ConnectorOffer(
        name="mosaic",
        title="Mosaic",
        settings_class=MosaicSettings,
        build=lambda _settings, _read_secret: Mosaic(),
        capabilities=Capabilities(dict.fromkeys(NOT_YET, Level.NONE)),
        limits=LIMITS,
    )
