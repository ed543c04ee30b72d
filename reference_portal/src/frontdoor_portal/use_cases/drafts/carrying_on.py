"""A draft whose form has a newer version: carried on in that one, or finished in its own while that may be sent."""

from datetime import datetime
from enum import StrEnum

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import CarriedOver, FormDefinition, carry_over
from frontdoor_portal.use_cases.drafts.access import OpenDraft, own_draft
from frontdoor_portal.use_cases.drafts.versions import VersionsToChoose
from frontdoor_portal.use_cases.models import Action, Draft
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.seeing import audit


class FormAge(StrEnum):
    """How a draft's version of its form stands to the one in force."""

    IN_FORCE = "in_force"
    STILL_SENT = "still_sent"
    """A newer one is in force, and this one may be sent for a while."""
    TOO_OLD = "too_old"
    """It is carried on before it is sent."""


class FormTooOld(RuntimeError):
    """A draft whose version of the form is not taken any more: it goes on in the version that is in force."""


@frozen
class FormStanding:
    """How a draft stands; `until` is when its version may be sent last, where it is not the one in force."""

    age: FormAge
    until: datetime | None = None


@frozen
class CarryingOn:
    """What carrying a draft on means: answers that stay, questions to be asked again, answers without a place there, or
    to other words than those that are asked now.
    """

    opened: OpenDraft
    new: FormDefinition
    carried: CarriedOver
    standing: FormStanding


def standing_of(office: Office, draft: Draft) -> FormStanding:
    """How a draft's version stands now. A form of which none is in force any more is finished in the version it has."""
    new = office.forms.get(draft.form_id)
    if new is None or new.version == draft.form_version:
        return FormStanding(FormAge.IN_FORCE)
    now = office.now()
    with office.work.reading() as tx:
        # A version of which nobody has noted it yet counts as of today: nobody's draft is too old before its time.
        since = tx.drafts.in_force_since(new.id, new.version) or now
    until = since + office.drafts.old_form_sent_for
    return FormStanding(FormAge.STILL_SENT if now < until else FormAge.TOO_OLD, until)


def see_carrying_on(office: Office, by: Professional, draft_id: str) -> CarryingOn | None:
    """What carrying on would mean; None where the draft is in the version in force. Raises `NotVisible`, `FormGone`."""
    with office.work.reading() as tx:
        opened = own_draft(office, tx, by, draft_id)
    standing = standing_of(office, opened.draft)
    if standing.age is FormAge.IN_FORCE:
        return None
    new = office.forms[opened.form.id]
    return CarryingOn(opened, new, carry_over(opened.form, new, opened.draft.answers), standing)


def carry_on(office: Office, by: Professional, draft_id: str) -> None:
    """Go on in the version in force. Answers without a place there stay with the draft until it is sent.

    Sent twice, it is done once. Raises `NotVisible`, `FormGone`, and `VersionsToChoose` where two versions of a page
    wait: they are of the questions as they were.
    """
    with office.work.begin() as tx:
        opened = own_draft(office, tx, by, draft_id, to_change=True)
        draft, new = opened.draft, office.forms.get(opened.form.id)
        if new is None or new.version == draft.form_version:
            return
        if tx.drafts.versions_of(draft_id):
            raise VersionsToChoose
        carried = carry_over(opened.form, new, draft.answers)
        behind = ({"version": draft.form_version, "answers": dict(carried.left)},) if carried.left else ()
        now = office.now()
        tx.drafts.save(
            evolve(
                draft,
                form_version=new.version,
                answers=dict(carried.answers),
                left_behind=(*draft.left_behind, *behind),
                changed_at=now,
                changed_by=by.id,
            )
        )
        audit(office, tx, by, Action.CARRIED_DRAFT, draft_id, detail=f"{draft.form_version},{new.version}")
