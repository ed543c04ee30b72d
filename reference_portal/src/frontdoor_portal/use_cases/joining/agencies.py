"""Agencies as administrators keep them: what lets more people in takes two of them, what lets fewer in takes one."""

import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import evolve, fields, frozen

from frontdoor.domain.agency import Admission, Agency, AgencyKind, Professional, Role
from frontdoor_portal.use_cases.joining.addresses import (
    NotAnAddress,
    check_domain,
    check_pattern,
    entry_of,
    read_address,
)
from frontdoor_portal.use_cases.joining.dropping import may_still_propose
from frontdoor_portal.use_cases.joining.keeping import note
from frontdoor_portal.use_cases.joining.models import LEADABLE, Marks, Proposal
from frontdoor_portal.use_cases.joining.people import change_roles
from frontdoor_portal.use_cases.models import Action, AuditEntry, NoticeKind, Standing
from frontdoor_portal.use_cases.notices import keepers_notice
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible, RegistrationRefused, Stale

AGENCIES_PATH = "/agencies"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 60
LONGEST_NAME = 150


class AgencyFault(ValueError):
    """An agency that cannot be as somebody wants it. `faults` are (field, sentence), every one of them."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(text for _, text in faults))
        self.faults = tuple(faults)


class ProposalNotSound(ValueError):
    """It was decided already, the agency or who proposed it has changed since, or a domain is another's by now."""


@frozen
class Line:
    """One agency of the list."""

    agency: Agency
    marks: Marks
    people: int
    leads: int
    overdue: int
    """People of whom nobody said in time that they are still here."""
    domains_due: bool


def list_agencies(office: Office, by: Professional) -> tuple[Line, ...]:
    """Every agency, by name, with what is overdue. Raises `NotPermitted`."""
    require_administrator(by)
    now, lines = office.now(), []
    with office.work.reading() as tx:
        for agency in tx.accounts.agencies():
            accounts = tx.joining.people_of(agency.id)
            people = [each for each in accounts if each.standing is Standing.ACTIVE]
            late = now - timedelta(days=office.joining.confirm_days)
            overdue = sum(each.certified_at is not None and each.certified_at <= late for each in people)
            overdue += sum(each.standing is Standing.SUSPENDED for each in accounts)
            leads = sum(each.professional.has_role(Role.AGENCY_LEAD) for each in people)
            marks = tx.joining.marks(agency.id)
            lines.append(Line(agency, marks, len(people), leads, overdue, _domains_due(office, marks, now)))
    return tuple(lines)


def one_agency(office: Office, by: Professional, agency_id: str) -> tuple[Agency, Marks]:
    """Raises `NotPermitted` and `NotVisible`."""
    require_administrator(by)
    with office.work.reading() as tx:
        return _agency(tx, agency_id), tx.joining.marks(agency_id)


def waiting_proposals(office: Office, by: Professional) -> tuple[Proposal, ...]:
    require_administrator(by)
    with office.work.reading() as tx:
        return tx.joining.proposals()


def propose_agency(office: Office, by: Professional, wanted: Agency, why: str) -> Proposal | None:
    """Ask for a new agency, or for a change of one; None where the change was made at once, since it lets in fewer.

    The other administrators are told. Raises `AgencyFault`, `NotPermitted`.
    """
    require_administrator(by)
    with office.work.begin() as tx:
        seen = tx.joining.agency(wanted.id)
        if faults := [*faults_of(wanted), *conflicts(tx, wanted)]:
            raise AgencyFault(faults)
        if any(each.wanted.id == wanted.id for each in tx.joining.proposals()):
            raise AgencyFault([("agency_id", "Another change of this agency waits for approval")])
        if seen == wanted:
            raise AgencyFault([("name", "Nothing would change")])
        if seen is not None and not lets_in_more(seen, wanted):
            apply(office, tx, wanted, by.id)
            return None
        proposal = Proposal("AP-" + secrets.token_hex(6).upper(), wanted, seen, why, by.id, by.name, office.now())
        tx.joining.add_proposal(proposal)
        note(office, tx, by.id, Action.AGENCY_PROPOSED, wanted.id, proposal.id)
        for other in tx.reviews.people_with_role(Role.ADMINISTRATOR):
            if other != by.id:
                notice = keepers_notice(NoticeKind.AGENCY_TO_APPROVE, other, proposal.id, f"{AGENCIES_PATH}/proposals")
                tx.outbox.put(notice)
    return proposal


