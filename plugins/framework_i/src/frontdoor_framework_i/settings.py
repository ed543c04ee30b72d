"""What an operator says about Framework-i in `portal.toml`."""

from enum import StrEnum
from pathlib import Path

from attrs import field, frozen
from attrs.validators import and_, ge, gt, le, min_len

from frontdoor.secrets.references import SecretReference
from frontdoor.transport.addresses import is_an_endpoint
from frontdoor_framework_i.contract import LARGEST_DOCUMENT, LARGEST_PAGE

ANSWER_CEILING = 50_000_000


class CaseNotes(StrEnum):
    """How a case note comes into the system: by the binding, or by somebody who copies it."""

    NATIVE = "native"
    MANUAL = "manual"


@frozen
class FrameworkISettings:
    """The table `[plugins.settings.framework_i]`.

    `total_seconds` is the ceiling of one call, whatever deadline the caller brings; `team` takes episodes whose
    decision names no team; `feed_page` is the most people asked for at a time, and `max_feed_bytes` the ceiling of
    such a page alone; `ca_file` is a PEM file of the authorities to trust instead of the machine's own.
    """

    address: str = field(validator=is_an_endpoint)
    user: str = field(validator=min_len(1))
    password: SecretReference
    source_name: str = field(default="Framework-i", validator=min_len(1))
    team: str = field(default="Family Front Door", validator=min_len(1))
    case_notes: CaseNotes = CaseNotes.MANUAL
    connect_seconds: float = field(default=1.0, validator=and_(gt(0), le(60)))
    total_seconds: float = field(default=20.0, validator=and_(gt(0), le(300)))
    max_answer_bytes: int = field(default=2_000_000, validator=and_(ge(10_000), le(ANSWER_CEILING)))
    feed_page: int = field(default=LARGEST_PAGE, validator=and_(ge(1), le(LARGEST_PAGE)))
    max_feed_bytes: int = field(default=8_000_000, validator=and_(ge(10_000), le(ANSWER_CEILING)))
    max_document_bytes: int = field(default=10_000_000, validator=and_(ge(1), le(LARGEST_DOCUMENT)))
    ca_file: Path | None = None
