"""What changed from one version of a form to another, in sentences that whoever approves it can read."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from frontdoor.forms.conditions import Condition
from frontdoor.forms.definition import (
    Caution,
    ConditionTest,
    FormDefinition,
    Option,
    Page,
    Question,
    Section,
)
from frontdoor.forms.describing import (
    DATES,
    gate_in_words,
    kind_in_lines,
    means_more,
    options_in_words,
    page_in_words,
    question_in_words,
    section_in_words,
)
from frontdoor.forms.phrasing import asked_when, called
from frontdoor.forms.whose import changes_of_whose

_KINDS_IN_WORDS = {
    "text": "a line of text",
    "long_text": "a longer text",
    "date": "a date",
    "choice": "one choice",
    "choices": "several choices",
    "yes_no_unknown": "yes, no or not known",
    "name": "a name",
    "address": "an address",
    "phone": "a telephone number",
    "email": "an email address",
    "nhs_number": "an NHS number",
    "upn": "a unique pupil number",
    "group": "several people or things",
}


class ChangeKind(StrEnum):
    """What sort of change it is."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    REQUIRED = "required"
    OPTIONS = "options"
    CONDITION = "condition"
    GUIDANCE = "guidance"
    OTHER = "other"


@frozen
class Change:
    """One change. `part` is the id of the question, page or section concerned, empty for the form as a whole.

    `before` and `after` are the words that changed, where the sentence does not hold them; of a part that is new,
    `after` is all that it says and means.
    """

    kind: ChangeKind
    part: str
    sentence: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        words = [f"    before: {self.before}"] if self.before else []
        words += [f"    now: {self.after}"] if self.after else []
        return "\n".join([self.sentence, *(line.replace("\n", "\n        ") for line in words)])


def kind_in_words(kind: str) -> str:
    """What sort of answer a question takes, for people."""
    return _KINDS_IN_WORDS.get(kind, kind.replace("_", " "))


def diff_forms(old: FormDefinition, new: FormDefinition) -> tuple[Change, ...]:
    """Every change from `old` to `new`, the form's own first and then in its order. Versions are not compared."""
    return tuple(_Comparison(old, new).changes())


