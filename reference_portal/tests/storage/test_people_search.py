"""What people are searched by on both databases: kept with every page, gone with whoever is removed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from attrs import evolve
from sqlalchemy import Engine, event, text

from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName
from frontdoor.search import Asked, Vocabulary, plan, shortlist
from frontdoor_portal.storage import SqlWork

NHS, UPN, HERE = NhsNumber("9990000018"), Upn("A885200010001"), Postcode("WR5 2NP")
BORN = BirthDate(date(2016, 2, 9))
ZAYNAB = PersonIdentity(
    "p-1", PersonName("Zaynab Ada", "Nkemelu"), (PersonName("", "Okafor"),), BORN,
    postcodes=(HERE,), nhs_numbers=(NHS,), upns=(UPN,),
)  # fmt: skip
UNBORN = PersonIdentity(
    "p-2", PersonName("", "Nkemelu"), birth_date=BirthDate(date(2026, 9, 1), BirthDateKind.EXPECTED)
)
HIDDEN = PersonIdentity("p-3", PersonName("Zaynab", "Nkemelu"), restricted=True)
EVERYBODY = [ZAYNAB, UNBORN, HIDDEN]


def put(work: SqlWork, *people: PersonIdentity, walk: int = 1) -> None:
    with work.begin() as tx:
        tx.people.put("mosaic", people, walk)


def found(work: SqlWork, asked: Asked, sources: Sequence[str] = ("mosaic",)) -> list[str]:
    """The ids of whoever is worth a look."""
    with work.reading() as tx:
        wanted = plan(asked, Vocabulary(tx.people_index.word_counts()))
        numbers = shortlist(wanted, tx.people_index.look_up(wanted, sources), 50)
        return sorted(each.person.id for each in tx.people_index.read(numbers, sources))


def terms(engine: Engine) -> list[tuple[str, str]]:
    """Every term that is kept, with the id of its record."""
    both = text(
        "SELECT record_id, word FROM people_words JOIN people ON id = person "
        "UNION ALL SELECT record_id, key FROM people_keys JOIN people ON id = person ORDER BY 1, 2"
    )
    with engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(both)]


OF_ZAYNAB = [
    ("p-1", term) for term in sorted(["9990000018", "A885200010001", "WR52NP", "ada", "nkemelu", "okafor", "zaynab"])
]


def test_every_term_is_kept_once_however_often_somebody_comes(work: SqlWork, engine: Engine) -> None:
    for walk in (1, 2):
        put(work, *EVERYBODY, walk=walk)
    assert sorted(terms(engine)) == sorted([*OF_ZAYNAB, ("p-2", "nkemelu")])


def test_what_changed_is_found_by_the_new_and_no_longer_by_the_old(work: SqlWork, engine: Engine) -> None:
    put(work, ZAYNAB)
    put(work, PersonIdentity("p-1", PersonName("Zaynab", "Marsh"), upns=(UPN,)))
    assert sorted(terms(engine)) == [("p-1", "A885200010001"), ("p-1", "marsh"), ("p-1", "zaynab")]


def test_whoever_becomes_restricted_leaves_no_term(work: SqlWork, engine: Engine) -> None:
    put(work, ZAYNAB)
    put(work, PersonIdentity("p-1", ZAYNAB.name, restricted=True))
    assert terms(engine) == []


def test_terms_go_with_whoever_is_removed(work: SqlWork, engine: Engine) -> None:
    put(work, *EVERYBODY)
    with work.begin() as tx:
        tx.people.remove("mosaic", ["p-1", "nobody"])
    put(work, ZAYNAB, walk=2)
    with work.begin() as tx:
        tx.people.remove_not_named_in("mosaic", 2)
    with engine.connect() as connection:
        orphans = connection.execute(
            text("SELECT count(*) FROM people_words WHERE person NOT IN (SELECT id FROM people)")
        ).scalar_one()
    assert (sorted(terms(engine)), orphans) == (sorted(OF_ZAYNAB), 0)


def test_a_page_that_is_dropped_leaves_no_term(work: SqlWork, engine: Engine) -> None:
    def interrupted() -> None:
        with work.begin() as tx:
            tx.people.put("mosaic", EVERYBODY, 1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terms(engine) == []


@pytest.mark.parametrize(
    "asked",
    [
        Asked("Zaynab", "Nkemelu"),
        Asked("Nkemelu", "Zaynab"),
        Asked("Zainab", "Nkemalu"),
        Asked("Ada", "Nkemelu"),
        Asked("Zaynab Rose", "Nkemelu"),
        Asked("Zaynab", "Okafor"),
        Asked("Zay", "Nkemelu"),
        Asked("Zaynab", born=BORN),
        Asked(family="Nkemelu", born=BirthDate(date(2016, 9, 2))),
        Asked(family="Nkemelu", born=BirthDate(date(2015, 2, 9))),
        Asked("Zaynab", postcode=HERE),
        Asked(nhs_number=NHS),
        Asked(upn=UPN),
        Asked(record_id="p-1"),
    ],
    ids=[
        "both names", "swapped", "misspelt", "a middle name", "one name too many", "a former name", "a part",
        "a name and the date", "day and month swapped", "a year out", "a name and the postcode", "NHS number", "UPN",
        "case number",
    ],
)  # fmt: skip
def test_somebody_is_found_by_whatever_is_known(work: SqlWork, asked: Asked) -> None:
    put(work, ZAYNAB, HIDDEN)
    assert found(work, asked) == ["p-1"]


def test_an_unborn_child_is_found_by_a_name_and_a_due_date_nearby(work: SqlWork) -> None:
    put(work, *EVERYBODY)
    due = BirthDate(date(2026, 9, 20), BirthDateKind.EXPECTED)
    assert found(work, Asked(family="Nkemelu", born=due)) == ["p-2"]


@pytest.mark.parametrize(
    "asked",
    [Asked("Zaynab", "Nkemelu"), Asked(record_id="p-3"), Asked("Zaynab", record_id="p-3")],
    ids=["names", "case number", "both"],
)
def test_a_restricted_record_is_never_found(work: SqlWork, asked: Asked) -> None:
    put(work, HIDDEN)
    assert found(work, asked) == []


def test_neither_is_an_old_record_that_a_restricted_one_replaced(work: SqlWork) -> None:
    old, replaced = evolve(ZAYNAB, duplicate_of="p-3"), evolve(ZAYNAB, id="p-4", duplicate_of="p-2")
    put(work, old, replaced, UNBORN, HIDDEN)
    assert found(work, Asked("Zaynab", "Nkemelu")) == ["p-4"]


def test_a_source_that_is_not_asked_answers_nothing(work: SqlWork) -> None:
    put(work, ZAYNAB)
    assert found(work, Asked("Zaynab", "Nkemelu", record_id="p-1"), sources=("capita_one",)) == []


def test_the_words_are_counted_and_the_people(work: SqlWork) -> None:
    put(work, *EVERYBODY)
    with work.reading() as tx:
        counted = tx.people_index.word_counts(), tx.people_index.people_held()
    assert counted == ({"zaynab": 1, "ada": 1, "nkemelu": 2, "okafor": 1}, 2)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that is run meanwhile."""
    run: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


def test_none_and_a_restricted_record_take_the_same_statements(work: SqlWork, engine: Engine) -> None:
    asked = Asked("Zaynab", "Nkemelu", BORN, postcode=HERE)
    seen = []
    for people in ([], [HIDDEN]):
        put(work, *people)
        with statements(engine) as run:
            assert found(work, asked) == []
        seen.append(run)
    assert seen[0] == seen[1]
