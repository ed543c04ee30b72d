"""What a form must hold before anybody is asked it, by the kind of contact that is sent with it.

A form can be read and shown without these. What is sent with it could not be worked on: a concern about nobody, an
urgent one that cannot go before it is complete, a request that names no legal basis.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from frontdoor.domain.contact import ContactKind
from frontdoor.domain.kinds import kind_of_form
from frontdoor.forms.concepts import Concept
from frontdoor.forms.definition import FormDefinition
from frontdoor.forms.tables import DefinitionFault
from frontdoor.forms.whose import unclear

NEEDED: Mapping[ContactKind, Mapping[Concept, str]] = MappingProxyType(
    {
        ContactKind.CAUSE_FOR_CONCERN: {
            Concept.CHILD_NAME: "the front door would not know whom it is about",
            Concept.DATE_OF_BIRTH: "the child’s records could not be found",
            Concept.CATEGORY: "the front door could not see at once what it is about",
            Concept.SUMMARY: "the front door could not see what happened",
            Concept.URGENCY: "nothing sent with it could be urgent",
            Concept.FAMILY_INFORMED: "nobody could see whether the family was told",
        },
        ContactKind.INFORMATION_REQUEST: {
            Concept.CHILD_NAME: "the front door would not know whom it is about",
            Concept.DATE_OF_BIRTH: "the child’s records could not be found",
            Concept.LEGAL_BASIS: "nobody could judge what may be shared",
            Concept.SUMMARY: "nobody could judge what the information is for",
            Concept.URGENCY: "nothing sent with it could be urgent",
        },
        ContactKind.ADULT_CONCERN: {
            Concept.ADULT_NAME: "the front door would not know whom it is about",
            Concept.SUMMARY: "the front door could not see what happened",
            Concept.URGENCY: "nothing sent with it could be urgent",
            Concept.CHILDREN_IN_HOUSEHOLD: "children at home would be overlooked",
        },
    }
)
"""The meanings that the rest of the product lives on, each with what would go wrong without it."""


def what_it_needs(definition: FormDefinition) -> tuple[DefinitionFault, ...]:
    """What the form lacks, as faults; none for a form that nothing is sent with."""
    return tuple(_lacking(definition))


def _lacking(definition: FormDefinition) -> Iterator[DefinitionFault]:
    kind = kind_of_form(definition.id)
    if kind is None:
        return
    if definition.gate is None:
        yield DefinitionFault("form", "“gate” is needed: senders would not be told when to call 999")
    if definition.urgent_when is None:
        yield DefinitionFault("form", "“urgent_when” is needed: an urgent one could not be sent before it is complete")
    elif not any(question.urgent_minimum for question in definition.questions):
        yield DefinitionFault("form", "no question has “urgent_minimum”: an urgent one could be sent empty")
    # A member of a group says it of somebody else, such as a brother.
    supplied = {question.supplies for question in definition.questions}
    for concept, otherwise in NEEDED[kind].items():
        if concept not in supplied:
            yield DefinitionFault("form", f"no question supplies “{concept}”: {otherwise}")
    yield from unclear(definition)
