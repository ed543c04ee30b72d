"""Whoever owns the database may do anything to it: an export and the anchors show that, and what it was."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define
from click.testing import CliRunner
from reference_portal.tests.evidence.histories import KEY, OTHER_KEY
from reference_portal.tests.fakes import Clock, office_on
from reference_portal.tests.storage.made import NOW
from sqlalchemy import Engine, bindparam, select, text

from frontdoor_portal.cli import main
from frontdoor_portal.evidence.anchor_file import AnchorFile
from frontdoor_portal.evidence.exporting import export_to
from frontdoor_portal.storage import SqlWork, migrations, open_engine
from frontdoor_portal.storage.rows import AuditEntryRow
from frontdoor_portal.use_cases.auditing.anchoring import HistoryDiffers, anchor
from frontdoor_portal.use_cases.auditing.sealing import seal_latest
from frontdoor_portal.use_cases.models import Action, AuditEntry

ROWS = 12


@define
class Scene:
    """A portal's audit with its anchors. `owner` is a connection without any trigger in its way."""

    engine: Engine
    folder: Path
    hours: int = 0

    @property
    def work(self) -> SqlWork:
        return SqlWork(self.engine)

    @property
    def anchors(self) -> AnchorFile:
        return AnchorFile(self.folder / "anchors.jsonl", lambda: KEY)

    def live(self, rows: int) -> None:
        """So many entries are written, an hour apart, and sealed."""
        with self.work.begin() as tx:
            for _ in range(rows):
                self.hours += 1
                at = NOW + timedelta(hours=self.hours)
                tx.audit.add(AuditEntry(at, "person-1", Action.VIEWED_CONTACT, f"FD-{self.hours}", "Triage"))
        seal_latest(self.work)

    def sign(self) -> None:
        anchor(office_on(self.work, Clock(NOW + timedelta(hours=self.hours, seconds=30))), self.anchors)

    def owner(self, *statements: str, **values: object) -> None:
        """The owner of the database drops the triggers and does as they like."""
        with self.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
                for name in triggers.all():
                    connection.execute(text(f"DROP TRIGGER {name}"))
            else:
                for table in ("audit_entries", "audit_seals", "audit_chain"):
                    connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            for statement in statements:
                connection.execute(text(statement), values)

    def re_chain(self) -> None:
        """The owner computes every hash anew with the portal's own code, so that each row follows from the last."""
        self.owner("DELETE FROM audit_seals")
        seal_latest(self.work)

    def verified(self, name: str = "audit.jsonl.gz", public_key: str = KEY.public) -> tuple[int, list[str]]:
        """Export and verify, as two commands do: the exit code, and how each finding begins."""
        file = self.folder / name
        file.unlink(missing_ok=True)
        export_to(file, self.work)
        arguments = ["--export", str(file), "--anchors", str(self.anchors.path), "--public-key", public_key]
        result = CliRunner().invoke(
            main, ["--config", "/nowhere/portal.toml", "audit", "verify", *arguments], catch_exceptions=False
        )
        return result.exit_code, result.stderr.splitlines()


@pytest.fixture
def scene(engine: Engine, tmp_path: Path) -> Scene:
    """Twelve entries, sealed; the first eight and all of them signed for."""
    made = Scene(engine, tmp_path)
    made.live(8)
    made.sign()
    made.live(ROWS - 8)
    made.sign()
    return made


def test_what_nobody_touched_is_whole(scene: Scene) -> None:
    scene.live(3)
    assert scene.verified() == (0, [])


def test_an_edit(scene: Scene) -> None:
    scene.owner("UPDATE audit_entries SET actor_id = 'person-2' WHERE subject = 'FD-5'")
    assert scene.verified() == (1, ["EDITED: row 5 does not say what was sealed"])


def test_an_entry_dated_back_in_its_place(scene: Scene) -> None:
    earlier = bindparam("at", NOW, AuditEntryRow.at.type)
    scene.owner()
    with scene.engine.begin() as connection:
        connection.execute(AuditEntryRow.__table__.update().where(AuditEntryRow.subject == "FD-5").values(at=earlier))  # type: ignore[attr-defined]
    assert scene.verified() == (1, ["EDITED: row 5 does not say what was sealed"])


def test_a_deletion(scene: Scene) -> None:
    scene.owner("DELETE FROM audit_entries WHERE subject = 'FD-5'")
    assert scene.verified() == (
        1,
        ["DELETED: row 5: its entry 5 is gone from the database, and its seal left"],
    )


