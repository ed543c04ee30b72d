"""Whatever is asked of a contact in whatever order, what must always hold holds."""

from datetime import timedelta

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sdk.tests.workflow.people import (
    ADVISE,
    ASKED,
    DRAFT,
    EVERYBODY,
    MANAGER,
    NOW,
    OFFICER,
    OTHER_OFFICER,
    REFER,
    REFERRED,
    SENT,
    TAKEN,
    TEACHER,
    TWINS,
)

from frontdoor.domain.after_sending import AdditionReason, SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact, DeliveryState, Status
from frontdoor.domain.triage import OPENS_EPISODE, OfferedRecord, Outcome, Priority
from frontdoor.workflow import commands as ask
from frontdoor.workflow.deadlines import ClockPolicy
from frontdoor.workflow.decide import Change, Rules, decide
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import Refused

RULES = Rules(clocks=ClockPolicy(pause_while_waiting=True), manager_decides=frozenset({Outcome.NO_FURTHER_ACTION}))
FRONT_DOOR = {OFFICER.id, OTHER_OFFICER.id, MANAGER.id}
UNDECIDED = {Status.SENT, Status.BEING_LOOKED_AT, Status.MORE_INFORMATION_ASKED}

officers = st.sampled_from((OFFICER, OTHER_OFFICER, MANAGER))
anybody = st.sampled_from(EVERYBODY)
mostly_officers = officers | officers | anybody
mostly_senders = st.just(TEACHER) | anybody
texts = st.sampled_from(("", "  ", "words", " more words "))
ids = st.sampled_from(("q1", "q2", "q3"))
addition_ids = st.sampled_from(("a1", "a2"))
episode_ids = st.sampled_from(("E-1", " E-1 ", "E-2"))


