"""What somebody says of themselves when they ask for an account, checked field by field."""

import re
import unicodedata
from collections.abc import Mapping

from frontdoor_portal.use_cases.joining.addresses import NotAnAddress, read_address
from frontdoor_portal.use_cases.register import Application
from frontdoor_portal.web.faults import Fault

LONGEST = 100
_PHONE_MARKS = re.compile(r"[0-9 ()+./-]+(?: ?(?:ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)


def read_application(typed: Mapping[str, str], agency_id: str = "") -> Application | list[Fault]:
    """The application, or every fault of it in the order of the fields."""
    tidy = {name: " ".join(text.split()) for name, text in typed.items()}
    found = {
        "name": fault_of_text(tidy["name"], "your full name", "Full name"),
        "email": fault_of_address(typed["email"]),
        "job_title": fault_of_text(tidy["job_title"], "your job title", "Job title"),
        "phone": fault_of_phone(tidy["phone"]),
    }
    if faults := [Fault(name, text) for name, text in found.items() if text]:
        return faults
    return Application(tidy["name"], read_address(typed["email"]), tidy["job_title"], tidy["phone"], agency_id)


def fault_of_text(text: str, what: str, label: str) -> str:
    return fault_of_lines(text, label) if text else f"Enter {what}"


def fault_of_lines(text: str, label: str, longest: int = LONGEST) -> str:
    """The same for what may be left out, and may have several lines."""
    if len(text) > longest:
        return f"{label} must be {longest} characters or fewer"
    text = text.replace("\n", " ")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for letter in text):
        return f"{label} must not include invisible characters"
    return ""


def fault_of_address(typed: str) -> str:
    if not typed.strip():
        return "Enter your work email address"
    try:
        read_address(typed)
    except NotAnAddress as wrong:
        return str(wrong)
    return ""


def fault_of_phone(text: str) -> str:
    if not text:
        return "Enter your work phone number"
    digits = sum(letter.isdigit() for letter in text)
    if not _PHONE_MARKS.fullmatch(text) or not 10 <= digits <= 20:
        return "Enter a phone number, like 01632 960 001 or 07700 900 982"
    return ""
