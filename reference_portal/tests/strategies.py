"""Made-up contacts for property tests: every field, every shape, no real person."""

from datetime import datetime, timedelta, timezone
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from frontdoor.domain.after_sending import (
    Addition,
    AdditionReason,
    SecondLook,
    SecondLookAnswer,
    SecondLookReason,
    WithdrawalReason,
)
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
from frontdoor.domain.identifiers import (
    REFERENCE_ALPHABET,
    NhsNumber,
    Postcode,
    Reference,
    Upn,
    upn_check_letter,
)
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


def _test_nhs_number(six: str) -> NhsNumber | None:
    for check in "0123456789":
        try:
            return NhsNumber.parse(f"999{six}{check}")
        except ValueError:
            continue
    return None  # about one in eleven has no check digit


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
"""Any text that passes the front door's own cleaning: no NUL, no half of a character."""

times = st.builds(
    lambda seconds, hours: datetime.fromtimestamp(seconds, timezone(timedelta(hours=hours))),
    st.floats(946_684_800, 4_102_444_800),
    st.sampled_from([0, 1]),
)
"""The years 2000 to 2099, to the microsecond, as the clock in London shows them in winter or in summer."""

references = st.text(REFERENCE_ALPHABET, min_size=8, max_size=8).map(lambda t: Reference(f"FD-{t[:4]}-{t[4:]}"))
nhs_numbers = st.from_regex(r"\A[0-9]{6}\Z").map(_test_nhs_number)
upns = st.from_regex(r"\A885[0-9]{9}\Z").map(lambda rest: Upn(upn_check_letter(rest) + rest))
postcodes = st.sampled_from(["WR5 2NP", "ZZ99 3VZ", "BFPO 1234", "GIR 0AA"]).map(Postcode)

plain_data: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
answers = st.dictionaries(words, plain_data, max_size=4)


def tuples(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


children = st.builds(
    Child,
    name=st.builds(PersonName, words, words),
    other_names=words,
    birth_date=optional(st.builds(BirthDate, st.dates(), st.sampled_from(BirthDateKind))),
    birth_date_text=words,
    sex=st.sampled_from(Sex),
    address=st.builds(Address, tuples(words), optional(postcodes), words),
    nhs_number=optional(nhs_numbers),
    upn=optional(upns),
    school=words,
)
consents = st.builds(
    Consent,
    family_informed=optional(st.booleans()),
    reasons_not_informed=st.frozensets(st.sampled_from(ReasonNotInformed)),
    agreement=st.builds(
        Agreement,
        sought=optional(st.booleans()),
        given=optional(st.booleans()),
        by_whom=words,
        on=optional(st.dates()),
        form=optional(st.sampled_from(AgreementForm)),
    ),
    lawful_bases=tuples(words),
)
chosen_records = st.builds(ChosenRecord, optional(words), words)
decisions = st.builds(
    Decision,
    outcome=st.sampled_from(Outcome),
    level_of_need=words,
    rationale=words,
    message_to_sender=words,
    decided_by=words,
    decider_id=words,
    decider_role=words,
    decided_at=times,
    need_scheme=words,
    internal_note=words,
    reason_late=words,
    record=optional(chosen_records),
    team=words,
    reason=words,
    reason_told=words,
    next_steps=words,
)
additions = st.builds(
    Addition,
    id=words,
    reason=st.sampled_from(AdditionReason),
    text=words,
    by_id=words,
    by=words,
    at=times,
    question_id=words,
    after_decision=st.booleans(),
    read_by=words,
    read_at=optional(times),
)
second_looks = st.builds(
    SecondLook,
    about=st.integers(1, 9),
    reason=st.sampled_from(SecondLookReason),
    text=words,
    asked_by_id=words,
    asked_by=words,
    asked_at=times,
    due_at=times,
    by_team=st.booleans(),
    answer=optional(st.sampled_from(SecondLookAnswer)),
    message=words,
    answered_by_id=words,
    answered_by=words,
    answered_at=optional(times),
)
questions = st.builds(
    DetailsQuestion,
    id=words,
    text=words,
    asked_by=words,
    asked_at=times,
    answer=words,
    answered_by=words,
    answered_at=optional(times),
    about=words,
    read_by=words,
    read_at=optional(times),
)
contacts = st.builds(
    Contact,
    reference=references,
    kind=st.sampled_from(ContactKind),
    channel=st.sampled_from(Channel),
    status=st.sampled_from(Status),
    sender=st.builds(Sender, words, words, words, words, words, words, words),
    child=children,
    category=words,
    summary=words,
    consent=consents,
    submission=st.builds(Submission, words, words, answers, tuples(words), st.booleans()),
    sender_priority=st.sampled_from(Priority),
    received_at=times,
    factors=tuples(words),
    priority_changes=tuples(st.builds(PriorityChange, st.sampled_from(Priority), words, words, times)),
    holder=optional(st.builds(Holder, words, words, times)),
    questions=tuples(questions),
    decision=optional(decisions),
    withdrawn_reason=words,
    withdrawn_as=optional(st.sampled_from(WithdrawalReason)),
    additions=tuples(additions),
    second_looks=tuples(second_looks),
    earlier_decisions=tuples(decisions),
    record_choice=optional(st.builds(RecordChoice, chosen_records, tuples(words), words, times, tuples(words))),
    delivery=st.builds(
        Delivery,
        state=st.sampled_from(DeliveryState),
        episode_id=words,
        team=words,
        reason=words,
        ticket=words,
        person_id=words,
        offered=tuples(
            st.builds(
                OfferedRecord,
                words,
                st.builds(PersonName, words, words),
                optional(st.builds(BirthDate, st.dates(), st.sampled_from(BirthDateKind))),
                st.booleans(),
            )
        ),
    ),
    adult=optional(st.builds(Adult, st.builds(PersonName, words, words), optional(st.dates()), words)),
    answer=optional(
        st.builds(
            InformationAnswer,
            st.sampled_from(Outcome),
            words,
            words,
            words,
            times,
            shared=words,
            withheld=tuples(st.builds(Withheld, st.sampled_from(Withholding), words)),
            refused_because=optional(st.sampled_from(RefusalReason)),
            message=words,
            released_at=optional(times),
        )
    ),
    passed_on=optional(st.builds(PassedOn, words, st.dates(), words, times)),
    version=st.integers(1, 1000),
)
deadlines = st.just(Deadlines(None, None)) | st.builds(Deadlines, times, times)
events = st.builds(Event, st.sampled_from(EventKind), times, words, words, words)


def same_contact_changed(contact: Contact, change: Contact) -> Contact:
    """`change` with the reference, version and submission of `contact`: another state of the same contact."""
    return evolve(change, reference=contact.reference, version=contact.version, submission=contact.submission)
