"""The running product behind the journeys, and what happens there while nobody watches: colleagues, mail, systems."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.forms import RawAnswers
from frontdoor.testing.families import person
from frontdoor.testing.simulator_process import RemoteSimulator
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_portal.demo.mailbox import Mailbox, until
from frontdoor_portal.demo.running import Running
from frontdoor_portal.demo.seeding import FORM, demo_account, draft_made_up_concern, send_made_up_concern
from frontdoor_portal.use_cases.answer_details import answer_details
from frontdoor_portal.use_cases.ask_for_details import ask_for_details
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.drafts import start_draft
from frontdoor_portal.use_cases.find_child import ChildQuery, remember_search
from frontdoor_portal.use_cases.form_versions.looking import library_versions
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.take_contact import take_contact
from frontdoor_portal.use_cases.view_contact import view_contact


@frozen
class Stage:
    """`office` works on the same database as the portal's process, as a second portal would."""

    running: Running
    office: Office

    @property
    def address(self) -> str:
        return self.running.address

    @property
    def mail(self) -> Mailbox:
        return Mailbox(self.running.folder.mail)

    def somebody(self, key: str) -> Professional:
        return demo_account(key)

    def concern_about(self, child: str, category: str = "neglect") -> Reference:
        """The teacher has sent a concern about a made-up child."""
        return send_made_up_concern(self.office, demo_account("teacher"), person(child), category)

    def draft_about(self, child: str) -> None:
        """The teacher has answered everything about a made-up child, and not sent it yet."""
        draft_made_up_concern(self.office, demo_account("teacher"), person(child), "neglect")

    def draft_of(self, answers: RawAnswers, *, without: Collection[str] = ()) -> str:
        """The address of a draft of the teacher's that holds these answers, but for those to some questions."""
        teacher = demo_account("teacher")
        draft = start_draft(self.office, teacher, FORM, remember_search(self.office, teacher, ChildQuery()))
        kept = {key: answer for key, answer in answers.items() if key not in without}
        with self.office.work.begin() as tx:
            tx.drafts.save(evolve(draft, answers=kept))
        return f"/drafts/{draft.id}"

    def shipped_text(self, form_id: str) -> str:
        """The text of the newest version of a form that comes with the product: the one in force at the start."""
        shipped = [each for each in library_versions(self.office) if each.form_id == form_id]
        return max(shipped, key=lambda each: each.version).text

    def taken_by(self, key: str, reference: Reference) -> None:
        take_contact(self.office, demo_account(key), reference)

    def asked(self, reference: Reference, question: str) -> None:
        """The officer has taken the contact and asked its sender something."""
        self.taken_by("officer", reference)
        ask_for_details(self.office, demo_account("officer"), reference, question)

    def answered(self, reference: Reference, answer: str) -> None:
        """The teacher has answered the open question about a contact."""
        teacher = demo_account("teacher")
        [question] = view_contact(self.office, teacher, reference).contact.open_questions
        answer_details(self.office, teacher, reference, {question.id: answer})

    def advised(self, reference: Reference, message: str) -> None:
        """The officer has decided: advice."""
        decide_contact(
            self.office,
            demo_account("officer"),
            reference,
            outcome=Outcome.ADVICE,
            level_of_need="2",
            rationale="The school meets these needs with advice from the community social worker.",
            message_to_sender=message,
            reason="agency_can_help",
        )

    def referred(self, reference: Reference, record: str | None) -> None:
        """The officer has taken the contact and decided: a referral, to that record, or with None to a new one."""
        self.taken_by("officer", reference)
        decide_contact(
            self.office,
            demo_account("officer"),
            reference,
            outcome=Outcome.REFERRAL,
            level_of_need="4",
            rationale="The threshold for a social work assessment is met.",
            message_to_sender="A social worker will call you within one working day.",
            record=ChosenRecord(record),
            team=self.office.teams[0],
            reason="significant_harm",
        )

    def wait_until_it_needs_a_person(self, reference: Reference) -> None:
        """The worker has found that it cannot open the episode by itself."""

        def stuck() -> str | None:
            delivery = view_contact(self.office, demo_account("officer"), reference).contact.delivery
            return delivery.reason if delivery.state is DeliveryState.NEEDS_A_PERSON else None

        until(stuck, "The delivery was never handed to a person")

    def wait_until_it_is_delivered(self, reference: Reference) -> None:
        """The worker has the episode's number."""

        def number() -> str | None:
            return view_contact(self.office, demo_account("officer"), reference).contact.delivery.episode_id or None

        until(number, "The episode was never opened")

    @property
    def case_management(self) -> RemoteSimulator:
        """The case-management system of this run: the first that is named."""
        return next(iter(self.running.systems.simulators.values()))

    @contextmanager
    def misbehaving(self, how: Misbehaviour) -> Iterator[None]:
        """The case-management system goes wrong in this way, and then behaves again."""
        self.case_management.misbehave(how)
        try:
            yield
        finally:
            self.case_management.misbehave(None)
