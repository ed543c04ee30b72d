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
from frontdoor.forms.carrying import CarriedOver, carry_over
from frontdoor.forms.cleaning import clean_text
from frontdoor.forms.concepts import Concept
from frontdoor.forms.conditions import AllOf, Answered, AnyOf, Condition, Equals, Includes, Not, OneOf
from frontdoor.forms.dates import UnreadDate, read_date
from frontdoor.forms.definition import (
    Caution,
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
from frontdoor.forms.progress import SectionProgress, progress
from frontdoor.forms.reading import FormFaults, read_form
from frontdoor.forms.shipped import library_form, library_forms
from frontdoor.forms.supplying import factors, supplied, supplied_items
from frontdoor.forms.tables import DefinitionFault
from frontdoor.forms.tidying import RefusedAnswers, UnknownAnswers, UnreadableAnswers, tidy

__all__ = [
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
    "Concept",
    "Condition",
    "DateRange",
    "DefinitionFault",
    "Equals",
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
    "Section",
    "SectionProgress",
    "UnknownAnswers",
    "UnreadDate",
    "UnreadableAnswers",
    "bind",
    "carry_over",
    "check_page",
    "clean_text",
    "display",
    "display_items",
    "factors",
    "from_json",
    "gate_stops",
    "in_play",
    "item_in_play",
    "items_in_play",
    "library_form",
    "library_forms",
    "next_page",
    "page_in_play",
    "pages_in_play",
    "path_of",
    "previous_page",
    "progress",
    "questions_in_play",
    "raw_items",
    "read_date",
    "read_form",
    "refusing_test_numbers",
    "supplied",
    "supplied_items",
    "tidy",
    "to_json",
]
