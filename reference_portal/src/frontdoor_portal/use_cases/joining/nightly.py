"""What time does to accounts: they sleep when nobody uses them, and close when no lead says that somebody is there.

An administrator's account is shut like any other while another is left who could open it. Nobody is ever removed:
whoever keeps the agency's people opens each again with one answer.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from attrs import evolve, frozen

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.joining.keeping import keepers_of, note, reaches, shut
from frontdoor_portal.use_cases.joining.people import due_at
from frontdoor_portal.use_cases.joining.telling import path_to_people
from frontdoor_portal.use_cases.models import Account, Action, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import keepers_notice
from frontdoor_portal.use_cases.onboarding import OPERATOR
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import Stale

REMIND_EVERY = timedelta(days=7)
_SOON = timedelta(days=7)
"""How long before somebody must be confirmed their lead is first asked."""


@frozen
class Kept:
    """How many accounts fell asleep and were suspended, and how many agencies were reminded and sent their list."""

    slept: int = 0
    suspended: int = 0
    reminded: int = 0
    listed: int = 0


def check_accounts(office: Office) -> Kept:
    """Look at everybody once. Safe to repeat: each thing is done when it is due and told once."""
    with office.work.reading() as tx:
        agencies = tx.accounts.agencies()
    kept = Kept()
    for agency in agencies:  # a transaction each: a large council must not hold up sign-ins
        # Where somebody works at this moment on what one of them holds, the next night looks again.
        with suppress(Stale), office.work.begin() as tx:
            kept = _check_agency(office, tx, agency, kept)
    return kept


def _check_agency(office: Office, tx: Transaction, agency: Agency, kept: Kept) -> Kept:
    now = office.now()
    due: list[Professional] = []
    # In the order in which everybody holds accounts: two must not each wait for the other.
    for account in sorted(tx.joining.people_of(agency.id), key=lambda each: each.professional.id):
        person = account.professional
        if account.standing in {Standing.DORMANT, Standing.SUSPENDED}:
            due.append(person)
        if account.standing is not Standing.ACTIVE:
            continue
        if account.certified_at is None or account.joined_at is None:
            _begin_to_count(tx, account, now)
            continue
        # The last who could open accounts again is not shut out by a clock; the others confirm each other.
        if tx.reviews.people_with_role(Role.ADMINISTRATOR) != (person.id,):
            if _last_seen(account) <= now - timedelta(days=office.joining.dormant_days):
                slept = _shut(office, tx, account, Standing.DORMANT, Action.SLEPT)
                kept = evolve(kept, slept=kept.slept + slept)
                due.append(person)
                continue
            if _due(office, account) + timedelta(days=office.joining.grace_days) <= now:
                suspended = _shut(office, tx, account, Standing.SUSPENDED, Action.SUSPENDED)
                kept = evolve(kept, suspended=kept.suspended + suspended)
                due.append(person)
                continue
        if _due(office, account) - _SOON <= now:
            due.append(person)
    return _tell(office, tx, agency, kept, due)


def _begin_to_count(tx: Transaction, account: Account, now: datetime) -> None:
    if account.joined_at is None:
        tx.joining.note_joined(account.professional.id, now)
    if account.certified_at is None:
        tx.joining.certify(account.professional.id, now)


def _last_seen(account: Account) -> datetime:
    return max(each for each in (account.joined_at, account.signed_in_at) if each is not None)


def _due(office: Office, account: Account) -> datetime:
    due = due_at(office, account)
    assert due is not None, "those without a time were left out"
    return due


def _shut(office: Office, tx: Transaction, account: Account, standing: Standing, action: Action) -> bool:
    if tx.accounts.hold(account.professional.id) != account:
        return False  # they signed in, or somebody decided about them, at this moment: the next night looks again
    shut(office, tx, account.professional, standing, OPERATOR)
    note(office, tx, OPERATOR, action, account.professional.id, account.professional.agency.id)
    return True


def _tell(office: Office, tx: Transaction, agency: Agency, kept: Kept, due: Sequence[Professional]) -> Kept:
    now, marks = office.now(), tx.joining.marks(agency.id)
    asked = _who_may_say(tx, agency, due)
    if asked and (marks.reminded_at is None or marks.reminded_at <= now - REMIND_EVERY):
        _put(tx, NoticeKind.PEOPLE_TO_CONFIRM, asked, agency, now)
        marks, kept = evolve(marks, reminded_at=now), evolve(kept, reminded=kept.reminded + 1)
    leads = tx.joining.leads_of(agency.id)
    if leads and (marks.listed_at is None or (marks.listed_at.year, marks.listed_at.month) != (now.year, now.month)):
        _put(tx, NoticeKind.PEOPLE_LIST, leads, agency, now)
        marks, kept = evolve(marks, listed_at=now), evolve(kept, listed=kept.listed + 1)
    tx.joining.save_marks(agency.id, marks)
    return kept


def _who_may_say(tx: Transaction, agency: Agency, due: Sequence[Professional]) -> tuple[str, ...]:
    """The keepers who may say of somebody who is due that they are here; the administrators too where no lead may.

    Nobody confirms themselves: of an agency's only lead its keepers are told nothing that they could answer.
    """
    keepers = _professionals(tx, keepers_of(tx, agency))
    if any(not any(reaches(keeper, person) for keeper in keepers) for person in due):
        keepers |= _professionals(tx, tx.reviews.people_with_role(Role.ADMINISTRATOR))
    return tuple(sorted(each.id for each in keepers if any(reaches(each, person) for person in due)))


def _professionals(tx: Transaction, ids: Iterable[str]) -> set[Professional]:
    return {account.professional for each in ids if (account := tx.accounts.account(each))}


def _put(tx: Transaction, kind: NoticeKind, keepers: tuple[str, ...], agency: Agency, now: datetime) -> None:
    for keeper in keepers:
        path = path_to_people(tx, keeper, agency)
        tx.outbox.put(keepers_notice(kind, keeper, f"{agency.id}/{now:%Y-%m-%d}", path))
