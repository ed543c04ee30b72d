"""Finding a child in every connected system at once, with an honest answer from each."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from attrs import evolve, field, frozen

from frontdoor.access import Answer
from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Professional
from frontdoor.domain.facts import SourceAnswer
from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import BirthDate, BirthDateKind, PersonName
from frontdoor.matching.cleaning import name_tokens
from frontdoor.search import Age, Asked, Found
from frontdoor_portal.use_cases.access.judging import Rulings, rulings_on
from frontdoor_portal.use_cases.access.showing import as_ruled, keys_in
from frontdoor_portal.use_cases.models import Action, Sighting
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.prefilling import Identity
from frontdoor_portal.use_cases.refusals import NotPermitted, TooLittleToSearch, TooManySearches
from frontdoor_portal.use_cases.searching.limiting import CHILDREN, seconds_to_wait
from frontdoor_portal.use_cases.searching.places import has_a_number_of, is_outside, without_places
from frontdoor_portal.use_cases.searching.search_index import Named, search_index
from frontdoor_portal.use_cases.searching.telling import NEVER_READ, Record, shortened
from frontdoor_portal.use_cases.seeing import audit

SIGHTING_LASTS = timedelta(hours=12)
_FIRST_CJK = 0x2E80


@frozen
class ChildQuery:
    """What a professional knows of the child they look for, read and checked.

    `due` is when a child is expected who is not born yet (`unborn`). `age` is a guess, which narrows a search and is no
    detail to search by. `case_id` is the number of the record in its own system, which only the portal's own lists are
    searched by.
    """

    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    postcode: Postcode | None = None
    nhs_number: NhsNumber | None = None
    upn: Upn | None = None
    unborn: bool = False
    due: date | None = None
    age: Age | None = None
    case_id: str = ""

    @property
    def names(self) -> int:
        """How many of the two names say enough to be searched by."""
        return sum(map(_is_enough, (self.given_name, self.family_name)))

    @property
    def numbers(self) -> int:
        return bool(self.nhs_number) + bool(self.upn) + bool(self.case_id)

    @property
    def has_two_details(self) -> bool:
        """Whether the details alone would find a child rather than list children."""
        return self.names + self._dates_and_places >= 2 and self.names > 0

    @property
    def is_enough(self) -> bool:
        """Two details, one of them a name or a number: a date and a postcode find whoever lives there."""
        return self.names + self.numbers + self._dates_and_places >= 2 and self.names + self.numbers > 0

    @property
    def _dates_and_places(self) -> int:
        return bool(self.date_of_birth or self.due) + bool(self.postcode)

    @property
    def as_asked(self) -> Asked:
        """How the portal's own list is asked."""
        born = BirthDate(self.date_of_birth) if self.date_of_birth else None
        return Asked(
            given=self.given_name if _is_enough(self.given_name) else "",
            family=self.family_name if _is_enough(self.family_name) else "",
            born=BirthDate(self.due, BirthDateKind.EXPECTED) if self.due else born,
            age=self.age,
            postcode=self.postcode,
            nhs_number=self.nhs_number,
            upn=self.upn,
            record_id=self.case_id,
        )

    @property
    def as_identity(self) -> Identity:
        """What a form is filled in with where no record is found. A postcode alone is no address."""
        return Identity(
            name=PersonName(self.given_name, self.family_name),
            born_on=self.due or self.date_of_birth,
            is_expected=self.unborn,
            nhs_number=self.nhs_number,
            upn=self.upn,
        )

    @property
    def without_place(self) -> "ChildQuery":
        return evolve(self, postcode=None)

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
        names = (
            "given_name",
            "family_name",
            "date_of_birth",
            "postcode",
            "nhs_number",
            "upn",
            "unborn",
            "due",
            "age",
            "case_id",
        )
        return tuple(name for name in names if getattr(self, name))


@frozen
class ChildSearch:
    """What every source answered. `tokens` leads from (source as shown, record id) to the page of that record.

    `why` says of each record that the portal's own list found what agrees and what does not. `not_found` is a token
    as well: it starts a concern about a child who is none of these. `little` are the records, named likewise, of which
    the person is told no more than that they may exist.
    """

    people: tuple[SourceAnswer[PersonRecord], ...]
    pupils: tuple[SourceAnswer[PupilRecord], ...]
    tokens: Mapping[Named, str]
    why: Mapping[Named, Found[Named]] = field(factory=dict)
    not_found: str = ""
    listed: frozenset[str] = frozenset()
    """Sources, by title, whose list answered for them."""
    little: frozenset[Named] = frozenset()


