"""Opening a contact and referral episode: checked, for somebody known or somebody new."""

import sqlite3

from lxml import etree

from frontdoor.domain.code_lists import code_list
from frontdoor.single_view import fold
from frontdoor_framework_i.contract import NAMESPACE, named
from frontdoor_framework_i.simulator.elements import Element, SoapFault, add, rejected, text, texts
from frontdoor_framework_i.simulator.operations.episodes import add_episode, by_id, by_reference
from frontdoor_framework_i.simulator.operations.people import add_person
from frontdoor_framework_i.simulator.operations.work import Work
from frontdoor_framework_i.simulator.scenario import Opening, Suspecting

MOST_CANDIDATES = 20


def open_episode(work: Work) -> None:
    episode = by_reference(work.store, work.asked("submissionRef"))
    result = "existing"
    if episode is None or work.scenario.opening is Opening.ANEW:
        result = "created"
        _check(work)
        person_id = _person_id(work)
        episode = _create(work, person_id)
        if work.scenario.opening is Opening.TWICE:
            _create(work, person_id)
    add(work.response, "result", result)
    add_episode(work, episode)


def _check(work: Work) -> None:
    person_id, team = work.asked("personId"), work.asked("assignToTeam")
    if person_id:
        work.person(person_id, in_full=True)
        work.check_unlocked(person_id)
    given = {text(answer, "questionId") for answer in _answers(work)}
    wrong = [(f"answers/{asked}", "missing") for asked in work.scenario.mandatory_answers if asked not in given]
    wrong += [(field, "missing") for field in work.scenario.mandatory_fields]
    if work.asked("sourceCode") not in code_list("referral_source"):
        wrong.append(("sourceCode", "unknown"))
    if team in work.scenario.unknown_teams:
        wrong.append(("assignToTeam", "unknown"))
    if wrong:
        raise rejected(*wrong)


def _answers(work: Work) -> list[Element]:
    return work.request.findall(f"{named('answers')}/{named('answer')}")


def _create(work: Work, person_id: str) -> sqlite3.Row:
    episode = work.store.insert(
        "EPISODES",
        {
            "SUBMISSION_REF": work.asked("submissionRef"),
            "PERSON_ID": person_id,
            "CONTACT_DATE": work.asked("contactDate"),
            "SOURCE_CODE": work.asked("sourceCode"),
            "CATEGORY": work.asked("category"),
            "PRIORITY": work.asked("priority"),
            "TEAM": work.asked("assignToTeam"),
            "STATUS": "Open",
            "STAGE": "waiting",
            "OUTCOME": "",
            "NEXT_STEPS": "",
            "OPENED_FOR": work.acting_for,
        },
    )
    for position, answer in enumerate(_answers(work)):
        parts = {"QUESTION_ID": "questionId", "QUESTION": "question", "ANSWER": "answer"}
        values = {column: text(answer, local) for column, local in parts.items()}
        work.store.insert("EPISODE_ANSWERS", {"EPISODE_ID": episode, "POSITION": position, **values})
    return by_id(work.store, str(episode))


def _person_id(work: Work) -> str:
    """Whom the episode is for; somebody new is put on record, unless they are suspected to be on it."""
    new = work.request.find(named("newPerson"))
    if new is None:
        return work.asked("personId")
    ruled_out = set(texts(new, "notTheSameAs"))
    suspects = [row for row in _suspects(work, new) if row["PERSON_ID"] not in ruled_out]
    if suspects:
        listed = etree.Element(named("Candidates"), nsmap={"fwi": NAMESPACE})
        for row in suspects:
            add_person(work.store, listed, row)
        raise SoapFault("Client.DuplicateSuspected", listed)
    return _create_person(work, new)


def _suspects(work: Work, new: Element) -> list[sqlite3.Row]:
    if work.scenario.suspecting is Suspecting.NOBODY:
        return []
    if work.scenario.suspecting is Suspecting.EVERYBODY:
        return work.store.rows("SELECT * FROM PEOPLE ORDER BY PERSON_ID LIMIT 2")
    birth = new.find(named("birthDate"))
    return work.store.rows(
        "SELECT * FROM PEOPLE WHERE PERSON_ID IN ("
        " SELECT PERSON_ID FROM PERSON_REFERENCES WHERE REFERENCE_TYPE = 'NHS' AND REFERENCE = ?"
        " UNION SELECT PERSON_ID FROM PERSON_REFERENCES WHERE REFERENCE_TYPE = 'UPN' AND REFERENCE = ?"
        " UNION SELECT PERSON_ID FROM PERSON_NAMES NATURAL JOIN PEOPLE"
        "  WHERE FOLDED_SURNAME = ? AND FOLDED_FORENAME = ? AND DATE_OF_BIRTH = ?"
        ") ORDER BY PERSON_ID LIMIT ?",
        text(new, "nhsNumber"),
        text(new, "upn"),
        fold(text(new, f"name/{named('family')}")),
        fold(text(new, f"name/{named('given')}")),
        birth.text if birth is not None else None,
        MOST_CANDIDATES,
    )


def _create_person(work: Work, new: Element) -> str:
    person_id, birth = work.store.next_person_id(), new.find(named("birthDate"))
    address = new.find(named("address"))
    work.store.insert_person(
        {
            "PERSON_ID": person_id,
            "GENDER": text(new, "sex"),
            "DATE_OF_BIRTH": birth.text if birth is not None else None,
            "DATE_OF_BIRTH_KIND": birth.get("kind") if birth is not None else None,
            "CASE_STATUS": "open",
            "RESTRICTED": False,
            "ADDRESS_CONFIDENTIAL": False,
            "DUPLICATE_OF": "",
        },
        names=[(text(new, f"name/{named('given')}"), text(new, f"name/{named('family')}"))],
        references={"NHS": texts(new, "nhsNumber"), "UPN": texts(new, "upn")},
        lines=texts(address, "line") if address is not None else (),
        postcode=text(new, f"address/{named('postcode')}"),
        note=text(new, f"address/{named('note')}"),
    )
    return person_id
