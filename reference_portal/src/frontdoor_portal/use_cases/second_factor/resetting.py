"""Taking away a second factor that was lost, for somebody whom one can recognise by voice or face.

Whoever resets reads out a recovery code: with it and their password the person sets up another authenticator. The code
is never sent, and lasts ten minutes (ASVS 6.5.5).
"""

from datetime import timedelta

from attrs import evolve

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.models import Action, AuditEntry, NoticeKind
from frontdoor_portal.use_cases.notices import account_notice
from frontdoor_portal.use_cases.onboarding import OPERATOR, NobodyOfThatAddress
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.second_factor.enrolling import written_code
from frontdoor_portal.use_cases.second_factor.judging import plain
from frontdoor_portal.use_cases.second_factor.models import CodeKind, Factor, Helped, KnownBy, OneTimeCode
from frontdoor_portal.use_cases.seeing import audit

RECOVERY_LASTS = timedelta(minutes=10)
LOST = "They lost their authenticator app"
"""Why, in the audit, beside the code of how they were known: no words of anybody's own, which would stay for ever."""
CHOICES = frozenset(KnownBy) - {KnownBy.AT_THE_SERVER}

_BY_THEIR_LEAD = frozenset({Role.PROFESSIONAL, Role.SOCIAL_WORKER})
"""Whoever may do more than these is helped by the council: a lead could otherwise open an account above their own."""
_COUNCIL_ROLES = frozenset({Role.TEAM_MANAGER, Role.ADMINISTRATOR})


class NotSaidHow(ValueError):
    """A reset says how the person is known. The message can stand beside the field."""


def may_reset(by: Professional, whom: Professional) -> bool:
    """Whether one person may take away the second factor of another.

    An agency's lead may for their own agency's people; a team manager or administrator for leads, for the team, and for
    everybody of their own agency. Nobody may for themselves: an open screen must not be enough.
    """
    if by.id == whom.id or not may(by, Permission.RESET_FACTORS):
        return False
    own, by_lead = by.agency.id == whom.agency.id, whom.roles <= _BY_THEIR_LEAD
    if helps_other_agencies(by):
        return own or not by_lead
    return own and by_lead


def helps_other_agencies(by: Professional) -> bool:
    """Whether somebody helps leads and partners of other agencies as well, whom they look up by address."""
    return bool(by.roles & _COUNCIL_ROLES)


def people_to_help(office: Office, by: Professional) -> tuple[Helped, ...]:
    """Everybody of one's own agency whose factor one may reset, by name. Raises `NotPermitted`."""
    if not may(by, Permission.RESET_FACTORS):
        raise NotPermitted("Needs reset_factors")
    with office.work.begin() as tx:
        audit(office, tx, by, Action.LISTED_SIGN_INS, by.agency.id)
        people = tx.factors.people_of(by.agency.id)
    return tuple(each for each in people if may_reset(by, each.professional))


def person_to_help(office: Office, by: Professional, professional_id: str) -> Helped:
    """One of them. Raises `NotVisible` alike for nobody and for somebody whose factor is not theirs to reset."""
    with office.work.reading() as tx:
        return _helped(tx, by, professional_id)


def find_person_to_help(office: Office, by: Professional, email: str) -> Helped:
    """Somebody of any agency by their whole address, for the council. Raises `NotVisible`."""
    with office.work.reading() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NotVisible("No such person")
        return _helped(tx, by, account.professional.id)


def reset_factor(office: Office, by: Professional, professional_id: str, known_by: str) -> str:
    """Take a person's second factor away, end their sign-ins, and answer with the code to read out to them.

    Their authenticator, backup codes and any earlier recovery code are worth nothing from then on. Raises `NotVisible`,
    and `NotSaidHow` where `known_by` is none of `CHOICES`.
    """
    if known_by not in CHOICES:
        raise NotSaidHow("Select how you know that it is them")
    with office.work.begin() as tx:
        person = _helped(tx, by, professional_id).professional
        return _reset(office, tx, by.id, person, KnownBy(known_by))


def reset_factor_as_operator(office: Office, email: str) -> str:
    """The same from the server's command line, as when nobody is left who may. Raises `NobodyOfThatAddress`."""
    with office.work.begin() as tx:
        account = tx.accounts.account_of_email(email)
        if account is None:
            raise NobodyOfThatAddress("No registered account has this email address")
        return _reset(office, tx, OPERATOR, account.professional, KnownBy.AT_THE_SERVER)


def _helped(tx: Transaction, by: Professional, professional_id: str) -> Helped:
    account = tx.accounts.account(professional_id)
    if account is None or not may_reset(by, account.professional):
        raise NotVisible("No such person")
    factor = tx.factors.get(professional_id) or Factor(professional_id)
    return Helped(account.professional, account.disabled, factor.enrolled_at, factor.reset_at)


def _reset(office: Office, tx: Transaction, actor_id: str, person: Professional, known_by: KnownBy) -> str:
    now, code = office.now(), written_code()
    digest = office.second_factors.vault.digest(person.id, plain(code))
    factor = tx.factors.get(person.id) or Factor(person.id)
    # Wrong codes that came before stay counted: a reset must not give whoever guesses a fresh start.
    taken = evolve(factor, sealed_secret="", pending_secret="", pending_session="", enrolled_at=None, reset_at=now)
    tx.factors.save(taken)
    for kind in CodeKind:
        tx.factors.drop_codes(person.id, kind)
    tx.factors.add_codes([OneTimeCode(digest, person.id, CodeKind.RECOVERY, now + RECOVERY_LASTS)])
    tx.accounts.end_sessions_of(person.id)
    tx.audit.add(AuditEntry(now, actor_id, Action.FACTOR_RESET, person.id, LOST, known_by.value))
    tx.outbox.put(account_notice(NoticeKind.FACTOR_RESET, person.id))
    return code