def test_a_deletion_with_its_seal(scene: Scene) -> None:
    scene.owner("DELETE FROM audit_entries WHERE subject = 'FD-5'", "DELETE FROM audit_seals WHERE seq = 5")
    assert scene.verified() == (1, ["DELETED: row 5 is missing: row 6 follows row 4"])


def test_a_deletion_with_the_rest_numbered_anew(scene: Scene) -> None:
    scene.owner(
        "DELETE FROM audit_entries WHERE subject = 'FD-5'",
        "DELETE FROM audit_seals WHERE seq = 5",
        "UPDATE audit_seals SET seq = -seq WHERE seq > 5",
        "UPDATE audit_seals SET seq = -seq - 1 WHERE seq < 0",
    )
    assert scene.verified() == (1, ["DELETED: 1 row was removed before row 5, and the rest numbered anew"])


def test_two_entries_swapped(scene: Scene) -> None:
    scene.owner(
        "UPDATE audit_seals SET entry_id = -9 WHERE seq = 9",
        "UPDATE audit_seals SET entry_id = 9 WHERE seq = 5",
        "UPDATE audit_seals SET entry_id = 5 WHERE seq = 9",
    )
    assert scene.verified() == (1, ["REORDERED: what was sealed as row 5 stands as row 9"])


def test_an_entry_put_in_the_middle(scene: Scene) -> None:
    scene.owner(
        "UPDATE audit_seals SET seq = -seq WHERE seq >= 5",
        "UPDATE audit_seals SET seq = -seq + 1 WHERE seq < 0",
        "INSERT INTO audit_entries (id, at, actor_id, action, subject, purpose, detail) "
        "SELECT 77, at, 'person-2', action, subject, purpose, detail FROM audit_entries WHERE id = 5",
        f"INSERT INTO audit_seals VALUES (5, 77, '{'ab' * 32}')",
    )
    assert scene.verified() == (
        1,
        ["INSERTED: row 5 was not there when the rows after it were sealed"],
    )


def test_an_entry_added_today_and_dated_back(scene: Scene) -> None:
    scene.owner(
        "INSERT INTO audit_entries (id, at, actor_id, action, subject, purpose, detail) "
        "SELECT 77, at, 'person-2', action, subject, purpose, detail FROM audit_entries WHERE id = 3"
    )
    before = scene.verified()
    seal_latest(scene.work)
    after = scene.verified()
    told = [(code, said[0].partition(" says ")[0]) for code, said in (before, after)]
    assert told == [(1, "DATED BACK: the entry 77, which has no seal,"), (1, "DATED BACK: row 13")]


def test_the_tail_cut(scene: Scene) -> None:
    scene.owner("DELETE FROM audit_entries WHERE id > 9", "DELETE FROM audit_seals WHERE seq > 9")
    code, [said] = scene.verified()
    assert (code, said.partition(", and row")[0]) == (
        1,
        "TAIL CUT: the history is shorter than the anchor: it ends with row 9",
    )


def test_a_chain_written_anew_from_the_fifth_row_on(scene: Scene) -> None:
    scene.owner("UPDATE audit_entries SET actor_id = 'person-2' WHERE subject = 'FD-5'")
    scene.re_chain()
    code, [said] = scene.verified()
    assert (code, said.partition(" that was signed")[0]) == (1, "RE-CHAINED: row 8 has not the hash")
    assert "something after row 0 was changed and the chain written anew" in said


def test_a_deletion_with_the_chain_written_anew(scene: Scene) -> None:
    scene.owner("DELETE FROM audit_entries WHERE subject = 'FD-10'")
    scene.re_chain()
    code, [said] = scene.verified()
    assert (code, said.partition(":")[0]) == (1, "TAIL CUT")


def test_the_same_with_another_entry_in_its_place(scene: Scene) -> None:
    scene.owner("DELETE FROM audit_entries WHERE subject = 'FD-10'")
    scene.re_chain()
    scene.live(1)
    code, [said] = scene.verified()
    assert (code, said.partition(" that was signed")[0]) == (1, "RE-CHAINED: row 12 has not the hash")


@pytest.mark.usefixtures("scene")
def test_the_chain_of_another_deployment(empty_database_url: str, tmp_path: Path) -> None:
    migrations.upgrade(empty_database_url)
    elsewhere = Scene(open_engine(empty_database_url), tmp_path)
    elsewhere.live(ROWS)
    code, [said] = elsewhere.verified("elsewhere.jsonl")
    elsewhere.engine.dispose()
    assert (code, said.partition(":")[0]) == (1, "ANOTHER DEPLOYMENT")


