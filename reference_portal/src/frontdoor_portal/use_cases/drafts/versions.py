"""Two versions of a page: written at the same time in two windows or by two people, kept until somebody chooses.

A question page carries a fingerprint of the answers that it showed. When it is saved and the draft holds others by
then, neither is written over the other.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.forms import FormDefinition, Question, display, raw_items
from frontdoor_portal.use_cases.drafts.access import OpenDraft, draft_open_to, own_draft
from frontdoor_portal.use_cases.models import NOT_CHOSEN, Action, Draft
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.ports.drafts import OtherVersion
from frontdoor_portal.use_cases.refusals import NotVisible
from frontdoor_portal.use_cases.seeing import audit


class Keep(StrEnum):
    """Which version of an answer stays."""

    TYPED = "typed"
    SAVED = "saved"
    BOTH = "both"
    """Of people or things that were added: everybody of what is saved, and whoever only the other version has."""


class ChangedMeanwhile(RuntimeError):
    """A page was changed between its opening and its saving. Both versions are kept: `version_id` has the later."""

    def __init__(self, version_id: str) -> None:
        super().__init__("The page was changed meanwhile")
        self.version_id = version_id


class NotChosen(ValueError):
    """Some questions that differ have no choice yet: `question_ids`."""

    def __init__(self, question_ids: tuple[str, ...]) -> None:
        super().__init__(f"{len(question_ids)} choices to make")
        self.question_ids = question_ids


class VersionsToChoose(RuntimeError):
    """A draft is not sent while two versions of a page wait for a choice."""


@frozen
class Difference:
    """One question of which there are two answers."""

    question: Question
    typed: Any
    saved: Any


@frozen
class TwoVersions:
    """A page of a draft in two versions. `names` says who wrote, by id; `seen` is the fingerprint of what is saved."""

    opened: OpenDraft
    version: OtherVersion
    differences: tuple[Difference, ...]
    seen: str
    names: Mapping[str, str]


def fingerprint(answers: Mapping[str, Any], question_ids: Collection[str]) -> str:
    """What a page carries to say which answers it showed; the same answers give the same one."""
    return hashlib.sha256(_plain(_of(answers, question_ids))).hexdigest()[:32]


def is_same(one: Mapping[str, Any], other: Mapping[str, Any], question_ids: Collection[str]) -> bool:
    return _plain(_of(one, question_ids)) == _plain(_of(other, question_ids))


def keep_apart(office: Office, tx: Transaction, by: Professional, draft: Draft, page_id: str, typed: Any) -> str:
    """Keep what was typed beside what is saved; answers with the version's id. The same typed twice is one version."""
    told = "\n".join((draft.id, page_id, by.id)).encode() + _plain(typed)
    version_id = hashlib.sha256(told).hexdigest()[:32]
    tx.drafts.keep_version(OtherVersion(version_id, draft.id, page_id, typed, by.id, office.now()))
    tx.drafts.save(evolve(draft, kept_at=office.now()))
    return version_id


def see_versions(office: Office, by: Professional, draft_id: str, version_id: str) -> TwoVersions:
    """Both versions, question by question. Raises `NotVisible`, also once somebody has chosen."""
    with office.work.reading() as tx:
        opened = own_draft(office, tx, by, draft_id)
        return _two_versions(tx, opened, version_id)


def choose_answers(
    office: Office, by: Professional, draft_id: str, version_id: str, choices: Mapping[str, Keep], seen: str
) -> None:
    """Keep of each answer the version that was chosen. The other stays with the draft, to be copied until it is sent.

    Raises `NotVisible`, `NotChosen`, and `ChangedMeanwhile` where what is saved is not what the choice was made from.
    """
    with office.work.begin() as tx:
        opened = own_draft(office, tx, by, draft_id, to_change=True)
        both = _two_versions(tx, opened, version_id)
        if both.seen != seen:
            raise ChangedMeanwhile(version_id)
        if missing := tuple(each.question.id for each in both.differences if not _is_chosen(each, choices)):
            raise NotChosen(missing)
        draft, answers, behind = opened.draft, dict(opened.draft.answers), {}
        for each in both.differences:
            question_id = each.question.id
            answers[question_id], left = chosen_of(each, choices[question_id])
            if answers[question_id] is None:
                del answers[question_id]
            if display(each.question, left):
                behind[question_id] = left
        entry = {"version": draft.form_version, "answers": behind, "why": NOT_CHOSEN}
        tx.drafts.save(
            evolve(
                draft,
                answers=answers,
                left_behind=(*draft.left_behind, *([entry] if behind else [])),
                changed_at=office.now(),
                changed_by=by.id,
            )
        )
        tx.drafts.remove_version(version_id)
        audit(office, tx, by, Action.CHOSE_ANSWERS, draft_id, detail=both.version.page_id)


def chosen_of(difference: Difference, choice: Keep) -> tuple[Any, Any]:
    """The answer that stays, and what of the other is nowhere in it."""
    typed, saved = difference.typed, difference.saved
    kept, left = (typed, saved) if choice is Keep.TYPED else (saved, typed)
    if not difference.question.is_group:
        return kept, left
    known = [_plain(item) for item in raw_items(kept)]
    others = tuple(item for item in raw_items(left) if _plain(item) not in known)
    return ((*raw_items(kept), *others), ()) if choice is Keep.BOTH else (kept, others)


def _is_chosen(difference: Difference, choices: Mapping[str, Keep]) -> bool:
    choice = choices.get(difference.question.id)
    return choice is not None and (choice is not Keep.BOTH or difference.question.is_group)


def waiting_versions(office: Office, by: Professional, draft_id: str) -> tuple[OtherVersion, ...]:
    """The versions of a draft's pages that wait for a choice. Raises `NotVisible`."""
    with office.work.reading() as tx:
        draft_open_to(office, tx, by, draft_id)
        return tx.drafts.versions_of(draft_id)


def _two_versions(tx: Transaction, opened: OpenDraft, version_id: str) -> TwoVersions:
    draft = opened.draft
    version = next((each for each in tx.drafts.versions_of(draft.id) if each.id == version_id), None)
    if version is None:
        raise NotVisible(version_id)
    questions = questions_of(opened.form, version.page_id)
    names = tx.reviews.names_of({version.written_by, draft.changed_by or draft.author_id})
    differences = tuple(
        Difference(question, version.answers.get(question.id), draft.answers.get(question.id))
        for question in questions
        if not is_same(version.answers, draft.answers, (question.id,))
    )
    seen = fingerprint(draft.answers, [question.id for question in questions])
    return TwoVersions(opened, version, differences, seen, names)


def questions_of(form: FormDefinition, page_id: str) -> tuple[Question, ...]:
    return tuple(form.page(page_id).questions)


def _of(answers: Mapping[str, Any], question_ids: Collection[str]) -> dict[str, Any]:
    return {key: answers[key] for key in sorted(question_ids) if key in answers}


def _plain(answers: Any) -> bytes:
    return json.dumps(answers, sort_keys=True, ensure_ascii=True).encode()


NOTHING_SEEN = fingerprint({}, ())
"""The fingerprint of a page without an answer, and of one that says nothing of what it showed."""
