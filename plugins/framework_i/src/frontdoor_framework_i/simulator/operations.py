"""What each operation of the contract does in the stand-in."""

import sqlite3
from collections.abc import Callable
from typing import ClassVar

from attrs import frozen
from lxml import etree

from frontdoor.domain.code_lists import code_list
from frontdoor.single_view import fold
from frontdoor_framework_i.contract import NAMESPACE, named
from frontdoor_framework_i.simulator.scenario import Answering, Scenario
from frontdoor_framework_i.simulator.store import Store

Element = etree._Element


class SoapFault(Exception):
    """The operation is refused, with the contract's code and, for `Client.Validation`, fields and reasons."""

    def __init__(self, code: str, *fields: tuple[str, str]) -> None:
        self.code = code
        self.fields = fields
        super().__init__(code)


@frozen
class Operations:
    """Carries out requests that already fit the schema. `scenario` is the one in force for this request."""

    store: Store
    scenario: Scenario

    def carry_out(self, request: Element) -> Element:
        """The response element; raises `SoapFault`."""
        operation = etree.QName(request).localname
        response = etree.Element(named(f"{operation}Response"), nsmap={"fwi": NAMESPACE})
        response.set("requestId", _text(request, f"call/{named('requestId')}"))
        with self.store.transaction():
            self._log(operation, request)
            self._DO[operation](self, request, response)
        return response

    def _log(self, operation: str, request: Element) -> None:
        who = _text(request, f"call/{named('actingFor')}"), _text(request, f"call/{named('purpose')}")
        self.store.insert("ACCESS_LOG", {"OPERATION": operation, "ACTING_FOR": who[0], "PURPOSE": who[1]})

    def _answers_with(self, what: Answering) -> bool:
        return self.scenario.answering is what

    # People.

    def _search(self, request: Element, response: Element) -> None:
        surname, forename = _text(request, "surname"), _text(request, "forename")
        born, postcode = _text(request, "dateOfBirth"), _text(request, "postcode")
        numbers = [("NHS", _text(request, "nhsNumber")), ("UPN", _text(request, "upn"))]
        if not any((surname, forename, born, postcode, *(number for _, number in numbers))):
            raise SoapFault("Client.Validation", ("SearchPeople", "nothing_asked"))
        if any(name and not fold(name) for name in (surname, forename)):
            # A name of signs alone compares as nothing, and would find everybody.
            raise SoapFault("Client.Validation", ("SearchPeople", "name_without_letters"))
        where, values = ["TRUE"], list[object]()
        if surname or forename:
            where.append(
                "EXISTS (SELECT 1 FROM PERSON_NAMES n WHERE n.PERSON_ID = p.PERSON_ID"
                " AND FOLD(n.SURNAME) LIKE FOLD(?) || '%' AND FOLD(n.FORENAME) LIKE FOLD(?) || '%')"
            )
            values += [surname, forename]
        if born:
            where.append("p.DATE_OF_BIRTH = ?")
            values.append(born[:10])
        if postcode:
            where.append(
                "EXISTS (SELECT 1 FROM ADDRESSES_PEOPLE NATURAL JOIN ADDRESSES a"
                " WHERE PERSON_ID = p.PERSON_ID AND a.POSTCODE = ?)"
            )
            values.append(postcode)
        for kind, number in numbers:
            if number:
                where.append(
                    "EXISTS (SELECT 1 FROM PERSON_REFERENCES r"
                    " WHERE r.PERSON_ID = p.PERSON_ID AND r.REFERENCE_TYPE = ? AND r.REFERENCE = ?)"
                )
                values += [kind, number]
        if self._answers_with(Answering.WRONG_PERSON):
            where, values = ["TRUE"], []
        statement = f"SELECT * FROM PEOPLE p WHERE {' AND '.join(where)} ORDER BY PERSON_ID LIMIT ?"
        for row in self.store.rows(statement, *values, int(_text(request, "maxResults"))):
            if row["PERSON_ID"] not in self.scenario.closed:
                self._add_person(response, row)

    def _get_person(self, request: Element, response: Element) -> None:
        self._add_person(response, self._person(_text(request, "personId")))

    def _person(self, person_id: str, *, in_full: bool = False) -> sqlite3.Row:
        """The person, or somebody else where the scenario says so; `in_full` where a restricted one is refused."""
        row = self.store.row("SELECT * FROM PEOPLE WHERE PERSON_ID = ?", person_id)
        if row is None:
            raise SoapFault("Client.NotFound")
        if person_id in self.scenario.closed or (in_full and row["RESTRICTED"]):
            raise SoapFault("Client.Forbidden")
        if self._answers_with(Answering.WRONG_PERSON):
            other = self.store.row("SELECT * FROM PEOPLE WHERE PERSON_ID <> ? AND NOT RESTRICTED LIMIT 1", person_id)
            return other or row
        return row

    def _add_person(self, parent: Element, row: sqlite3.Row) -> None:
        person_id = row["PERSON_ID"]
        person = _add(parent, "person")
        _add(person, "personId", person_id)
        names = self.store.rows("SELECT * FROM PERSON_NAMES WHERE PERSON_ID = ? ORDER BY POSITION", person_id)
        if row["RESTRICTED"]:
            display = " ".join(part for part in (names[0]["FORENAME"], names[0]["SURNAME"]) if part)
            _add(_add(person, "restricted"), "displayName", display)
            return
        details = _add(person, "details")
        for name in names:
            _add_name(_add(details, "otherName" if name["POSITION"] else "name"), name)
        _add_birth_date(details, row)
        _add(details, "sex", row["GENDER"])
        self._add_address(details, person_id)
        references = self.store.rows("SELECT * FROM PERSON_REFERENCES WHERE PERSON_ID = ? ORDER BY POSITION", person_id)
        for local, kind in (("nhsNumber", "NHS"), ("upn", "UPN")):
            for reference in references:
                if reference["REFERENCE_TYPE"] == kind:
                    _add(details, local, reference["REFERENCE"])
        _add(details, "caseStatus", row["CASE_STATUS"])
        _add(details, "doNotDiscloseAddress", _boolean(row["ADDRESS_CONFIDENTIAL"]))
        _add_given(details, "duplicateOf", row["DUPLICATE_OF"])

    def _add_address(self, details: Element, person_id: str) -> None:
        row = self.store.row("SELECT * FROM ADDRESSES_PEOPLE NATURAL JOIN ADDRESSES WHERE PERSON_ID = ?", person_id)
        if row is None:
            return
        address = _add(details, "address")
        for line in row["LINES"].split("\n"):
            _add_given(address, "line", line)
        _add_given(address, "postcode", row["POSTCODE"])
        _add_given(address, "note", row["NOTE"])

    def _get_relationships(self, request: Element, response: Element) -> None:
        person = self._person(_text(request, "personId"), in_full=True)
        _add(response, "personId", person["PERSON_ID"])
        for row in self.store.rows(
            "SELECT * FROM RELATIONSHIPS r JOIN PEOPLE p ON p.PERSON_ID = r.RELATED_PERSON_ID"
            " JOIN PERSON_NAMES n ON n.PERSON_ID = p.PERSON_ID AND n.POSITION = 0"
            " WHERE r.PERSON_ID = ? ORDER BY r.ROWID",
            person["PERSON_ID"],
        ):
            relationship = _add(response, "relationship")
            _add(relationship, "personId", row["RELATED_PERSON_ID"])
            _add_name(_add(relationship, "name"), row)
            _add(relationship, "relation", row["RELATION"])
            _add(relationship, "parentalResponsibility", _boolean(row["PARENTAL_RESPONSIBILITY"]))
            _add(relationship, "sameHousehold", _boolean(row["SAME_HOUSEHOLD"]))
            if not row["RESTRICTED"]:
                _add_birth_date(relationship, row)

    def _get_workers(self, request: Element, response: Element) -> None:
        person = self._person(_text(request, "personId"), in_full=True)
        _add(response, "personId", person["PERSON_ID"])
        for row in self.store.rows(
            "SELECT * FROM PEOPLE_WORKERS NATURAL JOIN WORKERS WHERE PERSON_ID = ? ORDER BY POSITION",
            person["PERSON_ID"],
        ):
            worker = _add(response, "worker")
            columns = ("NAME", "ROLE", "TEAM", "PHONE", "EMAIL", "START_DATE", "CONFIRMED_ON")
            locals_ = ("worker", "role", "team", "phone", "email", "since", "confirmedOn")
            for column, local in zip(columns, locals_, strict=True):
                _add_given(worker, local, row[column])

    # Episodes.

    def _open_episode(self, request: Element, response: Element) -> None:
        reference = _text(request, "submissionRef")
        episode = self._episode("SUBMISSION_REF", reference)
        result = "existing" if episode else "created"
        if episode is None:
            self._check(request)
            self._create(request)
            episode = self._episode("SUBMISSION_REF", reference)
        _add(response, "result", result)
        self._add_episode(response, episode)

    def _check(self, request: Element) -> None:
        person_id, team = _text(request, "personId"), _text(request, "assignToTeam")
        if person_id:
            self._person(person_id, in_full=True)
            if person_id in self.scenario.locked:
                raise SoapFault("Server.Locked")
        given = {_text(answer, "questionId") for answer in request.iterfind(f"{named('answers')}/{named('answer')}")}
        wrong = [(f"answers/{asked}", "missing") for asked in self.scenario.mandatory_answers if asked not in given]
        if _text(request, "sourceCode") not in code_list("referral_source"):
            wrong.append(("sourceCode", "unknown"))
        if team in self.scenario.unknown_teams:
            wrong.append(("assignToTeam", "unknown"))
        if wrong:
            raise SoapFault("Client.Validation", *wrong)

    def _create(self, request: Element) -> None:
        new = request.find(named("newPerson"))
        episode = self.store.insert(
            "EPISODES",
            {
                "SUBMISSION_REF": _text(request, "submissionRef"),
                "PERSON_ID": self._create_person(new) if new is not None else _text(request, "personId"),
                "CONTACT_DATE": _text(request, "contactDate"),
                "SOURCE_CODE": _text(request, "sourceCode"),
                "CATEGORY": _text(request, "category"),
                "PRIORITY": _text(request, "priority"),
                "TEAM": _text(request, "assignToTeam"),
                "STATUS": "Open",
                "OUTCOME": "",
                "OPENED_FOR": _text(request, f"call/{named('actingFor')}"),
            },
        )
        for position, answer in enumerate(request.iterfind(f"{named('answers')}/{named('answer')}")):
            parts = {"QUESTION_ID": "questionId", "QUESTION": "question", "ANSWER": "answer"}
            values = {column: _text(answer, local) for column, local in parts.items()}
            self.store.insert("EPISODE_ANSWERS", {"EPISODE_ID": episode, "POSITION": position, **values})

    def _create_person(self, new: Element) -> str:
        person_id, birth = self.store.next_person_id(), new.find(named("birthDate"))
        self.store.insert_person(
            {
                "PERSON_ID": person_id,
                "GENDER": _text(new, "sex"),
                "DATE_OF_BIRTH": birth.text if birth is not None else None,
                "DATE_OF_BIRTH_KIND": birth.get("kind") if birth is not None else None,
                "CASE_STATUS": "open",
                "RESTRICTED": False,
                "ADDRESS_CONFIDENTIAL": False,
                "DUPLICATE_OF": "",
            },
            names=[(_text(new, f"name/{named('given')}"), _text(new, f"name/{named('family')}"))],
            references={
                kind: [number.text or "" for number in new.iterfind(named(local))]
                for kind, local in (("NHS", "nhsNumber"), ("UPN", "upn"))
            },
            lines=[line.text or "" for line in new.iterfind(f"{named('address')}/{named('line')}")],
            postcode=_text(new, f"address/{named('postcode')}"),
            note=_text(new, f"address/{named('note')}"),
        )
        return person_id

    def _find_episode(self, request: Element, response: Element) -> None:
        reference = _text(request, "submissionRef")
        _add(response, "submissionRef", reference)
        episode = self._episode("SUBMISSION_REF", reference)
        if episode is not None:
            self._add_episode(response, episode)

    def _get_episode(self, request: Element, response: Element) -> None:
        episode = self._episode("EPISODE_ID", _text(request, "episodeId"))
        if episode is None:
            raise SoapFault("Client.NotFound")
        self._add_episode(response, episode)

    def _episode(self, column: str, value: str) -> sqlite3.Row | None:
        return self.store.row(f"SELECT * FROM EPISODES WHERE {column} = ?", value)

    def _add_episode(self, response: Element, row: sqlite3.Row | None) -> None:
        if row is None:
            raise SoapFault("Server")
        person_id = row["PERSON_ID"]
        if self._answers_with(Answering.WRONG_PERSON):
            person_id = self._person(person_id)["PERSON_ID"]
        episode = _add(response, "episode")
        _add(episode, "episodeId", str(row["EPISODE_ID"]))
        _add(episode, "submissionRef", row["SUBMISSION_REF"])
        _add(episode, "personId", person_id)
        _add(episode, "status", row["STATUS"])
        _add(episode, "team", row["TEAM"])
        _add_given(episode, "outcome", row["OUTCOME"])

    _DO: ClassVar[dict[str, Callable[["Operations", Element, Element], None]]] = {
        "SearchPeople": _search,
        "GetPerson": _get_person,
        "GetRelationships": _get_relationships,
        "GetAllocatedWorkers": _get_workers,
        "OpenContactReferralEpisode": _open_episode,
        "FindEpisode": _find_episode,
        "GetEpisode": _get_episode,
    }


def _text(parent: Element, path: str) -> str:
    """Text of a child by local name, or of a grandchild by `child/{namespace}grandchild`."""
    return parent.findtext(named(path)) or ""


def _add(parent: Element, local: str, text: str | None = None) -> Element:
    element = etree.SubElement(parent, named(local))
    element.text = text
    return element


def _add_given(parent: Element, local: str, text: str) -> None:
    if text:
        _add(parent, local, text)


def _add_name(element: Element, row: sqlite3.Row) -> None:
    _add_given(element, "given", row["FORENAME"])
    _add_given(element, "family", row["SURNAME"])


def _add_birth_date(parent: Element, row: sqlite3.Row) -> None:
    if row["DATE_OF_BIRTH"]:
        _add(parent, "birthDate", row["DATE_OF_BIRTH"]).set("kind", row["DATE_OF_BIRTH_KIND"])


def _boolean(value: int) -> str:
    return "true" if value else "false"
