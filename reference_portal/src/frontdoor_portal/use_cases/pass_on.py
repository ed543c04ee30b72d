"""A concern about an adult goes to adult social care: an officer passes it on there, and ticks it off here.

Nothing of it enters the children's system: no episode is opened, and no record is looked for.
"""

from collections.abc import Collection
from datetime import date

from frontdoor.domain.agency import Professional
from frontdoor.domain.contact import Contact
from frontdoor.domain.identifiers import Reference
from frontdoor.workflow.commands import PassOn
from frontdoor_portal.use_cases.changing import change_contact
from frontdoor_portal.use_cases.filing import hand_off
from frontdoor_portal.use_cases.models import Action, HandOffKind
from frontdoor_portal.use_cases.ports import Office, Transaction
from frontdoor_portal.use_cases.seeing import audit

ADULT_SOCIAL_CARE = "Adult social care"
"""Where it goes, as a hand-off names it."""


def give_to_adult_social_care(office: Office, tx: Transaction, reference: Reference) -> None:
    """Give an officer the contact to pass on."""
    hand_off(office, tx, reference, HandOffKind.ADULT_SOCIAL_CARE, anew=True, target=ADULT_SOCIAL_CARE)


def pass_on_addition(office: Office, tx: Transaction, reference: Reference, addition_id: str) -> None:
    """Give an officer what was added to pass on, under the reference that adult social care gave."""
    kind = HandOffKind.ADDED_INFORMATION
    hand_off(office, tx, reference, kind, part=addition_id, target=ADULT_SOCIAL_CARE)


def record_passed_on(
    office: Office, by: Professional, reference: Reference, given_reference: str, on: date, passed: Collection[str]
) -> Contact:
    """Adult social care has it, under a reference of its own: kept with the contact, which ticks the hand-off.

    `passed` are the ids of the additions that went along. What was added meanwhile, which the officer did not have
    before them when they copied the text, is a hand-off of its own. Raises `Refused` (faults `reference`, `on`) and
    `NotVisible`.
    """

    def ticked(tx: Transaction, contact: Contact) -> None:
        for addition in contact.additions:
            if addition.after_decision and addition.id not in passed:
                pass_on_addition(office, tx, reference, addition.id)
        for given in tx.hand_offs.of_contact(reference):
            is_it = given.kind is HandOffKind.ADULT_SOCIAL_CARE
            if is_it and tx.hand_offs.tick(given.id, by.name, office.now()):
                audit(office, tx, by, Action.HANDED_OFF, str(reference))

    return change_contact(office, by, reference, PassOn(by, given_reference, on), also=ticked)
