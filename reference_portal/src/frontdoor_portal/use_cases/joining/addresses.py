"""Email addresses as policy: which text is one, which mailbox it leads to, and what it proves about its owner.

Pure: nothing here asks a network or a database. What is compared, stored and written to is one and the same text.
"""

import re

import idna
from attrs import frozen
from email_validator import EmailNotValidError, validate_email
from publicsuffixlist import PublicSuffixList

from frontdoor.domain.agency import Admission, Agency, AgencyKind
from frontdoor_portal.use_cases.refusals import RegistrationRefused

FORMAT = "Enter an email address in the correct format, like name@example.org"
WITHOUT_PLUS = "Enter your email address without the part after the plus sign"
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9._'-]+")
LONGEST = 254
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?")

_NAMES = """
accounts admin administration administrator appointments bookings bursar contact enquiries enquiry finance
head headteacher hello help helpdesk hr info information it mail manager no-reply noreply office postmaster
practice reception recruitment root safeguarding school secretary security senco support surgery team
webmaster
"""
SHARED_MAILBOXES = frozenset(_NAMES.split())
"""Names before the @ that several people read: an account is one person's."""

_A_PUPIL = re.compile(r"[a-z]{0,2}[0-9]{4,}|[0-9]{2}[a-z][a-z.]*")
"""Pupils have addresses on their school's domain; these are the two usual patterns, `s12345` and `19jsmith`."""

_USED_BY_MANY = """
nhs.net nhs.uk police.uk pnn.police.uk cjsm.net gov.uk sch.uk ac.uk
aol.com btinternet.com gmail.com googlemail.com gmx.com hotmail.co.uk hotmail.com icloud.com live.co.uk live.com me.com
msn.com outlook.com proton.me protonmail.com sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com
"""
USED_BY_MANY = frozenset(_USED_BY_MANY.split())
"""Domains on which many employers' people, or anybody at all, have addresses: no one agency's own."""

_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
"""Where dots before the @ are not read, and two domains are one. At other domains `a.b` and `ab` are two people."""

_SUFFIXES = PublicSuffixList()


class NotAnAddress(ValueError):
    """The message can stand beside the field; it never repeats what was typed."""


class NotADomain(ValueError):
    """A domain that no agency may have, or not in this way. The message names it and says why."""


def read_address(typed: str) -> str:
    """The address in ASCII, its domain in lower case by UTS 46. Raises `NotAnAddress`.

    Refused, although mail systems may know them: quoted and internationalised names, comments, display names, IP
    addresses for a domain, and anything invisible or lookalike that mapping would quietly turn into another domain.
    A domain in another script stays what it is, in its ASCII form, and so equals no approved one.
    """
    text = typed.strip(" ")
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST or "+" in local:
        raise NotAnAddress(WITHOUT_PLUS if "+" in local else FORMAT)
    if not PLAIN_LOCAL.fullmatch(local):
        raise NotAnAddress(FORMAT)
    try:
        if idna.uts46_remap(domain) != domain.lower():
            raise NotAnAddress(FORMAT)
        read = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except (idna.IDNAError, EmailNotValidError):
        raise NotAnAddress(FORMAT) from None
    return f"{read.local_part}@{read.ascii_domain}"


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def mailbox_key(email: str) -> str:
    """The mailbox that an address leads to: two addresses of one mailbox have the same, so it has one account."""
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GOOGLE:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def check_domain(domain: str, *, shared: bool) -> None:
    """Raise `NotADomain` unless an agency may list it: as its own, or as one that it shares with others."""
    if not _DOMAIN.fullmatch(domain) or len(domain) > LONGEST:
        raise NotADomain(f"{domain}: write the domain alone, in lower case, like school.example")
    if not shared and (domain in USED_BY_MANY or _is_a_suffix(domain)):
        raise NotADomain(f"{domain}: many employers use this domain, so an agency can list it as shared only")


def _is_a_suffix(domain: str) -> bool:
    """Whether others register names below it (`sch.uk`, `severnshire.sch.uk`): it is no one organisation's."""
    return _SUFFIXES.privatesuffix(domain) is None


def check_pattern(pattern: str) -> None:
    """Raise `ValueError` unless a pattern of refused addresses can be used."""
    if not re.fullmatch(r"[a-z0-9._'#?*-]{1,64}", pattern) or not re.sub(r"[?*]", "", pattern):
        raise ValueError(
            f"{pattern}: write the part before the @ in lower case, with # for a digit, ? for any one sign and * for "
            "any number of them, like s#####"
        )


def matches(pattern: str, local: str) -> bool:
    """Whether the part before the @ is like a pattern: `#` is a digit, `?` any one sign, `*` any number of signs.

    In time proportional to the product of both lengths, whatever the pattern is.
    """
    at, place, star, mark = 0, 0, -1, 0
    while place < len(local):
        wanted = pattern[at] if at < len(pattern) else ""
        if wanted == "*":
            star, mark = at, place
            at += 1
        elif wanted in ("?", local[place]) or (wanted == "#" and local[place] in "0123456789"):
            at, place = at + 1, place + 1
        elif star >= 0:
            mark += 1
            at, place = star + 1, mark
        else:
            return False
    return pattern[at:].strip("*") == ""


@frozen
class Entry:
    """What a proved address opens at an agency: the account `at_once`, or a place among those who wait."""

    agency: Agency
    at_once: bool
    is_lead: bool = False


def entry_of(email: str, agency: Agency) -> Entry:
    """What an address proves to an agency. Raises `RegistrationRefused`; asks nothing of who has an account."""
    local, _, domain = email.lower().rpartition("@")
    is_own = domain in agency.email_domains
    if not is_own and domain not in agency.shared_domains:
        raise RegistrationRefused(RegistrationRefused.DOMAIN)
    many_read_it = local in SHARED_MAILBOXES
    if many_read_it and not agency.takes_shared_mailboxes:
        raise RegistrationRefused(RegistrationRefused.SHARED)
    of_a_pupil = agency.kind is AgencyKind.SCHOOL and _A_PUPIL.fullmatch(local)
    if of_a_pupil or any(matches(pattern, local) for pattern in agency.refused_addresses):
        raise RegistrationRefused(RegistrationRefused.PUPIL)
    is_lead = bool(agency.lead_email) and mailbox_key(agency.lead_email) == mailbox_key(email)
    # Whoever was named to lead it is why somebody can be let in at all; on a shared domain they wait too.
    at_once = is_own and not many_read_it and (is_lead or agency.admission is Admission.AT_ONCE)
    return Entry(agency, at_once, is_lead)
