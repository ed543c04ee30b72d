"""One's own details, asked once: every form is sent with them, and none asks for them again."""

from attrs import evolve

from frontdoor.domain.agency import Professional
from frontdoor_portal.use_cases.joining.keeping import note
from frontdoor_portal.use_cases.models import Action
from frontdoor_portal.use_cases.ports import Office
from frontdoor_portal.use_cases.refusals import NotVisible


def change_details(
    office: Office,
    by: Professional,
    *,
    name: str,
    job_title: str,
    phone: str,
    reply_address: str,
    preferred_times: str,
) -> Professional:
    """Keep somebody's own details. What was sent before stays as they stood then. Raises `NotVisible`."""
    with office.work.begin() as tx:
        account = tx.accounts.hold(by.id)
        if account is None or account.disabled:
            raise NotVisible("No such person")
        changed = evolve(
            account.professional,
            name=name,
            job_title=job_title,
            phone=phone,
            reply_address=reply_address,
            preferred_times=preferred_times,
        )
        if changed != account.professional:
            tx.joining.save_details(changed)
            # A new name is seen by whoever reads the list next; the audit says which details, never what they are.
            fields = ("name", "job_title", "phone", "reply_address", "preferred_times")
            which = [each for each in fields if getattr(changed, each) != getattr(account.professional, each)]
            note(office, tx, by.id, Action.CHANGED_DETAILS, by.id, ",".join(which))
    return changed
