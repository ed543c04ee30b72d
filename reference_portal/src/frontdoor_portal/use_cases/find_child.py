"""Finding a child in every connected system at once, with an honest answer from each."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from frontdoor.access import Answer
from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import PersonName
from frontdoor.single_view import fold
from frontdoor_portal.use_cases.access.judging import rulings_on
from frontdoor_portal.use_cases.access.showing import as_ruled, keys_in
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted, TooLittleToSearch
from frontdoor_portal.use_cases.seeing import audit

SIGHTING_LASTS = timedelta(hours=12)
_FIRST_CJK = 0x2E80


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
    def has_two_details(self) -> bool:
        """Whether the details alone would find a child rather than list children."""
        names = [name for name in (self.given_name, self.family_name) if _is_enough(name)]
        return len(names) + bool(self.date_of_birth) + bool(self.postcode) >= 2 and bool(names)

    def people_like(self) -> tuple[PersonQuery, ...]:
        """How case management is asked: by the details, and by each number by itself.

        A number that belongs to a record of another name must come to light, not hide the record.
        """
        by_nhs_number = (PersonQuery(nhs_number=self.nhs_number),) if self.nhs_number else ()
        return (*self.pupils_like(), *by_nhs_number)

    def pupils_like(self) -> tuple[PersonQuery, ...]:
        """How education is asked, whose records hold no NHS number."""
        details = PersonQuery(
            given_name=self.given_name if _is_enough(self.given_name) else "",
            family_name=self.family_name if _is_enough(self.family_name) else "",
            date_of_birth=self.date_of_birth,
            postcode=self.postcode,
        )
        by_upn = (PersonQuery(upn=self.upn),) if self.upn else ()
        return (*((details,) if self.has_two_details else ()), *by_upn)

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
    """What every source answered. `tokens` leads from (source as shown, record id) to the page of that record.

    `little` are the records, named likewise, of which the person is told no more than that they may exist.
    """

    people: tuple[SourceAnswer[PersonRecord], ...]
    pupils: tuple[SourceAnswer[PupilRecord], ...]
    tokens: Mapping[tuple[str, str], str]
    little: frozenset[tuple[str, str]] = frozenset()


def find_child(office: Office, by: Professional, query: ChildQuery, purpose: str) -> ChildSearch:
    """Ask every source. The search is audited before any source is asked.

    Raises `TooLittleToSearch` for a search that would list children rather than find one, and `NotPermitted`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    refuse_browsing(query)
    with office.work.begin() as tx:
        audit(office, tx, by, Action.SEARCHED, "children", purpose=purpose, detail=",".join(query.parts))
    call = Call(acting_for=by.id, purpose=purpose)
    people, pupils = office.gateway.search_both(query.people_like(), query.pupils_like(), call)
    systems = {each.title: each.name for each in office.gateway.sources()}
    found = {
        **{(each.source, item.id): Identity.of_person(item) for each in people for item in each.items},
        **{(each.source, item.id): Identity.of_pupil(item) for each in pupils for item in each.items},
    }
    case_management = {each.source for each in people}
    with office.work.begin() as tx:
        rulings = rulings_on(office, tx, by, keys_in(systems, *people, *pupils))
        answers = {key: rulings.of(systems[key[0]], key[1]).answer for key in found}
        seen = {
            (title, record_id): _sighting(
                office, by, query, systems[title], record_id, who, case_management=title in case_management
            )
            for (title, record_id), who in found.items()
            if answers[title, record_id] is not Answer.NOTHING
        }
        tx.sightings.add(tuple(seen.values()))
    return ChildSearch(
        tuple(as_ruled(each, systems[each.source], rulings) for each in people),
        tuple(as_ruled(each, systems[each.source], rulings) for each in pupils),
        {key: sighting.token for key, sighting in seen.items()},
        frozenset(key for key, answer in answers.items() if answer is Answer.LITTLE),
    )


def refuse_browsing(query: ChildQuery) -> None:
    """Two details at least, or one number that names one child. Raises `TooLittleToSearch`."""
    if query.nhs_number or query.upn or query.has_two_details:
        return
    if not (query.family_name or query.given_name):
        raise TooLittleToSearch("Enter the child’s name, NHS number or UPN")
    if not any(map(_is_enough, (query.family_name, query.given_name))):
        raise TooLittleToSearch("Enter at least two letters of the child’s name")
    raise TooLittleToSearch("Enter one more detail, such as the date of birth or postcode")


def _is_enough(name: str) -> bool:
    """Whether a name narrows a search: two letters, or one sign of a script whose names are that short.

    Signs that compare as nothing, like `%` or a hyphen, are no letters: with them a search would list everybody.
    """
    letters = fold(name)
    return len(letters) >= 2 or any(ord(letter) >= _FIRST_CJK for letter in letters)


def _typed(query: ChildQuery) -> Identity:
    return Identity(
        name=PersonName(query.given_name, query.family_name),
        born_on=query.date_of_birth,
        nhs_number=query.nhs_number,
        upn=query.upn,
    )


def _sighting(
    office: Office,
    by: Professional,
    query: ChildQuery,
    source: str,
    record_id: str,
    who: Identity,
    *,
    case_management: bool,
) -> Sighting:
    return Sighting(
        token=secrets.token_urlsafe(16),
        professional_id=by.id,
        source=source,
        record_id=record_id,
        is_case_management=case_management,
        identity=who.to_data(),
        expires_at=office.now() + SIGHTING_LASTS,
        typed=_typed(query).to_data(),
    )
