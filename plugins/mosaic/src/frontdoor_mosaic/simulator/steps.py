"""The step engine: what a workflow step may become, who holds it, what it needs first and what it leads to."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from frontdoor.domain.code_lists import code_list
from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.simulator.filling import CONTACT_TYPE, NEXT_ACTIONS, STEP_TYPES, insert_step
from frontdoor_mosaic.simulator.misbehaving import STALE_BY
from frontdoor_mosaic.simulator.people import LivePeople
from frontdoor_mosaic.simulator.refusing import Refused, refused_for
from frontdoor_mosaic.simulator.store import Store
from frontdoor_mosaic.site import Site

GOES = {
    "start": (("INCOMING",), "STARTED"),
    "complete": (("STARTED", "REOPENED"), "COMPLETED"),
    "cancel": (("INCOMING", "STARTED", "REOPENED"), "CANCELLED"),
    "reopen": (("COMPLETED",), "REOPENED"),
    "check_out": (("STARTED", "REOPENED"), "CHECKED_OUT"),
    "check_in": (("CHECKED_OUT",), "STARTED"),
}
"""From which statuses each action leads where. Nothing leads out of CANCELLED."""

_DATED = {"start": "STARTED_ON", "complete": "COMPLETED_ON", "cancel": "CANCELLED_ON"}

NEW_FIELD = "newInThisRelease"
MISSING = "contact.record.contact.details"
"""The question without whose answer no contact is opened, where the stand-in is told to miss it."""


@frozen
class LiveSteps:
    """What can be done with steps. `how` is the misbehaviour in force for this request."""

    store: Store
    site: Site
    how: Misbehaviour | None = None

    def create(self, person: int, body: Mapping[str, Any], key: str, opened_for: str) -> dict[str, Any]:
        """The step opened with this key, now or before; raises `Refused`."""
        anew = self.how is Misbehaviour.OPENS_ANEW
        made = None if anew else self.store.row("SELECT ID FROM MADE WHERE KIND = 'step' AND KEY = ?", key)
        if made is not None:
            return self.told(int(made["ID"]))
        existing = self.store.row(
            "SELECT WORKFLOW_STEP_ID FROM STEP_DETAILS WHERE SUBMISSION_REF = ?", body["submissionRef"]
        )
        if existing is not None and not anew:
            raise Refused(409, "already_exists", existing=str(existing["WORKFLOW_STEP_ID"]))
        self._check(person, body)
        step = self._open(body, opened_for)
        if self.how is Misbehaviour.OPENS_TWICE:
            self._open(body, opened_for)
        self.store.change("INSERT OR IGNORE INTO MADE VALUES ('step', ?, ?)", key, step)
        return self.told(step)

    def with_reference(self, reference: str) -> list[dict[str, Any]]:
        """Every step opened with a reference, the oldest first."""
        found = self.store.rows(
            "SELECT WORKFLOW_STEP_ID FROM STEP_DETAILS WHERE SUBMISSION_REF = ? ORDER BY WORKFLOW_STEP_ID", reference
        )
        return [self.told(row["WORKFLOW_STEP_ID"]) for row in found]

    def version(self, step: int) -> int:
        row = self.store.row("SELECT VERSION FROM STEP_DETAILS WHERE WORKFLOW_STEP_ID = ?", step)
        if row is None:
            raise Refused(404, "not_found")
        return int(row["VERSION"])

    def told(self, step: int) -> dict[str, Any]:
        """A step as the contract tells it; raises `Refused`."""
        row = self._row(step)
        subject = self.store.row(
            "SELECT MIN(SUBJECT_COMPOUND_ID) AS PERSON FROM DM_SUBGROUP_SUBJECTS WHERE SUBGROUP_ID = ?",
            row["SUBGROUP_ID"],
        )
        if subject is None or subject["PERSON"] is None:
            raise Refused(404, "not_found")
        LivePeople(self.store).open_to_us(subject["PERSON"])
        person = subject["PERSON"]
        if self.how is Misbehaviour.WRONG_PERSON:
            other = self.store.row(
                "SELECT PERSON_ID FROM DM_PERSONS WHERE PERSON_ID <> ? AND RESTRICTED = 'N' LIMIT 1", person
            )
            person = other["PERSON_ID"] if other else person
        return {
            "id": str(step),
            "stepTypeCode": row["STEP_TYPE_CODE"],
            "submissionRef": row["SUBMISSION_REF"],
            "personId": str(person),
            "status": row["STEP_STATUS"],
            "team": row["NAME"] or "",
            "nextActions": self._next_actions(step),
            "asAt": (datetime.now(UTC) - (STALE_BY if self.how is Misbehaviour.STALE else timedelta())).isoformat(),
        }

    def change(self, step: int, body: Mapping[str, Any], version: int | None = None) -> dict[str, Any]:
        """Let a step go where an action leads; raises `Refused` for a stale version, a lock, or no way."""
        row, action = self._row(step), body["action"]
        if version is not None and version != row["VERSION"]:
            raise Refused(412, "stale")
        sources, becomes = GOES[action]
        if row["STEP_STATUS"] == "CHECKED_OUT" and action != "check_in":
            raise Refused(423, "locked")
        if row["STEP_STATUS"] not in sources:
            raise Refused(409, "conflict")
        if action == "cancel" and not body.get("reason", "").strip():
            raise refused_for([("reason", "missing")])
        if action == "complete":
            self._complete(step, body)
        self.store.change("UPDATE DM_WORKFLOW_STEPS SET STEP_STATUS = ? WHERE WORKFLOW_STEP_ID = ?", becomes, step)
        if action in _DATED:
            self.store.change(
                f"UPDATE DM_WORKFLOW_STEPS SET {_DATED[action]} = ? WHERE WORKFLOW_STEP_ID = ?", _now(), step
            )
        self.store.change(
            "UPDATE STEP_DETAILS SET VERSION = VERSION + 1, CANCEL_REASON = ? WHERE WORKFLOW_STEP_ID = ?",
            body.get("reason"),
            step,
        )
        return self.told(step)

    def unlocked(self, step: int) -> sqlite3.Row:
        """A step that nobody else holds; raises `Refused`."""
        row = self._row(step)
        if row["STEP_STATUS"] == "CHECKED_OUT" or self.how is Misbehaviour.LOCKED_RECORD:
            raise Refused(423, "locked")
        return row

    def _row(self, step: int) -> sqlite3.Row:
        row = self.store.row(
            "SELECT * FROM DM_WORKFLOW_STEPS NATURAL JOIN STEP_DETAILS"
            " LEFT JOIN DM_ORGANISATIONS ON ORGANISATION_ID = RESPONSIBLE_TEAM_ID WHERE WORKFLOW_STEP_ID = ?",
            step,
        )
        if row is None:
            raise Refused(404, "not_found")
        return row

    def _check(self, person: int, body: Mapping[str, Any]) -> None:
        people = LivePeople(self.store)
        people.open_to_us(person)
        subjects = [int(each) for each in body["subjects"]]
        wrong = [] if person in subjects else [("subjects", "not_the_person")]
        known = "SELECT 1 FROM DM_PERSONS WHERE PERSON_ID = ?"
        wrong += [("subjects", "unknown") for subject in subjects if not self.store.rows(known, subject)]
        if self.how is Misbehaviour.LOCKED_RECORD:
            raise Refused(423, "locked")
        if body["stepTypeCode"] != self.site.steps.type_code:
            wrong.append(("stepTypeCode", "unknown"))
        if body["source"] not in code_list("referral_source"):
            wrong.append(("source", "unknown"))
        if self.how is Misbehaviour.NEW_MANDATORY_FIELD:
            wrong.append((NEW_FIELD, "required"))
        if self.how is Misbehaviour.MISSING_ANSWER:
            wrong.append((MISSING, "missing"))
        if wrong:
            raise refused_for(wrong)

    def _open(self, body: Mapping[str, Any], opened_for: str) -> int:
        step = insert_step(self.store, map(int, body["subjects"]), CONTACT_TYPE, "INCOMING", body["assignTo"]["team"])
        self.store.change("UPDATE DM_WORKFLOW_STEPS SET INCOMING_ON = ? WHERE WORKFLOW_STEP_ID = ?", _now(), step)
        self.store.insert(
            "STEP_DETAILS",
            {
                "WORKFLOW_STEP_ID": step,
                "SUBMISSION_REF": body["submissionRef"],
                "STEP_TYPE_CODE": body["stepTypeCode"],
                "SOURCE": body["source"],
                "CATEGORY": body["category"],
                "PRIORITY": body["priority"],
                "CONTACT_DATE": body["contactDate"],
                "OPENED_FOR": opened_for,
            },
        )
        for form in body["forms"]:
            number = self.store.next_id("ROW")
            for position, answer in enumerate(form["answers"]):
                value = answer["value"]
                written = ("true" if value else "false") if isinstance(value, bool) else value
                values = {"FORM_ID": number, "WORKFLOW_STEP_ID": step, "FORM_ANSWER_ROW_ID": position}
                mapping = self._mapping(answer["questionUserCode"])
                self.store.insert("DM_CACHED_FORM_ANSWERS", {**values, "MAPPING_ID": mapping, "TEXT_ANSWER": written})
        return step

    def _mapping(self, code: str) -> int:
        known = self.store.row("SELECT MAPPING_ID FROM DM_CACHED_FORM_QUESTIONS WHERE QUESTION_USER_CODE = ?", code)
        if known is not None:
            return int(known["MAPPING_ID"])
        made = self.store.next_id("ROW")
        self.store.insert("DM_CACHED_FORM_QUESTIONS", {"MAPPING_ID": made, "QUESTION_USER_CODE": code})
        return made

    def _complete(self, step: int, body: Mapping[str, Any]) -> None:
        """A form whose mandatory answers are missing holds a step open; next actions open steps of their own."""
        mandatory = (self.site.steps.reference_question,)
        answered = {
            row["QUESTION_USER_CODE"]
            for row in self.store.rows(
                "SELECT QUESTION_USER_CODE FROM DM_CACHED_FORM_ANSWERS NATURAL JOIN DM_CACHED_FORM_QUESTIONS"
                " WHERE WORKFLOW_STEP_ID = ?",
                step,
            )
        }
        missing = [(code, "missing") for code in mandatory if code not in answered]
        described = {description: (number, kind) for number, (description, _, kind) in NEXT_ACTIONS.items()}
        wanted = body.get("nextActions", [])
        unknown = [("nextActions", "unknown") for each in wanted if each["description"] not in described]
        if missing or unknown:
            raise refused_for([*missing, *unknown])
        for each in wanted:
            number, kind = described[each["description"]]
            values = {"SOURCE_STEP_ID": step, "WORKFLOW_NEXT_ACTION_TYPE_ID": number}
            self.store.insert("DM_WORKFLOW_LINKS", {**values, "TARGET_STEP_ID": self._following(step, kind)})

    def _following(self, step: int, kind: int | None) -> int | None:
        if kind is None:
            return None
        row = self._row(step)
        people = self.store.rows(
            "SELECT SUBJECT_COMPOUND_ID FROM DM_SUBGROUP_SUBJECTS WHERE SUBGROUP_ID = ?", row["SUBGROUP_ID"]
        )
        made = insert_step(self.store, [each[0] for each in people], kind, "INCOMING", row["NAME"] or "")
        self.store.insert("STEP_DETAILS", {"WORKFLOW_STEP_ID": made, "STEP_TYPE_CODE": STEP_TYPES[kind][0]})
        return made

    def _next_actions(self, step: int) -> list[dict[str, Any]]:
        told = []
        for row in self.store.rows(
            "SELECT a.DESCRIPTION AS ACTION, l.TARGET_STEP_ID, k.DESCRIPTION AS NEXT_STEP FROM DM_WORKFLOW_LINKS l"
            " JOIN DM_WORKFLOW_NXT_ACTION_TYPES a USING (WORKFLOW_NEXT_ACTION_TYPE_ID)"
            " LEFT JOIN DM_WORKFLOW_STEPS s ON s.WORKFLOW_STEP_ID = l.TARGET_STEP_ID"
            " LEFT JOIN DM_WORKFLOW_STEP_TYPES k ON k.WORKFLOW_STEP_TYPE_ID = s.WORKFLOW_STEP_TYPE_ID"
            " WHERE l.SOURCE_STEP_ID = ? ORDER BY l.TARGET_STEP_ID, a.DESCRIPTION",
            step,
        ):
            action: dict[str, Any] = {"description": row["ACTION"]}
            if row["TARGET_STEP_ID"] is not None:
                action |= {"stepId": str(row["TARGET_STEP_ID"]), "step": row["NEXT_STEP"] or ""}
            told.append(action)
        return told


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
