"""The SDK's words for going wrong, in this stand-in's own."""

from collections.abc import Mapping

from frontdoor.testing.simulators import Misbehaviour
from frontdoor_framework_i.simulator.scenario import EVERYBODY, Answering, Opening, Scenario, Suspecting

OPENING = ("OpenContactReferralEpisode",)
CHANGING = (*OPENING, "AddCaseNote", "UploadDocument")
"""What changes something: the SDK's "after commit" concerns these alone, and reads are answered well meanwhile."""

SCENARIOS: Mapping[Misbehaviour, Scenario] = {
    Misbehaviour.SLOW: Scenario(answer_after_ms=4_000),
    Misbehaviour.SILENT_AFTER_COMMIT: Scenario(answering=Answering.SILENT, operations=CHANGING),
    Misbehaviour.CUT_AFTER_COMMIT: Scenario(answering=Answering.CUT, operations=CHANGING),
    Misbehaviour.ERROR_AFTER_COMMIT: Scenario(answering=Answering.SERVER_FAULT, operations=CHANGING),
    Misbehaviour.PAGE: Scenario(answering=Answering.HTML),
    Misbehaviour.EMPTY: Scenario(answering=Answering.EMPTY),
    Misbehaviour.MALFORMED: Scenario(answering=Answering.MALFORMED),
    Misbehaviour.OVERSIZED: Scenario(answering=Answering.OVERSIZED),
    Misbehaviour.DRIP_FEED: Scenario(answering=Answering.DRIP_FEED),
    Misbehaviour.NO_ID: Scenario(answering=Answering.NO_ID, operations=OPENING),
    Misbehaviour.WRONG_REFERENCE: Scenario(answering=Answering.WRONG_REFERENCE, operations=OPENING),
    Misbehaviour.WRONG_PERSON: Scenario(answering=Answering.WRONG_PERSON),
    Misbehaviour.OPENS_TWICE: Scenario(opening=Opening.TWICE),
    Misbehaviour.OPENS_ANEW: Scenario(opening=Opening.ANEW),
    Misbehaviour.EXPIRED_CREDENTIAL: Scenario(expired_password=True),
    Misbehaviour.RATE_LIMIT: Scenario(busy_seconds=2),
    Misbehaviour.LOCKED_RECORD: Scenario(locked=(EVERYBODY,)),
    Misbehaviour.NEW_MANDATORY_FIELD: Scenario(mandatory_fields=("consentBasis",)),
    Misbehaviour.MISSING_ANSWER: Scenario(mandatory_answers=("asked_since_this_year",)),
    Misbehaviour.DUPLICATE_SUSPECTED: Scenario(suspecting=Suspecting.EVERYBODY),
    Misbehaviour.STORE_FULL: Scenario(document_bytes=0),
    Misbehaviour.STALE: Scenario(stale_hours=48),
}
"""Every one of them makes sense here."""
