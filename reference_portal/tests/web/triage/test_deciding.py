"""Deciding: every fault at its field, whose record it is, and nothing typed lost."""

import re
from collections.abc import Mapping
from datetime import date
from html import unescape

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import (
    COLLEAGUE,
    DECISION,
    MANAGER,
    OFFICER,
    REFERRAL,
    TEACHER,
    ZAYNAB,
    FrontDoor,
)
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept
from frontdoor.workflow.decide import Rules

NO_RECORD = [("record", "Confirm whose record this belongs to")]


def send_decision(door: FrontDoor, fields: Mapping[str, str], *, hours: float = 0) -> tuple[Reference, Response]:
    """Send a decision on a new contact, so many hours after it came."""
    reference = door.send()
    browser = door.take(reference)
    door.portal.clock.pass_time(hours=hours)
    if hours:
        browser = door.as_(OFFICER)  # the first sign-in has grown too old
    return reference, browser.send(f"/contacts/{reference}/decide", fields)


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"outcome": ""}, [("outcome", "Select an outcome")]),
        ({"outcome": "abduct"}, [("outcome", "Select an outcome")]),
        ({"level_of_need": ""}, [("level_of_need", "Choose a level of need")]),
        ({"level_of_need": "9"}, [("level_of_need", "Choose a level of need")]),
        (
            {"level_of_need": "", "rationale": " ", "message_to_sender": ""},
            [
                ("level_of_need", "Choose a level of need"),
                ("rationale", "Enter the reason for this decision"),
                ("message_to_sender", "Enter what the sender will read"),
            ],
        ),
        ({"rationale": "x" * 100_000}, [("rationale", "Use 20,000 characters or fewer")]),
        ({"internal_note": "x" * 20_001}, [("internal_note", "Use 20,000 characters or fewer")]),
    ],
    ids=["no outcome", "unknown outcome", "no level", "unknown level", "several", "100 kB", "long note"],
)
def test_a_fault_is_said_at_its_field(door: FrontDoor, changed: dict[str, str], faults: list[tuple[str, str]]) -> None:
    reference, answer = send_decision(door, {**DECISION, **changed})
    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert contact_of(door, reference).decision is None


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"record": ""}, NO_RECORD),
        ({"record": "104711"}, NO_RECORD),
        ({"record": "found:"}, [("record", "A record number has letters and digits, 64 at most")]),
        ({"record": "found:../1 2"}, [("record", "A record number has letters and digits, 64 at most")]),
        ({"record": "typed"}, [("record_number", "Enter the record number")]),
        (
            {"record": "typed", "record_number": "1" * 65},
            [("record_number", "A record number has letters and digits, 64 at most")],
        ),
        ({"record": "new"}, [("no_record_exists", "Confirm that you looked and the child has no record yet")]),
        ({"team": "Nobody’s team"}, [("team", "Choose the team that will take the referral")]),
        (
            {"record": "new", "team": "", "level_of_need": "", "rationale": ""},
            [
                ("no_record_exists", "Confirm that you looked and the child has no record yet"),
                ("team", "Choose the team that will take the referral"),
                ("level_of_need", "Choose a level of need"),
                ("rationale", "Enter the reason for this decision"),
            ],
        ),
    ],
)
def test_a_referral_at_fault_is_said_at_its_field(
    door: FrontDoor, changed: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    reference, answer = send_decision(door, {**REFERRAL, **changed})
    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert contact_of(door, reference).decision is None


@pytest.mark.parametrize(
    ("changed", "record"),
    [
        ({}, ChosenRecord("104711", "chosen on the decision page", system="framework_i")),
        (
            {"record": "typed", "record_number": " CF/2041-7 "},
            ChosenRecord("CF/2041-7", "number typed by the officer", system="framework_i"),
        ),
        ({"record": "new", "no_record_exists": "yes"}, ChosenRecord(None, system="framework_i")),
    ],
)
def test_the_record_that_the_officer_confirmed_is_kept(
    door: FrontDoor, changed: dict[str, str], record: ChosenRecord
) -> None:
    reference, answer = send_decision(door, {**REFERRAL, **changed})
    assert answer.status_code == 303
    decision = contact_of(door, reference).decision
    assert decision is not None
    assert decision.record == record


def test_a_late_decision_says_why(door: FrontDoor) -> None:
    reference, answer = send_decision(door, DECISION, hours=25)
    assert error_summary(answer) == [("reason_late", "Say why this decision is late")]
    assert "The decision was due on 5 June 2026 at 9:32am." in words(answer.text)
    late = {**DECISION, "reason_late": "Waited for the school"}
    door.decide(door.as_(OFFICER), reference, late)
    decision = contact_of(door, reference).decision
    assert decision is not None
    assert decision.reason_late == "Waited for the school"


def test_nothing_typed_is_lost_by_a_fault_or_by_choosing_another_outcome(door: FrontDoor) -> None:
    typed = {
        **REFERRAL,
        "level_of_need": "",
        "record": "typed",
        "record_number": "CF-9",
        "rationale": "First line\n<b>second</b>",
        "internal_note": "For us",
        "team": "Assessment 2",
    }
    reference, faulty = send_decision(door, typed)
    assert typed_on(faulty) == {
        "record_number": "CF-9",
        "rationale": "First line\n&lt;b&gt;second&lt;/b&gt;",
        "message_to_sender": "A social worker will call you",
        "next_steps": "",
        "internal_note": "For us",
        "team": "Assessment 2",
        "record": "typed",
    }
    browser = door.as_(OFFICER)
    choosing = browser.send(f"/contacts/{reference}/decide", {**typed, "step": "change"})
    assert (choosing.status_code, heading(choosing)) == (200, f"Contact {reference} What is the outcome?")
    kept = dict(hidden_fields(choosing))
    again = browser.send(f"/contacts/{reference}/decide", {**kept, "outcome": "referral"})
    assert again.status_code == 200
    assert typed_on(again) == typed_on(faulty)


def typed_on(page: Response) -> dict[str, str]:
    found = dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL))
    found |= dict(re.findall(r'<input class="govuk-input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page.text))
    found |= dict(re.findall(r'name="(team)".*?<option selected>([^<]+)</option>', page.text, re.DOTALL))
    found |= dict(re.findall(r'<input[^>]* name="(record)" type="radio" value="([^"]+)" checked', page.text))
    return found


def hidden_fields(page: Response) -> list[tuple[str, str]]:
    main = page.text.split("<main", 1)[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', main, re.DOTALL)
    return [(name, unescape(value)) for name, value in found if name != "form_token"]


def test_a_decided_contact_is_not_decided_again_and_what_was_typed_is_shown(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, DECISION)
    assert browser.get(f"/contacts/{reference}/decide").status_code == 409
    answer = browser.send(
        f"/contacts/{reference}/decide", {**REFERRAL, "rationale": "Typed in vain"}, page="/holding-area"
    )
    assert (answer.status_code, heading(answer)) == (
        409,
        f"Contact {reference} This contact has already been decided",
    )
    assert "Decided by Olu Grant on 4 June 2026 at 9:32am." in words(answer.text)
    assert "Why Typed in vain" in words(answer.text)


def test_a_colleague_cannot_decide_and_a_manager_can(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference)
    refused = door.as_(COLLEAGUE).send(f"/contacts/{reference}/decide", DECISION, page="/holding-area")
    assert (refused.status_code, heading(refused)) == (
        409,
        f"Contact {reference} Olu Grant has already taken this contact",
    )
    door.decide(door.as_(MANAGER), reference, DECISION)


def test_what_no_browser_sends_is_refused(door: FrontDoor) -> None:
    reference, answer = send_decision(door, {**DECISION, "decided_by": "x"})
    assert answer.status_code == 400
    assert contact_of(door, reference).decision is None


def test_the_sender_reads_the_message_and_never_the_internal_note(door: FrontDoor) -> None:
    reference, _ = send_decision(door, {**DECISION, "internal_note": "Known to three teams"})
    page = door.as_(TEACHER).get(f"/contacts/{reference}")
    assert "Keep helping, and tell us if it gets worse" in words(page.text)
    assert "Known to three teams" not in page.text


def record_page(door: FrontDoor) -> str:
    reference = door.send()
    return words(door.take(reference).get(f"/contacts/{reference}/decide?outcome=referral").text)


def test_a_record_is_shown_with_the_evidence_for_and_against(door: FrontDoor) -> None:
    door.case_system.people = (evolve(ZAYNAB, birth_date=BirthDate(date(2016, 3, 1))),)
    assert (
        "Zaynab Nkemelu , record 104711 Open to children’s social care. Born: 1 March 2016, aged 10 "
        "Address: 1 Larch Road, Exampleton, WR5 2NP Same as sent: NHS number, family name, given name, sex "
        "Different from what was sent: date of birth"
    ) in record_page(door)


def test_the_record_that_agrees_most_comes_first_and_a_duplicate_last(door: FrontDoor) -> None:
    cousin = PersonRecord("2", PersonName("Zaynab", "Other"), birth_date=ZAYNAB.birth_date)
    duplicate = evolve(ZAYNAB, id="3", duplicate_of="104711")
    door.case_system.people = (duplicate, cousin, ZAYNAB)
    page = record_page(door)
    places = [page.index(f"record {number}") for number in ("104711", "2 ", "3 ")]
    assert places == sorted(places)
    assert "Marked as a duplicate of record 104711: choose that one." in page


def test_an_address_that_must_not_be_disclosed_and_a_restricted_record_stay_closed(door: FrontDoor) -> None:
    hidden = evolve(ZAYNAB, do_not_disclose_address=True, case_status=CaseStatus.CLOSED)
    restricted = PersonRecord("9", PersonName("Z", "N"), restricted=True)
    door.case_system.people = (hidden, restricted)
    page = record_page(door)
    assert "Known before, closed now. Born: 29 February 2016, aged 10 Address: Not to be disclosed Same" in page
    assert "Z N , record 9 Restricted: nothing but the name is shown." in page


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SourceState.FOUND, "Framework-i : none found."),
        (SourceState.DID_NOT_ANSWER, "Framework-i : did not answer. It is too slow today."),
        (SourceState.NOT_ALLOWED, "Framework-i : not allowed. It is too slow today."),
        (SourceState.SWITCHED_OFF, "Framework-i : switched off. It is too slow today."),
    ],
)
def test_a_system_without_an_answer_never_looks_like_none(door: FrontDoor, state: SourceState, said: str) -> None:
    door.case_system.people = ()
    door.case_system.state = state
    door.case_system.explanation = "" if state is SourceState.FOUND else "It is too slow today."
    page = record_page(door)
    assert said in page
    assert ("none found" in page) is (state is SourceState.FOUND)
    assert "Another record: I have its number" in page


