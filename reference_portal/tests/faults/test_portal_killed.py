"""The portal killed at the worst moment: one receipt, one episode, and nobody told twice."""

import signal

import httpx2
import pytest
from reference_portal.tests.faults.product import Product, sign_in

from frontdoor_portal.demo.seeding import demo_account
from frontdoor_portal.demo.visitor import Visitor
from frontdoor_portal.use_cases.holding_area import my_contacts

KILLED_AFTER_COMMIT = "killed_after_commit"


def test_portal_killed_between_commit_and_answer_gives_one_receipt(product: Product) -> None:
    teacher, draft = demo_account("teacher"), product.complete_draft()
    doomed = product.running.start_portal(KILLED_AFTER_COMMIT)
    browser = Visitor(product.running.address)
    sign_in(browser, teacher)
    browser.open(f"/drafts/{draft}/check-answers")

    with pytest.raises(httpx2.TransportError):
        browser.submit(button="Send to the front door")

    assert doomed.wait(timeout=30) == -signal.SIGKILL
    product.running.start_portal()
    browser.submit(button="Send to the front door")  # the browser sends the same page again
    (line,) = my_contacts(product.office, teacher).items
    assert browser.path == f"/contacts/{line.reference}/receipt"
    product.running.start_worker()
    product.refer(line.reference)
    product.wait_until_idle()
    assert len(product.episodes(line.reference)) == 1
    assert sorted(product.emails(line.reference)) == [
        f"A decision about {line.reference}",
        f"{line.reference} is being looked at",
        f"We have received {line.reference}",
    ]
    browser.close()
