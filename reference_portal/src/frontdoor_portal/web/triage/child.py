"""Whom a contact is about, as the top of a page says it: only for readers who may see the whole contact."""

from datetime import datetime

from frontdoor.domain.contact import Contact
from frontdoor.domain.people import BirthDate, BirthDateKind, Child, Sex
from frontdoor.workflow.deadlines import LONDON
from frontdoor_portal.web.display import day

SEX = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.UNKNOWN: ""}


def about_name(contact: Contact) -> str:
    """Whom a contact is about, child or adult."""
    return child_name(contact.child) if contact.adult is None else str(contact.adult.name) or "Name not known"


def about_facts(contact: Contact, now: datetime) -> tuple[tuple[str, str], ...]:
    """What tells whom a contact is about from others."""
    adult = contact.adult
    if adult is None:
        of_several = contact.submission.child_of_several.capitalize()
        return (("In this form", of_several), *child_facts(contact.child, now))
    born = birth_in_words(BirthDate(adult.birth_date), now) if adult.birth_date else adult.age_text
    return (("Adult born", born), ("Address", str(adult.address)), ("How to reach them safely", adult.safe_contact))


def child_name(child: Child) -> str:
    return str(child.name) or ("Unborn child" if child.is_unborn else "Name not known")


def child_facts(child: Child, now: datetime) -> tuple[tuple[str, str], ...]:
    """What tells this child from another, as pairs of a name and a value; a value may be empty."""
    return (
        ("Expected" if child.is_unborn else "Born", birth_in_words(child.birth_date, now) or child.birth_date_text),
        ("Sex", SEX[child.sex]),
        ("Address", str(child.address)),
        ("Other names", child.other_names),
        ("NHS number", str(child.nhs_number or "")),
        ("UPN", str(child.upn or "")),
        ("School", child.school),
    )


def birth_in_words(birth_date: BirthDate | None, now: datetime) -> str:
    """`4 June 2015, aged 11`; how far the date can be trusted is said where it cannot be."""
    if birth_date is None:
        return ""
    words = day(birth_date.on)
    if birth_date.kind is BirthDateKind.ESTIMATED:
        words = f"about {words}"
    age = birth_date.age_on(now.astimezone(LONDON).date())
    return words if age is None else f"{words}, aged {age or 'under 1'}"
