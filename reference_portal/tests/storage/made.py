"""Made-up values for the storage tests, and a transaction that leaves nothing behind."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta

from attrs import evolve, frozen
from sqlalchemy import Engine, text

from frontdoor.domain.after_sending import (
    Addition,
    AdditionReason,
    SecondLook,
    SecondLookAnswer,
    SecondLookReason,
    WithdrawalReason,
)
from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.answering import InformationAnswer, RefusalReason, Withheld, Withholding
from frontdoor.domain.consent import Agreement, AgreementForm, Consent, ReasonNotInformed
from frontdoor.domain.contact import (
    Channel,
    Contact,
    ContactKind,
    Delivery,
    DeliveryState,
    PassedOn,
    Sender,
    Status,
    Submission,
)
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference, Upn
from frontdoor.domain.people import Address, Adult, BirthDate, BirthDateKind, Child, PersonName, Sex
from frontdoor.domain.triage import (
    ChosenRecord,
    Decision,
    DetailsQuestion,
    Holder,
    OfferedRecord,
    Outcome,
    Priority,
    PriorityChange,
    RecordChoice,
)
from frontdoor.workflow.deadlines import Deadlines
from frontdoor.workflow.events import Event, EventKind
from frontdoor_portal.storage.work import SqlTransaction, SqlWork
from frontdoor_portal.use_cases.models import Account, Draft, Message, Topic
from frontdoor_portal.use_cases.ports import Office, Transaction, Work

HANGS_AFTER = 30
"""Seconds after which what waits for somebody else in a test waits for nothing."""
_WAITING_FOR_A_LOCK = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)

NOW = datetime(2026, 11, 5, 16, 30, 15, 123456, UTC)
DUE = Deadlines(NOW + timedelta(hours=24), NOW + timedelta(hours=26))

SCHOOL = Agency("agency-school", "Saltmarsh Primary School", AgencyKind.SCHOOL, frozenset({"saltmarsh.example"}))
TEACHER = Professional(
    "person-teacher",
    "Tess Pemberton",
    "Tess.Pemberton@saltmarsh.example",
    SCHOOL,
    frozenset({Role.PROFESSIONAL, Role.AGENCY_LEAD}),
    "Designated safeguarding lead",
    "01632 960001",
)
ACCOUNT = Account(TEACHER, "hash-of-a-password")
DRAFT = Draft(
    id="draft-1",
    author_id=TEACHER.id,
    agency_id=SCHOOL.id,
    form_id="cause_for_concern",
    form_version="1",
    answers={"child_name": {"given": "Zaynab"}, "what_happened": "Ŵ — ☂", "children": ["a", "b"]},
    created_at=NOW,
    changed_at=NOW,
)

EMPTY = Contact(
    reference=Reference.parse("FD-2222-2222"),
    kind=ContactKind.CAUSE_FOR_CONCERN,
    channel=Channel.FORM,
    status=Status.SENT,
    sender=Sender("", "", "", "", "", "", ""),
    child=Child(),
    category="",
    summary="",
    consent=Consent(),
    submission=Submission("", "", {}),
    sender_priority=Priority.STANDARD,
    received_at=NOW,
)
"""A contact of which nothing is known."""

FULL = Contact(
    reference=Reference.parse("FD-3333-333Z"),
    kind=ContactKind.INFORMATION_REQUEST,
    channel=Channel.PHONE,
    status=Status.DECIDED,
    sender=Sender(
        TEACHER.id, TEACHER.name, TEACHER.job_title, SCHOOL.id, SCHOOL.name, TEACHER.phone, SCHOOL.referral_source
    ),
    child=Child(
        name=PersonName("Zaynab", "O'Brien-Ní Dhómhnaill"),
        other_names="Zed",
        birth_date=BirthDate(date(2016, 2, 29), BirthDateKind.ESTIMATED),
        birth_date_text="about ten",
        sex=Sex.FEMALE,
        address=Address(("1 Tidewater Row", "Severnmouth"), Postcode("WR5 2NP"), "Ring first"),
        nhs_number=NhsNumber.parse("999 000 0018"),
        upn=Upn.parse("A885200010001"),
        school="Saltmarsh Primary School",
    ),
    category="neglect",
    summary="Came to school without a coat.\r\nSaid: “I'm cold”.",
    consent=Consent(
        family_informed=False,
        reasons_not_informed=frozenset({ReasonNotInformed.DELAY, ReasonNotInformed.REFUSED}),
        agreement=Agreement(True, False, "Mother", date(2026, 11, 4), AgreementForm.VERBAL),
        lawful_bases=("6(1)(e)", "9(2)(g)"),
    ),
    submission=Submission(
        "cause_for_concern", "3", {"b": [1, 2.5, None, True], "a": {"z": "ŵ", "y": ""}}, ("old_answer",), True
    ),
    sender_priority=Priority.STANDARD,
    received_at=NOW - timedelta(hours=2),
    factors=("3A", "11"),
    priority_changes=(
        PriorityChange(Priority.HIGH, "Third this month", "Olu Grant", NOW - timedelta(hours=1)),
        PriorityChange(Priority.URGENT, "No food at home", "Olu Grant", NOW - timedelta(minutes=5)),
    ),
    holder=Holder("person-officer", "Olu Grant", NOW - timedelta(hours=1)),
    questions=(
        DetailsQuestion(
            "q1", "Who collects her?", "Olu Grant", NOW, "Her aunt", "Tess Pemberton", NOW, "school", "Olu Grant", NOW
        ),
        DetailsQuestion("q2", "Which days?", "Olu Grant", NOW),
    ),
    decision=Decision(
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        rationale="Repeated neglect",
        message_to_sender="Thank you",
        decided_by="Olu Grant",
        decider_id="officer-1",
        decider_role="screening_officer",
        decided_at=NOW,
        need_scheme="default/1",
        internal_note="For the team only",
        reason_late="Waited for the school",
        record=ChosenRecord(None, "No record yet", "framework_i"),
        team="Assessment team",
        reason="significant_harm",
        reason_told="The child may be harmed.",
        next_steps="Stay in touch.",
    ),
    withdrawn_reason="Sent twice",
    withdrawn_as=WithdrawalReason.DUPLICATE,
    additions=(
        Addition(
            "a1", AdditionReason.CORRECTION, "Another school", TEACHER.id, TEACHER.name, NOW, "school", True, "O G", NOW
        ),
        Addition("a2", AdditionReason.NEW_INFORMATION, "A bruise", TEACHER.id, TEACHER.name, NOW),
    ),
    second_looks=(
        SecondLook(
            1,
            SecondLookReason.RISK,
            "Look again",
            TEACHER.id,
            TEACHER.name,
            NOW,
            NOW + timedelta(days=2),
            True,
            SecondLookAnswer.CHANGED,
            "We did",
            "manager-1",
            "May Quinn",
            NOW,
        ),
        SecondLook(2, SecondLookReason.OTHER, "Again", TEACHER.id, TEACHER.name, NOW, NOW + timedelta(days=3)),
    ),
    earlier_decisions=(
        Decision(Outcome.ADVICE, "2", "Universal", "Thanks", "Olu Grant", "screening_officer", NOW, reason="leaflet"),
    ),
    record_choice=RecordChoice(ChosenRecord(None), ("p-8",), "Olu Grant", NOW, ("p-7", "p-8")),
    delivery=Delivery(
        DeliveryState.NEEDS_A_PERSON,
        "E-1",
        "Assessment team",
        "Record locked",
        "file-1",
        "p-9",
        (OfferedRecord("p-10", PersonName("Z.", "Nkemelu"), BirthDate(date(2016, 2, 29)), restricted=True),),
    ),
    answer=InformationAnswer(
        outcome=Outcome.ANSWERED,
        rationale="The order names them",
        prepared_by="Olu Grant",
        prepared_by_id="officer-1",
        prepared_at=NOW - timedelta(minutes=9),
        shared="Known since 2019.\nŵ",
        withheld=(Withheld(Withholding.THIRD_PARTY, "The father’s health"), Withheld(Withholding.NOT_HELD)),
        refused_because=RefusalReason.OTHER,
        message="Call us",
        reason_late="Archive closed",
        sent_back_by="May Quinn",
        sent_back_because="Too much",
        sent_back_at=NOW - timedelta(minutes=5),
        released_by="May Quinn",
        released_by_id="manager-1",
        released_at=NOW,
    ),
    passed_on=PassedOn("ASC-12", date(2026, 11, 5), "Olu Grant", NOW),
    version=7,
)
"""A contact with something in every field but the adult, which would stand in the child's place."""

