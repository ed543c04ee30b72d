"""Whether a code is right: each once, and none for a while after several wrong ones."""

from attrs import evolve

from frontdoor_portal.use_cases.models import Action, AuditEntry
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import CodeRefused, Stale
from frontdoor_portal.use_cases.second_factor.models import CodeKind, Factor
from frontdoor_portal.use_cases.sign_in import wait_after

WRITTEN_LENGTH = 10
"""Signs of a backup or recovery code; an authenticator's has six digits."""


def plain(code: str) -> str:
    """A code as it is compared: without the spaces and hyphens people put in, in capital letters."""
    return "".join(letter for letter in code if letter not in " -\u2010\u2011").upper()


def judge_code(office: Office, professional_id: str, code: str) -> None:
    """Use up an authenticator's code or a backup code. Raises `CodeRefused`, which is counted and audited.

    A try while the account waits does not count, as with passwords: whoever keeps trying does not keep its owner out.
    Of two tries at once one is refused unseen, so that guesses cannot be made side by side.
    """
    typed = plain(code)
    now = office.now()
    try:
        with office.work.begin() as tx:
            factor = tx.factors.get(professional_id)
            usable = factor is not None and factor.is_enrolled and not factor.waits(now)
            if factor is not None and usable and _accept(office, tx, factor, typed):
                return
    except Stale:
        raise code_refused(office, professional_id, "meanwhile") from None
    if factor is None or not factor.is_enrolled:
        raise code_refused(office, professional_id, "none_set_up")
    raise wrong_code(office, factor)


def _accept(office: Office, tx: Transaction, factor: Factor, typed: str) -> bool:
    now, person, vault = office.now(), factor.professional_id, office.second_factors.vault
    right = evolve(factor, failures=0, locked_until=None)
    if len(typed) == WRITTEN_LENGTH:
        if not tx.factors.use_code(person, CodeKind.BACKUP, vault.digest(person, typed), now):
            return False
        tx.factors.save(right)
        return True
    step = vault.step_of(person, factor.sealed_secret, typed, now)
    if step is None or step <= factor.last_step:
        return False
    tx.factors.save(evolve(right, last_step=step))
    return True


def wrong_code(office: Office, factor: Factor) -> CodeRefused:
    """Count one more wrong code against the state in which it was judged; answers with what to raise."""
    now = office.now()
    if factor.waits(now):
        return code_refused(office, factor.professional_id, "waiting")
    failures = factor.failures + 1
    wait = wait_after(failures)
    try:
        with office.work.begin() as tx:
            tx.factors.save(evolve(factor, failures=failures, locked_until=now + wait if wait else None))
    except Stale:
        return code_refused(office, factor.professional_id, "meanwhile")
    return code_refused(office, factor.professional_id, "wrong_code")


def code_refused(office: Office, professional_id: str, why: str) -> CodeRefused:
    """Write down why; answers with what to raise, which does not say it."""
    with office.work.begin() as tx:
        entry = AuditEntry(office.now(), professional_id, Action.FACTOR_REFUSED, professional_id, detail=why)
        tx.audit.add(entry)
    return CodeRefused()
