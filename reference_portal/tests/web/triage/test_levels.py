"""What the case system can do is said before a decision and after it: sent, queued, by hand, or not at all."""

from collections.abc import Mapping

import pytest
from httpx import Response
from reference_portal.tests.web.browsing import heading, words
from reference_portal.tests.web.triage.scene import COLLEAGUE, OFFICER, FrontDoor
from reference_portal.tests.web.triage.test_delivering import refer
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.episodes import Episode, EpisodeStage
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.facts import SourceState
from frontdoor.domain.identifiers import Reference
from frontdoor_portal.use_cases.models import Claimed, Topic
from frontdoor_portal.use_cases.record_episode import hand_to_person, record_episode, record_ticket

BY_HAND = "Framework-i takes no episodes from the portal: an officer opens it by hand and enters its number here."


def about_what_happens(page: Response) -> str:
    return words(page.text).partition("What happens in Framework-i")[2].partition("Decide and tell the sender")[0]


def claim(door: FrontDoor) -> Claimed:
    with door.portal.office.work.begin() as tx:
        claimed = tx.outbox.claim("worker", 60, {Topic.OPEN_EPISODE})
    assert claimed is not None
    return claimed


def delivered(door: FrontDoor) -> Reference:
    reference = refer(door)
    episode = Episode("880123", reference, "104711", "started", "Assessment 1")
    record_episode(door.portal.office, claim(door), episode)
    return reference


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (
            {Operation.ADD_CASE_NOTE: Level.NATIVE, Operation.ATTACH_DOCUMENT: Level.NATIVE},
            "Episode The portal opens it in Framework-i by itself. "
            "Case note The portal adds it to the episode by itself. "
            "Concern as a file The portal attaches it to the episode by itself, exactly as it was sent.",
        ),
        (
            dict.fromkeys((Operation.OPEN_EPISODE, Operation.ADD_CASE_NOTE, Operation.ATTACH_DOCUMENT), Level.ASSISTED),
            "Episode The portal queues it as a file that Framework-i imports, and looks for its number. "
            "Case note The portal queues it as a file that Framework-i imports. "
            "Concern as a file The portal queues it as a file that Framework-i imports, exactly as it was sent.",
        ),
        (
            dict.fromkeys((Operation.OPEN_EPISODE, Operation.ADD_CASE_NOTE, Operation.ATTACH_DOCUMENT), Level.MANUAL),
            f"Episode {BY_HAND} Case note An officer copies it into Framework-i by hand and ticks it off here. "
            "Concern as a file An officer attaches it in Framework-i by hand and ticks it off here.",
        ),
        (
            dict.fromkeys((Operation.OPEN_EPISODE, Operation.ADD_CASE_NOTE, Operation.ATTACH_DOCUMENT), Level.NONE),
            f"Episode {BY_HAND} Case note The portal cannot add one in Framework-i, and nobody is asked to copy it. "
            "Concern as a file The portal cannot attach it in Framework-i: it stays here.",
        ),
    ],
    ids=["native", "assisted", "manual", "none"],
)
def test_before_a_referral_the_officer_reads_what_becomes_of_it(
    door: FrontDoor, levels: Mapping[Operation, Level], said: str
) -> None:
    door.case_system.levels = levels
    reference = door.send()
    page = door.take(reference).get(f"/contacts/{reference}/decide?outcome=referral")
    assert about_what_happens(page).strip() == said


def test_an_outcome_without_an_episode_says_nothing_of_the_case_system(door: FrontDoor) -> None:
    reference = door.send()
    page = door.take(reference).get(f"/contacts/{reference}/decide?outcome=advice")
    assert about_what_happens(page) == ""


def test_after_the_decision_each_part_says_where_it_is(door: FrontDoor) -> None:
    door.case_system.levels = {Operation.ATTACH_DOCUMENT: Level.NATIVE}
    text = words(door.as_(OFFICER).get(f"/contacts/{delivered(door)}").text)
    assert (
        "Case note for Framework-i Not copied yet Copy the case note "
        "Concern as a file for Framework-i Waiting for the case system The portal keeps trying."
    ) in text


def test_a_queued_episode_says_its_ticket_and_stands_in_its_list(door: FrontDoor) -> None:
    reference = refer(door)
    queued = Episode("cr-17.xml", reference, "", "queued", "", queued=True)
    record_ticket(door.portal.office, claim(door), queued, 300.0)
    browser = door.as_(OFFICER)
    assert "Queued for the case system Queued as cr-17.xml ." in words(browser.get(f"/contacts/{reference}").text)
    queue = words(browser.get("/deliveries").text)
    assert "Queued as a file: 1" in queue
    assert f"{reference} Z.N. Assessment 1 cr-17.xml less than a minute" in queue


