"""The delivery queue: what waits, what needs a person, and how a person puts it right without a duplicate."""

import hashlib
import re
from datetime import timedelta

import pytest
from httpx import Response
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import OFFICER, REFERRAL, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_holding_area import rows
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.connectors.episodes import Episode
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases import delivery_queue
from frontdoor_portal.use_cases.models import Action, Message, Topic
from frontdoor_portal.use_cases.notices import confirm_registration_notice, details_answered_notice
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode

REASON = "The record is locked by its social worker"


def refer(door: FrontDoor) -> Reference:
    """A referral that waits for delivery."""
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, REFERRAL)
    return reference


def stick(door: FrontDoor) -> Reference:
    """A referral whose delivery needs a person."""
    reference = refer(door)
    with door.portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
        while claimed is not None and claimed.message.topic.value != "open_episode":
            tx.outbox.finish(claimed)
            claimed = tx.outbox.claim("worker", 60)
    assert claimed is not None
    hand_to_person(door.portal.office, claimed, reference, REASON)
    return reference


def test_the_queue_says_why_and_since_when(door: FrontDoor) -> None:
    stuck = stick(door)
    door.portal.clock.pass_time(minutes=10)
    waiting = refer(door)
    door.portal.clock.pass_time(minutes=35)
    page = door.as_(OFFICER).get("/deliveries")
    assert rows(page) == [[str(stuck), "Z.N.", "Assessment 1", REASON, "45 minutes 4 June 2026 at 9:32am"]]
    assert "Waiting: 1 Nothing to do: the portal keeps trying. Referrals that wait for the case system" in words(
        page.text
    )
    assert f"{waiting} Z.N. Assessment 1 35 minutes since 4 June 2026 at 9:42am" in words(page.text)


HAS_WAITED = "A referral or an email has waited"


def test_a_queue_that_moves_raises_no_alarm(door: FrontDoor) -> None:
    refer(door)
    assert HAS_WAITED not in words(door.as_(OFFICER).get("/deliveries").text)


def test_a_queue_that_stands_still_is_told_to_the_officer(door: FrontDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_queue, "LONG_WAIT", timedelta())  # the ages of messages are the database's own
    refer(door)
    assert f"{HAS_WAITED} less than a minute to be delivered." in words(door.as_(OFFICER).get("/deliveries").text)


def put_aside(door: FrontDoor, key: str, reason: str) -> None:
    """Give one message up; the others are carried out."""
    with door.portal.office.work.begin() as tx:
        while (claimed := tx.outbox.claim("worker", 60)) is not None:
            if claimed.message.key == key:
                tx.outbox.give_up(claimed, reason)
            else:
                tx.outbox.finish(claimed)


def given_up(page: Response) -> list[list[str]]:
    """What the list of given-up messages says, without its times, which are the database's."""
    part = page.text.partition("Messages that the portal has given up")[2]
    found = re.findall(r'<th scope="row".*?</tr>', part, re.DOTALL)
    return [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)][:3] for row in found]


def test_an_email_given_up_is_listed_and_both_sides_are_told(door: FrontDoor) -> None:
    reference = door.send()
    put_aside(door, f"notice/receipt/{reference}", "The account it is for is closed or gone.")
    officer = door.as_(OFFICER)
    page = officer.get("/deliveries")
    assert given_up(page) == [
        ["Email to the sender: received", str(reference), "The account it is for is closed or gone."]
    ]
    assert f'href="/contacts/{reference}"' in page.text
    assert (
        "We could not email the sender about this. Call them: 01632 960123."
        in words(officer.get(f"/contacts/{reference}").text),
        "We could not email you about this. Look here for news."
        in words(door.as_(TEACHER).get(f"/contacts/{reference}").text),
    ) == (True, True)


def test_an_email_to_an_officer_given_up_is_no_news_for_the_sender(door: FrontDoor) -> None:
    reference = door.send()
    notice = details_answered_notice(contact_of(door, reference), "q1", OFFICER.id)
    with door.portal.office.work.begin() as tx:
        tx.outbox.put(notice)
    put_aside(door, notice.key, "The mail server refused it.")
    assert [row[0] for row in given_up(door.as_(OFFICER).get("/deliveries"))] == [
        "Email to the officer: question answered"
    ]
    assert "could not email" not in door.as_(TEACHER).get(f"/contacts/{reference}").text


