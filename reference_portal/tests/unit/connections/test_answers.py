"""What each source's behaviour becomes on the page."""

from datetime import timedelta
from typing import Any

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    HURRIED,
    NOW,
    PUPIL,
    WANTED,
    ZAYNAB,
    Gate,
    Scripted,
    connector,
    gateway,
    said,
)

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.failures import (
    ContractMismatch,
    CredentialsRefused,
    NotFound,
    RecordLocked,
    RestrictedRecord,
    Unavailable,
    Unsupported,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor_portal.connections.limits import GatewayLimits

NOT_NONE = "This does not mean there is no record."
NOT_RELIED_ON = f"Mosaic gave an answer that cannot be relied on, so nothing of it is shown. {NOT_NONE}"


def searched(answer: object) -> SourceAnswer[Any]:
    (only,) = gateway([connector("mosaic", Scripted(search_people=answer))]).search_people((WANTED,), CALL)
    return only


def gap(state: SourceState, explanation: str) -> SourceAnswer[Any]:
    return SourceAnswer("Mosaic", state, NOW, explanation=explanation)


def test_records_are_found_with_the_time_they_were_true() -> None:
    yesterday = NOW - timedelta(days=1)
    assert searched(Answer((ZAYNAB,), yesterday)) == SourceAnswer(
        "Mosaic", SourceState.FOUND, NOW, (ZAYNAB,), yesterday
    )


@pytest.mark.parametrize("people", [(), (ZAYNAB,)])
@pytest.mark.parametrize(("hours", "old"), [(36.0, False), (36.1, True)])
def test_an_answer_older_than_a_day_and_a_half_is_an_old_copy_whatever_is_in_it(
    people: tuple[PersonRecord, ...], hours: float, old: bool
) -> None:
    answer = searched(Answer(people, NOW - timedelta(hours=hours)))
    fresh = SourceState.FOUND if people else SourceState.NONE_FOUND
    assert (answer.state, answer.items) == (SourceState.STALE_COPY if old else fresh, people)


def test_from_when_on_a_copy_is_old_is_a_setting() -> None:
    weekly = GatewayLimits(copy_old_after_hours=8 * 24)
    source = connector("mosaic", Scripted(search_people=Answer((), NOW - timedelta(days=7))))
    (answer,) = gateway([source], limits=weekly).search_people((WANTED,), CALL)
    assert answer.state is SourceState.NONE_FOUND


def test_none_found_is_said_where_the_source_itself_answered_none() -> None:
    assert searched(said(())) == SourceAnswer("Mosaic", SourceState.NONE_FOUND, NOW, (), NOW)


@pytest.mark.parametrize(
    ("failure", "state", "explanation"),
    [
        (Unavailable("no route"), SourceState.DID_NOT_ANSWER, f"Mosaic could not be reached. {NOT_NONE}"),
        (
            CredentialsRefused("401"),
            SourceState.DID_NOT_ANSWER,
            f"Mosaic did not let this service sign in. The support team has to act. {NOT_NONE}",
        ),
        (
            RecordLocked("locked"),
            SourceState.DID_NOT_ANSWER,
            f"Somebody is working in this record in Mosaic. Try again in a few minutes. {NOT_NONE}",
        ),
        (
            RestrictedRecord("sealed"),
            SourceState.NOT_ALLOWED,
            "Mosaic has a record that cannot be shown here. Ask the front door team.",
        ),
        (
            Unsupported("no search"),
            SourceState.SWITCHED_OFF,
            f"Mosaic cannot be asked about this from here. {NOT_NONE}",
        ),
        (ContractMismatch("login page"), SourceState.DID_NOT_ANSWER, NOT_RELIED_ON),
        (NotFound("whom?"), SourceState.DID_NOT_ANSWER, NOT_RELIED_ON),
        (KeyError("Zaynab"), SourceState.DID_NOT_ANSWER, NOT_RELIED_ON),
        (RecursionError(), SourceState.DID_NOT_ANSWER, NOT_RELIED_ON),
        (SystemExit(3), SourceState.DID_NOT_ANSWER, NOT_RELIED_ON),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_a_failure_is_a_gap_with_a_sentence(failure: BaseException, state: SourceState, explanation: str) -> None:
    assert searched(failure) == gap(state, explanation)


def test_a_source_that_hangs_is_cut_off_and_the_others_answer(gate: Gate) -> None:
    answers = gateway(
        [connector("mosaic", Scripted(search_people=gate)), connector("eclipse", Scripted(search_people=said(())))]
    ).search_people((WANTED,), HURRIED)
    assert answers == (
        gap(SourceState.DID_NOT_ANSWER, f"Mosaic did not answer in time. {NOT_NONE}"),
        SourceAnswer("Eclipse", SourceState.NONE_FOUND, NOW, (), NOW),
    )


@pytest.mark.parametrize("level", [Level.NONE, Level.MANUAL])
def test_what_a_connector_does_not_do_is_switched_off_and_not_called(level: Level) -> None:
    scripted = Scripted()
    capabilities = Capabilities({Operation.SEARCH_PEOPLE: level})
    answers = gateway([connector("mosaic", scripted, capabilities)]).search_people((WANTED,), CALL)
    assert (answers, scripted.calls) == (
        (gap(SourceState.SWITCHED_OFF, f"Mosaic cannot be asked about this from here. {NOT_NONE}"),),
        [],
    )


def test_both_kinds_are_searched_with_one_query() -> None:
    both = gateway(
        [connector("mosaic", Scripted(search_people=said((ZAYNAB,))))],
        [connector("one", Scripted(search_pupils=said((PUPIL,))))],
    ).search_both((WANTED,), (WANTED,), CALL)
    assert both == (
        (SourceAnswer("Mosaic", SourceState.FOUND, NOW, (ZAYNAB,), NOW),),
        (SourceAnswer("One", SourceState.FOUND, NOW, (PUPIL,), NOW),),
    )


def test_connectors_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="Two connectors are called"):
        gateway([connector("mosaic", Scripted())], [connector("mosaic", Scripted())])
