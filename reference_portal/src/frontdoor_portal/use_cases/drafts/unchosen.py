"""Versions of a page that still wait for a choice when an urgent concern goes: they go along as added information.

Nobody is held up to choose, and nothing that a page said was kept is thrown away with the draft. Of a form about
several children, what tells of another child goes along apart, so that it comes into no record of this one.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from frontdoor.domain.texts import as_kept
from frontdoor.forms import FormDefinition, Question, RawAnswers, display, in_play, items_in_play
from frontdoor.workflow.answering import LONGEST_TEXT
from frontdoor_portal.use_cases.drafts.access import OpenDraft
from frontdoor_portal.use_cases.drafts.versions import is_same
from frontdoor_portal.use_cases.one_child import is_for_record
from frontdoor_portal.use_cases.ports import Transaction
from frontdoor_portal.use_cases.ports.drafts import OtherVersion
from frontdoor_portal.use_cases.telling_time import moment


@frozen
class Unchosen:
    """What a version says that is not in the draft, as added information; `id` is always the same for the same.

    `of_others`: it tells of another child of the form than the one whose contact it is added to.
    """

    id: str
    text: str
    of_others: bool = False


def unchosen_of(tx: Transaction, opened: OpenDraft, number: int) -> tuple[Unchosen, ...]:
    """What the versions that wait say otherwise, for the contact about the form's child of that number.

    Each is one text, what tells of other children another, and each of these is several where it is too long for one.
    """
    versions = tx.drafts.versions_of(opened.draft.id)
    names = tx.reviews.names_of({each.written_by for each in versions}) if versions else {}
    return tuple(
        Unchosen(_id(version, start, of_others=of_others), piece, of_others)
        for version in versions
        for of_others in (False, True)
        if (text := _text(opened, version, names, number, of_others=of_others))
        for start in range(0, len(text), LONGEST_TEXT)
        # A piece of blank lines alone says nothing, and no addition may say nothing.
        if as_kept(piece := text[start : start + LONGEST_TEXT])
    )


def _id(version: OtherVersion, start: int, *, of_others: bool) -> str:
    mark = f"{version.id} others {start}" if of_others else f"{version.id} {start}"
    return hashlib.sha256(mark.encode()).hexdigest()[:16]


def _text(opened: OpenDraft, version: OtherVersion, names: Mapping[str, str], number: int, *, of_others: bool) -> str:
    """What this version says otherwise, in its writer's own answers: none of the saved ones is put into their mouth."""
    form, saved = opened.form, opened.draft.answers
    page = form.page(version.page_id)
    said, sent = _said(form, version, saved), _asked(form, saved)
    answers, blank = [], []
    for question in page.questions:
        of_this_text = is_for_record(form, question, number) is not of_others
        if not of_this_text or is_same(version.answers, saved, (question.id,)):
            continue
        if text := display(question, said.get(question.id)):
            answers.append(f"{question.label}\n{text}")
        elif not display(question, version.answers.get(question.id)) and display(question, sent.get(question.id)):
            blank.append(question.label)
    if not answers and not blank:
        return ""
    name = names.get(version.written_by) or "a colleague"
    told = [
        f"On the page “{page.title}” two versions were written at the same time, and nobody had chosen between them. "
        f"The other was sent. {f'This is what {name} typed' if answers else f'{name} saved theirs'} "
        f"on {moment(version.written_at)}{':' if answers else '.'}",
        *answers,
    ]
    if blank:
        told.append("\n".join((f"In {name}’s version these were left blank:", *blank)))
    return "\n\n".join(told)


def _said(form: FormDefinition, version: OtherVersion, saved: RawAnswers) -> dict[str, Any]:
    """What a version answers of what would be asked.

    A blank in it may be an answer that somebody took out, or one that another gave after the page was opened: nothing
    that was typed is left out for either.
    """
    on_page = {question.id for question in form.page(version.page_id).questions}
    beside = {key: value for key, value in saved.items() if key not in on_page}
    filled_up = _asked(form, {**saved, **version.answers})
    by_itself = _asked(form, {**beside, **version.answers})
    return {key: value for key, value in {**by_itself, **filled_up}.items() if key in version.answers}


def _asked(form: FormDefinition, answers: RawAnswers) -> dict[str, Any]:
    """The answers to what would be asked of them: one that another answer hides never leaves."""
    playing = in_play(form, answers)
    asked: dict[str, Any] = {}
    for question in form.questions:
        if question.id in playing.questions:
            raw = answers.get(question.id)
            asked[question.id] = _items(question, raw, playing.said) if question.is_group else raw
    return asked


def _items(group: Question, raw: Any, said: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, Any], ...]:
    items = items_in_play(group, raw, said)
    return tuple({each.id: item.raw[each.id] for each in item.members if each.id in item.raw} for item in items)
