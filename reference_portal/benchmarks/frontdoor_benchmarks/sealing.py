"""How fast a database's audit is sealed and exported, and what a round costs that finds nothing to do."""

import time
from pathlib import Path
from typing import Any

from frontdoor_benchmarks.measuring import repeat
from frontdoor_portal.composition import utc_now
from frontdoor_portal.evidence.exporting import export_to
from frontdoor_portal.storage import SqlWork, open_engine
from frontdoor_portal.storage.migrations import upgrade
from frontdoor_portal.use_cases.auditing.sealing import seal_latest
from frontdoor_portal.use_cases.models import Action, AuditEntry

_BATCH = 1_000


def measure_sealing(url: str, folder: Path, entries: int) -> dict[str, Any]:
    """Write entries, seal them all, look once more where there is nothing to seal, and export."""
    upgrade(url)
    engine = open_engine(url)
    try:
        work = SqlWork(engine)
        for first in range(0, entries, _BATCH):
            with work.begin() as tx:
                for number in range(first, min(first + _BATCH, entries)):
                    purpose = "Triage at the front door"
                    tx.audit.add(AuditEntry(utc_now(), "person-1", Action.VIEWED_CONTACT, f"FD-{number}", purpose))
        began = time.perf_counter()
        sealed = seal_latest(work)
        sealing = time.perf_counter() - began
        idle = repeat(50, lambda: seal_latest(work))
        began = time.perf_counter()
        exported = export_to(folder / "sealed.jsonl", work)
        exporting = time.perf_counter() - began
    finally:
        engine.dispose()
        (folder / "sealed.jsonl").unlink(missing_ok=True)
    if (sealed, exported.sealed) != (entries, entries):
        raise RuntimeError(f"{sealed} of {entries} entries were sealed, {exported.sealed} exported")
    return {
        "sealed_a_second": round(sealed / sealing),
        "exported_a_second": round(exported.sealed / exporting),
        "idle_round_ms": round(idle.p50, 2),
    }
