"""Whom to ask at each school: a TOML file that the council keeps, because a transfer file names no staff.

[[contacts]]
school = "8859901"     # local authority and establishment number
name = "Judith Amory"
role = "Designated safeguarding lead"
phone = "01632 960201"
email = "dsl@larkmead.example"
confirmed_on = 2026-09-07
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from frontdoor.connectors.pupils import KeyContact
from frontdoor.conversion import DataFaults, structure


@frozen
class _Contact:
    school: str
    name: str
    role: str
    phone: str = ""
    email: str = ""
    confirmed_on: date | None = None


@frozen
class _File:
    contacts: tuple[_Contact, ...] = ()


def read_contacts(path: Path) -> Mapping[str, tuple[KeyContact, ...]]:
    """The contacts of each school by its seven digits, read again when the file changed; raises `DataFaults`."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DataFaults([f"the contacts file cannot be read: {type(problem).__name__}"]) from None


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Mapping[str, tuple[KeyContact, ...]]:
    by_school: dict[str, tuple[KeyContact, ...]] = {}
    for each in structure(tomllib.loads(path.read_text(encoding="utf-8")), _File).contacts:
        contact = KeyContact(each.name, each.role, each.phone, each.email, each.confirmed_on)
        by_school[each.school] = (*by_school.get(each.school, ()), contact)
    return by_school