ABOUT_AN_ADULT = Contact(
    reference=Reference.parse("FD-2222-2222"),
    kind=ContactKind.ADULT_CONCERN,
    channel=Channel.FORM,
    status=Status.SENT,
    sender=Sender("", "", "", "", "", "", ""),
    child=Child(),
    category="",
    summary="",
    consent=Consent(),
    submission=Submission("", "", {}),
    sender_priority=Priority.STANDARD,
    received_at=NOW,
    adult=Adult(
        PersonName("Mabel", "Oyelaran"),
        date(1948, 2, 29),
        "about 78",
        Address(("2 Quay Lane",), Postcode("WR5 2NP"), "A care home"),
        "Her niece, mornings",
    ),
)

SENT = Event(EventKind.SENT, NOW, TEACHER.id, TEACHER.name, "")


def message(key: str, *, urgent: bool = False) -> Message:
    return Message(key, Topic.OPEN_EPISODE, {"reference": key}, urgent)


def register(work: SqlWork) -> None:
    """Store the school and its teacher."""
    with work.begin() as tx:
        tx.accounts.add_agency(SCHOOL)
        tx.accounts.add_account(ACCOUNT)


class _Undo(Exception):
    pass


@contextmanager
def undone(work: SqlWork) -> Iterator[SqlTransaction]:
    """A transaction that is dropped at its end, so that one database serves many examples."""
    with suppress(_Undo), work.begin() as tx:
        yield tx
        raise _Undo


