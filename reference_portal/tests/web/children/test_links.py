"""What people and the portal decided of records holds on the single view, until somebody takes it back."""

from collections.abc import Iterable
from datetime import date
from itertools import count

import pytest
from attrs import evolve, frozen
from reference_portal.tests.fakes import COUNCIL, SCHOOL, TwoSystems, person
from reference_portal.tests.relating import works_with
from reference_portal.tests.web.browsing import TestPortal, words
from reference_portal.tests.web.children.test_child_page import PERSON_FIRST, PUPIL_SECOND, records
from reference_portal.tests.web.filling_in import PERSON, PUPIL, STREET, links_of, parsed, portal_with, two_systems

from frontdoor.access import RecordKey
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceState
from frontdoor.domain.people import BirthDate, PersonName
from frontdoor.matching import Status
from frontdoor_portal.use_cases.linking.links import (
    EVERY_RECORD,
    LinkKind,
    MatchReview,
    RecordLink,
    ReviewCandidate,
)

OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Mensah")
COLLEAGUE = person(Role.PROFESSIONAL, SCHOOL, "Ben Oduya")
SURE, UNSURE = "This is very likely the same child", "This may be the same child"
SEVERAL, NONE = "Several records may be this child", "No record here is like this child"
TWO_WAYS = "in two ways: nothing is linked until one decision is undone"
TWIN = evolve(PUPIL, id="pupil-2", name=PersonName("Zachary", "Quillfeather"), upn=None)
CHANGED = evolve(PUPIL, name=PersonName("Orla", "Fenn"), birth_date=BirthDate(date(2013, 1, 2)), upn=None)
"""A record of the child that nobody would take for hers."""
_numbers = count(1)


@frozen
class Page:
    """The single view after some decisions."""

    text: str
    links: list[str]

    @property
    def verdicts(self) -> list[str]:
        return [each for each in (SURE, UNSURE, SEVERAL, NONE) if each in self.text]

    def says(self, sentence: str) -> bool:
        return sentence in self.text


def decided(
    portal: TestPortal, kind: LinkKind, pupil: str = PUPIL.id, minutes: int = 0, one: str = PERSON.id
) -> RecordLink:
    """Mia Tran's decision about the child, or another (`one`), and a pupil, so many minutes from now."""
    portal.clock.pass_time(minutes=minutes)
    link = RecordLink(
        f"link-{next(_numbers)}",
        kind,
        RecordKey("framework_i", one),
        RecordKey("capita_one", pupil),
        portal.clock(),
        "id-of-mia-tran",
        "Mia Tran",
        "Looked at both",
    )
    with portal.office.work.begin() as tx:
        tx.links.add(link)
    return link


def opened(
    systems: TwoSystems,
    decisions: Iterable[tuple[LinkKind, str]],
    which: int = PERSON_FIRST,
    reader: Professional | None = None,
) -> Page:
    """The single view after these decisions."""
    with portal_with(systems) as portal:
        for kind, pupil in decisions:
            decided(portal, kind, pupil)
        return look(portal, which, reader)


def look(portal: TestPortal, which: int = PERSON_FIRST, reader: Professional | None = None) -> Page:
    browser = portal.client(reader or person())
    page = browser.get(records(browser)[which])
    main = parsed(page).xpath("//main")[0]
    return Page(words(main.text_content()), [each for each in links_of(page) if each.startswith("/matches/")])


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (LinkKind.BY_ITSELF, "Linked by the portal on 4 June 2026."),
        (LinkKind.SAME, "Linked by Mia Tran on 4 June 2026."),
    ],
)
def test_a_link_says_who_made_it_and_when(kind: LinkKind, said: str, which: int) -> None:
    page = opened(two_systems(), [(kind, PUPIL.id)], which)
    assert (page.says(said), page.verdicts) == (True, [SURE])


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_a_person_says_that_it_is_the_same_child_whatever_the_evidence(which: int) -> None:
    systems = two_systems(pupils=(CHANGED,))
    with portal_with(systems) as portal:
        browser = portal.client(person())
        address = records(browser)[PERSON_FIRST]
        systems.answers_anybody = True
        if which == PUPIL_SECOND:
            address = records(browser)[PUPIL_SECOND]
        before = words(browser.get(address).text)
        decided(portal, LinkKind.SAME)
        after = words(browser.get(address).text)
    assert [(SURE in each, "Linked by Mia Tran" in each) for each in (before, after)] == [(False, False), (True, True)]


