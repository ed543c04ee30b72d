"""What each operation of the contract does in the stand-in.

It may touch the store, the scenario in force and the SDK's way of comparing names; nothing here knows of HTTP.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from lxml import etree

from frontdoor_framework_i.contract import NAMESPACE, named
from frontdoor_framework_i.simulator.elements import Element, SoapFault, text
from frontdoor_framework_i.simulator.operations import episodes, feed, filing, opening, people, searching
from frontdoor_framework_i.simulator.operations.work import Work
from frontdoor_framework_i.simulator.scenario import Scenario
from frontdoor_framework_i.simulator.store import Store

OPERATIONS: Mapping[str, Callable[[Work], None]] = {
    "SearchPeople": searching.search_people,
    "GetPerson": people.get_person,
    "GetRelationships": people.get_relationships,
    "GetAllocatedWorkers": people.get_workers,
    "GetWarnings": people.get_warnings,
    "ListChangedPeople": feed.list_changed_people,
    "OpenContactReferralEpisode": opening.open_episode,
    "FindEpisode": episodes.find_episode,
    "GetEpisode": episodes.get_episode,
    "AddCaseNote": filing.add_case_note,
    "UploadDocument": filing.upload_document,
}

_NEVER_FROM_A_COPY = frozenset({"OpenContactReferralEpisode", "FindEpisode", "AddCaseNote", "UploadDocument"})
_SUBJECTS = ("personId", "episodeId", "submissionRef")


def carry_out(store: Store, scenario: Scenario, request: Element) -> Element:
    """The response to a request that fits the schema; raises `SoapFault`. Either way the access is logged."""
    operation = etree.QName(request).localname
    response = etree.Element(named(f"{operation}Response"), nsmap={"fwi": NAMESPACE})
    response.set("requestId", text(request, f"call/{named('requestId')}"))
    if scenario.stale_hours and operation not in _NEVER_FROM_A_COPY:
        copied = datetime.now(UTC) - timedelta(hours=scenario.stale_hours)
        response.set("asAt", copied.isoformat(timespec="seconds"))
    refused: SoapFault | None = None
    with store.transaction():
        try:
            with store.attempt():
                OPERATIONS[operation](Work(store, scenario, request, response))
        except SoapFault as fault:
            refused = fault
        _log(store, operation, request, refused)
    if refused is not None:
        raise refused
    return response


def _log(store: Store, operation: str, request: Element, refused: SoapFault | None) -> None:
    named_there = (text(request, local) for local in _SUBJECTS)
    store.insert(
        "ACCESS_LOG",
        {
            "OPERATION": operation,
            "ACTING_FOR": text(request, f"call/{named('actingFor')}"),
            "PURPOSE": text(request, f"call/{named('purpose')}"),
            "SUBJECT": next(filter(None, named_there), ""),
            "REFUSED": refused.code if refused else "",
            "LOGGED_AT": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )
