"""Finding a child in every connected system at once, with an honest answer from each."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from frontdoor.connectors.records import Call, PersonQuery, PersonRecord, PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted, TooLittleToSearch
from frontdoor_portal.use_cases.seeing import audit

SIGHTING_LASTS = timedelta(hours=12)


@frozen
class ChildQuery:
    """What a professional knows of the child they look for, read and checked."""

    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    postcode: Postcode | None = None
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts that are given; the audit keeps these and never their values."""
        return tuple(
            name
            for name in ("given_name", "family_name", "date_of_birth", "postcode", "nhs_number", "upn")
            if getattr(self, name)
        )


@frozen
class ChildSearch:
    """What every source answered. `tokens` leads from (source as shown, record id) to the page of that record."""

    people: tuple[SourceAnswer[PersonRecord], ...]
    pupils: tuple[SourceAnswer[PupilRecord], ...]
    tokens: Mapping[tuple[str, str], str]


def find_child(office: Office, by: Professional, query: ChildQuery, purpose: str) -> ChildSearch:
    """Ask every source. The search is audited before any source is asked.

    Raises `TooLittleToSearch` for a search that would list children rather than find one, and `NotPermitted`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    refuse_browsing(query)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.SEARCHED, "children", purpose=purpose, detail=",".join(query.parts))
    asked = PersonQuery(
        given_name=query.given_name,
        family_name=query.family_name,
        date_of_birth=query.date_of_birth,
        postcode=query.postcode,
        upn=query.upn,
        nhs_number=query.nhs_number,
    )
    people, pupils = office.gateway.search_both(asked, Call(acting_for=by.id, purpose=purpose))
    systems = {each.title: each.name for each in office.gateway.sources()}
    seen: dict[tuple[str, str], Sighting] = {}
    for people_answer in people:
        for person in people_answer.items:
            seen[people_answer.source, person.id] = _sighting(
                office, by, systems[people_answer.source], person.id, Identity.of_person(person), case_management=True
            )
    for pupils_answer in pupils:
        for pupil in pupils_answer.items:
            seen[pupils_answer.source, pupil.id] = _sighting(
                office, by, systems[pupils_answer.source], pupil.id, Identity.of_pupil(pupil), case_management=False
            )
    with office.work.begin() as tx:
        tx.sightings.add(tuple(seen.values()))
    return ChildSearch(people, pupils, {key: sighting.token for key, sighting in seen.items()})


def refuse_browsing(query: ChildQuery) -> None:
    """Two details at least, or one number that names one child. Raises `TooLittleToSearch`."""
    if query.nhs_number or query.upn:
        return
    if not (query.family_name or query.given_name):
        raise TooLittleToSearch("Enter the child’s name, NHS number or UPN")
    if not (query.date_of_birth or query.postcode or (query.family_name and query.given_name)):
        raise TooLittleToSearch("Enter one more detail, such as the date of birth or postcode")


def _sighting(
    office: Office, by: Professional, source: str, record_id: str, who: Identity, *, case_management: bool
) -> Sighting:
    return Sighting(
        token=secrets.token_urlsafe(16),
        professional_id=by.id,
        source=source,
        record_id=record_id,
        is_case_management=case_management,
        identity=who.to_data(),
        expires_at=office.now() + SIGHTING_LASTS,
    )
