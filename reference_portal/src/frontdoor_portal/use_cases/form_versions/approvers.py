"""Who is left to approve a version, since nobody approves what they wrote or submitted: perhaps nobody."""

from attrs import frozen

from frontdoor.domain.agency import Professional, Role
from frontdoor_portal.use_cases.form_versions.looking import only_administrators, published_version
from frontdoor_portal.use_cases.form_versions.models import FormState, FormVersion
from frontdoor_portal.use_cases.ports import Office, Transaction


@frozen
class Approvers:
    """Whether anybody can approve a version once it is submitted by whoever looks, or as it was; and who wrote in it.

    `is_alone`: there is no other administrator at all. `is_other_to_submit`: somebody could if a writer submitted it in
    place of whoever looks. `begin_from` is the id of the version in force, to write from anew; empty where none is.
    """

    is_any: bool
    writers: tuple[str, ...]
    begin_from: str
    is_other_to_submit: bool = False
    is_alone: bool = False


def approvers_of(office: Office, by: Professional, version: FormVersion) -> Approvers:
    """Said before it is submitted: a version that two wrote and two alone could approve waits for ever."""
    only_administrators(by)
    submitter = version.submitted_by if version.state is FormState.SUBMITTED else by.id
    with office.work.reading() as tx:
        return Approvers(
            bool(may_approve_it(tx, version, submitter)),
            tuple(sorted(_name(tx, each) for each in version.written_by)),
            _in_force(office, tx, version.form_id),
            is_other_to_submit=bool(version.written_by) and by.id not in version.written_by,
            is_alone=set(tx.reviews.people_with_role(Role.ADMINISTRATOR)) <= {by.id},
        )


def may_approve_it(tx: Transaction, version: FormVersion, submitter: str) -> frozenset[str]:
    """The administrators who neither submitted a version nor wrote in it."""
    return frozenset(tx.reviews.people_with_role(Role.ADMINISTRATOR)) - {submitter, *version.written_by}


def _in_force(office: Office, tx: Transaction, form_id: str) -> str:
    """The id of the version that is asked; empty where none is, or the library has it no more."""
    asked = office.forms.get(form_id)
    found = published_version(office, tx, form_id, asked.version) if asked else None
    return found.id if found else ""


def _name(tx: Transaction, writer: str) -> str:
    account = tx.accounts.account(writer)
    return account.professional.name if account else writer
