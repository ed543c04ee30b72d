"""What changed on the page to check since its reader was shown it: rows, what is gone, files, versions.

The page carries a short mark of each row that it shows, so that the next one can point at what is not the same.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import frozen

from frontdoor.forms import FormDefinition, Question, RawAnswer, RawAnswers, in_play, path_of, raw_items
from frontdoor_portal.use_cases.drafts.versions import fingerprint

_FILE, _VERSION, _FORM = "file", "version", "form"
_BEGINS = "marks"
"""So that a page that shows nothing yet differs from one that does not say what it shows."""


@frozen
class ChangedSince:
    """`changed` are paths of rows, as the page to check has them; `gone` the labels of what has less in it or
    is asked no more.
    """

    changed: frozenset[str]
    gone: tuple[str, ...]
    has_other_files: bool
    has_other_versions: bool
    has_other_form: bool
    """Whether somebody carried it on in another version of the form."""

    @property
    def was_saved(self) -> bool:
        """Whether an answer differs or the form does. Whoever adds a file, or keeps a second version, saves none.

        Where nothing at all can be pointed at, people were put in another order.
        """
        is_answers = bool(self.changed) or bool(self.gone) or self.has_other_form
        return is_answers or not (self.has_other_files or self.has_other_versions)


def marks_of(
    form: FormDefinition, rows: Iterable[tuple[str, str]], file_ids: Iterable[str], version_ids: Iterable[str]
) -> str:
    """What the page carries of all that it shows; `rows` as `rows_shown` has them."""
    others = ((_FORM, (form.version,)), (_FILE, file_ids), (_VERSION, version_ids))
    return ",".join([_BEGINS, *(mark for _, mark in rows), *(f"{kind}:{each}" for kind, ids in others for each in ids)])


def rows_shown(form: FormDefinition, answers: RawAnswers, dropped: Collection[str]) -> list[tuple[str, str]]:
    """Each answer by the path of its row, with a mark of what it says and whether that is sent.

    `dropped` are the paths of what is not. The mark of an item does not hang on how items are counted.
    """
    return [row for question in form.questions for row in _rows_of(question, answers.get(question.id), dropped)]


def _rows_of(question: Question, answer: RawAnswer | None, dropped: Collection[str]) -> Iterator[tuple[str, str]]:
    is_dropped = question.id in dropped
    if is_dropped or not question.is_group:
        said = raw_items(answer) if question.is_group else () if answer is None else (answer,)
        yield from ((question.id, _mark(question.id, each, is_dropped)) for each in said)
        return
    for number, item in enumerate(raw_items(answer), 1):
        paths = {each.id: path_of(question, number, each) for each in question.questions}
        unsent = sorted(key for key, path in paths.items() if path in dropped)
        yield f"{question.id}-{number}", _mark(question.id, item, unsent)
        yield from ((paths[key], _mark(f"{question.id}-{key}", item[key], True)) for key in unsent)


def changed_since(
    form: FormDefinition, answers: RawAnswers, rows: Iterable[tuple[str, str]], shown: str, now: str
) -> ChangedSince:
    """What differs between the marks that a page carried and those of now. Whatever is no mark is passed over."""
    # Counted, since of two people who are alike one may have gone.
    before, after = Counter(shown.split(",")), Counter(now.split(","))
    playing = in_play(form, answers).questions
    new = _not_among(before, rows)
    lost = [each.partition("~")[0] for each in before - after if "~" in each]
    cleared = {each for each in lost if each in playing and not form.question(each).is_group}
    gone = [
        question.label
        for question in form.questions
        if question.id in lost
        and question.id not in cleared
        and _count(question.id, before) > _count(question.id, after)
    ]
    others = {each.partition(":")[0] for each in before.keys() ^ after.keys() if ":" in each}
    return ChangedSince(frozenset(new | cleared), tuple(gone), *(each in others for each in (_FILE, _VERSION, _FORM)))


def _mark(name: str, says: object, unsent: object) -> str:
    told = {"": says, "unsent": unsent} if unsent else {"": says}
    return f"{name}~{fingerprint(told, told.keys())[:12]}"


def _not_among(before: Mapping[str, int], rows: Iterable[tuple[str, str]]) -> set[str]:
    """The paths of the rows that were not shown before; of rows alike, those that are more than there were."""
    left = Counter(before)
    new = set()
    for path, mark in rows:
        left[mark] -= 1
        if left[mark] < 0:
            new.add(path)
    return new


def _count(name: str, marks: Mapping[str, int]) -> int:
    return sum(times for each, times in marks.items() if each.startswith(f"{name}~"))
