"""What a version changes, told in words with its tests; submitting, approving, giving back and taking back."""

from datetime import datetime

from attrs import frozen

from frontdoor.forms import Change
from frontdoor_portal.use_cases.form_versions.approvers import approvers_of
from frontdoor_portal.use_cases.form_versions.beside import LookAgain, look_beside
from frontdoor_portal.use_cases.form_versions.editing import MOST_NOTE
from frontdoor_portal.use_cases.form_versions.looking import examine, see_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.form_versions.publishing import (
    BadTime,
    NotSound,
    approve_version,
    reject_version,
    submit_version,
    withdraw_version,
)
from frontdoor_portal.use_cases.form_versions.timing import NoSuchTime, moment_typed
from frontdoor_portal.use_cases.form_versions.tree import data_of
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.resume_session import SignedIn
from frontdoor_portal.web.faults import Fault
from frontdoor_portal.web.fields import Fields
from frontdoor_portal.web.form_versions import addresses
from frontdoor_portal.web.form_versions.listing import ADMINISTRATORS, QUESTIONS_ONLY
from frontdoor_portal.web.form_versions.versions import revision_of
from frontdoor_portal.web.form_versions.words import CHANGE, FAILED, PASSED, placed, state_word, title_of
from frontdoor_portal.web.pages import Page, page, see_other
from frontdoor_portal.web.policy import requires_fresh_factor
from frontdoor_portal.web.refusing import BadRequest
from frontdoor_portal.web.routing import get, post
from frontdoor_portal.web.site import AnyRequest
from frontdoor_portal.web.wording import Word

NOW, LATER = "now", "later"
_LOOK_AGAIN = Fault(
    "compared", "Another version came into force, or was given a time. Check what this one changes now, and press again"
)


@frozen
class Typed:
    """What was typed to submit a version, or to give it back."""

    note: str = ""
    at: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    clock: str = ""
    reason: str = ""

    @classmethod
    def of(cls, form: Fields) -> "Typed":
        form.only("revision", "do", "note", "at", "day", "month", "year", "clock", "reason", "beside")
        names = ("note", "at", "day", "month", "year", "clock", "reason")
        return cls(*(form.one(name).strip() for name in names))

    def moment(self) -> datetime | None:
        """When it is to be in force; None for at once. Raises `NoSuchTime`."""
        if self.at == NOW:
            return None
        if self.at != LATER:
            raise NoSuchTime("at", "Select when it should come into force")
        return moment_typed(self.day, self.month, self.year, self.clock)


@get(addresses.CHANGES, ADMINISTRATORS, QUESTIONS_ONLY)
def changes_page(request: AnyRequest, office: Office, who: SignedIn, version_id: str) -> Page:
    version = see_version(office, who.professional, version_id)
    return _changes(request, office, who, version, Typed(), ())


@post(addresses.CHANGES, requires_fresh_factor(ADMINISTRATORS), QUESTIONS_ONLY)
def decide_version(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    """Do what the button says: submit, approve, give back or take back."""
    try:
        return _decided(request, office, who, form, version_id)
    except NotSound:  # a fault or failing test that this page did not know of: it tells it now
        return see_other(f"{addresses.of_version(version_id)}/changes")


def _decided(request: AnyRequest, office: Office, who: SignedIn, form: Fields, version_id: str) -> Page:
    typed, revision, by, seen = Typed.of(form), revision_of(form), who.professional, form.one("beside")
    version = see_version(office, by, version_id)
    match form.one("do"):
        case "submit":
            faults = _too_long("note", typed.note)
            try:
                at = typed.moment()
                if not faults:
                    submit_version(office, by, version_id, revision, typed.note, at, seen)
            except NoSuchTime as problem:
                faults.append(Fault(problem.field, str(problem)))
            except BadTime as problem:
                faults.append(Fault("day", str(problem)))
            except LookAgain:
                faults.append(_LOOK_AGAIN)
            if faults:
                return _changes(request, office, who, version, typed, tuple(faults))
        case "approve":
            try:
                approve_version(office, by, version_id, revision, seen)
            except LookAgain:
                return _changes(request, office, who, version, typed, (_LOOK_AGAIN,))
        case "reject":
            faults = _too_long("reason", typed.reason)
            if not typed.reason:
                faults = [Fault("reason", "Enter what must be different")]
            if faults:
                return _changes(request, office, who, version, typed, tuple(faults))
            reject_version(office, by, version_id, revision, typed.reason)
        case "withdraw":
            withdraw_version(office, by, version_id, revision)
        case _:
            raise BadRequest("The button is not one of the page's")
    return see_other(addresses.of_version(version_id))


def _worded(changes: tuple[Change, ...] | None) -> list[tuple[Change, Word]]:
    return [(change, CHANGE[change.kind]) for change in changes or ()]


def _too_long(field: str, text: str) -> list[Fault]:
    return [Fault(field, f"The text must be {MOST_NOTE:,} characters or fewer")] if len(text) > MOST_NOTE else []


def _changes(
    request: AnyRequest, office: Office, who: SignedIn, version: FormVersion, typed: Typed, faults: tuple[Fault, ...]
) -> Page:
    looked = examine(office, version)
    beside = look_beside(office, who.professional, version, looked)
    wrong_tests = {failed.test for failed in looked.failed}
    own = who.professional.id in {version.submitted_by, *version.written_by}
    return page(
        request,
        "form_versions/changes.html",
        status=400 if faults else 200,
        faults=faults,
        version=version,
        title=title_of(looked.form, version.form_id),
        word=state_word(version, looked.version_in_force, office.now()),
        looked=looked,
        in_force=looked.version_in_force,
        seen=beside.seen,
        waiting=[(each, _worded(each.changes)) for each in beside.waiting],
        wrong=placed(version.id, data_of(version.text), looked.faults),
        changes=_worded(looked.changes),
        tests=[
            (test, FAILED if test.name in wrong_tests else PASSED)
            for test in (looked.form.tests if looked.form else ())
        ],
        typed=typed,
        second_person=office.form_rules.second_person,
        approvers=approvers_of(office, who.professional, version),
        may_submit=version.state is FormState.EDITING and looked.is_sound,
        may_approve=version.state is FormState.SUBMITTED and not own,
        may_withdraw=version.state is FormState.SUBMITTED
        or (
            version.state is FormState.SCHEDULED
            and version.in_force_from is not None
            and version.in_force_from > office.now()
        ),
    )


routes = (changes_page, decide_version)
