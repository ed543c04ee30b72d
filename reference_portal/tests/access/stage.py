"""A portal with two children in two systems, everybody who may look at them, and a browser that is one of them."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from attrs import evolve, field, frozen
from httpx import Response
from reference_portal.tests.fakes import COUNCIL, SCHOOL, SURGERY, CaseSystem, Item, TwoSystems, register_people
from reference_portal.tests.web.browsing import Browser, TestPortal, start_portal
from reference_portal.tests.web.filling_in import FORM, WORKERS

from frontdoor.access import RecordKey
from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.capabilities import Level, Operation
from frontdoor.connectors.feed import PersonIdentity
from frontdoor.connectors.people import PersonRecord, Relationship
from frontdoor.connectors.pupils import KeyContact, PupilRecord
from frontdoor.domain.agency import Professional, Role
from frontdoor.domain.facts import SourceAnswer, SourceState, Unanswered
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.domain.people import BirthDate, PersonName, Sex
from frontdoor.domain.triage import OfferedRecord
from frontdoor.forms import Concept
from frontdoor.matching import Status
from frontdoor_portal.use_cases.linking.links import MatchReview, ReviewCandidate
from frontdoor_portal.use_cases.models import Session, Sighting
from frontdoor_portal.use_cases.people import PeopleFeed
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.resume_session import digest

UPN = Upn.parse("P885990118107")
ANNA = PersonRecord(
    "case-1",
    PersonName("Amaryllis", "Quillfeather"),
    other_names=(PersonName("Alphaname", "Quillfeather"),),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    upns=(UPN,),
)
BEN = PersonRecord(
    "case-2",
    PersonName("Barnabas", "Quillfeather"),
    other_names=(PersonName("Betaname", "Quillfeather"),),
    birth_date=BirthDate(date(2011, 2, 3)),
    sex=Sex.MALE,
    nhs_numbers=(NhsNumber.parse("999 001 0374"),),
)
SCHOOL_PHONE = "01632 960221"
ANNA_AT_SCHOOL = PupilRecord(
    "pupil-1",
    PersonName("Amaryllis", "Quillfeather"),
    birth_date=BirthDate(date(2014, 5, 17)),
    sex=Sex.FEMALE,
    upn=UPN,
    school="Gammaname School",
    contacts=(KeyContact("Gareth Pugh", "Designated safeguarding lead", SCHOOL_PHONE),),
)
BROTHER = Relationship("case-2", BEN.name, "brother")
NAMES = {"case-1": "Amaryllis", "case-2": "Barnabas", "pupil-1": "Amaryllis"}
MARKS = {"case-1": "Alphaname", "case-2": "Betaname", "pupil-1": "Gammaname"}
"""A word that stands in nothing but the record itself."""
WORDS = frozenset((*NAMES.values(), *MARKS.values()))
SOURCES = {"case-1": "framework_i", "case-2": "framework_i", "pupil-1": "capita_one"}
TITLES = {"framework_i": "Framework-i", "capita_one": "Capita ONE"}
AGENCIES = {"school": SCHOOL, "surgery": SURGERY, "council": COUNCIL}
TEAM = "Assessment 1"
REVIEW = "review-1"
"""A comparison of the records of the same child, which waits for somebody."""

PEOPLE: tuple[tuple[str, Role, str], ...] = (
    ("teacher", Role.PROFESSIONAL, "school"),
    # Right after the teacher: the log of the school then begins with what the teacher did.
    ("lead", Role.AGENCY_LEAD, "school"),
    ("doctor", Role.PROFESSIONAL, "surgery"),
    ("worker", Role.SOCIAL_WORKER, "council"),
    ("officer", Role.SCREENING_OFFICER, "council"),
    ("partner", Role.MASH_PARTNER, "surgery"),
    ("manager", Role.TEAM_MANAGER, "council"),
    ("duty", Role.DUTY_MANAGER, "council"),
    ("senior", Role.SENIOR_MANAGER, "council"),
    ("privacy", Role.PRIVACY_OFFICER, "council"),
)

TOLD: dict[Concept, Any] = {
    Concept.CHILD_STAGE: "born",
    Concept.CHILD_NAME: {"given": "Somebody", "family": "Else"},
    Concept.DATE_OF_BIRTH: {"day": "1", "month": "2", "year": "2015"},
    Concept.SEX: "F",
    Concept.WHEREABOUTS: "address_known",
    Concept.CATEGORY: ("neglect",),
    Concept.HELP_WANTED: "social_work_assessment",
    Concept.URGENCY: "standard",
}
NUMBERS: dict[str, dict[Concept, Any]] = {
    "case-1": {Concept.UPN: str(UPN)},
    "case-2": {Concept.NHS_NUMBER: str(BEN.nhs_numbers[0])},
    "pupil-1": {Concept.UPN: str(UPN)},
}
"""What a sender says of each child beside a name of another: it is by a number that the record is found."""
OFFERED = tuple(OfferedRecord(each.id, each.name, each.birth_date) for each in (ANNA, BEN))


class Systems(TwoSystems):
    """Two systems of which the first answers to several questions with everybody who fits one of them."""

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        answers = [self._search_people(query, call) for query in people_like]
        return (self._care(tuple(dict.fromkeys(item for (answer,) in answers for item in answer.items))),)

    def _answer(self, title: str, state: SourceState | None, items: tuple[Item, ...]) -> SourceAnswer[Item]:
        if self.partly and not items:
            # Of a system that answers in part nobody can say that it found none.
            return evolve(super()._answer(title, SourceState.DID_NOT_ANSWER, ()), explanation=self.partly)
        lost = Unanswered(SourceState.DID_NOT_ANSWER, self.partly) if self.partly else None
        return evolve(super()._answer(title, state, items), unanswered=lost)


@frozen
class Stage:
    portal: TestPortal
    browser: Browser
    people: dict[str, Professional]
    tokens: dict[tuple[str, str], str]
    _form_tokens: list[str] = field(factory=list)
    """That of every form of whoever is signed in comes last."""

    def sign_in(self, who: str) -> None:
        """The browser is this person's from now on; whoever has no account any more is a stranger."""
        token, now = secrets.token_urlsafe(32), self.portal.clock()
        with self.portal.office.work.begin() as tx:
            tx.accounts.add_session(Session(digest(token), self.people[who].id, f"form-{token}", now, now))
        self._form_tokens.append(f"form-{token}")
        self.browser.client.cookies.clear()
        self.browser.client.cookies.set("__Host-frontdoor", token)

    def get(self, path: str, **headers: str) -> Response:
        return self.browser.get(path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Response:
        return self.browser.post(path, {**fields, "form_token": self._form_tokens[-1]}, headers)


@contextmanager
def open_stage(*, listed: bool = False) -> Iterator[Stage]:
    """The portal, everybody registered, and a record of each child known to each of them from an earlier search.

    Where both systems are `listed`, their people are in the portal's own list, which answers searches in their place.
    """
    levels = (Operation.LIST_CHANGED_PEOPLE, Operation.LIST_CHANGED_PUPILS) if listed else ()
    systems = Systems(
        people=(ANNA, BEN),
        pupils=(ANNA_AT_SCHOOL,),
        relationships=(BROTHER,),
        involvements=WORKERS,
        care_levels=dict.fromkeys(levels[:1], Level.NATIVE),
        education_levels=dict.fromkeys(levels[1:], Level.NATIVE),
    )
    parts: dict[str, Any] = {"forms": {FORM.id: FORM}, "form_versions": {(FORM.id, FORM.version): FORM}}
    parts["teams"] = (TEAM,)
    with start_portal(gateway=systems, episodes=CaseSystem(), **parts) as portal:
        people = {}
        for name, role, agency in PEOPLE:
            roles = frozenset({role, Role.TEAM_MANAGER} if role is Role.DUTY_MANAGER else {role})
            at = AGENCIES[agency]
            address = f"{name}@{min(at.email_domains)}"
            people[name] = Professional(name, f"{name.capitalize()} Someone", address, at, roles)
        register_people(portal.office, *people.values())
        _list_people(portal)
        browser = portal.client()
        with browser.client:  # one event loop for every request, not one each
            yield Stage(portal, browser, people, dict(_sighted(portal, people)))


def _list_people(portal: TestPortal) -> None:
    """Both systems' people in the portal's list, and the two records of the same child waiting to be compared."""
    read_at = portal.clock() - timedelta(hours=1)
    with portal.office.work.begin() as tx:
        for source, people in (("framework_i", (ANNA, BEN)), ("capita_one", (ANNA_AT_SCHOOL,))):
            tx.people.put(source, list(map(_identity, people)), 1)
            feed = PeopleFeed(source, 1, read_at, is_under_way=False, finished_at=read_at, as_at=read_at)
            tx.people.save_feed(feed)
        one, other = RecordKey("framework_i", "case-1"), ReviewCandidate("pupil-1", 20.0, ())
        tx.links.put_review(MatchReview(REVIEW, one, "capita_one", Status.POSSIBLE, (), (other,), read_at))


def _identity(record: PersonRecord | PupilRecord) -> PersonIdentity:
    if isinstance(record, PersonRecord):
        nhs_numbers, upns = record.nhs_numbers, record.upns
    else:
        nhs_numbers, upns = (), tuple(filter(None, (record.upn,)))
    return PersonIdentity(
        record.id,
        record.name,
        other_names=record.other_names,
        birth_date=record.birth_date,
        sex=record.sex,
        nhs_numbers=nhs_numbers,
        upns=upns,
    )


def _sighted(portal: TestPortal, people: dict[str, Professional]) -> Iterator[tuple[tuple[str, str], str]]:
    records = {"case-1": Identity.of_person(ANNA), "case-2": Identity.of_person(BEN)}
    records["pupil-1"] = Identity.of_pupil(ANNA_AT_SCHOOL)
    typed = Identity(PersonName("", "Quillfeather")).to_data()
    ends = portal.clock() + timedelta(days=4_000)
    with portal.office.work.begin() as tx:
        for who, person in people.items():
            for record, identity in records.items():
                token = secrets.token_urlsafe(16)
                is_care = SOURCES[record] == "framework_i"
                known = identity.to_data()
                sighting = Sighting(token, person.id, SOURCES[record], record, is_care, known, ends, typed)
                tx.sightings.add((sighting,))
                yield (who, record), token
