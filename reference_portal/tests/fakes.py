"""Stand-ins for what the portal needs from outside: a clock that the test sets, a hasher that is quick, no systems."""

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field
from sqlalchemy import event

from frontdoor.connectors.asking import Call, PersonQuery
from frontdoor.connectors.capabilities import Capabilities, Level, Operation
from frontdoor.connectors.episodes import Episode
from frontdoor.connectors.people import Involvement, PersonRecord, PersonWarning, Relationship
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.domain.facts import SourceAnswer, SourceState
from frontdoor.domain.identifiers import NhsNumber, Reference, Upn
from frontdoor.secrets.references import Secret, SecretReference
from frontdoor.workflow.decide import Rules
from frontdoor_portal.kept_forms import SealedForms
from frontdoor_portal.passwords import Argon2Passwords, Cost
from frontdoor_portal.second_factors import SealedFactors
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.ports import Office, Work
from frontdoor_portal.use_cases.second_factor.models import Requirement, SecondFactors
from frontdoor_portal.use_cases.sources import AboutPerson, AboutPupil, KnownAs, SourceDescription

Item = TypeVar("Item")

QUICK = Cost(memory_kib=8, passes=1, lanes=1)
"""Parameters that protect nothing and cost nothing, for tests alone."""

SCHOOL = Agency("agency-school", "Hollybush Primary School", AgencyKind.SCHOOL, frozenset({"hollybush.example"}))
SURGERY = Agency(
    "agency-surgery", "Riverside Surgery", AgencyKind.GENERAL_PRACTICE, frozenset({"riverside-surgery.example"})
)
COUNCIL = Agency("agency-council", "Example County Council", AgencyKind.COUNCIL, frozenset({"council.example"}))
PASSWORD = "three green umbrellas"
VAULT = SealedFactors(
    SecretReference("portal", "second-factors"),
    lambda _: Secret("a key for tests alone, of enough letters"),
    "Example County Council",
)


def person(role: Role = Role.PROFESSIONAL, agency: Agency = SCHOOL, name: str = "Asha Bello") -> Professional:
    """A made-up person; the same arguments give the same person."""
    local = name.lower().replace(" ", ".")
    domain = min(agency.email_domains)
    return Professional(
        id=f"{agency.id}-{role.value}-{local}",
        name=name,
        email=f"{local}@{domain}",
        agency=agency,
        roles=frozenset({role}),
        job_title=role.value.replace("_", " ").capitalize(),
        phone="01632 960123",
    )


@define
class Clock:
    """A clock that stands still until a test moves it."""

    at: datetime = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **span: float) -> None:
        self.at += timedelta(**span)


class NoGateway:
    """Stands where no system may be asked: any use of it fails the test."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"No system may be asked here, but {name} was used")


def sqlite_work(folder: Path, now: Callable[[], datetime] | None = None) -> SqlWork:
    """An empty database in a file of its own; with `now`, what a search showed expires by that clock."""
    file = folder / "portal.db"
    file.write_bytes(_migrated())
    engine = open_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", _keep_nothing_for_long)
    return SqlWork(engine, now)


def _keep_nothing_for_long(connection: Any, _: object) -> None:
    # What a test stores need not outlive a power cut, and waiting for the disk takes longer than the test.
    connection.execute("PRAGMA synchronous = OFF")


@cache
def _migrated() -> bytes:
    """A migrated database: the migrations take longer than most tests, so they run once."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "portal.db"
        upgrade(f"sqlite:///{file}")
        return file.read_bytes()


class NoDesk(NoGateway):
    """Says which system takes new episodes; whatever else it is asked fails the test."""

    description = SourceDescription("framework_i", "Framework-i", Capabilities({}), is_case_management=True)


def office_on(work: Work, clock: Clock, **parts: Any) -> Office:
    """An office on a store and a clock; `parts` replace what is needed beside them (`gateway=`, `forms=`, ...)."""
    nobody: Any = NoGateway()
    episodes: Any = NoDesk()
    office = Office(
        work,
        nobody,
        episodes,
        clock,
        Rules(),
        feeds=nobody,
        passwords=Argon2Passwords(QUICK),
        form_vault=SealedForms(VAULT.key, VAULT.read_secret),
        second_factors=SecondFactors(VAULT, Requirement.OPTIONAL),
        test_numbers=True,
    )
    return evolve(office, **parts)


def take_notices(office: Office) -> list[NoticePayload]:
    """Every notice that is queued, in order, which takes them off the queue."""
    found: list[NoticePayload] = []
    while True:
        with office.work.begin() as tx:
            claimed = tx.outbox.claim("test", 60)
            if claimed is None:
                return found
            tx.outbox.begin_attempt(claimed)
            tx.outbox.finish(claimed)
        found.append(NoticePayload.from_mapping(claimed.message.payload))