@pytest.fixture
def by_hand(door: FrontDoor) -> Reference:
    """A referral that is to be opened by hand."""
    door.case_system.levels = {Operation.OPEN_EPISODE: Level.MANUAL}
    return refer(door)


def hand_off_of(door: FrontDoor, reference: Reference) -> str:
    with door.portal.office.work.begin() as tx:
        [hand_off] = tx.hand_offs.of_contact(reference)
    return f"/hand-offs/{hand_off.id}"


def test_a_referral_to_open_by_hand_says_so_everywhere(door: FrontDoor, by_hand: Reference) -> None:
    browser, address = door.as_(OFFICER), hand_off_of(door, by_hand)
    contact, queue = browser.get(f"/contacts/{by_hand}"), browser.get("/deliveries")
    assert "In Framework-i To be opened by hand" in words(contact.text)
    assert f'href="{address}">Open the episode by hand</a>' in contact.text
    assert "To be opened by hand: 1" in words(queue.text)
    assert f'href="{address}"' in queue.text
    listed = browser.get("/holding-area?status=any&delivery=by_hand")
    assert heading(listed) == "Holding area: 1 contact"
    assert "1 To be opened by hand in the case system" in words(browser.get("/figures").text)


def test_a_delivery_that_waits_for_no_answer_cannot_be_put_right(door: FrontDoor, by_hand: Reference) -> None:
    assert door.as_(OFFICER).get(f"/contacts/{by_hand}/delivery").status_code == 409


def test_where_nobody_can_look_the_question_says_so(door: FrontDoor) -> None:
    door.case_system.levels = {Operation.FIND_EPISODE: Level.NONE}
    reference = refer(door)
    hand_to_person(door.portal.office, claim(door), reference, "Is it there?")
    text = words(door.as_(OFFICER).get(f"/contacts/{reference}/delivery").text)
    assert (
        "The portal cannot look in Framework-i itself: it opens an episode because you say that there is none." in text
    )


def test_a_system_that_takes_no_episodes_is_not_sent_one_again(door: FrontDoor) -> None:
    reference = refer(door)
    hand_to_person(door.portal.office, claim(door), reference, "It takes none.")
    door.case_system.levels = {Operation.OPEN_EPISODE: Level.NONE}
    assert "There is none: send it again" not in door.as_(OFFICER).get(f"/contacts/{reference}/delivery").text


@pytest.fixture
def read(door: FrontDoor) -> Reference:
    """A delivered referral whose episode can be read."""
    door.case_system.levels = {Operation.READ_EPISODE: Level.NATIVE}
    return delivered(door)


def test_what_became_of_a_referral_is_one_link_away(door: FrontDoor, read: Reference) -> None:
    door.case_system.episodes = (
        Episode(
            "880123",
            read,
            "104711",
            "Assessed",
            "Assessment 2",
            outcome="Child in need plan",
            stage=EpisodeStage.COMPLETED,
            next_steps=("Core group", "Review"),
        ),
    )
    browser = door.as_(OFFICER)
    assert f'href="/contacts/{read}/episode">See what became of it</a>' in browser.get(f"/contacts/{read}").text
    page = browser.get(f"/contacts/{read}/episode")
    assert heading(page) == f"Contact {read} Episode 880123 in Framework-i"
    assert (
        "How far it is Completed Status in Framework-i Assessed Outcome Child in need plan "
        "What comes next Core group Review Team Assessment 2 Framework-i, as at 4 June 2026 at 9:32am"
    ) in words(page.text)


def test_an_episode_that_cannot_be_read_says_why(door: FrontDoor, read: Reference) -> None:
    door.case_system.state, door.case_system.explanation = SourceState.DID_NOT_ANSWER, "Framework-i is down."
    text = words(door.as_(OFFICER).get(f"/contacts/{read}/episode").text)
    assert "Framework-i : did not answer. Framework-i is down." in text


def test_a_system_that_cannot_be_read_has_no_link(door: FrontDoor) -> None:
    reference = delivered(door)
    assert "See what became of it" not in door.as_(OFFICER).get(f"/contacts/{reference}").text


def test_without_an_episode_there_is_no_page_of_it(door: FrontDoor) -> None:
    assert door.as_(OFFICER).get(f"/contacts/{refer(door)}/episode").status_code == 404


def test_the_second_to_open_an_episode_by_hand_is_told(door: FrontDoor, by_hand: Reference) -> None:
    address = hand_off_of(door, by_hand)
    first = door.as_(OFFICER).send(address, {"episode_id": "880123"})
    second = door.as_(COLLEAGUE).send(address, {"episode_id": "880124"}, page="/hand-offs")
    assert (first.headers["location"], second.headers["location"]) == (
        f"{address}?done=ticked",
        f"{address}?done=before",
    )
    delivery = contact_of(door, by_hand).delivery
    assert (delivery.state, delivery.episode_id) == (DeliveryState.DELIVERED, "880123")
