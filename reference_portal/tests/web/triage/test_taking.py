"""One holder at a time: taking, putting back, and losing a race politely."""

import threading

from reference_portal.tests.web.browsing import form_token, heading
from reference_portal.tests.web.triage.scene import COLLEAGUE, DECISION, MANAGER, OFFICER, FrontDoor

from frontdoor.domain.contact import Contact, Status
from frontdoor.domain.identifiers import Reference


def contact_of(door: FrontDoor, reference: Reference) -> Contact:
    with door.portal.office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    return contact


def test_of_two_officers_at_once_one_takes_it_and_the_other_is_told_who(door: FrontDoor) -> None:
    reference = door.send()
    browsers = [door.as_(OFFICER), door.as_(COLLEAGUE)]
    tokens = [form_token(browser.get("/holding-area")) for browser in browsers]
    answers: list[tuple[int, str]] = [(0, ""), (0, "")]
    together = threading.Barrier(2)

    def take(place: int) -> None:
        together.wait()
        answer = browsers[place].post(f"/contacts/{reference}/take", {"form_token": tokens[place]})
        answers[place] = (answer.status_code, heading(answer))

    threads = [threading.Thread(target=take, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holder = contact_of(door, reference).holder
    assert holder is not None
    lost = f"Contact {reference} {holder.officer_name} has already taken this contact"
    assert sorted(answers) == [(303, ""), (409, lost)]


def test_taking_twice_changes_nothing(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    again = browser.send(f"/contacts/{reference}/take", {}, page="/holding-area")
    assert again.status_code == 303
    assert contact_of(door, reference).version == 2


def test_a_contact_put_back_can_be_taken_by_another(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    answer = browser.send(f"/contacts/{reference}/release", {}, page="/holding-area")
    assert answer.headers["location"] == f"/contacts/{reference}?done=released"
    assert contact_of(door, reference).status is Status.SENT
    door.take(reference, COLLEAGUE)


def test_only_the_holder_or_a_manager_puts_it_back(door: FrontDoor) -> None:
    reference = door.send()
    door.take(reference)
    refused = door.as_(COLLEAGUE).send(f"/contacts/{reference}/release", {}, page="/holding-area")
    assert (refused.status_code, heading(refused)) == (
        409,
        f"Contact {reference} Olu Grant has already taken this contact",
    )
    by_manager = door.as_(MANAGER).send(f"/contacts/{reference}/release", {}, page="/holding-area")
    assert by_manager.status_code == 303


def test_a_decided_contact_cannot_be_taken(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.take(reference)
    door.decide(browser, reference, DECISION)
    refused = door.as_(COLLEAGUE).send(f"/contacts/{reference}/take", {}, page="/holding-area")
    assert (refused.status_code, heading(refused)) == (
        409,
        f"Contact {reference} This contact has already been decided",
    )


def test_a_button_with_more_than_its_form_is_refused(door: FrontDoor) -> None:
    reference = door.send()
    answer = door.as_(OFFICER).send(f"/contacts/{reference}/take", {"by": "somebody"}, page="/holding-area")
    assert answer.status_code == 400
