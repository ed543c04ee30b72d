"""Whatever is written, held open, dropped, sealed and signed in whatever order: the history is whole, and holds all."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_portal.tests.evidence.histories import KEY
from reference_portal.tests.fakes import Clock, office_on
from reference_portal.tests.storage.made import NOW

from frontdoor_portal.evidence.anchor_file import AnchorFile, read_anchors
from frontdoor_portal.evidence.exporting import write_export
from frontdoor_portal.evidence.findings import Report
from frontdoor_portal.evidence.keys import PublicKeys
from frontdoor_portal.evidence.verifying import verify
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.use_cases.auditing.anchoring import anchor
from frontdoor_portal.use_cases.auditing.sealing import seal_everything, seal_latest
from frontdoor_portal.use_cases.models import Action, AuditEntry

STEPS = ("write", "open", "commit", "drop", "seal_latest", "seal_everything", "sign")


class _Dropped(Exception):
    pass


@define
class Portal:
    """Several writers at once, and a sealer between any two of their steps. `committed` counts what must be kept."""

    work: SqlWork
    anchors: AnchorFile
    clock: Clock = field(factory=lambda: Clock(NOW))
    committed: int = 0
    opened: list[AbstractContextManager[object]] = field(factory=list)

    def take(self, step: str) -> None:
        self.clock.at += timedelta(seconds=1)
        steps: dict[str, Callable[[], object]] = {
            "seal_latest": lambda: seal_latest(self.work),
            "seal_everything": lambda: seal_everything(self.work),
            "sign": lambda: anchor(office_on(self.work, self.clock), self.anchors),
        }
        steps.get(step, getattr(self, step, lambda: None))()

    def write(self) -> None:
        self.open()
        self.commit()

    def open(self) -> None:
        if len(self.opened) < 5:
            opened = self.work.begin()
            opened.__enter__().audit.add(AuditEntry(self.clock(), "person-1", Action.SEARCHED, "children", "Known?"))
            self.opened.insert(0, opened)

    def commit(self) -> None:
        if self.opened:
            self.opened.pop(0).__exit__(None, None, None)
            self.committed += 1

    def drop(self) -> None:
        if self.opened:
            with suppress(_Dropped):
                self.opened.pop().__exit__(_Dropped, _Dropped(), None)

    def judged(self) -> Report:
        out = io.BytesIO()
        write_export(out, self.work)
        lines = self.anchors.path.read_bytes().splitlines() if self.anchors.path.exists() else []
        return verify(io.BytesIO(out.getvalue()), tuple(read_anchors(lines, PublicKeys.of([KEY.public]))))


def test_every_entry_that_was_committed_is_sealed_once_and_no_order_looks_like_an_attack(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    work = SqlWork(engine)
    before = [0]

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(STEPS), max_size=25))
    def holds(steps: list[str]) -> None:
        with TemporaryDirectory() as folder:
            portal = Portal(work, AnchorFile(Path(folder) / "anchors.jsonl", lambda: KEY), committed=before[0])
            for step in steps:
                portal.take(step)
            while portal.opened:
                portal.commit()
            portal.take("seal_everything")
            portal.take("sign")
            report = portal.judged()
        before[0] = portal.committed
        whole = (report.sealed, report.unsealed, report.anchored)
        assert whole == (portal.committed, 0, portal.committed)
        assert {finding.wrong.value for finding in report.findings} <= (
            {"no anchors"} if not portal.committed else set()
        )

    holds()
    engine.dispose()
