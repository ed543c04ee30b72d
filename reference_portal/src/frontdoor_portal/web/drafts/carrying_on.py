"""A draft whose form has a newer version: what carrying on means; and answers that are with a draft and not in it."""

from collections.abc import Iterator

from frontdoor.forms import RawAnswers, display, rewording
from frontdoor_portal.use_cases.drafts import open_draft
from frontdoor_portal.use_cases.drafts.carrying_on import CarryingOn, carry_on, see_carrying_on
from frontdoor_portal.use_cases.drafts.versions import VersionsToChoose
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.web.auditing import writes_once_a_sitting
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.after_sending import receipt_of_sent
from frontdoor_portal.web.drafts.checking import answer_at, label_at
from frontdoor_portal.web.drafts.unsaved import rows_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import FormFields, FromPath, QueryFields, TheOffice, Who, get, post
from frontdoor_portal.web.site import AnyRequest

_WRITES = requires(Permission.SEND_CONCERNS)
_OF_DRAFT = writes_once_a_sitting(Action.VIEWED_DRAFT)


@get(addresses.CARRY_ON, _WRITES, _OF_DRAFT)
def ask_to_carry_on(request: AnyRequest, office: TheOffice, who: Who, draft_id: FromPath[str]) -> Page:
    """What is asked again, what of it in other words, and what is not asked any more."""
    try:
        open_draft(office, who.professional, draft_id)
        found = see_carrying_on(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    if found is None:
        return see_other(addresses.of_draft(draft_id))
    return page(
        request,
        "drafts/carry_on.html",
        standing=found.standing,
        ask_again=[found.new.question(each).label for each in found.carried.ask_again],
        reworded=list(_reworded(found)),
        gone=_placeless(found),
        address=addresses.of_draft(draft_id),
    )


@post(addresses.CARRY_ON, _WRITES, _OF_DRAFT)
def carry_on_now(office: TheOffice, who: Who, form: FormFields, draft_id: FromPath[str]) -> Page:
    form.only()
    try:
        carry_on(office, who.professional, draft_id)
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    except VersionsToChoose:
        # The task list leads to them.
        return see_other(addresses.of_draft(draft_id))
    return see_other(addresses.of_draft(draft_id))


@get(addresses.LEFT_BEHIND, _WRITES, _OF_DRAFT)
def earlier_answers(
    request: AnyRequest, office: TheOffice, who: Who, params: QueryFields, draft_id: FromPath[str]
) -> Page:
    """Answers of earlier versions that have no place in this one, and of two versions of a page those not chosen.

    They stay here until the draft is sent. It says so where a page has just come here that was opened before the form
    changed.
    """
    just_kept = params.only("just").one("just") == "kept"
    try:
        draft = open_draft(office, who.professional, draft_id).draft
    except NotVisible:
        return receipt_of_sent(office, who, draft_id)
    earlier: list[tuple[str, str]] = []
    not_chosen: list[tuple[str, str]] = []
    for behind in draft.left_behind:
        old = office.form_versions.get((draft.form_id, str(behind["version"])))
        answers: RawAnswers = behind["answers"]
        shown = not_chosen if draft.was_not_chosen(behind) else earlier
        shown += rows_of(old.questions, answers) if old else [(key, str(value)) for key, value in answers.items()]
    return page(
        request,
        "drafts/earlier_answers.html",
        earlier=earlier,
        not_chosen=not_chosen,
        just_kept=just_kept,
        address=addresses.of_draft(draft_id),
    )


def _placeless(found: CarryingOn) -> list[tuple[str, str]]:
    """What does not go on, in the form's own words; of a group, which person's or thing's it is."""
    return [_as_it_was(found, path) for path in (*found.carried.gone, *found.carried.misfits)]


def _as_it_was(found: CarryingOn, path: str) -> tuple[str, str]:
    form, answers = found.opened.form, found.opened.draft.answers
    return label_at(form, path), display(form.question_at(path), answer_at(answers, path))


def _reworded(found: CarryingOn) -> Iterator[tuple[str, str, str]]:
    """What was asked, what was answered, and what is asked now, of whatever is asked in other words."""
    old, new, answers = found.opened.form, found.new, found.opened.draft.answers
    for path in found.carried.reworded:
        words = rewording(old.question_at(path), new.question_at(path), answer_at(answers, path))
        if words:
            label, answer = _as_it_was(found, path)
            yield "\n".join((label, *words.before[1:])), answer, "\n".join(words.now)


routes = (ask_to_carry_on, carry_on_now, earlier_answers)