def test_the_portals_own_link_does_not_make_a_record_the_likely_one() -> None:
    page = opened(two_systems(pupils=(evolve(PUPIL, upn=None, name=TWIN.name),)), [(LinkKind.BY_ITSELF, PUPIL.id)])
    assert (page.says("Linked by the portal on 4 June 2026."), page.verdicts) == (True, [UNSURE])


def test_where_a_person_said_which_record_it_is_no_other_may_be() -> None:
    page = opened(two_systems(pupils=(PUPIL, TWIN)), [(LinkKind.SAME, PUPIL.id)])
    assert (page.verdicts, page.says("Zachary")) == ([SURE], False)


def test_of_two_records_that_people_linked_each_is_shown_and_none_is_linked() -> None:
    page = opened(two_systems(pupils=(PUPIL, TWIN)), [(LinkKind.SAME, PUPIL.id), (LinkKind.SAME, TWIN.id)])
    assert (page.verdicts, page.says("Linked by Mia Tran"), page.says(TWO_WAYS)) == ([SEVERAL], False, True)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
@pytest.mark.parametrize("against", [PUPIL.id, EVERY_RECORD])
def test_decisions_that_cannot_both_be_true_link_nothing_and_keep_nothing_apart(against: str, which: int) -> None:
    decisions = [(LinkKind.BY_ITSELF, PUPIL.id), (LinkKind.NOT_SAME, against), (LinkKind.SAME, PUPIL.id)]
    page = opened(two_systems(), decisions, which)
    assert (page.verdicts, page.says("Linked by"), page.says("Kept apart")) == ([UNSURE], False, False)
    assert page.says(TWO_WAYS)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_a_pupil_whom_people_linked_with_two_records_is_linked_with_neither(which: int) -> None:
    with portal_with(two_systems()) as portal:
        first = decided(portal, LinkKind.SAME)
        twins = decided(portal, LinkKind.SAME, one="person-9")
        pages = [look(portal, which, reader) for reader in (OFFICER, person())]
        with portal.office.work.begin() as tx:
            tx.links.undo(twins.id, portal.clock(), "Mia Tran", "A twin's")
        after = look(portal, which)
    assert [(page.verdicts, page.says("Linked by"), page.says(TWO_WAYS)) for page in pages] == [
        ([UNSURE], False, True)
    ] * 2
    assert [sorted({*page.links}) for page in pages] == [[f"/matches/links/{each.id}" for each in (first, twins)], []]
    assert pages[0].says("Mia Tran decided on 4 June 2026 that two records are about the same child")
    assert (after.verdicts, after.says("Linked by Mia Tran"), after.says(TWO_WAYS)) == ([SURE], True, False)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_a_pair_that_people_keep_apart_is_named_and_is_no_match(which: int) -> None:
    page = opened(two_systems(), [(LinkKind.NOT_SAME, PUPIL.id)], which)
    said = "Kept apart: Zephyrine Quillfeather. Mia Tran decided on 4 June 2026 that this is another child."
    assert (page.verdicts, page.says(said), page.says("Linked by")) == ([NONE], True, False)


def test_a_twin_who_is_kept_apart_leaves_one_record_that_is_the_childs() -> None:
    page = opened(two_systems(pupils=(PUPIL, TWIN)), [(LinkKind.NOT_SAME, TWIN.id)])
    assert (page.verdicts, page.says("Kept apart: Zachary Quillfeather.")) == ([SURE], True)


def test_a_decision_that_the_system_has_no_record_keeps_all_apart() -> None:
    page = opened(two_systems(pupils=(PUPIL, TWIN)), [(LinkKind.NOT_SAME, EVERY_RECORD)])
    assert page.verdicts == [NONE]
    assert page.says("Mia Tran decided on 4 June 2026 that Capita ONE has no record of this child.")