@frozen
class _Comparison:
    old: FormDefinition
    new: FormDefinition

    def changes(self) -> Iterator[Change]:
        yield from self._form()
        yield from self._sections()
        yield from self._pages()
        yield from self._questions()
        yield from (Change(ChangeKind.OTHER, *told) for told in changes_of_whose(self.old, self.new))
        yield from self._cautions()
        yield from self._tests()

    def _form(self) -> Iterator[Change]:
        old, new = self.old, self.new
        yield from _words("", "The form’s title", old.title, new.title)
        yield from _words("", "The form’s notes for councils", old.notes, new.notes)
        yield from self._condition("", "A concern counts as urgent", old.urgent_when, new.urgent_when, none="never")
        was, now = old.gate, new.gate
        if was is None or now is None:
            if was is not now:
                done = "was added" if was is None else "was removed"
                kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED
                words = ["" if form.gate is None else gate_in_words(form, form.gate) for form in (old, new)]
                yield Change(kind, "", f"What is said before the form opens {done}", *words)
            return
        yield from _words("", "The title before the form opens", was.title, now.title)
        yield from _words("", "What is said before the form opens", was.guidance, now.guidance)
        yield from self._condition("", "The screen that stops the sender shows", was.stop_when, now.stop_when, "never")
        yield from _words("", "The title of the screen that stops the sender", was.stop_title, now.stop_title)
        yield from _words("", "What the screen that stops the sender says", was.stop_guidance, now.stop_guidance)
        if was.page_id != now.page_id:
            yield Change(ChangeKind.OTHER, "", "Another page comes first")

    def _sections(self) -> Iterator[Change]:
        was, now = ({section.id: section for section in form.sections} for form in (self.old, self.new))
        for section in self.new.sections:
            if section.id not in was:
                sentence = f"Section “{section.title}” was added"
                yield Change(ChangeKind.ADDED, section.id, sentence, after=section_in_words(section))
            else:
                yield from _title("Section", section.id, was[section.id].title, section.title)
        for section in self.old.sections:
            if section.id not in now:
                yield Change(ChangeKind.REMOVED, section.id, f"Section “{section.title}” was removed")
        for moved in _moved(list(was), list(now)):
            yield Change(ChangeKind.MOVED, moved, f"Section “{now[moved].title}” {_place(list(now), moved, now)}")

    def _pages(self) -> Iterator[Change]:
        was, now = ({page.id: page for page in form.pages} for form in (self.old, self.new))
        for page in self.new.pages:
            if page.id not in was:
                sentence = f"Page “{page.title}” was added to section “{self.new.section_of(page.id).title}”"
                yield Change(ChangeKind.ADDED, page.id, sentence, after=page_in_words(self.new, page))
                continue
            before = was[page.id]
            yield from _title("Page", page.id, before.title, page.title)
            yield from self._condition(page.id, f"Page “{page.title}” is asked", before.show_when, page.show_when)
            for what, old, new in (
                ("The guidance", before.guidance, page.guidance),
                ("The practice note", before.practice_note, page.practice_note),
            ):
                yield from _words(page.id, f"{what} of page “{page.title}”", old, new, ChangeKind.GUIDANCE)
        for page in self.old.pages:
            if page.id not in now:
                yield Change(ChangeKind.REMOVED, page.id, f"Page “{page.title}” was removed")
        yield from self._moved_pages(was, now)

    def _moved_pages(self, was: Mapping[str, Page], now: Mapping[str, Page]) -> Iterator[Change]:
        elsewhere = set()
        for page_id in [each for each in now if each in was]:
            section = self.new.section_of(page_id)
            if self.old.section_of(page_id).id != section.id:
                elsewhere.add(page_id)
                yield Change(
                    ChangeKind.MOVED, page_id, f"Page “{now[page_id].title}” was moved to section “{section.title}”"
                )
        for section in self.new.sections:
            order = [page.id for page in section.pages]
            before = [page.id for page in self.old.pages if page.id in order and page.id not in elsewhere]
            for moved in _moved(before, [each for each in order if each not in elsewhere]):
                yield Change(ChangeKind.MOVED, moved, f"Page “{now[moved].title}” {_place(order, moved, now)}")

    def _questions(self) -> Iterator[Change]:
        was, now = _questions_by_id(self.old), _questions_by_id(self.new)
        for question_id, question in now.items():
            home = _home(self.new, question_id)
            if question_id not in was:
                words = question_in_words(question)
                yield Change(ChangeKind.ADDED, question_id, _added(self.new, question, home), after=words)
                continue
            yield from self._question(was[question_id], question)
            if _home(self.old, question_id) != home:
                yield Change(
                    ChangeKind.MOVED, question_id, f"Question “{question.label}” was moved to {_titled(self.new, home)}"
                )
        for question_id, question in was.items():
            if question_id not in now:
                yield Change(ChangeKind.REMOVED, question_id, f"Question “{question.label}” was removed")
        for home, order in _orders(self.new).items():
            stayed = [each for each in order if each in was and _home(self.old, each) == home]
            before = [each for each in _orders(self.old).get(home, []) if each in stayed]
            for moved in _moved(before, stayed):
                yield Change(ChangeKind.MOVED, moved, f"Question “{now[moved].label}” {_place(order, moved, now)}")

    def _question(self, old: Question, new: Question) -> Iterator[Change]:
        name = f"question “{new.label}”"
        if old.label != new.label:
            yield Change(ChangeKind.REWORDED, new.id, f"Question “{old.label}” was reworded to “{new.label}”")
        yield from _words(new.id, f"The hint of {name}", old.hint, new.hint)
        yield from _words(new.id, f"How faults call {name}", old.called, new.called)
        if old.required != new.required:
            must = "must now be answered" if new.required else "is now optional"
            yield Change(ChangeKind.REQUIRED, new.id, f"Question “{new.label}” {must}")
        if old.urgent_minimum != new.urgent_minimum:
            must = "must now" if new.urgent_minimum else "need no longer"
            sentence = f"Question “{new.label}” {must} be answered even when a concern is urgent"
            yield Change(ChangeKind.REQUIRED, new.id, sentence)
        if old.kind is not new.kind:
            sentence = f"Question “{new.label}” now takes {kind_in_words(new.kind)}; it took {kind_in_words(old.kind)}"
            yield Change(ChangeKind.OTHER, new.id, sentence, after=kind_in_lines(new))
        yield from self._condition(new.id, f"Question “{new.label}” is asked", old.show_when, new.show_when)
        yield from _options(old, new)
        yield from _limits(old, new)

    def _condition(
        self, part: str, subject: str, old: Condition | None, new: Condition | None, none: str = "always"
    ) -> Iterator[Change]:
        if old == new:
            return
        before = asked_when(self.old, old) if old is not None else none
        after = asked_when(self.new, new) if new is not None else none
        yield Change(ChangeKind.CONDITION, part, f"{subject} {after}; before, {before}")

    def _cautions(self) -> Iterator[Change]:
        was, now = list(self.old.cautions), list(self.new.cautions)
        for caution in now:
            if caution not in was:
                yield Change(ChangeKind.ADDED, caution.question_id, _remark("was added", self.new, caution))
        for caution in was:
            if caution not in now:
                yield Change(ChangeKind.REMOVED, caution.question_id, _remark("was removed", self.old, caution))

    def _tests(self) -> Iterator[Change]:
        was, now = _tests_by_name(self.old), _tests_by_name(self.new)
        for name, test in now.items():
            if name not in was:
                yield Change(ChangeKind.ADDED, "", f"Test “{name}” was added")
            elif test != was[name]:
                yield Change(ChangeKind.OTHER, "", f"Test “{name}” was changed")
        for name in was:
            if name not in now:
                yield Change(ChangeKind.REMOVED, "", f"Test “{name}” was removed")


