"""An answer that breaks the contract is withheld whole, never shown in part."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    NOW,
    PUPIL,
    WANTED,
    ZAYNAB,
    Scripted,
    altered,
    connector,
    gateway,
    said,
)
from structlog.testing import capture_logs

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.people import Address, PersonName
from frontdoor_portal.use_cases.sources import AboutPerson

WITHHELD: SourceAnswer[Any] = SourceAnswer(
    "Mosaic",
    SourceState.DID_NOT_ANSWER,
    NOW,
    explanation="Mosaic gave an answer that cannot be relied on, so nothing of it is shown. "
    "This does not mean there is no record.",
)


class Endless(tuple[PersonRecord, ...]):
    """A tuple that says it is short and never ends."""

    __slots__ = ()

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Any:
        while True:
            yield ZAYNAB


def logged(failure: str, operation: str) -> dict[str, str]:
    return {
        "event": "source_failed",
        "log_level": "warning",
        "source": "mosaic",
        "operation": operation,
        "failure": failure,
    }


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (None, "wrong_type"),
        ((ZAYNAB,), "wrong_type"),
        (said([ZAYNAB]), "wrong_type"),
        (said(None), "wrong_type"),
        (said((ZAYNAB, None)), "wrong_type"),
        (said((PUPIL,)), "wrong_type"),
        (said((altered(ZAYNAB, name=None),)), "wrong_type"),
        (said((altered(ZAYNAB, name=PersonName("Zaynab", 7)),)), "wrong_type"),  # type: ignore[arg-type]
        (said((altered(ZAYNAB, other_names=None),)), "wrong_type"),
        (said((altered(ZAYNAB, restricted="no"),)), "wrong_type"),
        (said((altered(ZAYNAB, birth_date="2015-01-01"),)), "wrong_type"),
        (said((altered(ZAYNAB, address=Address(("x" * 20_001,))),)), "wrong_type"),
        (said((altered(ZAYNAB, other_names=(ZAYNAB.name,) * 501),)), "wrong_type"),
        (said((object.__new__(PersonRecord),)), "raised AttributeError"),
        (said(Endless((ZAYNAB,))), "wrong_type"),
        (said((altered(ZAYNAB, id=""),)), "no_id"),
        (said((ZAYNAB,) * 4), "too_many"),
        (said((ZAYNAB,) * 100_000), "too_many"),
        (Answer((ZAYNAB,), NOW + timedelta(days=1)), "from_the_future"),
        (Answer((ZAYNAB,), datetime(2026, 3, 2)), "no_time"),  # noqa: DTZ001 - the lie under test
        (Answer((ZAYNAB,), "today"), "no_time"),  # type: ignore[arg-type]
    ],
)
def test_a_search_that_lies_is_withheld_and_logged_by_code(answer: object, fault: str) -> None:
    with capture_logs() as log:
        answers = gateway([connector("mosaic", Scripted(search_people=answer))]).search_people((WANTED,), CALL)
    assert (answers, log) == ((WITHHELD,), [logged(f"NotTrusted:{fault}", "search_people")])


def test_another_persons_record_is_withheld() -> None:
    scripted = Scripted(
        get_person=said(altered(ZAYNAB, id="p-2")),
        get_relationships=said((Relationship("p-9", PersonName("Ada", "Nkemelu"), "mother"),)),
        get_involvements=said(()),
        get_warnings=said(()),
    )
    with capture_logs() as log:
        about = gateway([connector("mosaic", scripted)]).ask_about_person("mosaic", "p-1", (), CALL)
    assert (about, log) == (
        AboutPerson(WITHHELD, WITHHELD, WITHHELD, WITHHELD, ()),
        [logged("NotTrusted:another_id", "get_person")],
    )


def test_a_flood_of_relatives_is_withheld_and_the_person_is_shown() -> None:
    mother = Relationship("p-9", PersonName("Ada", "Nkemelu"), "mother")
    scripted = Scripted(get_person=said(ZAYNAB), get_relationships=said((mother,) * 201), get_involvements=said(()))
    about = gateway([connector("mosaic", scripted)]).ask_about_person("mosaic", "p-1", (), CALL)
    assert (about.person.items, about.relationships) == ((ZAYNAB,), WITHHELD)


def test_an_unexpected_error_is_logged_by_its_type_alone() -> None:
    scripted = Scripted(search_people=ValueError("Zaynab Nkemelu has no date of birth"))
    with capture_logs() as log:
        gateway([connector("mosaic", scripted)]).search_people((WANTED,), CALL)
    assert log == [logged("NotTrusted:raised ValueError", "search_people")]


def test_a_restricted_record_is_scrubbed_to_its_name() -> None:
    leaky = altered(ZAYNAB, restricted=True, address=Address(("1 Larch Road",)), other_names=(PersonName("Zed", "N"),))
    answers = gateway([connector("mosaic", Scripted(search_people=said((leaky,))))]).search_people((WANTED,), CALL)
    assert answers[0].items == (PersonRecord(id="p-1", name=ZAYNAB.name, restricted=True),)


def test_details_of_a_restricted_person_are_withheld() -> None:
    mother = Relationship("p-9", PersonName("Ada", "Nkemelu"), "mother")
    worker = Involvement("Sam Okoro", "Social worker", "Assessment 1")
    scripted = Scripted(
        get_person=said(altered(ZAYNAB, restricted=True)),
        get_relationships=said((mother,)),
        get_involvements=said((worker,)),
    )
    about = gateway([connector("mosaic", scripted)]).ask_about_person("mosaic", "p-1", (), CALL)
    withheld: SourceAnswer[Any] = SourceAnswer(
        "Mosaic",
        SourceState.NOT_ALLOWED,
        NOW,
        explanation="This record is restricted, so this part of it is not shown. Ask the front door team.",
    )
    assert (about.relationships, about.involvements) == (withheld, withheld)
