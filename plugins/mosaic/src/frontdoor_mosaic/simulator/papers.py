"""Case notes and documents in the live system: each once per key, and what is complete only grows."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from attrs import frozen

from frontdoor.testing.simulators import Misbehaviour
from frontdoor_mosaic.simulator.people import LivePeople
from frontdoor_mosaic.simulator.refusing import Refused, refused_for
from frontdoor_mosaic.simulator.steps import LiveSteps
from frontdoor_mosaic.simulator.store import Store
from frontdoor_mosaic.site import Site


@frozen
class LivePapers:
    """What can be done with notes and documents. `how` is the misbehaviour in force for this request."""

    store: Store
    site: Site
    how: Misbehaviour | None = None

    def add_note(self, person: int, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The note added with this key, now or before; raises `Refused`."""
        made = self._made("note", key)
        if made is None:
            LivePeople(self.store).open_to_us(person)
            step = self._step(int(body["stepId"]), "stepId")
            subjects = self.store.rows(
                "SELECT 1 FROM DM_SUBGROUP_SUBJECTS WHERE SUBGROUP_ID = ? AND SUBJECT_COMPOUND_ID = ?",
                step["SUBGROUP_ID"],
                person,
            )
            if not subjects:
                raise refused_for([("stepId", "about_somebody_else")])
            made = self.store.next_id("ROW")
            self.store.insert(
                "CASE_NOTES",
                {
                    "ID": made,
                    "PERSON_ID": person,
                    "WORKFLOW_STEP_ID": int(body["stepId"]),
                    "SUBMISSION_REF": body["submissionRef"],
                    "NOTE_TYPE": body["noteType"],
                    "TITLE": body["title"],
                    "CONTACT_DATE": body["contactDate"],
                    "WRITTEN_BY": body["writtenBy"],
                    "STATUS": body["status"],
                    "NOTE": body["text"],
                },
            )
            self.store.insert("MADE", {"KIND": "note", "KEY": key, "ID": made})
        return self._note(made)

    def change_note(self, note: int, body: Mapping[str, Any]) -> dict[str, Any]:
        """A draft may be rewritten; a complete note only grows. Raises `Refused`."""
        row = self.store.row("SELECT * FROM CASE_NOTES WHERE ID = ?", note)
        if row is None:
            raise Refused(404, "not_found")
        self._step(row["WORKFLOW_STEP_ID"], "stepId")
        if row["STATUS"] == "complete" and "text" in body:
            raise Refused(409, "conflict")
        text = body.get("text", row["NOTE"])
        if "append" in body:
            text = f"{text}\n\n{body['append']}"
        status = body.get("status", row["STATUS"])
        self.store.change("UPDATE CASE_NOTES SET NOTE = ?, STATUS = ? WHERE ID = ?", text, status, note)
        return self._note(note)

    def attach(self, step: int, body: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The file attached with this key, now or before; raises `Refused`."""
        made = self._made("document", key)
        if made is None:
            LiveSteps(self.store, self.site, self.how).unlocked(step)
            if self.how is Misbehaviour.STORE_FULL:
                raise Refused(507, "store_full")
            made = self.store.next_id("ROW")
            self.store.insert(
                "DOCUMENTS",
                {
                    "ID": made,
                    "WORKFLOW_STEP_ID": step,
                    "SUBMISSION_REF": body["submissionRef"],
                    "FILE_NAME": body["fileName"],
                    "MEDIA_TYPE": body["mediaType"],
                    "CATEGORY": body["category"],
                    "CONTENT": self._content(body),
                },
            )
            self.store.insert("MADE", {"KIND": "document", "KEY": key, "ID": made})
        row = self.store.row("SELECT * FROM DOCUMENTS WHERE ID = ?", made)
        if row is None:
            raise Refused(404, "not_found")
        return {"id": str(made), "stepId": str(row["WORKFLOW_STEP_ID"]), "fileName": row["FILE_NAME"]}

    def _content(self, body: Mapping[str, Any]) -> bytes:
        wrong = []
        if PurePath(body["fileName"]).suffix[1:].lower() not in self.site.documents.extensions:
            wrong.append(("fileName", "extension_not_allowed"))
        content = b""
        try:
            content = base64.b64decode(body["content"], validate=True)
        except binascii.Error:
            wrong.append(("content", "not_base64"))
        else:
            if not content:
                wrong.append(("content", "empty"))
        if wrong:
            raise refused_for(wrong)
        return content

    def _made(self, kind: str, key: str) -> int | None:
        row = self.store.row("SELECT ID FROM MADE WHERE KIND = ? AND KEY = ?", kind, key)
        return None if row is None else int(row["ID"])

    def _step(self, step: int, field: str) -> Any:
        try:
            return LiveSteps(self.store, self.site, self.how).unlocked(step)
        except Refused as refused:
            if refused.status == 404:
                raise refused_for([(field, "unknown")]) from None
            raise

    def _note(self, note: int) -> dict[str, Any]:
        row = self.store.row("SELECT * FROM CASE_NOTES WHERE ID = ?", note)
        if row is None:
            raise Refused(404, "not_found")
        return {"id": str(note), "stepId": str(row["WORKFLOW_STEP_ID"]), "status": row["STATUS"]}
