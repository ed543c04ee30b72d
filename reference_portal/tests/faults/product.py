"""The product in real processes, with a proxy before its case system, and what its people do meanwhile."""

import os
import subprocess
import sys
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from time import monotonic, sleep
from typing import TypeVar

import pytest
from attrs import evolve, frozen
from sqlalchemy import text

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept, RawAnswer
from frontdoor.secrets.mounted_files import FOLDER_VARIABLE
from frontdoor.testing.families import person
from frontdoor.testing.fault_proxy import FaultProxy
from frontdoor.testing.filling import fill_in
from frontdoor.testing.simulator_process import RemoteSimulator
from frontdoor_portal.composition import Composition
from frontdoor_portal.demo.processes import Process
from frontdoor_portal.demo.running import Running
from frontdoor_portal.demo.seeding import DEMO_PASSWORD, FORM, demo_account
from frontdoor_portal.demo.visitor import Visitor
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact

CHILD = "ashdown.ella"
PATIENCE_SECONDS = 90
Found = TypeVar("Found")

# Short enough that a message of a killed worker is free again soon; long enough for a busy machine. The breaker stays
# shut: a system that is left alone for a while would make each test wait for its rest.
SETTINGS = """
[connections]
failures_to_open = 100000
rest = 0.2
rest_after_refusal = 0.5

[delivery]
call_deadline = 2.0
lease_seconds = 5.0
idle_seconds = 0.2
refusal_pause = 0.5

[delivery.retry]
base = 0.3
cap = 1.0
budget = 4.0
urgent_budget = 4.0
"""


@frozen
class Product:
    """A running product, and the same rooms in this process to look at what it stored."""

    running: Running
    composed: Composition

    @property
    def office(self) -> Office:
        return self.composed.office

    @property
    def case_system(self) -> RemoteSimulator:
        return next(iter(self.running.systems.simulators.values()))

    @property
    def line(self) -> FaultProxy:
        """What stands between the portal and the case system."""
        return self.running.systems.proxies[self.case_system.name][-1]

    def episodes(self, reference: Reference) -> tuple[str, ...]:
        """The ids of the episodes that the case system holds for a reference."""
        return self.case_system.held(str(reference)).episodes

    def contact(self, reference: Reference) -> Contact:
        with self.office.work.reading() as tx:
            contact = tx.contacts.get(reference)
        assert contact is not None
        return contact

    def referred(self, child: str = CHILD) -> Reference:
        """The teacher has sent a concern, and the officer has decided: a referral, to the child's own record."""
        reference = send_draft(self.office, demo_account("teacher"), self.complete_draft())
        self.refer(reference, child)
        return reference

    def add_teacher(self, number: int) -> Professional:
        """One more teacher, who signs in with the password of all."""
        teacher = evolve(demo_account("teacher"), id=f"teacher-{number}", email=f"teacher.{number}@st-wulstan.example")
        with self.office.work.begin() as tx:
            tx.accounts.add_account(Account(teacher, self.office.passwords.hash(DEMO_PASSWORD)))
        return teacher

    def complete_draft(self, teacher: Professional | None = None) -> str:
        """The id of a draft that can be sent. Two that one person starts at once are one draft."""
        author = teacher or demo_account("teacher")
        draft = start_draft(self.office, author, FORM, remember_search(self.office, author, ChildQuery()))
        name = {"given": "Ella", "family": "Ashdown"}
        known: dict[Concept, RawAnswer] = {Concept.CATEGORY: ("neglect",), Concept.CHILD_NAME: name}
        answers = fill_in(self.office.forms[FORM], known, today(self.office))
        with self.office.work.begin() as tx:
            tx.drafts.save(evolve(draft, answers=answers))
        return draft.id

    def refer(self, reference: Reference, child: str = CHILD) -> None:
        officer = demo_account("officer")
        take_contact(self.office, officer, reference)
        decide_contact(
            self.office,
            officer,
            reference,
            outcome=Outcome.REFERRAL,
            level_of_need="4",
            rationale="The threshold is met.",
            message_to_sender="A social worker will call you.",
            record=ChosenRecord(person(child).case_id),
            team=self.office.teams[0],
            reason="significant_harm",
        )

    def start_doomed_worker(self, point: str) -> Process:
        """A worker that will die at a point of `dying_worker`."""
        processes, folder = self.running.processes, self.running.folder
        arguments = ("dying_worker", point, "--config", str(folder.settings), "worker")
        return processes.start(folder.log("doomed-worker"), *arguments)

    def letters(self, reference: Reference) -> list[EmailMessage]:
        """Every email sent about a reference, in the order they were sent."""
        parse = BytesParser(policy=policy.default).parsebytes
        letters = [parse(file.read_bytes()) for file in sorted(self.running.folder.mail.glob("*.eml"))]
        return [letter for letter in letters if str(reference) in letter["Subject"]]

    def emails(self, reference: Reference) -> list[str]:
        """The subjects of every email sent about a reference, in the order they were sent."""
        return [letter["Subject"].removeprefix("Family Front Door: ") for letter in self.letters(reference)]

    def attempts(self, reference: Reference) -> int:
        """How often the worker began to open the episode."""
        asked = text("SELECT max(attempts) FROM outbox_messages WHERE topic = 'open_episode' AND key LIKE :key")
        with self.composed.engine.connect() as connection:
            return int(connection.execute(asked, {"key": f"%{reference}%"}).scalar_one() or 0)

    def reconcile(self) -> int:
        """Compare with the case system, as the nightly command does; its exit code."""
        command = [sys.executable, "-m", "frontdoor_portal.cli", "--config", str(self.running.folder.settings)]
        environment = os.environ | {FOLDER_VARIABLE: str(self.running.folder.secrets)}
        return subprocess.run([*command, "reconcile"], env=environment, check=False, timeout=300).returncode

    def is_waiting(self, reference: Reference) -> bool:
        return self.contact(reference).delivery.state is DeliveryState.WAITING

    def wait_until_everybody_is_told(self) -> None:
        """Return once no email is queued or under way: one that is, when its worker dies, may rightly come twice."""
        waiting = text("SELECT count(*) FROM outbox_messages WHERE topic = 'notice' AND state <> 'done'")

        def is_told() -> bool:
            with self.composed.engine.connect() as connection:
                return bool(connection.execute(waiting).scalar_one() == 0)

        wait_for(is_told)

    def wait_until_settled(self, reference: Reference) -> Contact:
        """Return the contact once its delivery is done, or in a person's hands."""

        def settled() -> Contact | None:
            return None if self.is_waiting(reference) else self.contact(reference)

        return wait_for(settled)

    def wait_until_idle(self) -> None:
        """Return once the outbox has nothing left to do."""

        def is_idle() -> bool:
            with self.office.work.reading() as tx:
                return tx.outbox.oldest_waiting_seconds() is None

        wait_for(is_idle)


def sign_in(browser: Visitor, who: Professional) -> None:
    browser.open("/sign-in")
    browser.submit({"email": who.email, "password": DEMO_PASSWORD}, action="/sign-in")


def wait_for(look: Callable[[], Found | None]) -> Found:
    """What `look` answers, once it is true of it; fails the test when that takes too long."""
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until:
        if found := look():
            return found
        sleep(0.05)
    pytest.fail("What was waited for did not happen")
