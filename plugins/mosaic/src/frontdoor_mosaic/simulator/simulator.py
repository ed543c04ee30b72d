"""The stand-in as a whole: a live system behind REST, and a data mart that is a step behind it."""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Self

from frontdoor.testing import families
from frontdoor.testing.simulators import Held, Misbehaviour
from frontdoor_mosaic.simulator import crowd, filling
from frontdoor_mosaic.simulator.interface import BASE, Interface
from frontdoor_mosaic.simulator.mart import DataMart, PostgresCopy, SqliteCopy
from frontdoor_mosaic.simulator.misbehaving import CONCERNED
from frontdoor_mosaic.simulator.screens import as_shown
from frontdoor_mosaic.simulator.server import Conduct, Server
from frontdoor_mosaic.simulator.steps import LiveSteps
from frontdoor_mosaic.simulator.store import Store
from frontdoor_mosaic.simulator.tokens import TokenOffice
from frontdoor_mosaic.site import read_site

CLIENT_ID, CLIENT_SECRET = "family-front-door", "made-up-client-secret"
SECRET = "keyring:mosaic/client-secret"

_OF_ONE_PERSON = {
    "DM_PERSONS": "PERSON_ID",
    "MO_PERSONS": "PERSON_ID",
    "MO_PERSON_NAMES": "PERSON_ID",
    "DM_PERSON_REFERENCES": "PERSON_ID",
    "DM_ADDRESSES": "PERSON_ID",
    "DM_TELEPHONE_NUMBERS": "PERSON_ID",
    "DM_PERSONAL_RELATIONSHIPS": "PERSON_ID",
    "DM_ALLOCATED_WORKERS": "PERSON_ID",
    "DM_PROF_RELATIONSHIPS": "PERSON_ID",
    "DM_SUBGROUP_SUBJECTS": "SUBJECT_COMPOUND_ID",
    "DM_REGISTRATIONS": "PERSON_ID",
    "V_PERSON_WARNINGS": "PERSON_ID",
}


class Simulator:
    """A Mosaic of this machine, for as long as the `with` block or until `close()`.

    Its state lies below a folder and outlives it. `mart` is the address of a PostgreSQL database for the data mart;
    without one the mart is a file of the folder.
    """

    title: ClassVar[str] = "Mosaic"
    misbehaviours: ClassVar[frozenset[Misbehaviour]] = frozenset(Misbehaviour) - {Misbehaviour.WRONG_PERSON}
    """All but other people's data: a question in SQL names whom it is about, and is answered about nobody else."""

    def __init__(self, folder: Path, port: int = 0, mart: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._site_file = Path(str(resources.files("frontdoor_mosaic.sites").joinpath("severnshire.toml")))
        self.site = read_site(self._site_file)
        self.store = Store(folder / "mosaic.db")
        filling.fill(self.store, families.families())
        self.mart = DataMart(self.store, PostgresCopy(mart) if mart else SqliteCopy(folder / "mart.db"))
        self.mart.refresh()
        self.office, self.conduct = TokenOffice(CLIENT_ID, CLIENT_SECRET), Conduct()
        self._server = Server(port, Interface(self.store, self.site), self.office, self.conduct)
        self._server.serve()

    @classmethod
    def start(cls, folder: Path, port: int = 0) -> Self:
        return cls(folder, port)

    @property
    def url(self) -> str:
        return f"{self._server.url}{BASE}"

    @property
    def settings(self) -> Mapping[str, Any]:
        table = {"mart": self.mart.url, "api": self.url, "client_id": CLIENT_ID, "client_secret": SECRET}
        schema = {"mart_schema": self.mart.schema} if self.mart.schema else {}
        return {**table, **schema, "site_file": str(self._site_file)}

    @property
    def secrets(self) -> Mapping[str, str]:
        return {SECRET: self.office.secret}

    @property
    def sockets(self) -> Mapping[str, tuple[str, int]]:
        return {"api": self._server.host_and_port}

    def misbehave(self, how: Misbehaviour | None) -> None:
        self.misbehave_in(how, *(CONCERNED.get(how, ()) if how else ()))

    def misbehave_in(self, how: Misbehaviour | None, *operations: str, times: int = 0) -> None:
        """Go wrong in some operations of the contract only, or in so many calls only."""
        self.conduct.set(how, operations, times)
        self.mart.be_stale(how is Misbehaviour.STALE)

    def held(self, reference: str) -> Held:
        steps = self.store.rows(
            "SELECT WORKFLOW_STEP_ID FROM STEP_DETAILS WHERE SUBMISSION_REF = ? ORDER BY WORKFLOW_STEP_ID", reference
        )
        answers = self.store.rows(
            "SELECT QUESTION_USER_CODE, TEXT_ANSWER FROM DM_CACHED_FORM_ANSWERS NATURAL JOIN STEP_DETAILS"
            " NATURAL JOIN DM_CACHED_FORM_QUESTIONS WHERE SUBMISSION_REF = ?"
            " ORDER BY WORKFLOW_STEP_ID, FORM_ID, FORM_ANSWER_ROW_ID",
            reference,
        )
        notes = self.store.rows("SELECT NOTE FROM CASE_NOTES WHERE SUBMISSION_REF = ? ORDER BY ID", reference)
        files = self.store.rows("SELECT CONTENT FROM DOCUMENTS WHERE SUBMISSION_REF = ? ORDER BY ID", reference)
        return Held(
            episodes=tuple(str(row[0]) for row in steps),
            notes=len(notes),
            documents=len(files),
            texts=(*(as_shown(row[0], row[1], self.site) for row in answers), *(row[0] for row in notes)),
            files=tuple(row[0] for row in files),
        )

    def catch_up(self) -> None:
        self.mart.refresh()

    def populate(self, people: int, seed: int) -> None:
        crowd.populate(self.store, people, seed)
        self.mart.refresh()

    def work_on(self, step: str, action: str, next_actions: Iterable[str] = (), reason: str = "") -> None:
        """Do with a step what a worker does on the screen, like `start` or `complete`. The mart learns of it later."""
        body: dict[str, Any] = {"action": action, "nextActions": [{"description": each} for each in next_actions]}
        with self.store.transaction():
            LiveSteps(self.store, self.site).change(int(step), body | ({"reason": reason} if reason else {}))

    def change_somebody(self) -> str:
        person = self._somebody("ASC")
        with self.store.transaction():
            self.store.change(
                "UPDATE DM_PERSONS SET LAST_NAME = LAST_NAME || '-Newman', FULL_NAME = FULL_NAME || '-Newman'"
                " WHERE PERSON_ID = ?",
                person,
            )
        self.mart.refresh()
        return str(person)

    def remove_somebody(self) -> str:
        person = self._somebody("DESC")
        with self.store.transaction():
            self.store.change("DELETE FROM DM_PERSONAL_RELATIONSHIPS WHERE OTHER_PERSON_ID = ?", person)
            for table, column in _OF_ONE_PERSON.items():
                self.store.change(f"DELETE FROM {table} WHERE {column} = ?", person)
        self.mart.refresh()
        return str(person)

    def close(self) -> None:
        self._server.stop()
        self.mart.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _somebody(self, order: str) -> int:
        row = self.store.row(
            f"SELECT PERSON_ID FROM DM_PERSONS WHERE RESTRICTED = 'N' ORDER BY PERSON_ID {order} LIMIT 1"
        )
        if row is None:
            raise LookupError("nobody is on record whose record is not restricted")
        return int(row["PERSON_ID"])
