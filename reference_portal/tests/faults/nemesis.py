"""What goes wrong in a run of many submissions, and when: drawn from a seed, so that a run can be replayed."""

import random
import signal
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum

from attrs import define, frozen
from reference_portal.tests.faults.product import Product

from frontdoor.testing.fault_proxy import Fault
from frontdoor_portal.demo.processes import DidNotStart, Process

MOST_BETWEEN = 8
"""The most receipts between two blows."""

_LINE_SECONDS = 1.0


class Blow(StrEnum):
    """Whom it hits."""

    WEB = "the portal is killed"
    WORKER = "a worker is killed"
    CUT = "the line to the case system is cut in every answer"
    SILENCE = "the line to the case system goes silent"


@frozen
class Planned:
    """A blow that falls once so many receipts were shown."""

    after_receipts: int
    blow: Blow


def planned(seed: int, submissions: int) -> tuple[Planned, ...]:
    """The plan of a run: the same for the same seed and size."""
    draw = random.Random(seed)
    return tuple(_plan(draw, submissions))


def _plan(draw: random.Random, submissions: int) -> Iterator[Planned]:
    after = draw.randint(1, MOST_BETWEEN)
    while after < submissions:
        yield Planned(after, draw.choice(tuple(Blow)))
        after += draw.randint(1, MOST_BETWEEN)


@define
class Nemesis:
    """Carries out a plan in a thread of its own, and starts again whatever it killed."""

    product: Product
    plan: tuple[Planned, ...]
    receipts: Callable[[], int]
    web: Process
    workers: list[Process]
    struck: int = 0

    def run(self, stop: threading.Event) -> None:
        """Strike as planned until the plan is done or `stop` is set; then the line is whole again."""
        for each in self.plan:
            while self.receipts() < each.after_receipts:
                if stop.wait(0.02):
                    return
            self._strike(each.blow, stop)
            self.struck += 1

    def _strike(self, blow: Blow, stop: threading.Event) -> None:
        match blow:
            case Blow.WEB:
                self.web.send_signal(signal.SIGKILL)
                self.web.wait()
                self.web = _again(self.product.running.start_portal)
            case Blow.WORKER:
                killed = self.workers.pop(0)
                killed.send_signal(signal.SIGKILL)
                killed.wait()
                self.workers.append(_again(self.product.running.start_worker))
            case Blow.CUT | Blow.SILENCE:
                self.product.line.after = 20
                self.product.line.fault = Fault.CUT if blow is Blow.CUT else Fault.SILENCE
                stop.wait(_LINE_SECONDS)
                self.product.line.fault = Fault.NONE


def _again(start: Callable[[], Process]) -> Process:
    try:
        return start()
    except DidNotStart:  # its port was not free yet
        return start()