def approve_agency(office: Office, by: Professional, proposal_id: str) -> Agency:
    """Say yes to what another administrator proposed. Raises `NotPermitted` for one's own, and `ProposalNotSound`."""
    try:
        with office.work.begin() as tx:
            proposal = _open(tx, by, proposal_id)
            if proposal.proposed_by == by.id:
                raise NotPermitted("An agency takes two administrators")
            if not may_still_propose(tx, proposal.proposed_by):
                raise ProposalNotSound("Whoever proposed it is no longer an administrator here")
            if tx.joining.agency(proposal.wanted.id) != proposal.seen or conflicts(tx, proposal.wanted):
                raise ProposalNotSound("The agency, or one of its domains, has changed since")
            if not tx.joining.decide_proposal(proposal_id, by.id, office.now(), approved=True):
                raise ProposalNotSound("Somebody decided it already")
            apply(office, tx, proposal.wanted, by.id)
            return proposal.wanted
    except Stale:
        raise ProposalNotSound("One of its domains is another agency’s by now") from None


def refuse_agency(office: Office, by: Professional, proposal_id: str) -> None:
    """Say no, or take back one's own. Raises `ProposalNotSound`."""
    with office.work.begin() as tx:
        proposal = _open(tx, by, proposal_id)
        if not tx.joining.decide_proposal(proposal_id, by.id, office.now(), approved=False):
            raise ProposalNotSound("Somebody decided it already")
        note(office, tx, by.id, Action.AGENCY_NOT_APPROVED, proposal.wanted.id, proposal_id)


def check_domains(office: Office, by: Professional, agency_id: str) -> None:
    """Somebody asked the agency, and its domains are still its own: one that lapsed can be bought by anybody."""
    require_administrator(by)
    with office.work.begin() as tx:
        agency = _agency(tx, agency_id)
        tx.joining.save_marks(agency_id, evolve(tx.joining.marks(agency_id), domains_checked_at=office.now()))
        note(office, tx, by.id, Action.DOMAINS_CHECKED, agency.id)


def apply(office: Office, tx: Transaction, wanted: Agency, by: str) -> None:
    """Store an agency as it is to be. Whoever it newly names to lead it and has an account there leads it from now on.

    One named before who was told to lead no more does not lead again because a domain changed.
    """
    before = tx.joining.agency(wanted.id)
    tx.joining.save_agency(wanted)
    marks = tx.joining.marks(wanted.id)
    added = before is None or wanted.email_domains - before.email_domains
    if added:
        tx.joining.save_marks(wanted.id, evolve(marks, domains_checked_at=office.now()))
    domains = ",".join(sorted(wanted.email_domains | wanted.shared_domains))
    action = Action.AGENCY_ADDED if before is None else Action.AGENCY_CHANGED
    tx.audit.add(AuditEntry(office.now(), by, action, wanted.id, detail=domains))
    is_named_now = wanted.lead_email and (before is None or before.lead_email != wanted.lead_email)
    named = tx.accounts.account_of_email(wanted.lead_email) if is_named_now else None
    account = tx.accounts.hold(named.professional.id) if named else None
    if account is None or account.disabled or account.professional.agency.id != wanted.id:
        return
    person = account.professional
    if person.roles <= LEADABLE and not person.has_role(Role.AGENCY_LEAD) and person.id != by:
        change_roles(office, tx, by, person, LEADABLE)


def lets_in_more(before: Agency, after: Agency) -> bool:
    """Whether a change could open the portal to anybody to whom it was not open, make somebody a lead, or let an agency
    pass as another: officers read its name as the sender's.
    """
    return (
        not after.email_domains <= before.email_domains
        or not after.shared_domains <= before.shared_domains
        or (after.admission is Admission.AT_ONCE and before.admission is not Admission.AT_ONCE)
        or not set(before.refused_addresses) <= set(after.refused_addresses)
        or (after.takes_shared_mailboxes and not before.takes_shared_mailboxes)
        or after.kind is not before.kind
        or after.name != before.name
        or after.lead_email not in ("", before.lead_email)
    )


