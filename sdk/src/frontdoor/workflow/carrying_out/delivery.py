"""What becomes of a decision in the case-management system, as the worker learns it or a person says it."""

from datetime import datetime

from attrs import evolve

from frontdoor.domain.contact import Contact, Delivery, DeliveryState
from frontdoor.domain.texts import as_kept
from frontdoor.domain.triage import ChosenRecord, RecordChoice
from frontdoor.workflow import commands as ask
from frontdoor.workflow.carrying_out.basics import Change, Rules, happened, only, refuse_if, required
from frontdoor.workflow.events import EventKind
from frontdoor.workflow.refusals import CommandFault, Refused
from frontdoor.workflow.sides import FRONT_DOOR_TEAM


def record_episode(contact: Contact, command: ask.RecordEpisode, now: datetime, rules: Rules) -> Change:
    if command.by is not None:
        only(command.by, *FRONT_DOOR_TEAM)
    episode_id = as_kept(command.episode_id)
    if contact.delivery.state is DeliveryState.DELIVERED:
        # A worker that comes late with the same news changes nothing; with other news, a person must look.
        if contact.delivery.episode_id == episode_id:
            return Change(contact, ())
        raise Refused.because("Another episode is already recorded for this contact")
    if contact.delivery.state is DeliveryState.NOT_NEEDED:
        raise Refused.because("This decision opens no episode")
    refuse_if(required(command, ("episode_id", "Enter the episode number")))
    team = as_kept(command.team) or (contact.decision.team if contact.decision else "")
    is_new_person = contact.record is None or contact.record.person_id is None
    made = as_kept(command.person_id) if is_new_person else ""
    delivery = Delivery(DeliveryState.DELIVERED, episode_id, team, person_id=made, system=command.system)
    return Change(
        evolve(contact, delivery=delivery),
        (happened(EventKind.EPISODE_OPENED, command.by, now, episode_id),),
    )


def record_ticket(contact: Contact, command: ask.RecordTicket, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state is not DeliveryState.WAITING:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.QUEUED, ticket=command.ticket)
    return Change(evolve(contact, delivery=delivery), (happened(EventKind.EPISODE_QUEUED, None, now, command.ticket),))


def hand_to_person(contact: Contact, command: ask.HandToPerson, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state not in {DeliveryState.WAITING, DeliveryState.QUEUED}:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.NEEDS_A_PERSON, reason=command.reason, offered=command.offered)
    event = happened(EventKind.DELIVERY_NEEDS_A_PERSON, None, now, command.reason)
    return Change(evolve(contact, delivery=delivery), (event,))


def choose_record(contact: Contact, command: ask.ChooseRecord, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    offered = tuple(record.person_id for record in contact.delivery.offered)
    if not offered:
        raise Refused.because("No record waits to be chosen for this contact")
    if command.offered != offered:
        raise Refused.because("Other records are offered now: look at them before you choose")
    if command.person_id is not None and command.person_id not in offered:
        raise Refused([CommandFault("record", "Choose one of these records, or say that it is none of them")])
    others = contact.record_choice.not_the_same_as if contact.record_choice else ()
    system = contact.record.system if contact.record else ""
    if command.person_id is None:
        record, detail = ChosenRecord(None, system=system), f"None of {', '.join(offered)}: a new record"
        others = tuple(dict.fromkeys((*others, *offered)))
    else:
        record = ChosenRecord(command.person_id, "offered by the case system", system)
        detail = f"Record {command.person_id}"
    after = evolve(
        contact,
        record_choice=RecordChoice(record, offered, command.by.name, now, others),
        delivery=Delivery(DeliveryState.WAITING),
    )
    return Change(after, (happened(EventKind.RECORD_CHOSEN, command.by, now, detail),))


def doubt_delivery(contact: Contact, command: ask.DoubtDelivery, now: datetime, rules: Rules) -> Change:
    if contact.delivery.state is not DeliveryState.DELIVERED:
        return Change(contact, ())
    delivery = Delivery(DeliveryState.NEEDS_A_PERSON, reason=command.reason)
    event = happened(EventKind.DELIVERY_DOUBTED, None, now, command.reason)
    return Change(evolve(contact, delivery=delivery), (event,))


def send_again(contact: Contact, command: ask.SendAgain, now: datetime, rules: Rules) -> Change:
    only(command.by, *FRONT_DOOR_TEAM)
    if contact.delivery.state is not DeliveryState.NEEDS_A_PERSON:
        raise Refused.because("This delivery is not waiting for a person")
    event = happened(EventKind.DELIVERY_TRIED_AGAIN, command.by, now)
    return Change(evolve(contact, delivery=Delivery(DeliveryState.WAITING)), (event,))
