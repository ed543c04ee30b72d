"""Deciding a contact: first the outcome, then what that outcome needs. Nothing typed is lost on the way."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import ContactKind, DeliveryState
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.kinds import KINDS
from frontdoor.domain.triage import Outcome
from frontdoor.workflow.commands import Decide
from frontdoor.workflow.refusals import Refused
from frontdoor.workflow.sides import MANAGERS
from frontdoor.workflow.transitions import NOT_FOR_KIND
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.find_record import find_record
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.permissions import Permission
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.use_cases.view_contact import ContactView, view_contact
from frontdoor_portal.web.auditing import writes
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.triage.candidates import candidates_of
from frontdoor_portal.web.triage.child import about_facts, about_name
from frontdoor_portal.web.triage.decision_form import FOUND, NEW, TYPED, DecisionForm, in_page_order
from frontdoor_portal.web.triage.following import steps
from frontdoor_portal.web.triage.opening import cannot_now, faults_of, hindrance, reference_of, whole_refusal

CHOOSE, CHANGE, DECIDE = "choose", "change", "decide"
"""What a button of the two pages asks for: the outcome is chosen, is to be chosen again, or the decision is made."""

SENTENCES: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.REFERRAL: (
        "Your concern is now a referral to children’s social care.",
        "A social worker will call you within one working day.",
        "Tell the family about the referral unless that would put the child at risk.",
    ),
    Outcome.EARLY_HELP: (
        "The family’s needs fit Early Help rather than children’s social care.",
        "An Early Help worker will offer the family support and may ask you to join the plan.",
        "If the risk to the child grows, send a new concern and say what changed.",
    ),
    Outcome.ADVICE: (
        "From what you told us, no service needs to take this family on now.",
        "We advise you to:",
        "If things get worse, send a new concern and say what changed.",
    ),
    Outcome.NO_FURTHER_ACTION: (
        "We will take no further action because:",
        "Your concern is kept on record and counts if there is another.",
        "If you disagree, ask for a second look in the portal or call us.",
    ),
    Outcome.OTHER_COUNCIL: (
        "The child lives in another council’s area. We passed your concern to:",
        "They will contact you. If you hear nothing by the next working day, call them.",
    ),
}
"""Sentences that the message to the sender often needs: shown beside the field, never filled in by themselves."""


OF_ADULTS: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.ADULT_SOCIAL_CARE: (
        "We passed your concern to adult social care.",
        "They will speak to the adult first, and may call you.",
        "Go on supporting the adult as you do now. If the risk grows, call us.",
    ),
    Outcome.ADVICE: (
        "From what you told us, adult social care does not need to act now.",
        "We advise you to:",
        "If things get worse, tell us again and say what changed.",
    ),
    Outcome.NO_FURTHER_ACTION: (
        "We will take no further action because:",
        "What you told us is kept on record and counts if there is more.",
        "If you disagree, ask for a second look in the portal or call us.",
    ),
    Outcome.OTHER_COUNCIL: (
        "The adult lives in another council’s area. We passed your concern to:",
        "They will contact you. If you hear nothing by the next working day, call them.",
    ),
}


@frozen
class _Deciding:
    """The contact to decide, and who decides it."""

    request: AnyRequest
    office: Office
    by: Professional
    reference: Reference

    def view(self) -> ContactView:
        return view_contact(self.office, self.by, self.reference)

    def show(self, template: str, view: ContactView, typed: DecisionForm, faults: list[Fault], **values: Any) -> Page:
        return page(
            self.request,
            template,
            status=400 if faults else 200,
            faults=in_page_order(faults),
            contact=view.contact,
            name=about_name(view.contact),
            facts=about_facts(view.contact, self.office.now()),
            typed=typed,
            outcomes=KINDS[view.contact.kind].outcomes,
            for_managers=self.office.rules.manager_decides,
            **values,
        )


@get("/contacts/{reference:str}/decide", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT, Action.SEARCHED))
def decide_page(request: AnyRequest, office: Office, who: SignedIn, params: Fields, reference: str) -> Page:
    deciding = _Deciding(request, office, who.professional, reference_of(reference))
    view = deciding.view()
    if reason := hindrance(view.contact, who.professional):
        return cannot_now(request, office, who.professional, deciding.reference, reason)
    outcome = params.one("outcome")
    return _outcome_chosen(deciding, view, DecisionForm(outcome=outcome), is_sent="outcome" in params.values)


@post("/contacts/{reference:str}/decide", requires(Permission.TRIAGE), writes(Action.VIEWED_CONTACT, Action.SEARCHED))
def decide(request: AnyRequest, office: Office, who: SignedIn, form: Fields, reference: str) -> Page:
    deciding = _Deciding(request, office, who.professional, reference_of(reference))
    typed, step = DecisionForm.of(form), form.one("step")
    if never := NOT_FOR_KIND[deciding.view().contact.kind].get(Decide):
        return cannot_now(request, office, who.professional, deciding.reference, never.reason, typed.written)
    if step in (CHOOSE, CHANGE):
        view = deciding.view()
        if reason := hindrance(view.contact, who.professional):
            return cannot_now(request, office, who.professional, deciding.reference, reason, typed.written)
        return _outcome_chosen(deciding, view, typed, is_sent=step == CHOOSE, ask_again=step == CHANGE)
    return _decide(deciding, typed)


def _outcome_chosen(
    deciding: _Deciding, view: ContactView, typed: DecisionForm, *, is_sent: bool, ask_again: bool = False
) -> Page:
    faults = _outcome_faults(deciding, view, typed) if is_sent else []
    if typed.chosen is None or faults or ask_again:
        return deciding.show("triage/decide_outcome.html", view, typed, faults)
    return _details(deciding, view, typed.chosen, typed, [])


def _outcome_faults(deciding: _Deciding, view: ContactView, typed: DecisionForm) -> list[Fault]:
    if typed.chosen is None or typed.chosen not in KINDS[view.contact.kind].outcomes:
        return [Fault("outcome", "Select an outcome")]
    if typed.chosen in deciding.office.rules.manager_decides and not deciding.by.has_role(*MANAGERS):
        return [Fault("outcome", "Only a team manager can decide this: put the contact back and tell your manager")]
    return []


def _details(
    deciding: _Deciding, view: ContactView, outcome: Outcome, typed: DecisionForm, faults: list[Fault]
) -> Page:
    office, now = deciding.office, deciding.office.now()
    opens_episode = typed.opens_episode and not _has_episode(view)
    search = find_record(office, deciding.by, deciding.reference) if opens_episode else None
    if not typed.team and office.teams:
        typed = evolve(typed, team=office.teams[0])
    return deciding.show(
        "triage/decide_details.html",
        view,
        typed,
        faults,
        chosen=outcome,
        sentences=(OF_ADULTS if view.contact.kind is ContactKind.ADULT_CONCERN else SENTENCES)[outcome],
        levels=office.rules.need_scheme.levels if KINDS[view.contact.kind].has_level_of_need else (),
        # A question still open pauses the clock on the page; deciding ends the pause, and may find the decision late.
        is_late=view.deadlines.is_overdue(now) or any(fault.field == "reason_late" for fault in faults),
        due=view.deadlines.decision_due,
        teams=office.teams,
        system=office.episodes.description.title,
        found=candidates_of(search, now),
        steps=steps(office) if opens_episode else (),
        opens_episode=opens_episode,
        has_episode=_has_episode(view),
        reasons=office.rules.outcome_reasons.of(outcome) if KINDS[view.contact.kind].has_coded_reasons else (),
        FOUND=FOUND,
        TYPED=TYPED,
        NEW=NEW,
    )


def _has_episode(view: ContactView) -> bool:
    """Whether an earlier decision opened an episode: no second one is opened, whatever is decided now."""
    return view.contact.delivery.state is DeliveryState.DELIVERED


def _decide(deciding: _Deciding, typed: DecisionForm) -> Page:
    office, by, reference = deciding.office, deciding.by, deciding.reference
    view = deciding.view()
    if typed.chosen is None or _outcome_faults(deciding, view, typed):
        return _outcome_chosen(deciding, view, typed, is_sent=True)
    opens_episode = typed.opens_episode and not _has_episode(view)
    record, faults = typed.chosen_record() if opens_episode else (None, [])
    try:
        decide_contact(
            office,
            by,
            reference,
            outcome=typed.chosen,
            level_of_need=typed.level_of_need,
            rationale=typed.rationale,
            message_to_sender=typed.message_to_sender,
            internal_note=typed.internal_note,
            reason_late=typed.reason_late,
            reason=typed.reason,
            next_steps=typed.next_steps,
            record=record,
            # A team that is not on the list is refused by itself, before the other fields are judged: without one,
            # every fault is found at once.
            team=typed.team if typed.team in office.teams else "",
        )
    except Refused as refused:
        if reason := whole_refusal(refused):
            return cannot_now(deciding.request, office, by, reference, reason, typed.written)
        # A record that cannot be read is missing to the use case: our own sentence says more.
        found = [fault for fault in faults_of(refused) if not (faults and fault.field == "record")]
        return _details(deciding, deciding.view(), typed.chosen, typed, [*found, *faults])
    return see_other(f"/contacts/{reference}?done=decided")


routes = (decide_page, decide)