class ContactLife(RuleBasedStateMachine):
    """One contact to which anybody may ask anything; `contact` is what it has come to."""

    def __init__(self) -> None:
        super().__init__()
        self.contact: Contact = DRAFT
        self.now = NOW

    @initialize(contact=st.sampled_from((DRAFT, SENT, TAKEN, ASKED, REFERRED)))
    def begin(self, contact: Contact) -> None:
        self.contact = contact

    def give(self, command: ask.Command) -> None:
        before = self.contact
        try:
            change = decide(before, command, self.now, RULES)
        except Refused:
            return
        self.check_step(before, change)
        self.contact = change.contact

    def check_step(self, before: Contact, change: Change) -> None:
        after = change.contact
        assert (change.events == ()) == (after == before)
        assert all(event.at == self.now for event in change.events)
        assert (after.version, after.reference, after.submission) == (
            before.version,
            before.reference,
            before.submission,
        )
        assert after.priority_changes[: len(before.priority_changes)] == before.priority_changes
        for was, now in zip(before.questions, after.questions, strict=False):
            assert was.is_open or evolve(now, read_by=was.read_by, read_at=was.read_at) == was
        is_changed = [event.kind for event in change.events] == [EventKind.SECOND_LOOK_CHANGED]
        if before.decision is not None and not is_changed:
            assert after.decision == before.decision
        decisions = [*before.earlier_decisions, *([before.decision] if is_changed and before.decision else [])]
        assert list(after.earlier_decisions) == decisions
        assert [evolve(each, read_by="", read_at=None) for each in after.additions[: len(before.additions)]] == [
            evolve(each, read_by="", read_at=None) for each in before.additions
        ]
        assert len(after.second_looks) >= len(before.second_looks)
        for was_look, look in zip(before.second_looks, after.second_looks, strict=False):
            assert was_look.is_open or look == was_look
        is_doubted = [event.kind for event in change.events] == [EventKind.DELIVERY_DOUBTED]
        if before.delivery.state is DeliveryState.DELIVERED and not is_doubted:
            assert after.delivery == before.delivery

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours, minutes=1)

    @rule(by=mostly_senders)
    def send(self, by: Professional) -> None:
        self.give(ask.Send(by))

    @rule(by=mostly_officers)
    def take(self, by: Professional) -> None:
        self.give(ask.Take(by))

    @rule(by=mostly_officers)
    def release(self, by: Professional) -> None:
        self.give(ask.Release(by))

    @rule(by=mostly_officers, to=st.sampled_from(Priority), reason=texts)
    def prioritise(self, by: Professional, to: Priority, reason: str) -> None:
        self.give(ask.Prioritise(by, to, reason))

    @rule(by=mostly_officers, question_id=ids, text=texts)
    def ask_for_details(self, by: Professional, question_id: str, text: str) -> None:
        self.give(ask.AskForDetails(by, question_id, text))

    @rule(by=mostly_senders, question_id=ids, text=texts)
    def answer(self, by: Professional, question_id: str, text: str) -> None:
        self.give(ask.AnswerDetails(by, question_id, text))

    @precondition(lambda self: self.contact.status in UNDECIDED)
    @rule(by=officers, outcome=st.sampled_from(Outcome), reason_late=texts, sound=st.booleans(), by_hand=st.booleans())
    def decide(self, by: Professional, outcome: Outcome, reason_late: str, sound: bool, by_hand: bool) -> None:
        command = REFER if sound else ADVISE
        self.give(evolve(command, by=by, outcome=outcome, reason_late=reason_late, by_hand=by_hand))

    @rule(by=mostly_senders, reason=st.sampled_from(WithdrawalReason), details=texts)
    def withdraw(self, by: Professional, reason: WithdrawalReason, details: str) -> None:
        self.give(ask.Withdraw(by, reason, details))

    @rule(by=mostly_senders, addition_id=addition_ids, reason=st.sampled_from(AdditionReason), text=texts)
    def add_information(self, by: Professional, addition_id: str, reason: AdditionReason, text: str) -> None:
        self.give(ask.AddInformation(by, addition_id, reason, text, "school"))

    @rule(by=mostly_officers, read=st.sets(addition_ids | ids, min_size=1))
    def read_information(self, by: Professional, read: set[str]) -> None:
        self.give(ask.ReadInformation(by, tuple(sorted(read))))

    @precondition(lambda self: self.contact.decision is not None)
    @rule(by=mostly_senders | mostly_officers, reason=st.sampled_from(SecondLookReason), text=texts)
    def ask_second_look(self, by: Professional, reason: SecondLookReason, text: str) -> None:
        self.give(ask.AskSecondLook(by, reason, text))

    @precondition(lambda self: self.contact.open_second_look is not None)
    @rule(by=officers, answer=st.sampled_from(SecondLookAnswer), message=texts)
    def answer_second_look(self, by: Professional, answer: SecondLookAnswer, message: str) -> None:
        self.give(ask.AnswerSecondLook(by, answer, message))

    @rule(by=st.none() | mostly_officers, episode_id=episode_ids)
    def record_episode(self, by: Professional | None, episode_id: str) -> None:
        self.give(ask.RecordEpisode(episode_id, "Assessment 1", by))

    @rule(ticket=st.sampled_from(("file-1", "file-2")))
    def record_ticket(self, ticket: str) -> None:
        self.give(ask.RecordTicket(ticket))

    @rule(offered=st.sampled_from(((), TWINS[:1], TWINS)))
    def hand_to_person(self, offered: tuple[OfferedRecord, ...]) -> None:
        self.give(ask.HandToPerson("Record locked", offered))

    @rule(by=mostly_officers, person_id=st.sampled_from((None, "p-7", "p-9")), shown=st.sampled_from((1, 2)))
    def choose_record(self, by: Professional, person_id: str | None, shown: int) -> None:
        self.give(ask.ChooseRecord(by, person_id, tuple(each.person_id for each in TWINS[:shown])))

    @rule()
    def doubt_delivery(self) -> None:
        self.give(ask.DoubtDelivery("No episode is there"))

    @rule(by=mostly_officers)
    def send_again(self, by: Professional) -> None:
        self.give(ask.SendAgain(by))

    @invariant()
    def only_the_front_door_holds(self) -> None:
        assert self.contact.holder is None or self.contact.holder.officer_id in FRONT_DOOR

    @invariant()
    def the_holder_agrees_with_the_status(self) -> None:
        held = self.contact.holder is not None
        if self.contact.status in {Status.DRAFT, Status.SENT, Status.WITHDRAWN}:
            assert not held
        if self.contact.status is Status.BEING_LOOKED_AT:
            assert held

    @invariant()
    def open_questions_agree_with_the_status(self) -> None:
        if self.contact.status in UNDECIDED:
            assert bool(self.contact.open_questions) == (self.contact.status is Status.MORE_INFORMATION_ASKED)

    @invariant()
    def no_two_questions_share_an_id(self) -> None:
        named = [question.id for question in self.contact.questions]
        assert len(named) == len(set(named))

    @invariant()
    def a_decision_agrees_with_the_status(self) -> None:
        assert (self.contact.decision is not None) == (self.contact.status is Status.DECIDED)

    @invariant()
    def what_a_manager_signs_was_signed_by_a_manager(self) -> None:
        decision = self.contact.decision
        if decision is not None and decision.outcome in RULES.manager_decides:
            assert decision.decided_by == MANAGER.name

    @invariant()
    def delivery_agrees_with_the_decision(self) -> None:
        decision = self.contact.decision
        opens_episode = decision is not None and decision.outcome in OPENS_EPISODE
        delivery = self.contact.delivery
        if self.contact.earlier_decisions and delivery.state is not DeliveryState.NOT_NEEDED:
            # An episode of a decision that did not stand is there for good, whatever was decided since.
            assert opens_episode or delivery.episode_id != "" or delivery.state is DeliveryState.NEEDS_A_PERSON
        else:
            assert (delivery.state is not DeliveryState.NOT_NEEDED) == opens_episode
        assert (delivery.episode_id != "") == (delivery.state is DeliveryState.DELIVERED)
        assert (delivery.reason != "") == (delivery.state is DeliveryState.NEEDS_A_PERSON)
        assert (delivery.ticket != "") == (delivery.state is DeliveryState.QUEUED)
        assert delivery.offered == () or delivery.state is DeliveryState.NEEDS_A_PERSON

    @invariant()
    def nobody_is_chosen_but_from_what_was_offered(self) -> None:
        choice = self.contact.record_choice
        if choice is not None:
            assert choice.record.person_id is None or choice.record.person_id in choice.offered
            assert choice.record.person_id is not None or set(choice.offered) <= set(choice.not_the_same_as)

    @invariant()
    def a_withdrawal_has_its_reason(self) -> None:
        assert (self.contact.withdrawn_as is not None) == (self.contact.status is Status.WITHDRAWN)

    @invariant()
    def one_second_look_at_a_time_and_each_of_a_decision_that_was_made(self) -> None:
        contact = self.contact
        assert sum(look.is_open for look in contact.second_looks) <= 1
        assert contact.open_second_look is None or contact.status is Status.DECIDED
        made = len(contact.earlier_decisions) + (contact.decision is not None)
        assert all(1 <= look.about <= made for look in contact.second_looks)

    @invariant()
    def the_sender_asks_once_for_each_decision(self) -> None:
        asked = [look.about for look in self.contact.second_looks if not look.by_team]
        assert len(asked) == len(set(asked))

    @invariant()
    def nobody_answers_about_what_is_their_own(self) -> None:
        contact = self.contact
        decisions = (*contact.earlier_decisions, *([contact.decision] if contact.decision else []))
        for look in contact.second_looks:
            if not look.is_open:
                assert look.answered_by_id not in {look.asked_by_id, decisions[look.about - 1].decider_id}

    @invariant()
    def nobody_makes_again_what_did_not_stand(self) -> None:
        contact = self.contact
        changed = [each.answered_by_id for each in contact.second_looks if each.answer is SecondLookAnswer.CHANGED]
        if contact.decision is not None and changed:
            made = {each.decider_id for each in contact.earlier_decisions}
            assert contact.decision.decider_id not in made - set(changed[-1:])

    @invariant()
    def no_decision_was_made_over_something_unread(self) -> None:
        decision = self.contact.decision
        for addition in self.contact.additions:
            if decision is not None and addition.at < decision.decided_at:
                assert addition.read_at is not None


TestContactLife = ContactLife.TestCase
TestContactLife.settings = settings(max_examples=100, stateful_step_count=30)
