"""Hand-offs beside case notes: a whole episode with everything it takes, and the concern as a file."""

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.conftest import door as triage_door
from reference_portal.tests.web.triage.scene import COLLEAGUE, OFFICER, REFERRAL, TEACHER, FrontDoor
from reference_portal.tests.web.triage.test_holding_area import rows
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.domain.contact import Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import DoubtDelivery
from frontdoor.workflow.decide import decide
from frontdoor_portal.use_cases.access.store import FRONT_DOOR
from frontdoor_portal.use_cases.access.store import Level as AccessLevel
from frontdoor_portal.use_cases.changing import store_change
from frontdoor_portal.use_cases.filing import concern_of
from frontdoor_portal.use_cases.models import HandOffKind
from frontdoor_portal.use_cases.settle_delivery import record_episode_by_hand

door = triage_door


def addresses(door: FrontDoor, reference: Reference) -> dict[HandOffKind, str]:
    with door.portal.office.work.begin() as tx:
        return {each.kind: f"/hand-offs/{each.id}" for each in tx.hand_offs.of_contact(reference)}


@pytest.fixture
def reference(door: FrontDoor) -> Reference:
    """A referral of which the case system takes nothing."""
    door.case_system.levels = {Operation.OPEN_EPISODE: Level.NONE, Operation.ATTACH_DOCUMENT: Level.MANUAL}
    reference = door.send()
    door.decide(door.take(reference), reference, REFERRAL)
    return reference


@pytest.fixture
def episode(door: FrontDoor, reference: Reference) -> str:
    return addresses(door, reference)[HandOffKind.EPISODE]


@pytest.fixture
def document(door: FrontDoor, reference: Reference, episode: str) -> str:
    door.as_(OFFICER).send(episode, {"episode_id": "880123"})
    return addresses(door, reference)[HandOffKind.DOCUMENT]


def test_an_episode_to_open_comes_with_everything_it_takes(door: FrontDoor, reference: Reference, episode: str) -> None:
    page = door.as_(OFFICER).get(episode)
    text = words(page.text)
    assert heading(page) == f"Contact {reference} Open the episode in Framework-i"
    assert "Zaynab Nkemelu Born: 29 February 2016, aged 10" in text
    assert (
        f"Reference {reference} Record 104711 (chosen on the decision page) Received 4 June 2026 at 9:32am "
        "Source Schools (code 2A) Worry Neglect Priority Standard Level of need Level 4: Specialist Team Assessment 1"
    ) in text
    copied = page.text.split("readonly>\n", 1)[1].split("</textarea>", 1)[0]
    assert "What is the child’s name?\n  Zaynab Nkemelu" in copied


def test_its_number_ticks_it_off_and_what_follows_is_to_be_done(
    door: FrontDoor, reference: Reference, episode: str
) -> None:
    browser = door.as_(OFFICER)
    sent = browser.send(episode, {"episode_id": " 880123 "})
    assert sent.headers["location"] == f"{episode}?done=ticked"
    assert contact_of(door, reference).delivery == Delivery(
        DeliveryState.DELIVERED, "880123", "Assessment 1", system="framework_i"
    )
    ticked = words(browser.get(f"{episode}?done=ticked").text)
    assert "The whole episode is ticked off" in ticked
    assert "Opened already: Olu Grant ticked it off on 4 June 2026 at 9:32am." in ticked
    assert sorted(row[:2] for row in rows(browser.get("/hand-offs"))) == [
        [f"Case note of contact {reference}", "Case note Copy it into the episode."],
        [f"Concern as a file of contact {reference}", "Concern as a file Attach it to the episode."],
    ]


@pytest.mark.parametrize(
    ("number", "fault"),
    [("", "Enter the episode number"), ("12 34", "An episode number has letters and digits, 64 at most")],
)
def test_an_episode_without_its_number_is_not_ticked(door: FrontDoor, episode: str, number: str, fault: str) -> None:
    answer = door.as_(OFFICER).send(episode, {"episode_id": number})
    assert (answer.status_code, error_summary(answer)) == (400, [("episode_id", fault)])


def test_the_concern_is_saved_as_the_file_that_would_have_been_attached(
    door: FrontDoor, reference: Reference, document: str
) -> None:
    browser = door.as_(OFFICER)
    assert f'href="{document}/file">{reference}.txt</a>' in browser.get(document).text
    saved = browser.get(f"{document}/file")
    assert (saved.headers["content-type"], saved.headers["content-disposition"]) == (
        "text/plain; charset=utf-8",
        f'attachment; filename="{reference}.txt"',
    )
    assert saved.content == concern_of(door.portal.office, contact_of(door, reference)).content
    assert "Always hungry at school" in saved.text
    assert "Likely significant harm" not in saved.text  # what was decided was not sent


