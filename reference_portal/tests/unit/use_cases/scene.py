"""A front door on a real database in a file, the people around it, and a store that can be interrupted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cache
from typing import Any

from attrs import define, evolve
from reference_portal.tests.fakes import COUNCIL, SURGERY, Clock, TwoSystems, person
from reference_portal.tests.storage.made import undone

from frontdoor.domain.agency import Role
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import Concept, RawAnswer, library_form
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft, today
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.models import AuditEntry, Message, NoticeKind
from frontdoor_portal.use_cases.ports import Office, Work
from frontdoor_portal.use_cases.send_draft import send_draft
from frontdoor_portal.use_cases.take_contact import take_contact

FORM = library_form("cause_for_concern")
FORMS = (FORM, library_form("information_request"), library_form("adult_concern"))
TEACHER = person()
COLLEAGUE = person(name="Femi Okoro")
HEAD = person(Role.AGENCY_LEAD, name="Ivo Marsh")
DOCTOR = person(agency=SURGERY, name="Nia Cole")
DOCTORS_LEAD = person(Role.AGENCY_LEAD, SURGERY, "Ada Finch")
OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Grant")
OTHER_OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Pat Lowe")
MANAGER = person(Role.TEAM_MANAGER, COUNCIL, "May Quinn")
TEAM = "Assessment 1"

CHILD: Mapping[Concept, RawAnswer] = {
    Concept.CHILD_STAGE: "born",
    Concept.CHILD_NAME: {"given": "Zaynab", "family": "Nkemelu"},
    Concept.DATE_OF_BIRTH: {"day": "29", "month": "2", "year": "2016"},
    Concept.SEX: "F",
    Concept.WHEREABOUTS: "address_known",
    Concept.CATEGORY: ("neglect",),
    Concept.HELP_WANTED: "social_work_assessment",
    Concept.URGENCY: "standard",
}
"""What the teacher knows, by what it means."""


@cache
def _complete(day: date) -> dict[str, RawAnswer]:
    # Filling in binds the form again and again, which takes longer than most tests.
    return fill_in(FORM, CHILD, day, {"child_name_known": "yes"})


@define
class FrontDoor:
    """An office with everything a test moves: the clock and the two systems."""

    office: Office
    clock: Clock
    systems: TwoSystems

    def answers(self, known: Mapping[Concept, RawAnswer] | None = None) -> dict[str, RawAnswer]:
        """Raw answers with which the form is complete."""
        if known:
            return fill_in(FORM, {**CHILD, **known}, today(self.office), {"child_name_known": "yes"})
        return dict(_complete(today(self.office)))

    def draft(self, answers: Mapping[str, RawAnswer] | None = None) -> str:
        """The id of a draft of the teacher's; complete where no answers are given."""
        draft = start_draft(self.office, TEACHER, FORM.id, remember_search(self.office, TEACHER, ChildQuery()))
        with self.office.work.begin() as tx:
            tx.drafts.save(evolve(draft, answers=self.answers() if answers is None else answers))
        return draft.id

    def sent(self, known: Mapping[Concept, RawAnswer] | None = None) -> Reference:
        return send_draft(self.office, TEACHER, self.draft(self.answers(known)))

    def taken(self, known: Mapping[Concept, RawAnswer] | None = None) -> Reference:
        reference = self.sent(known)
        take_contact(self.office, OFFICER, reference)
        return reference

    def asked(self) -> tuple[Reference, str]:
        """A contact that waits for the sender's answer, and the question's id."""
        reference = self.taken()
        contact = ask_for_details(self.office, OFFICER, reference, "Which days?")
        return reference, contact.questions[0].id

    def decided(
        self, outcome: Outcome = Outcome.REFERRAL, known: Mapping[Concept, RawAnswer] | None = None
    ) -> Reference:
        reference = self.taken(known)
        decide_contact(
            self.office,
            OFFICER,
            reference,
            outcome=outcome,
            level_of_need="4",
            rationale="Significant harm",
            message_to_sender="Thank you",
            record=ChosenRecord("p-1", "Zaynab Nkemelu"),
            team=TEAM,
        )
        return reference

    def contact(self, reference: Reference) -> Contact:
        with self.office.work.begin() as tx:
            contact = tx.contacts.get(reference)
        assert contact is not None
        return contact

    def audit(self, subject: object) -> list[AuditEntry]:
        """What the audit holds about a subject, oldest first."""
        with self.office.work.begin() as tx:
            return list(tx.audit.of_subject(str(subject)))

    def queued(self) -> list[Message]:
        """Every message due in the outbox, as a worker would meet them; nothing is taken out.

        That somebody looks at a contact is told at every first take: `test_after_sending` says so, and here it is left
        out.
        """
        work: Any = self.office.work
        with undone(work) as tx:
            found = []
            while claimed := tx.outbox.claim("test", 60):
                found.append(claimed.message)
        looked_at = NoticeKind.BEING_LOOKED_AT.value
        return [each for each in found if each.payload.get("kind") != looked_at]

    def told(self, kind: str) -> list[str]:
        """Whom a kind of notice goes to."""
        return [each.payload["to"] for each in self.queued() if each.payload.get("kind") == kind]

    def queued_kinds(self) -> list[str]:
        """Why each message is in the outbox: the kind of a notice, or the topic."""
        return [message.payload.get("kind", message.topic.value) for message in self.queued()]


class _Store:
    def __init__(self, store: Any, method: str, act: Callable[[], None]) -> None:
        self._store, self._method, self._act = store, method, act

    def __getattr__(self, name: str) -> Any:
        if name == self._method:
            self._act()
        return getattr(self._store, name)


class _Transaction:
    def __init__(self, tx: Any, interrupted: "Interrupted") -> None:
        self._tx, self._interrupted = tx, interrupted

    def __getattr__(self, name: str) -> Any:
        store = getattr(self._tx, name)
        if name != self._interrupted.store:
            return store
        return _Store(store, self._interrupted.method, self._interrupted.act)


@define
class Interrupted:
    """A store where the first `times` uses of one method raise `problem`; then `meanwhile` happens, once each.

    With `Stale` it is a database on which somebody else was quicker, and `meanwhile` is what they did.
    """

    work: Work
    store: str
    method: str
    problem: Exception
    meanwhile: Callable[[], object] = lambda: None
    times: int = 1

    def begin(self) -> AbstractContextManager[Any]:
        return self._open(self.work.begin())

    def reading(self) -> AbstractContextManager[Any]:
        return self._open(self.work.reading())

    @contextmanager
    def _open(self, opened: AbstractContextManager[Any]) -> Iterator[Any]:
        try:
            with opened as tx:
                yield _Transaction(tx, self)
        except type(self.problem) as problem:
            if problem is self.problem:
                self.meanwhile()
            raise

    def act(self) -> None:
        if self.times > 0:
            self.times -= 1
            raise self.problem
