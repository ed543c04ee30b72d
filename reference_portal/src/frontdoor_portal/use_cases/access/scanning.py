"""Reading the audit for looks that somebody should look at: every row once, and nothing drawn by whoever looks.

It is read in the order of its seals. A row gets its number when it is written and not when it is committed, so that
whoever went on from the last number would never see a row that was committed after one with a larger number.
"""

import secrets
from datetime import timedelta

from attrs import evolve

from frontdoor.access import Look, RecordKey, ReviewSettings, rules_met
from frontdoor_portal.use_cases.access.alerting import open_review
from frontdoor_portal.use_cases.access.store import ReviewScan
from frontdoor_portal.use_cases.auditing.sealing import seal_latest
from frontdoor_portal.use_cases.ports import Office, Transaction

_A_PAGE = 500


def scan_looks(office: Office, settings: ReviewSettings | None = None) -> int:
    """Read what was added to the audit since the last time, and queue what meets a rule; how many reviews are new.

    Safe to repeat and to interrupt: how far it came is stored with what it found.
    """
    settings, opened = settings or ReviewSettings(), 0
    seal_latest(office.work)
    while True:
        with office.work.begin() as tx:
            scan = tx.reviews.scan() or ReviewScan(0, secrets.token_bytes(32))
            looks = tx.reviews.looks_after(scan.read_to, _A_PAGE)
            canaries = {str(each) for each in tx.reviews.canaries()}
            for seal, look in looks:
                opened += _review(tx, seal, look, canaries, settings, scan.key)
                scan = evolve(scan, read_to=seal)
            tx.reviews.save_scan(scan)
        if len(looks) < _A_PAGE:
            return opened


def _review(tx: Transaction, seal: int, look: Look, canaries: set[str], settings: ReviewSettings, key: bytes) -> int:
    lately = tx.reviews.looks_lately(look.viewer_id, look.at - timedelta(hours=1), seal)
    source, _, record_id = look.record.partition("/")
    record = RecordKey(source, record_id)
    return sum(
        open_review(tx, rule, look.viewer_id, record, str(look.number), look.at, look.basis)
        for rule in rules_met(look, lately, canaries, settings, key)
    )
