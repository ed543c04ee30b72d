"""Reading an email address so strictly that what is compared, stored and written to is one and the same."""

import re

import idna
from email_validator import EmailNotValidError, validate_email

FORMAT = "Enter an email address in the correct format, like name@example.org"
PLAIN_LOCAL = re.compile(r"[A-Za-z0-9._'-]+")
LONGEST = 254


class NotAnAddress(ValueError):
    """The message can stand beside the field; it never repeats what was typed."""


def read_address(typed: str) -> str:
    """The address in ASCII, its domain in lower case by UTS 46. Raises `NotAnAddress`.

    Refused, although mail systems may know them: quoted and internationalised names, comments, display names, IP
    addresses for a domain, and anything invisible or lookalike that mapping would quietly turn into another domain.
    A domain in another script stays what it is, in its ASCII form, and so equals no approved one.
    """
    text = typed.strip(" ")
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST or "+" in local:
        raise NotAnAddress("Enter your email address without the part after the plus sign" if "+" in local else FORMAT)
    if not PLAIN_LOCAL.fullmatch(local):
        raise NotAnAddress(FORMAT)
    try:
        if idna.uts46_remap(domain) != domain.lower():
            raise NotAnAddress(FORMAT)
        read = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except (idna.IDNAError, EmailNotValidError):
        raise NotAnAddress(FORMAT) from None
    return f"{read.local_part}@{read.ascii_domain}"