def test_a_registration_given_up_is_listed_without_its_address(door: FrontDoor) -> None:
    notice = confirm_registration_notice("new@hollybush.example", "token")
    with door.portal.office.work.begin() as tx:
        tx.outbox.put(notice)
    put_aside(door, notice.key, "The mail server refused it.")
    page = door.as_(OFFICER).get("/deliveries")
    assert given_up(page) == [["Email to confirm a registration", "None", "The mail server refused it."]]
    assert "new@hollybush.example" not in page.text


def test_an_episode_given_up_after_another_was_recorded_is_listed(door: FrontDoor) -> None:
    reference = stick(door)
    door.as_(OFFICER).send(f"/contacts/{reference}/delivery", {"found": "none", "episode_id": "", "looked": "yes"})
    with door.portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60)
    assert claimed is not None
    record_episode(door.portal.office, claimed, Episode("880123", reference, "104711", "started", "Assessment 1"))
    with door.portal.office.work.begin() as tx:
        tx.outbox.put(Message("open_episode/again", Topic.OPEN_EPISODE, {"reference": str(reference)}))
    put_aside(door, "open_episode/again", "Look for an episode that was opened twice.")
    assert contact_of(door, reference).delivery.state is DeliveryState.DELIVERED
    assert given_up(door.as_(OFFICER).get("/deliveries")) == [
        ["Episode in the case system", str(reference), "Look for an episode that was opened twice."]
    ]


def message_ids(page: Response) -> list[str]:
    return re.findall(r'name="message" value="([^"]*)"', page.text)


def test_a_message_that_was_dealt_with_is_off_the_list_and_the_sender_is_warned_no_more(door: FrontDoor) -> None:
    reference = door.send()
    put_aside(door, f"notice/receipt/{reference}", "The mail server refused it.")
    officer = door.as_(OFFICER)
    [message] = message_ids(officer.get("/deliveries"))
    ticked = officer.send("/deliveries/dealt-with", {"message": message}, page="/deliveries")
    assert (ticked.status_code, ticked.headers["location"]) == (303, "/deliveries?done=dealt-with")
    page = officer.get("/deliveries?done=dealt-with")
    assert (given_up(page), "The message is off the list" in page.text) == ([], True)
    assert "could not email" not in door.as_(TEACHER).get(f"/contacts/{reference}").text


def test_who_dealt_with_a_message_is_audited(door: FrontDoor) -> None:
    reference = door.send()
    put_aside(door, f"notice/receipt/{reference}", "The mail server refused it.")
    officer = door.as_(OFFICER)
    officer.send("/deliveries/dealt-with", {"message": message_ids(officer.get("/deliveries"))[0]}, page="/deliveries")
    with door.portal.office.work.begin() as tx:
        entries = tx.audit.of_subject(str(reference))
    assert [(entry.actor_id, entry.action, entry.detail) for entry in entries][1:] == [
        (OFFICER.id, Action.SETTLED_MESSAGE, "receipt")
    ]


def test_the_second_to_deal_with_a_message_is_told(door: FrontDoor) -> None:
    reference = door.send()
    put_aside(door, f"notice/receipt/{reference}", "The mail server refused it.")
    officer = door.as_(OFFICER)
    fields = {"message": message_ids(officer.get("/deliveries"))[0]}
    officer.send("/deliveries/dealt-with", fields, page="/deliveries")
    again = officer.send("/deliveries/dealt-with", fields, page="/deliveries")
    assert again.headers["location"] == "/deliveries?done=before"
    assert "That message is off the list already." in words(officer.get("/deliveries?done=before").text)


def test_a_registration_that_was_dealt_with_says_nothing_of_its_address(door: FrontDoor) -> None:
    notice = confirm_registration_notice("new@hollybush.example", "token")
    with door.portal.office.work.begin() as tx:
        tx.outbox.put(notice)
    put_aside(door, notice.key, "The mail server refused it.")
    officer = door.as_(OFFICER)
    [message] = message_ids(officer.get("/deliveries"))
    officer.send("/deliveries/dealt-with", {"message": message}, page="/deliveries")
    with door.portal.office.work.begin() as tx:
        entries = tx.audit.of_subject(message)
    assert [(entry.action, entry.detail) for entry in entries] == [(Action.SETTLED_MESSAGE, "confirm_registration")]


