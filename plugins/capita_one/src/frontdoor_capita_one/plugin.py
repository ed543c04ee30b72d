"""What this package offers the front door."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings

LIMITS = (
    "Reads Common Transfer Files (CTF 17 and later) from a folder: what it tells is as old as each school's last file.",
    "A transfer file holds no exclusions, no detail of an EHC plan and no NHS numbers.",
    "A pupil who left is shown until a newer file names them; the date says how old the record is.",
    "Searches follow Capita ONE's enquiry: two letters of a name, a postcode or a UPN.",
    "Education is read and never written.",
)


@hookimpl
def register_education_system() -> ConnectorOffer[EducationSystem]:
    return ConnectorOffer(
        name="capita_one",
        title="Capita ONE",
        settings_class=CapitaOneSettings,
        build=lambda settings, _read_secret: CapitaOne(settings),
        capabilities=Capabilities({Operation.SEARCH_PUPILS: Level.NATIVE, Operation.GET_PUPIL: Level.NATIVE}),
        limits=LIMITS,
    )
