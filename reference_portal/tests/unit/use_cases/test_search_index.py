"""A source that lists its people is searched in the portal's own list, and every state of that list is said."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.use_cases.scene import OFFICER, FrontDoor

from frontdoor.access import RecordKey, Sensitivity
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.search import Sureness
from frontdoor_portal.use_cases.access.store import Level as KeptLevel
from frontdoor_portal.use_cases.find_child import ChildQuery, ChildSearch, find_child
from frontdoor_portal.use_cases.people import FeedFailure, PeopleFeed
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.searching.known_names import NameCache
from frontdoor_portal.use_cases.searching.search_index import search_index
from frontdoor_portal.use_cases.searching.telling import MOST_SHOWN

BORN = BirthDate(date(2016, 2, 9))
LISTED = PersonIdentity("p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, nhs_numbers=(NhsNumber("9990000018"),))
PUPIL = PersonIdentity("u-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, upns=(Upn("A885200010001"),))
HIDDEN = PersonIdentity("p-9", PersonName("Zaynab", "Nkemelu"), restricted=True)
WANTED = ChildQuery("Zaynb", "Nkemelu", BORN.on)
LISTS_PEOPLE, LISTS_PUPILS = (
    {Operation.LIST_CHANGED_PEOPLE: Level.NATIVE},
    {Operation.LIST_CHANGED_PUPILS: Level.NATIVE},
)
SAYS = "Searched in the portal’s own list of its people."


def listed(front_door: FrontDoor, source: str, *people: PersonIdentity, **feed: Any) -> None:
    """Fill the list of a source, which says that it has one; read to its end an hour ago."""
    systems = front_door.systems
    if source == "framework_i":
        systems.care_levels = LISTS_PEOPLE
    else:
        systems.education_levels = LISTS_PUPILS
    read_at = front_door.clock() - timedelta(hours=1)
    kept = PeopleFeed(source, walk=1, started_at=read_at, is_under_way=False, finished_at=read_at, as_at=read_at)
    with front_door.office.work.begin() as tx:
        tx.people.put(source, people, 1)
        tx.people.save_feed(evolve(kept, **feed))


def found(front_door: FrontDoor, query: ChildQuery = WANTED) -> ChildSearch:
    return find_child(front_door.office, OFFICER, query, "Concern")


def test_a_list_answers_instead_of_its_source_with_its_own_time(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED)
    now = front_door.clock()

    (care,) = found(front_door).people

    record = PersonRecord(
        "p-1", PersonName("Zaynab", "Nkemelu"), birth_date=BORN, nhs_numbers=LISTED.nhs_numbers,
        do_not_disclose_address=True,
    )  # fmt: skip
    assert care == SourceAnswer("Framework-i", SourceState.FOUND, now, (record,), now - timedelta(hours=1), SAYS)
    # Only education, which has no list, was asked itself.
    assert [call.acting_for for call in front_door.systems.calls] == [OFFICER.id]


def test_a_list_of_pupils_answers_likewise(front_door: FrontDoor) -> None:
    listed(front_door, "capita_one", PUPIL)

    (education,) = found(front_door).pupils

    assert education.items == (PupilRecord("u-1", PUPIL.name, birth_date=BORN, upn=PUPIL.upns[0]),)


def test_a_record_of_a_list_leads_to_its_page_and_says_why_it_fits(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED)

    search = found(front_door)

    token = search.tokens["Framework-i", "p-1"]
    with front_door.office.work.reading() as tx:
        seen = tx.sightings.get(token, OFFICER.id)
    (record,) = search.people[0].items
    identity = Identity.of_person(record).to_data()
    assert seen is not None
    assert (seen.source, seen.record_id, seen.is_case_management) == ("framework_i", "p-1", True)
    assert seen.identity == identity
    why = search.why["Framework-i", "p-1"]
    levels = [(each.field, each.level) for each in why.evidence.fields]
    assert levels == [("given_name", "typo"), ("family_name", "same"), ("birth_date", "same")]
    assert (why.sureness, search.listed) == (Sureness.LIKELY, frozenset({"Framework-i"}))


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        ({}, ""),
        ({"failure": FeedFailure.UNAVAILABLE, "failed_at": None},
         " The last update of the list failed, so that newer records and changes may be missing."),
    ],
    ids=["new", "failed"],
)  # fmt: skip
def test_a_list_says_what_is_wrong_with_it(front_door: FrontDoor, feed: dict[str, Any], said: str) -> None:
    listed(front_door, "framework_i", LISTED, **feed)
    for query in (WANTED, ChildQuery("Ella", "Ashdown")):
        assert found(front_door, query).people[0].explanation == f"{SAYS}{said}"


@pytest.mark.parametrize("query", [WANTED, ChildQuery("Ella", "Ashdown")], ids=["found", "none"])
@pytest.mark.parametrize("old_after", [36, 36.0 * 20])
def test_a_list_that_is_old_answers_as_an_old_copy(front_door: FrontDoor, query: ChildQuery, old_after: float) -> None:
    listed(front_door, "framework_i", LISTED, as_at=front_door.clock() - timedelta(hours=37))
    front_door = evolve(front_door, office=evolve(front_door.office, copy_old_after=timedelta(hours=old_after)))
    answer = found(front_door, query).people[0]
    assert (answer.state is SourceState.STALE_COPY) is (old_after == 36)


def test_a_source_whose_list_was_never_read_to_its_end_is_asked_itself_and_that_is_said(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED, as_at=None, is_under_way=True)
    live = PersonRecord("p-1", PersonName("Zaynb", "Nkemelu"), birth_date=BORN)
    front_door.systems.people = (live,)

    (care,) = found(front_door).people

    assert (care.items, care.explanation) == (
        (live,),
        "The system itself was asked: the portal has no whole list of its people yet.",
    )


@pytest.mark.parametrize("people", [(), (HIDDEN,)], ids=["none", "a restricted record"])
def test_none_and_a_restricted_record_look_the_same(front_door: FrontDoor, people: tuple[PersonIdentity, ...]) -> None:
    listed(front_door, "framework_i", *people)

    search = found(front_door)

    now = front_door.clock()
    none = SourceAnswer[PersonRecord](
        "Framework-i", SourceState.NONE_FOUND, now, as_at=now - timedelta(hours=1), explanation=SAYS
    )
    assert (search.people, search.tokens, search.why) == ((none,), {}, {})


def test_no_more_are_shown_than_somebody_can_choose_from(front_door: FrontDoor) -> None:
    many = [evolve(LISTED, id=f"p-{number}") for number in range(MOST_SHOWN + 5)]
    listed(front_door, "framework_i", *many)

    (care,) = found(front_door).people

    said = f"{SAYS} More records may fit than are shown: add what else you know."
    assert (len(care.items), care.explanation) == (MOST_SHOWN, said)


def test_a_sealed_record_is_not_counted_among_those_that_may_fit_as_well(front_door: FrontDoor) -> None:
    many = [evolve(LISTED, id=f"p-{number}") for number in range(MOST_SHOWN + 1)]
    listed(front_door, "framework_i", *many)
    sealed = KeptLevel(RecordKey("framework_i", "p-3"), Sensitivity.SEALED, "They had to flee", "m", front_door.clock())
    with front_door.office.work.begin() as tx:
        tx.access.set_level(sealed)

    (care,) = found(front_door).people

    assert ([each.id for each in care.items], care.explanation) == (
        [each.id for each in many if each.id != "p-3"],
        SAYS,
    )


def test_a_case_number_alone_is_not_searched_by_and_with_a_name_it_is(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED)
    search = found(front_door, ChildQuery(family_name="Nkemelu", case_id="p-1"))
    assert [(key, each.by_record_id) for key, each in search.why.items()] == [(("Framework-i", "p-1"), True)]


def test_words_that_came_since_are_found_as_they_are_typed(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED)
    found(front_door)
    with front_door.office.work.begin() as tx:
        tx.people.put("framework_i", [evolve(LISTED, id="p-2", name=PersonName("Oluwaseun", "Quillfeather"))], 1)
        feed = tx.people.feed("framework_i")
        assert feed is not None
        tx.people.save_feed(feed)

    search = found(front_door, ChildQuery("Oluwaseun", "Quillfeather"))

    assert list(search.why) == [("Framework-i", "p-2")]


def test_many_who_search_at_once_before_the_words_are_read_all_get_their_answer(front_door: FrontDoor) -> None:
    listed(front_door, "framework_i", LISTED)
    office = evolve(front_door.office, names=NameCache())
    with ThreadPoolExecutor(20) as searchers:
        searches = list(searchers.map(lambda _: search_index(office, WANTED.as_asked), range(20)))
    assert [list(search.why) for search in searches] == [[("Framework-i", "p-1")]] * 20
