"""From a decision's commit to the episode stored, in the running product, with the vendor's time taken off."""

from attrs import evolve

from frontdoor.connectors.asking import Call
from frontdoor.domain.identifiers import Reference
from frontdoor.domain.triage import ChosenRecord, Outcome
from frontdoor.testing.families import person
from frontdoor.workflow.events import EventKind
from frontdoor_benchmarks.making import account, sent_contact
from frontdoor_benchmarks.measuring import Samples, repeat
from frontdoor_benchmarks.quiet import wait_until_delivered
from frontdoor_portal.composition import Composition
from frontdoor_portal.demo.main_job import CHILD
from frontdoor_portal.demo.running import Running
from frontdoor_portal.use_cases.decide_contact import decide_contact
from frontdoor_portal.use_cases.reading_submission import episode_request_of
from frontdoor_portal.use_cases.take_contact import take_contact


def measure_delivery(running: Running, composed: Composition, times: int) -> dict[str, Samples]:
    """By the times on the contact's own timeline; the worker is the product's own process, one decision at a time."""
    running.processes.check()
    office, officer = composed.office, account("officer")
    references = [sent_contact(office, account("teacher")) for _ in range(times)]
    for reference in references:
        take_contact(office, officer, reference)
        wait_until_delivered(office)
        _refer(composed, reference)
    wait_until_delivered(office)
    vendor = _vendor_alone(composed, references[0], times // 2)
    taken = Samples(tuple(_taken(composed, reference) for reference in references))
    return {"vendor_alone": vendor, "episode_delivery": taken.less(vendor.p50)}


def _refer(composed: Composition, reference: Reference) -> None:
    decide_contact(
        composed.office,
        account("officer"),
        reference,
        outcome=Outcome.REFERRAL,
        level_of_need="4",
        reason="significant_harm",
        rationale="Benchmark",
        message_to_sender="Benchmark",
        record=ChosenRecord(person(CHILD).case_id),
        team=composed.office.teams[0],
    )


def _vendor_alone(composed: Composition, reference: Reference, times: int) -> Samples:
    """The same call that the worker makes, each about a reference that the vendor does not know."""
    with composed.office.work.reading() as tx:
        contact = tx.contacts.get(reference)
    assert contact is not None
    request = episode_request_of(composed.office, contact)
    open_episode = composed.plugins.case_management[0].connector.open_episode
    call = Call("benchmark", "Benchmark", 10)
    return repeat(times, lambda: open_episode(evolve(request, reference=Reference.new()), call))


def _taken(composed: Composition, reference: Reference) -> float:
    with composed.office.work.reading() as tx:
        at = {event.kind: event.at for event in tx.contacts.timeline(reference)}
    return (at[EventKind.EPISODE_OPENED] - at[EventKind.DECIDED]).total_seconds() * 1000
