"""Setting up an authenticator: a secret that is shown once, a code that proves it arrived, codes for a bad day."""

import secrets
from datetime import timedelta

from attrs import evolve, field, frozen

from frontdoor_portal.use_cases.models import Action, AuditEntry, NoticeKind
from frontdoor_portal.use_cases.notices import account_notice
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import CodeRefused, FactorNotFresh
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn
from frontdoor_portal.use_cases.second_factor.confirming import is_fresh
from frontdoor_portal.use_cases.second_factor.judging import WRITTEN_LENGTH, plain, wrong_code
from frontdoor_portal.use_cases.second_factor.models import CodeKind, Factor, NewSecret, OneTimeCode
from frontdoor_portal.use_cases.starting_session import NewSession, renew_session

ENROLMENT_LASTS = timedelta(minutes=15)
"""How long after a code somebody may take to confirm another authenticator."""
BACKUP_CODES = 8
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No sign that is read or heard as another: ten of these are 49 bits."""


@frozen
class Enrolled:
    """An authenticator that works. `backup_codes` are shown now and never again."""

    started: NewSession
    backup_codes: tuple[str, ...] = field(repr=False)


def written_code() -> str:
    """A code to write down or read out, like `7KQ4M-2XRTC`."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(WRITTEN_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def begin_enrolment(office: Office, who: SignedIn | Halfway, recovery_code: str = "") -> NewSecret:
    """Make a secret and show it. One in force stays so until the new one is confirmed.

    After a reset it takes the recovery code that was read out. Raises `CodeRefused` for a wrong one, and
    `FactorNotFresh` where there is a factor already and none was given within minutes: neither a password nor a session
    left open is enough to exchange it (ASVS 7.5.3).
    """
    now, person = office.now(), who.professional.id
    secret = office.second_factors.vault.make_secret(who.professional)
    with office.work.begin() as tx:
        factor = tx.factors.get(person) or Factor(person)
        if factor.is_enrolled and not is_fresh(who.session, now):
            raise FactorNotFresh
        if not needs_recovery_code(factor, who) or (
            not factor.waits(now) and _use_recovery_code(office, tx, person, recovery_code)
        ):
            tx.factors.save(evolve(factor, pending_secret=secret.sealed, pending_session=who.session.token_hash))
            return secret
    raise wrong_code(office, factor)


def needs_recovery_code(factor: Factor, who: SignedIn | Halfway) -> bool:
    """Whether this session must give the code that was read out first: after a reset, once."""
    return factor.reset_at is not None and factor.pending_session != who.session.token_hash


def _use_recovery_code(office: Office, tx: Transaction, person: str, typed: str) -> bool:
    digest = office.second_factors.vault.digest(person, plain(typed))
    return tx.factors.use_code(person, CodeKind.RECOVERY, digest, office.now())


def secret_being_set_up(office: Office, who: SignedIn | Halfway) -> NewSecret | None:
    """The secret that was begun and not confirmed, for the page that shows its faults; None where there is none."""
    with office.work.reading() as tx:
        factor = tx.factors.get(who.professional.id)
    if factor is None or not factor.pending_secret or factor.pending_session != who.session.token_hash:
        return None
    return office.second_factors.vault.reveal_secret(who.professional, factor.pending_secret)


def finish_enrolment(office: Office, who: SignedIn | Halfway, code: str) -> Enrolled:
    """Put the new secret in force, once a code shows that the authenticator has it. Raises `CodeRefused`, `Stale`."""
    now, person, vault = office.now(), who.professional.id, office.second_factors.vault
    with office.work.begin() as tx:
        factor = tx.factors.get(person)
        session = tx.accounts.session(who.session.token_hash)
        if factor is None or session is None or factor.pending_session != session.token_hash:
            raise CodeRefused
        if factor.is_enrolled and not is_fresh(session, now, within=ENROLMENT_LASTS):
            raise FactorNotFresh
        step = vault.step_of(person, factor.pending_secret, plain(code), now)
        if step is not None and not factor.waits(now):
            tx.factors.save(
                Factor(person, factor.pending_secret, last_step=step, enrolled_at=now, version=factor.version)
            )
            codes = _new_backup_codes(office, tx, person)
            tx.audit.add(AuditEntry(now, person, Action.FACTOR_SET, person))
            tx.outbox.put(account_notice(NoticeKind.FACTOR_SET, person))
            tx.accounts.end_sessions_of(person)
            return Enrolled(renew_session(tx, who.professional, session, now), codes)
    raise wrong_code(office, factor)


def renew_backup_codes(office: Office, who: SignedIn) -> tuple[str, ...]:
    """New backup codes instead of those there are. Raises `FactorNotFresh`; `CodeRefused` where there is no factor."""
    if not is_fresh(who.session, office.now()):
        raise FactorNotFresh
    with office.work.begin() as tx:
        factor = tx.factors.get(who.professional.id)
        if factor is None or not factor.is_enrolled:
            raise CodeRefused
        codes = _new_backup_codes(office, tx, who.professional.id)
        entry = AuditEntry(
            office.now(), who.professional.id, Action.FACTOR_SET, who.professional.id, detail="backup_codes"
        )
        tx.audit.add(entry)
    return codes


def backup_codes_left(office: Office, who: SignedIn) -> int:
    with office.work.reading() as tx:
        return tx.factors.codes_left(who.professional.id)


def _new_backup_codes(office: Office, tx: Transaction, person: str) -> tuple[str, ...]:
    codes = tuple(written_code() for _ in range(BACKUP_CODES))
    tx.factors.drop_codes(person, CodeKind.BACKUP)
    digests = [office.second_factors.vault.digest(person, plain(code)) for code in codes]
    tx.factors.add_codes([OneTimeCode(digest, person, CodeKind.BACKUP) for digest in digests])
    return codes
