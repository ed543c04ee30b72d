"""What changed on the page to check since its reader was shown it: which rows, what is gone, files, other versions.

The page carries a short mark of each answer that it shows, so that the next one can point at what is not the same.
"""

from collections.abc import Iterable

from attrs import frozen

from frontdoor.forms import FormDefinition, RawAnswers, in_play, raw_items
from frontdoor_portal.use_cases.drafts import OpenDraft
from frontdoor_portal.use_cases.drafts.versions import fingerprint

_FILE, _VERSION, _DROPPED = "file", "version", "dropped"
_BEGINS = "marks"
"""So that a page that shows nothing yet differs from one that does not say what it shows."""
_KINDS = frozenset({_FILE, _VERSION, _DROPPED})


@frozen
class ChangedSince:
    """`changed` are paths, of an item as `group-2`; `gone` the labels of what has less in it or is asked no more."""

    changed: frozenset[str]
    gone: tuple[str, ...]
    has_other_files: bool
    has_other_versions: bool


def marks_of(opened: OpenDraft, dropped: Iterable[str], file_ids: Iterable[str], version_ids: Iterable[str]) -> str:
    """What the page carries of all that it shows."""
    form, answers = opened.form, opened.draft.answers
    others = ((_DROPPED, dropped), (_FILE, file_ids), (_VERSION, version_ids))
    return ",".join(
        [_BEGINS, *answer_marks(form, answers), *(f"{kind}:{each}" for kind, ids in others for each in ids)]
    )


def answer_marks(form: FormDefinition, answers: RawAnswers) -> list[str]:
    return [mark for _, mark in _answers(form, answers)]


def changed_since(form: FormDefinition, answers: RawAnswers, shown: str, now: str) -> ChangedSince:
    """What differs between the marks that a page carried and those of now. Whatever is no mark is passed over."""
    before, after = set(shown.split(",")), set(now.split(","))
    playing = in_play(form, answers).questions
    new = {path for path, mark in _answers(form, answers) if mark not in before}
    lost = [each.partition("~")[0] for each in before - after if "~" in each]
    cleared = {each for each in lost if each in playing and not form.question(each).is_group}
    gone = [
        question.label
        for question in form.questions
        if question.id in lost
        and question.id not in cleared
        and _count(question.id, before) > _count(question.id, after)
    ]
    others = {each.partition(":")[0] for each in before ^ after if ":" in each} & _KINDS
    newly_dropped = {each.partition(":")[2] for each in after - before if each.startswith(f"{_DROPPED}:")}
    return ChangedSince(frozenset(new | cleared | newly_dropped), tuple(gone), _FILE in others, _VERSION in others)


def _answers(form: FormDefinition, answers: RawAnswers) -> list[tuple[str, str]]:
    """Each answer by its path, with its mark. That of an item does not hang on how items are counted."""
    found: list[tuple[str, str]] = []
    for question in form.questions:
        answer = answers.get(question.id)
        if question.is_group:
            items = enumerate(raw_items(answer), 1)
            found += [(f"{question.id}-{number}", f"{question.id}~{_short(item)}") for number, item in items]
        elif answer is not None:
            found.append((question.id, f"{question.id}~{_short(answer)}"))
    return found


def _short(answer: object) -> str:
    return fingerprint({"": answer}, [""])[:12]


def _count(question_id: str, marks: set[str]) -> int:
    return sum(each.startswith(f"{question_id}~") for each in marks)
