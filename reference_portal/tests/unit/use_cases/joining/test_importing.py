"""Agencies from a CSV file: judged whole, compared, taken twice without harm, never removed; and written out again."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY
from reference_portal.tests.unit.use_cases.joining.scene import CAREFUL, NORTH, SOUTH
from reference_portal.tests.unit.use_cases.scene import FrontDoor

from frontdoor.domain.agency import Admission, Agency, AgencyKind
from frontdoor_portal.use_cases.joining.importing import (
    COLUMNS,
    FileFaults,
    compare,
    export_agencies,
    import_agencies,
    read_agencies,
)
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.onboarding import OPERATOR

SAMPLE = (Path(__file__).parent / "agencies.csv").read_text(encoding="utf-8")
HEAD = ",".join(COLUMNS)


def faults(text: str) -> list[str]:
    with pytest.raises(FileFaults) as found:
        read_agencies(text)
    return str(found.value).splitlines()


def stored(front_door: FrontDoor) -> dict[str, Agency]:
    with front_door.office.work.reading() as tx:
        return {each.id: each for each in tx.accounts.agencies()}


def test_the_sample_is_taken_whole_and_a_second_time_changes_nothing(front_door: FrontDoor) -> None:
    before = stored(front_door)
    wanted = read_agencies(SAMPLE)

    first = import_agencies(front_door.office, wanted)
    second = import_agencies(front_door.office, wanted)

    assert [each.agency.id for each in first.changes] == ["fernleigh", "long-mead", "st-bride", "river-trust"]
    assert (second.changes, second.unchanged) == ((), 4)
    assert stored(front_door) == before | {each.agency.id: each.agency for each in wanted}
    assert stored(front_door)["st-bride"] == Agency(
        "st-bride",
        "St Bride’s School",
        AgencyKind.SCHOOL,
        frozenset({"st-bride.example", "mail.st-bride.example"}),
        admission=Admission.BY_LEAD,
        refused_addresses=("alum.*", "p######"),
        lead_email="ana.pike@st-bride.example",
    )
    assert [(each.action, each.actor_id) for each in front_door.audit("fernleigh")] == [(Action.AGENCY_ADDED, OPERATOR)]


def test_a_dry_run_says_the_same_and_changes_nothing(front_door: FrontDoor) -> None:
    before = stored(front_door)
    wanted = read_agencies(SAMPLE)

    said = compare(front_door.office, wanted)

    assert stored(front_door) == before
    assert said == import_agencies(front_door.office, wanted)
    assert {each.id for each in said.not_named} == {SCHOOL.id, SURGERY.id, COUNCIL.id, NORTH.id, SOUTH.id, CAREFUL.id}


def test_a_change_is_told_as_a_difference_and_no_domain_goes_unasked(front_door: FrontDoor) -> None:
    text = f"{HEAD}\n{SCHOOL.id},Hollybush Academy,school,hollybush-academy.example,,by_lead,,no,\n"

    said = import_agencies(front_door.office, read_agencies(text))
    [change] = said.changes

    assert change.fields == (
        ("name", "Hollybush Primary School", "Hollybush Academy"),
        ("email_domains", "hollybush.example", "hollybush-academy.example hollybush.example"),
        ("admission", "at_once", "by_lead"),
    )
    assert [each.kept for each in said.kept] == [("hollybush.example",)]
    assert stored(front_door)[SCHOOL.id].email_domains == {"hollybush.example", "hollybush-academy.example"}


def test_a_domain_goes_where_that_is_asked_for(front_door: FrontDoor) -> None:
    text = f"{HEAD}\n{SCHOOL.id},Hollybush Academy,school,hollybush-academy.example,,,,,\n"

    import_agencies(front_door.office, read_agencies(text), removes_domains=True)

    assert stored(front_door)[SCHOOL.id].email_domains == {"hollybush-academy.example"}


def test_a_column_that_the_file_lacks_leaves_what_is_there(front_door: FrontDoor) -> None:
    careful = evolve(CAREFUL, refused_addresses=("old.*",), lead_email="gus.lane@careful.example")
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(careful)

    import_agencies(
        front_door.office, read_agencies("id,name,kind\ncareful,Careful Trust,voluntary\n"), removes_domains=True
    )

    assert stored(front_door)["careful"] == careful


def test_every_fault_is_told_by_its_line() -> None:
    text = "\n".join(
        [
            HEAD,
            "Fern Leigh,Fernleigh,early_years,fernleigh.example,,,,,",
            "zoo,Zoo,zoo,zoo.example,,sometimes,,perhaps,",
            "a,A,school,nhs.net,,,(x+)+,,",
            "b,B,school,b.example,,,,,",
            "b,B again,school,b2.example,,,,,",
            "c,C,school,b.example,,,,,",
            "d,D,school,d.example,b.example,,,,",
            "e,E,school",
            "f,F,school,f.example,,,,,lead@elsewhere.example",
        ]
    )

    assert faults(text) == [
        "line 2, id: Enter a short code of lower-case letters, digits and hyphens, like st-wulstan",
        f"line 3, kind: one of {', '.join(AgencyKind)}",
        "line 3, admission: one of at_once, by_lead, or empty for at_once",
        "line 3, shared_mailboxes: yes, no or empty",
        "line 4, own_domains: nhs.net: many employers use this domain, so an agency can list it as shared only",
        "line 4, refused_addresses: (x+)+: write the part before the @ in lower case, with # for a digit, ? for any "
        "one sign and * for any number of them, like s#####",
        "line 6, id: line 5 has this agency too",
        "line 7, own_domains: b.example: b in this file has it as its own",
        "line 8, shared_domains: b.example: b has it as its own",
        "line 9: the line has more or fewer values than there are columns",
        "line 10, lead_email: The lead’s address must be one that the agency takes, on one of its domains",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["line 1, id: this column is missing", "line 1, name: this column is missing"]),
        ("id,name,kind,id\n", ["line 1, id: this column stands twice"]),
        ("id,name,kind,password\n", ["line 1, password: there is no such column"]),
        (f"{HEAD}\n", ["line 1: the file names no agency"]),
        ('id,name,kind\n"a,b\n', ["line 1: this is not CSV (unexpected end of data)"]),
    ],
    ids=["empty", "a column twice", "an unknown column", "no line", "not CSV"],
)
def test_a_file_that_is_none_is_refused(text: str, said: list[str]) -> None:
    assert faults(text)[: len(said)] == said


def test_a_domain_that_another_agency_has_is_told_before_anything_is_stored(front_door: FrontDoor) -> None:
    before = stored(front_door)
    wanted = read_agencies(f"{HEAD}\nx,X,school,x.example,,,,,\ny,Y,school,hollybush.example,,,,,\n")

    with pytest.raises(FileFaults, match=r"line 3, own_domains: hollybush\.example: another agency has this domain"):
        import_agencies(front_door.office, wanted)
    assert stored(front_door) == before


def test_what_is_written_out_is_what_is_read_in_and_it_is_audited(front_door: FrontDoor) -> None:
    import_agencies(front_door.office, read_agencies(SAMPLE))

    text = export_agencies(front_door.office)

    again = compare(front_door.office, read_agencies(text), removes_domains=True)
    assert (again.changes, again.not_named, again.unchanged) == ((), (), len(stored(front_door)))
    assert [each.action for each in front_door.audit("agencies")] == [Action.EXPORTED_AGENCIES]


@pytest.mark.parametrize("name", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "'quoted"])
def test_v1_2_10_no_cell_of_the_file_is_a_formula(front_door: FrontDoor, name: str) -> None:
    with front_door.office.work.begin() as tx:
        tx.joining.save_agency(evolve(SCHOOL, name=name))

    line = next(each for each in export_agencies(front_door.office).splitlines() if each.startswith(SCHOOL.id))

    assert line.split(",")[1] == f"'{name}"
    assert read_agencies(f"{HEAD}\n{line}\n")[0].agency.name == name


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        said = [each.line for each in read_agencies(text)]
    except FileFaults as found:
        said = [each.line for each in found.faults]
    assert said != []