def test_a_child_without_a_name_is_searched_for_by_number(door: FrontDoor) -> None:
    reference = door.send(known={Concept.CHILD_DESCRIPTION: "A boy in the park"}, also={"child_name_known": "no"})
    page = words(door.take(reference).get(f"/contacts/{reference}/decide?outcome=referral").text)
    assert "Zaynab Nkemelu , record 104711" in page


def test_a_child_with_neither_name_nor_number_is_not_searched_for(door: FrontDoor) -> None:
    reference = door.send(
        known={Concept.CHILD_DESCRIPTION: "A boy in the park", Concept.NHS_NUMBER: "", Concept.UPN: ""},
        also={"child_name_known": "no"},
    )
    page = words(door.take(reference).get(f"/contacts/{reference}/decide?outcome=referral").text)
    assert "The contact has neither the child’s name nor a number, so Framework-i was not asked." in page
    assert door.case_system.asked == []


def test_other_outcomes_ask_no_system(door: FrontDoor) -> None:
    reference = door.send()
    page = door.take(reference).get(f"/contacts/{reference}/decide?outcome=advice")
    assert heading(page) == f"Contact {reference} Decide: Advice and information"
    assert "Whose record" not in page.text
    assert door.case_system.asked == []


def test_an_outcome_kept_for_managers_is_refused_at_its_field_and_open_to_a_manager(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    site = door.portal.app.state["site"]
    rules = Rules(manager_decides=frozenset({Outcome.NO_FURTHER_ACTION}))
    door.portal.app.state["site"] = evolve(site, office=evolve(site.office, rules=rules))
    fields = {**DECISION, "outcome": "no_further_action"}
    refused = browser.send(f"/contacts/{reference}/decide", fields)
    assert (refused.status_code, error_summary(refused)) == (
        400,
        [("outcome", "Only a team manager can decide this: put the contact back and tell your manager")],
    )
    assert dict(hidden_fields(refused))["rationale"] == DECISION["rationale"]
    door.decide(door.as_(MANAGER), reference, fields)
