"""Many concerns sent over HTTP while portal and workers are killed at random: none lost, none there twice.

`--submissions 1000` makes it long, `--seed N` replays the plan of a run. The case system knows no idempotency, so that
"once" is what the portal alone achieves.
"""

import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import httpx2
import pytest
from attrs import define, field
from reference_portal.tests.faults.conftest import running_product
from reference_portal.tests.faults.nemesis import Nemesis, planned
from reference_portal.tests.faults.product import SETTINGS, Product, sign_in

from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.demo.visitor import NotAsExpected, Visitor
from frontdoor_portal.use_cases.models import ContactFilter

SENDERS = 4
SECONDS_FOR_ONE = 120
"""How long one sender tries to send one concern before the run has failed."""

PATIENT = SETTINGS.replace("budget = 4.0", "budget = 600.0").replace("cap = 1.0", "cap = 2.0")
"""Nothing goes to a person for want of time: what fails is to be tried until it works."""


@pytest.fixture
def patient_product(database_url: str, tmp_path: Path, plugin: str) -> Iterator[Product]:
    with running_product(tmp_path / "product", database_url, plugin, PATIENT) as running:
        yield running


@define
class Sent:
    """The receipts that senders have seen, by draft."""

    receipts: dict[str, Reference] = field(factory=dict)

    def count(self) -> int:
        return len(self.receipts)


def test_nothing_is_lost_and_nothing_is_there_twice(
    patient_product: Product,
    pytestconfig: pytest.Config,
    database_kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    product = patient_product
    submissions = int(pytestconfig.getoption("submissions"))
    seed = pytestconfig.getoption("seed")
    seed = random.SystemRandom().randint(0, 999_999) if seed is None else int(seed)
    product.case_system.misbehave(Misbehaviour.OPENS_ANEW)
    sent, stop = Sent(), threading.Event()
    web = product.running.start_portal()
    workers = [product.running.start_worker() for _ in range(2)]
    nemesis = Nemesis(product, planned(seed, submissions), sent.count, web, workers)
    striking = threading.Thread(target=nemesis.run, args=(stop,))
    striking.start()
    try:
        with ThreadPoolExecutor(SENDERS) as senders:
            list(senders.map(lambda each: send(product, each[0], each[1], sent), enumerate(shares(submissions))))
    finally:
        stop.set()
        striking.join()
    product.wait_until_idle()

    lost, doubled, waiting = judge(product, sent)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{database_kind}: seed {seed}, {sent.count()} receipts, {nemesis.struck} blows, "
            f"{len(lost)} lost, {len(doubled)} doubled, {len(waiting)} with a person\n"
        )
    assert (lost, doubled, waiting) == ([], [], [])
    with product.office.work.reading() as tx:
        assert tx.contacts.count(ContactFilter()) == submissions == sent.count()


def shares(submissions: int) -> list[int]:
    """How many concerns each sender sends."""
    return [submissions // SENDERS + (number < submissions % SENDERS) for number in range(SENDERS)]


def send(product: Product, number: int, share: int, sent: Sent) -> None:
    """One sender: fill in a draft, send it over HTTP until a receipt is shown, and have it decided at once."""
    teacher, browser = product.add_teacher(number), Visitor(product.running.address)
    until_it_works(lambda: sign_in(browser, teacher))
    for _ in range(share):
        draft = product.complete_draft(teacher)
        until_it_works(lambda draft=draft: show_receipt(browser, draft, sent))  # type: ignore[misc]
        product.refer(sent.receipts[draft])
    browser.close()


def show_receipt(browser: Visitor, draft: str, sent: Sent) -> None:
    browser.open(f"/drafts/{draft}/check-answers")
    if not browser.path.endswith("/receipt"):
        browser.submit(button="Send to the front door")
    number = browser.path.removeprefix("/contacts/").removesuffix("/receipt")
    sent.receipts[draft] = Reference.parse(number)


def until_it_works(do: Callable[[], None]) -> None:
    """Try again as a person would whose browser says that the site cannot be reached."""
    until = monotonic() + SECONDS_FOR_ONE
    while True:
        try:
            return do()
        except (httpx2.TransportError, NotAsExpected):
            if monotonic() > until:
                raise
            sleep(0.2)


def judge(product: Product, sent: Sent) -> tuple[list[str], list[str], list[str]]:
    """The references whose episode is missing or unrecorded, those with more than one, those a person must settle."""
    lost, doubled, waiting = [], [], []
    for reference in sent.receipts.values():
        held, delivery = product.episodes(reference), product.contact(reference).delivery
        if len(held) > 1:
            doubled.append(str(reference))
        elif delivery.state is DeliveryState.NEEDS_A_PERSON:
            waiting.append(f"{reference}: {delivery.reason}")
        elif held != (delivery.episode_id,):
            lost.append(str(reference))
    return lost, doubled, waiting