def test_the_chain_of_another_deployment_under_our_name(scene: Scene, empty_database_url: str, tmp_path: Path) -> None:
    migrations.upgrade(empty_database_url)
    elsewhere = Scene(open_engine(empty_database_url), tmp_path, hours=100)
    elsewhere.live(ROWS)
    with scene.work.reading() as tx:
        ours = tx.seals.head().deployment
    elsewhere.owner("UPDATE audit_chain SET deployment = :ours", ours=ours)
    as_they_are = elsewhere.verified("elsewhere.jsonl")
    elsewhere.re_chain()
    written_anew = elsewhere.verified("elsewhere.jsonl")
    elsewhere.engine.dispose()
    assert [as_they_are[1][0].partition(":")[0], written_anew[1][0].partition(":")[0]] == ["EDITED", "RE-CHAINED"]


@pytest.fixture
def restored(scene: Scene, tmp_path: Path) -> Callable[[], Scene]:
    """Yesterday's backup: what was there when this was made comes back into a database of its own."""
    with scene.engine.connect() as connection:
        rows = connection.execute(select(AuditEntryRow)).mappings().all()
        seals = connection.execute(text("SELECT seq, entry_id, hash FROM audit_seals")).all()
        deployment = connection.execute(text("SELECT deployment FROM audit_chain")).scalar_one()
    file = tmp_path / "restored.sqlite"

    def restore() -> Scene:
        migrations.upgrade(f"sqlite:///{file}")
        back = Scene(open_engine(f"sqlite:///{file}"), tmp_path, scene.hours)
        back.owner("UPDATE audit_chain SET deployment = :deployment", deployment=deployment)
        with back.engine.begin() as connection:
            connection.execute(AuditEntryRow.__table__.insert(), [dict(row) for row in rows])  # type: ignore[attr-defined]
            for seq, entry_id, digest in seals:
                connection.execute(
                    text("INSERT INTO audit_seals VALUES (:seq, :entry, :hash)"),
                    {"seq": seq, "entry": entry_id, "hash": digest},
                )
        return back

    return restore


def test_yesterdays_backup_restored(scene: Scene, restored: Callable[[], Scene]) -> None:
    scene.live(4)
    scene.sign()
    back = restored()
    at_once = back.verified()
    back.live(6)
    written_on = back.verified()
    back.engine.dispose()
    assert [(code, said[0].partition(" that was")[0]) for code, said in (at_once, written_on)] == [
        (
            1,
            "TAIL CUT: the history is shorter than the anchor: it ends with row 12, and row 16 was signed on "
            "2026-11-06T08:30:45.123456Z. The tail was cut, or an older backup was restored",
        ),
        (1, "RE-CHAINED: row 16 has not the hash"),
    ]


def test_nothing_is_signed_over_a_history_that_differs(scene: Scene) -> None:
    scene.owner("UPDATE audit_entries SET actor_id = 'person-2' WHERE subject = 'FD-5'")
    scene.re_chain()
    scene.live(1)
    before = scene.anchors.path.read_bytes()
    with pytest.raises(HistoryDiffers, match="does not hold what was signed for its row 12"):
        scene.sign()
    assert scene.anchors.path.read_bytes() == before


def test_anchors_signed_by_the_owner_themselves(scene: Scene) -> None:
    scene.owner("UPDATE audit_entries SET actor_id = 'person-2' WHERE subject = 'FD-5'")
    scene.re_chain()
    scene.anchors.path.unlink()
    with scene.work.reading() as tx:
        head = tx.seals.head()
    office = office_on(scene.work, Clock(NOW))
    anchor(office, AnchorFile(scene.anchors.path, lambda: OTHER_KEY))
    assert head.seq == ROWS
    assert scene.verified() == (
        1,
        ["BAD SIGNATURE: line 1 of the anchors was not signed with this key, or was changed since"],
    )


def test_a_checkpoint_changed_in_the_file(scene: Scene) -> None:
    file = scene.anchors.path
    file.write_text(file.read_text(encoding="utf-8").replace('"seq":12', '"seq":11'), encoding="utf-8")
    code, said = scene.verified()
    assert (code, said) == (
        1,
        ["BAD SIGNATURE: line 2 of the anchors was not signed with this key, or was changed since"],
    )


def test_sealing_again_what_was_sealed_gives_the_same_chain(scene: Scene) -> None:
    with scene.work.reading() as tx:
        before = tx.seals.sealed(0, 100)
    scene.re_chain()
    with scene.work.reading() as tx:
        assert tx.seals.sealed(0, 100) == before
    assert scene.verified() == (0, [])
