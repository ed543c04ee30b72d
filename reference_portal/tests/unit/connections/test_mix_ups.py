"""A source that answers with another child's data under the right id: name and date of birth are looked at again."""

from datetime import date
from typing import Any

import pytest
from reference_portal.tests.unit.connections.systems import (
    CALL,
    NOW,
    PUPIL,
    ZAYNAB,
    Scripted,
    altered,
    connector,
    gateway,
    said,
)
from structlog.testing import capture_logs

from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor_portal.connections.rechecking import is_somebody_else
from frontdoor_portal.use_cases.sources import AboutPerson, KnownAs

BORN, OTHER_DAY = date(2016, 2, 29), date(2012, 7, 3)
KNOWN = KnownAs(PersonName("Zaynab", "Nkemelu"), BORN)
SOMEBODY_ELSE: SourceAnswer[Any] = SourceAnswer(
    "Mosaic",
    SourceState.DID_NOT_ANSWER,
    NOW,
    explanation="Mosaic answered with a different name and date of birth than in your search, so nothing of it is "
    "shown. Ask the front door team. This does not mean there is no record.",
)


def test_somebody_elses_data_under_the_same_id_is_withheld_with_all_that_belongs_to_it() -> None:
    mixed_up = altered(ZAYNAB, name=PersonName("Chidi", "Obi"), birth_date=BirthDate(OTHER_DAY))
    scripted = Scripted(
        get_person=said(mixed_up), get_relationships=said(()), get_involvements=said(()), get_warnings=said(())
    )
    with capture_logs() as log:
        about = gateway([connector("mosaic", scripted)]).ask_about_person("mosaic", "p-1", (), CALL, KNOWN)
    assert about == AboutPerson(SOMEBODY_ELSE, SOMEBODY_ELSE, SOMEBODY_ELSE, SOMEBODY_ELSE, ())
    assert log == [{"event": "answered_about_somebody_else", "log_level": "error", "source": "Mosaic"}]


def test_somebody_elses_school_record_is_withheld() -> None:
    mixed_up = altered(PUPIL, name=PersonName("Chidi", "Obi"), birth_date=BirthDate(OTHER_DAY))
    about = gateway([], [connector("mosaic", Scripted(get_pupil=said(mixed_up)))]).ask_about_pupil(
        "mosaic", "u-1", (), CALL, KNOWN
    )
    assert about.pupil == SOMEBODY_ELSE


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(altered(ZAYNAB, birth_date=BirthDate(OTHER_DAY)), id="another date of birth"),
        pytest.param(altered(ZAYNAB, name=PersonName("Zaynab", "Okoro"), birth_date=BirthDate(BORN)), id="a new name"),
        pytest.param(
            altered(
                ZAYNAB,
                name=PersonName("Zaynab", "Okoro"),
                other_names=(PersonName("ZAYNAB", "Nkemelu"),),
                birth_date=BirthDate(OTHER_DAY),
            ),
            id="the name is one of several",
        ),
        pytest.param(altered(ZAYNAB, name=PersonName("Chidi", "Obi")), id="no date of birth"),
        pytest.param(
            PersonRecord("p-1", PersonName("C.", "O."), birth_date=BirthDate(OTHER_DAY), restricted=True),
            id="restricted",
        ),
    ],
)
def test_one_difference_alone_may_have_been_put_right_meanwhile(record: PersonRecord) -> None:
    assert not is_somebody_else(record, KNOWN)
