"""The rule that nothing a connector says of itself holds a child's name, number or words, nor a secret."""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from attrs import evolve

from frontdoor.connectors.asking import PersonQuery
from frontdoor.connectors.capabilities import Operation
from frontdoor.connectors.episodes import EpisodeRequest, PopulatedAnswer
from frontdoor.connectors.failures import ConnectorFailure
from frontdoor.domain.identifiers import NhsNumber, Upn
from frontdoor.plugins.host import check_connectors
from frontdoor.testing.conformance import samples
from frontdoor.testing.conformance.checks import Checks
from frontdoor.testing.conformance.kinds import Ask
from frontdoor.testing.conformance.needing import needs
from frontdoor.testing.conformance.outcomes import outcome, set_fault
from frontdoor.testing.conformance.rules import Tier
from frontdoor.testing.conformance.stand import Stand, query_for
from frontdoor.testing.fault_proxy import Fault
from frontdoor.testing.simulators import Misbehaviour

WORDS = "Xanthippe said that Zebediah hurts her"
"""An answer that stands out in whatever it should not be in."""

AT_FAULT = tuple(
    how
    for how in Misbehaviour
    if how not in {Misbehaviour.SLOW, Misbehaviour.DRIP_FEED, Misbehaviour.SILENT_AFTER_COMMIT}
)
"""Those that answer at once: the others end in the same failures, by the deadline."""


class SaysNothingOfAChild(Checks, rule="says-nothing-of-a-child", tier=Tier.BRONZE):
    """No failure's text or representation, no log record and no representation of a connector tells of a child.

    Nor does any hold the value of a secret. It is looked for at the level DEBUG, in texts, in causes and in
    what log records carry: an operator may switch everything on, and a log is kept for years.
    """

    @pytest.mark.parametrize("how", AT_FAULT)
    def test_failures_and_logs_hold_no_word_of_a_child(self, stand: Stand, how: Misbehaviour) -> None:
        asked = _about_children(stand)
        stand.simulator.misbehave(how)

        with _listening() as logged:
            said = [outcome(ask) for ask in asked]

        assert _told(said, logged, _canaries(stand)) == set()

    @pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.CUT, Fault.GARBAGE, Fault.HALF_CLOSE])
    @needs(socket=True)
    def test_broken_connections_tell_nothing_of_a_child(self, stand: Stand, fault: Fault) -> None:
        with stand.behind_proxies() as (behind, proxies):
            asked = _about_children(behind)
            set_fault(proxies, fault, after=60)
            with _listening() as logged:
                said = [outcome(ask) for ask in asked]

        assert _told(said, logged, _canaries(stand)) == set()

    def test_logs_of_what_goes_well_hold_no_word_of_a_child(self, stand: Stand) -> None:
        asked = _about_children(stand)

        with _listening() as logged:
            for ask in asked:
                outcome(ask)

        assert _told((), logged, _canaries(stand)) == set()

    def test_what_is_not_found_or_refused_is_not_repeated(self, stand: Stand) -> None:
        belongings = stand.callable_about_a_person()

        with _listening() as logged:
            said = [outcome(stand.ask, each, WORDS) for each in belongings]

        assert _told(said, logged, {WORDS}) == set()

    def test_a_connector_does_not_show_its_secrets(self, stand: Stand) -> None:
        shown = [repr(part) for part in (stand.connector, stand.loaded, vars(stand.connector), stand.loaded.offer)]

        assert [secret for secret in stand.simulator.secrets.values() if any(secret in each for each in shown)] == []

    @needs(socket=True)
    def test_a_failed_check_is_told_without_secrets(self, stand: Stand) -> None:
        with stand.behind_proxies() as (behind, proxies):
            set_fault(proxies, Fault.REFUSE)
            told = [str(fault) for fault in check_connectors(behind.plugins) if fault.plugin == stand.loaded.name]

        assert len(told) == 1
        assert [secret for secret in stand.simulator.secrets.values() if secret in told[0]] == []


def _about_children(stand: Stand) -> list[Callable[[], Any]]:
    """Questions that carry as much of a child as questions may."""
    known = stand.kind.person(samples.CHILD)
    number = next(iter(known.nhs_numbers), None)
    whole = evolve(query_for(known), postcode=known.postcode, upn=known.upns[0], nhs_number=number)
    asked: list[Callable[[], Any]] = []
    if stand.capabilities.can_call(stand.kind.asks[Ask.SEARCH]):
        nobody = PersonQuery(given_name="Xanthippe", family_name="Quennevais")
        asked += [_searching(stand, whole), _searching(stand, nobody)]
    for operation in stand.callable_operations():
        given = tuple(_with_words(each) for each in samples.arguments(operation, stand))
        asked.append(_asking(stand, operation, given))
        if operation is Operation.OPEN_EPISODE:
            somebody_new = samples.for_somebody_new(given[0])
            asked.append(_asking(stand, operation, (somebody_new,)))
    return asked


def _searching(stand: Stand, query: PersonQuery) -> Callable[[], Any]:
    return lambda: stand.search(query)


def _asking(stand: Stand, operation: Operation, given: tuple[Any, ...]) -> Callable[[], Any]:
    return lambda: stand.ask(operation, *given)


def _with_words(argument: Any) -> Any:
    if isinstance(argument, EpisodeRequest):
        return evolve(argument, answers=(*argument.answers, PopulatedAnswer("worry", "What worries you?", WORDS)))
    return evolve(argument, text=WORDS) if hasattr(argument, "text") else argument


def _canaries(stand: Stand) -> set[str]:
    """What must not be told: names, numbers, words and secrets."""
    known, new = stand.kind.person(samples.CHILD), samples.NEW_CHILD
    numbers: list[NhsNumber | Upn] = [*known.nhs_numbers, *known.upns]
    numbers += [new.nhs_number] if new.nhs_number else []
    shown = {str(number) for number in numbers} | {number.value for number in numbers}
    names = {known.name.given, known.name.family, new.name.given, new.name.family, "Xanthippe", "Zebediah"}
    return {*shown, *names, WORDS, *stand.simulator.secrets.values()}


def _told(said: Iterable[Any], logged: list[str], canaries: set[str]) -> set[str]:
    """Which canaries sing. Answers are what was asked for; only failures are looked at."""
    failures = [each for each in said if isinstance(each, ConnectorFailure)]
    texts = [text for each in failures for text in (str(each), repr(each), *traceback_of(each))]
    return {canary for canary in canaries if any(canary in text for text in (*texts, *logged))}


def traceback_of(failure: BaseException) -> Iterator[str]:
    """The messages of a failure and of whatever a traceback of it would show as its cause."""
    for line in traceback.TracebackException.from_exception(failure, lookup_lines=False).format(chain=True):
        if not line.lstrip().startswith("File "):  # a line of code is no word of a child
            yield line


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Everything that any logger says meanwhile, with what its records carry."""
    logged: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record.getMessage())
            logged.append(repr({key: value for key, value in vars(record).items() if key != "msg"}))
            if record.exc_info and record.exc_info[1] is not None:
                logged.extend(traceback_of(record.exc_info[1]))

    listener, root = Listener(logging.DEBUG), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        yield logged
    finally:
        root.setLevel(level)
        root.removeHandler(listener)
