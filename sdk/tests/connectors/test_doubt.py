"""Without an answer that can be believed, a change is never told as one that may be sent again."""

from collections.abc import Callable

import pytest

from frontdoor.connectors.doubt import no_answer, untrusted
from frontdoor.connectors.failures import ConnectorFailure, ContractMismatch, OutcomeUnknown, Unavailable


@pytest.mark.parametrize(
    ("tell", "changes", "kind", "sentence"),
    [
        (no_answer, False, Unavailable, "The system did not answer: silence"),
        (no_answer, True, OutcomeUnknown, "The system was asked and did not answer: silence"),
        (untrusted, False, ContractMismatch, "The system answered against its contract: silence"),
        (untrusted, True, OutcomeUnknown, "The system was asked and its answer cannot be trusted: silence"),
    ],
)
def test_the_failure_depends_on_whether_something_was_to_be_changed(
    tell: Callable[..., ConnectorFailure], changes: bool, kind: type[ConnectorFailure], sentence: str
) -> None:
    failure = tell("The system", "silence", changes=changes)

    assert (type(failure), str(failure)) == (kind, sentence)
