"""A feed is followed page by page; a page that breaks the contract is withheld whole, and no feed goes on for ever."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from attrs import evolve
from reference_portal.tests.unit.connections.systems import (
    CALL,
    HURRIED,
    NOW,
    Gate,
    Scripted,
    Stopwatch,
    connector,
    gateway,
    said,
)
from structlog.testing import capture_logs

from frontdoor.connectors.asking import Answer
from frontdoor.connectors.failures import CredentialsRefused, NotFound, RateLimited, Unavailable
from frontdoor.connectors.feed import MOST_ON_A_PAGE, FeedPage, PersonIdentity
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor_portal.connections.failures import NotConnected, NotTrusted, TooSlow
from frontdoor_portal.connections.feeds import FeedLimits, SystemFeeds
from frontdoor_portal.connections.gateway import SystemsGateway
from frontdoor_portal.connections.limits import GatewayLimits

ZAYNAB = PersonIdentity("p-1", PersonName("Zaynab", "Nkemelu"))
LAST = FeedPage((ZAYNAB,), "c:9", is_last=True)
WIDE = "c" * 4_001


def feeds_of(answer: Any, *, education: bool = False, limits: FeedLimits | None = None) -> SystemFeeds:
    scripted = Scripted(list_changed_people=answer, list_changed_pupils=answer)
    systems = [connector("mosaic", scripted)]
    portal = gateway([], systems) if education else gateway(systems)
    return SystemFeeds(portal, limits, sleep=lambda _: None)


def followed(answer: Any, after: str = "", most: int = 100, **parts: Any) -> list[Answer[FeedPage]]:
    return list(feeds_of(answer, **parts).follow("mosaic", after, most, CALL))


def page(**parts: Any) -> Any:
    """An answer whose page has parts of any type at all."""
    return said(evolve(LAST, **parts))


def person(**parts: Any) -> Any:
    return evolve(ZAYNAB, **parts)


def in_turn(*answers: Any) -> Callable[..., Any]:
    """A method that gives one answer after another, and raises those that are failures."""
    left = iter(answers)

    def method(*_: Any) -> Any:
        answer = next(left)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    return method


@pytest.mark.parametrize("education", [False, True])
def test_a_feed_is_followed_to_its_last_page(education: bool) -> None:
    first, second = page(cursor="c:1", is_last=False), page(people=(person(id="p-2"),), gone=("p-3",), total=2)
    assert followed(in_turn(first, second), education=education) == [first, second]


def test_each_page_is_asked_for_with_the_cursor_of_the_one_before() -> None:
    asked: list[tuple[str, int]] = []

    def method(after: str, most: int, _: Any) -> Any:
        asked.append((after, most))
        return page(cursor=f"c:{len(asked)}", is_last=len(asked) == 3)

    followed(method, after="c:0", most=50)
    assert asked == [("c:0", 50), ("c:1", 50), ("c:2", 50)]


def test_the_next_page_is_asked_for_while_one_is_being_used() -> None:
    asked = threading.Semaphore(0)

    def method(after: str, *_: Any) -> Any:
        asked.release()
        return page(cursor="c:1", is_last=bool(after))

    pages = feeds_of(method).follow("mosaic", "", 100, CALL)
    next(pages)
    assert [asked.acquire(timeout=60) for _ in range(2)] == [True, True]


def test_a_source_is_never_asked_for_more_than_the_contract_allows() -> None:
    asked: list[int] = []

    def method(_: str, most: int, __: Any) -> Any:
        asked.append(most)
        return said(LAST)

    followed(method, most=1_000_000)
    assert asked == [MOST_ON_A_PAGE]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (None, "wrong_type"),
        (LAST, "wrong_type"),
        (said(None), "wrong_type"),
        (page(people=[ZAYNAB]), "wrong_type"),
        (page(people=None), "wrong_type"),
        (page(people=(ZAYNAB, None)), "wrong_type"),
        (page(people=(person(name="Zaynab Nkemelu"),)), "wrong_type"),
        (page(people=(person(name=PersonName("Zaynab", None)),)), "wrong_type"),  # type: ignore[arg-type]
        (page(people=(person(birth_date=date(2015, 2, 28)),)), "wrong_type"),
        (page(people=(person(postcodes=("WR5 2NP",)),)), "wrong_type"),
        (page(people=(person(upns=[Upn("A885200010001")]),)), "wrong_type"),
        (page(people=(person(other_names=(ZAYNAB.name,) * 501),)), "wrong_type"),
        (page(people=(person(name=PersonName("x" * 20_001)),)), "wrong_type"),
        (page(people=(person(restricted="no"),)), "wrong_type"),
        (page(people=(object.__new__(PersonIdentity),)), "raised AttributeError"),
        (page(people=(ZAYNAB,) * 101), "too_many"),
        (page(people=(ZAYNAB,) * 200_000), "too_many"),
        (page(gone=("p-1",) * 10_001), "too_many"),
        (page(gone=["p-1"]), "wrong_type"),
        (page(gone=(7,)), "wrong_type"),
        (page(gone=("",)), "no_id"),
        (page(people=(person(id=""),)), "no_id"),
        (page(people=(person(id="x" * 501),)), "no_id"),
        (page(people=(person(id="p\0"),)), "no_id"),
        (page(people=(person(id="p\ud800"),)), "no_id"),
        (page(is_last="yes"), "wrong_type"),
        (page(total="many"), "wrong_type"),
        (page(cursor=None), "wrong_type"),
        (page(cursor=WIDE), "no_cursor"),
        (page(cursor="c\0"), "no_cursor"),
        (page(cursor="", is_last=False), "goes_in_a_circle"),
        (page(cursor="c:0", is_last=False), "goes_in_a_circle"),
        (Answer(LAST, NOW + timedelta(days=1)), "from_the_future"),
        (Answer(LAST, datetime(2026, 3, 2)), "no_time"),  # noqa: DTZ001 - the lie under test
        (ValueError("Zaynab Nkemelu has no date of birth"), "raised ValueError"),
    ],
)
def test_a_page_that_lies_is_withheld_and_logged_by_code(answer: object, fault: str) -> None:
    with capture_logs() as log, pytest.raises(NotTrusted) as raised:
        followed(answer, after="c:0")
    assert (raised.value.fault, [line["failure"] for line in log]) == (fault, [f"NotTrusted:{fault}"])


def test_pages_that_lead_back_to_one_another_are_left_after_one_round() -> None:
    pages = feeds_of(in_turn(*(page(cursor=cursor, is_last=False) for cursor in ("a", "b", "c", "a")))).follow(
        "mosaic", "", 100, CALL
    )
    assert [next(pages).value.cursor for _ in range(3)] == ["a", "b", "c"]
    with pytest.raises(NotTrusted, match="goes_in_a_circle"):
        next(pages)


def test_a_feed_without_an_end_is_left() -> None:
    numbers = count()

    def method(*_: Any) -> Any:
        return page(cursor=f"c:{next(numbers)}", is_last=False)

    with pytest.raises(NotTrusted, match="endless"):
        followed(method, limits=FeedLimits(most_pages=5))


def test_the_last_page_may_lead_to_where_one_was() -> None:
    assert followed(page(people=(), cursor="c:0"), after="c:0") == [page(people=(), cursor="c:0")]


def test_a_restricted_person_is_reduced_to_id_and_name() -> None:
    leaky = person(
        restricted=True, other_names=(PersonName("Zed"),), birth_date=BirthDate(date(2015, 2, 28)), sex=Sex.FEMALE,
        postcodes=(Postcode("WR5 2NP"),), nhs_numbers=(NhsNumber("9990000018"),), upns=(Upn("A885200010001"),),
        duplicate_of="p-0",
    )  # fmt: skip
    assert followed(page(people=(leaky,))) == [page(people=(PersonIdentity("p-1", ZAYNAB.name, restricted=True),))]


def test_somebody_who_is_named_twice_on_a_page_is_kept_as_named_last_and_is_not_gone() -> None:
    twice = page(people=(person(sex=Sex.MALE), person(id="p-2"), ZAYNAB), gone=("p-4", "p-2", "p-3", "p-4"))
    assert followed(twice) == [page(people=(ZAYNAB, person(id="p-2")), gone=("p-4", "p-3"))]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (PersonName("Zay\0nab", "Nke\x1bmelu"), PersonName("Zaynab", "Nkemelu")),
        (PersonName("Zayna\ud83d", "Nkemelu"), PersonName("Zayna", "Nkemelu")),
        (PersonName("Łukasz", "O’Neill\u00a0Ng 王"), PersonName("Łukasz", "O’Neill\u00a0Ng 王")),
    ],
    ids=["controls", "half a sign", "ordinary"],
)
def test_names_are_kept_without_what_no_database_takes(name: PersonName, kept: PersonName) -> None:
    (answer,) = followed(page(people=(person(name=name, other_names=(name,)),)))
    assert answer.value.people == (person(name=kept, other_names=(kept,)),)


def test_a_source_that_wants_to_be_left_alone_is_waited_for() -> None:
    clock = Stopwatch()
    scripted = Scripted(list_changed_people=in_turn(RateLimited(2), page(cursor="c:1", is_last=False), said(LAST)))
    feeds = SystemFeeds(gateway([connector("mosaic", scripted)], clock=clock), sleep=clock.let_pass)
    assert list(feeds.follow("mosaic", "", 100, CALL)) == [page(cursor="c:1", is_last=False), said(LAST)]
    assert clock == Stopwatch(1002.0)


@pytest.mark.parametrize(("after", "calls"), [(1, 5), (61, 1)], ids=["again and again", "for too long"])
def test_a_source_is_not_waited_for_without_end(after: float, calls: int) -> None:
    clock, scripted = Stopwatch(), Scripted(list_changed_people=RateLimited(after))
    feeds = SystemFeeds(gateway([connector("mosaic", scripted)], clock=clock), sleep=clock.let_pass)
    with pytest.raises(RateLimited):
        list(feeds.follow("mosaic", "", 100, CALL))
    assert len(scripted.calls) == calls


@pytest.mark.parametrize("failure", [NotFound("old"), Unavailable("down"), CredentialsRefused("no")])
def test_a_sources_own_failure_is_told_as_it_is(failure: Exception) -> None:
    with pytest.raises(type(failure)):
        followed(failure)


def test_a_page_that_does_not_come_is_not_waited_for_beyond_its_deadline(gate: Gate) -> None:
    with pytest.raises(TooSlow):
        next(feeds_of(gate).follow("mosaic", "", 100, HURRIED))


def test_a_page_is_judged_by_the_limits_that_the_county_set_for_its_systems() -> None:
    a_day_ahead = Answer(LAST, NOW + timedelta(days=1))
    systems = [connector("mosaic", Scripted(list_changed_people=a_day_ahead))]
    patient = gateway(systems, limits=GatewayLimits(clock_slack=86_400))
    assert list(SystemFeeds(patient).follow("mosaic", "", 100, CALL)) == [a_day_ahead]


def test_a_system_that_is_gone_is_said_to_be_not_connected() -> None:
    none: SystemsGateway = gateway()
    with pytest.raises(NotConnected):
        next(SystemFeeds(none).follow("mosaic", "", 100, CALL))
