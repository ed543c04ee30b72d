"""The single view laid out for one reader: the record they opened, and beside it what the other systems hold."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import repeat
from typing import TypeVar

from attrs import evolve, frozen

from frontdoor.connectors.people import Involvement, PersonRecord, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.single_view import Match, MatchStatus
from frontdoor_portal.use_cases.previous_contacts import PreviousContacts
from frontdoor_portal.use_cases.view_child import PeopleBeside, PersonView, PupilsBeside, PupilView
from frontdoor_portal.web.children.chronology import Chronology, chronology_of
from frontdoor_portal.web.children.disagreements import Disagreement, Side, disagreements
from frontdoor_portal.web.children.links import Note, linked, notes_of
from frontdoor_portal.web.children.person import (
    MATCH,
    Evidence,
    Row,
    ToCall,
    evidence_of,
    is_open,
    person_rows,
    pupil_rows,
    school_contacts,
    workers_first,
)
from frontdoor_portal.web.children.results import SEX, born
from frontdoor_portal.web.children.schooling import Arrival, arrival_of
from frontdoor_portal.web.children.warnings import Warnings, warnings_of

Record = TypeVar("Record", PersonRecord, PupilRecord)
_SILENT = frozenset({SourceState.DID_NOT_ANSWER, SourceState.NOT_ALLOWED, SourceState.SWITCHED_OFF})


@frozen
class Card:
    """One record of one source. `contacts` are whom to call about it, where the page does not say so elsewhere;
    `evidence` is why it may be the same child; `arrival` is how an education record came about.
    """

    name: str
    source: str
    as_at: datetime | None
    rows: tuple[Row, ...]
    contacts: tuple[ToCall, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    arrival: Arrival | None = None
    open_to_social_care: bool = False
    link: Note | None = None
    """Who linked it with the record that is open."""


@frozen
class Beside:
    """What one other system said. `match` is empty where nothing could be judged, and then `answer` says why.

    With `restricted`, it holds a record that may be this child and that only a few people may open.
    """

    answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]
    match: str
    cards: tuple[Card, ...]
    restricted: bool = False
    same: tuple[Side, ...] = ()
    """The record that is a match, as one side of a disagreement."""
    notes: tuple[Note, ...] = ()
    """What was decided of records that no card shows."""


@frozen
class Shown:
    """The page. `main` is None where the source did not give the record; `answers` has every source's state.

    `disagreements` are between the record and those beside it that are matches. `workers`, `family`, `warnings` and
    `previous` are None for a record of education, where they are not asked for, and for a restricted one, which has
    no `chronology` either.
    """

    name: str
    facts: tuple[Row, ...]
    main: Card | None
    main_answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord]
    is_case_management: bool
    restricted: bool
    workers: SourceAnswer[Involvement] | None
    to_call: tuple[ToCall, ...]
    family: SourceAnswer[Relationship] | None
    warnings: Warnings | None
    beside: tuple[Beside, ...]
    answers: tuple[SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord], ...]
    disagreements: tuple[Disagreement, ...] = ()
    previous: PreviousContacts | None = None
    chronology: Chronology | None = None

    @property
    def silent(self) -> tuple[str, ...]:
        """The sources of which some part did not come in time, as readers call them."""
        parts = (*self.answers, self.workers, self.family, self.warnings.answer if self.warnings else None)
        late = (each.source for each in parts if each is not None and each.state is SourceState.DID_NOT_ANSWER)
        return tuple(dict.fromkeys(late))

    @property
    def says_own_once(self) -> bool:
        """Whether the record's own system gave neither the record nor its workers nor the family, for one reason."""
        parts = (self.main_answer, self.workers, self.family)
        states = {each.state for each in parts if each is not None}
        return not self.restricted and len(states) == 1 and states <= _SILENT

    @property
    def open_to_social_care(self) -> bool:
        """Whether any record shown is open to a social worker."""
        cards = (card for other in self.beside for card in other.cards)
        return any(card is not None and card.open_to_social_care for card in (self.main, *cards))


def shown_of(view: PersonView | PupilView, today: date, *, for_team: bool, reviews: bool = False) -> Shown:
    """Lay a view out; only the front door team sees an address that must not be disclosed.

    With `reviews` the reader may look at what was decided of records and take it back.
    """
    if isinstance(view, PersonView):
        shown = _person_view(view, today, for_team=for_team)
    else:
        shown = _pupil_view(view, today, for_team=for_team)
    return evolve(
        shown,
        beside=tuple(map(_with_decisions, shown.beside, view.beside, repeat(reviews))),
        chronology=None if shown.restricted else chronology_of(view, today),
    )


def _with_decisions(shown: Beside, other: PupilsBeside | PeopleBeside, reviews: bool) -> Beside:
    links = other.decided.joined
    candidates = other.match.candidates if other.match else ()
    ids = [each.record.id for each in candidates]
    cards = (
        evolve(card, link=linked(links[record_id], reviews=reviews)) if record_id in links else card
        for card, record_id in zip(shown.cards, ids, strict=True)
    )
    return evolve(shown, cards=tuple(cards), notes=notes_of(other.decided, other.answer.source, reviews=reviews))


