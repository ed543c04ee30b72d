"""What stands above a draft beside its questions: who works on it, until when it is kept, what waits for a choice."""

from datetime import datetime

from attrs import frozen

from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.drafts.carrying_on import FormStanding, standing_of
from frontdoor_portal.use_cases.drafts.expiring import expires_at, expires_soon
from frontdoor_portal.use_cases.drafts.sharing import people_of_draft
from frontdoor_portal.use_cases.drafts.taking_over import WhyTaken
from frontdoor_portal.use_cases.drafts.versions import waiting_versions
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.drafts import addresses

TAKEN = {
    WhyTaken.LEFT: "{author} had left or moved",
    WhyTaken.AWAY: "{author} was away",
    WhyTaken.ASKED: "{author} had asked for it",
}
YOU = "you"


@frozen
class People:
    """By name, "you" for the reader. `taken_why` is a sentence's end, empty where nobody took the draft over."""

    author: str
    changed_by: str
    shared_with: tuple[str, ...]
    may_share: bool
    may_discard: bool
    holder: str = ""
    taken_at: datetime | None = None
    taken_why: str = ""
    is_closed_to_holder: bool = False
    """Whether whoever took it over sees it no more, for what it says since."""
    cannot_open: tuple[str, ...] = ()
    """Those with whom it is shared and to whom it is closed, for what it says since."""

    @property
    def is_shared(self) -> bool:
        """Whether anybody works on it beside its reader."""
        return bool(self.shared_with) or bool(self.holder) or self.author != YOU


@frozen
class Waiting:
    """A page of which two versions wait for a choice."""

    id: str
    title: str
    href: str


@frozen
class DraftStanding:
    """How a draft stands: with time, with its form, and with versions that wait."""

    expires_at: datetime
    expires_soon: bool
    form: FormStanding
    waiting: tuple[Waiting, ...]
    has_left_behind: bool


def people_of(office: Office, who: SignedIn, draft: Draft) -> People:
    """Who began a draft, wrote last, has it, and works on it."""
    found = people_of_draft(office, who.professional, draft)
    names = {**found.names, who.professional.id: YOU}
    author = names.get(draft.author_id, "")
    why = TAKEN[WhyTaken(draft.taken_over_why)].format(author=author) if draft.taken_over_why else ""
    return People(
        author=author,
        changed_by=names.get(draft.changed_by or draft.author_id, ""),
        shared_with=tuple(names[each] for each in found.shared_with),
        may_share=found.may_share,
        may_discard=found.may_discard,
        holder=names.get(draft.holder_id, ""),
        taken_at=draft.taken_over_at,
        taken_why=why.replace("you was", "you were"),
        is_closed_to_holder=draft.holder_id in found.shut_out,
        cannot_open=tuple(names[each] for each in found.shared_with if each in found.shut_out),
    )


def _title(form: FormDefinition, page_id: str) -> str:
    """What a page is called, or a whole section; the form's own title for a page that it has no more."""
    return form.page(page_id).title if form.has_page(page_id) else form.title


def standing_for(office: Office, who: SignedIn, draft: Draft) -> DraftStanding:
    """How a draft stands now, for the pages that say so."""
    form = office.form_versions[draft.form_id, draft.form_version]
    waiting = (
        Waiting(each.id, _title(form, each.page_id), addresses.versions_of(draft.id, each.id))
        for each in waiting_versions(office, who.professional, draft.id)
    )
    return DraftStanding(
        expires_at=expires_at(draft, office.drafts),
        expires_soon=expires_soon(draft, office.drafts, office.now()),
        form=standing_of(office, draft),
        waiting=tuple(waiting),
        has_left_behind=bool(draft.left_behind),
    )
