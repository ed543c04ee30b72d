"""A delivery that began in one case system and needs a person when another is used: the screens tell the two apart."""

import pytest
from attrs import evolve
from reference_portal.tests.web.browsing import error_summary, heading, words
from reference_portal.tests.web.triage.scene import OFFICER, FrontDoor
from reference_portal.tests.web.triage.test_choosing import HIDDEN, KNOWN
from reference_portal.tests.web.triage.test_delivering import stick
from reference_portal.tests.web.triage.test_levels import delivered
from reference_portal.tests.web.triage.test_taking import contact_of

from frontdoor.connectors.capabilities import Capabilities
from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.deadlines import Deadlines
from frontdoor_portal.use_cases.sources import SourceDescription

MOSAIC = SourceDescription("mosaic", "Mosaic", Capabilities({}), is_case_management=True)


def keep(door: FrontDoor, contact: Contact) -> Reference:
    with door.portal.office.work.begin() as tx:
        tx.contacts.save(contact, Deadlines(None, None), ())
    return contact.reference


def chosen_before(contact: Contact) -> Contact:
    """The contact as it would be had its record been chosen in Mosaic."""
    assert contact.decision is not None
    assert contact.decision.record is not None
    record = evolve(contact.decision.record, system="mosaic")
    return evolve(contact, decision=evolve(contact.decision, record=record))


@pytest.fixture
def stuck(door: FrontDoor) -> Reference:
    """A delivery on a record of Mosaic that needs a person, where Framework-i takes the episodes now."""
    door.case_system.beside = (MOSAIC,)
    return keep(door, chosen_before(contact_of(door, stick(door))))


def test_both_systems_are_looked_into_and_nothing_is_sent_again(door: FrontDoor, stuck: Reference) -> None:
    text = words(door.as_(OFFICER).get(f"/contacts/{stuck}/delivery").text)
    assert "1. Look in Mosaic and in Framework-i first" in text
    assert "Record chosen in Mosaic 104711 (chosen on the decision page)" in text
    assert "The episode is in Mosaic" in text
    assert "The episode is in Framework-i Where there is none, open it there by hand first." in text
    assert "There is none: send it again" not in text


@pytest.mark.parametrize(
    ("found", "system", "kept"), [("before", "Mosaic", "mosaic"), ("episode", "Framework-i", "framework_i")]
)
def test_the_number_is_kept_with_the_system_in_which_it_was_found(
    door: FrontDoor, stuck: Reference, found: str, system: str, kept: str
) -> None:
    browser = door.as_(OFFICER)
    browser.send(f"/contacts/{stuck}/delivery", {"found": found, "episode_id": "880123"})

    delivery = contact_of(door, stuck).delivery
    assert delivery == Delivery(DeliveryState.DELIVERED, "880123", "Assessment 1", system=kept)
    page = words(browser.get(f"/contacts/{stuck}").text)
    assert "Record in Mosaic 104711 (chosen on the decision page)" in page
    assert f"In {system} In the case system Episode 880123" in page
    assert f"Case note for {system} Not copied yet" in page


def test_what_was_found_stays_chosen_while_a_fault_is_mended(door: FrontDoor, stuck: Reference) -> None:
    answer = door.as_(OFFICER).send(f"/contacts/{stuck}/delivery", {"found": "before", "episode_id": "8 8"})
    assert error_summary(answer) == [("episode_id", "An episode number has letters and digits, 64 at most")]
    assert 'value="before" checked' in answer.text
    assert 'value="8 8"' in answer.text


def test_where_no_other_system_was_used_the_page_asks_of_one(door: FrontDoor) -> None:
    text = words(door.as_(OFFICER).get(f"/contacts/{stick(door)}/delivery").text)
    assert "1. Look in Framework-i first" in text
    assert text.count("The episode is in") == 1


def test_records_that_another_system_offered_are_not_chosen_from(door: FrontDoor, stuck: Reference) -> None:
    contact = contact_of(door, stuck)
    keep(door, evolve(contact, delivery=evolve(contact.delivery, offered=(KNOWN, HIDDEN))))
    browser = door.as_(OFFICER)
    assert browser.get(f"/contacts/{stuck}/delivery").status_code == 200
    page = browser.get(f"/contacts/{stuck}/record")
    assert (page.status_code, heading(page)) == (409, f"Contact {stuck} No record waits to be chosen for this contact")


def test_an_episode_of_a_system_that_is_not_connected_any_more_has_no_link_to_its_status(door: FrontDoor) -> None:
    contact = contact_of(door, delivered(door))
    keep(door, evolve(contact, delivery=evolve(contact.delivery, system="mosaic")))
    assert "See what became of it" not in door.as_(OFFICER).get(f"/contacts/{contact.reference}").text
