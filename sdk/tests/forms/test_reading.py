"""Reading a form: every fault at once, each with its place."""

from enum import StrEnum

import pytest

from frontdoor.domain.consent import AgreementForm, ReasonNotInformed
from frontdoor.domain.people import Sex
from frontdoor.domain.triage import Priority
from frontdoor.forms import (
    AllOf,
    Answered,
    AnyOf,
    Concept,
    DefinitionFault,
    Equals,
    FormDefinition,
    FormFaults,
    Includes,
    Not,
    OneOf,
    read_form,
)

HEAD = 'id = "f"\nversion = "2026-11"\ntitle = "F"\n'
COLOUR = 'kind = "choice"\noptions = [{ value = "red", label = "Red" }, { value = "blue", label = "Blue" }]'
TICKS = 'kind = "choices"\noptions = [{ value = "red", label = "Red" }, { value = "blue", label = "Blue" }]'
WORDS = 'kind = "text"'


def form(*pages: tuple[str, str, list[tuple[str, str]]], tail: str = "") -> str:
    """A form of one section from (page id, page keys, [(question id, question keys)])."""
    text = HEAD + '[[sections]]\nid = "s"\ntitle = "S"\n'
    for page_id, page_keys, questions in pages:
        text += f'[[sections.pages]]\nid = "{page_id}"\ntitle = "P"\n{page_keys}\n'
        for question_id, keys in questions:
            text += f'[[sections.pages.questions]]\nid = "{question_id}"\nlabel = "L"\n{keys}\n'
    return text + tail


def faults_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FormFaults) as caught:
        read_form(text)
    return [(fault.place, fault.message) for fault in caught.value.faults]


def only_question(keys: str) -> list[tuple[str, str]]:
    """Faults of a form whose one question `q` has these keys, without the beginning of their places."""
    return [
        (place.rpartition("question “q”")[2], message) for place, message in faults_of(form(("p", "", [("q", keys)])))
    ]


def condition_faults(condition: str) -> list[tuple[str, str]]:
    """Faults of a condition on `q`, which follows a choice, some ticks and a text."""
    before = [("colour", COLOUR), ("ticks", TICKS), ("words", WORDS)]
    return faults_of(form(("p", "", [*before, ("q", f"{WORDS}\nshow_when = {condition}")])))


def read_condition(condition: str) -> object:
    before = [("colour", COLOUR), ("ticks", TICKS), ("words", WORDS)]
    read = read_form(form(("p", "", [*before, ("q", f"{WORDS}\nshow_when = {condition}")])))
    return read.question("q").show_when


def test_text_that_is_no_toml_is_one_fault() -> None:
    assert [place for place, _ in faults_of("id = ")] == ["form"]


def test_an_empty_text_lists_what_is_missing() -> None:
    assert faults_of("") == [
        ("form", "“id” is missing"),
        ("form", "“version” is missing"),
        ("form", "“title” is missing"),
        ("form", "“sections” is missing"),
    ]


def test_every_fault_is_found_at_once_with_its_place() -> None:
    text = form(
        ("p", 'showwhen = "x"', [("q", 'kind = "txt"\nrequird = true'), ("q", "kind = 3")]),
        tail='[gate]\npage = "elsewhere"\ntitle = ""\n',
    )
    assert faults_of(text) == [
        ("form, gate", "“title” must not be empty"),
        ("form, gate", "“guidance” is missing"),
        (
            "form, section “s”, page “p”, question “q”",
            "“kind” cannot be “txt”; did you mean “text”?",
        ),
        ("form, section “s”, page “p”, question “q”", "unknown key “requird”; did you mean “required”?"),
        ("form, section “s”, page “p”, question “q”", "“kind” must be text"),
        ("form, section “s”, page “p”", "unknown key “showwhen”; did you mean “show_when”?"),
        ("form", "question id “q” is used 2 times"),
        ("form, gate", "“page” must be the first page of the form"),
    ]


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        ('kind = "text"\nrequired = "yes"', [("", "“required” must be true or false")]),
        ('kind = "text"\nmax_length = 0', [("", "“max_length” must be a whole number above 0")]),
        ('kind = "text"\nmax_length = true', [("", "“max_length” must be a whole number above 0")]),
        ('kind = "text"\ndated = "past"', [("", "“dated” is for a date only")]),
        ('kind = "text"\noptions = []', [("", "“options” are not for a text question")]),
        ('kind = "choice"', [("", "at least two “options” are needed")]),
        (COLOUR + "\nmax_length = 3", [("", "“max_length” is not for a choice question")]),
        (
            'kind = "yes_no_unknown"\noptions = [{ value = "y", label = "Y" }]',
            [("", "“options” of a yes_no_unknown question are fixed")],
        ),
        (
            'kind = "choices"\noptions = [{ value = "a b", label = "A" }, '
            '{ value = "c", labl = "C", factors = ["99Z"] }]',
            [
                (", option “a b”", "“value” must be letters, digits and _"),
                (", option “c”", "“label” is missing"),
                (", option “c”", "“99Z” is not an assessment factor of the Children in Need census"),
                (", option “c”", "unknown key “labl”; did you mean “label”?"),
            ],
        ),
        (
            'kind = "choice"\noptions = [{ value = "a", label = "A" }, { value = "a", label = "B", exclusive = true }]',
            [
                ("", "“exclusive” is for choices only, because one choice is always alone"),
                ("", "option “a” is offered 2 times"),
            ],
        ),
        (
            'kind = "text"\nsupplies = "date_of_birth"',
            [("", "a question that supplies “date_of_birth” must be date")],
        ),
        (
            'kind = "choice"\nsupplies = "urgency"\n'
            'options = [{ value = "urgent", label = "U" }, { value = "standrd", label = "S" }]',
            [("", "option “standrd” is not a value of “urgency”; did you mean “standard”?")],
        ),
        (
            'kind = "text"\nsupplies = "date_of_brith"',
            [("", "“supplies” cannot be “date_of_brith”; did you mean “date_of_birth”?")],
        ),
    ],
)
def test_a_faulty_question_says_what_is_wrong(keys: str, faults: list[tuple[str, str]]) -> None:
    assert only_question(keys) == faults


