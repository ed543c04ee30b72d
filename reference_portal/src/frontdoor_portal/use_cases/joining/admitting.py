"""Letting in those who proved an address that does not prove enough, or not: by whoever keeps their agency's people."""

from collections.abc import Collection

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.joining.addresses import domain_of, mailbox_key
from frontdoor_portal.use_cases.joining.keeping import held_account, keeps, note, require_keeper
from frontdoor_portal.use_cases.joining.models import Refusal
from frontdoor_portal.use_cases.joining.scripts import Sign, strange_signs
from frontdoor_portal.use_cases.joining.telling import tell_of_admission
from frontdoor_portal.use_cases.models import Account, Action, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import account_notice, address_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotVisible


@frozen
class Waiting:
    """Somebody who waits, and what to look at twice: signs of another script, a shared domain, one's own surname."""

    account: Account
    signs: tuple[Sign, ...]
    on_shared_domain: bool
    named_lead: bool
    same_surname: bool


def people_waiting(office: Office, by: Professional) -> tuple[Waiting, ...]:
    """Everybody whom this person may let in, who waited longest first. Raises `NotPermitted`."""
    require_keeper(by)
    with office.work.begin() as tx:
        note(office, tx, by.id, Action.LISTED_PEOPLE, by.agency.id, "waiting")
        waiting = tx.joining.with_standing(Standing.WAITING)
        return tuple(
            _looked_at(each, by)
            for each in waiting
            if each.professional.id != by.id and keeps(tx, by, each.professional.agency)
        )


def admit(office: Office, by: Professional, people: Collection[str]) -> int:
    """Let these people in; how many were not decided before. Nobody lets themselves in. Raises `NotVisible`."""
    with office.work.begin() as tx:
        return sum(_admit(office, tx, by, each) for each in _in_order(people))


def refuse(office: Office, by: Professional, people: Collection[str], why: Refusal) -> int:
    """Do not let these people in; their accounts go, and they are told by email without a word of why.

    Whoever moved from another agency keeps their account, closed: it holds what they did there. Raises `NotVisible`.
    """
    with office.work.begin() as tx:
        return sum(_refuse(office, tx, by, each, why) for each in _in_order(people))


def _in_order(people: Collection[str]) -> list[str]:
    """One order for everybody: two leads who decide of the same people must not each wait for the other."""
    return sorted(set(people))


def _admit(office: Office, tx: Transaction, by: Professional, professional_id: str) -> bool:
    account = _waiting(tx, by, professional_id)
    if account is None:
        return False
    person, now = account.professional, office.now()
    if _is_named_lead(person):
        person = evolve(person, roles=person.roles | {Role.AGENCY_LEAD})
        tx.joining.save_person(person)
    tx.joining.set_standing(person.id, Standing.ACTIVE)
    tx.joining.certify(person.id, now)
    detail = ",".join([person.agency.id, *(["same_surname"] if _same_surname(person, by) else [])])
    note(office, tx, by.id, Action.ADMITTED, person.id, detail)
    tx.outbox.put(account_notice(NoticeKind.ADMITTED, person.id))
    tell_of_admission(office, tx, person, by.id)
    return True


def _refuse(office: Office, tx: Transaction, by: Professional, professional_id: str, why: Refusal) -> bool:
    account = _waiting(tx, by, professional_id)
    if account is None:
        return False
    note(office, tx, by.id, Action.NOT_ADMITTED, professional_id, f"{account.professional.agency.id},{why.value}")
    if account.signed_in_at is None:
        tx.joining.remove_account(professional_id)
    else:
        tx.joining.set_standing(professional_id, Standing.LEFT)
    tx.outbox.put(address_notice(NoticeKind.NOT_ADMITTED, account.professional.email, "/help"))
    return True


def _waiting(tx: Transaction, by: Professional, professional_id: str) -> Account | None:
    try:
        account = held_account(tx, by, professional_id)
    except NotVisible:
        # Refused a moment ago by another lead, who has seen to it; of anybody else's people nothing is told either.
        if tx.accounts.account(professional_id) is None:
            return None
        raise
    return account if account.standing is Standing.WAITING else None


def _looked_at(account: Account, by: Professional) -> Waiting:
    person = account.professional
    return Waiting(
        account,
        strange_signs(person.name),
        domain_of(person.email) in person.agency.shared_domains,
        _is_named_lead(person),
        _same_surname(person, by),
    )


def _is_named_lead(person: Professional) -> bool:
    named = person.agency.lead_email
    return bool(named) and mailbox_key(named) == mailbox_key(person.email)


def _same_surname(person: Professional, by: Professional) -> bool:
    """A relative perhaps: shown, and noted in the audit where it goes on."""
    return person.name.split()[-1:] != [] and person.name.split()[-1].casefold() == by.name.split()[-1].casefold()
