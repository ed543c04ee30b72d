"""The case system offers records that may be the child's: an officer compares them and chooses, or opens it by hand."""

from datetime import date

import pytest
from attrs import evolve
from httpx import Response
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, MANAGER, OFFICER, REFERRAL, FrontDoor
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.failures import DuplicateSuspected
from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.domain.triage import ChosenRecord, OfferedRecord
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.delivery import sentences
from frontdoor_portal.use_cases.access.store import Level
from frontdoor_portal.use_cases.record_episode import hand_to_person

REASON = sentences.why_not(DuplicateSuspected([]), "Framework-i")
KNOWN = OfferedRecord("104712", PersonName("Zainab", "Nkemelu"), BirthDate(date(2016, 3, 1)))
HIDDEN = OfferedRecord("104713", PersonName("Z.", "N."), restricted=True)
NEW = {**REFERRAL, "record": "new", "no_record_exists": "yes"}
NOTHING = {"record": "", "episode_id": ""}


@pytest.fixture
def offered(door: FrontDoor) -> Reference:
    """A referral whose child the system takes for one of two that it knows."""
    reference = door.send()
    door.decide(door.take(reference), reference, NEW)
    with door.portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
        while claimed is not None and claimed.message.topic.value != "open_episode":
            tx.outbox.finish(claimed)
            claimed = tx.outbox.claim("worker", 60)
    assert claimed is not None
    hand_to_person(door.portal.office, claimed, reference, REASON, (KNOWN, HIDDEN))
    return reference


def shown(page: Response) -> str:
    return page.text.split('name="shown" value="', 1)[1].split('"', 1)[0]


def choose(door: FrontDoor, reference: Reference, **fields: str) -> Response:
    browser = door.as_(OFFICER)
    address = f"/contacts/{reference}/record"
    return browser.send(address, {**NOTHING, "shown": shown(browser.get(address)), **fields})


def test_the_delivery_page_leads_to_the_records(door: FrontDoor, offered: Reference) -> None:
    answer = door.as_(OFFICER).get(f"/contacts/{offered}/delivery")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/contacts/{offered}/record")


def test_each_record_is_shown_with_what_tells_it_from_the_child(door: FrontDoor, offered: Reference) -> None:
    page = door.as_(OFFICER).get(f"/contacts/{offered}/record")
    text = words(page.text)
    assert heading(page) == f"Contact {offered} Whose record is it?"
    assert REASON in text
    assert "Zainab Nkemelu , record 104712 Born: 1 March 2016, aged 10" in text
    assert "Z. N. Restricted: nothing but the name is shown. Ask your manager before you choose it." in text


def test_nothing_but_its_name_tells_of_a_restricted_record(door: FrontDoor, offered: Reference) -> None:
    assert "104713" not in door.as_(OFFICER).get(f"/contacts/{offered}/record").text


def keep(door: FrontDoor, level: Sensitivity) -> None:
    """The second of the records, which the system restricts, is kept at this level here."""
    with door.portal.office.work.begin() as tx:
        record = RecordKey("framework_i", HIDDEN.person_id)
        tx.access.set_level(Level(record, level, "a test", "somebody", door.portal.clock()))


def test_of_a_record_that_is_not_the_officers_to_open_not_even_the_name_is_shown(
    door: FrontDoor, offered: Reference
) -> None:
    keep(door, Sensitivity.SENSITIVE)
    page = words(door.as_(OFFICER).get(f"/contacts/{offered}/record").text)
    assert "Name withheld Restricted: nothing is shown. Ask your manager before you choose it." in page
    assert "Zainab Nkemelu , record 104712" in page


def offers_nothing(door: FrontDoor) -> Reference:
    """A referral of which the system says that it knows the child, and not by which record."""
    reference = door.send()
    door.decide(door.take(reference), reference, NEW)
    with door.portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
        while claimed is not None and claimed.message.key != f"open_episode/{reference}":
            tx.outbox.finish(claimed)
            claimed = tx.outbox.claim("worker", 60)
    assert claimed is not None
    hand_to_person(door.portal.office, claimed, reference, REASON)
    return reference


@pytest.mark.parametrize("page", ["", "/delivery", "/record"])
def test_a_sealed_record_among_them_is_as_if_the_system_had_offered_none(
    door: FrontDoor, offered: Reference, page: str
) -> None:
    keep(door, Sensitivity.SEALED)
    nothing = offers_nothing(door)
    browser = door.as_(COLLEAGUE)

    def told(reference: Reference) -> tuple[int, str]:
        answer = browser.get(f"/contacts/{reference}{page}")
        return answer.status_code, words(answer.text).replace(str(reference), "FD-")

    assert told(offered) == told(nothing)