@pytest.mark.parametrize(
    ("concept", "kind", "codes"),
    [
        (Concept.SEX, "choice", Sex),
        (Concept.URGENCY, "choice", Priority),
        (Concept.AGREEMENT_HOW, "choice", AgreementForm),
        (Concept.REASON_NOT_INFORMED, "choices", ReasonNotInformed),
    ],
)
def test_where_the_domain_reads_the_codes_a_form_offers_no_other(
    concept: Concept, kind: str, codes: type[StrEnum]
) -> None:
    def question(*values: str) -> str:
        options = ", ".join(f'{{ value = "{value}", label = "L" }}' for value in values)
        return f'kind = "{kind}"\nsupplies = "{concept}"\noptions = [{options}]'

    known = tuple(code.value for code in codes)
    read = read_form(form(("p", "", [("q", question(*known))]))).question("q")

    assert tuple(option.value for option in read.options) == known
    ((place, message),) = only_question(question(*known, "qqqqqq"))
    assert (place, message.partition(";")[0]) == ("", f"option “qqqqqq” is not a value of “{concept}”")


def test_a_concept_has_one_supplier() -> None:
    keys = 'kind = "upn"\nsupplies = "upn"'
    assert faults_of(form(("p", "", [("a", keys), ("b", keys)]))) == [
        ("form", "“upn” is supplied by 2 questions; one only may")
    ]


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        ('{ question = "colour", equals = "red" }', Equals("colour", "red")),
        ('{ question = "colour", one_of = ["red", "blue"] }', OneOf("colour", ("red", "blue"))),
        ('{ question = "ticks", includes = "red" }', Includes("ticks", "red")),
        ('{ question = "words", answered = true }', Answered("words")),
        (
            '{ all = [{ question = "words", answered = true }, { not = { any = ['
            '{ question = "ticks", includes = "red" }, { question = "colour", equals = "blue" }] } }] }',
            AllOf((Answered("words"), Not(AnyOf((Includes("ticks", "red"), Equals("colour", "blue")))))),
        ),
    ],
)
def test_conditions_are_structures(condition: str, read: object) -> None:
    assert read_condition(condition) == read


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ('{ question = "color", equals = "red" }', "no question “color”; did you mean “colour”?"),
        ('{ question = "colour", equals = "rde" }', "“colour” has no option “rde”; did you mean “red”?"),
        ('{ question = "colour", one_of = [] }', "“one_of” must name at least one option"),
        (
            '{ question = "ticks", equals = "red" }',
            "“equals” does not fit “ticks”, which is choices; use includes or answered",
        ),
        (
            '{ question = "colour", includes = "red" }',
            "“includes” does not fit “colour”, which is choice; use equals, one_of or answered",
        ),
        ('{ question = "words", equals = "red" }', "“equals” does not fit “words”, which is text; use answered"),
        ('{ question = "q", answered = true }', "circular: it hangs on “q”, which hangs on it"),
    ],
)
def test_a_condition_is_checked_against_the_questions(condition: str, message: str) -> None:
    assert condition_faults(condition) == [("question “q”, show_when", message)]


@pytest.mark.parametrize(
    ("condition", "messages"),
    [
        ('"colour == red"', ["“show_when” must be a table"]),
        (
            '{ question = "colour" }',
            ["a condition has exactly one of equals, one_of, includes, answered, all, any, not"],
        ),
        (
            '{ question = "colour", equals = "red", includes = "red" }',
            ["a condition has exactly one of equals, one_of, includes, answered, all, any, not"],
        ),
        (
            '{ question = "words", answered = false }',
            ["“answered” can only be true; write not = { ... } for the opposite"],
        ),
        ("{ all = [] }", ["“all” must not be empty"]),
        (
            '{ any = [{ question = "words", answered = true }], question = "words" }',
            ["unknown key “question”; known here: any"],
        ),
        (
            '{ question = "colour", equal = "red" }',
            [
                "unknown key “equal”; did you mean “equals”?",
                "a condition has exactly one of equals, one_of, includes, answered, all, any, not",
            ],
        ),
        (
            "{ not = " * 13 + '{ question = "words", answered = true }' + " }" * 13,
            ["a condition may be 12 levels deep at most"],
        ),
    ],
)
def test_a_condition_of_the_wrong_shape_is_refused(condition: str, messages: list[str]) -> None:
    assert [message for _, message in condition_faults(condition)] == messages


