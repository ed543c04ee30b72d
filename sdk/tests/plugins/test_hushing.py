"""What a plugin prints goes nowhere; what whoever loaded it prints at the same time is written."""

import io
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

from frontdoor.plugins.hushing import hushed


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Everything that reaches standard output and error while the block lasts."""
    stream = io.StringIO()
    with redirect_stdout(stream), redirect_stderr(stream):
        yield stream


def talk() -> None:
    print("Zaynab")  # noqa: T201 - what must not be written
    sys.stderr.writelines(["Zay", "nab"])
    # What becomes of a log line where nobody set up logging, as in the portal.
    assert logging.lastResort is not None
    logging.lastResort.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": "Zaynab"}))


def test_a_plugin_that_talks_is_not_heard() -> None:
    with listening() as written, hushed():
        talk()

    assert written.getvalue() == ""


def test_outside_the_block_it_is() -> None:
    with listening() as written:
        talk()

    assert written.getvalue() == "Zaynab\nZaynabZaynab\n"


def test_who_speaks_at_the_same_time_is_heard() -> None:
    let_go, is_hushed = threading.Event(), threading.Event()

    def quiet() -> None:
        with hushed():
            is_hushed.set()
            let_go.wait(10)
            print("Zaynab")  # noqa: T201 - what must not be written

    with listening() as written:
        thread = threading.Thread(target=quiet)
        thread.start()
        is_hushed.wait(10)
        print("the portal is ready")  # noqa: T201 - what must be
        let_go.set()
        thread.join(10)

    assert written.getvalue() == "the portal is ready\n"


def test_one_block_within_another_does_not_end_the_other() -> None:
    with listening() as written, hushed():
        with hushed():
            pass
        print("Zaynab")  # noqa: T201 - what must not be written

    assert written.getvalue() == ""


def test_streams_are_wrapped_once_and_stay_what_they_were() -> None:
    with listening():
        with hushed():
            before = sys.stdout, sys.stderr
        with hushed():
            assert (sys.stdout, sys.stderr) == before
        assert sys.stdout.writable()


def test_a_process_without_output_stays_without() -> None:
    with redirect_stdout(None), redirect_stderr(None):
        with hushed():
            print("Zaynab")  # noqa: T201 - what nobody could hear anyway

        assert (sys.stdout, sys.stderr) == (None, None)
