"""A draft in a list: about whom by initials, how far it has come, who wrote last, and until when it stays."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from frontdoor.forms import SectionProgress, progress
from frontdoor_portal.use_cases.drafts.expiring import expires_at, expires_soon
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts.task_list import name_typed

_DONE = frozenset({SectionProgress.COMPLETED, SectionProgress.NOT_NEEDED})


@frozen
class DraftLine:
    """Initials, never a name. Without its form version (`title` is empty) it can only be read or thrown away."""

    id: str
    title: str
    initials: str
    done: int
    sections: int
    created_at: datetime
    changed_at: datetime
    changed_by: str
    """The name of whoever saved it last, which may be the reader."""
    expires_at: datetime
    expires_soon: bool
    may_discard: bool = False
    """Whether its reader may throw it away."""
    author: str = ""
    """Who began it, where that is not the reader."""
    shared_with: tuple[str, ...] = ()

    @property
    def can_continue(self) -> bool:
        return bool(self.title)


def line_of(office: Office, draft: Draft, names: Mapping[str, str], today: date, now: datetime) -> DraftLine:
    """The line of a draft; `names` are those of its people, by id."""
    form = office.form_versions.get((draft.form_id, draft.form_version))
    states = progress(form, draft.answers, today, attempted=draft.send_attempted).values() if form else ()
    return DraftLine(
        id=draft.id,
        title=form.title if form else "",
        initials=name_typed(form, draft.answers).initials if form else "",
        done=sum(state in _DONE for state in states),
        sections=len(form.sections) if form else 0,
        created_at=draft.created_at,
        changed_at=draft.changed_at,
        changed_by=names.get(draft.changed_by or draft.author_id, ""),
        expires_at=expires_at(draft, office.drafts),
        expires_soon=expires_soon(draft, office.drafts, now),
    )
