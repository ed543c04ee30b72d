"""Answering a request for information: what an answer holds, who releases it, and what never tells of a record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sdk.tests.workflow.people import (
    ADULT_PASSED,
    ANSWER,
    ANSWER_WAITS,
    DOCTOR,
    MANAGER,
    NEWS,
    NOW,
    OFFICER,
    OTHER_OFFICER,
    REQUESTED,
    RULES,
    SENT_AT,
    TAKEN,
    TEACHER,
)

from frontdoor.domain.agency import Professional
from frontdoor.domain.answering import InformationAnswer, RefusalReason, Withheld, Withholding
from frontdoor.domain.contact import Contact, ContactKind, PassedOn, Status
from frontdoor.domain.triage import Outcome, Priority
from frontdoor.workflow.answering import ReleaseRule
from frontdoor.workflow.commands import (
    Command,
    Decide,
    PassOn,
    PrepareAnswer,
    ReadInformation,
    ReleaseAnswer,
    SendAnswerBack,
    Take,
)
from frontdoor.workflow.deadlines import ClockPolicy, Deadlines, WorkingCalendar, deadlines_of
from frontdoor.workflow.decide import decide
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, Refused

SHARE = PrepareAnswer(
    OFFICER,
    Outcome.ANSWERED,
    rationale=" The court ordered it ",
    shared="Known from 2019 to 2021",
    withheld=(Withheld(Withholding.THIRD_PARTY, " The father’s health "),),
)
NOTHING = PrepareAnswer(
    OFFICER, Outcome.NOTHING_TO_SHARE, rationale="Nobody of that name", withheld=(Withheld(Withholding.NOT_HELD),)
)
REFUSE = PrepareAnswer(
    OFFICER,
    Outcome.REFUSED,
    rationale="No order",
    refused_because=RefusalReason.NO_LAWFUL_BASIS,
    message="Send the order",
)


def refusal(contact: Contact, command: object, rules: object = RULES, now: datetime = NOW) -> tuple[CommandFault, ...]:
    with pytest.raises(Refused) as refused:
        decide(contact, command, now, rules)  # type: ignore[arg-type]
    return refused.value.faults


def prepared(command: PrepareAnswer, contact: Contact = REQUESTED) -> Contact:
    return decide(contact, command, NOW, RULES).contact


def test_an_answer_waits_until_somebody_releases_it() -> None:
    after = prepared(SHARE)

    assert (after.status, after.decision) == (Status.BEING_LOOKED_AT, None)
    assert after.answer == evolve(ANSWER, prepared_at=NOW)
    assert after.answer is not None
    assert after.answer.waits_for_release


def test_a_released_answer_decides_the_request() -> None:
    change = decide(ANSWER_WAITS, ReleaseAnswer(MANAGER, ANSWER.prepared_at), NOW, RULES)

    assert change.contact.status is Status.DECIDED
    assert change.contact.answer == evolve(ANSWER, released_by=MANAGER.name, released_by_id=MANAGER.id, released_at=NOW)
    decision = change.contact.decision
    assert decision is not None
    assert (decision.outcome, decision.level_of_need, decision.decided_by) == (Outcome.ANSWERED, "", MANAGER.name)
    assert [event.kind for event in change.events] == [EventKind.ANSWER_RELEASED]


@pytest.mark.parametrize(
    ("command", "faults"),
    [
        (evolve(SHARE, outcome=Outcome.REFERRAL), {"outcome"}),
        (evolve(SHARE, shared=" ", rationale=""), {"shared", "rationale"}),
        (evolve(SHARE, withheld=(Withheld(Withholding.OTHER, " "),)), {"words_other"}),
        (evolve(SHARE, withheld=(Withheld(Withholding.NOT_HELD, "x" * 20_001),)), {"words_not_held"}),
        (evolve(SHARE, withheld=(Withheld(Withholding.NOT_HELD), Withheld(Withholding.NOT_HELD))), {"withheld"}),
        (evolve(NOTHING, withheld=()), {"withheld"}),
        (evolve(REFUSE, refused_because=None, message=""), {"refused_because", "message"}),
    ],
)
def test_every_fault_of_an_answer_is_found_at_once(command: PrepareAnswer, faults: set[str]) -> None:
    assert {fault.field for fault in refusal(REQUESTED, command)} == faults


def test_a_late_answer_says_why() -> None:
    late = NOW + timedelta(days=30)

    assert {fault.field for fault in refusal(REQUESTED, SHARE, now=late)} == {"reason_late"}
    after = decide(REQUESTED, evolve(SHARE, reason_late="The archive was closed"), late, RULES).contact
    assert after.answer is not None
    assert after.answer.reason_late == "The archive was closed"


def test_an_answer_that_became_late_is_released_with_a_reason() -> None:
    late, command = NOW + timedelta(days=30), ReleaseAnswer(MANAGER, ANSWER.prepared_at)

    assert {fault.field for fault in refusal(ANSWER_WAITS, command, now=late)} == {"reason_late"}
    released = decide(ANSWER_WAITS, evolve(command, reason_late="I was away"), late, RULES).contact
    assert released.decision is not None
    assert released.decision.reason_late == "I was away"


@pytest.mark.parametrize(
    ("rule", "by", "reason"),
    [
        (ReleaseRule.ANYBODY, OFFICER, ""),
        (ReleaseRule.SECOND_PERSON, OFFICER, "Somebody else must release an answer that you prepared"),
        (ReleaseRule.SECOND_PERSON, OTHER_OFFICER, ""),
        (ReleaseRule.MANAGER, OTHER_OFFICER, "Only a manager can release this answer"),
        (ReleaseRule.MANAGER, MANAGER, ""),
        (ReleaseRule.ANYBODY, TEACHER, "Your role does not allow this"),
        (ReleaseRule.ANYBODY, DOCTOR, "Your role does not allow this"),
    ],
)
def test_who_releases_is_the_councils_rule(rule: ReleaseRule, by: Professional, reason: str) -> None:
    command, rules = ReleaseAnswer(by, ANSWER.prepared_at), evolve(RULES, release=rule)

    if reason:
        assert refusal(ANSWER_WAITS, command, rules) == (CommandFault("", reason),)
    else:
        assert decide(ANSWER_WAITS, command, NOW, rules).contact.status is Status.DECIDED


OWN = evolve(REQUESTED, sender=evolve(REQUESTED.sender, professional_id=MANAGER.id))
"""A request that one of the team sent: a manager, so that neither role nor holding is what stands in the way."""


@pytest.mark.parametrize("rule", ReleaseRule)
@pytest.mark.parametrize(
    ("contact", "command"),
    [
        (evolve(OWN, status=Status.SENT, holder=None), Take(MANAGER)),
        (OWN, evolve(SHARE, by=MANAGER)),
        (evolve(OWN, answer=ANSWER), ReleaseAnswer(MANAGER, ANSWER.prepared_at)),
        (evolve(OWN, answer=ANSWER), SendAnswerBack(MANAGER, ANSWER.prepared_at, "Say more")),
    ],
    ids=["take", "prepare", "release", "give back"],
)
def test_nobody_works_on_their_own_request(contact: Contact, command: Command, rule: ReleaseRule) -> None:
    reason = "You sent this request: somebody else answers it"

    assert refusal(contact, command, evolve(RULES, release=rule)) == (CommandFault("", reason),)


def test_one_of_the_team_may_take_a_concern_that_they_sent() -> None:
    concern = evolve(OWN, kind=ContactKind.CAUSE_FOR_CONCERN, status=Status.SENT, holder=None)

    assert decide(concern, Take(MANAGER), NOW, RULES).contact.status is Status.BEING_LOOKED_AT


@pytest.mark.parametrize("rule", ReleaseRule)
def test_that_nothing_is_shared_is_always_a_managers_word_after_a_look(rule: ReleaseRule) -> None:
    waits, rules = prepared(NOTHING), evolve(RULES, release=rule)

    assert refusal(waits, ReleaseAnswer(OTHER_OFFICER, NOW, checked=True), rules) == (
        CommandFault("", "Only a manager can release this answer"),
    )
    assert {fault.field for fault in refusal(waits, ReleaseAnswer(MANAGER, NOW), rules)} == {"checked"}
    assert decide(waits, ReleaseAnswer(MANAGER, NOW, checked=True), NOW, rules).contact.status is Status.DECIDED


def as_told(answer: InformationAnswer) -> tuple[object, ...]:
    return answer.outcome, answer.shared, answer.told_withheld, answer.message, answer.refused_because


@given(st.sets(st.sampled_from(Withholding), min_size=1), st.text(max_size=20), st.text(max_size=20))
def test_nothing_held_and_nothing_told_read_alike(reasons: set[Withholding], words: str, message: str) -> None:
    withheld = tuple(Withheld(each, f"words {words}") for each in sorted(reasons))
    answer = prepared(evolve(NOTHING, withheld=withheld, message=message, shared=words)).answer

    assert answer is not None
    assert as_told(answer) == (Outcome.NOTHING_TO_SHARE, "", (), "", None)


def test_an_answer_that_changed_is_read_again() -> None:
    faults = refusal(ANSWER_WAITS, ReleaseAnswer(MANAGER, ANSWER.prepared_at - timedelta(seconds=1)))

    assert faults == (CommandFault("", "The answer was changed: read it again before you release it"),)


def test_an_answer_that_was_sent_back_waits_for_its_writer() -> None:
    back = decide(ANSWER_WAITS, SendAnswerBack(MANAGER, ANSWER.prepared_at, " Too much "), NOW, RULES).contact

    assert back.answer == evolve(ANSWER, sent_back_by=MANAGER.name, sent_back_because="Too much", sent_back_at=NOW)
    assert refusal(back, ReleaseAnswer(MANAGER, ANSWER.prepared_at)) == (
        CommandFault("", "No answer waits to be released"),
    )
    again = prepared(SHARE, back)
    assert again.answer is not None
    assert again.answer.waits_for_release


@pytest.mark.parametrize(
    ("contact", "command"),
    [
        (REQUESTED, SHARE),
        (ANSWER_WAITS, ReleaseAnswer(MANAGER, ANSWER.prepared_at)),
        (ANSWER_WAITS, SendAnswerBack(MANAGER, ANSWER.prepared_at, "Too much")),
        (ADULT_PASSED, PassOn(OFFICER, " ASC-12 ", date(2026, 6, 4))),
    ],
)
def test_the_same_again_changes_nothing(contact: Contact, command: PrepareAnswer) -> None:
    once = decide(contact, command, NOW, RULES).contact

    assert decide(once, command, NOW + timedelta(minutes=1), RULES).events == ()


def test_an_adult_concern_is_passed_on_with_its_date_and_reference() -> None:
    change = decide(ADULT_PASSED, PassOn(OFFICER, " ASC-12 ", date(2026, 6, 4)), NOW, RULES)

    assert change.contact.passed_on == PassedOn("ASC-12", date(2026, 6, 4), OFFICER.name, NOW)
    assert [(event.kind, event.detail) for event in change.events] == [(EventKind.PASSED_ON, "ASC-12, 2026-06-04")]


@pytest.mark.parametrize("on", [date(2026, 6, 3), date(2026, 6, 5)])
def test_it_is_passed_on_between_its_receipt_and_today(on: date) -> None:
    assert {fault.field for fault in refusal(ADULT_PASSED, PassOn(OFFICER, "", on))} == {"reference", "on"}


def test_an_adult_concern_takes_no_outcome_of_a_childs_and_no_level_of_need() -> None:
    adult = evolve(TAKEN, kind=ContactKind.ADULT_CONCERN)
    refer = Decide(OFFICER, Outcome.EARLY_HELP, "", "Because", "Thank you")

    assert refusal(adult, refer) == (CommandFault("outcome", "Select an outcome"),)
    decided = decide(adult, evolve(refer, outcome=Outcome.ADULT_SOCIAL_CARE, level_of_need="4"), NOW, RULES).contact
    assert decided.decision is not None
    assert (decided.decision.level_of_need, decided.decision.need_scheme) == ("", "")


def test_a_concern_about_a_child_takes_no_outcome_of_an_adults() -> None:
    command = Decide(OFFICER, Outcome.ADULT_SOCIAL_CARE, "2", "Because", "Thank you")

    assert refusal(TAKEN, command) == (CommandFault("outcome", "Select an outcome"),)


FRIDAY_NOON = datetime(2026, 6, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("priority", "received", "due"),
    [
        # Urgent: within 24 hours, and by the close of the same working day.
        (Priority.URGENT, SENT_AT, (SENT_AT + timedelta(hours=24), datetime(2026, 6, 4, 16, tzinfo=UTC))),
        (
            Priority.URGENT,
            datetime(2026, 6, 5, 18, tzinfo=UTC),
            (datetime(2026, 6, 6, 18, tzinfo=UTC), datetime(2026, 6, 8, 16, tzinfo=UTC)),
        ),
        (Priority.STANDARD, FRIDAY_NOON, (FRIDAY_NOON + timedelta(days=14),) * 2),
        (Priority.HIGH, FRIDAY_NOON, (FRIDAY_NOON + timedelta(days=14),) * 2),
    ],
)
def test_a_request_has_a_clock_by_its_urgency(
    priority: Priority, received: datetime, due: tuple[datetime, datetime]
) -> None:
    contact = evolve(REQUESTED, sender_priority=priority, received_at=received)

    assert deadlines_of(contact, ClockPolicy(), WorkingCalendar()) == Deadlines(*due)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (
            evolve(SHARE, shared="Known since 2019"),
            "The requester added something: read it, and say that you have, before you answer",
        ),
        (
            ReleaseAnswer(MANAGER, ANSWER.prepared_at),
            "The requester added something since: whoever has this reads it before the answer goes",
        ),
    ],
)
def test_nothing_is_answered_over_what_nobody_read(command: PrepareAnswer | ReleaseAnswer, reason: str) -> None:
    added = evolve(ANSWER_WAITS, additions=(NEWS,))

    assert refusal(added, command) == (CommandFault("", reason),)
    read = decide(added, ReadInformation(OFFICER, (NEWS.id,)), NOW, RULES).contact
    assert decide(read, command, NOW, RULES).events != ()
