"""One question to one source, from being asked to the honest answer that a page shows."""

from datetime import datetime
from typing import Generic, TypeVar

from attrs import frozen

from frontdoor.connectors.failures import ConnectorFailure, NotFound
from frontdoor.domain.facts import SourceAnswer, SourceState, state_of
from frontdoor_portal.connections.explaining import explain
from frontdoor_portal.connections.failures import NotTrusted
from frontdoor_portal.connections.source import Pending
from frontdoor_portal.connections.trusting import Trusted

Item = TypeVar("Item")


@frozen
class Question(Generic[Item]):
    """A question under way. `missing` is what to say where the system answers that it has no record of that id.

    An answer of before `stale_before` is an old copy.
    """

    title: str
    asked_at: datetime
    pending: Pending[Trusted[Item]]
    stale_before: datetime
    missing: tuple[SourceState, str] | None = None

    def answer(self) -> SourceAnswer[Item]:
        """Wait for the source, at most its deadline; never raises for anything that the source does."""
        try:
            said = self.pending.result()
        except NotFound:
            if self.missing is not None:
                state, sentence = self.missing
                return self._without(state, sentence.format(title=self.title))
            # A search that finds nobody answers with an empty tuple; what this means, nobody knows.
            return self._without(*explain(NotTrusted("not_found"), self.title))
        except ConnectorFailure as failure:
            return self._without(*explain(failure, self.title))
        state = state_of(said.items, said.as_at, self.stale_before)
        return SourceAnswer(self.title, state, self.asked_at, said.items, said.as_at)

    def _without(self, state: SourceState, explanation: str) -> SourceAnswer[Item]:
        return SourceAnswer(self.title, state, self.asked_at, explanation=explanation)
