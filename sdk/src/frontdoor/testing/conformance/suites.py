"""The classes that a connector's conformance file makes a subclass of: every rule of its kind, and its claim.

Tests run from the last base to the first, so that what is told of a system comes before what changes it, and the
claim is judged when everything else has run.
"""

from frontdoor.testing.conformance.answering import DeclaresTheTruth, TellsTypesAndTimes
from frontdoor.testing.conformance.bearing import BearsHostileData
from frontdoor.testing.conformance.claiming import Claims
from frontdoor.testing.conformance.deadlines import BearsThreads, KeepsDeadlines
from frontdoor.testing.conformance.episodes import OpensOnce, RefusesByName
from frontdoor.testing.conformance.failing import BelievesNobodyElsesData, NamesItsFailures, NeverSaysNoneUntruly
from frontdoor.testing.conformance.family import KnowsTheFamily
from frontdoor.testing.conformance.faults import WritesOnceUnderFaults
from frontdoor.testing.conformance.feeding import FeedsEverybody
from frontdoor.testing.conformance.filing import DoesEverything, FilesDocumentsOnce, FilesNotesOnce
from frontdoor.testing.conformance.finding import FindsPeople, KeepsRestrictedRecords, KnowsAPerson
from frontdoor.testing.conformance.kinds import CASES, PUPILS
from frontdoor.testing.conformance.secrecy import SaysNothingOfAChild


class CaseManagementConformance(
    Claims,
    FeedsEverybody,
    FilesDocumentsOnce,
    FilesNotesOnce,
    DoesEverything,
    WritesOnceUnderFaults,
    KeepsDeadlines,
    BearsThreads,
    BearsHostileData,
    NamesItsFailures,
    RefusesByName,
    OpensOnce,
    SaysNothingOfAChild,
    BelievesNobodyElsesData,
    NeverSaysNoneUntruly,
    KnowsTheFamily,
    KeepsRestrictedRecords,
    KnowsAPerson,
    FindsPeople,
    TellsTypesAndTimes,
    DeclaresTheTruth,
):
    """Everything that a case-management connector must keep. Say `plugin` and `simulator`; see `Checks` for more."""

    kind = CASES


class EducationConformance(
    Claims,
    FeedsEverybody,
    DoesEverything,
    KeepsDeadlines,
    BearsThreads,
    BearsHostileData,
    NamesItsFailures,
    SaysNothingOfAChild,
    BelievesNobodyElsesData,
    NeverSaysNoneUntruly,
    KnowsAPerson,
    FindsPeople,
    TellsTypesAndTimes,
    DeclaresTheTruth,
):
    """Everything that an education connector must keep. Say `plugin` and `simulator`; see `Checks` for more."""

    kind = PUPILS