def test_what_an_officer_cannot_see_they_cannot_choose_from(door: FrontDoor, offered: Reference) -> None:
    browser = door.as_(OFFICER)
    address = f"/contacts/{offered}/record"
    before = shown(browser.get(address))
    keep(door, Sensitivity.SEALED)
    answer = browser.send(address, {**NOTHING, "shown": before, "record": "this-1"}, page="/holding-area?status=any")
    assert (answer.status_code, contact_of(door, offered).delivery.offered) == (409, (KNOWN, HIDDEN))


def test_a_duty_manager_chooses_among_all_of_them(door: FrontDoor, offered: Reference) -> None:
    keep(door, Sensitivity.SEALED)
    duty = evolve(MANAGER, id="duty", email="duty@council.example", roles=MANAGER.roles | {Role.DUTY_MANAGER})
    page = words(door.as_(duty).get(f"/contacts/{offered}/record").text)
    assert "Zainab Nkemelu , record 104712" in page
    assert "Name withheld Restricted: nothing is shown." in page


def test_a_record_that_is_chosen_is_sent_for(door: FrontDoor, offered: Reference) -> None:
    answer = choose(door, offered, record="this-2")
    assert answer.headers["location"] == f"/contacts/{offered}?done=chosen"
    contact = contact_of(door, offered)
    assert (contact.delivery, contact.record) == (
        Delivery(DeliveryState.WAITING),
        ChosenRecord("104713", "offered by the case system", system="framework_i"),
    )
    page = words(door.as_(OFFICER).get(f"/contacts/{offered}?done=chosen").text)
    assert "Your choice is kept, and the referral is on its way to the case system again" in page
    assert "Record chosen by an officer by Olu Grant, 4 June 2026 at 9:32am Record 104713" in page


def test_none_of_them_needs_a_comparison_first(door: FrontDoor, offered: Reference) -> None:
    unsure = choose(door, offered, record="none")
    assert error_summary(unsure) == [("compared", "Confirm that you compared each record with the child")]
    assert contact_of(door, offered).delivery.state is DeliveryState.NEEDS_A_PERSON
    assert choose(door, offered, record="none", compared="yes").status_code == 303
    choice = contact_of(door, offered).record_choice
    assert choice is not None
    assert (choice.record, choice.not_the_same_as) == (ChosenRecord(None, system="framework_i"), ("104712", "104713"))


def test_an_episode_that_was_opened_by_hand_is_recorded(door: FrontDoor, offered: Reference) -> None:
    answer = choose(door, offered, record="by-hand", episode_id=" 880123 ")
    assert answer.headers["location"] == f"/contacts/{offered}?done=episode"
    assert contact_of(door, offered).delivery == Delivery(
        DeliveryState.DELIVERED, "880123", "Assessment 1", system="framework_i"
    )


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, [("record", "Select whose record it is")]),
        ({"record": "this-3"}, [("record", "Select whose record it is")]),
        ({"record": "104712"}, [("record", "Select whose record it is")]),
        ({"record": "by-hand"}, [("episode_id", "Enter the episode number")]),
        (
            {"record": "by-hand", "episode_id": "12 34"},
            [("episode_id", "An episode number has letters and digits, 64 at most")],
        ),
    ],
    ids=["nothing", "one that is not there", "a number", "no number", "an odd number"],
)
def test_a_fault_is_said_at_its_field(
    door: FrontDoor, offered: Reference, fields: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    answer = choose(door, offered, **fields)
    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert contact_of(door, offered).delivery.offered == (KNOWN, HIDDEN)


def test_a_page_with_other_records_on_it_decides_nothing(door: FrontDoor, offered: Reference) -> None:
    browser = door.as_(OFFICER)
    old = shown(browser.get(f"/contacts/{offered}/record"))
    contact = contact_of(door, offered)
    others = evolve(contact.delivery, offered=(HIDDEN, KNOWN))
    with door.portal.office.work.begin() as tx:
        tx.contacts.save(evolve(contact, delivery=others), Deadlines(None, None), ())
    answer = browser.send(f"/contacts/{offered}/record", {**NOTHING, "record": "this-1", "shown": old})
    assert (answer.status_code, heading(answer)) == (
        409,
        f"Contact {offered} Other records are offered now: look at them before you choose",
    )


def test_where_nothing_is_offered_nothing_can_be_chosen(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}/record")
    sent = browser.send(f"/contacts/{reference}/record", {**NOTHING, "record": "none", "compared": "yes"}, page="/")
    assert (page.status_code, sent.status_code, heading(page)) == (
        409,
        409,
        f"Contact {reference} No record waits to be chosen for this contact",
    )
