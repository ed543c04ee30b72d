"""The people of an agency: who is still here, who left, whose role is wrong; asked of its lead every quarter."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from attrs import evolve, frozen

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.access.ending import end_access_of, end_shares_with
from frontdoor_portal.use_cases.joining.dropping import drop_proposals_by
from frontdoor_portal.use_cases.joining.keeping import (
    held_account,
    kept_account,
    kept_agency,
    note,
    reaches,
    require_keeper,
)
from frontdoor_portal.use_cases.joining.leaving import leave, lose_roles
from frontdoor_portal.use_cases.joining.models import LEADABLE, StillHere
from frontdoor_portal.use_cases.joining.telling import tell_of_new_lead
from frontdoor_portal.use_cases.models import Account, Action, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import account_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible

_OPENED_AGAIN = frozenset({Standing.DORMANT, Standing.SUSPENDED})
"""Standings that end when a keeper says that somebody is still here; who left comes back by `welcome_back` alone."""


@frozen
class Colleague:
    """One person of the list. `due_at` is when somebody must have said again that they are here."""

    account: Account
    due_at: datetime | None
    is_due: bool
    is_self: bool
    in_reach: bool = True
    """Whether whoever reads the list may say anything of this person."""

    @property
    def may_lead(self) -> bool:
        """Whether a lead may give them the lead's role, or take it."""
        return self.account.professional.roles <= LEADABLE


@frozen
class PeopleList:
    """`waiting` is how many wait to be let in."""

    agency: Agency
    people: tuple[Colleague, ...]
    waiting: int

    @property
    def has_another_lead(self) -> bool:
        """Whether whoever reads the list has a lead beside them who confirms them; else an administrator does."""
        return any(
            each.account.professional.has_role(Role.AGENCY_LEAD) and each.account.standing is Standing.ACTIVE
            for each in self.people
            if not each.is_self
        )

    @property
    def to_confirm(self) -> int:
        return sum(each.is_due and each.in_reach for each in self.people)


def list_people(office: Office, by: Professional, agency_id: str = "") -> PeopleList:
    """Everybody of an agency but those who wait, by name. Raises `NotPermitted` and `NotVisible`."""
    require_keeper(by)
    with office.work.begin() as tx:
        agency = kept_agency(tx, by, agency_id or by.agency.id)
        note(office, tx, by.id, Action.LISTED_PEOPLE, agency.id)
        accounts = tx.joining.people_of(agency.id)
    shown = (each for each in accounts if each.standing is not Standing.WAITING)
    waiting = sum(each.standing is Standing.WAITING for each in accounts)
    return PeopleList(agency, tuple(_colleague(office, each, by) for each in shown), waiting)


def one_colleague(office: Office, by: Professional, professional_id: str) -> Colleague:
    """One of them. Raises `NotVisible` alike for nobody, for somebody of another's and for oneself."""
    require_keeper(by)
    with office.work.reading() as tx:
        account = kept_account(tx, by, professional_id)
    if account.standing is Standing.WAITING:
        raise NotVisible("No such person")
    return _colleague(office, account, by)


def confirm_people(office: Office, by: Professional, said: Mapping[str, StillHere]) -> int:
    """What a keeper says of some of their people, all or nothing; how many it was. Raises `NotVisible`.

    Nobody says it of themselves: a list that confirms its own writer confirms nothing.
    """
    require_keeper(by)
    with office.work.begin() as tx:
        # In one order for everybody: two keepers must not each wait for the other.
        for professional_id, answer in sorted(said.items()):
            _say(office, tx, by, held_account(tx, by, professional_id), answer)
    return len(said)


def welcome_back(office: Office, by: Professional, professional_id: str) -> None:
    """Somebody who had left, or was taken to have, is here again, as a professional. Raises `NotVisible`.

    A wider role that they had before takes whoever it always takes: one alone brings no administrator back.
    """
    require_keeper(by)
    with office.work.begin() as tx:
        account = held_account(tx, by, professional_id)
        if account.standing not in {*_OPENED_AGAIN, Standing.LEFT}:
            raise NotVisible("No such person")
        _here(office, tx, by, account)


def change_roles(
    office: Office, tx: Transaction, by: str, person: Professional, roles: frozenset[Role], why: str = ""
) -> None:
    """Replace somebody's roles: they sign in anew, what let them see children ends, and an email tells them.

    What they proposed as an administrator falls with that role.
    """
    tx.accounts.set_roles(person.id, roles)
    tx.joining.doubt_role(person.id, doubted=False)
    tx.accounts.end_sessions_of(person.id)
    end_access_of(office, tx, person, by)
    # What was closed to somebody as a lead must not open again since they lead no more.
    leads_no_more = Role.AGENCY_LEAD in person.roles - roles
    if leads_no_more or not may(evolve(person, roles=roles), Permission.SEND_CONCERNS):
        end_shares_with(office, tx, person, by)
    if not may(evolve(person, roles=roles), Permission.KEEP_AGENCIES):
        drop_proposals_by(office, tx, person, by)
    names = ",".join(sorted(role.value for role in roles))
    note(office, tx, by, Action.ROLES_SET, person.id, f"{names};{why}" if why else names)
    tx.outbox.put(account_notice(NoticeKind.ROLES_CHANGED, person.id))
    if Role.AGENCY_LEAD in roles - person.roles:
        tell_of_new_lead(office, tx, person, by)


def due_at(office: Office, account: Account) -> datetime | None:
    """When somebody must have said again that this person is here; None where nothing was counted yet."""
    if account.certified_at is None:
        return None
    return account.certified_at + timedelta(days=office.joining.confirm_days)


def _colleague(office: Office, account: Account, by: Professional) -> Colleague:
    due, counts = due_at(office, account), account.standing in {Standing.ACTIVE, *_OPENED_AGAIN}
    is_due = counts and ((due is not None and due <= office.now()) or account.standing in _OPENED_AGAIN)
    person = account.professional
    return Colleague(account, due, is_due, person.id == by.id, reaches(by, person))


def _say(office: Office, tx: Transaction, by: Professional, account: Account, answer: StillHere) -> None:
    if account.standing not in {Standing.ACTIVE, *_OPENED_AGAIN}:
        raise NotVisible("No such person")
    person = account.professional
    if answer is StillHere.HERE:
        _here(office, tx, by, account)
    elif answer is StillHere.ROLE_WRONG:
        tx.joining.doubt_role(person.id, doubted=True)
        note(office, tx, by.id, Action.DOUBTED_ROLE, person.id)
    else:
        leave(office, tx, person, by.id, answer)


def _here(office: Office, tx: Transaction, by: Professional, account: Account) -> None:
    person, now = account.professional, office.now()
    if account.standing is Standing.LEFT:
        lose_roles(office, tx, person, by.id)  # marked as left before roles ended with leaving
    if account.standing is not Standing.ACTIVE:
        tx.joining.set_standing(person.id, Standing.ACTIVE)
        # Otherwise the next check would put it to sleep again before its person had a chance.
        tx.joining.note_signed_in(person.id, now)
    tx.joining.certify(person.id, now)
    tx.joining.doubt_role(person.id, doubted=False)
    note(office, tx, by.id, Action.CONFIRMED_HERE, person.id, account.standing.value)
