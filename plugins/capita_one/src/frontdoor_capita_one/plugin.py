"""What this package offers the front door."""

from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.education import EducationSystem
from frontdoor.connectors.offer import ConnectorOffer
from frontdoor.plugins.hookspecs import hookimpl
from frontdoor_capita_one.connector import CapitaOne
from frontdoor_capita_one.settings import CapitaOneSettings

OPERATIONS = (Operation.SEARCH_PUPILS, Operation.GET_PUPIL, Operation.LIST_CHANGED_PUPILS)
LIMITS = (
    "Reads Common Transfer Files (CTF 17 and later) from a folder: what it tells is as old as each school's last file.",
    "A transfer file holds no NHS numbers, no suspensions and no detail of an EHC plan: the last two come from CSV"
    " files that the council exports, and without those are not known.",
    "A pupil who left is shown until a newer file names or withdraws them; the date says how old the record is.",
    "Searches follow Capita ONE's enquiry: two letters of a name, a postcode or a UPN.",
    "Telephone numbers, contacts of the family, meals and assessments in a transfer file are not read.",
    "Education is read and never written.",
)


@hookimpl
def register_education_system() -> ConnectorOffer[EducationSystem]:
    return ConnectorOffer(
        name="capita_one",
        title="Capita ONE",
        settings_class=CapitaOneSettings,
        build=lambda settings, _read_secret: CapitaOne(settings),
        capabilities=Capabilities(dict.fromkeys(OPERATIONS, Level.NATIVE)),
        limits=LIMITS,
    )
