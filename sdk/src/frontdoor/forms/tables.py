"""Reading TOML tables strictly: every value by its name and type, every fault with its place, none thrown early."""

import difflib
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from attrs import field, frozen

EnumT = TypeVar("EnumT", bound=StrEnum)


@frozen
class DefinitionFault:
    """One thing wrong with a form's text: where, and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A closing remark naming the known word most like this one, or the known words when none is close."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known here: {', '.join(known)}" if known else "nothing is known here"


@frozen
class Table:
    """One TOML table with its place. Faults go to the shared list; a faulty value reads as its default, so
    that reading goes on and finds the rest.
    """

    data: Mapping[str, object]
    place: str
    faults: list[DefinitionFault]
    asked: set[str] = field(init=False, factory=set)

    def fault(self, message: str) -> None:
        """Record something wrong at this table."""
        self.faults.append(DefinitionFault(self.place, message))

    def has(self, key: str) -> bool:
        """Whether the table has this key."""
        return key in self.data

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text, empty when absent."""
        value = self._value(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(f"“{key}” must be text")
            return ""
        if needed and not value.strip():
            self.fault(f"“{key}” must not be empty")
        return value.strip()

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(f"“{key}” must be true or false")
        return default

    def number(self, key: str) -> int | None:
        """A whole number above 0, or None when absent."""
        value = self._value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.fault(f"“{key}” must be a whole number above 0")
            return None
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.fault(f"“{key}” must be a list of texts")
            return ()
        return tuple(value)

    def member(self, key: str, of: type[EnumT], *, needed: bool = False) -> EnumT | None:
        """A word from a fixed list, or None when absent or not of the list."""
        word = self.text(key, needed=needed)
        if not word:
            return None
        known = tuple(each.value for each in of)
        if word not in known:
            self.fault(f"“{key}” cannot be “{word}”; {nearest(word, known)}")
            return None
        return of(word)

    def table(self, key: str, *, needed: bool = False) -> "Table | None":
        """A table within this one, or None when absent."""
        value = self._value(key, needed=needed)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(f"“{key}” must be a table")
            return None
        return Table(value, f"{self.place}, {key}", self.faults)

    def tables(self, key: str, called: str, *, needed: bool = False) -> tuple["Table", ...]:
        """A list of tables; each one's place is `called` and its id, or its number when it has none."""
        value = self._value(key, needed=needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self.fault(f"“{key}” must be a list of tables")
            return ()
        if needed and not value:
            self.fault(f"“{key}” must not be empty")
        return tuple(
            Table(each, f"{self.place}, {called} {_mark(each, number)}", self.faults)
            for number, each in enumerate(value, start=1)
        )

    def done(self) -> None:
        """Refuse the keys nobody asked for, naming the nearest known one."""
        for key in self.data:
            if key not in self.asked:
                self.fault(f"unknown key “{key}”; {nearest(key, tuple(sorted(self.asked)))}")

    def _value(self, key: str, *, needed: bool = False) -> object:
        self.asked.add(key)
        if needed and key not in self.data:
            self.fault(f"“{key}” is missing")
        return self.data.get(key)


def _mark(data: Mapping[str, object], number: int) -> str:
    for key in ("id", "value"):
        if isinstance(mark := data.get(key), str) and mark:
            return f"“{mark}”"
    return str(number)
