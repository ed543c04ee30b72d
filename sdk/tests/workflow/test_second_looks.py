"""A second look: who may ask for one, how often, until when, who answers it, and what each answer leads to."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from sdk.tests.workflow.people import (
    ADULT_PASSED,
    ADVISE,
    DELIVERED,
    DOCTOR,
    HEAD,
    LOOK,
    MANAGER,
    NOW,
    OFFICER,
    OPEN_QUESTION,
    OTHER_OFFICER,
    POLICE,
    QUEUED,
    REFER,
    REFERRED,
    STUCK,
    TAKEN,
    TEACHER,
    someone,
)

from frontdoor.domain.after_sending import SecondLookAnswer, SecondLookReason, WithdrawalReason
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.contact import Contact, ContactKind, PassedOn, Status
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import Holder, Outcome
from frontdoor.workflow import commands as ask
from frontdoor.workflow.carrying_out.second_looks import may_ask_until
from frontdoor.workflow.deadlines import ClockPolicy, deadlines_of
from frontdoor.workflow.decide import Change, Rules, SecondLookPolicy, decide
from frontdoor.workflow.events import Event, EventKind
from frontdoor.workflow.refusals import CommandFault, Refused

RULES = Rules()
ADVISED = decide(TAKEN, ADVISE, NOW, RULES).contact
LOOKED_AT = evolve(ADVISED, second_looks=(LOOK,))
ASK = ask.AskSecondLook(TEACHER, SecondLookReason.THRESHOLD, " We think the threshold is met ")
UPHOLD = ask.AnswerSecondLook(MANAGER, SecondLookAnswer.UPHELD, " It stands ")
CHANGE = ask.AnswerSecondLook(MANAGER, SecondLookAnswer.CHANGED, "We decide again")
LATER = NOW + timedelta(hours=3)


def refusal(contact: Contact, command: ask.Command, now: datetime = NOW, rules: Rules = RULES) -> str:
    with pytest.raises(Refused) as refused:
        decide(contact, command, now, rules)
    [fault] = refused.value.faults
    return fault.message


def changed(contact: Contact = LOOKED_AT, now: datetime = LATER) -> Contact:
    return decide(contact, CHANGE, now, RULES).contact


def test_asking_keeps_who_why_and_by_when_it_is_answered() -> None:
    assert decide(ADVISED, ASK, NOW, RULES) == Change(
        LOOKED_AT, (Event(EventKind.SECOND_LOOK_ASKED, NOW, TEACHER.id, TEACHER.name, "threshold"),)
    )


def test_a_friday_evening_is_answered_two_working_days_after_monday_morning() -> None:
    friday = datetime(2026, 6, 5, 19, tzinfo=UTC)
    asked = decide(evolve(ADVISED), ASK, friday, RULES).contact

    assert asked.second_looks[0].due_at == datetime(2026, 6, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("by", [TEACHER, HEAD], ids=["sender", "lead"])
def test_the_senders_side_may_ask(by: Professional) -> None:
    asked = decide(ADVISED, evolve(ASK, by=by), NOW, RULES).contact

    assert [(each.asked_by, each.by_team) for each in asked.second_looks] == [(by.name, False)]


@pytest.mark.parametrize("by", [OFFICER, MANAGER], ids=["officer", "manager"])
def test_an_officer_may_open_one(by: Professional) -> None:
    asked = decide(ADVISED, evolve(ASK, by=by), NOW, RULES).contact

    assert [(each.asked_by, each.by_team) for each in asked.second_looks] == [(by.name, True)]


@pytest.mark.parametrize("by", [DOCTOR, POLICE], ids=["another agency", "partner"])
def test_nobody_else_may(by: Professional) -> None:
    assert refusal(ADVISED, evolve(ASK, by=by)) == "Your role does not allow this"


def test_it_needs_words() -> None:
    with pytest.raises(Refused) as refused:
        decide(ADVISED, evolve(ASK, text=" "), NOW, RULES)

    assert refused.value.faults == (CommandFault("text", "Say why the decision should be looked at again"),)


def test_one_at_a_time() -> None:
    assert refusal(LOOKED_AT, evolve(ASK, text="Again")) == "Somebody has already asked for a second look"


def test_once_for_each_decision_unless_a_council_allows_more() -> None:
    upheld = decide(LOOKED_AT, UPHOLD, LATER, RULES).contact
    again, twice = evolve(ASK, text="Again"), Rules(second_looks=SecondLookPolicy(times=2))

    assert (refusal(upheld, again), len(decide(upheld, again, LATER, twice).contact.second_looks)) == (
        "A second look at this decision was already made. Call the team if you disagree",
        2,
    )


def test_one_that_an_officer_opened_takes_none_from_the_sender() -> None:
    opened = decide(ADVISED, evolve(ASK, by=OTHER_OFFICER), NOW, RULES).contact
    upheld = decide(opened, UPHOLD, LATER, RULES).contact

    assert len(decide(upheld, ASK, LATER, RULES).contact.second_looks) == 2


def test_the_time_for_it_ends_to_the_minute() -> None:
    until = may_ask_until(ADVISED, RULES)

    assert until == datetime(2026, 6, 18, 10, 32, tzinfo=UTC)
    assert (
        len(decide(ADVISED, ASK, until, RULES).contact.second_looks),
        refusal(ADVISED, ASK, until + timedelta(minutes=1)),
    ) == (1, "The time to ask for a second look is over. Call the team if you disagree")


def test_upheld_leaves_the_decision_as_it_was() -> None:
    answered = evolve(
        LOOK,
        answer=SecondLookAnswer.UPHELD,
        message="It stands",
        answered_by_id=MANAGER.id,
        answered_by=MANAGER.name,
        answered_at=LATER,
    )

    assert decide(LOOKED_AT, UPHOLD, LATER, RULES) == Change(
        evolve(LOOKED_AT, second_looks=(answered,)),
        (Event(EventKind.SECOND_LOOK_UPHELD, LATER, MANAGER.id, MANAGER.name),),
    )


def test_changed_keeps_the_decision_on_record_and_hands_the_contact_to_the_manager() -> None:
    after = changed()

    assert (after.status, after.decision, after.earlier_decisions, after.holder) == (
        Status.BEING_LOOKED_AT,
        None,
        (ADVISED.decision,),
        Holder(MANAGER.id, MANAGER.name, LATER),
    )


def test_a_question_that_was_never_answered_is_open_again_with_it() -> None:
    assert changed(evolve(LOOKED_AT, questions=(OPEN_QUESTION,))).status is Status.MORE_INFORMATION_ASKED


PAUSING = ClockPolicy(pause_while_waiting=True)


def test_a_question_left_open_before_it_does_not_stop_the_clock_of_the_new_round() -> None:
    again = changed(evolve(LOOKED_AT, questions=(OPEN_QUESTION,)))
    day_on = LATER + timedelta(hours=24)

    assert deadlines_of(again, PAUSING, RULES.calendar) == deadlines_of(changed(), PAUSING, RULES.calendar)
    answered = decide(again, ask.AnswerDetails(TEACHER, OPEN_QUESTION.id, "Mondays"), day_on, RULES).contact
    assert deadlines_of(answered, PAUSING, RULES.calendar).decision_due == day_on


def test_a_question_of_the_new_round_stops_its_clock() -> None:
    again = changed(evolve(LOOKED_AT, questions=(OPEN_QUESTION,)))
    asked = decide(again, ask.AskForDetails(MANAGER, "q2", "Who collects her?"), LATER, RULES).contact

    assert deadlines_of(asked, PAUSING, RULES.calendar).is_paused


def test_the_clocks_begin_afresh_when_it_is_changed() -> None:
    dues = deadlines_of(changed(), RULES.clocks, RULES.calendar)

    assert dues.decision_due == LATER + timedelta(hours=24)


@pytest.mark.parametrize(
    "by", [OFFICER, OTHER_OFFICER, POLICE, TEACHER], ids=["decider", "officer", "partner", "sender"]
)
def test_only_managers_answer(by: Professional) -> None:
    assert refusal(LOOKED_AT, evolve(UPHOLD, by=by)) == "Your role does not allow this"


def test_no_manager_answers_about_their_own_decision() -> None:
    decided = decide(TAKEN, evolve(ADVISE, by=MANAGER), NOW, RULES).contact

    assert refusal(evolve(decided, second_looks=(LOOK,)), UPHOLD) == (
        "You made this decision: another manager answers the second look"
    )


def test_no_manager_answers_what_they_asked() -> None:
    opened = decide(ADVISED, evolve(ASK, by=MANAGER), NOW, RULES).contact

    assert refusal(opened, UPHOLD) == "You sent or asked for this: another manager answers the second look"


def test_nobody_answers_what_nobody_asked() -> None:
    assert refusal(ADVISED, UPHOLD) == "Nobody has asked for a second look"


@pytest.mark.parametrize("contact", [REFERRED, QUEUED, STUCK], ids=["waiting", "queued", "needs a person"])
def test_a_referral_on_its_way_is_upheld_but_not_changed(contact: Contact) -> None:
    asked = evolve(contact, second_looks=(LOOK,))

    assert (refusal(asked, CHANGE), decide(asked, UPHOLD, LATER, RULES).contact.delivery) == (
        "The referral is still on its way to the case system: settle that first, then change the decision",
        contact.delivery,
    )


@pytest.mark.parametrize("outcome", KINDS[ContactKind.CAUSE_FOR_CONCERN].outcomes)
def test_an_episode_that_is_there_stays_the_only_one(outcome: Outcome) -> None:
    again = changed(evolve(DELIVERED, second_looks=(LOOK,)))
    command = evolve(REFER, by=MANAGER, outcome=outcome, rationale="Looked at again", record=None, team="")

    decided = decide(again, command, LATER, RULES).contact
    assert (decided.delivery, decided.person_id) == (DELIVERED.delivery, "p-1")


def test_the_first_episode_opens_after_a_second_look_where_none_was() -> None:
    command = evolve(REFER, by=MANAGER, rationale="Looked at again")
    decided = decide(changed(), command, LATER, RULES).contact

    assert decided.delivery == REFERRED.delivery


def put_back_and_taken(contact: Contact, by: Professional) -> Contact:
    """The contact to decide again, once the manager put it back and somebody took it."""
    released = decide(contact, ask.Release(MANAGER), LATER, RULES).contact
    return decide(released, ask.Take(by), LATER, RULES).contact


SECOND_MANAGER = someone("Bea Holt", MANAGER.agency, Role.DUTY_MANAGER)
DID_NOT_STAND = "You made the decision that did not stand: somebody else decides this again"


@pytest.mark.parametrize("rationale", [ADVISE.rationale, "In other words"], ids=["the same words", "other words"])
def test_whoever_made_the_decision_that_did_not_stand_does_not_make_the_new_one(rationale: str) -> None:
    assert refusal(put_back_and_taken(changed(), OFFICER), evolve(ADVISE, rationale=rationale), LATER) == DID_NOT_STAND


def test_a_decision_from_before_ids_were_kept_is_known_by_its_name() -> None:
    made = LOOKED_AT.decision
    assert made is not None
    again = changed(evolve(LOOKED_AT, decision=evolve(made, decider_id="")))

    assert refusal(put_back_and_taken(again, OFFICER), ADVISE, LATER) == DID_NOT_STAND


@pytest.mark.parametrize("by", [MANAGER, SECOND_MANAGER], ids=["who answered the look", "another manager"])
def test_a_new_decision_in_the_words_of_the_old_one_is_made(by: Professional) -> None:
    change = decide(changed(), evolve(ADVISE, by=by), LATER, RULES)

    assert change.contact.decision is not None
    assert (change.contact.decision.decider_id, change.contact.status, [each.kind for each in change.events]) == (
        by.id,
        Status.DECIDED,
        [EventKind.DECIDED],
    )


def test_another_officer_makes_the_new_decision() -> None:
    taken = put_back_and_taken(changed(), OTHER_OFFICER)

    assert decide(taken, evolve(ADVISE, by=OTHER_OFFICER), LATER, RULES).contact.status is Status.DECIDED


def test_of_two_managers_whoever_answered_last_decides_though_an_earlier_one_was_theirs() -> None:
    first = decide(TAKEN, evolve(ADVISE, by=MANAGER), NOW, RULES).contact
    look = evolve(LOOK, about=1)
    again = decide(evolve(first, second_looks=(look,)), evolve(CHANGE, by=SECOND_MANAGER), LATER, RULES).contact
    second = decide(again, evolve(ADVISE, by=SECOND_MANAGER, rationale="Looked at again"), LATER, RULES).contact
    asked = decide(second, evolve(ASK, text="Once more"), LATER, RULES).contact
    third = decide(asked, evolve(CHANGE, message="We decide once more"), LATER + timedelta(hours=1), RULES).contact

    assert refusal(third, evolve(ADVISE, by=SECOND_MANAGER), LATER) == DID_NOT_STAND
    assert decide(third, evolve(ADVISE, by=MANAGER), LATER, RULES).contact.status is Status.DECIDED


def test_a_new_decision_may_be_looked_at_again() -> None:
    decided = decide(changed(), evolve(ADVISE, by=MANAGER, rationale="Looked at again"), LATER, RULES).contact

    asked = decide(decided, ASK, LATER, RULES).contact
    assert [each.about for each in asked.second_looks] == [1, 2]


def test_what_was_decided_before_is_not_withdrawn() -> None:
    assert refusal(changed(), ask.Withdraw(TEACHER, WithdrawalReason.MISTAKE)) == (
        "This contact was decided before, so it cannot be withdrawn. Add what you know instead"
    )


def test_a_manager_who_works_for_the_senders_agency_too_does_not_speak_for_it() -> None:
    colleague = someone("Femi Okoro", TEACHER.agency, Role.TEAM_MANAGER, Role.AGENCY_LEAD)
    asked = decide(ADVISED, evolve(ASK, by=colleague), NOW, RULES).contact

    assert [each.by_team for each in asked.second_looks] == [True]


def test_a_decision_about_an_adult_changes_once_it_was_passed_on_and_stays_so() -> None:
    looked_at = evolve(ADULT_PASSED, second_looks=(LOOK,))
    answer = ask.AnswerSecondLook(MANAGER, SecondLookAnswer.CHANGED, "It is decided again")

    with pytest.raises(Refused) as refused:
        decide(looked_at, answer, LATER, RULES)
    assert refused.value.faults == (
        CommandFault("", "This is still to be passed to adult social care: do that first, then change the decision"),
    )

    passed = PassedOn("ASC-1", NOW.date(), OFFICER.name, NOW)
    after = decide(evolve(looked_at, passed_on=passed), answer, LATER, RULES).contact
    assert (after.status, after.passed_on, after.earlier_decisions) == (
        Status.BEING_LOOKED_AT,
        passed,
        (ADULT_PASSED.decision,),
    )