def _person_view(view: PersonView, today: date, *, for_team: bool) -> Shown:
    person = _first(view.person)
    restricted = _is_restricted(person)
    hides = person is None or person.do_not_disclose_address
    beside = () if restricted else tuple(_pupils_beside(other, today, for_team, hides) for other in view.beside)
    return Shown(
        name=_name(person),
        facts=_facts(person, today),
        main=_card(person, view.person, today, for_team) if person and not restricted else None,
        main_answer=view.person,
        is_case_management=True,
        restricted=restricted,
        workers=None if restricted else view.involvements,
        to_call=() if restricted else workers_first(view.involvements.items),
        family=None if restricted else view.relationships,
        warnings=None if restricted else warnings_of(view.warnings, today),
        beside=beside,
        answers=(view.person, *(other.answer for other in view.beside)),
        disagreements=_disagreements(view.person, beside, today, shows_address=for_team or not hides),
        previous=None if restricted else view.previous,
    )


def _pupil_view(view: PupilView, today: date, *, for_team: bool) -> Shown:
    pupil = _first(view.pupil)
    hides = any(other.hides_address for other in view.beside)
    shows_address = for_team or (_nobody_hides([other.answer for other in view.beside]) and not hides)
    beside = tuple(_people_beside(other, today, for_team) for other in view.beside)
    return Shown(
        name=_name(pupil),
        facts=_facts(pupil, today),
        main=evolve(_card(pupil, view.pupil, today, shows_address), contacts=()) if pupil else None,
        main_answer=view.pupil,
        is_case_management=False,
        restricted=False,
        workers=None,
        to_call=school_contacts(pupil.contacts) if pupil else (),
        family=None,
        warnings=None,
        beside=beside,
        answers=(view.pupil, *(other.answer for other in view.beside)),
        disagreements=_disagreements(view.pupil, beside, today, shows_address=shows_address),
    )


def _disagreements(
    answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord],
    beside: Iterable[Beside],
    today: date,
    *,
    shows_address: bool,
) -> tuple[Disagreement, ...]:
    main = tuple(Side(answer.source, answer.as_at, record, shows_address) for record in answer.items)
    return disagreements((*main, *(side for other in beside for side in other.same)), today) if main else ()


def _nobody_hides(answers: Iterable[SourceAnswer[PersonRecord]]) -> bool:
    """Whether social care answered and none of the records that may be this child hides an address."""
    answers = tuple(answers)
    known = {SourceState.FOUND, SourceState.NONE_FOUND}
    hidden = any(each.do_not_disclose_address or each.restricted for answer in answers for each in answer.items)
    # An explanation beside an answer says that it is one in part: the rest may hold the record that hides it.
    whole = all(answer.state in known and not answer.explanation for answer in answers)
    return bool(answers) and whole and not hidden


def _pupils_beside(other: PupilsBeside, today: date, for_team: bool, hides: bool) -> Beside:
    # A school's copy of a hidden address is the hidden address; and whether that of another child, like a twin, is
    # hidden, only that child's own record of social care could say, which nobody asked for here.
    is_this_child = other.match is not None and other.match.status is MatchStatus.MATCH
    shows_address = for_team or (is_this_child and not hides)
    return Beside(
        other.answer,
        MATCH[other.match.status] if other.match else "",
        _cards(other, today, shows_address=shows_address),
        restricted=other.has_restricted,
        same=_same(other.answer, other.match, lambda _: shows_address),
    )


def _people_beside(other: PeopleBeside, today: date, for_team: bool) -> Beside:
    # Nothing here may say "no record" while a record that nobody here can see answers to the child's details.
    says_match = other.match is not None and not (other.has_restricted and other.match.status is MatchStatus.NONE)
    return Beside(
        other.answer,
        MATCH[other.match.status] if other.match and says_match else "",
        _cards(other, today, shows_address=for_team),
        restricted=other.has_restricted,
        same=_same(other.answer, other.match, lambda record: for_team or not record.do_not_disclose_address),
    )


def _same(
    answer: SourceAnswer[Record], match: Match[Record] | None, shows_address: Callable[[Record], bool]
) -> tuple[Side, ...]:
    if match is None or match.status is not MatchStatus.MATCH:
        return ()
    return tuple(
        Side(answer.source, answer.as_at, each.record, shows_address(each.record)) for each in match.candidates
    )


def _cards(other: PupilsBeside | PeopleBeside, today: date, *, shows_address: bool) -> tuple[Card, ...]:
    candidates = other.match.candidates if other.match else ()
    return tuple(
        _card(each.record, other.answer, today, shows_address, evidence_of(each.comparison)) for each in candidates
    )


def _card(
    record: PersonRecord | PupilRecord,
    answer: SourceAnswer[PersonRecord] | SourceAnswer[PupilRecord],
    today: date,
    shows_address: bool,
    evidence: tuple[Evidence, ...] = (),
) -> Card:
    if isinstance(record, PersonRecord):
        rows = person_rows(record, today, shows_address=shows_address)
    else:
        rows = pupil_rows(record, today, shows_address=shows_address)
    contacts = school_contacts(record.contacts) if isinstance(record, PupilRecord) else ()
    arrival = arrival_of(record.intake, shows_address=shows_address) if isinstance(record, PupilRecord) else None
    return Card(_name(record), answer.source, answer.as_at, rows, contacts, evidence, arrival, is_open(record))


def _first(answer: SourceAnswer[Record]) -> Record | None:
    return answer.items[0] if answer.items else None


def _is_restricted(record: PersonRecord | PupilRecord | None) -> bool:
    return isinstance(record, PersonRecord) and record.restricted


def _name(record: PersonRecord | PupilRecord | None) -> str:
    if record is None:
        return "This child’s record"
    return str(record.name) or "Name not recorded"


def _facts(record: PersonRecord | PupilRecord | None, today: date) -> tuple[Row, ...]:
    if record is None or _is_restricted(record):
        return ()
    return (("Born", born(record.birth_date, today)), ("Sex", SEX[record.sex]))
