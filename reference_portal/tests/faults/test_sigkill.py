"""Processes killed at the worst moment: still one receipt, one episode, and nobody told twice."""

import signal

import httpx2
import pytest
from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept, RawAnswer
from frontdoor.testing.families import person
from frontdoor.testing.filling import fill_in
from frontdoor_portal.demo.seeding import ACCOUNTS, DEMO_PASSWORD, FORM
from frontdoor_portal.demo.visitor import Visitor
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.holding_area import my_contacts
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.send_concern import send_concern
from frontdoor_portal.use_cases.take_contact import take_contact

from .conftest import Product, wait_for

KILLED_AFTER_COMMIT = "killed_after_commit"


def test_portal_killed_between_commit_and_answer_gives_one_receipt(product: Product) -> None:
    office, teacher = product.composed.office, _account("teacher")
    draft = _complete_draft(office, teacher)
    doomed = product.running.start_portal(KILLED_AFTER_COMMIT)
    browser = Visitor(product.running.address)
    _sign_in(browser, teacher)
    browser.open(f"/concerns/{draft}/check-answers")

    with pytest.raises(httpx2.TransportError):
        browser.submit(button="Send to the front door")

    assert doomed.wait(timeout=30) == -signal.SIGKILL
    product.running.start_portal()
    browser.submit(button="Send to the front door")  # the browser sends the same page again
    (line,) = my_contacts(office, teacher).items
    assert browser.path == f"/contacts/{line.reference}/receipt"
    product.running.start_worker()
    _decide(office, line.reference)
    product.wait_until_idle()
    assert len(product.episodes(line.reference)) == 1
    assert product.e_mails(line.reference) == [
        f"We have received {line.reference}",
        f"A decision about {line.reference}",
    ]
    browser.close()


def test_worker_killed_after_the_vendor_committed_opens_one_episode(product: Product) -> None:
    office, teacher = product.composed.office, _account("teacher")
    reference = send_concern(office, teacher, _complete_draft(office, teacher))
    product.make_vendor({"answering": "silent", "operations": ["OpenContactReferralEpisode"], "times": 1})
    worker = product.running.start_worker()
    _decide(office, reference)

    wait_for(lambda: product.episodes(reference))
    product.wait_until_everybody_is_told()
    worker.kill()
    assert worker.wait(timeout=30) == -signal.SIGKILL

    with office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    assert contact.delivery.state is DeliveryState.WAITING
    product.running.start_worker()
    product.wait_until_idle()
    with office.work.begin() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    assert [contact.delivery.episode_id] == product.episodes(reference)
    # The simulator answers a repeated request with the same episode: that none was repeated shows in its calls only.
    assert product.calls() == {"OpenContactReferralEpisode": 1, "FindEpisode": 1}
    assert product.e_mails(reference) == [f"We have received {reference}", f"A decision about {reference}"]


def _account(key: str) -> Professional:
    return next(each.professional for each in ACCOUNTS if each.professional.id == f"demo-{key}")


def _sign_in(browser: Visitor, who: Professional) -> None:
    browser.open("/sign-in")
    browser.submit({"email": who.email, "password": DEMO_PASSWORD}, action="/sign-in")


def _complete_draft(office: Office, by: Professional) -> str:
    draft = start_draft(office, by, FORM)
    name = {"given": "Ella", "family": "Ashdown"}
    known: dict[Concept, RawAnswer] = {Concept.CATEGORY: ("neglect",), Concept.CHILD_NAME: name}
    answers = fill_in(office.forms[FORM], known, today(office))
    with office.work.begin() as tx:
        tx.drafts.save(evolve(draft, answers=answers))
    return draft.id


def _decide(office: Office, reference: Reference) -> None:
    officer = _account("officer")
    take_contact(office, officer, reference)
    decide_contact(
        office,
        officer,
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="The threshold is met.",
        message_to_sender="A social worker will call you.",
        record=ChosenRecord(person("ashdown.ella").case_id),
        team=office.teams[0],
    )
