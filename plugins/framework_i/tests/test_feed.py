"""The feed of people: everybody once through, whoever changed after that, and nothing that cannot be believed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.connectors.episodes import EpisodeRequest, NewPerson
from frontdoor.connectors.failures import ContractMismatch, NotFound, RecordRejected
from frontdoor.connectors.feed import FeedPage, PersonIdentity
from frontdoor.domain.identifiers import Postcode
from frontdoor.domain.people import PersonName
from frontdoor.testing import families
from frontdoor.transport.http import HttpAnswer, Transport
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator, Scenario


def pages(connector: FrameworkI, call: Call, after: str = "", most: int = 10) -> Iterator[FeedPage]:
    """Every page from a cursor on to the last."""
    while True:
        page = connector.list_changed_people(after, most, call).value
        yield page
        if page.is_last:
            return
        after = page.cursor


def identities() -> list[PersonIdentity]:
    """The made-up families as the feed should tell them."""
    known = {person.key: person.case_id for person in families.people()}
    told = []
    for person in families.people():
        if person.case_id is None:
            continue
        if person.restricted:
            told.append(PersonIdentity(person.case_id, PersonName(family=str(person.name)), restricted=True))
            continue
        told.append(
            PersonIdentity(
                id=person.case_id,
                name=person.name,
                other_names=person.other_names,
                birth_date=person.birth_date,
                sex=person.sex,
                postcodes=(person.address.postcode,) if person.address.postcode else (),
                nhs_numbers=person.nhs_numbers,
                upns=(person.upn, *person.former_upns) if person.upn else person.former_upns,
                duplicate_of=known[person.duplicate_of] or "" if person.duplicate_of else "",
            )
        )
    return told


@pytest.mark.parametrize("most", [1, 7, 2_000, 10_000])
def test_the_pages_hold_everybody_once_as_they_are(connector: FrameworkI, call: Call, most: int) -> None:
    told = list(pages(connector, call, most=most))
    everybody = [person for page in told for person in page.people]
    assert everybody == identities()
    assert {page.total for page in told} == {len(everybody)}
    assert max(len(page.people) for page in told) <= most


def test_after_the_last_page_nothing_comes_until_something_changes(connector: FrameworkI, call: Call) -> None:
    *_, last = pages(connector, call)
    after = connector.list_changed_people(last.cursor, 10, call).value
    assert (after.people, after.gone, after.is_last, after.cursor) == ((), (), True, last.cursor)


def test_who_changed_and_who_is_gone_come_after_the_last_page(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    *_, last = pages(connector, call)
    changed, removed = simulator.change_somebody(), simulator.remove_somebody()
    after = connector.list_changed_people(last.cursor, 10, call).value
    [person] = after.people
    assert (person.id, after.gone, after.is_last) == (changed, (removed,), True)
    assert (person.name.family, person.other_names) == ("Newname", (PersonName("Ella", "Ashdown"),))
    assert person.postcodes == (Postcode("WR84 9ZY"), Postcode("WR80 1AB"))
    with pytest.raises(NotFound):
        connector.get_person(removed, call)


def test_nobody_is_left_out_who_changes_while_the_pages_are_read(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    seen: set[str] = set()
    gone: set[str] = set()
    for number, page in enumerate(pages(connector, call, most=5)):
        seen.update(person.id for person in page.people)
        gone.update(page.gone)
        if number < 3:
            simulator.change_somebody()
            simulator.remove_somebody()
    held = {row["PERSON_ID"] for row in simulator.store.rows("SELECT PERSON_ID FROM PEOPLE")}
    assert (held - seen, len(gone)) == (set(), 3)


def test_a_person_created_with_an_episode_is_in_the_feed(
    connector: FrameworkI, call: Call, wanted: EpisodeRequest, somebody_new: NewPerson
) -> None:
    *_, last = pages(connector, call)
    episode = connector.open_episode(evolve(wanted, person_id=None, new_person=somebody_new), call)
    [page] = pages(connector, call, last.cursor)
    assert [person.id for person in page.people] == [episode.person_id]


def test_a_person_of_whom_even_the_name_is_closed_is_not_in_the_feed(
    simulator: FrameworkISimulator, connector: FrameworkI, call: Call
) -> None:
    simulator.scenario = Scenario(closed=("7000101",))
    [page] = pages(connector, call, most=2_000)
    assert "7000101" not in {person.id for person in page.people}


@pytest.mark.parametrize("cursor", ["0000000a.1", "nothing", "{}", "a b", "x" * 101, "\x00", "\ud83d"])
def test_a_cursor_that_the_system_never_gave_is_not_found_so_that_the_reader_begins_again(
    connector: FrameworkI, call: Call, cursor: str
) -> None:
    with pytest.raises(NotFound):
        connector.list_changed_people(cursor, 10, call)


def test_a_cursor_ahead_of_the_feed_is_not_found(connector: FrameworkI, call: Call) -> None:
    *_, last = pages(connector, call)
    with pytest.raises(NotFound):
        connector.list_changed_people(f"{last.cursor}0", 10, call)


@pytest.mark.parametrize("most", [0, -1])
def test_a_page_of_nobody_is_refused(connector: FrameworkI, call: Call, most: int) -> None:
    with pytest.raises(RecordRejected):
        connector.list_changed_people("", most, call)


def test_a_page_is_no_larger_than_the_setting(connect: Callable[..., FrameworkI], call: Call) -> None:
    page = connect(feed_page=3).list_changed_people("", 10_000, call).value
    assert (len(page.people), page.is_last) == (3, False)


def test_a_page_may_be_larger_than_other_answers_up_to_its_own_ceiling(
    simulator: FrameworkISimulator, connect: Callable[..., FrameworkI], call: Call
) -> None:
    simulator.populate(500, seed=1)
    page = connect(max_answer_bytes=10_000).list_changed_people("", 500, call).value
    assert len(page.people) == 500
    with pytest.raises(ContractMismatch, match="larger than 10000 bytes"):
        connect(max_feed_bytes=10_000).list_changed_people("", 500, call)


@pytest.mark.parametrize(
    ("told", "instead", "said"),
    [
        (b"<fwi:maxResults>2<", b"<fwi:maxResults>3<", "more people than asked for"),
        (b"</fwi:person><fwi:cursor>", b"</fwi:person><fwi:gone>7000102</fwi:gone><fwi:cursor>", "more people"),
        (b"<fwi:personId>7000102<", b"<fwi:personId>70 00102<", r"personId \("),
        (b"2014-05-17", b"12014-05-17", "a value in it is impossible"),
    ],
)
def test_a_page_that_cannot_be_right_is_withheld(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch, told: bytes, instead: bytes, said: str
) -> None:
    between(monkeypatch, told, instead)
    with pytest.raises(ContractMismatch, match=said):
        connector.list_changed_people("", 2, call)


def test_a_page_whose_people_are_said_to_be_gone_is_withheld(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch, b"</fwi:person><fwi:cursor>", b"</fwi:person><fwi:gone>7000101</fwi:gone><fwi:cursor>")
    with pytest.raises(ContractMismatch, match="said to be gone"):
        connector.list_changed_people("", 100, call)


def test_a_page_that_leads_back_to_itself_is_withheld_before_a_reader_goes_round_for_ever(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = connector.list_changed_people("", 2, call).value
    second = connector.list_changed_people(first.cursor, 2, call).value
    between(monkeypatch, f"<fwi:cursor>{second.cursor}<".encode(), f"<fwi:cursor>{first.cursor}<".encode())
    with pytest.raises(ContractMismatch, match="leads back to itself"):
        connector.list_changed_people(first.cursor, 2, call)


def test_a_number_that_cannot_be_right_is_left_out(
    connector: FrameworkI, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    between(monkeypatch, b"9990010374", b"9990010375")
    [ella] = connector.list_changed_people("", 1, call).value.people
    assert (ella.nhs_numbers, len(ella.upns)) == ((), 1)


def between(monkeypatch: pytest.MonkeyPatch, told: bytes, instead: bytes) -> None:
    """Put other bytes into what goes out and what comes back, as a faulty go-between would."""
    send = Transport.send

    def pass_on(self: Transport, method: str, path: str, body: bytes, *rest: Any, **named: Any) -> HttpAnswer:
        answer = send(self, method, path, body.replace(told, instead), *rest, **named)
        return evolve(answer, body=answer.body.replace(told, instead))

    monkeypatch.setattr(Transport, "send", pass_on)