def find_child(office: Office, by: Professional, query: ChildQuery, purpose: str) -> ChildSearch:
    """Ask every source: of those that list their people, the list. The search is audited before anything is asked.

    Where somebody from outside typed a postcode, what they are told little of is what comes up without it.

    Raises `TooLittleToSearch` for a search that would list children rather than find one, `NotPermitted`, and
    `TooManySearches`.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    refuse_browsing(query)
    with office.work.begin() as tx:
        wait = seconds_to_wait(office, tx, by)
        if not wait:
            audit(office, tx, by, Action.SEARCHED, CHILDREN, purpose=purpose, detail=",".join(query.parts))
    if wait:
        raise TooManySearches(wait)
    call = Call(acting_for=by.id, purpose=purpose)
    blind = query.postcode is not None and is_outside(by)
    plain = query.without_place
    listed = search_index(office, query.as_asked)
    unplaced = search_index(office, plain.as_asked) if blind else listed
    # A source that is asked itself finds nobody whose postcode is another: one that can do without it is not told it.
    asked = plain if blind and plain.has_two_details else query
    people, pupils = office.gateway.search_both(asked.people_like(), asked.pupils_like(), call, but=listed.names)
    people, pupils = (*listed.people, *people), (*listed.pupils, *pupils)
    systems = {each.title: each.name for each in office.gateway.sources()}
    found = {
        **{(a.source, item.id): Identity.of_person(item) for a in (*people, *unplaced.people) for item in a.items},
        **{(a.source, item.id): Identity.of_pupil(item) for a in (*pupils, *unplaced.pupils) for item in a.items},
    }
    case_management = {each.source for each in people}
    none = _searched_for(office, by, query)
    with office.work.begin() as tx:
        keys = keys_in(systems, *people, *pupils, *unplaced.people, *unplaced.pupils)
        rulings = rulings_on(office, tx, by, keys)
        if blind:
            people = _unplaced(people, unplaced.people, systems, rulings, plain, by_details=asked is plain)
            pupils = _unplaced(pupils, unplaced.pupils, systems, rulings, plain, by_details=asked is plain)
        # Too many are cut short after the rules, so that no count tells of somebody who must not be known of.
        # So is the rest that is said of an answer: it stands there whatever the rules left.
        people = tuple(_told(as_ruled(each, systems[each.source], rulings), listed.unread) for each in people)
        pupils = tuple(_told(as_ruled(each, systems[each.source], rulings), listed.unread) for each in pupils)
        shown = [
            *((each.source, item.id) for each in people for item in each.items),
            *((each.source, item.id) for each in pupils for item in each.items),
        ]
        answers = {(title, record_id): rulings.of(systems[title], record_id).answer for title, record_id in shown}
        seen = {
            (title, record_id): _sighting(
                office,
                by,
                query,
                systems[title],
                record_id,
                found[title, record_id],
                case_management=title in case_management,
            )
            for title, record_id in shown
        }
        tx.sightings.add((none, *seen.values()))
    return ChildSearch(
        people,
        pupils,
        {key: sighting.token for key, sighting in seen.items()},
        # Why a record fits says what stands in it.
        {key: found_so for key, found_so in listed.why.items() if answers.get(key) is Answer.FULL},
        none.token,
        frozenset(each.source for each in listed.people) | frozenset(each.source for each in listed.pupils),
        frozenset(key for key, answer in answers.items() if answer is Answer.LITTLE),
    )


def remember_search(office: Office, by: Professional, query: ChildQuery) -> str:
    """A token as that of a search that found no record, with no system asked: for data that nobody searched for."""
    searched = _searched_for(office, by, query)
    with office.work.begin() as tx:
        tx.sightings.add((searched,))
    return searched.token


def refuse_browsing(query: ChildQuery) -> None:
    """Two details at least, one of them a name or a number. Raises `TooLittleToSearch`."""
    if query.is_enough:
        return
    if query.names + query.numbers > 0:
        raise TooLittleToSearch("Enter one more detail, such as the date of birth or postcode")
    if query.family_name or query.given_name:
        raise TooLittleToSearch("Enter at least two letters of the child’s name")
    raise TooLittleToSearch("Enter the child’s name, NHS number or UPN")


def _searched_for(office: Office, by: Professional, query: ChildQuery) -> Sighting:
    """That somebody searched, and for whom: what a concern is started from when no record is the child's."""
    return _sighting(office, by, query, "", "", query.as_identity, case_management=False)


def _told(answer: SourceAnswer[Record], unread: Collection[str]) -> SourceAnswer[Record]:
    if answer.source in unread:
        answer = evolve(answer, explanation=" ".join(filter(None, (answer.explanation, f"{NEVER_READ}."))))
    return shortened(answer)


def _unplaced(
    answers: tuple[SourceAnswer[Record], ...],
    of_lists: tuple[SourceAnswer[Record], ...],
    systems: Mapping[str, str],
    rulings: Rulings,
    plain: ChildQuery,
    *,
    by_details: bool,
) -> tuple[SourceAnswer[Record], ...]:
    """Answers of which no more is told with little than would come up without a postcode.

    `of_lists` are the lists' without it; a source that was asked itself was asked `by_details` without it, or else had
    only the numbers for whoever may be told of.
    """
    listed = {each.source: each.items for each in of_lists}

    def told(answer: SourceAnswer[Record]) -> SourceAnswer[Record]:
        without = listed.get(answer.source)
        if without is None:
            numbers = plain.nhs_number, plain.upn
            without = tuple(each for each in answer.items if by_details or has_a_number_of(each, *numbers))
        return without_places(answer, without, lambda each: rulings.of(systems[answer.source], each.id).is_full)

    return tuple(map(told, answers))


def _is_enough(name: str) -> bool:
    """Whether a name narrows a search: two letters, or one sign of a script whose names are that short.

    Signs that compare as nothing, like `%` or a hyphen, are no letters: with them a search would list everybody. Nor
    are words that stand for a name that is not known.
    """
    letters = "".join(name_tokens(name))
    return len(letters) >= 2 or any(ord(letter) >= _FIRST_CJK for letter in letters)


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
        typed=query.as_identity.to_data(),
    )
