"""Versions of a page that still wait for a choice when an urgent concern goes: they go along as added information.

Nobody is held up to choose, and nothing that a page said was kept is thrown away with the draft. Of a form about
several children, what tells of another child goes along apart, so that it comes into no record of this one.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from frontdoor.domain.texts import as_kept
from frontdoor.forms import FormDefinition, Question, display, in_play, items_in_play
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
    form, saved = opened.form, opened.draft.answers
    page = form.page(version.page_id)
    said = _asked(form, {**saved, **version.answers})
    answers = [
        f"{question.label}\n{text}"
        for question in page.questions
        if is_for_record(form, question, number) is not of_others
        and not is_same(version.answers, saved, (question.id,))
        and (text := display(question, said.get(question.id)))
    ]
    if not answers:
        return ""
    name = names.get(version.written_by) or "a colleague"
    told = (
        f"On the page “{page.title}” two versions were written at the same time, and nobody had chosen between them. "
        f"The other was sent. This is what {name} typed on {moment(version.written_at)}:"
    )
    return "\n\n".join((told, *answers))


def _asked(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
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
