"""Reports of wrong details come back as they were told, oldest first, and are ticked off once."""

from datetime import timedelta

from attrs import evolve
from reference_portal.tests.storage.made import NOW

from frontdoor_portal.storage import SqlWork
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetail, WrongWhy

FIRST = WrongDetail(
    "WD-AAAA2222",
    "Framework-i",
    "Sam Okoro",
    "Social worker",
    "01632 960001",
    WrongWhy.SOMEBODY_ELSE,
    "01632 960002",
    "person-teacher",
    "Tess Pemberton",
    NOW,
)
LATER = evolve(FIRST, id="WD-AAAA1111", why=WrongWhy.NOT_IN_USE, right="", reported_at=NOW + timedelta(minutes=1))


def test_they_wait_oldest_first_until_somebody_ticks_them_off(work: SqlWork) -> None:
    with work.begin() as tx:
        for each in (LATER, FIRST):
            tx.wrong_details.add(each)
        assert tx.wrong_details.waiting() == (FIRST, LATER)
    with work.begin() as tx:
        ticked = [tx.wrong_details.tick(FIRST.id, "Olu Grant", NOW) for _ in range(2)]
        assert (ticked, tx.wrong_details.waiting()) == ([True, False], (LATER,))
        assert tx.wrong_details.tick("WD-UNKNOWN2", "Olu Grant", NOW) is False