def test_an_episode_that_needs_a_person_cannot_be_taken_off_the_list_of_messages(door: FrontDoor) -> None:
    reference = stick(door)
    message = hashlib.sha256(f"open_episode/{reference}".encode()).hexdigest()[:32]
    sent = door.as_(OFFICER).send("/deliveries/dealt-with", {"message": message}, page="/deliveries")
    with door.portal.office.work.begin() as tx:
        left = [aside.message.key for aside in tx.outbox.set_aside()]
    assert (sent.headers["location"], left) == ("/deliveries?done=before", [f"open_episode/{reference}"])


def test_an_episode_that_needs_a_person_is_listed_once(door: FrontDoor) -> None:
    stick(door)
    assert given_up(door.as_(OFFICER).get("/deliveries")) == []


def test_an_empty_queue_says_so(door: FrontDoor) -> None:
    text = words(door.as_(OFFICER).get("/deliveries").text)
    assert (
        "Needs a person: 0 No delivery needs a person. Waiting: 0 No referral waits for Framework-i. Given up: 0 "
        "No message was given up."
    ) in text


@pytest.mark.parametrize("number", ["0", "x", "9999999", "7"])
def test_a_page_that_is_not_there_leads_to_one_that_is(door: FrontDoor, number: str) -> None:
    answer = door.as_(OFFICER).get(f"/deliveries?page={number}")
    assert answer.status_code == (303 if number == "7" else 200)


def test_the_episode_that_was_found_is_recorded_and_the_case_note_waits(door: FrontDoor) -> None:
    reference = stick(door)
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}/delivery")
    assert REASON in words(page.text)
    sent = browser.send(f"/contacts/{reference}/delivery", {"found": "episode", "episode_id": " 880123 "})
    assert sent.headers["location"] == f"/contacts/{reference}?done=episode"
    delivery = contact_of(door, reference).delivery
    assert (delivery.state, delivery.episode_id) == (DeliveryState.DELIVERED, "880123")
    shown = words(browser.get(f"/contacts/{reference}").text)
    assert "In the case system Episode 880123 , Assessment 1" in shown
    assert "Case note for Framework-i Not copied yet Copy the case note" in shown


def test_sending_again_needs_a_look_first(door: FrontDoor) -> None:
    reference = stick(door)
    browser = door.as_(OFFICER)
    unsure = browser.send(f"/contacts/{reference}/delivery", {"found": "none", "episode_id": ""})
    assert error_summary(unsure) == [("looked", "Confirm that you looked and there is no episode")]
    assert contact_of(door, reference).delivery.state is DeliveryState.NEEDS_A_PERSON
    sent = browser.send(f"/contacts/{reference}/delivery", {"found": "none", "episode_id": "", "looked": "yes"})
    assert sent.headers["location"] == f"/contacts/{reference}?done=again"
    assert contact_of(door, reference).delivery.state is DeliveryState.WAITING


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"found": "", "episode_id": ""}, [("found", "Select what you found")]),
        ({"found": "both", "episode_id": "1"}, [("found", "Select what you found")]),
        ({"found": "episode", "episode_id": " "}, [("episode_id", "Enter the episode number")]),
        (
            {"found": "episode", "episode_id": "12 34"},
            [("episode_id", "An episode number has letters and digits, 64 at most")],
        ),
        (
            {"found": "episode", "episode_id": "1" * 100_000},
            [("episode_id", "An episode number has letters and digits, 64 at most")],
        ),
    ],
    ids=["nothing", "unknown", "no number", "odd number", "100 kB"],
)
def test_a_fault_is_said_at_its_field(door: FrontDoor, fields: dict[str, str], faults: list[tuple[str, str]]) -> None:
    reference = stick(door)
    answer = door.as_(OFFICER).send(f"/contacts/{reference}/delivery", fields)
    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert contact_of(door, reference).delivery.state is DeliveryState.NEEDS_A_PERSON


def test_a_delivery_that_needs_nobody_cannot_be_touched(door: FrontDoor) -> None:
    reference = refer(door)
    browser = door.as_(OFFICER)
    page = browser.get(f"/contacts/{reference}/delivery")
    assert (page.status_code, heading(page)) == (
        409,
        f"Contact {reference} This delivery is not waiting for a person",
    )
    fields = {"found": "none", "looked": "yes"}
    sent = browser.send(f"/contacts/{reference}/delivery", fields, page="/")
    assert (sent.status_code, heading(sent)) == (
        409,
        f"Contact {reference} This delivery is not waiting for a person",
    )
