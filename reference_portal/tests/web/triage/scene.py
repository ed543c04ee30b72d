"""A front door with concerns that were really sent, and the people who work on them."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from attrs import frozen
from reference_portal.tests.fakes import COUNCIL, SURGERY, CaseSystem, person, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, start_portal

from frontdoor.connectors.people import CaseStatus, PersonRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.identifiers import NhsNumber, Postcode, Reference
from frontdoor.domain.people import Address, BirthDate, PersonName, Sex
from frontdoor.forms import Concept, FormDefinition, RawAnswer, library_form
from frontdoor.testing.filling import fill_in
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.send_draft import send_draft

FORM: FormDefinition = library_form("cause_for_concern")
FORMS = (FORM, library_form("information_request"), library_form("adult_concern"))
TEAMS = ("Assessment 1", "Assessment 2")

TEACHER = person()
DOCTOR = person(agency=SURGERY, name="Ines Moreau")
OFFICER = person(Role.SCREENING_OFFICER, COUNCIL, "Olu Grant")
COLLEAGUE = person(Role.SCREENING_OFFICER, COUNCIL, "Priya Shah")
MANAGER = person(Role.TEAM_MANAGER, COUNCIL, "Moira Keane")
PARTNER = person(Role.MASH_PARTNER, COUNCIL, "Dev Rao")
DIRECTOR = person(Role.SENIOR_MANAGER, COUNCIL, "Jo Winter")

ZAYNAB = PersonRecord(
    id="104711",
    name=PersonName("Zaynab", "Nkemelu"),
    birth_date=BirthDate(date(2016, 2, 29)),
    sex=Sex.FEMALE,
    address=Address(("1 Larch Road", "Exampleton"), Postcode("WR5 2NP")),
    nhs_numbers=(NhsNumber.parse("999 000 0018"),),
    case_status=CaseStatus.OPEN,
)

ABOUT_ZAYNAB: Mapping[Concept, RawAnswer] = {
    Concept.CHILD_STAGE: "born",
    Concept.CHILD_NAME: {"given": "Zaynab", "family": "Nkemelu"},
    Concept.DATE_OF_BIRTH: {"day": "29", "month": "2", "year": "2016"},
    Concept.SEX: "F",
    Concept.WHEREABOUTS: "address_known",
    Concept.ADDRESS: {"line_1": "1 Larch Road", "line_2": "", "town": "Exampleton", "postcode": "WR5 2NP"},
    Concept.NHS_NUMBER: "999 000 0018",
    Concept.CATEGORY: ("neglect",),
    Concept.HELP_WANTED: "social_work_assessment",
    Concept.URGENCY: "standard",
    Concept.SUMMARY: "Always hungry at school",
    Concept.PHONED_ALREADY: "no",
}
FORM_ANSWERS: Mapping[str, RawAnswer] = {"immediate_danger": "no"}

DECISION: Mapping[str, str] = {
    "step": "decide",
    "outcome": "advice",
    "level_of_need": "2",
    "rationale": "One worry, and the school helps already",
    "message_to_sender": "Keep helping, and tell us if it gets worse",
    "internal_note": "",
    "record": "",
    "record_number": "",
    "team": "",
}
REFERRAL: Mapping[str, str] = {
    **DECISION,
    "outcome": "referral",
    "level_of_need": "4",
    "rationale": "Likely significant harm",
    "message_to_sender": "A social worker will call you",
    "record": "found:104711",
    "team": "Assessment 1",
}


@frozen
class FrontDoor:
    """The portal with its case system; everybody above can sign in."""

    portal: TestPortal
    case_system: CaseSystem

    def send(
        self,
        by: Professional = TEACHER,
        known: Mapping[Concept, RawAnswer] | None = None,
        also: Mapping[str, RawAnswer] | None = None,
    ) -> Reference:
        """Send a concern, now, about Zaynab unless told otherwise."""
        office = self.portal.office
        now = office.now()
        register_people(office, by)
        answers = fill_in(FORM, {**ABOUT_ZAYNAB, **(known or {})}, now.date(), {**FORM_ANSWERS, **(also or {})})
        return self._sent(by, FORM, answers)

    def ask(self, by: Professional = DOCTOR) -> Reference:
        """Send a request for information about Zaynab."""
        known = {concept: ABOUT_ZAYNAB[concept] for concept in (Concept.CHILD_NAME, Concept.DATE_OF_BIRTH)}
        also = {"child_at_risk": "no", "own_format": "no", "subject_is": "child", "urgency": "standard"}
        return self._filled(by, FORMS[1], known, also)

    def tell_of_adult(self, by: Professional = DOCTOR) -> Reference:
        """Send a concern about an adult."""
        known = {Concept.ADULT_NAME: {"given": "Mabel", "family": "Oyelaran"}}
        return self._filled(by, FORMS[2], known, {"immediate_danger": "no", "urgency": "standard"})

    def _filled(
        self, by: Professional, form: FormDefinition, known: Mapping[Concept, RawAnswer], also: Mapping[str, RawAnswer]
    ) -> Reference:
        register_people(self.portal.office, by)
        return self._sent(by, form, fill_in(form, known, self.portal.office.now().date(), also))

    def _sent(self, by: Professional, form: FormDefinition, answers: Mapping[str, RawAnswer]) -> Reference:
        office = self.portal.office
        now, draft_id = office.now(), secrets.token_hex(8)
        with office.work.begin() as tx:
            tx.drafts.add(Draft(draft_id, by.id, by.agency.id, form.id, form.version, answers, now, now))
        return send_draft(office, by, draft_id)

    def as_(self, someone: Professional) -> Browser:
        return self.portal.client(someone)

    def take(self, reference: Reference, by: Professional = OFFICER) -> Browser:
        """A browser of the officer who has just taken the contact."""
        browser = self.as_(by)
        assert browser.send(f"/contacts/{reference}/take", {}, page="/holding-area?status=any").status_code == 303
        return browser

    def decide(self, browser: Browser, reference: Reference, fields: Mapping[str, str]) -> None:
        sent = browser.send(f"/contacts/{reference}/decide", fields)
        assert sent.status_code == 303, sent.text


@contextmanager
def opened(**parts: Any) -> Iterator[FrontDoor]:
    """A front door whose case system knows Zaynab; `parts` of its office that are not as usual."""
    system = CaseSystem((ZAYNAB,))
    forms = {form.id: form for form in FORMS}
    versions = {(form.id, form.version): form for form in FORMS}
    known = {"gateway": system, "episodes": system, "forms": forms, "form_versions": versions, "teams": TEAMS}
    with start_portal(**{**known, **parts}) as portal:
        yield FrontDoor(portal, system)
