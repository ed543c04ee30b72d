"""How a program that serves until it is told to stop is told: Ctrl-C, a plain kill, the end of its terminal."""

import queue
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def told_to_stop() -> Iterator[Callable[[float], bool]]:
    """For as long as the block lasts: a function that waits so many seconds and answers whether the end was told.

    Ask again and again with a second or so, never with a wait that has no end: where the signal was given to another
    thread, this one hears of it between two waits. Only the main thread may enter. What the signals did before is put
    back in the end.
    """
    # A queue of this kind may be put to from a signal handler. An event may not: the handler would wait for the lock
    # that the very wait it interrupts is holding.
    told: queue.SimpleQueue[None] = queue.SimpleQueue()
    signals = [signal.SIGINT, signal.SIGTERM]
    # Where `nohup` began it, the end of the terminal is not meant to end it.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)
    before = [signal.signal(each, lambda *_: told.put(None)) for each in signals]
    try:
        yield lambda seconds: _is_told(told, seconds)
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _is_told(told: "queue.SimpleQueue[None]", seconds: float) -> bool:
    with suppress(queue.Empty):
        told.get(timeout=seconds)
        told.put(None)  # whoever asks again is told again
        return True
    return False