def test_a_condition_may_look_back_only() -> None:
    text = form(("p", 'show_when = { question = "b", answered = true }', [("a", WORDS)]), ("r", "", [("b", WORDS)]))
    assert faults_of(text) == [("page “p”, show_when", "“b” is not asked before this; a condition may look back only")]


def test_a_page_cannot_hang_on_its_own_question() -> None:
    text = form(("p", 'show_when = { question = "a", answered = true }', [("a", WORDS)]))
    assert faults_of(text) == [("page “p”, show_when", "circular: it hangs on “a”, which hangs on it")]


def test_a_circle_of_conditions_is_named() -> None:
    on_b = 'show_when = { question = "b", answered = true }'
    on_a = 'show_when = { question = "a", answered = true }'
    text = form(("p", "", [("a", f"{WORDS}\n{on_b}")]), ("r", "", [("b", f"{WORDS}\n{on_a}")]))
    assert faults_of(text) == [("question “a”, show_when", "circular: it hangs on “b”, which hangs on it")]


@pytest.mark.parametrize(
    "condition",
    [
        '{ all = [{ question = "colour", equals = "red" }, { question = "colour", equals = "blue" }] }',
        '{ all = [{ question = "ticks", includes = "red" }, { not = { question = "ticks", answered = true } }] }',
        '{ all = [{ question = "words", answered = true }, { not = { question = "words", answered = true } }] }',
    ],
)
def test_a_question_no_answers_can_reach_is_refused(condition: str) -> None:
    assert condition_faults(condition) == [("question “q”", "no answers can ever bring this question into play")]


def test_reach_looks_through_hidden_controllers() -> None:
    red = 'show_when = { question = "colour", equals = "red" }'
    both = 'show_when = { all = [{ question = "inner", answered = true }, { question = "colour", equals = "blue" }] }'
    text = form(("p", "", [("colour", COLOUR), ("inner", f"{WORDS}\n{red}"), ("q", f"{WORDS}\n{both}")]))
    assert faults_of(text) == [("question “q”", "no answers can ever bring this question into play")]


def test_a_question_shown_for_any_other_option_is_reachable() -> None:
    neither = '{ all = [{ question = "colour", answered = true }, { not = { question = "colour", equals = "red" } }] }'
    assert read_condition(neither) == AllOf((Answered("colour"), Not(Equals("colour", "red"))))


def test_conditions_too_involved_to_check_are_refused() -> None:
    options = ", ".join(f'{{ value = "o{n}", label = "O" }}' for n in range(20))
    many = [(f"t{n}", f'kind = "choices"\noptions = [{options}]') for n in range(3)]
    # Each tick box must be both ticked and not, but that shows only once all are settled.
    parts = ", ".join(
        f'{{ any = [{{ question = "t{n}", includes = "o{m}" }}, {{ question = "t{n}", includes = "o{m + 1}" }}] }}'
        for n in range(3)
        for m in range(0, 18, 2)
    )
    never = '{ question = "last", equals = "red" }, { question = "last", equals = "blue" }'
    keys = f"{WORDS}\nshow_when = {{ all = [{parts}, {never}] }}"
    assert faults_of(form(("p", "", [*many, ("last", COLOUR), ("q", keys)]))) == [
        ("question “q”", "its conditions are too involved to be checked; make them simpler")
    ]


def test_cautions_and_urgency_are_checked_too() -> None:
    tail = '[[cautions]]\nquestion = "aa"\nmessage = "M"\nwhen = { question = "b", answered = true }\n'
    text = 'urgent_when = { question = "a", equals = "x" }\n' + form(("p", "", [("a", WORDS)]), tail=tail)
    assert faults_of(text) == [
        ("form, urgent_when", "“equals” does not fit “a”, which is text; use answered"),
        ("form, caution 1", "no question “aa”; did you mean “a”?"),
        ("form, caution 1, when", "no question “b”; known here: a"),
    ]


def test_faults_read_as_lines() -> None:
    with pytest.raises(FormFaults) as caught:
        read_form(HEAD + 'sections = "none"\nextra = 1\n')
    assert str(caught.value) == (
        "form: “sections” must be a list of tables\n"
        "form: unknown key “extra”; known here: cautions, gate, id, notes, sections, tests, title, urgent_when, version"
    )
    assert caught.value.faults[0] == DefinitionFault("form", "“sections” must be a list of tables")


def test_a_form_finds_its_own_parts() -> None:
    read: FormDefinition = read_form(form(("p", "", [("a", WORDS)]), ("r", "", [("b", WORDS)])))
    assert [page.id for page in read.pages] == ["p", "r"]
    assert read.page_of("b") is read.page("r")
    assert read.section_of("r") is read.sections[0]
    assert (read.has_question("b"), read.has_question("c")) == (True, False)
