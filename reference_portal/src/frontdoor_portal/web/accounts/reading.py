"""What somebody says of themselves when they ask for an account, checked field by field."""

import re
import unicodedata
from collections.abc import Mapping

from frontdoor_portal.use_cases.register import Application
from frontdoor_portal.web.accounts.addresses import NotAnAddress, read_address
from frontdoor_portal.web.faults import Fault

LONGEST = 100
_PHONE_MARKS = re.compile(r"[0-9 ()+./-]+(?: ?(?:ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)


def read_application(typed: Mapping[str, str]) -> Application | list[Fault]:
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
    return Application(tidy["name"], read_address(typed["email"]), tidy["job_title"], tidy["phone"])


def fault_of_text(text: str, what: str, label: str) -> str:
    if not text:
        return f"Enter {what}"
    if len(text) > LONGEST:
        return f"{label} must be {LONGEST} characters or fewer"
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
