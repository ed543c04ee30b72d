"""Names and words as they come, odd ones included: each arrives as it was written, or is refused by its field."""

import pytest
from attrs import evolve

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.episodes import CaseNote, EpisodeRequest, NewPerson, PopulatedAnswer
from frontdoor.connectors.failures import RecordRejected
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.people import Address, PersonName, Sex
from frontdoor_framework_i.connector import FrameworkI
from frontdoor_framework_i.simulator import FrameworkISimulator

CARRIED = [
    PersonName("Saoirse", "O'Brien-Ní Dhómhnaill"),
    PersonName("Zaynab", ""),
    PersonName("", "Zaynab"),
    PersonName("N" * 150, "x" * 150),
    PersonName("O", "O"),
    PersonName("Star 🌟", "Sky"),
    PersonName("Siôn", "Llŷr-Ŵyn"),
    PersonName("Małgorzata", "Wiśniewska"),
    PersonName("يوسف", "الأحمد"),
    PersonName("小明", "李"),
    PersonName("Ame\u0301lie", "Ren\u00e9e"),
    PersonName("zero\u200bwidth", "right\u202eto left"),
    PersonName("no\u00a0break", "  spaces  inside  "),
    PersonName("Unknown", "N/A"),
    PersonName("Unborn baby", "Smith"),
    PersonName("Null", "None"),
    PersonName("true", "1e5"),
    PersonName("<script>alert(1)</script>", "]]>"),
    PersonName("{{7*7}}", "${7*7}"),
    PersonName("';--", '"; DROP TABLE PEOPLE'),
    PersonName("%s%n", "=1+1"),
    PersonName("&amp;", "&#65;"),
]
"""The odd names of the list of bad input: real life, or text that must stay text."""


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def somebody(name: PersonName) -> NewPerson:
    return NewPerson(name, None, Sex.UNKNOWN, Address())


@pytest.mark.parametrize("name", CARRIED, ids=str)
def test_a_name_arrives_as_it_was_written_in_a_record_and_in_the_feed(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call, name: PersonName
) -> None:
    opened = connector.open_episode(evolve(wanted, person_id=None, new_person=somebody(name)), call)
    feed = connector.list_changed_people("", 2_000, call).value
    [told] = [person.name for person in feed.people if person.id == opened.person_id]
    assert (connector.get_person(opened.person_id, call).value.name, told) == (name, name)


@pytest.mark.parametrize("name", [name for name in CARRIED if _has_letter(str(name))], ids=str)
def test_a_person_is_found_by_the_name_that_was_written(
    connector: FrameworkI, wanted: EpisodeRequest, call: Call, name: PersonName
) -> None:
    opened = connector.open_episode(evolve(wanted, person_id=None, new_person=somebody(name)), call)
    given, family = (part if _has_letter(part) else "" for part in (name.given, name.family))
    found = connector.search_people(PersonQuery(given_name=given, family_name=family, limit=50), call).value
    assert opened.person_id in {person.id for person in found}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ("nul \x00", "given"),
        ("escape \x1b[31m", "given"),
        ("half a pair \ud83d", "given"),
        ("not a character \uffff", "given"),
        ("x" * 201, "given"),
        ("two\nlines", "given"),
    ],
)
def test_a_name_that_cannot_be_carried_is_refused_by_its_field_and_nothing_is_sent(
    simulator: FrameworkISimulator, connector: FrameworkI, wanted: EpisodeRequest, call: Call, given: str, field: str
) -> None:
    request = evolve(wanted, person_id=None, new_person=somebody(PersonName(given, "Rees")))
    with pytest.raises(RecordRejected) as caught:
        connector.open_episode(request, call)
    assert ([fault.field for fault in caught.value.faults], simulator.calls) == ([field], {})
    assert given not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "  kept   as it is  ",
        "two\r\nlines\rand\nmore\ttabs",
        "x" * 50_000,
        "“Smart quotes” – and • bullets\u00a0\u2028 of Word",
        "<b>mark-up</b> &amp; ]]> <!-- no comment -->",
        "next line \u0085 of old",
        "=HYPERLINK(1)",
    ],
)
def test_words_arrive_whole_in_answers_and_notes(
    simulator: FrameworkISimulator,
    taking_notes: FrameworkI,
    wanted: EpisodeRequest,
    note: CaseNote,
    call: Call,
    text: str,
) -> None:
    taking_notes.add_case_note(evolve(note, text=text), call)
    other = evolve(wanted, reference=Reference.new(), answers=(PopulatedAnswer("q", "Q?", text),))
    taking_notes.open_episode(other, call)
    assert simulator.held(note.reference.value).texts[-1] == text
    assert simulator.held(other.reference.value).texts == (text,)
