"""A version walked through before anybody is asked it. The answers travel with the pages: nothing is stored or sent."""

import json
from collections.abc import Mapping
from typing import Any

from frontdoor.domain.agency import AgencyKind
from frontdoor.forms import (
    FormDefinition,
    RawAnswers,
    RefusedAnswers,
    check_page,
    display,
    factors,
    gate_stops,
    next_page,
    pages_in_play,
    previous_page,
    questions_in_play,
    tidy,
)
from frontdoor.forms import Page as FormPage
from frontdoor.forms import bind as bind_answers
from frontdoor_portal.use_cases.drafts import today
from frontdoor_portal.use_cases.form_versions.looking import examine, see_version
from frontdoor_portal.use_cases.form_versions.models import FormVersion
from frontdoor_portal.use_cases.form_versions.tree import data_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.drafts.asking import asked_names, asked_now, blocks, on_screen
from frontdoor_portal.web.drafts.checking import label_at
from frontdoor_portal.web.drafts.typed import Then, TypedPage, read_page, with_unasked
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, QUESTIONS_ONLY
from frontdoor_portal.web.form_versions.words import placed
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import AGENCY_KIND

FRONT_DOOR = "front_door"
ROLES: Mapping[str, str] = {
    AgencyKind.SCHOOL.value: "Teacher or other school staff",
    AgencyKind.GENERAL_PRACTICE.value: "GP or practice nurse",
    AgencyKind.COMMUNITY_HEALTH.value: "Health visitor or school nurse",
    AgencyKind.POLICE.value: "Police officer",
    AgencyKind.VOLUNTARY.value: "Somebody at a voluntary organisation",
    FRONT_DOOR: "The front door team, who read the answers",
}
OWN_FIELDS = ("answers", "page", "role", "go")
END = "end"
MAX_BYTES = 1_500_000
"""A page's fields, and every answer before it once more."""


@get(addresses.PREVIEW, ADMINISTRATORS, QUESTIONS_ONLY)
def preview_start(request: AnyRequest, office: Office, who: SignedIn, version_id: str) -> Page:
    """As whom to look. A form with faults cannot be walked through: they are told instead."""
    version = see_version(office, who.professional, version_id)
    looked = examine(office, version)
    return page(
        request,
        "form_versions/preview_start.html",
        version=version,
        form=looked.form,
        wrong=placed(version.id, data_of(version.text), looked.faults),
        roles=ROLES,
        blocks=blocks,
    )


