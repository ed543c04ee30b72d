"""Questions as data: forms are read from TOML, checked whole, branched, judged by question, shown and versioned.

It may touch `frontdoor.domain`, attrs and the standard library; it knows no clock, no web page and no store.
"""

from frontdoor.forms.answers import (
    AddressAnswer,
    Answer,
    Answers,
    AnswersDoNotFit,
    ApproximateDate,
    AsTyped,
    GroupAnswer,
    IdentifierAnswer,
    PersonNameAnswer,
    from_json,
    raw_of,
    to_json,
)
from frontdoor.forms.binding import Binding, bind, check_page
from frontdoor.forms.branches import (
    gate_stops,
    in_play,
    next_page,
    page_in_play,
    pages_in_play,
    previous_page,
    questions_in_play,
)
from frontdoor.forms.carrying import CarriedOver, Rewording, carry_over, rewording
from frontdoor.forms.cleaning import clean_text
from frontdoor.forms.comparing import Change, ChangeKind, diff_forms, kind_in_words
from frontdoor.forms.concepts import Concept
from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf
from frontdoor.forms.dates import UnreadDate, read_date
from frontdoor.forms.definition import (
    WHOLE,
    About,
    Caution,
    ConditionTest,
    DateRange,
    Fault,
    FormDefinition,
    Gate,
    Option,
    Page,
    PlainRawAnswer,
    Question,
    RawAnswer,
    RawAnswers,
    RawItem,
    Section,
    refusing_test_numbers,
)
from frontdoor.forms.displaying import display, display_items
from frontdoor.forms.groups import ItemInPlay, item_in_play, items_in_play, path_of, raw_items
from frontdoor.forms.kinds import QuestionKind
from frontdoor.forms.needing import what_it_needs
from frontdoor.forms.phrasing import asked_when, in_words
from frontdoor.forms.progress import SectionProgress, progress
from frontdoor.forms.reading import Examined, FormFaults, examine_form, read_form
from frontdoor.forms.shipped import form_digest, library_form, library_forms
from frontdoor.forms.supplying import factors, supplied, supplied_items, tells_of_worker
from frontdoor.forms.tables import DefinitionFault
from frontdoor.forms.tidying import RefusedAnswers, UnknownAnswers, UnreadableAnswers, tidy
from frontdoor.forms.trials import FailedTest, run_tests
from frontdoor.forms.versions import next_version
from frontdoor.forms.whose import OF_A_CHILD, about_whom, is_of_first_child
from frontdoor.forms.writing import condition_to_data, form_to_data, write_data, write_form, write_inline

__all__ = [
    "OF_A_CHILD",
    "WHOLE",
    "About",
    "AddressAnswer",
    "AllOf",
    "Answer",
    "Answered",
    "Answers",
    "AnswersDoNotFit",
    "AnyOf",
    "ApproximateDate",
    "AsTyped",
    "Binding",
    "CarriedOver",
    "Caution",
    "Change",
    "ChangeKind",
    "Concept",
    "Condition",
    "ConditionTest",
    "DateRange",
    "DefinitionFault",
    "Equals",
    "Examined",
    "FailedTest",
    "Fault",
    "FormDefinition",
    "FormFaults",
    "Gate",
    "GroupAnswer",
    "IdentifierAnswer",
    "Includes",
    "ItemInPlay",
    "Not",
    "OneOf",
    "Option",
    "Page",
    "PersonNameAnswer",
    "PlainRawAnswer",
    "Question",
    "QuestionKind",
    "RawAnswer",
    "RawAnswers",
    "RawItem",
    "RefusedAnswers",
    "Rewording",
    "Section",
    "SectionProgress",
    "UnknownAnswers",
    "UnreadDate",
    "UnreadableAnswers",
    "about_whom",
    "asked_when",
    "bind",
    "carry_over",
    "check_page",
    "clean_text",
    "condition_to_data",
    "diff_forms",
    "display",
    "display_items",
    "examine_form",
    "factors",
    "form_digest",
    "form_to_data",
    "from_json",
    "gate_stops",
    "in_play",
    "in_words",
    "is_of_first_child",
    "item_in_play",
    "items_in_play",
    "kind_in_words",
    "library_form",
    "library_forms",
    "next_page",
    "next_version",
    "page_in_play",
    "pages_in_play",
    "path_of",
    "previous_page",
    "progress",
    "questions_in_play",
    "raw_items",
    "raw_of",
    "read_date",
    "read_form",
    "refusing_test_numbers",
    "rewording",
    "run_tests",
    "supplied",
    "supplied_items",
    "tells_of_worker",
    "tidy",
    "to_json",
    "what_it_needs",
    "write_data",
    "write_form",
    "write_inline",
]
