"""Stand-ins for what the portal needs from outside: a clock that the test sets, a hasher that is quick, no systems."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import define, evolve

from frontdoor.domain.agency import Agency, AgencyKind, Professional, Role
from frontdoor.workflow.decide import Rules
from frontdoor_portal.passwords import Argon2Passwords, Cost
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.ports import Office, Work

QUICK = Cost(memory_kib=8, passes=1, lanes=1)
"""Parameters that protect nothing and cost nothing, for tests alone."""

SCHOOL = Agency("agency-school", "Hollybush Primary School", AgencyKind.SCHOOL, frozenset({"hollybush.example"}))
SURGERY = Agency(
    "agency-surgery", "Riverside Surgery", AgencyKind.GENERAL_PRACTICE, frozenset({"riverside-surgery.example"})
)
COUNCIL = Agency("agency-council", "Example County Council", AgencyKind.COUNCIL, frozenset({"council.example"}))
PASSWORD = "three green umbrellas"


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


def sqlite_work(folder: Path) -> SqlWork:
    """An empty database in a file of its own."""
    url = f"sqlite:///{folder / 'portal.db'}"
    upgrade(url)
    return SqlWork(open_engine(url))


def office_on(work: Work, clock: Clock, **parts: Any) -> Office:
    """An office on a store and a clock; `parts` replace what is needed beside them (`gateway=`, `forms=`, ...)."""
    nobody: Any = NoGateway()
    office = Office(work, nobody, nobody, clock, Rules(), passwords=Argon2Passwords(QUICK))
    return evolve(office, **parts)


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
