"""Roles that reach beyond an agency: an administrator gives them to others, with a reason, and never to themselves."""

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.models import RoleReason
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.models import Account
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible


def may_set_roles(by: Professional, whom: Professional) -> bool:
    return may(by, Permission.KEEP_AGENCIES) and by.id != whom.id


def person_for_roles(office: Office, by: Professional, professional_id: str) -> Account:
    """Somebody whose roles may be set. Raises `NotPermitted`, and `NotVisible` for nobody and for oneself."""
    with office.work.reading() as tx:
        return _found(tx, by, professional_id)


def find_account(office: Office, by: Professional, email: str) -> Account:
    """Somebody of any agency by their whole address. Raises `NotPermitted` and `NotVisible`."""
    _require(by)
    with office.work.reading() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NotVisible("No such person")
        return _found(tx, by, account.professional.id)


def give_roles(
    office: Office, by: Professional, professional_id: str, roles: frozenset[Role], why: RoleReason
) -> Professional:
    """Replace somebody's roles. Every sign-in of theirs ends, so that the next page obeys. Raises as above."""
    with office.work.begin() as tx:
        person = _found(tx, by, professional_id).professional
        change_roles(office, tx, by.id, person, roles, why.value)
        return person


def _found(tx: Transaction, by: Professional, professional_id: str) -> Account:
    _require(by)
    account = tx.accounts.account(professional_id)
    if account is None or not may_set_roles(by, account.professional):
        raise NotVisible("No such person")
    return account


def _require(by: Professional) -> None:
    if not may(by, Permission.KEEP_AGENCIES):
        raise NotPermitted(Permission.KEEP_AGENCIES)
