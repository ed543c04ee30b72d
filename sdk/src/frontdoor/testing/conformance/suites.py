"""The classes that a connector's conformance file makes a subclass of: every rule of its kind, and its claim."""

from frontdoor.testing.conformance.answering import DeclaresTheTruth, TellsTypesAndTimes
from frontdoor.testing.conformance.claiming import Claims
from frontdoor.testing.conformance.episodes import OpensOnce, RefusesByName
from frontdoor.testing.conformance.family import KnowsTheFamily
from frontdoor.testing.conformance.finding import FindsPeople, KeepsRestrictedRecords, KnowsAPerson
from frontdoor.testing.conformance.kinds import CASES, PUPILS


class CaseManagementConformance(
    # The first is run last: what a plugin claims is judged by the rest.
    Claims,
    RefusesByName,
    OpensOnce,
    KnowsTheFamily,
    KeepsRestrictedRecords,
    KnowsAPerson,
    FindsPeople,
    TellsTypesAndTimes,
    DeclaresTheTruth,
):
    """Everything that a case-management connector must keep. Say `plugin` and `simulator`; see `Checks` for more."""

    kind = CASES


class EducationConformance(Claims, KnowsAPerson, FindsPeople, TellsTypesAndTimes, DeclaresTheTruth):
    """Everything that an education connector must keep. Say `plugin` and `simulator`; see `Checks` for the rest."""

    kind = PUPILS