def register_people(office: Office, *people: Professional) -> None:
    """Store agencies and people, each with the password `PASSWORD`."""
    with office.work.begin() as tx:
        known = {agency.id for agency in tx.accounts.agencies()}
        for someone in people:
            if someone.agency.id not in known:
                tx.accounts.add_agency(someone.agency)
                known.add(someone.agency.id)
            if tx.accounts.account(someone.id) is None:
                tx.accounts.add_account(Account(someone, office.passwords.hash(PASSWORD)))


CALLED = dict.fromkeys((Operation.SEARCH_PEOPLE, Operation.OPEN_EPISODE, Operation.FIND_EPISODE), Level.NATIVE)
"""What the case-management system of most tests is asked itself."""


@define
class CaseSystem:
    """A case-management system that answers what a test says, as gateway and as the desk of episodes."""

    people: tuple[PersonRecord, ...] = ()
    state: SourceState = SourceState.FOUND
    explanation: str = ""
    title: str = "Framework-i"
    case_notes: Level = Level.MANUAL
    levels: Mapping[Operation, Level] = field(factory=dict)
    """Levels beside or instead of the ordinary ones."""
    episodes: tuple[Episode, ...] = ()
    """What it has open, for look-ups; `failures` are met by the next ones instead, first come first."""
    failures: list[Exception] = field(factory=list)
    asked: list[PersonQuery] = field(factory=list)
    beside: tuple[SourceDescription, ...] = ()
    """Other systems that are connected."""

    def sources(self) -> tuple[SourceDescription, ...]:
        return (self.description, *self.beside)

    @property
    def description(self) -> SourceDescription:
        levels = {**CALLED, Operation.ADD_CASE_NOTE: self.case_notes, **self.levels}
        return SourceDescription("framework_i", self.title, Capabilities(levels), is_case_management=True)

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:  # noqa: ARG002
        self.asked += people_like
        state = SourceState.NONE_FOUND if self.state is SourceState.FOUND and not self.people else self.state
        items = self.people if state is SourceState.FOUND else ()
        return (SourceAnswer(self.title, state, Clock()(), items, explanation=self.explanation),)

    def read_episode(self, source: str, episode_id: str, reference: Reference, call: Call) -> SourceAnswer[Episode]:  # noqa: ARG002
        assert source == "framework_i"
        now = Clock()()
        if self.state is not SourceState.FOUND:
            return SourceAnswer(self.title, self.state, now, explanation=self.explanation)
        found = tuple(each for each in self.episodes if (each.id, each.reference) == (episode_id, reference))
        return SourceAnswer(self.title, SourceState.FOUND if found else SourceState.NONE_FOUND, now, found, now)

    def find_episode(self, reference: Reference, call: Call) -> Episode | None:  # noqa: ARG002
        if self.failures:
            raise self.failures.pop(0)
        return next((each for each in self.episodes if each.reference == reference), None)


