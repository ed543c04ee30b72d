"""People halfway through a sign-in, with and without an authenticator."""

from collections.abc import Callable
from datetime import timedelta

from reference_portal.tests.authenticator import Authenticator
from reference_portal.tests.fakes import PASSWORD
from reference_portal.tests.unit.use_cases.scene import TEACHER

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.models import Action, Assurance
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import CodeRefused
from frontdoor_portal.use_cases.resume_session import Halfway, SignedIn
from frontdoor_portal.use_cases.second_factor.enrolling import (
    begin_enrolment,
    finish_enrolment,
)
from frontdoor_portal.use_cases.second_factor.models import Factor
from frontdoor_portal.use_cases.sign_in import sign_in
from frontdoor_portal.use_cases.starting_session import NewSession

IDLE, ABSOLUTE = timedelta(hours=1), timedelta(hours=12)


def arrived(started: NewSession) -> Halfway:
    assert started.session.assurance is Assurance.PENDING
    return Halfway(started.professional, started.session)


def with_password(office: Office, whom: Professional = TEACHER) -> Halfway:
    return arrived(sign_in(office, whom.email, PASSWORD))


def signed_in(started: NewSession) -> SignedIn:
    return SignedIn(started.professional, started.session)


def enrolled(office: Office, whom: Professional = TEACHER) -> tuple[Authenticator, SignedIn, tuple[str, ...]]:
    who = with_password(office, whom)
    app = Authenticator(begin_enrolment(office, who).shown)
    done = finish_enrolment(office, who, app.code(office.now()))
    return app, signed_in(done.started), done.backup_codes


def factor_of(office: Office, whom: Professional = TEACHER) -> Factor:
    with office.work.reading() as tx:
        found = tx.factors.get(whom.id)
    assert found is not None
    return found


def audited(office: Office, whom: Professional = TEACHER) -> list[tuple[str, Action, str, str]]:
    with office.work.reading() as tx:
        return [(each.actor_id, each.action, each.detail, each.purpose) for each in tx.audit.of_subject(whom.id)]


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except CodeRefused:
        return True
    return False
