"""Rules on writing while things go wrong: whatever happens on the way, the system has an episode once.

The faults bear the numbers F1 to F18 of the list they come from. Those that are not here concern the portal alone: F14
(one system down on a page of several), F15 (a slow system shown by itself) and F18 (all systems down); a connector's
part in F15 is its deadline.
"""

import pytest

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import ConnectorFailure, OutcomeUnknown, Unavailable
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import IMPATIENT, is_honest, open_episode, set_fault, settled
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

AFTER_COMMIT = (
    Misbehaviour.SILENT_AFTER_COMMIT,
    Misbehaviour.CUT_AFTER_COMMIT,
    Misbehaviour.ERROR_AFTER_COMMIT,
    Misbehaviour.NO_ID,
    Misbehaviour.WRONG_REFERENCE,
)

SPOILT = (
    Misbehaviour.PAGE,
    Misbehaviour.EMPTY,
    Misbehaviour.MALFORMED,
    Misbehaviour.OVERSIZED,
    Misbehaviour.DRIP_FEED,
    Misbehaviour.SLOW,
    Misbehaviour.WRONG_PERSON,
    Misbehaviour.EXPIRED_CREDENTIAL,
    Misbehaviour.RATE_LIMIT,
)

BROKEN = (
    (Fault.REFUSE, 0),
    (Fault.SILENCE, 0),
    (Fault.DELAY, 0),
    (Fault.DRIP, 0),
    (Fault.CUT, 0),
    (Fault.CUT, 1),
    (Fault.CUT, 60),
    (Fault.CUT, 300),
    (Fault.CUT_REQUEST, 1),
    (Fault.CUT_REQUEST, 400),
    (Fault.GARBAGE, 0),
    (Fault.HALF_CLOSE, 0),
)


class WritesOnceUnderFaults(Checks, rule="writes-once-under-faults", tier=Tier.SILVER):
    """Whatever breaks while an episode is opened, what is said of it is true, and the system has it once in the end.

    "In the end" is after the documented procedure: look it up by our reference, and open it only where the system is
    sure that it has none. Any failure but `OutcomeUnknown` says that nothing was changed, and is held to that.
    """

    @pytest.fixture
    def wanted(self, stand: Stand) -> EpisodeRequest:
        return samples.episode_for(stand)

    @pytest.mark.parametrize("how", AFTER_COMMIT)
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE)
    def test_an_answer_that_is_lost_or_useless_means_that_the_outcome_is_unknown(
        self, stand: Stand, wanted: EpisodeRequest, how: Misbehaviour
    ) -> None:
        # F2, F3, F4, F6.
        stand.simulator.misbehave(how)
        said = open_episode(stand, wanted, IMPATIENT)
        held = stand.held(wanted.reference)
        stand.simulator.misbehave(None)

        episode = settled(stand, wanted)

        assert isinstance(said, OutcomeUnknown | Episode) or held.episodes == ()
        assert is_honest(said, wanted, held)
        assert stand.held(wanted.reference).episodes == (episode.id,)

    @pytest.mark.parametrize("how", SPOILT)
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE)
    def test_a_system_that_goes_wrong_holds_one_episode_in_the_end(
        self, stand: Stand, wanted: EpisodeRequest, how: Misbehaviour
    ) -> None:
        # F5, F8, F9, F10, F16.
        stand.simulator.misbehave(how)
        said = open_episode(stand, wanted, IMPATIENT)
        held = stand.held(wanted.reference)
        stand.simulator.misbehave(None)

        episode = settled(stand, wanted)

        assert is_honest(said, wanted, held)
        assert stand.held(wanted.reference).episodes == (episode.id,)

    @pytest.mark.parametrize(("fault", "after"), BROKEN)
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE, socket=True)
    def test_a_broken_connection_leaves_one_episode_in_the_end(
        self, stand: Stand, wanted: EpisodeRequest, fault: Fault, after: int
    ) -> None:
        # F1, F2, F3 and half-sent requests.
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, fault, after, seconds=3.0)
            said = open_episode(behind, wanted, IMPATIENT)
            held = stand.held(wanted.reference)
            set_fault(proxies, Fault.NONE)

            episode = settled(behind, wanted)

        assert is_honest(said, wanted, held)
        assert stand.held(wanted.reference).episodes == (episode.id,)

    @pytest.mark.parametrize("spared", [0, 1, 2, 3])
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE, shows=Misbehaviour.OPENS_ANEW, socket=True)
    def test_a_lost_answer_is_not_asked_for_again_of_a_system_that_knows_no_idempotency(
        self, stand: Stand, wanted: EpisodeRequest, spared: int
    ) -> None:
        # F3, for whichever request of the call it strikes: a token, a look-up, or the very opening.
        stand.simulator.misbehave(Misbehaviour.OPENS_ANEW)
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, Fault.CUT, spared=spared)
            said = open_episode(behind, wanted)
            held = stand.held(wanted.reference)
            set_fault(proxies, Fault.NONE)

            episode = settled(behind, wanted)

        assert is_honest(said, wanted, held)
        assert stand.held(wanted.reference).episodes == (episode.id,)

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, socket=True)
    def test_a_refused_connection_changes_nothing_and_says_so(self, stand: Stand, wanted: EpisodeRequest) -> None:
        # F1: nobody need look it up.
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, Fault.REFUSE)
            said = open_episode(behind, wanted)

        assert type(said) is Unavailable
        assert stand.held(wanted.reference).episodes == ()

    @pytest.mark.parametrize(
        "how", [Misbehaviour.PAGE, Misbehaviour.EMPTY, Misbehaviour.MALFORMED, Misbehaviour.EXPIRED_CREDENTIAL]
    )
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE)
    def test_a_look_up_that_was_not_answered_is_never_none(
        self, stand: Stand, wanted: EpisodeRequest, how: Misbehaviour
    ) -> None:
        opened = stand.ask(Operation.OPEN_EPISODE, wanted)
        stand.simulator.misbehave(how)

        try:
            found = stand.ask(Operation.FIND_EPISODE, wanted.reference)
        except ConnectorFailure:
            return
        assert found.id == opened.id

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE, shows=Misbehaviour.OPENS_TWICE)
    def test_a_system_that_opened_two_is_found_out(self, stand: Stand, wanted: EpisodeRequest) -> None:
        # F7: a person must merge them, and is told of both.
        stand.simulator.misbehave(Misbehaviour.OPENS_TWICE)
        open_episode(stand, wanted)
        stand.simulator.misbehave(None)

        found = stand.ask(Operation.FIND_EPISODE, wanted.reference)

        assert sorted((found.id, *found.twins)) == sorted(stand.held(wanted.reference).episodes)
