"""Every way the case system is known to fail: each referral ends in one episode, or in a person's hands with a reason.

The numbers are those of the list of faults (F1 to F13). Most are tried twice: a fault that passes, and one that stays
until the time is up. Some come from the line, which a proxy breaks, and some from the system itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from reference_portal.tests.faults.product import Product, wait_for

from frontdoor.domain.contact import Contact, DeliveryState
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

ON_THE_LINE = {
    "F1 refuses the connection": Fault.REFUSE,
    "F2 accepts and never answers": Fault.SILENCE,
    "F3 carries it out, and the answer is cut": Fault.CUT,
    "F5 answers with garbage": Fault.GARBAGE,
    "F5 hangs up without a word": Fault.HALF_CLOSE,
    "F10 drips": Fault.DRIP,
}
OF_THE_SYSTEM = {
    "F2 carries it out and stays silent": Misbehaviour.SILENT_AFTER_COMMIT,
    "F3 carries it out and hangs up": Misbehaviour.CUT_AFTER_COMMIT,
    "F4 carries it out and answers with an error": Misbehaviour.ERROR_AFTER_COMMIT,
    "F5 answers with a page": Misbehaviour.PAGE,
    "F5 answers with nothing": Misbehaviour.EMPTY,
    "F5 answers with something broken": Misbehaviour.MALFORMED,
    "F6 succeeds without an id": Misbehaviour.NO_ID,
    "F6 succeeds with another reference": Misbehaviour.WRONG_REFERENCE,
    "F8 refuses our account": Misbehaviour.EXPIRED_CREDENTIAL,
    "F9 has too much to do": Misbehaviour.RATE_LIMIT,
    "F10 never stops answering": Misbehaviour.OVERSIZED,
    "F11 wants a field that nobody knows": Misbehaviour.NEW_MANDATORY_FIELD,
}
FAULTS = [*ON_THE_LINE, *OF_THE_SYSTEM]


@contextmanager
def breaking(product: Product, fault: str) -> Iterator[None]:
    """The fault is in force for as long as the block lasts."""
    how = OF_THE_SYSTEM.get(fault)
    if how is not None and how not in product.case_system.misbehaviours:
        pytest.skip(f"{product.case_system.title} declares that it cannot go wrong in this way: {how}")
    product.line.after = 20  # bytes of an answer that still come through, where it is cut
    product.line.fault = ON_THE_LINE.get(fault, Fault.NONE)
    product.case_system.misbehave(how)
    try:
        yield
    finally:
        product.line.fault = Fault.NONE
        product.case_system.misbehave(None)


def assert_once_or_in_a_persons_hands(product: Product, contact: Contact) -> None:
    held, delivery = product.episodes(contact.reference), contact.delivery
    if delivery.state is DeliveryState.DELIVERED:
        assert held == (delivery.episode_id,)
    else:
        assert delivery.state is DeliveryState.NEEDS_A_PERSON
        assert delivery.reason.strip()
        assert len(held) <= 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_passes_leaves_one_episode_or_a_reason(lasting_product: Product, fault: str) -> None:
    product = lasting_product
    with breaking(product, fault):
        reference = product.referred()
        wait_for(lambda: product.attempts(reference))
        wait_for(lambda: product.attempts(reference) > 1 or not product.is_waiting(reference))

    assert_once_or_in_a_persons_hands(product, product.wait_until_settled(reference))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_stays_ends_in_one_episode_or_a_reason(lasting_product: Product, fault: str) -> None:
    product = lasting_product
    with breaking(product, fault):
        reference = product.referred()
        contact = product.wait_until_settled(reference)
        assert_once_or_in_a_persons_hands(product, contact)
    product.wait_until_idle()

    assert_once_or_in_a_persons_hands(product, product.contact(reference))


def test_f7_two_episodes_for_one_request_are_a_persons_to_merge(lasting_product: Product) -> None:
    product = lasting_product
    if Misbehaviour.OPENS_TWICE not in product.case_system.misbehaviours:
        pytest.skip(f"{product.case_system.title} declares that it cannot open an episode twice")
    product.case_system.misbehave(Misbehaviour.OPENS_TWICE)
    reference = product.referred()
    product.wait_until_settled(reference)
    product.case_system.misbehave(None)
    assert len(product.episodes(reference)) == 2, product.contact(reference).delivery

    # A system that tells of both as it opens them has the worker ask a person at once; another is found out at night.
    was_told = product.contact(reference).delivery.state is DeliveryState.NEEDS_A_PERSON
    assert product.reconcile() == (0 if was_told else 1)

    contact = product.contact(reference)
    assert contact.delivery.state is DeliveryState.NEEDS_A_PERSON
    assert all(episode in contact.delivery.reason for episode in product.episodes(reference))


def test_f12_and_f13_a_full_document_store_holds_up_no_referral(lasting_product: Product) -> None:
    product = lasting_product
    if Misbehaviour.STORE_FULL not in product.case_system.misbehaviours:
        pytest.skip(f"{product.case_system.title} declares that its store cannot be full")
    product.case_system.misbehave(Misbehaviour.STORE_FULL)
    reference = product.referred()
    contact = product.wait_until_settled(reference)
    held = product.case_system.held(str(reference))
    assert (contact.delivery.state, held.episodes, held.documents) == (
        DeliveryState.DELIVERED,
        (contact.delivery.episode_id,),
        0,
    )

    product.case_system.misbehave(None)
    product.wait_until_idle()

    held = product.case_system.held(str(reference))
    assert (held.episodes, held.documents) == ((contact.delivery.episode_id,), 1)
