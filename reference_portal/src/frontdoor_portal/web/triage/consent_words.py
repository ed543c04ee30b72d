"""What the family was told and agreed to, as three matters in words; each is said even where nobody said anything."""

from attrs import frozen

from frontdoor.domain.consent import Agreement, AgreementForm, ReasonNotInformed
from frontdoor.domain.contact import Contact
from frontdoor.forms import Concept
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.reading_submission import form_of
from frontdoor_portal.web.display import day

NOT_SAID = "The sender has not said"
_BASES = (Concept.LAWFUL_BASIS, Concept.SPECIAL_CATEGORY_CONDITION, Concept.DATA_PROTECTION_ACT_CONDITION)
_FORMS = {AgreementForm.VERBAL: "in conversation", AgreementForm.WRITTEN: "in writing"}


@frozen
class Matter:
    """One of the three, with its answer: a line for each part of it."""

    title: str
    lines: tuple[str, ...]


def consent_matters(office: Office, contact: Contact) -> tuple[Matter, ...]:
    """Whether the family was informed, whether they agreed to support, and on what basis this is shared."""
    consent = contact.consent
    return (
        Matter("Was the family told?", _informed(office, contact)),
        Matter("Did they agree to support?", _agreed(consent.agreement)),
        Matter(
            "Lawful basis for sharing",
            tuple(_label(office, contact, basis, *_BASES) for basis in consent.lawful_bases) or (NOT_SAID,),
        ),
    )


def _informed(office: Office, contact: Contact) -> tuple[str, ...]:
    consent = contact.consent
    if consent.family_informed is None:
        return (NOT_SAID,)
    if consent.family_informed:
        return ("Yes",)
    reasons = [reason for reason in ReasonNotInformed if reason in consent.reasons_not_informed]
    return ("No", *(_label(office, contact, reason.value, Concept.REASON_NOT_INFORMED) for reason in reasons))


def _agreed(agreement: Agreement) -> tuple[str, ...]:
    if agreement.sought is None:
        return (NOT_SAID,)
    if not agreement.sought:
        return ("They were not asked",)
    answer = {True: "They agreed", False: "They did not agree", None: "They were asked; the answer is not known"}
    details = [
        f"by {agreement.by_whom}" if agreement.by_whom else "",
        f"on {day(agreement.on)}" if agreement.on else "",
        _FORMS[agreement.form] if agreement.form else "",
    ]
    return (" ".join([answer[agreement.given], *(detail for detail in details if detail)]),)


def _label(office: Office, contact: Contact, code: str, *concepts: Concept) -> str:
    form = form_of(office, contact)
    for concept in concepts:
        question = form.supplier(concept) if form else None
        if question is not None and (option := question.option(code)):
            return option.label
    return code