def test_a_file_that_was_attached_is_ticked_off(door: FrontDoor, document: str) -> None:
    browser = door.as_(OFFICER)
    forgotten = browser.send(document, {})
    assert error_summary(forgotten) == [("copied", "Tick the box once you have attached the file")]
    assert browser.send(document, {"copied": "yes"}).headers["location"] == f"{document}?done=ticked"
    assert "Attached already: Olu Grant ticked it off" in words(browser.get(document).text)


def test_nobody_outside_the_team_saves_the_file(door: FrontDoor, document: str) -> None:
    assert door.as_(TEACHER).get(f"{document}/file").status_code == 403


def test_what_the_portal_tried_itself_says_why_it_could_not(door: FrontDoor, reference: Reference) -> None:
    with door.portal.office.work.begin() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
        reason = "Framework-i could not be reached for too long."
        tx.hand_offs.add(evolve(hand_off, id="given-up", kind=HandOffKind.DOCUMENT, reason=reason))
    page = door.as_(OFFICER).get("/hand-offs/given-up")
    assert "The portal could not do this by itself: Framework-i could not be reached for too long." in words(page.text)
    assert "open episode (its number is not known yet) and attach the file" in words(page.text)


@pytest.mark.parametrize("path", ["", "/file"])
def test_a_hand_off_of_a_sealed_contact_is_word_for_word_one_that_never_was(
    door: FrontDoor, reference: Reference, episode: str, path: str
) -> None:
    with door.portal.office.work.begin() as tx:
        record = RecordKey(FRONT_DOOR, reference.value)
        tx.access.set_level(AccessLevel(record, Sensitivity.SEALED, "a test", "somebody", door.portal.clock()))
    browser = door.as_(COLLEAGUE)

    theirs, nobodys = browser.get(f"{episode}{path}"), browser.get(f"/hand-offs/AAAAAAAAAAAAAAAA{path}")

    assert (theirs.status_code, theirs.text) == (404, nobodys.text)


def test_a_record_beside_a_child_sealed_since_is_looked_through_and_ticked_off(
    door: FrontDoor, reference: Reference
) -> None:
    with door.portal.office.work.begin() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
        tx.hand_offs.add(evolve(hand_off, id="look-again", kind=HandOffKind.RECORD_BESIDE_SEALED))
    browser = door.as_(OFFICER)
    shown = words(browser.get("/hand-offs/look-again").text)
    assert "In Framework-i, open episode (its number is not known yet) . Look at the episode" in shown
    assert heading(browser.get("/hand-offs/look-again")).endswith("Look through this child’s record in Framework-i")
    forgotten = browser.send("/hand-offs/look-again", {})
    assert error_summary(forgotten) == [("copied", "Tick the box once nothing in the record tells of the other child")]
    ticked = browser.send("/hand-offs/look-again", {"copied": "yes"})
    assert "Looked through already: Olu Grant ticked it off" in words(browser.get(ticked.headers["location"]).text)


def test_a_record_to_look_through_is_found_by_the_numbers_of_its_episodes_also_of_one_in_doubt(
    door: FrontDoor, reference: Reference
) -> None:
    office, found = door.portal.office, []
    with office.work.begin() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
        tx.hand_offs.add(evolve(hand_off, id="look-again", kind=HandOffKind.RECORD_BESIDE_SEALED))
    for number in ("E-1", "E-2"):
        record_episode_by_hand(office, OFFICER, reference, number)
        with office.work.begin() as tx:
            contact = tx.contacts.get(reference)
            assert contact is not None
            store_change(office, tx, decide(contact, DoubtDelivery("Not there"), office.now(), office.rules))
        shown = words(door.as_(OFFICER).get("/hand-offs/look-again").text)
        found.append(shown[shown.index("In Framework-i, open") : shown.index("Take out what tells")].strip())

    assert found == [
        "In Framework-i, open episode E-1 . "
        "Look at the episode, its case notes, its files and the address of the record.",
        "In Framework-i, open each of the episodes E-1, E-2 . "
        "Look at each episode, its case notes, its files and the address of the record.",
    ]
