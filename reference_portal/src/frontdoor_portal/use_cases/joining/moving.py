"""A new address, and with it perhaps a new agency: the new one is proved, the old one is told, somebody lets in anew.

An address on a domain that no agency lists is refused as it is at registration: nobody keeps their account with a
personal one.
"""

import secrets
from datetime import timedelta

from attrs import evolve, frozen

from frontdoor.domain.agency import Agency, Professional, Role
from frontdoor_portal.use_cases.joining.addresses import Entry, domain_of, mailbox_key
from frontdoor_portal.use_cases.joining.keeping import note, shut, tell_that_somebody_waits
from frontdoor_portal.use_cases.joining.models import AddressChange
from frontdoor_portal.use_cases.models import Account, Action, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import address_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import LinkNotValid, RegistrationRefused, Stale
from frontdoor_portal.use_cases.register import ChooseAgency, entry_at
from frontdoor_portal.use_cases.resume_session import digest

LINK_LASTS = timedelta(hours=24)
PATH = "/account/address"


class SameAddress(ValueError):
    """What somebody asked for is what they have."""


@frozen
class Move:
    """What a link would change. `waits` where somebody must let the person in before they can sign in again."""

    change: AddressChange
    agency: Agency
    waits: bool


def ask_address_change(office: Office, by: Professional, email: str, agency_id: str = "") -> None:
    """Send a link to the new address; nothing changes before it is confirmed, and a newer request replaces this one.

    Raises what `register` raises, and `SameAddress`. Whether the mailbox has another account is told to it alone.
    """
    with office.work.begin() as tx:
        entry = entry_at(office, tx, email, agency_id)
        if email == by.email and entry.agency.id == by.agency.id:
            raise SameAddress("This is your address already")
        other = tx.accounts.account_of_email(email)
        note(office, tx, by.id, Action.ASKED_ADDRESS_CHANGE, by.id, entry.agency.id)
        if other is not None and other.professional.id != by.id:
            tx.outbox.put(address_notice(NoticeKind.ADDRESS_TAKEN, email))
            return
        token = secrets.token_urlsafe(32)
        expires_at = office.now() + LINK_LASTS
        change = AddressChange(by.id, digest(token), by.email, email, entry.agency.id, expires_at)
        tx.joining.add_address_change(change)
        tx.outbox.put(address_notice(NoticeKind.CONFIRM_ADDRESS, email, f"{PATH}/{token}"))


def look_at_change(office: Office, by: Professional, token: str) -> Move:
    """What a link would change; looking changes nothing. Raises `LinkNotValid`, also for another person's link."""
    with office.work.reading() as tx:
        change, entry, account = _valid(office, tx, by, token)
    return Move(change, entry.agency, _waits(account, entry, change))


def change_address(office: Office, by: Professional, token: str) -> Account:
    """Make the change, once, and tell the old address. Raises `LinkNotValid`.

    On another domain, or at another agency, the person waits for approval, signed out, with no role but that of a
    professional: what they had was given for where they worked.
    """
    try:
        with office.work.begin() as tx:
            tx.accounts.hold(by.id)  # roles that are taken away at this moment must not come back with the move
            change, entry, account = _valid(office, tx, by, token)
            if not tx.joining.drop_address_change(by.id):
                raise LinkNotValid
            return _change(office, tx, change, entry, account)
    except Stale:  # the mailbox got an account meanwhile
        raise LinkNotValid from None


def _change(office: Office, tx: Transaction, change: AddressChange, entry: Entry, account: Account) -> Account:
    before, waits = account.professional, _waits(account, entry, change)
    moves = entry.agency.id != before.agency.id
    roles = frozenset({Role.PROFESSIONAL}) if waits else before.roles
    person = evolve(before, email=change.email, agency=entry.agency, roles=roles)
    tx.joining.save_person(person)
    note(office, tx, person.id, Action.CHANGED_ADDRESS, person.id)
    if moves:
        note(office, tx, person.id, Action.CHANGED_AGENCY, person.id, f"{before.agency.id},{entry.agency.id}")
        # An account that the old employer keeps must not open the new one's.
        tx.identities.unlink(person.id)
    if change.email != before.email:
        tx.outbox.put(address_notice(NoticeKind.ADDRESS_CHANGED, before.email, "/help"))
    if waits:
        tx.joining.note_signed_in(person.id, office.now())
        shut(office, tx, person, Standing.WAITING, person.id)
        tell_that_somebody_waits(office, tx, entry.agency)
    standing = Standing.WAITING if waits else account.standing
    return evolve(account, professional=person, standing=standing, disabled=waits)


def _waits(account: Account, entry: Entry, change: AddressChange) -> bool:
    before = account.professional
    elsewhere = entry.agency.id != before.agency.id or domain_of(change.email) != domain_of(before.email)
    return elsewhere or (not entry.at_once and mailbox_key(change.email) != mailbox_key(before.email))


def _valid(office: Office, tx: Transaction, by: Professional, token: str) -> tuple[AddressChange, Entry, Account]:
    change, account = tx.joining.address_change(digest(token)), tx.accounts.account(by.id)
    if change is None or account is None or account.disabled or change.professional_id != by.id:
        raise LinkNotValid
    if office.now() >= change.expires_at or change.old_email != account.professional.email:
        raise LinkNotValid
    other = tx.accounts.account_of_email(change.email)
    if other is not None and other.professional.id != by.id:
        raise LinkNotValid
    try:
        entry = entry_at(office, tx, change.email, change.agency_id)
    except (RegistrationRefused, ChooseAgency):
        raise LinkNotValid from None
    if entry.agency.id != change.agency_id:
        raise LinkNotValid
    return change, entry, account