def faults_of(agency: Agency) -> list[tuple[str, str]]:
    """What is wrong with an agency by itself, as (field, sentence)."""
    faults = []
    if not _ID.fullmatch(agency.id) or len(agency.id) > LONGEST_ID:
        faults.append(("agency_id", "Enter a short code of lower-case letters, digits and hyphens, like st-wulstan"))
    if not agency.name.strip() or len(agency.name) > LONGEST_NAME or not agency.name.isprintable():
        faults.append(("name", f"Enter the agency’s name, in {LONGEST_NAME} characters or fewer"))
    if not agency.email_domains | agency.shared_domains:
        faults.append(("email_domains", "Enter at least one email domain, of its own or shared"))
    for field, domains, shared in (
        ("email_domains", agency.email_domains, False),
        ("shared_domains", agency.shared_domains, True),
    ):
        faults += [(field, text) for domain in sorted(domains) if (text := _said(check_domain, domain, shared=shared))]
    if both := sorted(agency.email_domains & agency.shared_domains):
        faults.append(("shared_domains", f"{', '.join(both)}: a domain is its own or shared, not both"))
    patterns = [text for each in agency.refused_addresses if (text := _said(check_pattern, each))]
    faults += [("refused_addresses", text) for text in patterns]
    if agency.kind is AgencyKind.COUNCIL and agency.takes_shared_mailboxes:
        faults.append(("takes_shared_mailboxes", "Nobody of the council has an account that several people use"))
    if agency.lead_email and not patterns:
        faults += _faults_of_lead(agency)
    return faults


def conflicts(tx: Transaction, agency: Agency) -> list[tuple[str, str]]:
    """What is wrong with an agency beside the others: a domain is one agency's own, or shared, and never both."""
    faults = []
    for domain in sorted(agency.email_domains | agency.shared_domains):
        owner = tx.accounts.agency_of_domain(domain)
        if owner is not None and owner.id != agency.id:
            faults.append(("email_domains", f"{domain}: another agency has this domain ({owner.name})"))
    for domain in sorted(agency.email_domains):
        others = [each for each in tx.joining.agencies_sharing(domain) if each.id != agency.id]
        faults += [("email_domains", f"{domain}: {each.name} lists this domain as shared") for each in others[:1]]
    return faults


def changes_between(before: Agency | None, after: Agency) -> tuple[tuple[str, str, str], ...]:
    """What a change does, as (field, before, after) in text."""
    names = [each.name for each in fields(Agency)]
    pairs = ((name, _shown(getattr(before, name)) if before else "", _shown(getattr(after, name))) for name in names)
    return tuple(each for each in pairs if each[1] != each[2])


def require_administrator(by: Professional) -> None:
    if not may(by, Permission.KEEP_AGENCIES):
        raise NotPermitted(Permission.KEEP_AGENCIES)


def _open(tx: Transaction, by: Professional, proposal_id: str) -> Proposal:
    require_administrator(by)
    for each in tx.joining.proposals():
        if each.id == proposal_id:
            return each
    raise ProposalNotSound("Somebody decided it already")


def _agency(tx: Transaction, agency_id: str) -> Agency:
    agency = tx.joining.agency(agency_id)
    if agency is None:
        raise NotVisible("No such agency")
    return agency


def _domains_due(office: Office, marks: Marks, now: datetime) -> bool:
    checked = marks.domains_checked_at
    return checked is None or checked <= now - timedelta(days=office.joining.domain_days)


def _faults_of_lead(agency: Agency) -> list[tuple[str, str]]:
    try:
        if read_address(agency.lead_email) == agency.lead_email:
            entry_of(agency.lead_email, agency)
            return []
    except NotAnAddress:
        pass
    except RegistrationRefused:
        return [("lead_email", "The lead’s address must be one that the agency takes, on one of its domains")]
    return [("lead_email", "Enter the lead’s email address in the correct format, its domain in lower case")]


def _said(check: Callable[..., None], *args: str, **named: bool) -> str:
    try:
        check(*args, **named)
    except ValueError as problem:
        return str(problem)
    return ""


def _shown(value: object) -> str:
    if isinstance(value, frozenset | tuple):
        return " ".join(sorted(str(each) for each in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
