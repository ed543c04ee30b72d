"""What was typed on a page that cannot be saved as it came: shown, and never answered with an error alone.

Each question page says which version of the form it asks. So its words are read, and named by their questions, whatever
became of the draft meanwhile: thrown away, shared no more, or carried on in another version.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import KINDS
from frontdoor.forms import FormDefinition, Question, display, display_items
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.web.drafts import addresses
from frontdoor_portal.web.drafts.typed import ASKS, NOT_TYPED, SEEN, read_page
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.keeping import said_otherwise
from frontdoor_portal.web.kind_words import KIND_WORDS, kind_of
from frontdoor_portal.web.pages import Page, page
from frontdoor_portal.web.policy import TOKEN_FIELD
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.site import AnyRequest


class Why(StrEnum):
    """Why a page that was typed is not simply saved, or put back as it was."""

    NOT_OPEN = "not_open"
    """The draft is not there, or is not open to them: nobody is told which."""
    FORM_CHANGED = "form_changed"
    NOT_ASKED = "not_asked"
    """An answer given since means that some of it is not asked any more."""


def asks(form: FormDefinition) -> str:
    """What a question page carries to say which version of which form it asks."""
    return f"{form.id}/{form.version}"


def form_asked(office: Office, typed: Fields) -> FormDefinition | None:
    """The version of the form that a page asked, where it says so and the portal has it."""
    form_id, _, version = typed.one(ASKS).partition("/")
    return office.form_versions.get((form_id, version))


def page_fields(typed: Fields) -> Fields:
    """The fields of the questions, without what a page says of itself."""
    return typed.without(SEEN, ASKS)


def rows_of(questions: Iterable[Question], answers: Mapping[str, object]) -> list[tuple[str, str]]:
    """Every answer in plain text beside its question; of a group, which person's or thing's it is."""
    rows: list[tuple[str, str]] = []
    for question in questions:
        answer = answers.get(question.id)
        if question.is_group:
            rows += [
                (f"{question.item_called(number)}: {member.label}", text)
                for number, members in display_items(question, answer)
                for member, text in members
            ]
        elif text := display(question, answer):
            rows.append((question.label, text))
    return rows


def typed_rows(office: Office, page_id: str, typed: Fields) -> list[tuple[str, str]]:
    """What was typed on a page: by its questions, or as it stands where nobody can say what it answers."""
    try:
        asked = form_asked(office, typed)
        if asked is not None and asked.has_page(page_id):
            form_page = asked.page(page_id)
            return rows_of(form_page.questions, read_page(form_page, page_fields(typed)).typed)
    except BadRequest:
        pass
    return [
        ("", text) for name, texts in typed.values.items() if name not in NOT_TYPED for text in texts if text.strip()
    ]


def kind_asked(typed: Fields) -> ContactKind:
    """The kind of contact that a page asked for; a concern about a child where it does not say."""
    said = typed.values.get(ASKS, ("",))[0]
    return kind_of(said.partition("/")[0])


def unsaved_page(
    request: AnyRequest,
    draft_id: str,
    rows: list[tuple[str, str]],
    why: Why,
    *,
    again: Fields | None = None,
    kind: ContactKind = ContactKind.CAUSE_FOR_CONCERN,
) -> Page:
    """What was typed, and why it is not saved. With `again` one press sends it anew, to be kept as far as it can.

    Of a draft that is not open, `kind` says what to begin instead.
    """
    said_otherwise(request)
    hidden = again.without(TOKEN_FIELD).values if again else {}
    return page(
        request,
        "drafts/unsaved.html",
        status=404 if why is Why.NOT_OPEN else 200,
        rows=rows,
        why=why,
        again=[(name, value) for name, values in hidden.items() for value in values],
        address=addresses.of_draft(draft_id),
        words=KIND_WORDS[kind],
        form_id=KINDS[kind].form_id,
    )
