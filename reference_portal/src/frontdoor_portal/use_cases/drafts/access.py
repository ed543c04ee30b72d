"""Who may do what with a draft: the one place that says so.

A draft belongs to the agency in which it was begun: whoever moves to another leaves it there. Within the agency it is
open to whoever began it, to the lead who took it over, and to colleagues they share it with. The first two have it:
they share it and throw it away. Everybody to whom it is open writes in it and may send it. What a sensitive or sealed
record says goes round with no draft, and what tells of a worker goes to no lead (`closed`): where everybody is gone to
whom such a draft is open, a duty manager of the front door stands in.
"""

from collections.abc import Iterable

from attrs import frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import FormDefinition
from frontdoor_portal.use_cases.drafts.closed import is_closed_to, stands_in
from frontdoor_portal.use_cases.models import Draft
from frontdoor_portal.use_cases.permissions import Permission, may
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.ports.drafts import Share
from frontdoor_portal.use_cases.refusals import NotPermitted, NotVisible
from frontdoor_portal.use_cases.seeing import AT_THE_FRONT_DOOR, OF_THE_AGENCY, OWN

SHARED_WITH_THEM = "Draft of a colleague"


class FormGone(LookupError):
    """An open draft whose form version is no longer installed: to be read, and no more.

    `may_discard` where whoever opened it may throw it away.
    """

    def __init__(self, draft: Draft, *, may_discard: bool) -> None:
        super().__init__(draft.id)
        self.draft, self.may_discard = draft, may_discard


@frozen
class OpenDraft:
    """A draft with the form version it is filled in."""

    draft: Draft
    form: FormDefinition


def has(by: Professional, draft: Draft) -> bool:
    """Whether a person has a draft: they began it, or took it over, and are still of its agency, or stand in."""
    is_theirs = draft.agency_id == by.agency.id and by.id in {draft.author_id, draft.holder_id}
    return is_theirs or stands_in(by, draft)


def is_open_to(by: Professional, draft: Draft, shares: Iterable[Share]) -> bool:
    """Whether a person may read a draft, write in it and send it."""
    is_shared = draft.agency_id == by.agency.id and any(share.professional_id == by.id for share in shares)
    return has(by, draft) or is_shared


def may_take_over(by: Professional, draft: Draft) -> bool:
    """Whether a lead may take a draft of their agency over: any that they do not have already."""
    return may(by, Permission.TAKE_OVER_DRAFTS) and draft.agency_id == by.agency.id and not has(by, draft)


def may_discard(tx: Transaction, by: Professional, draft: Draft) -> bool:
    """Whether a person may throw a draft away: whoever has it, but a lead only once its author is gone.

    Until then it is the author's words that would go, without the author being asked.
    """
    return has(by, draft) and (draft.author_id == by.id or not _is_author_here(tx, draft))


def _is_author_here(tx: Transaction, draft: Draft) -> bool:
    author = tx.accounts.account(draft.author_id)
    return author is not None and not author.disabled and author.professional.agency.id == draft.agency_id


def purpose_of_opening(by: Professional, draft: Draft) -> str:
    """Why a person opens a draft, for the audit."""
    if draft.author_id == by.id:
        return OWN
    if stands_in(by, draft):
        return AT_THE_FRONT_DOOR
    return OF_THE_AGENCY if draft.holder_id == by.id else SHARED_WITH_THEM


def draft_open_to(
    office: Office, tx: Transaction, by: Professional, draft_id: str, *, to_change: bool = False
) -> Draft:
    """A draft that is open to this person. Raises `NotVisible` alike for none and for one that is not.

    With `to_change` whoever else wants to change it waits until the transaction is over.
    """
    draft = tx.drafts.get_to_change(draft_id) if to_change else tx.drafts.get(draft_id)
    if draft is None:
        raise NotVisible(draft_id)
    shares = () if has(by, draft) else tx.drafts.shares_of((draft_id,)).get(draft_id, ())
    if not is_open_to(by, draft, shares) or is_closed_to(office, tx, by, draft):
        raise NotVisible(draft_id)
    return draft


def readers_of_draft(office: Office, tx: Transaction, draft: Draft) -> tuple[str, ...]:
    """Everybody with an account that is open to whom a draft is open now: its author first, then whoever took it over.

    Those who share it follow, first come first.
    """
    people = _open_but_for_its_words(tx, draft)
    return tuple(each.id for each in people if not is_closed_to(office, tx, each, draft))


def shut_out(office: Office, tx: Transaction, draft: Draft) -> frozenset[str]:
    """Those who took a draft over or with whom it is shared, and to whom it is closed for what it says since.

    Whoever left or moved is not among them: that, and not its words, is why they do not open it.
    """
    people = _open_but_for_its_words(tx, draft)
    return frozenset(each.id for each in people if is_closed_to(office, tx, each, draft))


def _open_but_for_its_words(tx: Transaction, draft: Draft) -> tuple[Professional, ...]:
    shares = tx.drafts.shares_of((draft.id,)).get(draft.id, ())
    known = dict.fromkeys((draft.author_id, draft.holder_id, *(share.professional_id for share in shares)))
    accounts = (tx.accounts.account(each) for each in known if each)
    people = (account.professional for account in accounts if account is not None and not account.disabled)
    return tuple(each for each in people if is_open_to(each, draft, shares))


def draft_had_by(office: Office, tx: Transaction, by: Professional, draft_id: str) -> Draft:
    """The same, to be changed, for what only those may do who have it. Raises `NotVisible`, or `NotPermitted`."""
    draft = draft_open_to(office, tx, by, draft_id, to_change=True)
    if not has(by, draft):
        raise NotPermitted("Only whoever has the draft may do this")
    return draft


def own_draft(
    office: Office, tx: Transaction, by: Professional, draft_id: str, *, to_change: bool = False
) -> OpenDraft:
    """A draft that is open to this person, with its form. Raises what `draft_open_to` and `with_its_form` do."""
    return with_its_form(office, tx, by, draft_open_to(office, tx, by, draft_id, to_change=to_change))


def with_its_form(office: Office, tx: Transaction, by: Professional, draft: Draft) -> OpenDraft:
    """A draft with its form. Raises `FormGone` where nothing is installed any more that could show its questions."""
    form = office.form_versions.get((draft.form_id, draft.form_version))
    if form is None:
        raise FormGone(draft, may_discard=may_discard(tx, by, draft))
    return OpenDraft(draft, form)