@post(addresses.PREVIEW, ADMINISTRATORS, QUESTIONS_ONLY, max_bytes=MAX_BYTES)
def preview_page(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    """The next page, or the same with what is wrong on it, or the end. Nothing is kept but in the page itself."""
    version = see_version(office, who.professional, version_id)
    looked = examine(office, version)
    definition = looked.form
    if definition is None or looked.faults:
        return see_other(f"{addresses.of_version(version_id)}/preview")
    role = form.one("role")
    if role not in ROLES:
        raise BadRequest("The role is not one of the page's")
    walk = _Walk(request, office, version, definition, role)
    answers = _answers(form.one("answers", "{}"), definition)
    page_id, go = form.one("page"), form.one("go")
    if not page_id:
        form.only(*OWN_FIELDS)
        return walk.show(definition.pages[0], answers)
    if page_id == END:
        form.only(*OWN_FIELDS)
        return walk.show(pages_in_play(definition, answers)[-1], answers)
    here = _page_of(definition, page_id)
    sent = read_page(here, form.without(*OWN_FIELDS))
    answers = _with_typed(definition, here, answers, sent)
    if go == "back":
        earlier = previous_page(definition, page_id, answers)
        return walk.show(earlier or here, answers)
    if go == END:
        return walk.end(answers)
    if sent.group:
        more = sent.group if sent.then is Then.ADD else ""
        remove = f"{sent.group}-{sent.item}" if sent.then is Then.ASK else ""
        return walk.show(here, answers, more=more, remove=remove)
    on_page = set(asked_names(definition, here, answers))
    asked = sent.asked
    faults = tuple(
        fault for fault in check_page(definition, page_id, answers, today(office)) if fault.question_id in asked
    )
    if faults or not on_page <= asked:
        return walk.show(here, answers, faults)
    if definition.gate and definition.gate.page_id == page_id and gate_stops(definition, answers) and go != "past":
        return walk.stop(here, answers)
    following = next_page(definition, page_id, answers)
    return walk.end(answers) if following is None else walk.show(following, answers)


class _Walk:
    """The pages of one preview."""

    def __init__(
        self, request: AnyRequest, office: Office, version: FormVersion, form: FormDefinition, role: str
    ) -> None:
        self._request, self._office, self._version, self._form, self._role = request, office, version, form, role

    def show(
        self, here: FormPage, answers: RawAnswers, faults: tuple[Any, ...] = (), more: str = "", remove: str = ""
    ) -> Page:
        form = self._form
        return self._page(
            "form_versions/preview_page.html",
            answers,
            here.id,
            status=400 if faults else 200,
            faults=on_screen(form, faults),
            section=form.section_of(here.id),
            form_page=here,
            asked=asked_now(form, here, answers, faults, today(self._office), more=more, remove=remove),
            is_gate=form.gate is not None and form.gate.page_id == here.id,
            is_first=previous_page(form, here.id, answers) is None,
            shows_notes=self._role == FRONT_DOOR,
        )

    def stop(self, here: FormPage, answers: RawAnswers) -> Page:
        return self._page("form_versions/preview_stop.html", answers, here.id, gate=self._form.gate)

    def end(self, answers: RawAnswers) -> Page:
        """What would be sent, as the front door reads it, with what is still missing."""
        form = self._form
        bound = bind_answers(form, answers, today(self._office))
        sections = [
            (
                section.title,
                [
                    (question.label, display(question, answers.get(question.id)))
                    for each in section.pages
                    for question in questions_in_play(form, each, answers)
                    if each in pages_in_play(form, answers)
                ],
            )
            for section in form.sections
        ]
        return self._page(
            "form_versions/preview_end.html",
            answers,
            END,
            sections=[(title, rows) for title, rows in sections if rows],
            missing=[fault.message for fault in bound.faults],
            dropped=[label_at(form, each) for each in bound.dropped],
            codes=factors(form, bound.answers),
        )

    def _page(self, template: str, answers: RawAnswers, page_id: str, **values: Any) -> Page:
        return page(
            self._request,
            template,
            version=self._version,
            form=self._form,
            concern=self._form,
            role=self._role,
            role_words=ROLES[self._role],
            agency=AGENCY_KIND[AgencyKind(self._role)].label if self._role != FRONT_DOOR else "",
            answers=json.dumps(answers, ensure_ascii=False),
            page_id=page_id,
            blocks=blocks,
            levels=self._office.rules.need_scheme.levels,
            **values,
        )


def _page_of(form: FormDefinition, page_id: str) -> FormPage:
    try:
        return form.page(page_id)
    except KeyError:
        raise BadRequest("The page is not one of the form's") from None


def _answers(sent: str, form: FormDefinition) -> RawAnswers:
    """The answers that a page carries. Raises `BadRequest` for what no page of this version made."""
    try:
        found = json.loads(sent)
        known = {key: _as_read(value) for key, value in found.items() if form.has_question(key)}
        return tidy(known, form)
    except (ValueError, AttributeError, RecursionError, RefusedAnswers):
        raise BadRequest("The answers are not of this preview") from None


def _as_read(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_read(each) for key, each in value.items()}
    return tuple(map(_as_read, value)) if isinstance(value, list) else value


def _with_typed(form: FormDefinition, here: FormPage, answers: RawAnswers, sent: TypedPage) -> RawAnswers:
    on_page = {question.id for question in here.questions}
    elsewhere = {key: value for key, value in answers.items() if key not in on_page}
    try:
        return tidy({**elsewhere, **with_unasked(answers, here, sent)}, form)
    except RefusedAnswers:
        raise BadRequest("Answers were sent that no page of this form could have sent") from None


routes = (preview_start, preview_page)
