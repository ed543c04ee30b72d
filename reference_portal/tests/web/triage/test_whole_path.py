"""From the list to a decision, as a tired duty officer walks it."""

from reference_portal.tests.web.browsing import heading, words
from reference_portal.tests.web.triage.scene import OFFICER, REFERRAL, FrontDoor

from frontdoor.domain.contact import DeliveryState, Status
from frontdoor.domain.triage import ChosenRecord, Outcome


def test_a_contact_is_listed_taken_and_decided_as_a_referral(door: FrontDoor) -> None:
    reference = door.send()
    browser = door.as_(OFFICER)
    assert heading(browser.get("/holding-area")) == "Holding area: 1 contact"
    taken = browser.send(f"/contacts/{reference}/take", {}, page="/holding-area")
    assert (taken.status_code, taken.headers["location"]) == (303, f"/contacts/{reference}?done=taken")
    page = browser.get(f"/contacts/{reference}/decide?outcome=referral")
    assert heading(page) == f"Contact {reference} Decide: Referral to children’s social care"
    assert "Zaynab Nkemelu , record 104711" in words(page.text)
    decided = browser.send(f"/contacts/{reference}/decide", REFERRAL)
    assert (decided.status_code, decided.headers["location"]) == (303, f"/contacts/{reference}?done=decided")
    with door.portal.office.work.begin() as tx:
        contact = tx.contacts.get(reference)
        message = tx.outbox.claim("worker", 60)
    assert contact is not None
    assert contact.decision is not None
    assert (contact.status, contact.delivery.state) == (Status.DECIDED, DeliveryState.WAITING)
    assert contact.decision.outcome is Outcome.REFERRAL
    assert contact.decision.record == ChosenRecord("104711", "chosen on the decision page", system="framework_i")
    assert contact.decision.team == "Assessment 1"
    assert message is not None
