"""Every person asks every surface, and each must show what the model says: of whom, and how many."""

from attrs import frozen
from reference_portal.tests.access import child_surfaces as children
from reference_portal.tests.access import contact_surfaces as contacts
from reference_portal.tests.access.child_surfaces import Shown
from reference_portal.tests.access.contact_surfaces import Listed
from reference_portal.tests.access.model import (
    COMPARES,
    FINDS,
    LETS_IN,
    SEES_CONTACTS,
    SEES_FIGURES,
    SENDS,
    TRIAGES,
    Model,
)
from reference_portal.tests.access.stage import MARKS, NAMES, SOURCES, Stage

RECORDS = list(MARKS)
SYSTEMS = sorted(set(SOURCES.values()))
OFFERED = ("case-1", "case-2")
"""The records that the case system offers, where it offers any."""


@frozen
class Asking:
    """One person who is signed in, and the model that says what they must be shown."""

    stage: Stage
    model: Model
    who: str
    closely: str
    """The record of which it is asked this time whether a refusal is the page of one that never was."""
    as_data: bool
    """Whether they ask for data instead of a page: it must be the page all the same."""

    def may(self, roles: set[str]) -> bool:
        return self.model.may(self.who, roles)

    def as_a_stranger(self) -> None:
        assert {children.view(self.stage, self.who, record) for record in RECORDS} == {Shown(303)}, self.who
        assert children.search(self.stage).status == 403, self.who

    # Children

    def search(self) -> None:
        if not self.may(FINDS):
            assert children.search(self.stage) == Shown(403), self.who
            return
        seen = {record: self.model.sees(self.who, record) for record in RECORDS}
        full = frozenset(record for record, answer in seen.items() if answer == "full")
        expected = Shown(200, full, list(seen.values()).count("little"))
        assert children.search(self.stage) == expected, (self.who, seen)
        if self.as_data:
            assert children.search(self.stage, Accept="application/json") == expected, (self.who, seen)
        if set(seen.values()) == {"nothing"}:
            assert children.full_search(self.stage) == children.empty_search(self.stage), self.who
        of_child = {self.closely, self.model.same_child.get(self.closely, self.closely)}
        if {seen[record] for record in of_child} == {"nothing"}:
            assert children.hidden_search(self.stage, self.closely), (self.who, self.closely)

    def view(self, record: str) -> None:
        expected = self._whole_view(record)
        assert children.view(self.stage, self.who, record) == expected, (self.who, record)
        if expected.status == 404 and record == self.closely:
            assert children.not_found(self.stage, self.who, record, "?for=working"), (self.who, record)
        elif self.as_data:
            as_data = children.view(self.stage, self.who, record, Accept="application/json")
            assert as_data == expected, (self.who, record)

    def _whole_view(self, record: str) -> Shown:
        if not self.may(FINDS):
            return Shown(403)
        answer = self.model.sees(self.who, record)
        if answer != "full":
            return Shown(404) if answer == "nothing" else Shown(200, little=1)
        beside = self.model.beside(self.who, record)
        marks = {record, self.model.same_child[record]} if beside == "full" else {record}
        before = frozenset() if record == "pupil-1" else frozenset(self.model.told_before(self.who, record))
        return Shown(200, frozenset(marks), 0, self._brother_of(record), beside == "little", before)

    def _brother_of(self, record: str) -> str:
        """How the brother stands in the family, which is asked for at a record of social care alone."""
        if record == "pupil-1":
            return ""
        seen, level = self.model.sees(self.who, "case-2"), self.model.level("case-2")
        if seen == "nothing":
            return ""
        if level != "normal" and seen != "full":
            return "withheld"
        return "named" if record == "case-1" else ""

    def parts_of_view(self) -> None:
        """The parts of single systems tell no more than the whole page, and no less of their own."""
        record = self.closely
        whole = self._whole_view(record)
        for source in SYSTEMS:
            part = children.part_of_view(self.stage, self.who, record, source)
            assert part.status == whole.status, (self.who, record, source)
            told = frozenset(each for each in whole.full if SOURCES[each] == source)
            assert (part.full, part.little) == (told, whole.little), (self.who, record, source)
            assert part.sibling in {"", whole.sibling}, (self.who, record, source)
            assert part.before <= whole.before, (self.who, record, source)
            assert part.beside <= whole.beside, (self.who, record, source)
        if whole.status == 404:
            assert children.not_found(self.stage, self.who, record, f"/from/{SYSTEMS[0]}"), (self.who, record)

    def wrong_details(self) -> None:
        record = self.closely
        own, other = SOURCES[record], next(each for each in SYSTEMS if each != SOURCES[record])
        whole, nothing = self._whole_view(record), (403 if not self.may(FINDS) else 404, False, False)
        is_social_care = own == "framework_i"
        own_details = (200, is_social_care, not is_social_care) if whole.full else nothing
        # Beside a record of education nobody of social care is named.
        of_school = (200, False, True) if is_social_care and len(whole.full) == 2 else nothing
        for source, expected in ((own, own_details), (other, of_school)):
            shown = children.wrong_details_form(self.stage, self.who, record, source)
            assert shown == expected, (self.who, record, source)
        if whole.status == 404:
            assert children.not_found(self.stage, self.who, record, f"/wrong/{own}"), (self.who, record)

    def who_may_see(self) -> None:
        record = self.closely
        sees = self.model.sees(self.who, record) == "full"
        expected = 403 if not self.may(LETS_IN) else 200 if sees else 404
        status = children.who_may_see_list(self.stage, self.who, record)
        # Whether whoever opened the record by a broken glass may read the list is the council's to say.
        by_glass = expected == 200 and self.model.sees(self.who, record, glass=False) != "full"
        assert status in ({200, 404} if by_glass else {expected}), (self.who, record)

    def forms(self) -> None:
        """Forms are refused like the pages that they stand on."""
        known = self.model.sees(self.who, self.closely) != "nothing"
        expected = 403 if not self.may(FINDS) else 200 if known else 404
        assert children.claim_form(self.stage, self.who, self.closely) == expected, (self.who, self.closely)
        forms = (contacts.question_form, contacts.priority_form)
        for reference in self.model.contacts:
            status = forms[RECORDS.index(self.closely) % 2](self.stage, reference)
            refused = 404 if self.may(TRIAGES) else 403
            opens = self.may(TRIAGES) and self.model.opens(self.who, reference)
            assert (status not in {403, 404}) if opens else status == refused, (self.who, reference, status)

    def matches(self) -> None:
        one = self.model.compares(self.who)
        expected = (200, int(one), self.model.links_made if one else 0) if self.may(COMPARES) else (403, 0, 0)
        assert children.matches_list(self.stage) == expected, self.who
        if self.model.links_made:
            status = 200 if one else 404 if self.may(COMPARES) else 403
            assert children.link_page(self.stage, "link-0") == status, self.who
        compared = (200, True) if one else (404 if self.may(COMPARES) else 403, False)
        assert children.match_page(self.stage) == compared, self.who

    def logs(self) -> None:
        """What tells of people and never of a child."""
        is_officer = self.may({"privacy_officer"})
        seen = 200 if is_officer else 403
        assert children.who_looked(self.stage, record=self.closely) == seen, self.who
        for reference in list(self.model.contacts)[:1]:
            assert children.who_looked(self.stage, reference=reference) == seen, self.who
        assert children.access_reviews(self.stage) == seen, self.who
        assert children.own_access(self.stage) == 200, self.who
        assert children.wrong_details_list(self.stage) == (200 if self.may(TRIAGES) else 403), self.who

    # Contacts

    def lists_of_contacts(self) -> None:
        known = frozenset(each for each in self.model.contacts if self.model.knows_of(self.who, each))
        area = Listed(200, known, len(known)) if self.may(SEES_CONTACTS) else Listed(403)
        assert contacts.holding_area(self.stage) == area, self.who
        own = Listed(200, frozenset(self.model.listed(self.who))) if self.may(SENDS) else Listed(403)
        assert contacts.own_contacts(self.stage) == own, self.who
        counted = Listed(200, frozenset(), len(known)) if self.may(SEES_FIGURES) else Listed(403)
        assert contacts.figures(self.stage) == counted, self.who

    def contact_pages(self) -> None:
        for reference in self.model.contacts:
            expected = 200 if self.model.opens(self.who, reference) else 404
            assert contacts.contact_page(self.stage, reference) == expected, (self.who, reference)

    def triage(self) -> None:
        """Choosing whose record a contact belongs to: who may not see a record is not told whose it is."""
        for reference, contact in self.model.contacts.items():
            opens = self.model.opens(self.who, reference)
            assert contacts.receipt(self.stage, reference) == (200 if opens else 404), (self.who, reference)
            refused = 404 if self.may(TRIAGES) else 403
            status, named = contacts.record_chooser(self.stage, reference)
            # Nobody can choose among records of which one is sealed to them: the page is that of nothing offered.
            chooses = contact.offered and all(self.model.sees(self.who, each) != "nothing" for each in OFFERED)
            assert status == (200 if chooses else 409) if opens and self.may(TRIAGES) else status == refused, (
                self.who,
                reference,
            )
            open_to_them = {NAMES[each] for each in OFFERED if self.model.sees(self.who, each) == "full"}
            assert named <= (open_to_them if contact.offered else set()), (self.who, reference)
            if contact.holder == self.who and not contact.is_decided:
                status, named = contacts.record_search(self.stage, reference)
                about = next(each for each in RECORDS if NAMES[each] == NAMES[contact.record])
                told = opens and self.may(TRIAGES) and self.model.sees(self.who, about) == "full"
                assert (status == 200) == (opens and self.may(TRIAGES)), (self.who, reference)
                assert named == ({NAMES[about]} if told else set()), (self.who, reference)

    def own_log(self) -> None:
        shown = contacts.agency_log(self.stage)
        assert shown.status == (200 if self.may({"agency_lead"}) else 403), self.who
        told = {each for each in shown.references if not self.model.knows_of(self.who, each)}
        assert not told, (self.who, told)

    def work_to_do(self) -> None:
        decided = {each: contact for each, contact in self.model.contacts.items() if contact.is_decided}
        to_do = frozenset(each for each in decided if self.model.knows_of(self.who, each))
        expected = Listed(200, to_do, len(to_do)) if self.may(TRIAGES) else Listed(403)
        assert contacts.hand_offs_list(self.stage) == expected, self.who
        assert contacts.deliveries_list(self.stage) == expected, self.who
        for reference, contact in self.model.contacts.items():
            opens = self.model.opens(self.who, reference)
            refused = 404 if self.may(TRIAGES) else 403
            if contact.is_decided:
                status = 200 if opens and self.may(TRIAGES) else refused
                assert contacts.hand_off_page(self.stage, contact.hand_off) == status, (self.who, reference)
                assert contacts.hand_off_file(self.stage, contact.hand_off) == status, (self.who, reference)
            status = contacts.delivery_page(self.stage, reference)
            assert (status in {200, 303, 409}) if opens and self.may(TRIAGES) else status == refused, (
                self.who,
                reference,
            )


def read_emails(stage: Stage, model: Model) -> None:
    """No email names a child; the reference of a sealed contact goes to nobody but its sender."""
    for who, references in contacts.emails(stage):
        told = {each for each in references if each in model.contacts and not model.knows_of(who, each)}
        assert not told, (who, told)
