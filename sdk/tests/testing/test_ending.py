"""A program hears that it is to stop, whichever thread the signal was given to, and however often."""

import signal
import threading
from collections.abc import Iterator

import pytest

from frontdoor.testing.ending import told_to_stop


@pytest.fixture(autouse=True)
def _terminal_can_end() -> Iterator[None]:
    """Whoever began the tests by `nohup` had them ignore it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_of_telling_is_heard_and_stays_heard(how: signal.Signals) -> None:
    with told_to_stop() as is_told:
        before = is_told(0)
        signal.raise_signal(how)
        signal.raise_signal(how)
        assert (before, is_told(0), is_told(0)) == (False, True, True)


def test_the_end_of_a_terminal_is_not_heard_where_nohup_began_the_program() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with told_to_stop() as is_told:
        signal.raise_signal(signal.SIGHUP)
        assert not is_told(0)


def test_a_signal_that_another_thread_was_given_is_heard() -> None:
    with told_to_stop() as is_told:
        given = threading.Thread(target=lambda: signal.pthread_kill(threading.get_ident(), signal.SIGTERM))
        given.start()
        assert any(is_told(0.1) for _ in range(300))


def test_what_signals_did_before_is_put_back() -> None:
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    with told_to_stop():
        pass
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before
