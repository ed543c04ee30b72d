"""Saying that a worker's number is wrong, and the list from which the front door has it put right."""

import secrets

from attrs import frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.models import Action, Message, NoticeKind, Topic
from frontdoor_portal.use_cases.notices import NoticePayload
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotPermitted
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, audit
from frontdoor_portal.use_cases.wrong_details.reports import WrongDetail, WrongWhy

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LIST_PATH = "/wrong-details"


@frozen
class ShownDetail:
    """A number or an email address of a worker, as a source gave it to whoever reports it."""

    source: str
    worker: str
    role: str
    value: str


def report_wrong(office: Office, by: Professional, detail: ShownDetail, why: WrongWhy, right: str) -> str:
    """Keep the report and tell the team's managers by email; answers with its reference.

    `detail` must be what a view showed this person, and not what a browser sent.
    """
    if not may(by, Permission.FIND_CHILDREN):
        raise NotPermitted(Permission.FIND_CHILDREN)
    report = WrongDetail(
        "WD-" + "".join(secrets.choice(_ALPHABET) for _ in range(8)),
        detail.source,
        detail.worker,
        detail.role,
        detail.value,
        why,
        right,
        by.id,
        by.name,
        office.now(),
    )
    with office.work.begin() as tx:
        tx.wrong_details.add(report)
        for manager in tx.reviews.people_with_role(Role.TEAM_MANAGER):
            payload = NoticePayload(NoticeKind.WRONG_DETAILS, manager, report.id, LIST_PATH)
            key = f"notice/{payload.kind.value}/{report.id}/{manager}"
            tx.outbox.put(Message(key, Topic.NOTICE, payload.to_mapping()))
        audit(office, tx, by, Action.REPORTED_DETAILS, report.id)
    return report.id


def waiting_reports(office: Office, by: Professional) -> tuple[WrongDetail, ...]:
    """What is to be put right, oldest first. Raises `NotPermitted`."""
    _only_team(by)
    with office.work.reading() as tx:
        return tx.wrong_details.waiting()


def tick_report(office: Office, by: Professional, report_id: str) -> bool:
    """The source was told. False where somebody had ticked it already. Raises `NotPermitted`."""
    _only_team(by)
    with office.work.begin() as tx:
        ticked = tx.wrong_details.tick(report_id, by.name, office.now())
        if ticked:
            audit(office, tx, by, Action.SETTLED_DETAILS, report_id, purpose=AT_THE_FRONT_DOOR)
    return ticked


def _only_team(by: Professional) -> None:
    if not may(by, Permission.TRIAGE):
        raise NotPermitted(Permission.TRIAGE)