def _remark(what: str, form: FormDefinition, caution: Caution) -> str:
    when = asked_when(form, caution.when)
    return f"The remark “{caution.message}” on {called(form, caution.question_id)} {what}. It shows {when}"


def _tests_by_name(form: FormDefinition) -> dict[str, ConditionTest]:
    return {test.name: test for test in form.tests}


def _words(part: str, what: str, old: str, new: str, kind: ChangeKind = ChangeKind.REWORDED) -> Iterator[Change]:
    if old == new:
        return
    done = "was added" if not old else "was removed" if not new else "was reworded"
    yield Change(kind, part, f"{what} {done}", old, new)


def _title(what: str, part: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(ChangeKind.REWORDED, part, f"{what} “{old}” is now called “{new}”")


def _added(form: FormDefinition, question: Question, home: str) -> str:
    must = "must be answered" if question.required else "is optional"
    asked = f", asked {asked_when(form, question.show_when)}" if question.show_when is not None else ""
    return (
        f"Question “{question.label}” was added to {_titled(form, home)}. "
        f"It takes {kind_in_words(question.kind)} and {must}{asked}"
    )


def _options(old: Question, new: Question) -> Iterator[Change]:
    was = {option.value: option for option in old.options}
    now = {option.value: option for option in new.options}
    if old.kind is not new.kind and not now:
        return
    name = f"question “{new.label}”"
    added = [option for value, option in now.items() if value not in was]
    removed = [option for value, option in was.items() if value not in now]
    for what, options in (("now offers", added), ("no longer offers", removed)):
        if options:
            quoted = _series([f"“{option.label}”" for option in options])
            words = options_in_words(tuple(filter(means_more, options))) if options is added else ""
            yield Change(ChangeKind.OPTIONS, new.id, f"Question “{new.label}” {what} {quoted}", after=words)
    for value, option in now.items():
        if value in was and was[value] != option:
            yield from _option(new.id, name, was[value], option)
    for moved in _moved(list(was), list(now)):
        sentence = f"Option “{now[moved].label}” of {name} {_place(list(now), moved, now)}"
        yield Change(ChangeKind.OPTIONS, new.id, sentence)


def _option(part: str, name: str, old: Option, new: Option) -> Iterator[Change]:
    if old.label != new.label:
        sentence = f"Option “{old.label}” of {name} was reworded to “{new.label}”"
        yield Change(ChangeKind.OPTIONS, part, sentence)
    yield from _words(part, f"The hint of option “{new.label}” of {name}", old.hint, new.hint, ChangeKind.OPTIONS)
    if old.exclusive != new.exclusive:
        alone = "can now only be chosen alone" if new.exclusive else "can now be chosen beside others"
        yield Change(ChangeKind.OPTIONS, part, f"Option “{new.label}” of {name} {alone}")
    if old.tells_of_worker != new.tells_of_worker:
        kept = "is now kept" if new.tells_of_worker else "is no longer kept"
        sentence = f"What is sent with option “{new.label}” of {name} {kept} from the lead of its sender’s agency"
        yield Change(ChangeKind.OPTIONS, part, sentence)
    if old.factors != new.factors:
        sentence = f"Option “{new.label}” of {name} stands for other factors of the census"
        yield Change(ChangeKind.OPTIONS, part, sentence, ", ".join(old.factors), ", ".join(new.factors))


def _limits(old: Question, new: Question) -> Iterator[Change]:
    name = f"Question “{new.label}”"
    if old.kind is new.kind and old.limit != new.limit:
        sentence = f"{name} now takes {new.limit} characters at most; it took {old.limit}"
        yield Change(ChangeKind.OTHER, new.id, sentence)
    if old.supplies is not new.supplies:
        told = f"now supplies “{new.supplies}” to the portal" if new.supplies else "supplies nothing to the portal now"
        before = f"; before, “{old.supplies}”" if old.supplies else ""
        yield Change(ChangeKind.OTHER, new.id, f"{name} {told}{before}")
    if old.kind is new.kind and old.approximate != new.approximate:
        may = "may now be answered roughly" if new.approximate else "can no longer be answered roughly"
        yield Change(ChangeKind.OTHER, new.id, f"{name} {may}")
    if old.kind is new.kind and old.dated is not new.dated:
        yield Change(ChangeKind.OTHER, new.id, f"{name} now takes {DATES[new.dated]}; it took {DATES[old.dated]}")
    if old.item != new.item and new.is_group and old.is_group:
        yield Change(ChangeKind.REWORDED, new.id, f"Each item of question “{new.label}” is now called “{new.item}”")
    if old.most != new.most:
        yield Change(ChangeKind.OTHER, new.id, f"{name} now takes {new.most} items at most; it took {old.most}")
    yield from _words(new.id, f"What is said of a future date in question “{new.label}”", old.if_future, new.if_future)


def _questions_by_id(form: FormDefinition) -> dict[str, Question]:
    return {question.id: question for question in form.questions_and_members}


def _home(form: FormDefinition, question_id: str) -> str:
    """Where a question stands: its page, or its group behind a mark that no id has."""
    group = form.group_of(question_id)
    return f"+{group.id}" if group else form.page_of(question_id).id


def _titled(form: FormDefinition, home: str) -> str:
    if home.startswith("+"):
        return f"group {called(form, home[1:])}"
    return f"page “{form.page(home).title}”"


def _orders(form: FormDefinition) -> dict[str, list[str]]:
    """The questions of each page, and the members of each group, in order."""
    pages = {page.id: [question.id for question in page.questions] for page in form.pages}
    groups = {f"+{each.id}": [member.id for member in each.questions] for each in form.questions if each.is_group}
    return pages | groups


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest whose moving makes the old order of what is in both the new one."""
    both = set(old) & set(new)
    before, after = [each for each in old if each in both], [each for each in new if each in both]
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {each for block in blocks for each in before[block.a : block.a + block.size]}
    return [each for each in after if each not in stayed]


def _place(order: Sequence[str], moved: str, parts: Mapping[str, "Section | Page | Question | Option"]) -> str:
    place = list(order).index(moved)
    if place == 0:
        return "was moved to the beginning"
    before = parts[order[place - 1]]
    return f"was moved to after “{before.title if isinstance(before, Section | Page) else before.label}”"


def _series(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
