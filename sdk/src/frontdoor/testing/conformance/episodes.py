"""Rules on opening an episode: once per reference, for the person asked for, with every answer, or refused by name."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import Episode, EpisodeRequest
from frontdoor.connectors.failures import (
    ConnectorFailure,
    DuplicateSuspected,
    NotFound,
    RecordLocked,
    RecordRejected,
    RestrictedRecord,
)
from frontdoor.connectors.people import PersonRecord
from frontdoor.domain.identifiers import Reference
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import with_plain_lines
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.shapes import misfits
from frontdoor.testing.conformance.stand import Stand
from frontdoor.testing.simulators import Misbehaviour

AT_ONCE = 8


class OpensOnce(Checks, rule="opens-once", tier=Tier.SILVER):
    """One reference is one episode, however often, from however many threads and of however simple a system.

    The episode is for the person asked for, and can be found by our reference and read by its id.
    """

    @pytest.fixture
    def request_for_ella(self, stand: Stand) -> EpisodeRequest:
        return samples.episode_for(stand)

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_an_episode_is_opened_for_the_person_asked_for(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        opened = stand.ask(Operation.OPEN_EPISODE, request_for_ella)

        assert (opened.reference, opened.person_id) == (request_for_ella.reference, request_for_ella.person_id)
        assert opened.id.strip() != ""
        assert len(stand.held(request_for_ella.reference).episodes) == 1

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_every_answer_arrives_whole(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        stand.ask(Operation.OPEN_EPISODE, request_for_ella)

        assert missing(request_for_ella, stand) == []

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_asked_again_it_answers_with_the_same_episode(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        first, again = (stand.ask(Operation.OPEN_EPISODE, request_for_ella) for _ in range(2))

        assert again.id == first.id
        assert len(stand.held(request_for_ella.reference).episodes) == 1

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_asked_from_many_threads_at_once_it_opens_one(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        def open_it(_: int) -> Episode | ConnectorFailure:
            try:
                opened: Episode = stand.ask(Operation.OPEN_EPISODE, request_for_ella)
            except ConnectorFailure as failure:  # to be told to come again is no second episode
                return failure
            return opened

        with ThreadPoolExecutor(AT_ONCE) as threads:
            answers = list(threads.map(open_it, range(AT_ONCE)))

        assert len({each.id for each in answers if isinstance(each, Episode)}) == 1
        assert len(stand.held(request_for_ella.reference).episodes) == 1

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, shows=Misbehaviour.OPENS_ANEW)
    def test_a_system_that_knows_no_idempotency_opens_one_all_the_same(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        stand.simulator.misbehave(Misbehaviour.OPENS_ANEW)

        first, again = (stand.ask(Operation.OPEN_EPISODE, request_for_ella) for _ in range(2))

        assert again.id == first.id
        assert len(stand.held(request_for_ella.reference).episodes) == 1

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.FIND_EPISODE)
    def test_an_episode_is_found_by_our_reference_and_no_other_is(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        reference = request_for_ella.reference
        before = stand.ask(Operation.FIND_EPISODE, reference)
        opened = stand.ask(Operation.OPEN_EPISODE, request_for_ella)
        found = stand.ask(Operation.FIND_EPISODE, reference)

        assert before is None
        assert (found.id, found.reference, found.person_id) == (opened.id, reference, request_for_ella.person_id)
        assert stand.ask(Operation.FIND_EPISODE, Reference.new()) is None

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, Operation.READ_EPISODE)
    def test_an_episode_is_read_by_its_id(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        opened = stand.ask(Operation.OPEN_EPISODE, request_for_ella)
        stand.simulator.catch_up()

        read = stand.ask(Operation.READ_EPISODE, opened.id).value

        assert (read.id, read.reference, read.person_id) == (opened.id, opened.reference, opened.person_id)

    @needs(Operation.READ_EPISODE)
    def test_an_episode_that_is_not_there_is_not_found(self, stand: Stand) -> None:
        with pytest.raises(NotFound):
            stand.ask(Operation.READ_EPISODE, "79999999")

    @needs(Ask.SEARCH, Ask.GET, Operation.OPEN_EPISODE)
    def test_a_new_person_is_put_on_record_once(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        wanted = samples.for_somebody_new(request_for_ella)

        first, again = (stand.ask(Operation.OPEN_EPISODE, wanted) for _ in range(2))

        child = samples.NEW_CHILD
        record = stand.ask(Ask.GET, stand.person_of(first)).value
        assert again.person_id == first.person_id
        assert (record.name, record.birth_date, record.sex) == (child.name, child.birth_date, child.sex)
        assert len(stand.held(wanted.reference).episodes) == 1


class RefusesByName(Checks, rule="refuses-by-name", tier=Tier.SILVER):
    """What a system refuses is refused by the name that says what to do, with its fields, and nothing is opened."""

    @pytest.fixture
    def request_for_ella(self, stand: Stand) -> EpisodeRequest:
        return samples.episode_for(stand)

    @pytest.mark.parametrize("how", [Misbehaviour.MISSING_ANSWER, Misbehaviour.NEW_MANDATORY_FIELD])
    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_a_rejection_names_the_fields(
        self, stand: Stand, request_for_ella: EpisodeRequest, how: Misbehaviour
    ) -> None:
        # F11: a new mandatory field goes to a person by its name.
        stand.simulator.misbehave(how)

        with pytest.raises(RecordRejected) as refused:
            stand.ask(Operation.OPEN_EPISODE, request_for_ella)

        assert refused.value.faults != ()
        assert [fault for fault in refused.value.faults if not (fault.field and fault.reason)] == []
        assert stand.held(request_for_ella.reference).episodes == ()

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, shows=Misbehaviour.MISSING_ANSWER)
    def test_what_was_rejected_can_be_opened_once_it_is_mended(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        stand.simulator.misbehave(Misbehaviour.MISSING_ANSWER)
        with pytest.raises(RecordRejected):
            stand.ask(Operation.OPEN_EPISODE, request_for_ella)
        stand.simulator.misbehave(None)

        stand.ask(Operation.OPEN_EPISODE, request_for_ella)

        assert len(stand.held(request_for_ella.reference).episodes) == 1

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, shows=Misbehaviour.LOCKED_RECORD)
    def test_a_locked_record_is_named_as_such(self, stand: Stand, request_for_ella: EpisodeRequest) -> None:
        stand.simulator.misbehave(Misbehaviour.LOCKED_RECORD)

        with pytest.raises(RecordLocked):
            stand.ask(Operation.OPEN_EPISODE, request_for_ella)

        assert stand.held(request_for_ella.reference).episodes == ()

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE)
    def test_an_episode_for_somebody_who_is_not_on_record_is_refused(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        wanted = evolve(request_for_ella, person_id="79999999")

        with pytest.raises((NotFound, RecordRejected, RestrictedRecord)):
            stand.ask(Operation.OPEN_EPISODE, wanted)

        assert stand.held(wanted.reference).episodes == ()

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, shows=Misbehaviour.DUPLICATE_SUSPECTED)
    def test_a_suspected_duplicate_is_shown_and_nobody_is_put_on_record(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        wanted = samples.for_somebody_new(request_for_ella)
        stand.simulator.misbehave(Misbehaviour.DUPLICATE_SUSPECTED)

        with pytest.raises(DuplicateSuspected) as suspected:
            stand.ask(Operation.OPEN_EPISODE, wanted)

        candidates = suspected.value.candidates
        assert candidates != ()
        assert [said for each in candidates for said in misfits(each, PersonRecord)] == []
        assert [
            each for each in candidates if each.restricted and each != PersonRecord(each.id, each.name, restricted=True)
        ] == []
        assert stand.held(wanted.reference).episodes == ()

    @needs(Ask.SEARCH, Operation.OPEN_EPISODE, shows=Misbehaviour.DUPLICATE_SUSPECTED)
    def test_a_person_is_put_on_record_once_an_officer_says_who_it_is_not(
        self, stand: Stand, request_for_ella: EpisodeRequest
    ) -> None:
        wanted = samples.for_somebody_new(request_for_ella)
        stand.simulator.misbehave(Misbehaviour.DUPLICATE_SUSPECTED)
        with pytest.raises(DuplicateSuspected) as suspected:
            stand.ask(Operation.OPEN_EPISODE, wanted)
        others = tuple(each.id for each in suspected.value.candidates)

        stand.ask(
            Operation.OPEN_EPISODE,
            evolve(wanted, new_person=evolve(samples.NEW_CHILD, not_the_same_as=others)),
        )

        assert len(stand.held(wanted.reference).episodes) == 1


def missing(request: EpisodeRequest, stand: Stand) -> list[str]:
    """The question ids of the answers that the simulator does not hold as they were given.

    Lines may end otherwise than they did, and one text of the system may hold several answers.
    """
    texts = [with_plain_lines(text) for text in stand.held(request.reference).texts]
    given = [with_plain_lines(each.answer) for each in request.answers]
    held = {answer: sum(text.count(answer) for text in texts) for answer in given}
    return [
        each.question_id
        for each, answer in zip(request.answers, given, strict=True)
        if held[answer] < given.count(answer)
    ]
