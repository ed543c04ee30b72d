"""People in the live system: made once per key, unless somebody like them is known."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from frontdoor.domain.identifiers import NhsNumber, Postcode, Upn
from frontdoor.domain.people import Address
from frontdoor.single_view import fold
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.simulator.filling import insert_address, insert_person
from frontdoor_mosaic.simulator.refusing import Refused, refused_for
from frontdoor_mosaic.simulator.store import Store

DAYS_APART = 31
"""Dates of birth this close count as alike."""

MOST_CANDIDATES = 20

_ALIKE = ("bfpv", "cgjkqsxz", "dt", "l", "mn", "r")
_SOUNDS = {letter: digit for digit, letters in enumerate(_ALIKE, 1) for letter in letters}


def soundex(name: str) -> str:
    """A name by its sound, as American Soundex has it; other scripts sound like themselves."""
    letters = fold(name)
    if not letters or not letters.isascii():
        return letters
    code, last = letters[0].upper(), _SOUNDS.get(letters[0], 0)
    for letter in letters[1:]:
        sound = _SOUNDS.get(letter, 0)
        if sound and sound != last:
            code += str(sound)
        if letter not in "hw":
            last = sound
    return f"{code}000"[:4]


@frozen
class LivePeople:
    """What can be done with people. `how` is the misbehaviour in force for this request."""

    store: Store
    how: Misbehaviour | None = None

    def open_to_us(self, person: int) -> sqlite3.Row:
        """The person; raises `Refused` for one who is not there or closed."""
        row = self.store.row("SELECT * FROM DM_PERSONS WHERE PERSON_ID = ?", person)
        if row is None:
            raise Refused(404, "not_found")
        if row["RESTRICTED"] == "Y":
            raise Refused(403, "forbidden")
        return row

    def create(self, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The person made with this key, now or before; raises `Refused` where somebody like them is known."""
        made = self.store.row("SELECT ID FROM MADE WHERE KIND = 'person' AND KEY = ?", key)
        if made is None:
            self._check(body)
            candidates = list(self._like(body))[:MOST_CANDIDATES]
            if candidates:
                raise Refused(409, "duplicate_suspected", candidates=candidates)
            person = self._insert(body)
            self.store.insert("MADE", {"KIND": "person", "KEY": key, "ID": person})
        else:
            person = made["ID"]
        row = self.store.row("SELECT * FROM DM_PERSONS WHERE PERSON_ID = ?", person)
        if row is None:
            raise Refused(404, "not_found")
        return _told(row)

    def _check(self, body: Mapping[str, Any]) -> None:
        wrong = []
        if not (body["firstName"].strip() or body["lastName"].strip()):
            wrong.append(("lastName", "missing"))
        for field, kind in (("nhsNumber", NhsNumber), ("upn", Upn)):
            try:
                if field in body:
                    kind(body[field])
            except ValueError:
                wrong.append((field, "impossible"))
        if wrong:
            raise refused_for(wrong)

    def _like(self, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """People of the same sound and about the same date of birth, or with the same number.

        Those who were made over the interface are passed over: suites make one made-up child many times.
        """
        known = {int(each) for each in body.get("notTheSameAs", ())}
        if self.how is Misbehaviour.DUPLICATE_SUSPECTED:
            found = self.store.rows("SELECT * FROM DM_PERSONS WHERE RESTRICTED = 'N' ORDER BY PERSON_ID LIMIT 1")
        else:
            found = [*self._same_number(body), *self._same_sound(body)]
        made, told = {row["ID"] for row in self.store.rows("SELECT ID FROM MADE WHERE KIND = 'person'")}, set[int]()
        for row in found:
            if row["PERSON_ID"] not in known | made | told:
                told.add(row["PERSON_ID"])
                yield _told(row)

    def _same_number(self, body: Mapping[str, Any]) -> list[sqlite3.Row]:
        if "nhsNumber" not in body:
            return []
        return self.store.rows(
            "SELECT * FROM DM_PERSONS WHERE PERSON_ID IN"
            " (SELECT PERSON_ID FROM DM_PERSON_REFERENCES WHERE REFERENCE = ? AND REFERENCE_TYPE IN ('NHS', 'NHS1'))"
            " ORDER BY PERSON_ID",
            body["nhsNumber"],
        )

    def _same_sound(self, body: Mapping[str, Any]) -> Iterator[sqlite3.Row]:
        if "dateOfBirth" not in body:
            return
        born = date.fromisoformat(body["dateOfBirth"])
        window = timedelta(days=DAYS_APART)
        earliest = born - window if born - date.min > window else date.min
        latest = born + window if date.max - born > window else date.max
        wanted = (soundex(body["firstName"]), soundex(body["lastName"]))
        for row in self.store.rows(
            "SELECT * FROM DM_PERSONS WHERE DATE_OF_BIRTH BETWEEN ? AND ? ORDER BY PERSON_ID",
            earliest.isoformat(),
            latest.isoformat(),
        ):
            if (soundex(row["FIRST_NAME"] or ""), soundex(row["LAST_NAME"] or "")) == wanted:
                yield row

    def _insert(self, body: Mapping[str, Any]) -> int:
        person = self.store.next_id("PERSON")
        insert_person(
            self.store,
            person,
            given=body["firstName"],
            family=body["lastName"],
            born=date.fromisoformat(body["dateOfBirth"]) if "dateOfBirth" in body else None,
            estimated=body.get("dateOfBirthKind") == "estimated",
            sex=body["sex"],
            nhs_numbers=[body["nhsNumber"]] if "nhsNumber" in body else [],
            upns=[body["upn"]] if "upn" in body else [],
        )
        lines, written = tuple(body["address"]["lines"]), body["address"].get("postcode", "")
        try:
            postcode = Postcode.parse(written) if written else None
        except ValueError:
            postcode, lines = None, (*lines, written)
        insert_address(self.store, person, Address(lines, postcode))
        return person


def _told(row: sqlite3.Row) -> dict[str, Any]:
    """A person as the contract tells them: of a restricted one the display name."""
    told: dict[str, Any] = {
        "id": str(row["PERSON_ID"]),
        "displayName": row["FULL_NAME"] or "",
        "restricted": row["RESTRICTED"] == "Y",
    }
    if told["restricted"]:
        return told
    told |= {"firstName": row["FIRST_NAME"] or "", "lastName": row["LAST_NAME"] or "", "sex": row["GENDER"] or "U"}
    if row["DATE_OF_BIRTH"]:
        told["dateOfBirth"] = row["DATE_OF_BIRTH"]
    return told
