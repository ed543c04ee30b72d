"""An officer compares two records field by field, links them or keeps them apart, and may take it back."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from attrs import frozen
from httpx import Response
from reference_portal.tests.fakes import TwoSystems, person
from reference_portal.tests.unit.use_cases.test_judge_records import CARE, CROWD, SCHOOLS, record
from reference_portal.tests.web.browsing import Browser, TestPortal, error_summary, heading, words
from reference_portal.tests.web.filling_in import parsed, portal_with

from frontdoor.access import RecordKey
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.domain.agency import Role
from frontdoor_portal.use_cases.linking.judge_records import judge_records
from frontdoor_portal.use_cases.linking.links import LinkKind, RecordLink
from frontdoor_portal.use_cases.people import PeopleFeed

OFFICER = person(Role.SCREENING_OFFICER, name="Olu Grant")
MANAGER = person(Role.TEAM_MANAGER, name="Mia Tran")
TEACHER = person(Role.PROFESSIONAL, name="Asha Bello")
TWIN = record("u-2", "Amaka")


@frozen
class Matching:
    """A portal whose two systems list their people."""

    portal: TestPortal

    def judge(self) -> None:
        judge_records(self.portal.office, CARE, SCHOOLS, lambda _: None)

    def links(self) -> tuple[RecordLink, ...]:
        with self.portal.office.work.reading() as tx:
            return tx.links.of(RecordKey(CARE, "p-1"), SCHOOLS)

    def officer(self) -> Browser:
        return self.portal.client(OFFICER)

    def first(self) -> str:
        """The address of the first comparison that waits."""
        return str(parsed(self.officer().get("/matches")).xpath("//main//a[starts-with(@href, '/matches/')]/@href")[0])

    def hold(self, source: str, *people: PersonIdentity) -> None:
        read_at = self.portal.clock() - timedelta(hours=1)
        with self.portal.office.work.begin() as tx:
            tx.people.put(source, people, 1)
            feed = tx.people.feed(source)
            tx.people.save_feed(
                feed or PeopleFeed(source, 1, read_at, is_under_way=False, finished_at=read_at, as_at=read_at)
            )


@pytest.fixture
def matching() -> Iterator[Matching]:
    systems = TwoSystems(
        care_levels={Operation.LIST_CHANGED_PEOPLE: Level.NATIVE},
        education_levels={Operation.LIST_CHANGED_PUPILS: Level.NATIVE},
    )
    with portal_with(systems) as portal:
        started = Matching(portal)
        started.hold(CARE, record("p-1"))
        started.hold(SCHOOLS, *CROWD)
        yield started


@pytest.fixture
def twin(matching: Matching) -> str:
    """The address of a comparison with a twin."""
    matching.hold(SCHOOLS, TWIN)
    matching.judge()
    return matching.first()


def filled_in(page: Response, fields: Mapping[str, str]) -> dict[str, str]:
    """The form of a comparison as its page sends it: what it hides, and what somebody chose and wrote."""
    hidden = parsed(page).xpath("//main//form//input[@type='hidden']")
    return {**{each.get("name"): each.get("value") for each in hidden}, **fields}


def choose(browser: Browser, address: str, fields: Mapping[str, str]) -> Response:
    return browser.post(address, filled_in(browser.get(address), fields))


def compared(page: Response) -> list[list[str]]:
    return [[words(cell.text_content()) for cell in row] for row in parsed(page).xpath("//tbody/tr")]


def test_nothing_that_waits_says_so(matching: Matching) -> None:
    page = matching.officer().get("/matches")

    assert heading(page) == "Matches to check: 0"
    assert "Nothing waits to be compared." in words(page.text)


@pytest.mark.usefixtures("twin")
def test_the_list_says_what_was_found_and_nothing_of_a_child(matching: Matching) -> None:
    matching.portal.clock.pass_time(minutes=65)
    page = matching.officer().get("/matches")

    assert heading(page) == "Matches to check: 1"
    assert compared(page) == [
        [
            "Compare record 1A record of Framework-i",
            "1 of Capita ONE",
            "One may be the same child",
            "1 hoursince 4 June 2026 at 9:32am",
        ]
    ]
    assert not any(secret in page.text for secret in ("Zaynab", "Nkemelu", "Amaka", "WR5", "p-1", "u-2"))


def test_two_records_stand_side_by_side_with_what_agrees(matching: Matching, twin: str) -> None:
    page = matching.officer().get(twin)

    assert heading(page) == "A record of Framework-i Zaynab Nkemelu"
    assert "Why you are asked: The first names differ, or one is missing." in words(page.text)
    assert compared(page) == [
        ["Given names", "Zaynab", "Amaka", "Different"],
        ["Family name", "Nkemelu", "Nkemelu", "Same"],
        ["Date of birth", "9 February 2016, age 10", "9 February 2016, age 10", "Same"],
        ["Postcodes", "WR5 2NP", "WR5 2NP", "Same"],
    ]


def test_a_match_is_linked_with_its_reason(matching: Matching, twin: str) -> None:
    answer = choose(matching.officer(), twin, {"same": "same-1", "reason": " I asked the school "})

    assert answer.headers["location"] == "/matches?done=linked"
    assert [(link.kind, link.other.record_id, link.reason) for link in matching.links()] == [
        (LinkKind.SAME, "u-2", "I asked the school")
    ]
    assert "The two records are linked as one child’s" in words(matching.officer().get("/matches?done=linked").text)


@pytest.mark.parametrize(("chosen", "other"), [("none", "u-2"), ("none_at_all", "")])
def test_records_are_kept_apart(matching: Matching, twin: str, chosen: str, other: str) -> None:
    answer = choose(matching.officer(), twin, {"same": chosen, "reason": "A twin"})

    assert answer.headers["location"] == "/matches?done=apart"
    assert [(link.kind, link.other.record_id) for link in matching.links()] == [(LinkKind.NOT_SAME, other)]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        (
            {"same": "", "reason": ""},
            [
                ("same", "Select which record is the same child’s, or that none is"),
                ("reason", "Say why you think so"),
            ],
        ),
        ({"same": "same-2", "reason": "A"}, [("same", "Select which record is the same child’s, or that none is")]),
        ({"same": "none", "reason": "x" * 1_001}, [("reason", "Use 1,000 characters or fewer")]),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    matching: Matching, twin: str, fields: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    answer = choose(matching.officer(), twin, fields)

    assert (answer.status_code, error_summary(answer)) == (400, faults)
    assert parsed(answer).xpath("string(//textarea[@name='reason'])").strip() == fields["reason"]
    assert matching.links() == ()


@pytest.mark.parametrize("chosen", ["same-1", "none", "none_at_all"])
def test_what_was_said_of_other_records_than_those_on_the_page_is_not_stored(
    matching: Matching, twin: str, chosen: str
) -> None:
    officer = matching.officer()
    page = officer.get(twin)
    assert "1. Amaka Nkemelu" in words(page.text)
    matching.hold(SCHOOLS, record("u-10", "Adaeze"))
    matching.judge()

    answer = officer.post(twin, filled_in(page, {"same": chosen, "reason": "I asked Amaka’s school"}))

    assert (answer.status_code, error_summary(answer)) == (
        409,
        [("same", "The comparison has changed since you opened it: look at the records below, then choose")],
    )
    assert "1. Adaeze Nkemelu" in words(answer.text)
    assert parsed(answer).xpath("string(//textarea[@name='reason'])").strip() == "I asked Amaka’s school"
    assert parsed(answer).xpath("//main//input[@checked]") == []
    assert matching.links() == ()

    again = officer.post(twin, filled_in(answer, {"same": "same-2", "reason": "I asked Amaka’s school"}))
    assert again.headers["location"] == "/matches?done=linked"
    assert [(link.kind, link.other.record_id) for link in matching.links()] == [(LinkKind.SAME, "u-2")]


def test_what_was_said_of_a_record_as_it_was_is_not_stored(matching: Matching, twin: str) -> None:
    officer = matching.officer()
    page = officer.get(twin)
    matching.hold(SCHOOLS, record("u-2", "Amaka", "Somebodyelse"))

    answer = officer.post(twin, filled_in(page, {"same": "same-1", "reason": "I asked the school"}))

    assert (answer.status_code, matching.links()) == (409, ())


def test_what_contradicts_a_decision_that_stands_is_refused_with_who_decided_and_how_to_undo_it(
    matching: Matching, twin: str
) -> None:
    with matching.portal.office.work.begin() as tx:
        one, other = RecordKey(CARE, "p-2"), RecordKey(SCHOOLS, "u-2")
        tx.links.add(RecordLink("twins", LinkKind.SAME, one, other, matching.portal.clock(), "id", "Mia Tran", "Asked"))

    answer = choose(matching.officer(), twin, {"same": "same-1", "reason": "I asked the school"})

    pair = "record u-2 of Capita ONE and record p-2"
    said = f"Mia Tran decided on 4 June 2026 at 9:32am that {pair} are about the same child"
    assert (answer.status_code, error_summary(answer)) == (409, [("same", f"{said}. If that is wrong, undo it first")])
    assert parsed(answer).xpath("//main//li/a/@href") == ["#same", "/matches/links/twins"]
    assert parsed(answer).xpath("string(//textarea[@name='reason'])").strip() == "I asked the school"
    assert matching.links() == ()


def test_decisions_that_contradict_each_other_stand_on_the_comparison(matching: Matching, twin: str) -> None:
    with matching.portal.office.work.begin() as tx:
        for number, kind in enumerate((LinkKind.SAME, LinkKind.NOT_SAME)):
            one, other, at = RecordKey(CARE, "p-1"), RecordKey(SCHOOLS, "u-2"), matching.portal.clock()
            tx.links.add(RecordLink(f"link-{number}", kind, one, other, at, "id", "Mia Tran", "Asked"))
    matching.judge()

    page = matching.officer().get(twin)

    assert "Why you are asked: People have decided this in two ways. Undo the decision that is wrong." in words(
        page.text
    )
    assert parsed(page).xpath("//main//li/a/@href") == ["/matches/links/link-0", "/matches/links/link-1"]


def test_the_second_to_decide_is_told_and_changes_nothing(matching: Matching, twin: str) -> None:
    second = matching.portal.client(MANAGER)
    form = filled_in(second.get(twin), {"same": "none", "reason": "A twin"})
    choose(matching.officer(), twin, {"same": "same-1", "reason": "I asked"})

    answer = second.post(twin, form)

    assert answer.status_code == 404
    assert [link.kind for link in matching.links()] == [LinkKind.SAME]


def test_a_link_is_taken_back_with_its_reason(matching: Matching) -> None:
    matching.hold(SCHOOLS, record("u-1"))
    matching.judge()
    officer = matching.officer()
    listed = officer.get("/matches")
    assert "Linked by the portal Same: given names, family name, date of birth, postcodes" in words(listed.text)
    address = str(parsed(listed).xpath("//a[starts-with(@href, '/matches/links/')]/@href")[0])

    assert error_summary(officer.send(address, {"reason": " "})) == [("reason", "Say why you think so")]
    answer = officer.send(address, {"reason": "Cousins of one name"})

    assert answer.headers["location"] == "/matches?done=undone"
    assert [link.kind for link in matching.links()] == [LinkKind.NOT_SAME]
    undone = words(officer.get(address).text)
    assert f"Undone {OFFICER.name} 4 June 2026 at 9:32am Cousins of one name" in undone
    assert "Undo it" not in undone


def linked(matching: Matching, how_many: int) -> None:
    """Links that the portal made by itself, one a minute."""
    with matching.portal.office.work.begin() as tx:
        for number in range(how_many):
            one, other = RecordKey(CARE, "p-1"), RecordKey(SCHOOLS, f"u-{number}")
            made_at = matching.portal.clock() + timedelta(minutes=number)
            tx.links.add(
                RecordLink(f"link-{number}", LinkKind.BY_ITSELF, one, other, made_at, "portal", "The portal", "Enough")
            )


@pytest.mark.parametrize(("how_many", "shown", "leads_on"), [(5, 5, False), (6, 5, True)])
def test_below_what_waits_stand_the_five_decided_last(
    matching: Matching, how_many: int, shown: int, leads_on: bool
) -> None:
    linked(matching, how_many)
    page = parsed(matching.officer().get("/matches"))
    assert len(page.xpath("//tbody/tr")) == shown
    assert bool(page.xpath("//a[@href='/matches/decided']")) is leads_on


@pytest.mark.parametrize(("number", "shown"), [("1", range(11, 1, -1)), ("2", range(1, -1, -1)), ("3", range(0))])
def test_all_that_was_decided_lately_has_pages_the_newest_first(matching: Matching, number: str, shown: range) -> None:
    linked(matching, 12)
    page = parsed(matching.officer().get(f"/matches/decided?page={number}"))
    links = page.xpath("//tbody//a[starts-with(@href, '/matches/links/')]/@href")
    assert links == [f"/matches/links/link-{each}" for each in shown]


@pytest.mark.parametrize("number", ["0", "x", "-1"])
def test_a_page_of_no_number_is_not_found(matching: Matching, number: str) -> None:
    assert matching.officer().get(f"/matches/decided?page={number}").status_code == 404


@pytest.mark.parametrize("path", ["/matches", "/matches/decided", "/matches/any", "/matches/links/any"])
def test_matches_are_the_teams(matching: Matching, path: str) -> None:
    assert matching.portal.client(TEACHER).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/matches/unknown", "/matches/links/unknown", "/matches/a%20b", "/matches/links/a.b"])
def test_an_address_of_nothing_is_not_found(matching: Matching, path: str) -> None:
    assert matching.officer().get(path).status_code == 404