def test_from_the_pupils_side_such_a_decision_keeps_that_person_apart() -> None:
    page = opened(two_systems(), [(LinkKind.NOT_SAME, EVERY_RECORD)], PUPIL_SECOND)
    assert (page.verdicts, page.says("Kept apart: Zephyrine Quillfeather.")) == ([NONE], True)


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
@pytest.mark.parametrize("kind", [LinkKind.SAME, LinkKind.NOT_SAME, LinkKind.BY_ITSELF])
def test_what_was_taken_back_counts_for_nothing(kind: LinkKind, which: int) -> None:
    with portal_with(two_systems()) as portal:
        link = decided(portal, kind)
        with portal.office.work.begin() as tx:
            tx.links.undo(link.id, portal.clock(), "Mia Tran", "A mistake")
        page = look(portal, which)
    assert (page.verdicts, page.says("Mia Tran"), page.says("Linked by")) == ([SURE], False, False)


def test_a_persons_decision_holds_over_the_portals() -> None:
    with portal_with(two_systems()) as portal:
        for kind in (LinkKind.SAME, LinkKind.BY_ITSELF):
            decided(portal, kind, minutes=1)
        page = look(portal)
    assert (page.verdicts, page.says("Linked by Mia Tran on 4 June 2026.")) == ([SURE], True)


@pytest.mark.parametrize("state", [None, SourceState.DID_NOT_ANSWER])
def test_a_linked_record_that_did_not_come_up_is_said_to_be_there(state: SourceState | None) -> None:
    systems = two_systems()
    with portal_with(systems) as portal:
        works_with(portal.office, person(), [("capita_one", "pupil-7")])
        decided(portal, LinkKind.SAME, "pupil-7")
        browser = portal.client(person())
        record = records(browser)[PERSON_FIRST]
        systems.education_state = state
        page = words(browser.get(record).text)
    said = "A record of Capita ONE was linked by Mia Tran on 4 June 2026, and did not come up this time."
    assert (said in page, SURE in page, UNSURE in page) == (True, False, state is None)


def test_a_child_kept_apart_is_named_to_those_only_who_may_see_that_child() -> None:
    with portal_with(two_systems(pupils=(PUPIL, TWIN))) as portal:
        works_with(portal.office, COLLEAGUE, [("framework_i", PERSON.id)])
        decided(portal, LinkKind.NOT_SAME, TWIN.id)
        page = look(portal, PERSON_FIRST, COLLEAGUE)
    assert (page.verdicts, page.says("Zachary"), page.says("Kept apart")) == ([SURE], False, False)


def test_an_address_beside_a_linked_record_stays_hidden_where_social_care_forbids_it() -> None:
    systems = two_systems(people=(evolve(PERSON, do_not_disclose_address=True),), pupils=(PUPIL,))
    assert STREET not in opened(systems, [(LinkKind.SAME, PUPIL.id)]).text


def review(portal: TestPortal, *pupils: PupilRecord) -> None:
    with portal.office.work.begin() as tx:
        tx.links.put_review(
            MatchReview(
                "review-1",
                RecordKey("framework_i", PERSON.id),
                "capita_one",
                Status.POSSIBLE,
                (),
                tuple(ReviewCandidate(each.id, 9.0, ()) for each in pupils),
                portal.clock(),
            )
        )


@pytest.mark.parametrize("which", [PERSON_FIRST, PUPIL_SECOND])
def test_a_reviewer_gets_to_what_was_decided_and_to_what_waits(which: int) -> None:
    with portal_with(two_systems()) as portal:
        link = decided(portal, LinkKind.BY_ITSELF)
        review(portal, PUPIL)
        pages = [look(portal, which, reader) for reader in (OFFICER, person())]
    assert [sorted(set(page.links)) for page in pages] == [[f"/matches/links/{link.id}", "/matches/review-1"], []]
    assert [page.says("Somebody must compare these records. Compare them") for page in pages] == [True, False]
