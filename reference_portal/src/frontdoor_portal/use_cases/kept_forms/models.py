"""What is kept of a page that arrived too late, and what these use cases need from outside: a store and a vault."""

from datetime import datetime
from typing import Protocol

from attrs import field, frozen


@frozen
class KeptForm:
    """A form for the page where it was typed. `sealed` opens for its person and that page alone."""

    id: str
    professional_id: str
    page: str
    sealed: str = field(repr=False)
    kept_at: datetime


class KeptFormStore(Protocol):
    def add(self, kept: KeptForm) -> None: ...

    def of_person(self, professional_id: str, since: datetime) -> tuple[KeptForm, ...]:
        """What is kept for a person since a time, newest first."""
        ...

    def remove(self, kept_id: str, professional_id: str) -> None: ...

    def remove_before(self, at: datetime) -> int:
        """Remove whatever was kept before a time; how many there were."""
        ...


class FormVault(Protocol):
    """Seals forms for one person, under a key that is kept outside the database."""

    def seal(self, professional_id: str, page: str, text: str) -> str: ...

    def open(self, professional_id: str, page: str, sealed: str) -> str | None:
        """What was sealed; None where it was for another person or page, or under a key that is no longer used."""
        ...

    def mark(self, professional_id: str, at: datetime) -> str:
        """What a form carries to say who was given it: nobody else can read it, or make one."""
        ...

    def marked(self, mark: str, since: datetime) -> str:
        """The person a form was given to; empty where the mark is none of ours, or older than `since`."""
        ...