def at_once(*actions: Callable[[], object]) -> list[BaseException | None]:
    """Run actions in threads of their own; what each raised, in their order."""
    outcomes: list[BaseException | None] = [None] * len(actions)

    def run(place: int) -> None:
        try:
            actions[place]()
        except BaseException as problem:
            outcomes[place] = problem

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@frozen
class _EndsLate:
    """The unit of work of whoever is first: something is done before each transaction of theirs ends."""

    inner: Work
    before_it_ends: Callable[[Transaction], object]

    def reading(self) -> AbstractContextManager[Transaction]:
        return self.inner.reading()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        with self.inner.begin() as tx:
            yield tx
            self.before_it_ends(tx)


def side_by_side(
    engine: Engine,
    office: Office,
    first: Callable[[Office], object],
    second: Callable[[], object],
    *,
    once: Callable[[Transaction], bool] = lambda _: True,
) -> object:
    """Begin the second before the first has ended, and let the first go on once the second is done or waits for it.

    That is before the first transaction ends of which `once` is true.
    """
    running: list[Future[object]] = []
    enough = time.monotonic() + HANGS_AFTER

    def begin_second(tx: Transaction) -> None:
        if running or not once(tx):
            return
        running.append(beside.submit(second))
        while engine.dialect.name == "postgresql" and not running[0].done():
            with engine.connect() as looking:
                if looking.scalar(text(_WAITING_FOR_A_LOCK)):
                    return
            assert time.monotonic() < enough, "The second neither ends nor waits for the first"

    with ThreadPoolExecutor(1) as beside:
        first(evolve(office, work=_EndsLate(office.work, begin_second)))
        return running[0].result()
