"""Whether an answer is about the person whose record was chosen: a source that mixes up ids must not mix up children.

Fault F16 of the design: name and date of birth are compared once more with what the search had shown.
"""

from frontdoor.connectors.people import PersonRecord
from frontdoor.connectors.pupils import PupilRecord
from frontdoor.domain.people import PersonName
from frontdoor.single_view import fold
from frontdoor_portal.use_cases.sources import KnownAs


def is_somebody_else(record: PersonRecord | PupilRecord, known: KnownAs) -> bool:
    """Whether both the name and the date of birth are others. One alone may have been put right in the meantime.

    A record without a date of birth proves nothing, and neither does a restricted one, which shows a name at most.
    """
    if record.birth_date is None or (isinstance(record, PersonRecord) and record.restricted):
        return False
    names = {_folded(name) for name in (record.name, *record.other_names)}
    return record.birth_date.on != known.born_on and _folded(known.name) not in names


def _folded(name: PersonName) -> tuple[str, str]:
    return fold(name.given), fold(name.family)
