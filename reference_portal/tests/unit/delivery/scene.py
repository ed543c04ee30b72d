"""A decided concern, the people around it, and a worker to deliver it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from attrs import define, evolve
from reference_portal.tests.fakes import office_on, person
from reference_portal.tests.unit.delivery.postbox import Postbox
from reference_portal.tests.unit.delivery.queue_in_memory import START, Killed, Memory
from reference_portal.tests.unit.delivery.vendor import Vendor

from frontdoor.domain.agency import Role
from frontdoor.domain.consent import Consent
from frontdoor.domain.contact import (
    Channel,
    Contact,
    ContactKind,
    Delivery,
    DeliveryState,
    Sender,
    Status,
    Submission,
)
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference
from frontdoor.domain.people import Address, BirthDate, Child, PersonName
from frontdoor.domain.triage import ChosenRecord, Decision, Outcome, Priority
from frontdoor.forms import library_forms
from frontdoor_portal.delivery.building import build_worker
from frontdoor_portal.delivery.letters import Letterhead
from frontdoor_portal.delivery.policy import WorkerPolicy
from frontdoor_portal.delivery.worker import Worker
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.notices import open_episode_message, outcome_notice
from frontdoor_portal.use_cases.ports import Office

LETTERHEAD = Letterhead("Family Front Door", "frontdoor@council.example", "https://portal.council.example")
TEACHER = person()
OFFICER = person(Role.SCREENING_OFFICER, name="Olu Grant")
REFERENCE = Reference.parse("FD-2222-2222")
FORM = library_forms()[0]
CANARIES = ("Zaynab", "Nkemelu", "Larch", "WR5", "9990000018", "999 000 0018", "neglect", "hungry", "2016")
"""Words about the child that may appear in no email and no log."""

CONCERN = Contact(
    reference=REFERENCE,
    kind=ContactKind.CAUSE_FOR_CONCERN,
    channel=Channel.FORM,
    status=Status.DECIDED,
    sender=Sender(TEACHER.id, TEACHER.name, "Teacher", TEACHER.agency.id, TEACHER.agency.name, "", "2A"),
    child=Child(
        name=PersonName("Zaynab", "Nkemelu"),
        birth_date=BirthDate(date(2016, 2, 29)),
        address=Address(("1 Larch Road",), Postcode("WR5 2NP")),
        nhs_number=NhsNumber.parse("999 000 0018"),
    ),
    category="neglect",
    summary="Always hungry at school",
    consent=Consent(),
    submission=Submission(FORM.id, FORM.version, {}),
    sender_priority=Priority.STANDARD,
    received_at=START - timedelta(hours=2),
    decision=Decision(
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Significant harm",
        message_to_sender="Thank you",
        decided_by=OFFICER.name,
        decider_id=OFFICER.id,
        decider_role=Role.SCREENING_OFFICER.value,
        decided_at=START,
        record=ChosenRecord("p-1"),
        team="Assessment 1",
    ),
    delivery=Delivery(DeliveryState.WAITING),
)
URGENT = evolve(CONCERN, sender_priority=Priority.URGENT)


@define
class Scene:
    """A worker with everything around it. `wait` lets time pass for the queue."""

    memory: Memory
    vendor: Vendor
    postbox: Postbox
    office: Office
    worker: Worker

    @property
    def delivery(self) -> Delivery:
        return self.memory.stored[REFERENCE].delivery

    def wait(self, seconds: float) -> None:
        self.memory.seconds += seconds

    def work(self) -> None:
        """Carry out whatever is due; a worker that is killed stays dead."""
        try:
            while self.worker.run_once():
                continue
        except Killed:
            return

    def work_until_quiet(self) -> None:
        """Work, and let time pass, until nothing is left to do by itself."""
        for _ in range(400):
            self.work()
            if all(row.state in {"done", "aside"} for row in self.memory.rows.values()):
                return
            self.wait(300)
        raise AssertionError(f"never quiet: {self.memory.rows}")


def scene(
    contact: Contact = CONCERN,
    *,
    draw: Callable[[], float] = lambda: 1.0,
    policy: WorkerPolicy | None = None,
    notices: bool = False,
    **parts: Any,
) -> Scene:
    """A concern that was just decided. `draw` 1.0 waits the longest a retry may; `notices` queues the outcome too."""
    memory = Memory(stored={contact.reference: contact})
    memory.accounts_by_id = {each.id: Account(each, "") for each in (TEACHER, OFFICER)}
    memory.put(open_episode_message(contact))
    if notices:
        memory.put(outcome_notice(contact))
    vendor, postbox = Vendor(memory), Postbox(memory)
    work: Any = memory
    everything = {"episodes": vendor, "form_versions": {(FORM.id, FORM.version): FORM}, **parts}
    clock: Any = memory.now
    office = office_on(work, clock, **everything)
    worker = build_worker(office, postbox, LETTERHEAD, policy, draw=draw, name="worker-1")
    return Scene(memory, vendor, postbox, office, worker)
