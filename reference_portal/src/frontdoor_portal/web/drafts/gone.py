"""What was written in a draft whose version of its form the portal no longer has, as far as it can still be put."""

from collections.abc import Mapping

from frontdoor.forms import FormDefinition, RawAnswer, RawAnswers, display
from frontdoor_portal.use_cases.reading_submission import NOT_INSTALLED, AnsweredSection, answered, as_stored

BY_THE_NEWEST = "In the words of the version that is asked now"


def written_in(newest: FormDefinition | None, answers: RawAnswers) -> tuple[AnsweredSection, ...]:
    """Every answer: by the question of the newest version with the same id, which a later version keeps, or as stored.

    As stored stands whatever the newest version would not show whole.
    """
    known = {key: answer for key, answer in answers.items() if newest and _shows_whole(newest, key, answer)}
    rest = {key: answer for key, answer in answers.items() if key not in known}
    found = []
    if newest and known:
        rows = tuple(answered(newest.question(key), answer) for key, answer in known.items())
        found.append(AnsweredSection(BY_THE_NEWEST, rows))
    if rest:
        found.append(as_stored(NOT_INSTALLED, rest))
    return tuple(found)


def _shows_whole(form: FormDefinition, question_id: str, answer: RawAnswer) -> bool:
    if not form.has_question(question_id):
        return False
    question = form.question(question_id)
    is_items = isinstance(answer, tuple | list) and any(isinstance(each, Mapping) for each in answer)
    if question.is_group is not is_items:
        return False
    members = {member.id for member in question.questions}
    hidden = is_items and any(isinstance(item, Mapping) and not item.keys() <= members for item in answer)
    return not hidden and bool(display(question, answer))
