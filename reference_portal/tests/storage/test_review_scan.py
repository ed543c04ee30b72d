"""The audit is read for reviews in the order of its seals: nothing that was committed late is missed."""

from reference_portal.tests.fakes import COUNCIL, Clock, office_on, person, register_people

from frontdoor.access import ReviewSettings
from frontdoor.domain.agency import Role
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.access.scanning import scan_looks
from frontdoor_portal.use_cases.models import Action, AuditEntry

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Grant")
SETTINGS = ReviewSettings(sample=0)


def look(record: str, clock: Clock) -> AuditEntry:
    return AuditEntry(clock(), OFFICER.id, Action.VIEWED_CHILD, f"framework_i/{record}", "Concern", "role")


def test_each_look_is_reviewed_once_on_either_database(work: SqlWork) -> None:
    clock = Clock()
    office = office_on(work, clock)
    register_people(office, OFFICER)
    found = []
    for record in ("1", "2"):
        with work.begin() as tx:
            tx.audit.add(look(record, clock))
        found += [scan_looks(office, SETTINGS), scan_looks(office, SETTINGS)]

    assert found == [1, 0, 1, 0]


def test_a_look_that_was_committed_after_a_later_row_was_read_is_reviewed_all_the_same(postgres_url: str) -> None:
    # On SQLite writers take turns, so that this cannot happen there.
    engine = open_engine(postgres_url)
    work, clock = SqlWork(engine), Clock()
    office = office_on(work, clock)
    register_people(office, OFFICER)
    with work.begin() as slow:
        slow.audit.add(look("slow", clock))
        with work.begin() as quick:
            quick.audit.add(look("quick", clock))
        first = scan_looks(office, SETTINGS)
    second, third = scan_looks(office, SETTINGS), scan_looks(office, SETTINGS)
    with work.reading() as tx:
        records = {each.record.record_id for each in tx.reviews.undecided_reviews()}
    engine.dispose()
    assert (first, second, third, records) == (1, 1, 0, {"quick", "slow"})