@define
class TwoSystems:
    """A gateway over one case-management and one education system, holding what a test gives it.

    `care_state` and `education_state` make a system answer nothing but that state. `calls` is what it was asked for.
    """

    people: tuple[PersonRecord, ...] = ()
    pupils: tuple[PupilRecord, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    warnings: tuple[PersonWarning, ...] = ()
    warnings_state: SourceState | None = None
    episodes: tuple[Episode, ...] = ()
    known: list[KnownAs | None] = field(factory=list)
    """Whom each question about one record was said to be about."""
    care_state: SourceState | None = None
    education_state: SourceState | None = None
    partly: str = ""
    """What an answer says of itself where it is one in part."""
    answers_anybody: bool = False
    """Whether every search finds all records, as a system does that looks wider than it was asked."""
    explanation: str = ""
    care_levels: Mapping[Operation, Level] = field(factory=dict)
    education_levels: Mapping[Operation, Level] = field(factory=dict)
    """What they can be asked, beside what every test asks."""
    care_title: str = "Framework-i"
    education_title: str = "Capita ONE"
    as_at: datetime = datetime(2026, 6, 4, 1, 15, tzinfo=UTC)
    calls: list[Call] = field(factory=list)
    beside: tuple[SourceDescription, ...] = ()
    """Other systems that are connected."""

    def search_people(self, people_like: Sequence[PersonQuery], call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        return _joined([self._search_people(query, call) for query in people_like])

    def _search_people(self, query: PersonQuery, call: Call) -> tuple[SourceAnswer[PersonRecord], ...]:
        self.calls.append(call)
        # A source finds a restricted record by details that it does not tell.
        found = (
            each
            for each in self.people
            if self.answers_anybody or each.restricted or _fits(query, each, each.upns, each.nhs_numbers)
        )
        return (self._care(tuple(found)),)

    def _search_pupils(self, query: PersonQuery, call: Call) -> tuple[SourceAnswer[PupilRecord], ...]:
        self.calls.append(call)
        upns = {each.id: (each.upn,) if each.upn else () for each in self.pupils}
        found = (each for each in self.pupils if self.answers_anybody or _fits(query, each, upns[each.id], ()))
        return (self._education(tuple(found)),)

    def search_both(
        self,
        people_like: Sequence[PersonQuery],
        pupils_like: Sequence[PersonQuery],
        call: Call,
        *,
        but: Collection[str] = (),
    ) -> tuple[tuple[SourceAnswer[PersonRecord], ...], tuple[SourceAnswer[PupilRecord], ...]]:
        people = () if "framework_i" in but else self.search_people(people_like, call)
        pupils = [] if "capita_one" in but else [self._search_pupils(each, call) for each in pupils_like]
        return people, _joined(pupils)

    def ask_about_person(
        self,
        source: str,
        person_id: str,
        pupils_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
        details: bool = True,
    ) -> AboutPerson:
        self.calls.append(call)
        self.known.append(known)
        assert source == "framework_i"
        return AboutPerson(
            self._care(tuple(each for each in self.people if each.id == person_id)),
            self._care(self.relationships if details else ()),
            self._care(self.involvements if details else ()),
            self._answer(self.care_title, self.warnings_state or self.care_state, self.warnings if details else ()),
            () if "capita_one" in but else _joined([self._search_pupils(query, call) for query in pupils_like]),
        )

    def ask_about_pupil(
        self,
        source: str,
        pupil_id: str,
        people_like: Sequence[PersonQuery],
        call: Call,
        known: KnownAs | None = None,
        *,
        but: Collection[str] = (),
    ) -> AboutPupil:
        self.calls.append(call)
        self.known.append(known)
        assert source == "capita_one"
        return AboutPupil(
            self._education(tuple(each for each in self.pupils if each.id == pupil_id)),
            () if "framework_i" in but else self.search_people(people_like, call),
        )

    def read_episode(self, source: str, episode_id: str, reference: Reference, call: Call) -> SourceAnswer[Episode]:
        self.calls.append(call)
        assert source == "framework_i"
        return self._care(tuple(each for each in self.episodes if (each.id, each.reference) == (episode_id, reference)))

    def sources(self) -> tuple[SourceDescription, ...]:
        return (
            SourceDescription("framework_i", self.care_title, Capabilities(self.care_levels), is_case_management=True),
            SourceDescription(
                "capita_one", self.education_title, Capabilities(self.education_levels), is_case_management=False
            ),
            *self.beside,
        )

    def _any(
        self,
        title: str,
        state: SourceState | None,
        queries: Sequence[PersonQuery],
        search: Callable[[PersonQuery, Call], tuple[SourceAnswer[Item], ...]],
        call: Call,
    ) -> tuple[SourceAnswer[Item], ...]:
        """Whoever fits any of the queries, once; nothing is asked without a query."""
        found = (item for query in queries for answer in search(query, call) for item in answer.items)
        return (self._answer(title, state, tuple(dict.fromkeys(found))),) if queries else ()

    def _care(self, items: tuple[Item, ...]) -> SourceAnswer[Item]:
        return self._answer(self.care_title, self.care_state, items)

    def _education(self, items: tuple[Item, ...]) -> SourceAnswer[Item]:
        return self._answer(self.education_title, self.education_state, items)

    def _answer(self, title: str, state: SourceState | None, items: tuple[Item, ...]) -> SourceAnswer[Item]:
        if state is SourceState.STALE_COPY:
            return SourceAnswer(title, state, Clock()(), items, self.as_at)
        if state is not None:
            return SourceAnswer(title, state, Clock()(), explanation=self.explanation)
        found = SourceState.FOUND if items else SourceState.NONE_FOUND
        return SourceAnswer(title, found, Clock()(), items, self.as_at, self.partly)


def _fits(
    query: PersonQuery,
    record: PersonRecord | PupilRecord,
    upns: tuple[Upn, ...],
    nhs_numbers: tuple[NhsNumber, ...],
) -> bool:
    names = (record.name, *record.other_names)
    born = record.birth_date.on if record.birth_date else None
    return (
        (not query.family_name or query.family_name.casefold() in {name.family.casefold() for name in names})
        and (not query.given_name or query.given_name.casefold() in {name.given.casefold() for name in names})
        and (query.date_of_birth is None or query.date_of_birth == born)
        and (query.postcode is None or query.postcode == record.address.postcode)
        and (query.upn is None or query.upn in upns)
        and (query.nhs_number is None or query.nhs_number in nhs_numbers)
    )


def _joined(asked: Sequence[tuple[SourceAnswer[Item], ...]]) -> tuple[SourceAnswer[Item], ...]:
    # Every search of this one system answers alike, so the fullest answer stands for all.
    return max(asked, key=lambda answers: len(answers[0].items), default=())
